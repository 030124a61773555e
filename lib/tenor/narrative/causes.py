"""Why a stance is not in one run what it is in another: its cause, of the articles or of the measuring."""

import numpy as np
import pandas as pd

from tenor.narrative.comparison import PastRun
from tenor.narrative.contributions import UNCHANGED
from tenor.narrative.fates import CHANGED, GONE, NEW, fates

SAID = ("content", "cue", "kind", "source", "speaker", "role", "topics")
"""What is told of a stance beside its side and its score; a scorer sees the first two."""

_CORRECTION = ["changed", "speaker", "side", "topics", "polarity", "rejected"]


def paired(then: PastRun, now: PastRun) -> pd.DataFrame:
    """Give a row for each stance of either run, by stance_id, with article_id, its cause and what each run says of it.

    What the run `then` says has the ending `_before`, what `now` says `_after`: side, polarity under the run's own
    scorer, and `SAID`; missing in the run that does not have the stance. The causes are those of `tenor.columns`, and
    `unchanged`.
    """
    columns = ["stance_id", "article_id", "side", "polarity", *SAID]
    one, other = (run.stances()[columns] for run in (then, now))
    pair = one.merge(other, on="stance_id", how="outer", sort=True, suffixes=("_before", "_after"))
    pair["article_id"] = pair["article_id_after"].fillna(pair["article_id_before"])
    fate = pair["article_id"].map(fates(then.tables["articles"], now.tables["articles"]))
    return pair.assign(cause=_causes(pair, fate, corrected_otherwise(then, now)))


def corrected_otherwise(then: PastRun, now: PastRun) -> set[str]:
    """Give the stances to which readers' corrections did another thing in the one run than in the other."""
    return {stance for stance, _ in _applied(then) ^ _applied(now)}


def _causes(pair: pd.DataFrame, fate: "pd.Series[str]", corrected: set[str]) -> "pd.Series[str]":
    was, now = (pair[f"side_{when}"].notna() for when in ("before", "after"))
    score = pair["polarity_before"].eq(pair["polarity_after"]) | (
        pair["polarity_before"].isna() & pair["polarity_after"].isna()
    )
    side = pair["side_before"].eq(pair["side_after"]).fillna(value=False)
    words = _same(pair, SAID[:2])
    rescored = was & now & side & words & ~score  # the same words: only a scorer can have changed its mind
    cases = {
        "new article": fate.eq(NEW),
        "article gone": fate.eq(GONE),
        UNCHANGED: was & now & side & score & _same(pair, SAID),
        "article changed": fate.eq(CHANGED) & ~rescored,
        "corrected": pair["stance_id"].isin(corrected),
        "newly found": ~was,
        "no longer found": ~now,
        "side changed": ~side,
        "assessed": pair["polarity_before"].isna() ^ pair["polarity_after"].isna(),
        "rescored": ~score,
    }
    conditions = [case.to_numpy(dtype=bool) for case in cases.values()]
    return pd.Series(np.select(conditions, list(cases), default="told otherwise"), index=pair.index)


def _same(pair: pd.DataFrame, names: tuple[str, ...]) -> "pd.Series[bool]":
    alike = [pair[f"{name}_before"].eq(pair[f"{name}_after"]).fillna(value=False) for name in names]
    return pd.concat(alike, axis=1).all(axis=1)


def _applied(run: PastRun) -> set[tuple[str, str]]:
    """Give what corrections did, as stances with all that is corrected of them, whoever corrected it and when."""
    table = run.tables.get("corrections")
    if table is None:
        return set()
    done = table[table["outcome"] == "applied"]
    return {(stance, repr(cells)) for stance, *cells in done[["stance_id", *_CORRECTION]].itertuples(index=False)}
