"""How tone moves through one article, in the order in which it is told: the table `arc`.

One article has no calendar trend. What it has is an order: its author put the worst or the best first, or last.

Stances near each other are not independent: a speaker goes on speaking, and one question leads to the next. So the
band leaves out passages, not stances: a passage is a run of stances of one speaker. Near a place, of `n` passages'
worth of stances (Kish's number, as they weigh unequally), the interval is that of `jackknife`.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from tenor import tables
from tenor.errors import ParameterError, unknown
from tenor.narrative.agreement import ALL
from tenor.narrative.jackknife import half_width
from tenor.narrative.means import with_polarity
from tenor.narrative.sums import Floats

PLACES = np.linspace(0, 1, 41)

NEAR = 0.1
"""The standard deviation, in lengths of the article, of the normal curve by which nearer stances weigh more."""

FEWEST_STANCES = 2
"""So many scored stances within two standard deviations give a mean."""

FEWEST_PASSAGES = 2.0
"""Of fewer passages' worth there is no band: they cannot disagree."""


def arc(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    scorer: str,
    sides: Sequence[str],
    article: str = "",
) -> pd.DataFrame:
    """Give the table `arc` of one article, 41 places for each side and for all: the one named, else the one with most.

    Most is of scored stances, whoever speaks; of several with as many, the first by its id. The mean at a place is of
    all stances of the article, the nearer weighing more, dated or not. It is NaN where fewer than two scored stances
    stand within a fifth of the article, and the band where they are of fewer than two passages' worth. The rows of
    `all` have observers too. The band is for each place by itself, cut at -1 and 1. Empty where nothing was scored.

    Raises ParameterError for a scorer that is not in `scores` and for an article without a scored stance.
    """
    scored = with_polarity(stances, scores, scorer=scorer).dropna(subset="polarity")
    counts = scored["article_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if article and article not in counts.index:
        raise ParameterError(unknown("article with a scored stance", article, counts.index))
    if counts.empty:
        return tables.frame("arc", [])
    told = str(article or counts.index[0])
    length = int(articles.loc[articles["article_id"] == told, "n_chars"].iloc[0])
    own = _in_order(scored[scored["article_id"] == told], length)
    rows = [
        {"article_id": told, "scorer": scorer, "side": side, **cells}
        for side in (*sides, ALL)
        for cells in _rows(own if side == ALL else own[own["side"] == side])
    ]
    return tables.frame("arc", rows)


def _in_order(own: pd.DataFrame, length: int) -> pd.DataFrame:
    """Give the stances in the order of the article, with their place in it and the number of their passage."""
    start = own["spans"].str.split("-", n=1).str[0].astype(int)
    placed = own.assign(start=start, place=np.clip(start / max(length, 1), 0, 1))
    ordered = placed.sort_values(["start", "stance_id"], ignore_index=True)
    return ordered.assign(passage=(ordered["speaker"] != ordered["speaker"].shift()).cumsum())


def _rows(own: pd.DataFrame) -> Iterator[dict[str, object]]:
    place, polarity = own["place"].to_numpy(), own["polarity"].to_numpy()
    apart = np.abs(PLACES[:, None] - place)
    weights = np.exp(-np.square(apart / NEAR) / 2)
    near = (apart <= 2 * NEAR).sum(axis=1)
    means, halves = _means(weights, polarity, pd.factorize(own["passage"])[0])
    enough = near >= FEWEST_STANCES
    low, high = np.clip(means - halves, -1, 1), np.clip(means + halves, -1, 1)
    for number, at in enumerate(PLACES):
        cells = {"place": at, "n_stances": int(near[number])}
        if enough[number]:
            cells |= {"polarity": means[number], "low": low[number], "high": high[number]}
        yield cells


def _means(weights: Floats, polarity: Floats, passage: np.ndarray) -> tuple[Floats, Floats]:
    """Give the weighted mean at each place, and half the width of its band from the means without each passage."""
    if not len(polarity):
        return np.full(len(weights), np.nan), np.full(len(weights), np.nan)
    inside = passage[:, None] == np.arange(passage.max() + 1)
    n, total = weights @ inside, (weights * polarity) @ inside
    whole = n.sum(axis=1, keepdims=True)
    mean = total.sum(axis=1, keepdims=True) / whole
    left = whole - n
    safe = np.where(left > 1e-9 * whole, left, np.nan)
    moved = (total.sum(axis=1, keepdims=True) - total) / safe - mean
    worth = np.square(whole[:, 0]) / np.square(n).sum(axis=1)
    squares = np.nansum(np.square(moved), axis=1)
    return mean[:, 0], np.where(worth >= FEWEST_PASSAGES, half_width(squares, worth), np.nan)
