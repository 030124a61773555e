"""The path of both sides' tone through time, one against the other: the table `portrait`."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tenor import tables
from tenor.narrative.means import with_polarity
from tenor.narrative.sums import Floats, Sums, sums
from tenor.narrative.timeline import PERIODS, period_for

REACH = 2
"""Bins to each side that a point still rests on; those one away weigh .61, those two away .14."""


def portrait(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: tuple[str, str],
    over: str = "auto",
) -> pd.DataFrame:
    """Give the table `portrait`: by scorer and bin, the smoothed mean polarity of the first side and of the second.

    Bins are those of the timeline. A mean is of all scored stances of the bin and the two to each side, nearer bins
    weighing more (a normal curve with a standard deviation of one bin). There is a row for each bin near which both
    sides speak. The standard errors are by article (see `jackknife`), NaN where a side speaks in one article only.
    Where articles quote both sides, the two errors hang together; how much is not told.

    Neighbouring points share stances: the path is smoother than the news. Empty where there is no bin with both sides.
    Raises ParameterError for an unknown period or scorer.
    """
    made = [_portrait(stances, scores, articles, scorer=scorer, sides=sides, over=over) for scorer in scorers]
    return tables.checked("portrait", pd.concat(made)) if made else tables.frame("portrait", [])


def _portrait(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    scorer: str,
    sides: tuple[str, str],
    over: str,
) -> pd.DataFrame:
    scored = with_polarity(stances, scores, scorer=scorer).dropna(subset=["published", "polarity"])
    scored = scored[scored["side"].isin(sides)]
    period = PERIODS[period_for(scored["published"], over=over)]
    told = sums(scored, articles, sides=sides)
    days = told.day.astype("datetime64[D]")
    bins = np.unique(period(np.arange(days.min(), days.max() + 1))) if len(days) else days
    apart = np.arange(len(bins))[:, None] - np.searchsorted(bins, period(days))
    near = np.where(np.abs(apart) <= REACH, np.exp(-np.square(apart) / 2), 0.0)
    both = ((near > 0).astype(float) @ told.n > 0).all(axis=1)
    (first, first_error), (second, second_error) = (_smoothed(near[both], told, side) for side in (0, 1))
    return pd.DataFrame(
        {
            "scorer": scorer,
            "bin": bins[both],
            "first": first,
            "second": second,
            "first_error": first_error,
            "second_error": second_error,
            "n_stances": ((near > 0).astype(float) @ told.n).sum(axis=1)[both].astype(int),
        }
    )


def _smoothed(near: Floats, told: Sums, side: int) -> tuple[Floats, Floats]:
    """Give the weighted mean of one side for each row of weights, and its standard error by article."""
    n, total = near * told.n[:, side], near * told.total[:, side]
    whole, sum_ = n.sum(axis=1, keepdims=True), total.sum(axis=1, keepdims=True)
    n_articles = (n > 0).sum(axis=1)
    safe = np.where(n_articles[:, None] > 1, whole - n, 1.0)
    squares = np.square((sum_ - total) / safe - sum_ / whole).sum(axis=1)
    error = np.sqrt((n_articles - 1) / n_articles * squares)
    return np.clip(sum_ / whole, -1, 1)[:, 0], np.where(n_articles > 1, error, np.nan)
