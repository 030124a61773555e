"""Mean polarity by period and side: the table `timeline`."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor import tables
from tenor.errors import ParameterError, unknown
from tenor.narrative.baseline import baselines, relative
from tenor.narrative.means import group_means, outlet_means, with_polarity
from tenor.relation import Baseline

Days = NDArray[np.datetime64]

MOST_BINS = 26
"""As many points a side as a reader can tell apart in a chart; `auto` takes the finest period that keeps to it."""


def _each_day(days: Days) -> Days:
    return days.astype("datetime64[D]")


def _weeks(days: Days) -> Days:
    # 1970-01-01 was a Thursday, so Mondays are the days whose number leaves 4 when divided by 7.
    number = days.astype("datetime64[D]").astype("int64")
    mondays: Days = (number - (number - 4) % 7).astype("datetime64[D]")
    return mondays


def _months(days: Days) -> Days:
    return days.astype("datetime64[M]").astype("datetime64[D]")


def _quarters(days: Days) -> Days:
    months = days.astype("datetime64[M]").astype("int64")
    firsts: Days = (months - months % 3).astype("datetime64[M]").astype("datetime64[D]")
    return firsts


PERIODS: dict[str, Callable[[Days], Days]] = {"day": _each_day, "week": _weeks, "month": _months, "quarter": _quarters}
"""For each period, finest first, the function from days to the first days of their periods. Weeks start on Monday."""

WEIGHTS: dict[str, Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame]] = {
    "stance": group_means,
    "outlet": outlet_means,
}
"""What weighs alike in a mean: each stance, or each outlet that speaks in the bin."""


def timeline(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scorer: str,
    over: str = "month",
    baseline: str = "corpus",
    documented: Sequence[Baseline] = (),
    articles: pd.DataFrame | None = None,
    weights: str = "stance",
) -> pd.DataFrame:
    """Give the table `timeline`: mean polarity, band and counts for each period and side, sorted by both.

    `over` is day, week, month, quarter, or auto (see `period_for`). Every period from the first stance to the last has
    a row for every side that there is: with counts of 0 and NaN where nobody spoke. Stances without a date are left
    out. The mean is over scored stances, each of equal weight, or with `weights` "outlet" over outlets, each of equal
    weight, so that one wire service does not decide. The 95 % band is by article (see `jackknife`), cut at -1 and 1,
    NaN for fewer than two articles. Polarity and band stand there raw, and relative to the side's baseline
    (see `baselines` for `baseline` and `documented`). With the table `articles`, `n_read` counts the articles read in
    the period, whomever they quote, and `negative_salience` gives the negative stances for each of them: it rises when
    hostility takes more of the news, also where mean polarity stays as it is. Both are NaN without it.

    Raises ParameterError for an unknown period or baseline, a side without the baseline that is asked for,
    unknown weights or weights by outlet without `articles`, and a scorer that scored nothing here.
    """
    dated = with_polarity(stances, scores, scorer=scorer).dropna(subset="published")
    means_of = _means_of(weights, articles)
    period = PERIODS[period_for(dated["published"], over=over)]
    days = _days(dated["published"])
    outlets = _outlets(articles)
    binned = dated.assign(bin=period(days), outlet=[outlets.get(article, "") for article in dated["article_id"]])
    means = means_of(binned, ["bin", "side"])
    if not means.empty:
        means = _with_empty_bins(means, bins=np.unique(period(np.arange(days.min(), days.max() + 1))))
    told = _with_salience(means, binned, None if articles is None else period(_days(articles["published"].dropna())))
    zeros = baselines(stances, scores, scorer=scorer, baseline=baseline, documented=documented)
    return tables.checked("timeline", relative(told, zeros))


def period_for(published: pd.Series, *, over: str = "auto") -> str:
    """Give the name of the period meant by `over`: itself, and for auto the finest one that makes at most 26 bins.

    That gives days for up to 26 days, weeks for up to half a year, months for up to two, and quarters beyond. Raises
    ParameterError for an unknown one.

    >>> period_for(pd.Series(pd.to_datetime(["2023-01-01", "2023-12-31"])))
    'month'
    """
    if over not in (*PERIODS, "auto"):
        raise ParameterError(unknown("period", over, (*PERIODS, "auto")))
    days = _days(published.dropna())
    if over != "auto" or not len(days):
        return over if over in PERIODS else "month"
    span = np.arange(days.min(), days.max() + 1)
    fitting = (name for name, period in PERIODS.items() if len(np.unique(period(span))) <= MOST_BINS)
    return next(fitting, "quarter")


def first_days(published: pd.Series, *, over: str) -> Days:
    """Give, for each of `published`, the first day of its period; `over` is one of PERIODS.

    >>> first_days(pd.Series(pd.to_datetime(["2023-07-05"])), over="week")
    array(['2023-07-03'], dtype='datetime64[D]')
    """
    return PERIODS[over](_days(published))


def _days(published: pd.Series) -> Days:
    return published.to_numpy().astype("datetime64[D]")


def _means_of(weights: str, articles: pd.DataFrame | None) -> Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame]:
    if weights not in WEIGHTS:
        raise ParameterError(unknown("weights", weights, WEIGHTS))
    if weights == "outlet" and articles is None:
        raise ParameterError("weights by outlet need the table articles, which names the outlets; or take stance")
    return WEIGHTS[weights]


def _outlets(articles: pd.DataFrame | None) -> dict[str, str]:
    return {} if articles is None else dict(zip(articles["article_id"], articles["outlet"], strict=True))


def _with_salience(means: pd.DataFrame, stances: pd.DataFrame, read: Days | None) -> pd.DataFrame:
    if read is None:
        return means.assign(n_read=np.nan, negative_salience=np.nan)
    bins, n = np.unique(read, return_counts=True)
    n_read = means["bin"].map(dict(zip(pd.DatetimeIndex(bins), n.astype(float), strict=True))).astype(float).fillna(0.0)
    negative = stances[stances["polarity"] < 0].groupby(["bin", "side"]).size()
    keys = pd.MultiIndex.from_frame(means[["bin", "side"]])
    told = negative.reindex(keys).fillna(0).to_numpy(dtype=float)
    return means.assign(n_read=n_read, negative_salience=told / n_read.where(n_read > 0))


def _with_empty_bins(means: pd.DataFrame, *, bins: Days) -> pd.DataFrame:
    sides = sorted(means["side"].unique())
    every = pd.MultiIndex.from_product([bins.astype("datetime64[s]"), sides], names=["bin", "side"])
    counts = dict.fromkeys(("n_stances", "n_articles", "n_unscored"), 0)
    return means.set_index(["bin", "side"]).reindex(every).fillna(counts).reset_index()
