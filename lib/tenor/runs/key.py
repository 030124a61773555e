"""What a run is made of, and its key: two runs with one key are the same run, and would give the same.

key = SHA-256 of notebooks, parameters, inputs, versions, the library's own files and the lock of its environment
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tenor.corpus.opening import PROJECT
from tenor.corrections import chosen_file
from tenor.runs.parameters import Value
from tenor.runs.provenance import digest_of, digests, library_digest, versions

ENVIRONMENT = PROJECT / "requirements" / "run.txt"
PARTS = {
    "parameters": "parameters",
    "inputs": "inputs",
    "digests": "notebooks",
    "versions": "versions of libraries",
    "library": "files of Tenor",
    "environment": "lock of the environment",
}
"""What the key is made from, under the names that these have in `run.json`, and in words."""


def made_of(values: Mapping[str, Value], *, notebooks: Path, chain: Sequence[str]) -> dict[str, Any]:
    """Give what a run with these parameters is made of, part by part, in JSON's types."""
    return {
        "parameters": dict(values),
        "inputs": _inputs(values),
        "digests": {name: digest_of(notebooks / f"{name}.ipynb") for name in chain},
        "versions": versions(),
        "library": library_digest(),
        "environment": digest_of(ENVIRONMENT) if ENVIRONMENT.is_file() else "",
    }


def key_of(parts: Mapping[str, Any]) -> str:
    """Give the key of what `made_of` gave, or of a `run.json`, as `sha256:...`.

    >>> key_of({"parameters": {"top": 5}}) == key_of({"parameters": {"top": 5}, "status": "ok"})
    True
    """
    told = json.dumps([parts.get(name) for name in PARTS], sort_keys=True, ensure_ascii=True)
    return f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"


def changed(now: Mapping[str, Any], then: Mapping[str, Any]) -> list[str]:
    """Name the parts of two runs that differ, in words.

    >>> changed({"inputs": {"corpus": "b"}, "library": "x"}, {"inputs": {"corpus": "a"}, "library": "x"})
    ['inputs']
    """
    return [words for name, words in PARTS.items() if now.get(name) != then.get(name)]


def _inputs(values: Mapping[str, Value]) -> dict[str, str]:
    """Give the digests of what is read; none where it is not there, which the first notebook will say."""
    corpus, relation = str(values.get("corpus", "sample")), str(values.get("relation", "us-china"))
    try:
        return digests(corpus, relation, chosen_file(str(values.get("corrections", "")), corpus))
    except OSError:
        return {}
