"""How much wider an interval has to be because the news of a week lasts into the next ones.

Articles of one week share its news, and news lasts. Intervals by article (`jackknife`) do not know that: with a weekly
shock of 15 % of the variance, four fifths of which are carried over to the next week, they find a trend where there is
none in 24 % of the years of 80 articles, and in 63 % of those of 800.

So the weekly means, less trend or mean, are taken for the sum of what lasts and what does not: a shock of which the
share 0.5, 0.8 or 0.95 is carried from each week to the next, and noise that shrinks with the articles of the week. How
large the shock is against the noise, or whether there is any, is not estimated but averaged over: each of `MODELS` has
a weight before the data, multiplied by the likelihood of the weekly means under it with trend and variance integrated
out (the residual likelihood of Harville 1974, Biometrika 61(2)). The standard error of the ordinary least-squares
estimate under each model makes a Student's t, and the interval is that of the weighted mixture of these. It is never
narrower than the jackknife's.

Over fewer weeks than a year the means cannot show what lasts: a wave of three months is a trend in a quarter. So the
weights before the data move in a straight line from those of a year to those of a quarter, which hardly believe that
nothing lasts, and believe long waves most. By the weights of a year, a move was seen in 25 % of the quarters of 5
articles a week in which there was nothing but news that lasts; by these it is 5 %.

`MODELS` and their weights were chosen by simulation (`notebooks/calibration.ipynb` counts again, `docs/method.md` has
the tables): wide enough for shocks of 15 and 30 % of the variance that last, and narrow enough to see a fall of 0.4 a
year over 80 articles where nothing lasts. Shocks that fade within weeks are among them because two sides that answer
each other make such: with long ones alone, the fall of a spiral is lost in an interval that is far too wide. It is
worked out on at most 52 bins, so its time does not grow with the corpus.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import stdtr

from tenor.narrative.jackknife import LEVEL
from tenor.narrative.sums import Floats, Sums

CARRIED = (0.5, 0.8, 0.95)
"""What is carried from a week to the next, where news lasts: half gone in a week, in three, and in three months."""

SHOCKS = (0.25, 1.0, 4.0, 16.0, 64.0)
"""The variance of what lasts, as a multiple of that of the noise of a usual week."""

MODELS = np.array([(0.0, 0.0), *((carried, shock) for carried in CARRIED for shock in SHOCKS)])


def _weights(nothing: float, carried: Sequence[float], shocks: Sequence[float]) -> Floats:
    """Give a weight to each of `MODELS`: how likely it is that nothing lasts, and shares of the rest."""
    rest = np.outer(np.divide(carried, sum(carried)), np.divide(shocks, sum(shocks)))
    return np.array([nothing, *(1 - nothing) * rest.ravel()])


QUARTER, YEAR = 13, 52
"""Weeks between which the weights before the data move from the ones to the others."""

OF_A_QUARTER = _weights(0.05, (1, 2, 3), (1, 1, 1, 1, 1))
OF_A_YEAR = _weights(0.7, (1, 1, 1), (1, 1, 1, 0, 0))

MOST_BINS = 52
FEWEST_BINS = 5
DAYS_A_WEEK = 7.0


@dataclass(frozen=True, slots=True)
class _Bins:
    """The bins with articles: week, what is left of the mean polarity, and the noise in it but for a common factor."""

    week: Floats
    rest: Floats
    noise: Floats


def lasting_half_width(part: Sums, signs: Floats, *, degree: int) -> float:
    """Give half the width of the 95 % interval of a mean (`degree` 0) or a trend a week (1) if news may last.

    `part` has one side or both. The number is for the average of the sides, each times its sign in `signs`: (1, 1) for
    both together, (1, -1) for half the gap between them. NaN for fewer than 5 weeks with articles.
    """
    bins = _bins(part, signs, degree=degree)
    if len(bins.week) < FEWEST_BINS:
        return np.nan
    if np.square(bins.rest).sum() < 1e-20:
        return 0.0
    errors, weights = _errors(bins, degree=degree)
    freedom = min(len(bins.week) - degree - 1, len(part.day) - 2)
    return _half_width(errors, weights, freedom)


def _bins(part: Sums, signs: Floats, *, degree: int) -> _Bins:
    width = max(DAYS_A_WEEK, float(part.days + 1) / MOST_BINS)
    number = ((part.day - part.day.min()) // width).astype(int)
    rests = _rests(part, degree=degree)
    n, squares, rest = (_by_bin(number, cells) for cells in (part.n, part.n**2, rests))
    there = n > 0
    safe = np.where(there, n, 1.0)
    n_sides = there.sum(axis=1)
    kept = n_sides > 0
    means = (rest / safe * signs).sum(axis=1)[kept] / n_sides[kept]
    noise = np.where(there, squares / safe**2, 0.0).sum(axis=1)[kept] / n_sides[kept] ** 2
    week = np.flatnonzero(kept).astype(np.float64) * np.float64(width / DAYS_A_WEEK)
    return _Bins(np.asarray(week, dtype=np.float64), means, noise)


def _rests(part: Sums, *, degree: int) -> Floats:
    """Give the sums of the polarities of each article and side, less what the side's own mean or trend gives them."""
    columns = [np.ones_like(part.day), part.day - part.day.mean()][: degree + 1]
    design = np.column_stack(columns)
    rests = np.empty_like(part.total)
    for side in range(part.n.shape[1]):
        weighted = design * part.n[:, [side]]
        fitted = design @ np.linalg.lstsq(weighted.T @ design, design.T @ part.total[:, side], rcond=None)[0]
        rests[:, side] = part.total[:, side] - part.n[:, side] * fitted
    return rests


def _by_bin(number: NDArray[np.int_], cells: Floats) -> Floats:
    return np.column_stack([np.bincount(number, column) for column in cells.T])


def _errors(bins: _Bins, *, degree: int) -> tuple[Floats, Floats]:
    """Give the standard error of the last coefficient under each model, and how likely each model is after the data.

    Models without a weight before the data are left out.
    """
    before = _before(float(np.ptp(bins.week)) + 1)
    design = np.column_stack([np.ones_like(bins.week), bins.week - bins.week.mean()][: degree + 1])
    covariances = _covariances(bins, MODELS[before > 0])
    factors = np.linalg.cholesky(covariances)
    both = np.column_stack([design, bins.rest])
    whitened = np.linalg.solve(factors, np.broadcast_to(both, (len(factors), *both.shape)))
    x, y = whitened[..., :-1], whitened[..., -1]
    crossed = np.einsum("mti,mtj->mij", x, x)
    moments = np.einsum("mti,mt->mi", x, y)
    explained = (moments * np.linalg.solve(crossed, moments[..., None])[..., 0]).sum(axis=1)
    freedom = len(bins.week) - degree - 1
    variance = (np.square(y).sum(axis=1) - explained) / freedom
    log_likelihood = (
        -np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
        - np.linalg.slogdet(crossed)[1] / 2
        - np.log(variance) * freedom / 2
    )
    weights = before[before > 0] * np.exp(log_likelihood - log_likelihood.max())
    scaled = design / bins.noise[:, None]
    estimate = np.linalg.solve(scaled.T @ design, scaled.T)[-1]
    errors = np.sqrt(np.einsum("s,mst,t->m", estimate, covariances, estimate) * variance)
    return errors, weights / weights.sum()


def _before(weeks: float) -> Floats:
    """Give the weights of `MODELS` before the data, for news over so many weeks."""
    young = np.clip((YEAR - weeks) / (YEAR - QUARTER), 0.0, 1.0)
    return np.asarray(young * OF_A_QUARTER + (1 - young) * OF_A_YEAR)


def _covariances(bins: _Bins, models: Floats) -> Floats:
    """Give the covariances of the bins under each of `models`, but for the variance of the noise."""
    usual = 1 / np.mean(1 / bins.noise)
    apart = np.abs(bins.week[:, None] - bins.week)
    lasting = {carried: carried**apart for carried in set(models[:, 0])}
    return np.stack([np.diag(bins.noise) + shock * usual * lasting[carried] for carried, shock in models])


def _half_width(errors: Floats, weights: Floats, freedom: int) -> float:
    """Give what the weighted mixture of Student's t, each with its standard error, exceeds in 5 % of the cases."""

    def too_often(width: float) -> float:
        return float(weights @ stdtr(freedom, -width / errors)) * 2 - (1 - LEVEL)

    return float(brentq(too_often, 0.0, 50.0 * float(errors.max()), rtol=1e-12))
