"""The floor and the ceiling of each side's tone, and whether it turned there: the table `extremes`.

Some bin is always the lowest, and after the lowest one tone is always higher. So a floor is held against chance: the
articles are dealt to the days in any other order, each with all its stances, and the lowest bin of each deal is taken.
How low is counted in standard errors of the bin's own mean, as small bins stray further.

A fall that goes on, or that stops at a new level, has no floor, and yet its lowest bin is lower than any order of all
articles makes it. So there are two deals: of the articles up to the floor, which shows that tone fell to it, and of
those from it on, which shows that it rose again. Both have to be beyond chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor import tables
from tenor.narrative.correction import holm
from tenor.narrative.jackknife import LEVEL, half_width
from tenor.narrative.means import with_polarity
from tenor.narrative.sums import Floats
from tenor.narrative.timeline import PERIODS, period_for

ENDS: dict[str, float] = {"floor": 1.0, "ceiling": -1.0}
"""What polarities are multiplied with, so that the end is the lowest."""

FEWEST_STANCES = 5
"""Scored stances that a bin may rest on, unless told otherwise."""

FEWEST_BINS = 4
"""With fewer such bins there is no lowest one to speak of."""

DEALS = 499
PLENTY = 30
"""So many deals that are as low end the dealing."""

SEED = 1
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class _Told:
    """The articles of one side in order of their ids: bin, scored stances, and the sum of their polarities."""

    bins: NDArray[np.datetime64]
    bin: NDArray[np.int_]
    n: Floats
    total: Floats

    def times(self, sign: float) -> "_Told":
        return _Told(self.bins, self.bin, self.n, self.total * sign)

    def where(self, kept: NDArray[np.bool_]) -> "_Told":
        return _Told(self.bins, self.bin[kept], self.n[kept], self.total[kept])


def extremes(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: Sequence[str],
    over: str = "auto",
    min_stances: int = FEWEST_STANCES,
) -> pd.DataFrame:
    """Give the table `extremes`: by scorer, for each side, its lowest and its highest bin, and what came after.

    Bins are those of the timeline; only those of at least `min_stances` scored stances count. `p` is how often the same
    articles in any other order make as extreme a bin: of those up to it or of those from it on, whichever is more
    often. `since` is the mean of all stances after the bin less its own,
    with an interval by article. `holds` is yes where `p`, corrected for all floors and ceilings asked of the scorer, is
    at most .05, something was told before it, and tone surely turned after it: up from a floor, down from a ceiling.
    Else it is no, and `note` says for which reason; it is empty, with a note, where there is too little to ask.

    Deals are drawn with one seed: the same tables give the same numbers. Raises ParameterError for an unknown period
    or scorer.
    """
    rows: list[dict[str, Any]] = []
    for scorer in scorers:
        scored = with_polarity(stances, scores, scorer=scorer).dropna(subset=["published", "polarity"])
        told = scored[scored["side"].isin(sides)]
        period = period_for(told["published"], over=over)
        found = [row for side in sides for row in _rows(_told(told, side, period), min_stances)]
        names = [side for side in sides for _ in ENDS]
        corrected = holm([row.get("p", np.nan) for row in found])
        rows.extend(
            {"scorer": scorer, "side": side, "period": period, **_judged(row, p_all)}
            for side, row, p_all in zip(names, found, corrected, strict=True)
        )
    return tables.frame("extremes", rows)


def _told(told: pd.DataFrame, side: str, period: str) -> _Told:
    days = told["published"].to_numpy().astype("datetime64[D]")
    bins = np.unique(PERIODS[period](np.arange(days.min(), days.max() + 1))) if len(days) else days
    mine = (told["side"] == side).to_numpy()
    codes, names = pd.factorize(told["article_id"][mine], sort=True)
    firsts = np.unique(codes, return_index=True)[1]
    return _Told(
        bins,
        np.searchsorted(bins, PERIODS[period](days[mine][firsts])),
        np.bincount(codes, minlength=len(names)).astype(float),
        np.bincount(codes, told["polarity"].to_numpy()[mine], len(names)).astype(float),
    )


def _rows(told: _Told, min_stances: int) -> Iterator[dict[str, Any]]:
    n = np.bincount(told.bin, told.n, len(told.bins)) if len(told.n) else np.zeros(0)
    n_solid = int((n >= min_stances).sum())
    for end, sign in ENDS.items():
        cells: dict[str, Any] = {"end": end, "n_solid": n_solid, "min_stances": min_stances, "n_stances": 0}
        yield cells | (_end(told.times(sign), n >= min_stances, min_stances, sign) if n_solid >= FEWEST_BINS else {})


def _end(told: _Told, solid: NDArray[np.bool_], min_stances: int, sign: float) -> dict[str, Any]:
    n = np.bincount(told.bin, told.n, len(told.bins))
    means = np.where(solid, np.bincount(told.bin, told.total, len(told.bins)) / np.maximum(n, 1), np.inf)
    at = int(means.argmin())
    since, half = _since(told, at)
    ends = sorted((sign * (since - half), sign * (since + half)))
    first, last = bool(not solid[:at].any()), bool(not solid[at + 1 :].any())
    parts = [told.where(told.bin <= at)] * (not first) + [told.where(told.bin >= at)] * (not last)
    return {
        "bin": told.bins[at],
        "polarity": sign * float(means[at]),
        "since": sign * since,
        "low": ends[0],
        "high": ends[1],
        "p": max(_by_chance(part, at, min_stances) for part in parts),
        "n_stances": int(n[at]),
        "first": first,
        "last": last,
        "turned": bool(since - half > 0),
    }


def _by_chance(told: _Told, at: int, min_stances: int) -> float:
    """Give how often the articles in any other order have a bin as low as that with the number `at`.

    Dealing stops where enough deals are as low to know that it is no rarity (Besag & Clifford 1991, Biometrika 78(2)).
    """
    draw = np.random.default_rng(SEED)
    rest = told.total - told.n * (told.total.sum() / told.n.sum())
    squares = told.n**2
    own = _lowest(told.bin, told.n, squares, rest, min_stances)[at]
    as_low = 0
    for deal in range(1, 1 + DEALS):
        as_low += bool(_lowest(draw.permutation(told.bin), told.n, squares, rest, min_stances).min() <= own + ROUNDING)
        if as_low == PLENTY:
            return as_low / deal
    return (1 + as_low) / (1 + DEALS)


def _lowest(dealt: NDArray[np.int_], n: Floats, squares: Floats, rest: Floats, min_stances: int) -> Floats:
    """Give how far each bin's mean is from that of all, in standard errors but for a common factor; 0 if not solid."""
    solid = np.bincount(dealt, n) >= min_stances
    found: Floats = np.where(solid, np.bincount(dealt, rest) / np.sqrt(np.maximum(np.bincount(dealt, squares), 1)), 0)
    return found


def _since(told: _Told, at: int) -> tuple[float, float]:
    """Give the mean after the bin less that of the bin, and half the width of its interval; NaN where there is none."""
    own, after = told.bin == at, told.bin > at
    if not after.any():
        return np.nan, np.nan
    moved = _moved(told.n[own], told.total[own]), _moved(told.n[after], told.total[after])
    since = told.total[after].sum() / told.n[after].sum() - told.total[own].sum() / told.n[own].sum()
    squares = np.square(np.concatenate(moved)).sum()
    return float(since), float(half_width(squares, own.sum() + after.sum()))


def _moved(n: Floats, total: Floats) -> Floats:
    """Give by how much the mean moves without each article; NaN for a single one."""
    left = n.sum() - n
    moved: Floats = (total.sum() - total) / np.where(left > 0, left, np.nan) - total.sum() / n.sum()
    return moved


def _judged(row: dict[str, Any], p_all: float) -> dict[str, Any]:
    if "p" not in row:
        bins = f"{row['n_solid']} bin{'' if row['n_solid'] == 1 else 's'}"
        note = (
            f"{bins} of at least {row['min_stances']} scored stances; "
            f"{FEWEST_BINS} of them would be enough to look for a floor or ceiling"
        )
        return {**row, "holds": "", "note": note}
    doubts = [
        (
            p_all > 1 - LEVEL,
            f"as extreme a bin is likely by chance (p = {p_all:.3f}, corrected for all that was asked)",
        ),
        (row["first"], "it is the first bin: nothing was told before it"),
        (row["last"], "it is the last bin: nothing was told after it"),
        (not row["turned"] and not row["last"], "tone has not surely turned after it"),
    ]
    note = "; ".join(why for met, why in doubts if met)
    return {**row, "holds": "no" if note else "yes", "note": note}
