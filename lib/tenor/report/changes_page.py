"""`changes.md`: what changed since an earlier run, short, for a reader on a phone.

Words of articles are escaped: whatever they hold is read as text, and a link leads only to http and https.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd

from tenor.charts.wording import day, shortened, shown
from tenor.narrative.changes import Changes
from tenor.narrative.numerals import signed
from tenor.report.changed import NOTHING_CHANGED, UNSCORED, SideChange, changes_told, heading, tone
from tenor.report.findings import safe_url

CONTENT, NAME = 200, 80
"""Most characters of a stance, and of a name."""

_MARKS = re.compile(r"[\\`*_\[\]<~&$]|(?<=:)//|(?i:(?<=www)\.)")


def plain(text: object, most: int = 10_000) -> str:
    r"""Give words so that Markdown shows them as they are, on one line and at most `most` characters of them.

    >>> plain("[no] *deal* <b>")
    '\\[no\\] \\*deal\\* \\<b>'
    """
    return _MARKS.sub(lambda found: f"\\{found[0]}", shortened(str(text), most))


def changes_markdown(changes: Changes, *, title: str) -> str:
    """Give `changes.md`, about `title`."""
    top = f"# {plain(title)}: {plain(_lowered(heading(changes)))}"
    if changes.why:
        return f"{top}\n\nNothing could be compared: {plain(changes.why)}\n"
    return "\n\n".join([top, *_parts(changes)]) + "\n"


def _parts(changes: Changes) -> Iterator[str]:
    told = changes_told(changes)
    yield f"**{plain(told.verdict[0])}** {plain(told.now)}"
    if changes.nothing:
        yield NOTHING_CHANGED
        return
    yield from (plain(sentence) for sentence in told.verdict[1:])
    yield _points(map(plain, [*told.breaks, *told.articles]))
    yield "## Tone"
    yield _points(map(_side, told.sides)) if told.sides else UNSCORED
    if told.movers:
        yield "## New stances that moved it most"
        yield _points(map(_stance, told.movers))
    yield "## Measured differently"
    yield _points(map(plain, told.measured))
    if told.remeasured:
        yield _points(map(_stance, told.remeasured))
    yield plain(told.compared)


def _points(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _side(one: SideChange) -> str:
    return f"{plain(one.side)}: {'; '.join(f'{_lowered(name)} {value}' for name, value in one.cells.items())}"


def _stance(row: Mapping[Hashable, Any]) -> str:
    """Give a stance with what it moved, who said it, and where."""
    said = f"{plain(row['speaker'] or 'unattributed', NAME)}: “{plain(row['content'], CONTENT)}”"
    return f"{plain(row['side'])} {signed(row['contribution'], 3)}: {said} ({tone(row)}). {_place(row)}"


def _place(row: Mapping[Hashable, Any]) -> str:
    date = "no date" if pd.isna(row["published"]) else day(row["published"])
    parts = [plain(row["outlet"], NAME), date, _link(str(row["url"]))]
    return ", ".join(part for part in parts if part)


def _link(url: str) -> str:
    """Give a link that nothing in `url` can end early; "" where a reader may not follow it."""
    return f"[original]({quote(shown(url), safe=_IN_A_LINK)})" if safe_url(url) else ""


_IN_A_LINK = "%:/?#@=+,.~&-_"
"""What stays as it is; `;` does not, so that no entity can be in it."""


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
