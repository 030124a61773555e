"""From the news of an invented world to the verdict on it: the way of every corpus, but for the words."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tenor.calibration.worlds import FIRST_DAY, News
from tenor.narrative import BOTH, VERDICTS, Verdict, verdict
from tenor.narrative.criteria import PAIR
from tenor.narrative.moves import Moves, binned
from tenor.narrative.reciprocity import directions
from tenor.narrative.sums import Sums
from tenor.narrative.trend import changes, left_out_in_turn

SIDES = ("one side", "the other")


def judged(told: News, *, delta: float) -> Verdict:
    """Give the verdict on the news of a world, under the first of two scorers.

    The numbers are those that the tables of the same news would give; they are made without the tables, in a fraction
    of the time.
    """
    first, second = (_sums(told, scorer) for scorer in range(2))
    rows = [
        *({"scorer": PAIR[0], **row} for row in _rows(first, delta)),
        *({"scorer": PAIR[1], **row} for row in changes(second, sides=SIDES)),
    ]
    answers = pd.DataFrame([{"scorer": PAIR[0], **row} for row in directions(moves_in(told), sides=SIDES)])
    return verdict(pd.DataFrame(rows), sides=SIDES, scorer=PAIR[0], delta=delta, reciprocity=answers)


def named(told: News, *, delta: float) -> str:
    """Give the name of `judged`, in less time."""
    return answered(told, delta=delta)[0]


def answered(told: News, *, delta: float) -> tuple[str, str]:
    """Give the name and the side of `judged`, in less time.

    Answers and the second scorer are looked at only where all fall, and rules only where some trend is beyond.
    """
    rows = _rows(_sums(told, 0), delta)
    if not any(_beyond(row, delta) for row in rows):
        flat = all(-delta < row["low"] and row["high"] < delta for row in rows if row["side"] in SIDES)
        return ("flat", BOTH) if flat else (VERDICTS[-1], "")
    if all(row["high"] < -delta for row in rows if not row["left_out"]):
        made = judged(told, delta=delta)
    else:
        made = verdict(pd.DataFrame(rows).assign(scorer=PAIR[0]), sides=SIDES, scorer=PAIR[0], delta=delta)
    return made.name, made.side


def moves_in(told: News) -> Moves:
    """Give the mean polarity of the two sides by bin, under the first scorer: what breaks are looked for in."""
    speaks = told.side[:, None] == np.arange(2)
    return binned(FIRST_DAY + told.day[told.article], speaks, told.polarity[0])


def _rows(told: Sums, delta: float) -> list[dict[str, Any]]:
    """Give the trends, and those without each outlet in turn where there is a trend that has to survive that."""
    whole = list(changes(told, sides=SIDES))
    left_out = left_out_in_turn(told) if any(_beyond(row, delta) for row in whole) else ()
    return [*whole, *(row for outlet in left_out for row in changes(told, sides=SIDES, left_out=outlet))]


def _beyond(row: Mapping[str, Any], delta: float) -> bool:
    return bool(row["high"] < -delta or row["low"] > delta)


def _sums(told: News, scorer: int) -> Sums:
    n_articles = len(told.day)
    mine = [told.side == side for side in range(2)]
    n = np.column_stack([np.bincount(told.article[own], minlength=n_articles) for own in mine])
    total = np.column_stack(
        [np.bincount(told.article[own], told.polarity[scorer][own], minlength=n_articles) for own in mine]
    )
    outlets = np.array([f"outlet {number + 1}" for number in told.outlet], dtype=object)
    days = (FIRST_DAY + told.day).astype("datetime64[D]").astype(float)
    return Sums(days, outlets, n.astype(np.float64), total.astype(np.float64))
