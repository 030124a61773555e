"""CSV: a header, then one article a row; separated by commas, semicolons or tabs."""

import csv
import io
from collections import deque
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from tenor.corpus.encoding import not_utf8
from tenor.corpus.entries import Entry, missing_column, renamed, wanted
from tenor.corpus.faults import UnreadableError
from tenor.records import Fault

DELIMITERS = ",;\t"
LONGEST_FIELD = 1 << 24


def read_csv(stream: BinaryIO, where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    """Give one article a row, its text exactly as written.

    A row that cannot be read is a fault, and reading goes on with the line after the one where it began: a quotation
    mark that is never closed loses one line, not the rest of the file. Raises UnreadableError where a wanted column is
    missing.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="") as file:
        yield from _articles(_Lines(file), where, columns)


def _articles(lines: "_Lines", where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    delimiter = _delimiter(lines.peek(), wanted(columns), where)
    rows = _rows(lines, delimiter, where)
    header = next((row for _, row in rows if row), None)
    if header is None:
        return
    if isinstance(header, Fault):
        raise UnreadableError("unreadable_file", header.where, f"header {header.detail}")
    names = [name.strip() for name in header]
    if wanted(columns) - set(names):
        raise missing_column(where, names, columns)
    for line, row in rows:
        if row:
            yield row if isinstance(row, Fault) else _entry(row, names, f"{where}:{line}", columns)


class _Lines:
    """Lines that can be given back, so that a broken row takes no others with it. `number` is that of the last line."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        self.number += 1
        return line

    def peek(self) -> str:
        first = next(self, "")
        self.give_back(0)
        return first

    def give_back(self, keep: int) -> None:
        self._back.extendleft(reversed(self.taken[keep:]))
        self.number -= len(self.taken[keep:])
        self.taken.clear()


def _rows(lines: _Lines, delimiter: str, where: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """Give each row, empty for a blank line, with the number of its first line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.number + 1
        lines.taken.clear()
        try:
            yield start, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back(1)
            yield start, Fault("broken_line", f"{where}:{start}", _advice(error))


def _entry(row: list[str], names: list[str], where: str, columns: Mapping[str, str]) -> Entry | Fault:
    if len(row) != len(names):
        found = f"{len(row)} columns where the header has {len(names)}"
        detail = f"{found}; text with separators needs quotation marks around it"
        return Fault("broken_line", where, detail)
    try:
        "".join(row).encode()
    except UnicodeEncodeError as error:
        data = "".join(row).encode(errors="surrogateescape")
        start = len("".join(row)[: error.start].encode())
        return Fault("not_utf8", where, not_utf8(data, start))
    return Entry(where, renamed(dict(zip(names, row, strict=True)), columns))


def _delimiter(header: str, needed: set[str], where: str) -> str:
    """Give the delimiter under which the header has most of the columns that are needed, then most columns."""
    if header.startswith(("\udcff\udcfe", "\udcfe\udcff")):
        data = header.encode(errors="surrogateescape")
        raise UnreadableError("not_utf8", where, not_utf8(data, 0))
    names = {mark: {name.strip(' "\r\n') for name in header.split(mark)} for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (len(needed & names[mark]), len(names[mark])))


def _advice(error: csv.Error) -> str:
    if "field larger" in str(error) or "end of data" in str(error):
        return 'a quotation mark is opened here and never closed; write one inside a text as ""'
    return f'not CSV: {error}; write a quotation mark inside a text as ""'
