"""How good the answers of scorers are: the table `accuracy`, who was taken for whom, and the worst errors."""

from collections.abc import Iterator

import pandas as pd

from tenor import tables
from tenor.validation.measures import (
    Measured,
    measured_auc,
    measured_gap,
    measured_macro_f1,
    measured_share,
)
from tenor.validation.sentences import CONFRONTATION, COOPERATION, LABELS, NEUTRAL

ALL = "all"


def accuracy(labelled: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """Give every figure of every scorer of the table `judged`, as the table `accuracy`.

    `by` says among which sentences: all of them, those of a label, those of a phenomenon. `by` is "against" where the
    AUC of the scorer less that of another on the same sentences is meant. A sentence in which nothing was assessed
    counts as polarity 0 in the AUC. Figures that cannot be told from these sentences are left out: an AUC without both
    its labels.
    """
    told = judged.merge(labelled, on="sentence_id", validate="many_to_one").assign(
        known=lambda rows: rows["polarity"].fillna(0.0), right=lambda rows: rows["answer"] == rows["label"]
    )
    rows = [
        {"scorer": scorer, "by": by, "group": group, "measure": measure, **found._asdict()}
        for scorer in dict.fromkeys(judged["scorer"])
        for by, group, measure, found in _figures(told, scorer)
        if found.value == found.value
    ]
    return tables.frame("accuracy", rows)


def confusion(labelled: pd.DataFrame, judged: pd.DataFrame, scorer: str) -> pd.DataFrame:
    """Give how many sentences of each label (rows) got which answer (columns), in the order of the scale."""
    told = judged[judged["scorer"] == scorer].merge(labelled, on="sentence_id")
    counts = pd.crosstab(told["label"], told["answer"])
    return counts.reindex(index=list(LABELS), columns=list(LABELS), fill_value=0)


def worst_errors(labelled: pd.DataFrame, judged: pd.DataFrame, scorer: str, *, n: int = 10) -> pd.DataFrame:
    """Give the `n` wrong answers that lie farthest from the label, worst first, with the words that made them.

    `beyond` is how far the polarity would have to move for the right answer.
    """
    told = judged[judged["scorer"] == scorer].merge(labelled, on="sentence_id")
    wrong = told[told["answer"] != told["label"]]
    beyond = [_beyond(*row) for row in wrong[["label", "polarity", "low", "high"]].itertuples(index=False, name=None)]
    shown = ["label", "answer", "polarity", "beyond", "cue", "text", "words"]
    ordered = wrong.assign(beyond=beyond).sort_values(["beyond", "sentence_id"], ascending=[False, True])
    return ordered[shown].head(n).set_axis(range(1, min(n, len(ordered)) + 1))


def _beyond(label: str, polarity: float, low: float, high: float) -> float:
    known = polarity if polarity == polarity else 0.0
    if label == COOPERATION:
        return high - known
    return known - low if label == CONFRONTATION else max(low - known, known - high)


def _figures(told: pd.DataFrame, scorer: str) -> Iterator[tuple[str, str, str, Measured]]:
    mine = told[told["scorer"] == scorer]
    yield ALL, ALL, "AUC", measured_auc(*_ends(mine))
    yield ALL, ALL, "macro-F1", measured_macro_f1(mine["label"], mine["answer"])
    yield ALL, ALL, "not assessed", measured_share(mine["polarity"].isna())
    yield ALL, ALL, "exactly zero", measured_share(mine["polarity"] == 0)
    for label in (COOPERATION, CONFRONTATION, NEUTRAL):
        yield "label", label, "recall", measured_share(mine.loc[mine["label"] == label, "right"])
        yield "label", label, "precision", measured_share(mine.loc[mine["answer"] == label, "right"])
        yield "label", label, "not assessed", measured_share(mine.loc[mine["label"] == label, "polarity"].isna())
    for phenomenon, part in mine[mine["phenomenon"] != ""].groupby("phenomenon", sort=False):
        yield "phenomenon", str(phenomenon), "AUC", measured_auc(*_ends(part))
        yield "phenomenon", str(phenomenon), "right", measured_share(part["right"])
    for other in dict.fromkeys(told["scorer"]):
        if other != scorer:
            theirs = told[told["scorer"] == other]
            yield "against", other, "AUC", measured_gap(_ends(mine), _ends(theirs))


def _ends(rows: pd.DataFrame) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """Give the polarities of cooperation and those of confrontation, in the order of the sentences."""
    known = rows.sort_values("sentence_id")
    up, down = (known.loc[known["label"] == label, "known"] for label in (COOPERATION, CONFRONTATION))
    return up, down
