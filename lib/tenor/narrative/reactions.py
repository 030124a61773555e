"""How each side's tone moves with the level of the other's and of its own: the table `reactions`.

Richardson's model of an arms race (Richardson 1960, "Arms and Insecurity"), with tone for arms: from one bin to the
next a side's tone changes by `reaction` times the other's tone, less `fatigue` times its own, plus `grievance`. Least
squares, with standard errors that allow for what lasts (HAC: Newey & West 1987, Econometrica 55(3)).

Whether two sides calm each other down or drive each other on is a property of the four numbers together: a common
disturbance dies out where the largest eigenvalue of their matrix is below 1 in size, and grows where it is above.
Estimates of it are too low in short series, so the interval of a normal law would find calm where there is none. So it
is compared with what the same regression finds in simulated series that stand on the edge between the two, with the
same residuals' covariance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from tenor import tables
from tenor.narrative.jackknife import LEVEL
from tenor.narrative.moves import FILLED, Moves, moves
from tenor.narrative.sums import Floats

FEWEST_BINS = 52
"""Over fewer bins the coefficients say nothing: a year of weeks."""

COEFFICIENTS = ("reaction", "fatigue", "grievance")
SIMULATED = 400
SEED = 1
RUN_IN = 20
UNMOVED = 1e-18

ENOUGH = f"{FEWEST_BINS} bins in three quarters of which both sides speak would be enough to look for reactions"


@dataclass(frozen=True, slots=True)
class _Fit:
    """Coefficients and their standard errors: rows are the two sides, columns the other's level, its own, constant."""

    coefficients: Floats
    errors: Floats
    residuals: Floats

    @property
    def carried(self) -> Floats:
        """The matrix that takes the tone of both sides from one bin to the next."""
        (first, second) = self.coefficients
        return np.array([[1 + first[1], first[0]], [second[0], 1 + second[1]]])


def reactions(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: tuple[str, str],
    over: str = "auto",
) -> pd.DataFrame:
    """Give the table `reactions`: by scorer, for each side, its three coefficients with 95 % intervals.

    `reaction` above 0 takes up the other's tone, `fatigue` above 0 lets go of its own. `stable` is yes where the two
    surely calm each other down, no where they surely drive each other on, undecided between, and the same for both
    sides. Bins without a stance of both sides, and those after them, are left out. From 52 bins on, three quarters of
    them with both sides; below, all is NaN and `note` says what there is.

    The simulation has one seed. Raises ParameterError for an unknown period or scorer.
    """
    rows: list[dict[str, object]] = []
    for scorer in scorers:
        made = moves(stances, scores, scorer=scorer, sides=sides, over=over)
        rows.extend({"scorer": scorer, **row} for row in _rows(made, sides))
    return tables.frame("reactions", rows)


def _rows(made: Moves, sides: tuple[str, str]) -> list[dict[str, object]]:
    common = {"period": made.period, "n_bins": len(made.bins)}
    pairs = list(zip(sides, sides[::-1], strict=True))
    lack = _lack(made)
    if lack:
        return [{**common, "side": side, "to": other, "stable": "", "note": lack} for side, other in pairs]
    before, change = _pairs(made.polarity)
    fit = _fit(before, change)
    times = float(stdtrit(len(change) - 3, (1 + LEVEL) / 2))
    shared = {**common, "stable": _stable(fit, len(change)), "note": f"{len(change)} moves from bin to bin"}
    return [
        {**shared, "side": side, "to": other, **_cells(fit.coefficients[number], fit.errors[number] * times)}
        for number, (side, other) in enumerate(pairs)
    ]


def _lack(made: Moves) -> str:
    n, filled = len(made.bins), int(made.filled.sum())
    if n < FEWEST_BINS or filled < FILLED * n:
        return f"both sides speak in {filled} of {n} bins (one a {made.period}); {ENOUGH}"
    before, change = _pairs(made.polarity)
    design = _design(before, 0)
    if len(change) < FEWEST_BINS / 2 or np.linalg.matrix_rank(design - design.mean(axis=0), tol=1e-9) < 2:
        return f"a side makes no move of its own in {n} bins; {ENOUGH}"
    return ""


def _pairs(polarity: Floats) -> tuple[Floats, Floats]:
    """Give the levels and the changes that follow, where both are known."""
    change = np.diff(polarity, axis=0)
    known = ~np.isnan(change).any(axis=1)
    return polarity[:-1][known], change[known]


def _design(before: Floats, side: int) -> Floats:
    return np.column_stack([before[:, 1 - side], before[:, side], np.ones(len(before))])


def _fit(before: Floats, change: Floats) -> _Fit:
    from statsmodels.regression.linear_model import OLS

    fits = [OLS(change[:, side], _design(before, side)).fit() for side in (0, 1)]
    lags = int(4 * (len(change) / 100) ** (2 / 9))
    robust = [fit.get_robustcov_results("HAC", maxlags=lags, use_correction=True) for fit in fits]
    return _Fit(
        np.array([fit.params for fit in fits]),
        np.array([fit.bse for fit in robust]),
        np.column_stack([fit.resid for fit in fits]),
    )


def _cells(coefficients: Floats, half: Floats) -> dict[str, float]:
    """Give the cells of one side; fatigue is what is let go, so its sign is turned."""
    cells: dict[str, float] = {}
    for name, value, width in zip(COEFFICIENTS, coefficients * [1, -1, 1], half, strict=True):
        cells |= {name: float(value), f"{name}_low": float(value - width), f"{name}_high": float(value + width)}
    return cells


def _stable(fit: _Fit, n: int) -> str:
    size = _size(fit.carried)
    on_the_edge = _sizes_on_the_edge(fit.carried / size, np.cov(fit.residuals.T), n) if size > 0 else np.array([1.0])
    low, high = np.quantile(on_the_edge, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return "yes" if size < low else "no" if size > high else "undecided"


def _size(matrix: Floats) -> float:
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def _sizes_on_the_edge(carried: Floats, covariance: Floats, n: int) -> Floats:
    """Give the largest eigenvalue that is estimated from each of many series of `n` moves that `carried` makes."""
    draw = np.random.default_rng(SEED)
    root = np.linalg.cholesky(covariance + UNMOVED * np.eye(2))
    shocks = draw.normal(size=(n + RUN_IN, SIMULATED, 2)) @ root.T
    tones = np.zeros((n + RUN_IN + 1, SIMULATED, 2))
    for step, shock in enumerate(shocks):
        tones[step + 1] = tones[step] @ carried.T + shock
    kept = tones[RUN_IN:]
    before, after = (part - part.mean(axis=0) for part in (kept[:-1], kept[1:]))
    crossed = np.einsum("tsi,tsj->sij", before, before)
    moved = np.einsum("tsi,tsj->sij", before, after)
    sizes: Floats = np.abs(np.linalg.eigvals(np.linalg.solve(crossed, moved))).max(axis=1)
    return sizes
