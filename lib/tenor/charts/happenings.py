"""Dated events for drawing: which part of the calendar shows them, which few are named, and with which words."""

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor.charts.layout import Floats, days_of
from tenor.charts.wording import shown, span_of

ASTRAY = 0.5
"""Events beyond an empty part of the calendar are left to the table where they are at most this share of all, times the
square of the share of the calendar that is empty, one of ten beyond half of it; and never more than a third in all."""

LONG = 21
"""An event dated to more days than this is drawn as a bar."""


def with_days(storyline: pd.DataFrame) -> pd.DataFrame:
    """Give the rows in time, with their first, middle and last day as matplotlib counts them: `left`, `x`, `right`."""
    left, right = days_of(storyline["start"]), days_of(storyline["end"])
    rows = storyline.assign(left=left, right=right, x=(left + right) / 2)
    return rows.sort_values(["x", "left", "event_id"], ignore_index=True)


def window(x: Floats) -> tuple[float, float]:
    """Give the first and last of the days `x` that are drawn: without the few that lie far from all others.

    One event of 1972 beside forty of last year would push those into a line.

    >>> window(np.array([-3000.0, 100, 110, 130, 150, 170, 9000]))
    (100.0, 170.0)
    """
    days = np.sort(x)
    while len(days) > 2:
        steps = np.diff(days)
        i = int(np.argmax(steps))
        before, after = i + 1, len(days) - i - 1
        empty = steps[i] / max(float(np.ptp(days)), 1.0)
        gone = len(x) - len(days) + min(before, after)
        if min(before, after) > ASTRAY * len(days) * empty**2 or gone > len(x) / 3:
            break
        days = days[i + 1 :] if before <= after else days[: i + 1]
    return float(days[0]), float(days[-1])


def strongest(rows: pd.DataFrame, *, most: int, apart: float) -> list[int]:
    """Give the places of at most `most` rows, strongest first, whose middles lie `apart` days or more from each other.

    Strong is what is far from 0 and told in more than one article.
    """
    weight = (rows["polarity"].abs() * np.sqrt(rows["n_articles"].clip(lower=1))).fillna(0.0).to_numpy()
    x = rows["x"].to_numpy()
    chosen: list[int] = []
    for i in np.argsort(-weight, kind="stable"):
        if len(chosen) == most or not weight[i] > 0:
            break
        if all(abs(x[i] - x[j]) >= apart for j in chosen):
            chosen.append(int(i))
    return chosen


def swings(level: Floats, *, least: float) -> list[int]:
    """Give the places where `level` turns after a move of `least` or more, with the first and the last.

    >>> swings(np.array([0.0, 0.3, 0.25, 0.4, -0.2, 0.1]), least=0.2)
    [0, 3, 4, 5]
    """
    found, low, high, way = [0], 0, 0, 0
    for i in range(1, len(level)):
        low, high = (i if level[i] < level[low] else low), (i if level[i] > level[high] else high)
        if way >= 0 and level[high] - level[i] >= least:
            found, way, low = [*found, high], -1, i
            high = i
        elif way <= 0 and level[i] - level[low] >= least:
            found, way, high = [*found, low], 1, i
            low = i
    return list(dict.fromkeys([*found, len(level) - 1]))


def named(row: "pd.Series", *, letters: int = 22, lines: int = 3) -> str:
    """Give what an event is called in a drawing: when, and the first words of its clause, on few lines."""
    text = textwrap.wrap(shown(str(row["text"])), letters, max_lines=lines - 1, placeholder="…")
    return "\n".join([span_of(row["start"], row["end"], most=letters), *text])


def past(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which events had happened when they were told of."""
    return ~rows["future"].to_numpy(dtype=bool)


def drawn(rows: pd.DataFrame, days: Sequence[float]) -> pd.DataFrame:
    """Give the rows whose middle lies in the window."""
    return rows[(rows["x"] >= days[0]) & (rows["x"] <= days[1])].reset_index(drop=True)
