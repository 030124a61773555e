"""The dated events on the calendar, with their tone and a level in which a fall and a recovery can be read."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.special import ndtr

from tenor import tables
from tenor.errors import ParameterError, unknown
from tenor.narrative.sums import Floats
from tenor.narrative.timeline import PERIODS, Days

MOST_POINTS = 40
"""As many points as a reader can tell apart on a calendar."""

NINE_TENTHS = 0.9
"""The points of the period that is taken hold at least this share of the events."""

PARTS = 4
"""The level can tell about four times the number of events to the power of .4 parts of the story apart."""

SHORTEST = 7.0
"""And within a week at least."""

FEWEST_EVENTS = 0.1
"""Where less than a tenth of an event of the very day counts, there is no level."""


def _years(days: Days) -> Days:
    firsts: Days = days.astype("datetime64[Y]").astype("datetime64[D]")
    return firsts


LONGER: dict[str, Callable[[Days], Days]] = {
    **{name: PERIODS[name] for name in ("week", "month", "quarter")},
    "year": _years,
}


def storyline(events: pd.DataFrame, event_scores: pd.DataFrame, *, scorer: str) -> pd.DataFrame:
    """Give the table `storyline`: a point for all events dated to the same days, in order, with the level there.

    Where that makes more than 40 points, events are put together by the week, month, quarter or year in which the
    middle of their days lies: the shortest of these in which 40 points hold nine tenths of the events. Those with most
    events are given. `text` is the clause of the event whose days most articles tell of, and of those the one furthest
    from 0. `polarity` is the mean of the clauses in which something was assessed.

    `level` rests on all events that had happened, not on the points: each counts once, spread evenly over the days that
    it may mean, and the less the further they are from the middle of the point. So an event of "the past year" hardly
    moves any month of it. How near counts as near depends on how many events there are: a normal curve, whose standard
    deviation is an eleventh of the story for 12 events and a fortieth for many, a week at least; the first and the last
    twentieth of the events do not make the story longer. What had not happened yet has no level, nor has a point with
    next to nothing assessed near it.

    Raises ParameterError for a scorer that is not in `event_scores`.
    """
    own = event_scores[event_scores["scorer"] == scorer]
    if own.empty and not event_scores.empty:
        raise ParameterError(unknown("scorer", scorer, event_scores["scorer"].unique()))
    polarity = dict(zip(own["event_id"], own["polarity"], strict=True))
    dated = events.dropna(subset=["earliest", "latest"]).sort_values("event_id", ignore_index=True)
    told = dated.assign(polarity=dated["event_id"].map(polarity).astype(float))
    if told.empty:
        return tables.frame("storyline", [])
    points = _points(told)
    return tables.checked("storyline", points.assign(scorer=scorer, level=_levels(points, told)))


def _points(told: pd.DataFrame) -> pd.DataFrame:
    groups = _grouped(told)
    days = groups.groupby(["earliest", "latest"])["article_id"].transform("nunique")
    first = groups.assign(told_by=-days, neutral=-groups["polarity"].abs().fillna(0.0))
    first = first.sort_values(["told_by", "neutral", "event_id"]).drop_duplicates(["start", "end", "future"])
    keys = ["start", "end", "future"]
    counted = groups.groupby(keys, as_index=False).agg(
        polarity=("polarity", "mean"), n_events=("event_id", "size"), n_articles=("article_id", "nunique")
    )
    points = counted.merge(first[[*keys, "event_id", "text"]], on=keys)
    most = points.sort_values(["n_events", "end", "start"], ascending=[False, False, True]).head(MOST_POINTS)
    return most.sort_values(keys, ignore_index=True)


def _grouped(told: pd.DataFrame) -> pd.DataFrame:
    """Give the events with the first and last day of their point."""
    made = told.assign(start=told["earliest"], end=told["latest"])
    for first_day in LONGER.values():
        sizes = made.groupby(["start", "end", "future"]).size().sort_values(ascending=False)
        if sizes.iloc[:MOST_POINTS].sum() >= NINE_TENTHS * len(made):
            break
        made = _by_period(told, first_day)
    return made


def _by_period(told: pd.DataFrame, first_day: Callable[[Days], Days]) -> pd.DataFrame:
    """Put events together by the period in which their middle lies: from its first day that one of them means on."""
    earliest, latest = (told[name].to_numpy().astype("datetime64[D]") for name in ("earliest", "latest"))
    numbers, firsts = pd.factorize(first_day(earliest + (latest - earliest) // 2), sort=True)
    cut = told.assign(
        bin=numbers,
        start=np.maximum(earliest, firsts[numbers]),
        end=np.minimum(latest, _last_days(firsts, first_day)[numbers]),
    )
    together = cut.groupby(["bin", "future"])
    return cut.assign(start=together["start"].transform("min"), end=together["end"].transform("max"))


def _last_days(firsts: Days, first_day: Callable[[Days], Days]) -> Days:
    """Give the last day of each period."""
    ahead = firsts[:, None] + np.arange(1, 367)
    lasts: Days = firsts + (first_day(ahead) == firsts[:, None]).sum(axis=1)
    return lasts


def _levels(points: pd.DataFrame, told: pd.DataFrame) -> Floats:
    known = told[~told["future"]].dropna(subset="polarity")
    earliest, after = _numbers(known["earliest"]), _numbers(known["latest"]) + 1
    middle = (_numbers(points["start"]) + _numbers(points["end"]) + 1)[:, None] / 2
    near = _nearness(told[~told["future"]])
    weights = near * (ndtr((middle - earliest) / near) - ndtr((middle - after) / near)) / (after - earliest)
    whole = weights.sum(axis=1)
    enough = (whole >= FEWEST_EVENTS) & ~points["future"].to_numpy()
    levels = weights @ known["polarity"].to_numpy() / np.where(enough, whole, 1.0)
    return np.asarray(np.where(enough, levels, np.nan))


def _nearness(happened: pd.DataFrame) -> float:
    if happened.empty:
        return SHORTEST
    middles = (_numbers(happened["earliest"]) + _numbers(happened["latest"])) / 2
    first, last = np.quantile(middles, [0.05, 0.95])
    parts = min(MOST_POINTS, PARTS * float(len(middles)) ** 0.4)
    near: float = max(SHORTEST, float(last - first) / parts)
    return near


def _numbers(days: pd.Series) -> Floats:
    return days.to_numpy().astype("datetime64[D]").astype(float)
