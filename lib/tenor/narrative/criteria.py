"""What a verdict asks for, one question a function: passed, failed or undecided, and why.

Passed: the numbers show it. Failed: they do not. Undecided: it could not be asked, for lack of numbers.
"""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import pandas as pd

from tenor.narrative.numerals import signed
from tenor.narrative.trend import BOTH, FEWEST_OUTLETS

PAIR = ("diplomatic", "vader")
"""The two scorers that have to agree on a downward spiral: different lexicons, different families."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One row of the table `trends`: a change a year with its 95 % interval.

    All three are NaN where there is too little, and `note` says why. `widened` says how many times wider the interval
    is than by articles alone.
    """

    change: float
    low: float
    high: float
    n_articles: int
    note: str
    widened: float = math.nan

    @property
    def known(self) -> bool:
        """True where there was enough for an estimate."""
        return self.change == self.change

    def beyond(self, delta: float) -> int:
        """Give -1 where the interval lies wholly below -`delta`, 1 where wholly above `delta`, 0 otherwise."""
        return -1 if self.high < -delta else 1 if self.low > delta else 0

    def inside(self, delta: float) -> bool:
        """True where the interval lies wholly between -`delta` and `delta`."""
        return -delta < self.low and self.high < delta

    def apart(self, other: "Trend") -> bool:
        """True where the two intervals have no number in common."""
        return self.high < other.low or other.high < self.low

    def __str__(self) -> str:
        """Give change and interval in words, or why there are none."""
        return f"{signed(self.change)} a year ({self.interval})" if self.known else self.note

    @property
    def interval(self) -> str:
        """The interval in words."""
        return f"95 % interval {signed(self.low)} to {signed(self.high)}"


Trends = Mapping[tuple[str, str, str], Trend]
"""Trends by scorer, side and outlet left out."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the table `criteria`."""

    criterion: str
    outcome: Literal["passed", "failed", "undecided"]
    why: str


def trends_in(trends: pd.DataFrame) -> Trends:
    """Give the rows of the table `trends` by scorer, side and outlet left out."""
    keys = zip(trends["scorer"], trends["side"], trends["left_out"], strict=True)
    cells = zip(*(trends[field.name] for field in fields(Trend)), strict=True)
    return {key: Trend(*cell) for key, cell in zip(keys, cells, strict=True)}


def trend_of(trends: pd.DataFrame, *, scorer: str, side: str) -> Trend:
    """Give the trend of `side`, or of `both`, with no outlet left out."""
    return whole(trends_in(trends), scorer=scorer, side=side)


def whole(trends: Trends, *, scorer: str, side: str) -> Trend:
    """Give `trend_of` of trends that were read from the table already."""
    unknown = Trend(math.nan, math.nan, math.nan, 0, f"{side}: no trend was computed")
    return trends.get((scorer, side, ""), unknown)


def without_each_outlet(trends: Trends, *, scorer: str, side: str) -> dict[str, Trend]:
    """Give the trend of `side` without each outlet in turn, by outlet; none with fewer than three."""
    return {left: trend for (s, who, left), trend in trends.items() if left and (s, who) == (scorer, side)}


def beyond(trend: Trend, *, side: str, delta: float) -> Criterion:
    """Ask whether the trend lies wholly beyond -δ or +δ."""
    who = "both sides together" if side == BOTH else side
    return _asked(
        f"the trend of {who} lies wholly beyond ±{delta:.2f} a year", [trend], bool(trend.beyond(delta)), str(trend)
    )


def inside(trends: dict[str, Trend], *, delta: float) -> Criterion:
    """Ask whether the trends of both sides lie wholly inside ±δ."""
    question = f"the trends of both sides lie wholly inside ±{delta:.2f} a year"
    why = "; ".join(f"{side} {trend}" if trend.known else str(trend) for side, trend in trends.items())
    return _asked(question, trends.values(), all(trend.inside(delta) for trend in trends.values()), why)


def survives(way: int, left: dict[str, Trend], *, delta: float) -> Criterion:
    """Ask whether a trend that is beyond ±δ stays there without any one outlet; `way` is -1 or 1.

    Undecided where there is no such trend, and where there are fewer than three outlets: then it is not asked.
    """
    question = "the trend is as sure without any one outlet"
    if not way:
        return Criterion(question, "undecided", f"no trend lies beyond ±{delta:.2f}")
    if not left:
        return Criterion(question, "undecided", f"asked from {FEWEST_OUTLETS} outlets on")
    lost = [f"without {outlet}: {trend}" for outlet, trend in left.items() if trend.beyond(delta) != way]
    return Criterion(
        question, "failed" if lost else "passed", "; ".join(lost) or f"{len(left)} outlets left out in turn"
    )


def answers(reciprocity: pd.DataFrame | None, *, scorer: str) -> Criterion:
    """Ask whether each side answers the other's moves, of the table `reciprocity`.

    Undecided where that was not measured, or where one direction could not be.
    """
    question = "each side answers the other's moves"
    rows = [] if reciprocity is None else reciprocity[reciprocity["scorer"] == scorer].to_dict("records")
    if not rows:
        return Criterion(question, "undecided", "not measured")
    unasked = [str(row["note"]) for row in rows if row["answers"] == ""]
    if unasked:
        return Criterion(question, "undecided", unasked[0])
    met = all(row["answers"] == "yes" for row in rows)
    return Criterion(question, "passed" if met else "failed", "; ".join(_direction(row) for row in rows))


def _direction(row: Mapping[Hashable, Any]) -> str:
    after = f"{int(row['lag'])} {row['period']}{'s' if row['lag'] > 1 else ''} after"
    told = f"{row['side']} {after} {row['follows']}: correlation {signed(row['correlation'])}"
    return f"{told} ({signed(row['at_once'])} at once), p = {row['p_both']:.3f}"


def agree(trends: Trends, *, delta: float) -> Criterion:
    """Ask whether `diplomatic` and `vader` both see the two sides together fall beyond -δ."""
    question = f"{PAIR[0]} and {PAIR[1]} agree that both sides together fall"
    absent = [scorer for scorer in PAIR if scorer not in {key[0] for key in trends}]
    if absent:
        return Criterion(question, "undecided", f"not scored with {' and '.join(absent)}")
    seen = {scorer: whole(trends, scorer=scorer, side=BOTH) for scorer in PAIR}
    why = "; ".join(f"{scorer} {trend}" for scorer, trend in seen.items())
    return _asked(question, seen.values(), all(trend.beyond(delta) < 0 for trend in seen.values()), why)


def _asked(question: str, trends: Iterable[Trend], met: bool, why: str) -> Criterion:
    if not all(trend.known for trend in trends):
        return Criterion(question, "undecided", why)
    return Criterion(question, "passed" if met else "failed", why)
