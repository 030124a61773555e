"""How fast mean polarity changes: the table `trends`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor import tables
from tenor.narrative.jackknife import half_width
from tenor.narrative.means import with_polarity

BOTH = "both"
"""The two sides together, where a side's name stands."""

FEWEST_ARTICLES = 8
"""With fewer articles a side has no trend. From 8 on, intervals keep what they promise (see `jackknife`)."""

FEWEST_DAYS = 60
"""Over fewer days there is no trend: a change a year would be read off less than a sixth of a year."""

ENOUGH = (
    f"{FEWEST_ARTICLES} dated articles of each side with a scored stance, over {FEWEST_DAYS} days, "
    "would be enough to look for a trend"
)

FEWEST_OUTLETS = 3
"""From this many on, each outlet is left out in turn."""

DAYS_A_YEAR = 365.25

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Articles:
    """Dated articles with scored stances of one side or both: arrays along the articles, then along the sides."""

    day: Floats
    outlet: NDArray[np.object_]
    n: Floats
    total: Floats

    def without(self, outlet: str) -> "_Articles":
        return self._where(self.outlet != outlet)

    def of(self, side: int) -> "_Articles":
        kept = self._where(self.n[:, side] > 0)
        return _Articles(kept.day, kept.outlet, kept.n[:, [side]], kept.total[:, [side]])

    def _where(self, kept: NDArray[np.bool_]) -> "_Articles":
        return _Articles(self.day[kept], self.outlet[kept], self.n[kept], self.total[kept])


def trends(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: tuple[str, str],
) -> pd.DataFrame:
    """Give the table `trends`: the change of mean polarity a year, by scorer, for each side and for `both`.

    The change is the slope of the least-squares line through the scored, dated stances, each of equal weight: it is
    the mean that is followed. For `both` it is the average of the two sides' changes, not the slope through all
    stances, which would move when one side merely speaks more. The 95 % interval is by article (see `jackknife`);
    articles that quote both sides are left out of both at once. Where three outlets or more are named in `articles`,
    the same follows without each one (`left_out`).

    Too little gives NaN and says so in `note`: fewer than 8 articles of a side, fewer than 60 days from its first to
    its last, or all but one article on one day. Stances of other sides play no part.

    Raises ParameterError for a scorer that is not in `scores`, TableError for a stance scored twice.
    """
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    rows: list[dict[str, object]] = []
    for scorer in scorers:
        told = _articles(with_polarity(stances, scores, scorer=scorer), outlets=outlets, sides=sides)
        rows.extend({"scorer": scorer, **row} for row in _rows(told, sides))
    return tables.frame("trends", rows)


def _articles(scored: pd.DataFrame, *, outlets: dict[str, str], sides: tuple[str, str]) -> _Articles:
    told = scored[scored["side"].isin(sides)].dropna(subset=["published", "polarity"])
    codes, names = pd.factorize(told["article_id"], sort=True)
    firsts = np.unique(codes, return_index=True)[1]
    by_side = [(told["side"] == side).to_numpy() for side in sides]
    polarity = told["polarity"].to_numpy()
    return _Articles(
        told["published"].to_numpy().astype("datetime64[D]").astype(float)[firsts],
        np.array([outlets.get(name, "") for name in names], dtype=object),
        np.column_stack([np.bincount(codes, mine, len(names)) for mine in by_side]),
        np.column_stack([np.bincount(codes, np.where(mine, polarity, 0.0), len(names)) for mine in by_side]),
    )


def _rows(told: _Articles, sides: tuple[str, str]) -> Iterator[dict[str, object]]:
    outlets = sorted(set(told.outlet) - {""})
    for left_out in ("", *(outlets if len(outlets) >= FEWEST_OUTLETS else ())):
        rest = told.without(left_out) if left_out else told
        parts = [rest.of(0), rest.of(1)]
        for side, part in zip(sides, parts, strict=True):
            yield {"side": side, "left_out": left_out, **_cells(part, lack=_lack({side: part}))}
        yield {"side": BOTH, "left_out": left_out, **_cells(rest, lack=_lack(dict(zip(sides, parts, strict=True))))}


def _cells(part: _Articles, *, lack: str) -> dict[str, object]:
    n_stances, n_articles, days = int(part.n.sum()), len(part.day), _days(part)
    change, half = (np.nan, np.nan) if lack else _change(part)
    return {
        "change": change,
        "low": change - half,
        "high": change + half,
        "n_stances": n_stances,
        "n_articles": n_articles,
        "days": days,
        "note": lack or f"{n_stances} scored stances in {n_articles} articles over {days} days",
    }


def _days(part: _Articles) -> int:
    return int(np.ptp(part.day)) if len(part.day) else 0


def _lack(parts: Mapping[str, _Articles]) -> str:
    """Say what there is of a side with too little for a trend, and what would be enough; "" where all have enough."""
    lacks = [f"{side} has {there}" for side, part in parts.items() if (there := _too_little(part))]
    return f"{', '.join(lacks)}; {ENOUGH}" if lacks else ""


def _too_little(part: _Articles) -> str:
    n_articles, days = len(part.day), _days(part)
    if n_articles < FEWEST_ARTICLES or days < FEWEST_DAYS:
        count = {0: "no article", 1: "one article"}.get(n_articles, f"{n_articles} articles")
        return count + (f" over {days} days" if days else " of one day" if n_articles > 1 else "")
    if np.unique(part.day, return_counts=True)[1].max() >= n_articles - 1:
        return f"{n_articles} articles, all but one of one day"
    return ""


def _change(part: _Articles) -> tuple[float, float]:
    """Give the change a year, averaged over the sides in `part`, and half the width of its interval."""
    years = ((part.day - part.day.mean()) / DAYS_A_YEAR)[:, None]
    moments = np.stack([part.n, part.n * years, part.total, part.n * years**2, part.total * years])
    whole = moments.sum(axis=1)
    change = _slope(whole).mean()
    without_each = _slope(whole[:, None, :] - moments).mean(axis=-1)
    return float(change), float(half_width(np.square(without_each - change).sum(), len(part.day)))


def _slope(moments: Floats) -> Floats:
    """Give the least-squares slope of p on t from the sums of 1, t, p, t * t and t * p."""
    n, t, p, tt, tp = moments
    slope: Floats = (n * tp - t * p) / (n * tt - t * t)
    return slope
