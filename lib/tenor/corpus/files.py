"""Where articles lie: a file, a folder of files, an archive, or standard input."""

import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, cast

from tenor.corpus.formats import KNOWN, NO_SUFFIX, READERS, suffix_of
from tenor.errors import CorpusError
from tenor.records import Fault

STDIN = "standard input"
GZIP = b"\x1f\x8b"
SQLITE = b"SQLite format 3\0"
ARCHIVES = (".db", ".sqlite", ".sqlite3")
CORRECTIONS = "corrections.toml"
"""What a reader's corrections of a corpus are kept in, beside its articles."""


def checked_path(source: str | Path) -> Path:
    """Give `source` as a path that can be read: a file of a known format or without any suffix, a folder of such, or
    an archive.

    Raises CorpusError if it is neither.
    """
    path = Path(source)
    try:
        if not str(source).strip() or not path.exists():
            raise CorpusError(_no_such(str(source), path))
        if not os.access(path, os.R_OK):
            raise CorpusError(f"{shown(path)}: cannot be read; you lack the permission")
        if path.is_dir():
            if not any(isinstance(found, Path) for found in files_in(path)):
                raise CorpusError(f"{shown(path)}: no article file in this folder; a corpus has {KNOWN}")
        elif is_archive(path):
            return path
        elif suffix_of(path) in ARCHIVES:
            raise CorpusError(f"{shown(path)}: not an archive of Tenor; `tenor archive import` makes one")
        elif suffix_of(path) not in (*READERS, NO_SUFFIX):
            raise CorpusError(
                f"{shown(path)}: a file of this kind is not read; known: {KNOWN}, or - for standard input"
            )
        elif path.is_file() and not path.stat().st_size:
            raise CorpusError(f"{shown(path)}: the file is empty")
    except OSError as error:
        raise CorpusError(f"{shown(path)}: cannot be read: {error.strerror}") from None
    return path


def is_archive(path: Path) -> bool:
    """Tell whether the file at `path` is one of SQLite's, which its first bytes say."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


def files_in(folder: Path, root: Path | None = None) -> Iterator[Path | Fault]:
    """Give the files below `folder` that can hold articles, sorted by name, folder by folder.

    Hidden files, README files and `corrections.toml` are passed over; files of another kind, and links that lead
    outside the folder, are faults.
    """
    root = root or folder.resolve()
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield Fault("unreadable_file", shown(folder), f"cannot be read: {error.strerror}")
        return
    for path in paths:
        if path.name.startswith(".") or path.name.upper().startswith("README") or path.name == CORRECTIONS:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files_in(path, root)
        else:
            yield from _judged(path, root)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open `path` for reading bytes, unpacked if they are gzip's, whatever its name is."""
    with path.open("rb") as file:
        yield unpacked(file)


def unpacked(stream: BinaryIO) -> BinaryIO:
    """Give `stream`, unpacked if its first bytes are gzip's."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    if buffered.peek(2).startswith(GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=buffered))
    return buffered


def shown(path: Path) -> str:
    """Give `path` as words that can be written, even where its name is not UTF-8."""
    return os.fsencode(path).decode(errors="replace")


def _judged(path: Path, root: Path) -> Iterator[Path | Fault]:
    known = suffix_of(path) in READERS
    if path.is_symlink() and (known or path.is_dir()):
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(root):
            yield Fault("outside_link", shown(path), "leads outside the folder; copy the file into it")
            return
        if target.is_dir():  # inside: its files are read where they lie
            return
    if not known:
        yield Fault("other_file", shown(path), "a file of this kind is not read")
    elif path.is_file():
        yield path
    else:
        yield Fault("unreadable_file", shown(path), "is not a file, or a link to nothing")


def _no_such(source: str, path: Path) -> str:
    if not source.strip():
        return "no corpus given; name a file, a folder, or - for standard input"
    siblings = [sibling.name for sibling in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, siblings, n=1)
    return f"{shown(path)}: no such file or folder" + (f"; did you mean {near[0]!r}?" if near else "")
