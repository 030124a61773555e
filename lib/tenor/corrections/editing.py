"""The text of a file of corrections, changed: what people wrote in it stays, comments and order too.

A new entry is put at the end, so that nothing above it moves. Comments that stand above an entry belong to it for a
reader, but to the end of the entry before it for TOML: they stay when that one is taken out.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Item, Key, Table

from tenor.corrections.files import ENTRIES
from tenor.errors import CorrectionError

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
Body = Sequence[tuple[Key | None, Any]]


def added(text: str, entry: Mapping[str, Any]) -> str:
    """Give the file with an entry more, at its end."""
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    table = tomlkit.table()
    for name, value in entry.items():
        table.append(name, _item(value))
    return f"{text}{gap}[[{ENTRIES}]]\n{table.as_string()}"


def replaced(text: str, places: Sequence[int], entry: Mapping[str, Any]) -> str:
    """Give the file with the entry written over the first of `places`, and without the others."""
    document = tomlkit.parse(text)
    _write_over(_entries(document)[places[0]], entry)
    _take_out(document, places[1:])
    return tomlkit.dumps(document)


def removed(text: str, places: Sequence[int]) -> str:
    """Give the file without the entries at `places`."""
    document = tomlkit.parse(text)
    _take_out(document, places)
    return tomlkit.dumps(document)


def _write_over(table: Table, entry: Mapping[str, Any]) -> None:
    inside, after = _parts(table)
    for key in list(table):
        del table[key]
    table.value.body.clear()
    for key, old in inside:
        if key is None:
            table.add(old)
        elif key.key in entry:
            table.append(key.key, _with_comment(_item(entry[key.key]), old))
    for name in [name for name in entry if name not in table]:
        table.append(name, _item(entry[name]))
    _add_all(table, after)


def _item(value: object) -> Item:
    """Give a value as TOML, in which whatever a diff would not show is escaped."""
    return tomlkit.value(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", tomlkit.item(value).as_string()))


def _with_comment(new: Item, old: Item) -> Item:
    new.trivia.comment_ws, new.trivia.comment = old.trivia.comment_ws, old.trivia.comment
    return new


def _parts(table: Table) -> tuple[Body, Body]:
    """Give what stands in a table, and the comments and blank lines after its last key."""
    body = list(table.value.body)
    last = max(place for place, (key, _) in enumerate(body) if key is not None)
    return body[: last + 1], body[last + 1 :]


def _take_out(document: TOMLDocument, places: Sequence[int]) -> None:
    entries = _entries(document)
    for place in sorted(places, reverse=True):
        _, after = _parts(entries[place])
        del entries[place]
        if place < len(entries):
            above = "".join(item.as_string() for _, item in after)
            entries[place].trivia.indent = above + entries[place].trivia.indent
        elif place:
            _add_all(entries[place - 1], after)
        else:
            document.remove(ENTRIES)
            _add_all(document, after)


def _entries(document: TOMLDocument) -> AoT:
    entries = document[ENTRIES]
    if not isinstance(entries, AoT):
        raise CorrectionError(f"the corrections are one list in brackets; write each below a line [[{ENTRIES}]]")
    return entries


def _add_all(table: Table | TOMLDocument, body: Body) -> None:
    for _, item in body:
        table.add(item)
