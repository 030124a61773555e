"""Where words go in a drawing: at the ends of lines, apart from each other, and in place of an empty frame."""

import textwrap
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from numpy.typing import NDArray

from tenor.narrative.numerals import signed

Floats = NDArray[np.float64]

EM = 0.58
"""Width of a letter of DejaVu Sans, in its size, on average."""

FARTHEST = 106_000
"""Days from 1970 to the ends of what a table's calendar holds, the years 1680 and 2260."""


def say(ax: Axes, sentence: str) -> None:
    """Put a sentence where there is nothing to draw."""
    ax.set_axis_off()
    columns = int(width_of(ax) * 72 / (10 * EM))
    ax.text(0.5, 0.5, textwrap.fill(sentence, columns), ha="center", va="center", transform=ax.transAxes, fontsize=10)


def width_of(ax: Axes) -> float:
    """Give the width of the figure that `ax` stands in, in inches."""
    canvas = ax.get_figure(root=True)
    return float(canvas.get_figwidth()) if isinstance(canvas, Canvas) else 7.0


def is_narrow(ax: Axes) -> bool:
    """Tell whether this is drawn for a phone."""
    return width_of(ax) < 5


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Give `places`, in their order, moved as little as is needed to lie `gap` apart.

    >>> spread([0.5, 0.5, 3.0], 1.0)
    [0.0, 1.0, 3.0]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    blocks: list[tuple[float, list[int]]] = []  # middle of each block of touching labels, and its labels
    for i in order:
        blocks.append((places[i], [i]))
        while len(blocks) > 1 and _bottom(blocks[-1], gap) - _top(blocks[-2], gap) < gap:
            (_, left), (_, right) = blocks[-2:]
            both = [*left, *right]
            blocks[-2:] = [(sum(places[j] for j in both) / len(both), both)]
    moved = {i: middle + (k - (len(of) - 1) / 2) * gap for middle, of in blocks for k, i in enumerate(of)}
    return [moved[i] for i in range(len(places))]


def slots(n: int, left: float, right: float) -> list[float]:
    """Give the middles of `n` slots of equal width between `left` and `right`.

    >>> slots(3, 0.0, 12.0)
    [2.0, 6.0, 10.0]
    """
    width = (right - left) / max(n, 1)
    return [left + (i + 0.5) * width for i in range(n)]


def draw_tone(ax: Axes, limit: float, *, zero: str) -> None:
    """Draw the upright scale of tone from -`limit` to `limit`, with its `zero` named and its ends in words."""
    ax.axhline(0, color="#555555", linewidth=0.9, zorder=1)
    ax.set_ylim(-limit, limit)
    step = 0.1 if limit <= 0.3 else 0.2 if limit <= 0.6 else 0.5
    n = int(limit / step + 1e-9)
    ticks = np.round(np.arange(-n, n + 1) * step, 2)
    ax.set_yticks(ticks, [zero if tick == 0 else signed(tick, 1) for tick in ticks])
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ax.spines[["left", "bottom"]].set_visible(False)
    for y, va, words in ((0.995, "top", "↑ friendlier"), (0.005, "bottom", "↓ more hostile")):
        ax.text(0.005, y, words, transform=ax.transAxes, va=va, fontsize=8, color="#666666")


def days_of(dates: "pd.Series[pd.Timestamp]") -> Floats:
    """Give dates as matplotlib counts them: in days since 1970."""
    days: Floats = dates.to_numpy().astype("datetime64[D]").astype(float)
    return days


def date_ticks(first: float, last: float, *, most: int) -> tuple[list[float], list[str]]:
    r"""Give places and names of at most `most` ticks from one day to another; a year is named where it begins.

    >>> date_ticks(*days_of(pd.Series(pd.to_datetime(["2022-11-01", "2023-02-01"]))), most=5)
    ([19297.0, 19327.0, 19358.0, 19389.0], ['Nov\n2022', 'Dec', 'Jan\n2023', 'Feb'])
    """
    day = pd.Timedelta(days=1)
    first, last = max(first, -FARTHEST), min(last, FARTHEST)
    days = pd.date_range(pd.Timestamp(0) + first * day, pd.Timestamp(0) + last * day, freq="D")
    ticks = next(found for found in _rounder_and_rounder(days) if len(found) <= most)
    rounded = "%Y" if ticks.is_year_start.all() else "%b" if ticks.is_month_start.all() else "%d %b"
    names, year = [], None
    for tick in ticks:
        begins = rounded != "%Y" and tick.year != year
        names.append(tick.strftime(rounded).lstrip("0") + (f"\n{tick.year}" if begins else ""))
        year = tick.year
    return [float((tick - pd.Timestamp(0)) / day) for tick in ticks], names


def _rounder_and_rounder(days: pd.DatetimeIndex) -> Iterator[pd.DatetimeIndex]:
    """Give fewer and fewer days: Mondays, firsts of months, of years, of rounder years, none."""
    yield days
    yield days[days.day_of_week == 0]
    months = days[days.day == 1]
    for step in (1, 2, 3, 6, 12):
        yield months[(months.month - 1) % step == 0]
    years = months[months.month == 1]
    for step in (2, 5, 10, 20, 50, 100, 200):
        yield years[years.year % step == 0]
    yield days[:0]


def _bottom(block: tuple[float, list[int]], gap: float) -> float:
    return block[0] - (len(block[1]) - 1) / 2 * gap


def _top(block: tuple[float, list[int]], gap: float) -> float:
    return block[0] + (len(block[1]) - 1) / 2 * gap
