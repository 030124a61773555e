"""What a run says, and what it would say on some of its articles."""

from dataclasses import replace

import pytest

from tenor.narrative.changes import changes
from tenor.narrative.standing import on_articles, standing
from tests.narrative.test_changes import METHODS, run_of
from tests.narrative.test_comparison import SAID, rows


def test_a_standing_has_verdict_counts_means_and_trends() -> None:
    told = standing(run_of("one"))
    assert (told["run"], told["verdict"], told["side"], told["n_articles"], told["n_stances"]) == (
        "one", "flat", "both", 3, 4,
    )  # fmt: skip
    assert (told["first"], told["first_polarity"], told["first_change"]) == ("North", pytest.approx(0.3), 0.2)
    assert (told["second"], told["second_polarity"]) == ("South", pytest.approx(-0.2))


def test_on_some_articles_a_run_is_judged_anew() -> None:
    told = standing(on_articles(run_of("one"), {"a2"}))
    assert (told["n_articles"], told["n_stances"], told["verdict"]) == (1, 2, "too little to tell")
    assert (told["first_polarity"], told["second_polarity"]) == (pytest.approx(0.2), pytest.approx(-0.1))


def test_where_something_was_measured_differently_both_are_asked_on_the_articles_of_both() -> None:
    then, now = run_of("one", SAID[1:]), run_of("two", [*SAID[:3], ("a4:0-5", "South", 0.9)])
    told = rows(changes(then, now).tables["standings"])
    assert [row["state"] for row in told] == ["then", "now"]
    rescored = [(stance, side, tone and tone / 2) for stance, side, tone in SAID[:3]]
    told = rows(changes(then, run_of("two", rescored)).tables["standings"])
    assert [(row["state"], row["run"], row["n_articles"]) for row in told] == [
        ("then", "one", 2),
        ("articles of both, as then", "one", 1),
        ("articles of both, as now", "two", 1),
        ("now", "two", 2),
    ]
    assert told[1]["first_polarity"] == pytest.approx(2 * told[2]["first_polarity"])


def test_runs_without_an_article_in_common_have_nothing_to_be_asked_on() -> None:
    now = run_of("two", [("b1:0-5", "North", 0.1)])
    now = replace(now, methods={**METHODS, "scoring": "2"})
    assert [row["state"] for row in rows(changes(run_of("one"), now).tables["standings"])] == ["then", "now"]
