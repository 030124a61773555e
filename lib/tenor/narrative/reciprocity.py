"""Who answers whom: the table `reciprocity`.

Two sides that both fall may answer each other, or both look at the same news. So from each side's mean polarity by bin
the trend and its own inertia (an autoregression of order 1, of order 2 from 80 bins on) are taken away, and what is
left of one side, its moves, is correlated with the moves of the other 0, 1 and 2 bins earlier (prewhitened
cross-correlation: Haugh 1976, JASA 71). A side answers where it moves the same way as the other did one or two bins
before.

How large a correlation is by chance is read off the same two series turned against each other: shifted by more bins
than an answer takes, in a circle, they keep their inertia and lose every answer. The p-value of a direction is for the
larger of its two lags, and corrected for the two directions (Holm).

A common shock hits both sides at once. Where it lasts, some of it is left in the moves of later bins, and looks like an
answer in both directions. There it is smaller than in the same bin, and so an answer has to be larger than the
correlation of the same bin. In 300 simulated years of weeks, two sides that answer each other with half of the other's
last move are found in about 8 of 10 cases, and a shared shock that lasts is taken for answers in 3 to 6 of 100 (the
module's tests have them again).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtr

from tenor import tables
from tenor.narrative.correction import holm
from tenor.narrative.jackknife import LEVEL
from tenor.narrative.moves import FEWEST_BINS, FILLED, Moves, moves
from tenor.narrative.sums import Floats

LAGS = 2
"""An answer comes one or two bins after what it answers."""

UNMOVED = 1e-9
"""Moves no larger than this are rounding."""

BINS_AN_ORDER = 40
"""One earlier bin of a side's own for this many bins can be told from the answers."""

ENOUGH = f"{FEWEST_BINS} bins in three quarters of which both sides speak would be enough to look for answers"


def reciprocity(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: tuple[str, str],
    over: str = "auto",
) -> pd.DataFrame:
    """Give the table `reciprocity`: for each scorer, how strongly each side's moves follow the other's, at which lag.

    `correlation` is that of the larger lag, between -1 and 1, with a 95 % interval (Fisher's z, as if there were one
    lag); `at_once` is the correlation of the same bin. `p` is for an answer in the same direction, `p_both` the same
    corrected for the two directions. `answers` is yes where `p_both` is at most .05 and the correlation is larger than
    `at_once`, no otherwise, and empty where there is too little to ask: `note` says what there is and what would be
    enough.

    Raises ParameterError for an unknown period or scorer.
    """
    rows: list[dict[str, object]] = []
    for scorer in scorers:
        made = moves(stances, scores, scorer=scorer, sides=sides, over=over)
        rows.extend({"scorer": scorer, **row} for row in directions(made, sides=sides))
    return tables.frame("reciprocity", rows)


def directions(made: Moves, *, sides: tuple[str, str]) -> list[dict[str, object]]:
    """Give the two rows of `reciprocity`, one a direction, but for their scorer."""
    lack = _lack(made)
    common = {"period": made.period, "n_bins": len(made.bins), "n_filled": int(made.filled.sum())}
    pairs = [(sides[0], sides[1]), (sides[1], sides[0])]
    if lack:
        return [{**common, "side": side, "follows": other, "answers": "", "note": lack} for side, other in pairs]
    first, second = (surprises(column) for column in made.polarity.T)
    found = [_answer(first, second), _answer(second, first)]
    both = holm([float(cells["p"]) for cells in found])
    return [
        {**common, "side": side, "follows": other, **cells, "p_both": p, "answers": _answers(cells, p), "note": ""}
        for (side, other), cells, p in zip(pairs, found, both, strict=True)
    ]


def surprises(polarity: Floats) -> Floats:
    """Give the moves of one side: mean polarity by bin less its trend and less what its own last bins foretell.

    A bin without a stance is taken to lie on the trend, which makes answers look smaller and never larger.
    """
    time = np.arange(len(polarity), dtype=float)
    known = ~np.isnan(polarity)
    rest = np.where(known, polarity - _fitted(_design(time), polarity, known), 0.0)
    order = _order(len(polarity))
    own = [rest[order - back : len(rest) - back] for back in range(1, order + 1)]
    design = np.column_stack([_design(time[order:]), *own])
    left = np.where(known[order:], rest[order:] - _fitted(design, rest[order:], known[order:]), 0.0)
    return np.asarray(left - left.mean())


def _design(time: Floats) -> Floats:
    return np.column_stack([np.ones_like(time), time])


def _fitted(design: Floats, values: Floats, known: np.ndarray) -> Floats:
    fitted: Floats = design @ np.linalg.lstsq(design[known], values[known], rcond=None)[0]
    return fitted


def _order(n_bins: int) -> int:
    return max(1, min(2, n_bins // BINS_AN_ORDER))


def _lack(made: Moves) -> str:
    n, filled = len(made.bins), int(made.filled.sum())
    if n >= FEWEST_BINS and filled >= FILLED * n:
        still = min(float(np.abs(surprises(column)).max()) for column in made.polarity.T)
        return "" if still > UNMOVED else f"a side makes no move beside its trend and inertia in {n} bins; {ENOUGH}"
    return f"both sides speak in {filled} of {n} bins (one a {made.period}); {ENOUGH}"


def _answer(side: Floats, other: Floats) -> dict[str, float]:
    """Give the cells of one direction: `side` after `other`."""
    turned = correlations(side, other)
    n, chance = len(side), turned[LAGS + 1 : len(turned) - LAGS]
    lag = 1 + int(np.argmax(turned[1 : LAGS + 1]))
    r = float(np.clip(turned[lag], -0.999999, 0.999999))
    spread = float(np.sqrt(np.mean(np.square(chance))))
    half = 1.959964 / np.sqrt(n - 3)
    return {
        "lag": lag,
        "correlation": r,
        "low": float(np.tanh(np.arctanh(r) - half)),
        "high": float(np.tanh(np.arctanh(r) + half)),
        "at_once": float(turned[0]),
        "p": float(1 - ndtr(r / spread) ** LAGS),
    }


def correlations(side: Floats, other: Floats) -> Floats:
    """Give the correlation of `side` with `other` 0, 1, 2 ... bins before, both taken as circles."""
    crossed = np.fft.irfft(np.fft.rfft(side) * np.conj(np.fft.rfft(other)), len(side))
    turned: Floats = crossed / np.sqrt((side @ side) * (other @ other))
    return turned


def _answers(cells: dict[str, float], p_both: float) -> str:
    return "yes" if p_both <= 1 - LEVEL and cells["correlation"] > cells["at_once"] else "no"
