"""Corrections kept: written whole, one writer at a time, into a file in which people write as well."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tenor.corpus.files import shown
from tenor.corrections.correction import Correction, correction_of, entry_of
from tenor.corrections.editing import added, removed, replaced
from tenor.corrections.files import corrections_in, entries_in, text_of
from tenor.errors import CorrectionError

try:
    import fcntl
except ImportError:  # pragma: no cover  # without it, files are whole, but of two writers at once one may lose
    fcntl = None  # type: ignore[assignment]


def keep(path: Path, correction: Correction) -> list[Correction]:
    """Write a correction into the file and give all that it holds now; it replaces one by the same person.

    The file is read again and written under a lock, so that two who keep at once lose nothing, and renamed when it is
    complete, so that it is the old or the new one whatever happens. Raises CorrectionError for a correction that could
    not be read back, and where the file is no TOML or cannot be written.
    """
    entry = entry_of(correction)
    try:
        correction_of(entry)
    except ValueError as error:
        raise CorrectionError(f"correction of {correction.stance_id!r:.80}: {error}") from None

    def with_it(text: str) -> str:
        mine = _places(text, path, correction.stance_id, correction.who)
        return replaced(text, mine, entry) if mine else added(text, entry)

    return _rewrite(path, with_it)


def take_back(path: Path, stance_id: str, who: str) -> list[Correction]:
    """Remove what a person said of a stance from the file, if anything, and give what it holds now.

    Raises CorrectionError where the file is no TOML or cannot be written.
    """

    def without(text: str) -> str:
        mine = _places(text, path, stance_id, who)
        return removed(text, mine) if mine else text

    return _rewrite(path, without)


def _rewrite(path: Path, change: Callable[[str], str]) -> list[Correction]:
    target = Path(os.path.realpath(path))
    try:
        with _locked(target):
            before = text_of(target)
            after = change(before)
            corrections, _ = corrections_in(after, path)
            if after != before:
                _write_whole(target, after)
    except OSError as error:
        raise CorrectionError(f"{shown(path)}: cannot be written: {error.strerror}; name another file") from None
    return corrections


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one writer at a time in; the file to be renamed cannot be locked itself, so one beside it is."""
    handle = os.open(path.parent / f".{path.name}.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write_whole(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    with suppress(OSError):  # so that the new name survives a power cut, where a folder can be synced
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _places(text: str, path: Path, stance_id: str, who: str) -> list[int]:
    """Give which entries are what a person said of a stance."""
    entries = entries_in(text, path)
    return [place for place, e in enumerate(entries) if (e.get("stance_id"), e.get("who")) == (stance_id, who)]
