"""From polarity to a label: two thresholds, chosen on other sentences than those that they are used on.

A scorer gives a number, a person a label. Where the number turns from confrontation to neutral and on to cooperation
is not 0 for most scorers, so it has to be learned, and what is learned on a sentence must not be used to grade it:
sentences are dealt into parts, and the thresholds for each part are those that suit all the others best (stratified
cross-validation; Hastie, Tibshirani & Friedman 2009, "The Elements of Statistical Learning", 7.10).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor.corpus.identity import digest
from tenor.validation.sentences import CONFRONTATION, COOPERATION, LABELS, NEUTRAL

Floats = NDArray[np.float64]
Labels = NDArray[np.object_]

MOST_CUTS = 200
"""Where polarities have more different values, so many cuts are tried, with as many sentences between each two."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confrontation up to `low`, cooperation above `high`, neutral between; nothing is neutral where they are equal."""

    low: float
    high: float

    def labels(self, polarity: Floats) -> Labels:
        """Give the label of each polarity.

        >>> Thresholds(-0.1, 0.2).labels(np.array([-0.1, 0.2, 0.3])).tolist()
        ['confrontation', 'neutral', 'cooperation']
        """
        found = np.select([polarity <= self.low, polarity > self.high], [CONFRONTATION, COOPERATION], NEUTRAL)
        return found.astype(object)


def best_thresholds(polarity: Floats, labels: Labels) -> Thresholds:
    """Give the thresholds with the greatest macro-F1; of several, those nearest to 0.

    Without a neutral sentence the two are one. They lie half-way between polarities that occur, or at the ends of the
    scale.
    """
    cuts = _cuts(polarity)
    below = {label: np.searchsorted(np.sort(polarity[labels == label]), cuts, side="right") for label in LABELS}
    n = {label: int((labels == label).sum()) for label in LABELS}
    total = sum(below.values(), np.zeros(len(cuts), dtype=np.int64))
    one = np.arange(len(cuts))
    low, high = np.triu_indices(len(cuts)) if n[NEUTRAL] else (one, one)
    right = {
        CONFRONTATION: below[CONFRONTATION][low],
        NEUTRAL: below[NEUTRAL][high] - below[NEUTRAL][low],
        COOPERATION: n[COOPERATION] - below[COOPERATION][high],
    }
    given = {CONFRONTATION: total[low], NEUTRAL: total[high] - total[low], COOPERATION: len(labels) - total[high]}
    f1 = sum((2 * right[label] / (given[label] + n[label]) for label in LABELS if n[label]), np.zeros(len(low)))
    from_zero = np.abs(cuts[low]) + np.abs(cuts[high])
    best = np.lexsort((from_zero, -np.round(f1, 12)))[0]
    return Thresholds(float(cuts[low[best]]), float(cuts[high[best]]))


def folds_of(texts: Sequence[str], labels: Sequence[str], *, n: int) -> NDArray[np.int64]:
    """Deal sentences into `n` parts with the same shares of labels: the part of each, from 0.

    The part is decided by the text, not by its place or by chance, and the same text is always in one part.
    """
    told = pd.DataFrame({"text": list(texts), "label": list(labels)}, dtype=object)
    firsts = told.drop_duplicates("text")
    order = firsts.assign(digest=[digest(text) for text in firsts["text"]]).sort_values(["label", "digest"])
    part = dict(zip(order["text"], np.arange(len(order)) % n, strict=True))
    return np.array([part[text] for text in told["text"]], dtype=np.int64)


def _cuts(polarity: Floats) -> Floats:
    values = np.unique(polarity)
    if len(values) > MOST_CUTS:
        values = np.unique(np.quantile(polarity, np.linspace(0, 1, MOST_CUTS), method="lower"))
    return np.unique(np.concatenate([[-1.0], (values[:-1] + values[1:]) / 2, [1.0]]))
