"""The floor and the ceiling of each side's tone, and whether it turned there: the table `extremes`.

Some bin is always the lowest, and after the lowest one tone is always higher. So a floor is held against chance: the
articles are dealt to the days in any other order, each with all its stances, and the lowest bin of each deal is taken.
How low is counted in standard errors of the bin's own mean, as small bins stray further.
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
    articles in any other order make as extreme a bin. `since` is the mean of all stances after the bin less its own,
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
    n_solid = int((np.bincount(told.bin, told.n) >= min_stances).sum()) if len(told.n) else 0
    lowest = _lowest_by_chance(told, min_stances) if n_solid >= FEWEST_BINS else {}
    for end, sign in ENDS.items():
        cells: dict[str, Any] = {"end": end, "n_solid": n_solid, "min_stances": min_stances, "n_stances": 0}
        if end in lowest:
            cells |= _end(told.times(sign), lowest[end], min_stances, sign)
        yield cells


def _lowest_by_chance(told: _Told, min_stances: int) -> dict[str, Floats]:
    """Give the lowest bin of each deal, in standard errors, for polarities as they are and turned round."""
    draw = np.random.default_rng(SEED)
    deviations = []
    for _ in range(DEALS):
        dealt = _Told(told.bins, draw.permutation(told.bin), told.n, told.total)
        deviations.append(_deviations(dealt, min_stances))
    each = np.array(deviations)
    return {end: np.nanmin(each * sign, axis=1) for end, sign in ENDS.items()}


def _deviations(told: _Told, min_stances: int) -> Floats:
    """Give how far each bin's mean is from that of all, in standard errors but for a common factor; NaN if not solid.

    A deal in which no bin is solid has one that is nowhere extreme, the first.
    """
    n = np.bincount(told.bin, told.n, len(told.bins))
    squares = np.bincount(told.bin, told.n**2, len(told.bins))
    rest = np.bincount(told.bin, told.total - told.n * (told.total.sum() / told.n.sum()), len(told.bins))
    solid = n >= min_stances
    found = np.where(solid, rest / np.sqrt(np.where(solid, squares, 1.0)), np.nan)
    if not solid.any():
        found[0] = 0.0
    return found


def _end(told: _Told, chance: Floats, min_stances: int, sign: float) -> dict[str, Any]:
    n = np.bincount(told.bin, told.n, len(told.bins))
    total = np.bincount(told.bin, told.total, len(told.bins))
    means = np.where(n >= min_stances, total / np.maximum(n, 1), np.inf)
    at = int(means.argmin())
    own = _deviations(told, min_stances)[at]
    since, half = _since(told, at)
    ends = sorted((sign * (since - half), sign * (since + half)))
    return {
        "bin": told.bins[at],
        "polarity": sign * float(means[at]),
        "since": sign * since,
        "low": ends[0],
        "high": ends[1],
        "p": float((1 + (chance <= own + ROUNDING).sum()) / (1 + DEALS)),
        "n_stances": int(n[at]),
        "first": bool(at == np.flatnonzero(n >= min_stances)[0]),
        "last": bool(at == told.bin.max()),
        "turned": bool(since - half > 0),
    }


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
