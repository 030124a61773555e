"""How far the scorers agree on the same stances: the table `agreement`.

A scorer that orders stances as another does gives the same falls and gaps, whatever its zero and its scale; so it is
order that is compared (Kendall's tau-b). Polarities are compared to a hundredth: a smaller difference is a tie. That
makes the count of a pair of scorers a small square table, so that its time grows with the number of stances only.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor import tables
from tenor.narrative.jackknife import half_width
from tenor.narrative.means import with_polarity
from tenor.narrative.sums import Floats

ALL = "all"
"""All stances, whoever speaks, where a side's name stands."""

STEPS = 100
"""Steps of polarity from 0 to 1 that are told apart."""

MOST_BLOCKS = 40
"""Articles are left out in at most so many blocks, so that many of them take no longer."""


def agreement(
    stances: pd.DataFrame, scores: pd.DataFrame, *, scorers: Sequence[str], sides: Sequence[str]
) -> pd.DataFrame:
    """Give the table `agreement`: for each two scorers, how alike they order the stances of each side and of all.

    `tau` is 1 where both put any two stances in the same order, 0 where the one says nothing about the other. Only
    stances that both could score count. The interval leaves out articles in turn (see `jackknife`), in 40 blocks where
    there are more. `same_sign` is the share of the stances that both find negative, both positive, or both 0.
    NaN where there is nothing to compare: fewer than two stances, or a scorer that gives all the same; the interval
    also for a single article. Dated or not, all stances count.

    Raises ParameterError for a scorer that is not in `scores`.
    """
    scored = {scorer: with_polarity(stances, scores, scorer=scorer)["polarity"] for scorer in scorers}
    speakers = stances.sort_values("stance_id", ignore_index=True)[["article_id", "side"]]
    side = speakers["side"].to_numpy()
    rows: list[dict[str, object]] = []
    for one, other in combinations(scorers, 2):
        both = (scored[one].notna() & scored[other].notna()).to_numpy()
        for name in (*sides, ALL):
            kept = both & ((side == name) | (name == ALL))
            pair = np.column_stack([scored[one].to_numpy()[kept], scored[other].to_numpy()[kept]])
            cells = _cells(pair, speakers["article_id"].to_numpy()[kept])
            rows.append({"scorer": one, "other": other, "side": name, **cells})
    return tables.frame("agreement", rows)


def _cells(pair: Floats, article: NDArray[np.object_]) -> dict[str, object]:
    codes, names = pd.factorize(article, sort=True)
    cells: dict[str, object] = {"n_stances": len(pair), "n_articles": len(names)}
    if not len(pair):
        return cells
    block = codes % MOST_BLOCKS
    counts = _counts(pair, block, min(len(names), MOST_BLOCKS))
    whole = counts.sum(axis=0)
    tau = float(_tau(whole))
    half = float(half_width(np.square(np.array(list(_without_each(whole, counts))) - tau).sum(), len(counts)))
    same = float((np.sign(pair[:, 0]) == np.sign(pair[:, 1])).mean())
    low, high = np.clip([tau - half, tau + half], -1, 1)
    return {**cells, "tau": tau, "low": low, "high": high, "same_sign": same}


def _counts(pair: Floats, block: NDArray[np.int_], n_blocks: int) -> Floats:
    """Give how many stances of each block have each two polarities; those that nobody gave have no row or column."""
    steps = np.rint(pair * STEPS).astype(int)
    first, second = (np.unique(column, return_inverse=True) for column in steps.T)
    shape = (n_blocks, len(first[0]), len(second[0]))
    place = np.ravel_multi_index((block, first[1], second[1]), shape)
    return np.bincount(place, minlength=int(np.prod(shape))).reshape(shape).astype(float)


def _without_each(whole: Floats, counts: Floats) -> Iterator[float]:
    for block in counts:
        yield float(_tau(whole - block))


def _tau(counts: Floats) -> float:
    """Give Kendall's tau-b of a table of counts; NaN where all is tied."""
    n = counts.sum()
    beyond = counts[::-1, ::-1].cumsum(axis=0).cumsum(axis=1)[::-1, ::-1]
    concordant = (counts[:-1, :-1] * beyond[1:, 1:]).sum()
    ties = np.square(counts).sum()
    by_row, by_column = np.square(counts.sum(axis=1)).sum(), np.square(counts.sum(axis=0)).sum()
    discordant = (n * n - by_row - by_column + ties) / 2 - concordant
    untied = (n * n - by_row) * (n * n - by_column) / 4
    return float((concordant - discordant) / np.sqrt(untied)) if untied > 0 else np.nan
