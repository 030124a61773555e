"""What one run after another said of a story: the table `history`."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tenor import tables
from tenor.narrative.looks import Break, Change, Look, changes, named
from tenor.narrative.numerals import signed


@dataclass(frozen=True)
class PastVerdict:
    """A run and what it said; without a `look` where it did not end ok.

    `trends` has for each side its change, low, high, n_stances and n_articles; `delta` is the smallest change that
    counted.
    """

    run: str
    began: dt.datetime
    status: str
    look: Look | None = None
    delta: float = float("nan")
    trends: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def history(told: Sequence[PastVerdict]) -> pd.DataFrame:
    """Give the table `history` of runs, oldest first: a row a side, and one for a run that did not end ok."""
    looks = [each.look for each in told if each.look]
    found = iter(zip(_readings(looks), changes(looks), strict=True))
    rows: list[dict[str, Any]] = []
    for each in told:
        common = {"run": each.run, "began": each.began.astimezone(dt.UTC).replace(tzinfo=None), "status": each.status}
        if each.look is None:
            rows.append({**common, **_NOTHING})
            continue
        (reading, anew), change = next(found)
        common |= {"verdict": each.look.verdict, "about": each.look.side, "reading": reading, "anew": ";".join(anew)}
        common |= {"agreed": "; ".join(_agreed(change)) if change else "", "delta": each.delta}
        common |= {"agreed_on": ("verdict" if change.of_verdict else "break") if change else ""}
        rows.extend({**common, "side": side, **cells} for side, cells in each.trends.items())
        if not each.trends:
            rows.append({**_NOTHING, **common})
    return tables.frame("history", rows)


_NOTHING = dict.fromkeys(("verdict", "about", "anew", "agreed", "agreed_on", "side"), "") | dict.fromkeys(
    ("reading", "n_stances", "n_articles"), 0
)


def _readings(looks: Sequence[Look]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give for each look the number of its reading, and what in it differs from the look before."""
    known: list[Mapping[str, str]] = []
    before: Mapping[str, str] | None = None
    for look in looks:
        mine = look.reading
        if mine not in known:
            known.append(mine)
        names = sorted({*mine, *before}) if before is not None else []
        yield known.index(mine) + 1, tuple(name for name in names if mine.get(name) != (before or {}).get(name))
        before = mine


def _agreed(change: Change) -> Iterator[str]:
    if change.of_verdict:
        before, after = (named(of.verdict, of.side) for of in (change.before, change.after))
        yield f"from {before} to {after}"
    yield from (f"{_break(one)} is new" for one in change.new)
    yield from (f"{_break(one)} holds no longer" for one in change.gone)
    if change.because:
        yield f"read anew ({', '.join(change.because)})"


def _break(one: Break) -> str:
    return f"the break of {one.side} by {signed(one.shift)} at {one.day:%Y-%m-%d}"
