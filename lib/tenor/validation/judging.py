"""What scorers make of labelled sentences: the table `judged`."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from tenor import tables
from tenor.errors import ParameterError
from tenor.records import Score
from tenor.sentiment import SCORERS, scorer_named
from tenor.validation.thresholds import Thresholds, best_thresholds, folds_of

FOLDS = 10


def chosen(scorers: str = "") -> tuple[str, ...]:
    """Give the scorers that a parameter names, separated by commas; all for none.

    Raises ParameterError for one that there is not.
    """
    names = tuple(dict.fromkeys(name.strip() for name in scorers.split(",") if name.strip()))
    for name in names:
        scorer_named(name)
    return names or tuple(SCORERS)


def judged(labelled: pd.DataFrame, scorers: Sequence[str], *, folds: int = FOLDS) -> pd.DataFrame:
    """Give what each scorer makes of each sentence of the table `labelled`, as the table `judged`.

    `answer` is the label at the thresholds that suit the sentences of the other folds best. A sentence in which nothing
    was assessed counts as polarity 0 there: it has to be called something.

    Raises ParameterError for fewer than two folds, and for a scorer that there is not.
    """
    if folds < 2:
        raise ParameterError(f"folds: {folds} is too few; 2 or more, so that thresholds come from other sentences")
    dealt = folds_of(list(labelled["text"]), list(labelled["label"]), n=folds)
    rows = [row for scorer in scorers for row in _of_scorer(labelled, scorer, dealt)]
    return tables.frame("judged", rows)


def _of_scorer(labelled: pd.DataFrame, scorer: str, dealt: np.typing.NDArray[np.int64]) -> Iterator[dict[str, object]]:
    score = scorer_named(scorer)
    scores = [score(text, cue) for text, cue in zip(labelled["text"], labelled["cue"], strict=True)]
    polarity = np.nan_to_num(np.array([score.polarity for score in scores], dtype=float))
    labels = labelled["label"].to_numpy(dtype=object)
    for fold in np.unique(dealt):
        others, mine = dealt != fold, np.flatnonzero(dealt == fold)
        thresholds = best_thresholds(polarity[others], labels[others]) if others.any() else Thresholds(0.0, 0.0)
        for place, answer in zip(mine, thresholds.labels(polarity[mine]), strict=True):
            yield {
                "sentence_id": labelled["sentence_id"].iloc[place],
                "scorer": scorer,
                "polarity": scores[place].polarity,
                "n_assessed": scores[place].n_assessed,
                "words": _words(scores[place]),
                "fold": int(fold),
                "low": thresholds.low,
                "high": thresholds.high,
                "answer": answer,
            }


def _words(score: Score) -> str:
    """Write what was assessed: `strongly +0.43; threat -0.50`."""
    return "; ".join(f"{' '.join(seen.words)} {seen.polarity:+.2f}" for seen in score.assessments)
