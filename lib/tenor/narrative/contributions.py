"""Why a mean polarity moved from one run to another: what each stance contributes to the difference, exactly.

Stances that both runs scored on the same side are *kept*: there are `k` of them, and their means are `K` before and
`K'` after. The mean `m` of `n` stances becomes `m'` of `n'`, and

    m' - m  =  sum over kept of (s' - s) / k
             + sum over those counted only after of (s' - K') / n'
             - sum over those counted only before of (s - K) / n

since the kept ones lie around `K'` and `K` as often above as below. So a stance that comes or goes counts by how far it
lies from those that stayed, as its own run scored them. It is the decomposition of Melitz & Polanec (2015, "Dynamic
Olley-Pakes productivity decomposition with entry and exit", RAND J. Economics 46(2)), with stances for firms and equal
weights. Seen from the other run, every number has the other sign. Where nothing is kept, `K` and `K'` are both the
middle of the two means.
"""

import numpy as np
import pandas as pd

from tenor.narrative.jackknife import half_width

UNCHANGED = "unchanged"
"""The kind of a stance that both runs have with the same score and side: it contributes nothing."""


def contributions(before: pd.DataFrame, after: pd.DataFrame, *, side: str) -> pd.DataFrame:
    """Give for each stance that makes the mean of `side` before or after: its kind, both polarities, its contribution.

    `before` and `after` are stances as `with_polarity` gives them, of two runs. Columns: stance_id, kind, before, after
    and contribution; the contributions add up to the difference of the two means. They are NaN where a mean is: where
    one of the runs has no scored stance of the side.
    """
    pair = _paired(before, after)
    was, now = (_counts(pair, when, side) for when in ("before", "after"))
    told = pair[was | now].assign(kind=_kinds(pair, was, now)[was | now])
    rows = told.assign(contribution=_parts(told, was[was | now], now[was | now]))
    return rows[["stance_id", "kind", "before", "after", "contribution"]].reset_index(drop=True)


def paired_half_width(before: pd.DataFrame, after: pd.DataFrame, *, side: str) -> tuple[float, int]:
    """Give half the width of the 95 % interval of the difference of the means of `side`, and the number of articles.

    An article is left out of both runs at once (see `jackknife`), as its stances are the same: whatever a scorer does
    to all articles alike does not widen the interval. That is valid where both runs read the same articles. NaN where
    an article is the only one of a run.
    """
    sums = pd.concat([_article_sums(before, side), _article_sums(after, side)], axis=1).fillna(0.0).to_numpy()
    n, total = sums[:, [0, 2]], sums[:, [1, 3]]
    left = n.sum(axis=0) - n
    if not len(n) or (left <= 0).any():
        return np.nan, len(n)
    without_each = (total.sum(axis=0) - total) / left
    mean = total.sum(axis=0) / n.sum(axis=0)
    moved = np.diff(without_each, axis=1) - np.diff(mean)
    return float(half_width(np.square(moved).sum(), len(n))), len(n)


def _paired(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Give a row for each stance of either run, in the order of their ids, with its side and polarity in both."""
    columns = ["stance_id", "side", "polarity"]
    one, other = (
        run[columns].rename(columns={"side": f"side_{when}", "polarity": when})
        for when, run in (("before", before), ("after", after))
    )
    return one.merge(other, on="stance_id", how="outer", sort=True)


def _counts(pair: pd.DataFrame, when: str, side: str) -> "pd.Series[bool]":
    return pair[f"side_{when}"].eq(side).fillna(value=False).astype(bool) & pair[when].notna()


def _kinds(pair: pd.DataFrame, was: "pd.Series[bool]", now: "pd.Series[bool]") -> "pd.Series[str]":
    cases = [
        (was & now & (pair["before"] == pair["after"]), UNCHANGED),
        (was & now, "rescored"),
        (pair["side_after"].isna(), "gone"),
        (pair["side_before"].isna(), "new"),
        (pair["side_before"] != pair["side_after"], "side changed"),
    ]
    kinds = np.select([case for case, _ in cases], [kind for _, kind in cases], default="assessed")
    return pd.Series(kinds, index=pair.index)


def _parts(told: pd.DataFrame, was: "pd.Series[bool]", now: "pd.Series[bool]") -> "pd.Series[float]":
    kept = was & now
    before, after = told["before"], told["after"]
    means = before[was].mean(), after[now].mean()
    middles = (before[kept].mean(), after[kept].mean()) if kept.any() else (sum(means) / 2,) * 2
    if not (was.any() and now.any()):
        return pd.Series(np.nan, index=told.index)
    came, went = (after - middles[1]) / now.sum(), (middles[0] - before) / was.sum()
    return ((after - before) / max(kept.sum(), 1)).where(kept, came.where(now, went))


def _article_sums(run: pd.DataFrame, side: str) -> pd.DataFrame:
    scored = run[run["side"] == side].dropna(subset="polarity")
    return scored.groupby("article_id")["polarity"].agg(["size", "sum"])
