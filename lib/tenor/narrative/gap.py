"""How far apart the two sides' mean polarities are, and whether they come closer: the table `gaps`."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tenor import tables
from tenor.narrative.jackknife import half_width
from tenor.narrative.means import with_polarity
from tenor.narrative.persistence import lasting_half_width
from tenor.narrative.sums import Floats, Sums, lack, sums
from tenor.narrative.trend import mean_change

APART = np.array([1.0, -1.0])
"""The signs with which the two sides make their gap."""

FEWEST_ARTICLES = 2
"""Articles of each side that a gap needs: those of one cannot disagree."""

ENOUGH = f"{FEWEST_ARTICLES} dated articles of each side with a scored stance would be enough for a gap"


def gaps(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: tuple[str, str],
) -> pd.DataFrame:
    """Give the table `gaps`: by scorer, the mean polarity of the first side less that of the second, and its change.

    Both intervals are by article (see `jackknife`), wider where news lasts (see `persistence`); an article that quotes
    both sides is left out of both at once. `course` is closer where the gap surely shrinks and apart where it surely
    grows. It is neither where the interval of its change holds 0, or where that of the gap does: then nobody knows
    which of the two is ahead, and so not whether a change brings them closer.

    Too little for a gap, or for its change, gives NaN and says so in `note`. Undated stances are left out.

    Raises ParameterError for a scorer that is not in `scores`, TableError for a stance scored twice.
    """
    rows = [
        {"scorer": scorer, "side": sides[0], "less": sides[1], **_row(told, sides)}
        for scorer in scorers
        for told in [sums(with_polarity(stances, scores, scorer=scorer), articles, sides=sides)]
    ]
    return tables.frame("gaps", rows)


def _row(told: Sums, sides: tuple[str, str]) -> dict[str, object]:
    parts = {side: told.of(number) for number, side in enumerate(sides)}
    n_stances, n_articles = int(told.n.sum()), len(told.day)
    common = {"n_stances": n_stances, "n_articles": n_articles, "course": ""}
    few = _too_few(parts)
    if few:
        return {**common, "note": few}
    gap, half = _gap(told)
    cells = {**common, "gap": gap, "low": gap - half, "high": gap + half}
    missing = lack(parts)
    if missing:
        return {**cells, "note": f"no change of the gap: {missing}"}
    slope, slope_half, _ = mean_change(told, APART)
    change, change_half = 2 * slope, 2 * slope_half
    return {
        **cells,
        "change": change,
        "change_low": change - change_half,
        "change_high": change + change_half,
        "course": _course(gap, half, change, change_half),
        "note": f"{n_stances} scored stances in {n_articles} articles over {told.days} days",
    }


def _too_few(parts: Mapping[str, Sums]) -> str:
    counts = {side: len(part.day) for side, part in parts.items()}
    if min(counts.values()) >= FEWEST_ARTICLES:
        return ""
    words = {0: "no article", 1: "one article"}
    each = ", ".join(f"{side} has {words.get(n, f'{n} articles')}" for side, n in counts.items())
    return f"{each}; {ENOUGH}"


def _gap(told: Sums) -> tuple[float, float]:
    """Give the gap and half the width of its interval."""
    n, total = told.n.sum(axis=0), told.total.sum(axis=0)
    gap = _apart(n, total)
    moved = _apart(n - told.n, total - told.total) - gap
    by_article = float(half_width(np.square(moved).sum(), len(told.day)))
    lasting = 2 * lasting_half_width(told, APART, degree=0)
    return float(gap), float(np.fmax(by_article, lasting))


def _apart(n: Floats, total: Floats) -> Floats:
    apart: Floats = (total / n * APART).sum(axis=-1)
    return apart


def _course(gap: float, half: float, change: float, change_half: float) -> str:
    if abs(gap) <= half or abs(change) <= change_half:
        return "neither"
    return "apart" if change * gap > 0 else "closer"
