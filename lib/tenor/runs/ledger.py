"""The book of a run: `run.json`, written whole at the start, after each notebook, and at the end with the status.

Room for the last entry is kept from the start, so that a full disk does not keep a run from saying how it ended.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tenor.errors import RunError
from tenor.runs.folder import Run, manifest_of, write_json
from tenor.runs.key import changed, key_of
from tenor.runs.lock import Lock
from tenor.runs.provenance import methods
from tenor.runs.status import Failure

ROOM = 1 << 16
"""Bytes kept for the last entry."""


class Ledger:
    """What `run.json` says of a run that is going on."""

    def __init__(self, run: Run, told: dict[str, Any]) -> None:
        self._run, self._told = run, told

    @property
    def started(self) -> str:
        """When the run began, as `run.json` tells it."""
        return str(self._told["started"])

    def todo(self, chain: Sequence[str]) -> list[str]:
        """Give the notebooks from the first one that is not done; what later ones recorded before is taken away."""
        done = self._told["seconds"]
        first = next((i for i, name in enumerate(chain) if name not in done or not self._run.results(name)), len(chain))
        for name in chain[first:]:
            done.pop(name, None)
            (self._run.path / "results" / f"{name}.json").unlink(missing_ok=True)
        return list(chain[first:])

    def done(self, notebook: str, seconds: float) -> None:
        """Write down that a notebook has left all that it declares."""
        self._told["seconds"][notebook] = seconds
        self._write()

    def ended(self, failure: Failure | None, results: Mapping[str, Mapping[str, Any]], finished: dt.datetime) -> str:
        """Write down how the run ended, and give its status.

        Where not even this can be written, `run.json` goes on saying `running`, and as nobody holds the lock of the
        run any more, it counts as killed.
        """
        first, third = results["1_stances"], results["3_spiral"]
        self._told |= {
            "status": failure.status if failure else "ok",
            "finished": finished.isoformat(timespec="seconds"),
            "inputs": first.get("inputs") or self._told["inputs"],
            "results": results,
            "verdict": third.get("verdict"),
            "failure": failure.told if failure else None,
            "report": "report.html" if self._run.report.is_file() else None,
        }
        _room(self._run).unlink(missing_ok=True)
        with suppress(OSError):
            self._write()
        return str(self._told["status"])

    def _write(self) -> None:
        write_json(self._run.path / "run.json", self._told)


def began(
    run: Run,
    parts: Mapping[str, Any],
    lock: Lock,
    started: dt.datetime,
    schedule: Mapping[str, str] | None = None,
) -> Ledger:
    """Give the book of a run that begins, opened with what it is made of; raises RunError where none can be written."""
    told = {"seconds": {}, "started": started.isoformat(timespec="seconds"), "schedule": schedule}
    return _opened(run, told, parts, lock)


def resumed(run: Run, parts: Mapping[str, Any], lock: Lock) -> Ledger:
    """Give the book of a run that goes on; raises RunError where that was made of something else, saying what."""
    told = manifest_of(run.path)
    differing = changed(parts, told)
    if differing:
        raise RunError(f"{run.path.name}: cannot be resumed: changed since it began: {', '.join(differing)}; run anew")
    for left in (path for path in run.path.rglob(".*") if path.is_file()):
        left.unlink()  # files that were being written when the run was stopped
    kept = {name: told.get(name) for name in ("seconds", "started", "schedule")}
    return _opened(run, kept, parts, lock)


def _opened(run: Run, told: dict[str, Any], parts: Mapping[str, Any], lock: Lock) -> Ledger:
    """Write the first entry; before it, for which run the lock is held: by that it is known that the run goes on."""
    first = {"status": "running", "key": key_of(parts), "started": None, "finished": None}
    ledger = Ledger(run, first | told | dict(parts) | {"methods": methods()})
    try:
        _room(run).write_bytes(bytes(ROOM))
        lock.tell(run, ledger.started)
        ledger._write()
    except OSError as error:
        _room(run).unlink(missing_ok=True)
        with suppress(OSError):
            run.path.rmdir()  # only where nothing is in it yet
        raise RunError(f"{run.path}: a run cannot be written there: {error.strerror}") from None
    return ledger


def _room(run: Run) -> Path:
    return run.path / ".room"
