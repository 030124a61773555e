"""The zero of the index."""

import math

import pandas as pd
import pytest

from tenor.errors import ParameterError
from tenor.narrative.baseline import BASELINES, baselines
from tenor.narrative.timeline import timeline
from tenor.relation import Baseline, load
from tests.narrative.worlds import told

DOCUMENTED = (Baseline("US", "vader", 0.2, "a book"), Baseline("China", "vader", -0.1, "a book"))
TALKATIVE = [("a1", "2023-01-05", "US", 0.6)] * 3 + [
    ("b1", "2023-02-05", "US", 0.2),
    ("b1", "2023-02-05", "China", -0.4),
]


def zeros(rows: pd.DataFrame) -> dict[str, float]:
    return {str(side): float(zero) for side, zero in zip(rows["side"], rows["baseline"], strict=True)}


def test_the_corpus_baseline_weighs_each_article_alike() -> None:
    stances, scores, _ = told(TALKATIVE)
    rows = baselines(stances, scores, scorer="vader")
    assert zeros(rows) == pytest.approx({"US": 0.4, "China": -0.4})
    assert list(rows["n_articles"]) == [1, 2]
    assert set(rows["source"]) == {"mean of the articles read, each weighing alike"}


def test_undated_articles_count_and_unscored_ones_do_not() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5), ("b1", "2023-01-01", "US", 0.1), ("c1", "", "US", math.nan)])
    (row,) = baselines(stances, scores, scorer="vader").to_dict("records")
    assert (row["baseline"], row["n_articles"]) == (pytest.approx(0.3), 2)


def test_a_side_that_nothing_was_scored_of_has_no_corpus_baseline() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5), ("a1", "", "China", math.nan)])
    assert math.isnan(zeros(baselines(stances, scores, scorer="vader"))["China"])


def test_the_profile_s_numbers_come_with_their_source() -> None:
    stances, scores, _ = told(TALKATIVE)
    rows = baselines(stances, scores, scorer="vader", baseline="profile", documented=DOCUMENTED)
    assert zeros(rows) == {"US": 0.2, "China": -0.1}
    assert set(rows["source"]) == {"a book"}


def test_observers_need_no_number_of_the_profile_but_sides_do() -> None:
    stances, scores, _ = told([*TALKATIVE, ("b1", "2023-02-05", "observer", 0.1)])
    rows = baselines(stances, scores, scorer="vader", baseline="profile", documented=DOCUMENTED)
    assert math.isnan(zeros(rows)["observer"])
    with pytest.raises(ParameterError, match=r"no baseline of China for the scorer 'vader'; add it under \[\[baselin"):
        baselines(stances, scores, scorer="vader", baseline="profile", documented=DOCUMENTED[:1])


def test_an_unknown_baseline_names_the_choices() -> None:
    stances, scores, _ = told(TALKATIVE)
    with pytest.raises(
        ParameterError, match=r"no baseline 'corpse'; did you mean 'corpus'\? Known: corpus, none, profile"
    ):
        timeline(stances, scores, scorer="vader", baseline="corpse")


@pytest.mark.parametrize("choice", BASELINES)
def test_the_timeline_is_relative_to_the_baseline_and_raw_polarity_stays(choice: str) -> None:
    stances, scores, _ = told([*TALKATIVE, ("c1", "2023-02-05", "US", 0.0)])
    line = timeline(stances, scores, scorer="vader", baseline=choice, documented=DOCUMENTED)
    raw = timeline(stances, scores, scorer="vader")
    columns = ["polarity", "low", "high", "n_stances"]
    pd.testing.assert_frame_equal(line[columns], raw[columns])
    for relative, polarity in (("relative", "polarity"), ("relative_low", "low"), ("relative_high", "high")):
        pd.testing.assert_series_equal(line[relative], line[polarity] - line["baseline"], check_names=False)


def test_no_baseline_is_polarity_itself() -> None:
    stances, scores, _ = told(TALKATIVE)
    line = timeline(stances, scores, scorer="vader", baseline="none")
    pd.testing.assert_series_equal(line["relative"], line["polarity"], check_names=False)


def test_no_stance_gives_an_empty_table() -> None:
    stances, scores, _ = told(TALKATIVE)
    for choice in BASELINES:
        assert baselines(stances[:0], scores[:0], scorer="vader", baseline=choice).empty


def test_the_shipped_profile_documents_both_sides() -> None:
    sides = {(one.side, one.scorer) for one in load("us-china").baselines}
    assert {("US", "textblob"), ("China", "textblob"), ("US", "vader"), ("China", "vader")} <= sides
