"""Macro-F1, AUC and shares, each with a 95 % interval.

Intervals of shares are Wilson's (1927). The others are percentiles of the bootstrap over sentences (Efron &
Tibshirani 1993): all sentences are drawn anew, for the AUC within each label. Both from scipy. The draws are the same
each time, so the same table gives the same interval.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tenor.validation.sentences import LABELS

LEVEL = 0.95
RESAMPLES = 2000
CELLS = 2_000_000
"""How many sentences are drawn at a time, all resamples together; it bounds memory, and changes no number."""


class Measured(NamedTuple):
    """A figure with its 95 % interval and the number of sentences that it rests on; NaN where there is none."""

    value: float
    low: float
    high: float
    n: int


def auc(cooperation: ArrayLike, confrontation: ArrayLike) -> float:
    """Give how often a sentence of cooperation has the higher polarity than one of confrontation; a tie is half.

    The area under the ROC curve, which is Mann and Whitney's U over the number of pairs (Hanley & McNeil 1982). .5 is
    chance. NaN where one of the two is empty.

    >>> auc([0.5, 0.0], [0.0, -0.5])
    0.875
    """
    one, other = np.asarray(cooperation, dtype=float), np.asarray(confrontation, dtype=float)
    return float(_auc(one, other)) if one.size and other.size else math.nan


def macro_f1(labels: ArrayLike, answers: ArrayLike) -> float:
    """Give the mean over the labels that occur of F1, twice the right answers over the times it was given or due.

    A label that was never due but given counts in no mean of its own; it costs where it was given wrongly.

    >>> round(macro_f1(["neutral", "neutral", "cooperation"], ["neutral", "cooperation", "cooperation"]), 3)
    0.667
    """
    return float(_macro_f1(_codes(labels), _codes(answers)))


def measured_auc(cooperation: ArrayLike, confrontation: ArrayLike) -> Measured:
    """Give the AUC with its interval."""
    one, other = np.asarray(cooperation, dtype=float), np.asarray(confrontation, dtype=float)
    value = auc(one, other)
    low, high = _interval(_auc, one, other, paired=False) if min(one.size, other.size) > 1 else (math.nan, math.nan)
    return Measured(value, low, high, one.size + other.size)


def measured_macro_f1(labels: ArrayLike, answers: ArrayLike) -> Measured:
    """Give the macro-F1 with its interval; the thresholds behind the answers are not chosen anew in it."""
    due, given = _codes(labels), _codes(answers)
    low, high = _interval(_macro_f1, due, given, paired=True) if due.size > 1 else (math.nan, math.nan)
    return Measured(float(_macro_f1(due, given)), low, high, due.size)


def measured_share(hits: ArrayLike) -> Measured:
    """Give the share of what is true among `hits` with Wilson's interval; NaN where there is nothing.

    >>> [round(number, 3) for number in measured_share([True, False, False, False])]
    [0.25, 0.046, 0.699, 4]
    """
    from scipy.stats import binomtest

    found = np.asarray(hits, dtype=bool)
    if not found.size:
        return Measured(math.nan, math.nan, math.nan, 0)
    interval = binomtest(int(found.sum()), found.size).proportion_ci(LEVEL, method="wilson")
    return Measured(float(found.mean()), float(interval.low), float(interval.high), found.size)


def measured_gap(one: tuple[ArrayLike, ArrayLike], other: tuple[ArrayLike, ArrayLike]) -> Measured:
    """Give by how much the AUC of `one` is above that of `other` on the same sentences, with its interval.

    Each is (polarities of cooperation, polarities of confrontation) in the same order. Two scorers whose own intervals
    overlap can differ all the same: what is hard for one is mostly hard for the other, and that cancels out here.
    """
    first, second = ([np.asarray(part, dtype=float) for part in parts] for parts in (one, other))
    places = [np.arange(part.size) for part in first]
    if min(part.size for part in first) < 2:
        return Measured(math.nan, math.nan, math.nan, sum(part.size for part in first))

    def gap(up: NDArray[np.int64], down: NDArray[np.int64], axis: int = -1) -> Any:
        return _auc(first[0][up], first[1][down], axis) - _auc(second[0][up], second[1][down], axis)

    low, high = _interval(gap, *places, paired=False)
    return Measured(float(gap(places[0], places[1])), low, high, sum(part.size for part in first))


def _auc(cooperation: NDArray[Any], confrontation: NDArray[Any], axis: int = -1) -> Any:
    from scipy.stats import mannwhitneyu

    pairs = cooperation.shape[axis] * confrontation.shape[axis]
    return mannwhitneyu(cooperation, confrontation, axis=axis, method="asymptotic").statistic / pairs


def _macro_f1(due: NDArray[Any], given: NDArray[Any], axis: int = -1) -> Any:
    total, n_labels = np.zeros(np.delete(due.shape, axis)), np.zeros(np.delete(due.shape, axis))
    for code in range(len(LABELS)):
        is_due, is_given = due == code, given == code
        asked = is_due.sum(axis=axis)
        f1 = 2 * (is_due & is_given).sum(axis=axis) / np.maximum(asked + is_given.sum(axis=axis), 1)
        total, n_labels = total + np.where(asked > 0, f1, 0.0), n_labels + (asked > 0)
    return total / np.maximum(n_labels, 1)


def _codes(labels: ArrayLike) -> NDArray[np.int64]:
    return np.array([LABELS.index(label) for label in np.asarray(labels, dtype=object)], dtype=np.int64)


def _interval(statistic: Callable[..., Any], *data: NDArray[Any], paired: bool) -> tuple[float, float]:
    from scipy.stats import bootstrap

    found = bootstrap(
        data,
        statistic,
        n_resamples=RESAMPLES,
        batch=max(1, CELLS // max(part.size for part in data)),
        vectorized=True,
        paired=paired,
        confidence_level=LEVEL,
        method="percentile",
        random_state=np.random.default_rng(0),
    )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)
