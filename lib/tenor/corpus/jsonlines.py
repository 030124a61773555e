"""JSON lines: one article a line."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping

from tenor.corpus.encoding import WIDE, not_utf8
from tenor.corpus.entries import Entry, missing_column, renamed, wanted
from tenor.corpus.faults import UnreadableError
from tenor.records import Fault


def read_jsonl(stream: Iterable[bytes], where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    """Give one article a line, its text exactly as written; keys that are no field of an article are ignored.

    A line that cannot be read is a fault, and the others are read. Raises UnreadableError at the end if a key that
    holds the text or is named by `columns` was in no line at all.
    """
    awaited, names = wanted(columns), set[str]()
    for number, line in enumerate(stream, 1):
        row = _object(line if number > 1 else _first(line, where), f"{where}:{number}")
        if row is None:
            continue
        if isinstance(row, Fault):
            yield row
            continue
        names = names or set(row)
        awaited -= row.keys()
        yield Entry(f"{where}:{number}", renamed(row, columns))
    if awaited and names:
        raise missing_column(where, names | (wanted(columns) - awaited), columns, kind="key")


def _first(line: bytes, where: str) -> bytes:
    if line.startswith(WIDE):
        raise UnreadableError("not_utf8", where, not_utf8(line, 0))
    return line.removeprefix(BOM_UTF8)


def _object(line: bytes, where: str) -> dict[str, object] | Fault | None:
    line = line.strip()  # so that an error never speaks of the line's end
    if not line:
        return None
    try:
        row = json.loads(line.decode())
    except UnicodeDecodeError as error:
        return Fault("not_utf8", where, not_utf8(line, error.start))
    except json.JSONDecodeError as error:
        return Fault("broken_line", where, f"not JSON: {error.msg} at character {error.colno}; the line is skipped")
    except (ValueError, RecursionError) as error:
        return Fault("broken_line", where, f"JSON that cannot be read: {error}; the line is skipped")
    if isinstance(row, dict):
        return row
    kind = "a list: write one object a line" if isinstance(row, list) else "no object"
    return Fault("broken_line", where, f'JSON, but {kind}, as in {{"text": "..."}}; the line is skipped')
