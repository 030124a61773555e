"""What a verdict asks for, one question a function: passed, failed or undecided, and why.

Passed: the numbers show it. Failed: they do not. Undecided: it could not be asked, for lack of numbers.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from tenor.narrative.trend import BOTH, FEWEST_OUTLETS

PAIR = ("diplomatic", "vader")
"""The two scorers that have to agree on a downward spiral: different lexicons, different families."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One row of the table `trends`: a change a year with its 95 % interval.

    All three are NaN where there is too little, and `note` says why.
    """

    change: float
    low: float
    high: float
    n_articles: int
    note: str

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

    def __str__(self) -> str:
        """Give change and interval in words, or why there are none."""
        return f"{signed(self.change)} a year ({self.interval})" if self.known else self.note

    @property
    def interval(self) -> str:
        """The interval in words."""
        return f"95 % interval {signed(self.low)} to {signed(self.high)}"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the table `criteria`."""

    criterion: str
    outcome: Literal["passed", "failed", "undecided"]
    why: str


def signed(number: float) -> str:
    """Write a number with its sign and two decimals; what rounds to nothing has no sign.

    >>> signed(-0.314), signed(0.2), signed(-0.001)
    ('-0.31', '+0.20', '0.00')
    """
    return f"{number:+.2f}" if round(number, 2) else "0.00"


def trend_of(trends: pd.DataFrame, *, scorer: str, side: str) -> Trend:
    """Give the trend of `side`, or of `both`, with no outlet left out."""
    rows = trends[(trends["scorer"] == scorer) & (trends["side"] == side)]
    return _trends(rows).get("", Trend(math.nan, math.nan, math.nan, 0, f"{side}: no trend was computed"))


def without_each_outlet(trends: pd.DataFrame, *, side: str) -> dict[str, Trend]:
    """Give the trend of `side` without each outlet in turn, by outlet; none with fewer than three."""
    found = _trends(trends[trends["side"] == side])
    return {outlet: trend for outlet, trend in found.items() if outlet}


def _trends(rows: pd.DataFrame) -> dict[str, Trend]:
    cells = rows[["change", "low", "high", "n_articles", "note"]].itertuples(index=False, name=None)
    return {outlet: Trend(*cell) for outlet, cell in zip(rows["left_out"], cells, strict=True)}


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


def answers() -> Criterion:
    """Ask whether each side answers the other's moves.

    Not measured yet. When reciprocity is (positive in both directions after the trend and each side's own inertia are
    removed, corrected for two tests), this takes its table and decides; until then no verdict can be a downward
    spiral.
    """
    return Criterion("each side answers the other's moves", "undecided", "not measured yet")


def agree(trends: pd.DataFrame, *, delta: float) -> Criterion:
    """Ask whether `diplomatic` and `vader` both see the two sides together fall beyond -δ."""
    question = f"{PAIR[0]} and {PAIR[1]} agree that both sides together fall"
    absent = [scorer for scorer in PAIR if scorer not in set(trends["scorer"])]
    if absent:
        return Criterion(question, "undecided", f"not scored with {' and '.join(absent)}")
    seen = {scorer: trend_of(trends, scorer=scorer, side=BOTH) for scorer in PAIR}
    why = "; ".join(f"{scorer} {trend}" for scorer, trend in seen.items())
    return _asked(question, seen.values(), all(trend.beyond(delta) < 0 for trend in seen.values()), why)


def _asked(question: str, trends: Iterable[Trend], met: bool, why: str) -> Criterion:
    if not all(trend.known for trend in trends):
        return Criterion(question, "undecided", why)
    return Criterion(question, "passed" if met else "failed", why)
