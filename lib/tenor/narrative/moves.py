"""The two sides' mean polarity side by side, bin by bin: what answers, reactions and breaks are looked for in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor.errors import ParameterError, unknown
from tenor.narrative.means import with_polarity
from tenor.narrative.sums import Floats
from tenor.narrative.timeline import PERIODS, Days

FEWEST_BINS = 24
"""Over fewer bins nobody can be seen to answer: at 24 a middling answer is found in three of ten cases."""

FILLED = 0.75
"""The share of bins in which both sides have to speak; with fewer, longer bins are taken."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Mean polarity by bin and side, NaN where a side has no scored stance; `period` says how long a bin is."""

    period: str
    bins: Days
    polarity: Floats

    @property
    def filled(self) -> NDArray[np.bool_]:
        """The bins in which every side speaks."""
        return np.asarray(~np.isnan(self.polarity).any(axis=1))


def moves(
    stances: pd.DataFrame, scores: pd.DataFrame, *, scorer: str, sides: Sequence[str], over: str = "auto"
) -> Moves:
    """Give the mean polarity of each side in each bin from the first scored stance of any of them to the last.

    `over` is a period of the timeline. `auto` takes weeks, as news is made in weeks; days where there are fewer than 24
    weeks and both sides speak on most days; months, then quarters, where a side is silent in more than a quarter of the
    shorter bins.
    """
    scored = with_polarity(stances, scores, scorer=scorer)
    told = scored[scored["side"].isin(sides)].dropna(subset=["published", "polarity"])
    side = told["side"].to_numpy()
    speaks = np.column_stack([np.asarray(side == one, dtype=bool) for one in sides])
    return binned(told["published"].to_numpy().astype("datetime64[D]"), speaks, told["polarity"].to_numpy(), over=over)


def binned(days: Days, speaks: NDArray[np.bool_], polarity: Floats, *, over: str = "auto") -> Moves:
    """Give `moves` of stances as arrays: the day of each, which side speaks (a column a side), and its polarity."""
    if over not in (*PERIODS, "auto"):
        raise ParameterError(unknown("period", over, (*PERIODS, "auto")))
    if over != "auto":
        return _moves(days, speaks, polarity, over)
    weeks = _moves(days, speaks, polarity, "week")
    if len(weeks.bins) < FEWEST_BINS:
        each_day = _moves(days, speaks, polarity, "day")
        if len(each_day.bins) >= FEWEST_BINS and each_day.filled.mean() >= FILLED:
            return each_day
    longer = (weeks, *(_moves(days, speaks, polarity, period) for period in ("month", "quarter")))
    return next((made for made in longer if made.filled.sum() >= FILLED * len(made.bins)), weeks)


def _moves(days: Days, speaks: NDArray[np.bool_], polarity: Floats, period: str) -> Moves:
    if not len(days):
        return Moves(period, days, np.empty((0, speaks.shape[1])))
    bins = np.unique(PERIODS[period](np.arange(days.min(), days.max() + 1)))
    number = np.searchsorted(bins, PERIODS[period](days))
    with np.errstate(invalid="ignore"):
        columns = [_means(number, polarity, mine, len(bins)) for mine in speaks.T]
    return Moves(period, bins, np.column_stack(columns))


def _means(number: NDArray[np.int_], polarity: Floats, mine: NDArray[np.bool_], n_bins: int) -> Floats:
    total = np.bincount(number, np.where(mine, polarity, 0.0), n_bins)
    means: Floats = total / np.bincount(number, mine, n_bins)
    return means
