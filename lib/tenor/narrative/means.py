"""Mean polarity of groups of stances, with bands by article."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tenor.errors import ParameterError, TableError, unknown
from tenor.narrative.jackknife import half_width


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
    """Give `mean_by` of stances that have a column `polarity`."""
    keys = list(columns)
    articles = _article_sums(rows, keys)
    groups = articles.groupby(keys, as_index=False)
    sums = groups[["n_stances", "n_scored", "n_negative", "total"]].sum()
    means = sums.assign(
        polarity=sums["total"] / sums["n_scored"],
        n_articles=groups.size()["size"],
        n_unscored=sums["n_stances"] - sums["n_scored"],
        negative_share=sums["n_negative"] / sums["n_scored"],
    )
    banded = means.merge(_half_widths(articles, keys), on=keys, how="left")
    banded["low"] = (banded["polarity"] - banded["half"]).clip(-1, 1)
    banded["high"] = (banded["polarity"] + banded["half"]).clip(-1, 1)
    return banded[[*keys, "polarity", "low", "high", "n_stances", "n_articles", "n_unscored", "negative_share"]]


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


def _half_widths(articles: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Give half the width of each group's band, from its means without each of its articles in turn."""
    scored = articles[articles["n_scored"] > 0]
    groups = scored.groupby(keys)
    n, total = groups["n_scored"].transform("sum"), groups["total"].transform("sum")
    others = (n - scored["n_scored"]).where(lambda left: left > 0)
    moved = (total - scored["total"]) / others - total / n
    squares = (
        scored.assign(square=np.square(moved))
        .groupby(keys, as_index=False)
        .agg(squares=("square", "sum"), n=("square", "size"))
    )
    return squares[keys].assign(half=half_width(squares["squares"], squares["n"]))
