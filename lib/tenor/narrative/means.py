"""Mean polarity of groups of stances, with bands by article."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor.errors import ParameterError, TableError, unknown
from tenor.narrative.jackknife import half_width

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def mean_by(stances: pd.DataFrame, scores: pd.DataFrame, columns: Sequence[str], *, scorer: str) -> pd.DataFrame:
    """Give the mean polarity of the stances for each value of `columns`, such as `["side", "speaker"]` or `["topic"]`.

    One row a group, sorted by `columns`, and beside them polarity, low, high, n_stances, n_articles, n_unscored and
    negative_share, which mean what they mean in the table `timeline`. Dated or not, all stances count. `topic` takes
    the cell `topics` apart: a stance with two topics counts in both, one with none under "". The band is by article,
    so it is NaN where the scored stances of a group stand in one article: how the two sides of one article differ can
    be seen, but not how sure that is.

    Raises ParameterError for a scorer that scored nothing here and for a column that there is not.
    """
    rows = with_polarity(stances, scores, scorer=scorer)
    if "topic" in columns:
        rows = by_topic(rows)
    for column in columns:
        if column not in rows:
            raise ParameterError(unknown("column", column, [*stances, "topic"]))
    return group_means(rows, columns)


def by_topic(stances: pd.DataFrame) -> pd.DataFrame:
    """Give a row for each stance and topic, in a column `topic`: "" for a stance that has none."""
    return stances.assign(topic=stances["topics"].str.split(";")).explode("topic", ignore_index=True)


def with_polarity(stances: pd.DataFrame, scores: pd.DataFrame, *, scorer: str) -> pd.DataFrame:
    """Give the stances, sorted by stance_id, with the polarity that `scorer` gave them: NaN where it assessed nothing.

    Raises ParameterError where `scores` is of other scorers, TableError where a stance was scored twice.
    """
    own = scores[scores["scorer"] == scorer]
    if own.empty and not scores.empty:
        raise ParameterError(unknown("scorer", scorer, scores["scorer"].unique()))
    twice = own["stance_id"][own["stance_id"].duplicated()]
    if not twice.empty:
        raise TableError(f"table 'scores': stance {twice.iloc[0]!r} was scored twice by {scorer!r}; once is right")
    by_id = pd.Series(own["polarity"].to_numpy(dtype=float), index=pd.Index(own["stance_id"]))
    scored = stances.assign(polarity=by_id.reindex(stances["stance_id"]).to_numpy())
    return scored.sort_values("stance_id", ignore_index=True)


def group_means(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give `mean_by` of stances that have a column `polarity`.

    The sums are NumPy's: an explorer asks for them at each click.
    """
    keys = list(columns)
    group = rows.groupby(keys).ngroup().to_numpy()
    told = rows.loc[group >= 0, list(dict.fromkeys([*keys, "article_id", "polarity"]))]
    group = group[group >= 0]
    polarity = told["polarity"].to_numpy(dtype=float)
    scored = ~np.isnan(polarity)
    own = np.where(scored, polarity, 0.0)
    values, firsts, n_stances = np.unique(group, return_index=True, return_counts=True)
    n_scored, total, n_negative = (
        np.bincount(group, each, len(values)).astype(float) for each in (scored, own, polarity < 0)
    )
    pair, of_group = _articles_of(group, told["article_id"])
    n, of_article = (np.bincount(pair, each, len(of_group)).astype(float) for each in (scored, own))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean, share = total / n_scored, n_negative / n_scored
        half = _half_widths(n, of_article, of_group, n_scored, total)
    found = {
        "polarity": mean,
        "low": np.clip(mean - half, -1, 1),
        "high": np.clip(mean + half, -1, 1),
        "n_stances": n_stances,
        "n_articles": np.bincount(of_group, minlength=len(values)),
        "n_unscored": n_stances - n_scored.astype(int),
        "negative_share": share,
    }
    return told.iloc[firsts][keys].reset_index(drop=True).assign(**found)


def outlet_means(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give `group_means` of stances that have a column `outlet`, in which each outlet weighs alike.

    The mean is that of the outlets' means, so that one which prints ten times as much does not decide; an article
    without an outlet counts to an outlet of its own kind. Counts are of stances and articles, as ever.
    """
    keys = list(columns)
    plain = group_means(rows, keys)
    outlets = _outlet_articles(rows, keys)
    own = outlets.drop_duplicates([*keys, "outlet"]).groupby(keys, as_index=False)
    alike = own[["mean", "share"]].mean().rename(columns={"mean": "polarity", "share": "negative_share"})
    made = plain.drop(columns=["polarity", "negative_share", "low", "high"]).merge(alike, on=keys, how="left")
    made = made.merge(_outlet_half_widths(outlets, keys), on=keys, how="left")
    made["low"] = (made["polarity"] - made["half"]).clip(-1, 1)
    made["high"] = (made["polarity"] + made["half"]).clip(-1, 1)
    return made[list(plain)]


def _outlet_articles(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Give the scored articles of each group with their outlet's mean, negative share and number of stances there."""
    sums = _article_sums(rows, [*keys, "outlet"])
    scored = sums[sums["n_scored"] > 0]
    whole = scored.groupby([*keys, "outlet"])
    n = whole["n_scored"].transform("sum")
    mean, share = whole["total"].transform("sum") / n, whole["n_negative"].transform("sum") / n
    return scored.assign(n=n, mean=mean, share=share)


def _outlet_half_widths(outlets: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Give half the width of each group's band: without its only article in a group, an outlet has no say there."""
    groups = outlets.groupby(keys)
    n_outlets = groups["outlet"].transform("nunique")
    firsts = ~outlets.duplicated([*keys, "outlet"])
    mean = outlets["mean"].where(firsts).groupby([outlets[key] for key in keys]).transform("mean")
    others = (outlets["n"] - outlets["n_scored"]).where(lambda left: left > 0)
    rest = (outlets["n"] * outlets["mean"] - outlets["total"]) / others
    gone = (mean - outlets["mean"]) / (n_outlets - 1).where(lambda left: left > 0)
    moved = ((rest - outlets["mean"]) / n_outlets).fillna(gone)
    squares = outlets.assign(square=np.square(moved)).groupby(keys, as_index=False)
    sums = squares.agg(squares=("square", "sum"), n=("square", "size"))
    return sums[keys].assign(half=half_width(sums["squares"], sums["n"]))


def _article_sums(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Give one row for each group and article, with counts and the sum of the polarities."""
    told = rows.assign(negative=rows["polarity"] < 0)
    return told.groupby(list(dict.fromkeys([*keys, "article_id"])), as_index=False).agg(
        n_stances=("polarity", "size"),
        n_scored=("polarity", "count"),
        n_negative=("negative", "sum"),
        total=("polarity", "sum"),
    )


def _articles_of(group: NDArray[Any], article_ids: pd.Series) -> tuple[Ints, Ints]:
    """Give, for each row, the number of its pair of group and article; for each such pair, its group."""
    articles, names = pd.factorize(article_ids)
    pairs, pair = np.unique(group * max(1, len(names)) + articles, return_inverse=True)
    return pair, pairs // max(1, len(names))


def _half_widths(n: Floats, total: Floats, of_group: Ints, n_scored: Floats, sums: Floats) -> Floats:
    """Give half the width of each group's band, from its means without each of its articles in turn."""
    there = n > 0
    n, total, of_group = n[there], total[there], of_group[there]
    others = n_scored[of_group] - n
    moved = (sums[of_group] - total) / others - (sums / n_scored)[of_group]
    squares = np.bincount(of_group, np.where(others > 0, np.square(moved), 0.0), len(n_scored))
    return half_width(squares, np.bincount(of_group, minlength=len(n_scored)))
