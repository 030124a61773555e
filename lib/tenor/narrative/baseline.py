"""The zero of the index: what is ordinary for a side under a scorer, from which the timeline is measured.

Official speech is friendly on average, and each scorer leans its own way, so polarity 0 is nobody's ordinary tone. Raw
polarity stays beside what is relative.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from tenor import tables
from tenor.errors import ParameterError, unknown
from tenor.narrative.means import with_polarity
from tenor.relation import OBSERVER, Baseline

CORPUS_SOURCE = "mean of the articles read, each weighing alike"


def baselines(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scorer: str,
    baseline: str = "corpus",
    documented: Sequence[Baseline] = (),
) -> pd.DataFrame:
    """Give the table `baselines`: for each side its zero under `scorer`, and where that comes from.

    `baseline` is one of `BASELINES`. *corpus*: the side's own mean over the articles read, each article weighing alike
    however much it quotes; it moves with the corpus. *profile*: the number that the relation profile gives, handed over
    as `documented`; it stays what it is from run to run. *none*: 0, so that relative and raw polarity are the same.

    Raises ParameterError for any other choice, and for a side that the profile gives no number for. Observers need
    none: theirs is then NaN, as is that of a side without a scored stance under *corpus*.
    """
    if baseline not in BASELINES:
        raise ParameterError(unknown("baseline", baseline, BASELINES))
    scored = with_polarity(stances, scores, scorer=scorer)
    zeros = BASELINES[baseline](scored, scorer, documented)
    return tables.checked("baselines", zeros.assign(scorer=scorer, choice=baseline))


def of_corpus(scored: pd.DataFrame, _scorer: str, _documented: Sequence[Baseline]) -> pd.DataFrame:
    """Give each side's mean of its articles' means."""
    articles = scored.groupby(["side", "article_id"], as_index=False)["polarity"].mean()
    means = articles.groupby("side")["polarity"].agg(["mean", "count"]).reset_index()
    cells = zip(means["side"], means["mean"], means["count"], strict=True)
    rows = [(side, mean, count, CORPUS_SOURCE) for side, mean, count in cells]
    return pd.DataFrame(rows, columns=["side", "baseline", "n_articles", "source"])


def of_profile(scored: pd.DataFrame, scorer: str, documented: Sequence[Baseline]) -> pd.DataFrame:
    """Give the number that the profile documents for each side."""
    given = {one.side: one for one in documented if one.scorer == scorer}
    sides = sorted(set(scored["side"]))
    for side in sides:
        if side not in given and side != OBSERVER:
            raise ParameterError(
                f"the profile documents no baseline of {side} for the scorer {scorer!r}; add it under [[baselines]], "
                f"or take corpus or none"
            )
    absent = Baseline(OBSERVER, scorer, float("nan"), "not documented")
    rows = [(side, given.get(side, absent)) for side in sides]
    cells = [(side, one.polarity, 0, one.source) for side, one in rows]
    return pd.DataFrame(cells, columns=["side", "baseline", "n_articles", "source"])


def of_none(scored: pd.DataFrame, _scorer: str, _documented: Sequence[Baseline]) -> pd.DataFrame:
    """Give 0 for each side."""
    sides = sorted(set(scored["side"]))
    return pd.DataFrame({"side": sides, "baseline": 0.0, "n_articles": 0, "source": "polarity 0"})


BASELINES: dict[str, Callable[[pd.DataFrame, str, Sequence[Baseline]], pd.DataFrame]] = {
    "corpus": of_corpus,
    "profile": of_profile,
    "none": of_none,
}
"""Where the zero of the index may come from: functions of scored stances, scorer and what the profile documents."""


def relative(means: pd.DataFrame, zeros: pd.DataFrame) -> pd.DataFrame:
    """Give `means` with the baseline of each row's side, and polarity and band relative to it.

    The baseline is taken as it stands: the band says how sure the mean is, not how sure its distance to the baseline.
    """
    zero = means["side"].map(zeros.set_index("side")["baseline"]).astype(float)
    return means.assign(
        baseline=zero,
        relative=means["polarity"] - zero,
        relative_low=means["low"] - zero,
        relative_high=means["high"] - zero,
    )
