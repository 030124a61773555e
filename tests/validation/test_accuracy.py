"""From labelled sentences and answers to figures, on tables small enough to check by hand."""

import math

import pandas as pd
import pytest

from tenor import tables
from tenor.errors import ParameterError
from tenor.records import Assessment, Score
from tenor.sentiment import SCORERS
from tenor.validation import accuracy, chosen, confusion, judged, labelled_sentences, worst_errors

COOP, NEUT, CONF = "cooperation", "neutral", "confrontation"
# label, phenomenon, polarity given (None: nothing assessed), answer at the thresholds -.1 and .1
SIX = [
    (COOP, "plain", 0.6, COOP),
    (COOP, "plain", None, NEUT),
    (COOP, "idiom", -0.8, CONF),
    (CONF, "plain", -0.4, CONF),
    (CONF, "idiom", 0.0, NEUT),
    (NEUT, "plain", 0.5, COOP),
]


def labelled() -> pd.DataFrame:
    rows = (
        {"sentence_id": str(i), "text": f"t{i}", "cue": "", "label": label, "phenomenon": what}
        for i, (label, what, _, _) in enumerate(SIX)
    )
    return tables.frame("labelled", rows)


def answers(scorer: str = "toy") -> pd.DataFrame:
    at = {"fold": 0, "low": -0.1, "high": 0.1, "words": "", "n_assessed": 1, "scorer": scorer}
    rows = ({**at, "sentence_id": str(i), "polarity": p, "answer": a} for i, (_, _, p, a) in enumerate(SIX))
    return tables.frame("judged", rows)


def value(found: pd.DataFrame, measure: str, by: str = "all", group: str = "all") -> float:
    row = found[(found["measure"] == measure) & (found["by"] == by) & (found["group"] == group)]
    return float(row["value"].item())


def test_figures_of_six_sentences() -> None:
    found = accuracy(labelled(), answers())
    # Pairs: .6 beats both; nothing assessed counts as 0: beats -.4, level with 0; -.8 loses both. 3.5 of 6.
    assert value(found, "AUC") == pytest.approx(3.5 / 6)
    # cooperation: given 2, due 3, right 1: .4. confrontation: given 2, due 2, right 1: .5. neutral: none right.
    assert value(found, "macro-F1") == pytest.approx((0.4 + 0.5 + 0) / 3)
    assert value(found, "not assessed") == pytest.approx(1 / 6)
    assert value(found, "exactly zero") == pytest.approx(1 / 6)
    assert value(found, "recall", "label", COOP) == pytest.approx(1 / 3)
    assert value(found, "precision", "label", COOP) == pytest.approx(1 / 2)
    assert value(found, "recall", "label", NEUT) == 0
    assert value(found, "AUC", "phenomenon", "plain") == 1
    assert value(found, "AUC", "phenomenon", "idiom") == 0
    assert value(found, "right", "phenomenon", "plain") == pytest.approx(2 / 4)


def test_a_figure_that_cannot_be_told_has_no_row() -> None:
    two = labelled().iloc[[0, 5]]
    found = accuracy(two, answers().iloc[[0, 5]])
    assert "AUC" not in set(found["measure"])
    assert not ((found["measure"] == "recall") & (found["group"] == CONF)).any()


def test_scorers_are_compared_on_the_same_sentences() -> None:
    found = accuracy(labelled(), pd.concat([answers("one"), answers("two")]))
    gap = found[found["by"] == "against"]
    assert gap[["scorer", "group"]].to_numpy().tolist() == [["one", "two"], ["two", "one"]]
    assert gap["value"].tolist() == [0, 0]


def test_confusion_counts_answers_by_label_in_the_order_of_the_scale() -> None:
    found = confusion(labelled(), answers(), "toy")
    assert list(found.index) == list(found.columns) == [CONF, NEUT, COOP]
    assert found.to_numpy().tolist() == [[1, 1, 0], [0, 0, 1], [1, 1, 1]]


def test_the_worst_error_is_the_one_farthest_from_its_label() -> None:
    found = worst_errors(labelled(), answers(), "toy", n=3)
    # -.8 is .9 below the upper threshold; .5 is .4 above it; 0 is .1 off either end, and nothing assessed counts as 0.
    assert list(found["text"]) == ["t2", "t5", "t1"]
    assert list(found["beyond"]) == pytest.approx([0.9, 0.4, 0.1])
    assert list(found.index) == [1, 2, 3]


def test_a_scorer_answers_each_sentence_once_with_thresholds_of_other_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    polarity = {"up": 0.5, "down": -0.5, "odd": 0.9}

    def toy(text: str, cue: str = "") -> Score:
        known = polarity[text.split(maxsplit=1)[0]]
        return Score(known, math.nan, 1, (Assessment((text.split(maxsplit=1)[0], cue), known, math.nan),))

    monkeypatch.setitem(SCORERS, "toy", toy)
    texts = [*(f"up {i}" for i in range(10)), *(f"down {i}" for i in range(10)), "odd 0"]
    labels = [COOP] * 10 + [CONF] * 10 + [CONF]
    rows = (
        {"sentence_id": text, "text": text, "cue": "said", "label": label, "phenomenon": ""}
        for text, label in zip(texts, labels, strict=True)
    )
    found = judged(tables.frame("labelled", rows), ["toy"], folds=5).set_index("sentence_id")
    assert set(found.index) == set(texts)
    assert found.loc["odd 0", "answer"] == COOP
    assert found.loc["up 1", "words"] == "up said +0.50"
    assert len(found.groupby(["fold", "low", "high"])) == len(set(found["fold"])) == 5
    assert found["low"].equals(found["high"])


def test_every_scorer_there_is_can_be_checked_on_the_projects_sentences() -> None:
    sentences = labelled_sentences()
    found = accuracy(sentences, judged(sentences, chosen()))
    assert set(found["scorer"]) == set(SCORERS)
    assert len(found[(found["by"] == "all")]) == 4 * len(SCORERS)


def test_scorers_are_named_by_commas_and_all_are_meant_by_none() -> None:
    assert chosen() == tuple(SCORERS)
    assert chosen(" vader, textblob,vader") == ("vader", "textblob")
    with pytest.raises(ParameterError, match="no scorer 'textblod'; did you mean 'textblob'"):
        chosen("textblod")


def test_one_fold_is_refused() -> None:
    with pytest.raises(ParameterError, match="folds: 1 is too few"):
        judged(labelled(), ["textblob"], folds=1)
