"""Where messages go, of a change (`on_change`) or of a failure (`on_failure`): to a command, or to a web hook.

[weekly.on_change]
command = ["./tell-the-desk", "--quiet"]   # the message is JSON on its standard input

[weekly.on_change]
hook = "https://example.org/tenor"         # the message is posted there as JSON
authorization_env = "DESK_TOKEN"           # the variable that holds the value of the header Authorization
"""

import json
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any
from urllib.request import getproxies_environment

from tenor.corpus.feeds import Clock, FetchError, post
from tenor.corpus.feeds.addresses import checked, shown
from tenor.errors import ParameterError, RunError, unknown
from tenor.runs.ending import ending
from tenor.runs.secrets import hidden, named

SECONDS = 30
"""How long a command may take."""

LONGEST = 500
"""So many of the last characters that a command says are told."""

PREFIX = "TENOR_"
_KEYS = ("command", "hook", "hook_env", "authorization_env")
RIGHT = 'a table with command = ["a", "list", "of words"] or hook = "https://..."'


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is told: a `command`, or a `hook`, of which `hook_env` is the name of the variable with the address.

    `authorization_env` is the name of the variable with the value of the header Authorization. No secret is kept here.
    """

    command: tuple[str, ...] = ()
    hook: str = ""
    hook_env: str = ""
    authorization_env: str = ""

    @property
    def told(self) -> str:
        """What is done, in words, with what is missing on this machine."""
        if self.command:
            there = "" if shutil.which(self.command[0]) else f" ({self.command[0]} is not on this machine)"
            return f"runs {' '.join(self.command)}{there}"
        where = shown(self.hook) or f"the address in {self.hook_env}"
        signed = f", with the header Authorization from {self.authorization_env}" if self.authorization_env else ""
        unset = [name for name in (self.hook_env, self.authorization_env) if name and name not in os.environ]
        missing = f" ({', '.join(unset)} not set here)" if unset else ""
        return f"posts to {where}{signed}{missing}"


def receiver_of(entry: Mapping[str, Any]) -> Receiver:
    """Give who a table `on_change` or `on_failure` names; raises ParameterError for what cannot be meant."""
    for key in entry:
        if key not in _KEYS:
            raise ParameterError(unknown("key", key, _KEYS))
    if sum(key in entry for key in ("command", "hook", "hook_env")) != 1:
        raise ParameterError(f"takes one of command, hook and hook_env; give {RIGHT}")
    if "command" in entry:
        return Receiver(command=_command(entry))
    return _hook(entry)


def send(receiver: Receiver, message: Mapping[str, Any], *, clock: Clock, allow_local: bool = False) -> str:
    """Deliver a message, and give what the receiver said to it, in few words.

    Raises RunError where it was not delivered, and ParameterError where a variable is not set; neither has a secret in
    its message.
    """
    body = json.dumps(message, ensure_ascii=False, allow_nan=False).encode()
    if receiver.command:
        return _ran(receiver.command, body, environment(message))
    secrets = named({"hook_env": receiver.hook_env, "authorization_env": receiver.authorization_env})
    address = receiver.hook or secrets[receiver.hook_env].strip()
    value = secrets.get(receiver.authorization_env, "")
    if value and not (address.startswith("https:") or allow_local):
        raise RunError("a secret is not sent over http, where others can read it; give an https address")
    try:
        headers = {"Authorization": _of_header(value, receiver.authorization_env)} if value else {}
        how: dict[str, Any] = {"allow_local": allow_local, "proxies": getproxies_environment()}
        return f"answered {post(address, body, clock=clock, headers=headers, **how)}"
    except FetchError as error:
        where = shown(receiver.hook) or f"the address in {receiver.hook_env}"
        raise RunError(f"{where}: {hidden(error.fault.detail, secrets)}") from None


def environment(message: Mapping[str, Any]) -> dict[str, str]:
    """Give what a command finds in its environment: the words of a message that a shell script needs."""
    told = {
        "ID": message["id"],
        "SCHEDULE": message["schedule"],
        "TEXT": message["text"],
        "TEST": "yes" if message["test"] else "",
    }
    if "verdict" in message:
        verdict = message["verdict"]
        told |= {"VERDICT": verdict["to"], "SIDE": verdict["to_side"], "VERDICT_BEFORE": verdict["from"]}
        told |= {"REPORT": message["report"], "CHANGES": message["changes"] or ""}
    else:
        told |= {"STATUS": message["status"], "RUN": message["run"] or ""}
    return {f"{PREFIX}{name}": str(value).replace("\0", " ") for name, value in told.items()}


def _command(entry: Mapping[str, Any]) -> tuple[str, ...]:
    words = entry["command"]
    if not (isinstance(words, list) and words and all(isinstance(word, str) and word for word in words)):
        raise ParameterError(f'command is {words!r}; give a list of words, as ["./tell", "--quiet"]')
    if "authorization_env" in entry:
        raise ParameterError("authorization_env is for a hook; a command reads its own environment")
    return tuple(words)


def _hook(entry: Mapping[str, Any]) -> Receiver:
    for key, value in entry.items():
        if not isinstance(value, str) or not value.strip():
            raise ParameterError(f"{key} is {value!r}; give it in quotes")
    made = Receiver(**entry)
    for key in ("hook_env", "authorization_env"):
        _check_name(key, getattr(made, key))
    try:
        if made.hook:
            checked(made.hook)
    except FetchError as error:
        raise ParameterError(f"hook {shown(made.hook)!r} {error.fault.detail}") from None
    return made


def _check_name(key: str, name: str) -> None:
    """Refuse what can be no name of a variable, without repeating it: it may be the secret."""
    if name and not (name.isascii() and name.isidentifier()):
        raise ParameterError(f"{key}: give the name of an environment variable, not its value")


def _of_header(value: str, name: str) -> str:
    if not (value.isascii() and value.isprintable()):
        raise RunError(f"what {name} holds cannot stand in a header: it has line breaks or letters beyond ASCII")
    return value


def _ran(words: tuple[str, ...], body: bytes, told: Mapping[str, str]) -> str:
    """Run a command to its end or its time-out, and give the last of what it said; raises RunError where it fails."""
    with TemporaryFile() as given:
        given.write(body)
        given.seek(0)
        try:
            process = subprocess.Popen(
                words, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **told},
                start_new_session=True,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            raise RunError(f"{words[0]}: cannot be run: {getattr(error, 'strerror', None) or error}") from None
    with process, ending(lambda: _kill(process), deadline=SECONDS) as end:
        said = _printable(_last(process))
        code = process.wait()
    if end.status or code:
        late = f"took longer than {SECONDS} s" if end.status == "timeout" else end.error
        raise RunError(f"{words[0]}: {late or f'ended with exit status {code}'}{f', saying: {said}' if said else ''}")
    return f"said: {said}" if said else "ended well"


def _last(process: "subprocess.Popen[bytes]") -> bytes:
    """Give the last bytes that a process says until it ends; processes that it leaves behind are not waited for."""
    assert process.stdout
    handle, kept = process.stdout.fileno(), b""
    while True:
        ended = process.poll() is not None
        piece = os.read(handle, 65_536) if select.select([handle], [], [], 0 if ended else 0.05)[0] else None
        kept = (kept + (piece or b""))[-4 * LONGEST :]
        if ended or piece == b"":
            break
    return kept


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _printable(said: bytes) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in said.decode("utf-8", "replace")).split())
    return words if len(words) <= LONGEST else f"... {words[-LONGEST:]}"
