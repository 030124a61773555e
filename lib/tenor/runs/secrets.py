"""Secrets of a run: given by the name of an environment variable, so that no run folder and no log ever holds one.

A parameter whose name ends in `_env` takes such a name. The notebook reads the value where it is needed:

    token_env: str = ""  # name of the environment variable with the token
    ...
    token = secret(token_env)
"""

import json
import os
import re
from collections.abc import Mapping

from tenor.errors import ParameterError

ENDING = "_env"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


def secret(name: str) -> str:
    """Give the value of the environment variable `name`; "" for no name. Raises ParameterError where it is not set."""
    if name and name not in os.environ:
        raise ParameterError(f"the environment variable {name} is not set; `export {name}=...` before the run")
    return os.environ.get(name, "")


def named(values: Mapping[str, object]) -> dict[str, str]:
    """Give the secrets that parameters name, by the name of their variable.

    Raises ParameterError where a variable is not set, and for what can be no name: it may be the secret itself, so
    that message does not repeat it.
    """
    names = {parameter: str(name) for parameter, name in values.items() if parameter.endswith(ENDING) and name}
    for parameter, name in names.items():
        if not _NAME.fullmatch(name):
            raise ParameterError(f"parameter {parameter!r}: give the name of an environment variable, not its value")
    return {name: secret(name) for name in names.values()}


def hidden(text: str, secrets: Mapping[str, str]) -> str:
    """Give `text` with the name of its variable, in brackets, for each secret.

    >>> hidden("Bearer s3cret", {"TOKEN": "s3cret"})
    'Bearer [TOKEN]'
    """
    for name, value in secrets.items():
        for written in _writings(value) if value else ():
            text = text.replace(written, f"[{name}]")
    return text


def _writings(value: str) -> list[str]:
    """Give how a notebook may hold a value: as it is, as Python shows it, and both of these in JSON; longest first."""
    shown = {value, repr(value)[1:-1]}
    return sorted({form for each in shown for form in (each, json.dumps(each)[1:-1])}, key=len, reverse=True)
