"""The verdict in plain sentences, every number computed."""

import math
from collections.abc import Mapping

from tenor.narrative.criteria import Criterion, Trend
from tenor.narrative.numerals import signed
from tenor.narrative.trend import BOTH, NOTABLY

FAR_MORE = 100
"""Where more than this many times the articles would be needed, no number is given."""


def moving(name: str, side: str, known: dict[str, Trend], *, delta: float) -> str:
    """Say who falls or recovers and by how much; of one side alone, what the other does."""
    alone = {other: trend for other, trend in known.items() if other != BOTH}
    told = f"mean polarity changes by {known[side]}"
    if side != BOTH:
        others = "; ".join(
            f"{other}: {trend}" if trend.known else str(trend) for other, trend in alone.items() if other != side
        )
        return f"{name.capitalize()} on one side, {side}: {told}. {others}."
    each = all(trend.beyond(delta) == known[BOTH].beyond(delta) for trend in alone.values())
    return f"{name.capitalize()}{' on both sides' if each else ', both sides taken together'}: {told}."


def flat(known: dict[str, Trend], *, delta: float) -> str:
    """Say within what the trends of both sides lie."""
    each = ", ".join(
        f"{side} {signed(trend.low)} to {signed(trend.high)}" for side, trend in known.items() if side != BOTH
    )
    return f"Flat: mean polarity changes by less than {delta:.2f} a year on both sides (95 % intervals: {each})."


def too_few(both: Trend) -> tuple[str, str]:
    """Say what there is where a side has no trend, and what would be enough."""
    there, _, enough = both.note.partition("; ")
    return "one article alone has no trend" if both.n_articles == 1 else there, f"{enough}."


def one_outlet(side: str, why: str) -> tuple[str, str]:
    """Say that a trend does not hold without one outlet, and what would be enough."""
    who = "both sides together" if side == BOTH else side
    return (
        f"the trend of {who} hangs on one outlet ({why})",
        "More articles of the other outlets, until the trend holds without any one.",
    )


def too_wide(known: dict[str, Trend], *, delta: float) -> tuple[str, str]:
    """Say how wide an interval is that leaves a change open, and how many articles would make it narrow enough.

    The number takes the change to stay what it is, and the interval to narrow with the square root of the number of
    articles.
    """
    side, trend = next((s, t) for s, t in known.items() if not t.beyond(delta) and not t.inside(delta))
    who = "both sides together" if side == BOTH else side
    reason = f"the mean polarity of {who} changes by {trend}, which neither shows nor rules out a change of {delta:.2f}"
    gap = abs(abs(trend.change) - delta)
    if trend.widened > NOTABLY:
        return (
            reason,
            "A longer time, rather than more articles of the same: news that lasts for weeks can look like a trend, "
            f"which makes the interval {trend.widened:.1f} times as wide as so many articles alone would.",
        )
    half = max(trend.high - trend.change, trend.change - trend.low)
    if half >= gap * math.sqrt(FAR_MORE):
        return (
            reason,
            f"No number of articles is worth naming: {signed(trend.change)} lies too close to ±{delta:.2f}.",
        )
    needed = _two_digits(trend.n_articles * (half / gap) ** 2)
    return (
        reason,
        f"About {needed} articles of {who} instead of {trend.n_articles}, over the same time, if the change stays so.",
    )


def summary(sentence: str, enough: str, both: Trend, asked: Mapping[str, Criterion]) -> str:
    """Give the verdict in one paragraph: what it rests on, what was asked of it, and what would be enough."""
    rests = f"This rests on {both.note}." if both.known else ""
    told = [f"{_ASKED[name][criterion.outcome]} ({criterion.why})." for name, criterion in _worth_telling(asked)]
    return " ".join(part for part in (sentence, rests, *told, enough) if part)


def _worth_telling(asked: Mapping[str, Criterion]) -> list[tuple[str, Criterion]]:
    beyond = asked["survives"].outcome != "undecided" or asked["agree"].outcome == "passed"
    return [(name, asked[name]) for name in _ASKED if beyond or name == "answers"]


_ASKED = {
    "survives": {
        "passed": "It is as sure without any one outlet",
        "failed": "It hangs on one outlet",
        "undecided": "Whether it hangs on one outlet could not be asked",
    },
    "answers": {
        "passed": "Each side answers the other's moves",
        "failed": "That each side answers the other's moves cannot be shown",
        "undecided": "Whether each side answers the other's moves could not be asked",
    },
    "agree": {
        "passed": "Two different scorers agree on the fall of both sides together",
        "failed": "Two different scorers do not agree on a fall of both sides together",
        "undecided": "Whether a second scorer agrees on a fall could not be asked",
    },
}


def _two_digits(number: float) -> int:
    """Round up to two digits: 1,234 to 1,300."""
    unit = 10.0 ** max(0, math.floor(math.log10(number)) - 1)
    return int(math.ceil(number / unit - 1e-9) * unit)
