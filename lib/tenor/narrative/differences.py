"""What is not in one run as in another: articles, stances, and each side's mean, with the cause of every part.

The tables `changed_articles`, `changed_stances` and `changed_means`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from tenor import tables
from tenor.columns import MOVING
from tenor.narrative.causes import paired
from tenor.narrative.comparison import PastRun
from tenor.narrative.contributions import UNCHANGED, contributions
from tenor.narrative.fates import SAME, fates, names_after


def differences(then: PastRun, now: PastRun) -> dict[str, pd.DataFrame]:
    """Give the three tables, by name, of what differs between the run `then` and the run `now`.

    In `changed_means` the parts of a side add up to the difference of its means, and so do the contributions of its
    stances in `changed_stances`. Both are NaN where one of the runs has no scored stance of the side.
    """
    then = renamed(then, now)
    pair = paired(then, now)
    parts = _parts(then, now, pair)
    return {
        "changed_articles": _articles(then, now),
        "changed_stances": _stances(then, now, pair, parts),
        "changed_means": tables.frame("changed_means", _means(then, now, parts)),
    }


def renamed(then: PastRun, now: PastRun) -> PastRun:
    """Give the run `then` with its articles called as in `now`, where that read the same texts under other names."""
    names = names_after(then.tables["articles"], now.tables["articles"])
    if not names:
        return then

    def new(stances: "pd.Series[str]") -> "pd.Series[str]":
        parts = stances.str.rpartition(":")
        return (parts[0].replace(dict(names)) + parts[1] + parts[2]).astype(stances.dtype)

    whole = dict(then.tables)
    for name, table in whole.items():
        of_stances = {column: new(table[column]) for column in ("stance_id", "within") if column in table}
        of_articles = {"article_id": table["article_id"].replace(dict(names))} if "article_id" in table else {}
        whole[name] = table.assign(**of_stances, **of_articles)
    return replace(then, tables=whole)


def _articles(then: PastRun, now: PastRun) -> pd.DataFrame:
    fate = fates(then.tables["articles"], now.tables["articles"])
    articles = _of_either(then, now, "articles", by="article_id")
    n = _of_either(then, now, "stances", by="stance_id").groupby("article_id").size()
    told = articles.assign(fate=articles["article_id"].map(fate), n_stances=articles["article_id"].map(n).fillna(0))
    return tables.checked("changed_articles", told[told["fate"] != SAME])


def _of_either(then: PastRun, now: PastRun, name: str, *, by: str) -> pd.DataFrame:
    """Give the rows of a table of both runs, those of this run where both have them."""
    return pd.concat([run.tables[name] for run in (now, then)]).drop_duplicates(by)


def _parts(then: PastRun, now: PastRun, pair: pd.DataFrame) -> pd.DataFrame:
    """Give what each stance contributes to the difference of the means of each side, the sides of the run first."""
    known = {*pair["side_before"].dropna(), *pair["side_after"].dropna()}
    sides = [*now.sides, *sorted(known - set(now.sides))]
    scored = [run.stances() for run in (then, now)]
    parts = [contributions(*scored, side=side).assign(side=side) for side in sides]
    return pd.concat(parts).merge(pair[["stance_id", "cause"]], on="stance_id")


def _stances(then: PastRun, now: PastRun, pair: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Give a row for each stance that is not unchanged, and each side on which it counts."""
    differ = pair[pair["cause"] != UNCHANGED]
    said = {name: differ[f"{name}_after"].fillna(differ[f"{name}_before"]) for name in ("speaker", "content")}
    tone = {when: differ[f"polarity_{when}"] for when in ("before", "after")}
    told = differ[["stance_id", "article_id", "cause"]].assign(**said, **tone)
    on_sides = [told.assign(side=differ[f"side_{when}"]) for when in ("after", "before")]
    rows = pd.concat(on_sides).dropna(subset="side").drop_duplicates(["stance_id", "side"]).sort_values("stance_id")
    articles = _of_either(then, now, "articles", by="article_id")
    moves = parts[["stance_id", "side", "contribution"]]
    whole = rows.merge(moves, on=["stance_id", "side"], how="left").merge(articles, on="article_id")
    return tables.checked("changed_stances", whole)


def _means(then: PastRun, now: PastRun, parts: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give a row a side: its mean before and after, and what each cause makes of the difference."""
    scored = [run.stances().dropna(subset="polarity") for run in (then, now)]
    for side, told in parts.groupby("side", sort=False):
        before, after = (run.loc[run["side"] == side, "polarity"] for run in scored)
        made = told.groupby("cause")["contribution"].sum(min_count=1)
        nothing = None if before.empty or after.empty else 0.0
        cells: dict[str, Any] = {"before": before.mean(), "after": after.mean()}
        cells |= {"n_before": len(before), "n_after": len(after), "difference": after.mean() - before.mean()}
        yield {"side": side, **cells, **{cause.replace(" ", "_"): made.get(cause, nothing) for cause in MOVING}}
