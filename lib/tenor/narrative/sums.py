"""Dated articles as sums: all that trends and gaps need of the stances, whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST_ARTICLES = 8
"""With fewer articles a side has no trend. From 8 on, intervals keep what they promise (see `jackknife`)."""

FEWEST_DAYS = 60
"""Over fewer days there is no trend: a change a year would be read off less than a sixth of a year."""

FEWEST_WEEKS = 5
"""From articles of fewer weeks there is no trend: those of one week share its news, so that they are not many."""

ENOUGH = (
    f"{FEWEST_ARTICLES} dated articles of each side with a scored stance, in {FEWEST_WEEKS} weeks or more "
    f"over {FEWEST_DAYS} days, would be enough to look for a trend"
)


@dataclass(frozen=True, slots=True)
class Sums:
    """Dated articles with scored stances of one side or both: arrays along the articles, then along the sides.

    `day` counts from 1970-01-01, `n` the scored stances of each side, and `total` is the sum of their polarities.
    """

    day: Floats
    outlet: NDArray[np.object_]
    n: Floats
    total: Floats

    @property
    def days(self) -> int:
        """The days from the first article to the last."""
        return int(np.ptp(self.day)) if len(self.day) else 0

    @property
    def outlets(self) -> list[str]:
        """The outlets that are named, in order."""
        return sorted(set(self.outlet) - {""})

    def without(self, outlet: str) -> "Sums":
        """Give the articles of all other outlets."""
        return self._where(self.outlet != outlet)

    def of(self, side: int) -> "Sums":
        """Give the articles that have a stance of the side, with that side alone."""
        kept = self._where(self.n[:, side] > 0)
        return Sums(kept.day, kept.outlet, kept.n[:, [side]], kept.total[:, [side]])

    def _where(self, kept: NDArray[np.bool_]) -> "Sums":
        return Sums(self.day[kept], self.outlet[kept], self.n[kept], self.total[kept])


def sums(scored: pd.DataFrame, articles: pd.DataFrame, *, sides: Sequence[str]) -> Sums:
    """Give the sums of stances that have a column `polarity`; undated and unscored ones are left out."""
    told = scored[scored["side"].isin(sides)].dropna(subset=["published", "polarity"])
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    codes, names = pd.factorize(told["article_id"], sort=True)
    firsts = np.unique(codes, return_index=True)[1]
    by_side = [(told["side"] == side).to_numpy() for side in sides]
    polarity = told["polarity"].to_numpy()
    return Sums(
        told["published"].to_numpy().astype("datetime64[D]").astype(float)[firsts],
        np.array([outlets.get(name, "") for name in names], dtype=object),
        np.column_stack([np.bincount(codes, mine, len(names)) for mine in by_side]),
        np.column_stack([np.bincount(codes, np.where(mine, polarity, 0.0), len(names)) for mine in by_side]),
    )


def lack(parts: Mapping[str, Sums]) -> str:
    """Say what there is of a side with too little for a trend, and what would be enough; "" where all have enough."""
    lacks = [f"{side} has {there}" for side, part in parts.items() if (there := _too_little(part))]
    return f"{', '.join(lacks)}; {ENOUGH}" if lacks else ""


def _too_little(part: Sums) -> str:
    n_articles, days = len(part.day), part.days
    if n_articles < FEWEST_ARTICLES or days < FEWEST_DAYS:
        count = {0: "no article", 1: "one article"}.get(n_articles, f"{n_articles} articles")
        return count + (f" over {days} days" if days else " of one day" if n_articles > 1 else "")
    if np.unique(part.day, return_counts=True)[1].max() >= n_articles - 1:
        return f"{n_articles} articles, all but one of one day"
    weeks = len(np.unique((part.day - part.day.min()) // 7))
    return f"{n_articles} articles in {weeks} weeks" if weeks < FEWEST_WEEKS else ""
