"""One run of a kind at a time: a lock on the key of a run, held as long as its process lives.

The lock is the kernel's (`flock`), so it is let go however the process ends, `kill -9` included. Its file, in
the folder `.locks` beside the run folders, says who holds it. Where there are no such locks, nobody is kept out.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tenor.errors import RunError
from tenor.runs.folder import Run

try:
    import fcntl
except ImportError:  # pragma: no cover
    fcntl = None  # type: ignore[assignment]

LOCKS = ".locks"
TRIES, PAUSE = 20, 0.05
"""A look at a lock holds it for a moment, so a run tries more than once before it believes that it is taken."""


class Lock:
    """A lock that is held; `tell` says in its file for which run folder."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def tell(self, run: Run, started: str) -> None:
        """Write who holds the lock: the process, the run folder, and since when; raises OSError on a full disk."""
        told = json.dumps({"run": run.path.name, "process": os.getpid(), "since": started}).encode()
        os.pwrite(self._handle, told, 0)
        os.truncate(self._handle, len(told))


@contextmanager
def holding(out: Path, key: str) -> Iterator[Lock]:
    """Hold the lock of runs with this key in `out`.

    Raises RunError where another process holds it, with the name of its run, and where no lock can be written.
    """
    path = _file(out, key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _acquired(path)
    except OSError as error:
        raise RunError(
            f"{out}: a run cannot be written there: {error.strerror}; name another folder with --out"
        ) from None
    if handle is None:
        who = _told(path)
        raise RunError(
            f"{out}: the very same run is going on: {who.get('run', 'just begun')}, process {who.get('process', '?')}, "
            f"since {who.get('since', 'now')}; wait for it, or end it"
        )
    try:
        yield Lock(handle)
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def holder(out: Path, key: str) -> Mapping[str, Any]:
    """Tell who holds the lock of runs with this key in `out`: its `run`, `process` and `since`; empty where nobody."""
    try:
        handle = os.open(_file(out, key), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return {}
    try:
        return {} if _locked(handle, shared=True) else _told(_file(out, key))
    finally:
        os.close(handle)


def _acquired(path: Path) -> int | None:
    """Give a handle on the lock's file, locked; None where another process keeps it."""
    for _ in range(TRIES):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        if _locked(handle) and _is(path, handle):
            os.truncate(handle, 0)  # what a process that was killed had told
            return handle
        os.close(handle)
        time.sleep(PAUSE)
    return None


def _locked(handle: int, *, shared: bool = False) -> bool:
    if fcntl is not None:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _is(path: Path, handle: int) -> bool:
    """Tell whether the path still leads to the file that was locked: who held it before takes it away at the end."""
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(handle))
    return False


def _told(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _file(out: Path, key: str) -> Path:
    return out / LOCKS / f"{key.rpartition(':')[2][:32]}.lock"
