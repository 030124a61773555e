"""The file of an archive: opened, brought up to date, written in whole transactions, and its errors told in words."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tenor.corpus.archive.schema import APPLICATION_ID, VERSION, steps_from
from tenor.corpus.files import shown
from tenor.errors import ArchiveError

PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""

Row = tuple[object, ...]

_NOT_ONE = "not an archive of Tenor; name another file, and `tenor archive import` makes it"
_DAMAGED = "is damaged; `tenor archive check` tells where, and a copy or the articles themselves bring it back"
_FULL = "no room is left on its disk; what was acknowledged before is kept: make room and run it again"
_READ_ONLY = "can only be read; give the file and its folder the permission to write, or copy it elsewhere"
_BUSY = f"another process has been writing for {PATIENCE:.0f} seconds; wait for it to end and run it again"
_NO_PLACE = "cannot be opened; its folder must be there, and both may need the permission to write"

_WORDS = (
    (sqlite3.SQLITE_NOTADB, _NOT_ONE),
    (sqlite3.SQLITE_CORRUPT, _DAMAGED),
    (sqlite3.SQLITE_FULL, _FULL),
    (sqlite3.SQLITE_READONLY, _READ_ONLY),
    (sqlite3.SQLITE_BUSY, _BUSY),
    (sqlite3.SQLITE_LOCKED, _BUSY),
    (sqlite3.SQLITE_CANTOPEN, _NO_PLACE),
)


class Database:
    """An open archive file. `writable` is false where the file or its folder can only be read.

    A reader sees what was there when its question was asked, whoever writes meanwhile. What a `with database.writing()`
    did is on the disk when it ends: a process that is killed, or a machine that loses its power, loses none of it.

    Raises ArchiveError for a file that is not there (unless `new`), is no archive, or is of a newer Tenor, here and
    whenever something cannot be read or written.
    """

    def __init__(self, path: str | Path, *, new: bool = False) -> None:
        self.path = Path(path)
        self.name = shown(self.path)
        if not self.path.exists() and not new:
            raise ArchiveError(f"{self.name}: no such archive; `tenor archive import` or `tenor collect` makes one")
        if self.path.is_dir():
            raise ArchiveError(f"{self.name}: is a folder; an archive is one file, such as tenor.db")
        with self._told():
            self._connection, self.writable = self._opened()
            try:
                self._check_kind()
                self._bring_up_to_date()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Close the file; nothing can be asked of it any more."""
        self._connection.close()

    def rows(self, question: str, given: Sequence[object] = ()) -> Iterator[Row]:
        """Give the rows that answer a SELECT, as they are found."""
        with self._told():
            yield from self._connection.execute(question, given)

    def one(self, question: str, given: Sequence[object] = ()) -> Row | None:
        """Give the first row that answers a SELECT, None where there is none."""
        return next(self.rows(question, given), None)

    def count(self, question: str, given: Sequence[object] = ()) -> int:
        """Give the whole number that answers a SELECT, 0 where there is none."""
        row = self.one(question, given)
        return int(str(row[0])) if row and row[0] is not None else 0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within one transaction: all that is done there is kept at its end, or none of it."""
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what SQLite says in words that help."""
        try:
            yield
        except sqlite3.Error as error:
            raise ArchiveError(f"{self.name}: {_words_of(error)}") from error

    def _opened(self) -> tuple[sqlite3.Connection, bool]:
        """Give the connection, and whether it can write: else SQLite may not make the files that it reads by."""
        folder = self.path.absolute().parent
        if os.access(folder, os.W_OK) and (not self.path.exists() or os.access(self.path, os.W_OK)):
            return _connected(self.path, "rwc"), True
        beside = self.path.with_name(f"{self.path.name}-wal")
        # Without a log beside it the file is all there is, and does not change: SQLite is told so.
        whole = not beside.exists() or not beside.stat().st_size
        return _connected(self.path, "ro&immutable=1" if whole else "ro"), False

    def _check_kind(self) -> None:
        kind, version = self._pragma("application_id"), self._pragma("user_version")
        empty = not self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if kind != APPLICATION_ID and not (empty and kind == version == 0):
            raise ArchiveError(f"{self.name}: {_NOT_ONE}")
        if version > VERSION:
            newer = f"was written by a newer Tenor (version {version} of its tables; this one knows {VERSION})"
            raise ArchiveError(f"{self.name}: {newer}; update Tenor, nothing in the file was changed")

    def _bring_up_to_date(self) -> None:
        """Take the steps that the file has not gone yet, all in one transaction."""
        if not self.writable:
            if self._pragma("user_version") < VERSION:
                raise ArchiveError(f"{self.name}: was written by an older Tenor, and {_READ_ONLY}")
            return
        if self._connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if self._pragma("user_version") < VERSION:
            with self.writing() as write:
                for statement in steps_from(self._pragma("user_version")):
                    write.execute(statement)
                write.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                write.execute(f"PRAGMA user_version = {VERSION}")

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)


def _words_of(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the byte that all kinds of one error share
    return next((words for known, words in _WORDS if known == code), f"{error}")
