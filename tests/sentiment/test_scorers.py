"""Scorers by name, and scoring stances with them."""

from collections.abc import Iterator

import pytest

from tenor import tables
from tenor.errors import ParameterError
from tenor.sentiment import DEFAULT_SCORER, SCORERS, explain_stances, score_stances, scorer_named

STANCES = [("a:0-9", "good talks", "said"), ("a:9-20", "a trade dispute", "")]


def test_every_scorer_takes_a_text_alone_or_with_its_cue() -> None:
    for scorer in SCORERS.values():
        assert scorer("good talks").polarity == scorer("good talks", cue="said").polarity > 0


def test_a_scorer_is_found_by_its_name() -> None:
    assert scorer_named("vader") is SCORERS["vader"]


def test_an_unknown_scorer_is_refused_with_the_known_ones_before_any_stance_is_read() -> None:
    with pytest.raises(ParameterError, match=r"no scorer 'textblod'; did you mean 'textblob'\? Known: diplomatic"):
        score_stances(iter(STANCES), scorers=["vader", "textblod"])


def test_each_stance_gets_a_score_of_each_scorer_in_order() -> None:
    found = [(stance_id, name) for stance_id, name, _ in score_stances(STANCES, scorers=["vader", "textblob"])]
    assert found == [("a:0-9", "vader"), ("a:0-9", "textblob"), ("a:9-20", "vader"), ("a:9-20", "textblob")]


def test_stances_are_read_as_scores_are_asked_for() -> None:
    read = []

    def stream() -> Iterator[tuple[str, str, str]]:
        for stance in STANCES:
            read.append(stance[0])
            yield stance

    scores = score_stances(stream(), scorers=["vader"])
    assert read == []
    next(scores)
    assert read == ["a:0-9"]


def test_scores_make_the_declared_tables() -> None:
    scored = list(score_stances(STANCES, scorers=["textblob", "vader"]))
    scores, assessments = tables.scores_table(scored), tables.assessments_table(scored)
    assert list(scores["n_assessed"]) == [1, 1, 0, 1]
    assert list(scores["polarity"].isna()) == [False, False, True, False]
    assert scores["subjectivity"].isna()[scores["scorer"] == "vader"].all()
    assert list(assessments["words"]) == ["good", "good", "dispute"]


def test_explained_stances_make_the_declared_tables_with_places_weights_and_rules() -> None:
    scored = list(explain_stances([("a:0-9", "ended talks", "said")], scorers=["diplomatic", "textblob", "vader"]))
    cells = tables.assessments_table(scored).iloc[0]
    assert (cells["words"], cells["span"], cells["rule"]) == ("talks", "6-11", "undone by ended")
    assert cells["weight"] == scored[0][2].polarity < 0


def test_an_unknown_scorer_is_refused_before_any_stance_is_explained() -> None:
    with pytest.raises(ParameterError, match="no scorer 'textblod'"):
        explain_stances(iter(STANCES), scorers=["textblod"])


def test_the_default_scorer_is_one_of_them() -> None:
    assert DEFAULT_SCORER in SCORERS
