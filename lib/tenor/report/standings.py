"""Verdicts, trends and breaks of two runs, as sentences name them."""

from collections.abc import Hashable, Mapping
from typing import Any

from tenor.charts.wording import in_period
from tenor.narrative import looks
from tenor.narrative.numerals import NOTHING, signed

Row = Mapping[Hashable, Any]


def named(standing: Row) -> str:
    """Name the verdict of a row of standings."""
    return looks.named(f"“{standing['verdict']}”", standing["side"])


def trend_of(standing: Row, side: str) -> str:
    """Write the trend of `side` a year with its interval; a dash where it has none."""
    place = next((p for p in ("first", "second") if standing[p] == side), "")
    if not place or standing[f"{place}_change"] != standing[f"{place}_change"]:
        return NOTHING
    low, high = (signed(standing[f"{place}_{end}"]) for end in ("low", "high"))
    return f"{signed(standing[f'{place}_change'])} ({low} to {high})"


def told_break(row: Row) -> str:
    """Say what became of a break, in a row of changed_breaks."""
    when, other = ("before", "this run") if row["outcome"] == "vanished" else ("after", "the earlier run")
    step = f"{row['side']} in {in_period(row[f'bin_{when}'], row['period'])} ({signed(row[f'shift_{when}'])})"
    if row["outcome"] == "still there":
        return f"The break of {step} is still there{_moved(row)}."
    return f"A break {row['outcome']}: {step}. Of that place {other} says: {row['note']}."


def _moved(row: Row) -> str:
    before = row["bin_before"]
    return "" if before == row["bin_after"] else f", before it was put to {in_period(before, row['period'])}"


def either_way(then: str, now: str) -> str:
    """Say what is the same or another as measured then and now."""
    return f"{now} as measured then and now" if then == now else f"{then} as measured then, and {now} as measured now"
