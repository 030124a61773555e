"""How often a scorer is right: labelled sentences, the scorer's answers, and how good they are, with intervals.

`labelled_sentences` reads what people labelled, `judged` lets scorers answer, `accuracy` counts. The tables are
`labelled`, `judged` and `accuracy`.
"""

from tenor.validation.accuracy import accuracy, confusion, worst_errors
from tenor.validation.judging import chosen, judged
from tenor.validation.measures import auc, macro_f1
from tenor.validation.sentences import CONFRONTATION, COOPERATION, LABELS, NEUTRAL, OWN, labelled_sentences
from tenor.validation.thresholds import Thresholds, best_thresholds, folds_of

__all__ = [
    "CONFRONTATION",
    "COOPERATION",
    "LABELS",
    "NEUTRAL",
    "OWN",
    "Thresholds",
    "accuracy",
    "auc",
    "best_thresholds",
    "chosen",
    "confusion",
    "folds_of",
    "judged",
    "labelled_sentences",
    "macro_f1",
    "worst_errors",
]
