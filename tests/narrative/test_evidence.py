"""The strongest evidence: ranked, in sentences, for and against."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from tenor import tables
from tenor.narrative import agreement, breaks, evidence, extremes, gaps, reciprocity, trends
from tests.narrative.worlds import SIDES, World, told, year

CHANGE = {"left_out": "", "n_stances": 90, "n_articles": 30, "days": 300, "widened": 1.0, "note": "90 stances"}
ANSWER = {"period": "week", "lag": 1.0, "at_once": 0.1, "p": 0.01, "n_bins": 60, "n_filled": 60, "note": ""}


def made_of(**rows: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    return {name: tables.frame(name, [{"scorer": "diplomatic", **row} for row in made]) for name, made in rows.items()}


def changes(both: float, half: float, *, scorer: str = "diplomatic", sides: float = 0.0) -> list[dict[str, Any]]:
    values = {"both": both, "US": sides, "China": sides}
    return [
        {**CHANGE, "scorer": scorer, "side": side, "change": value, "low": value - half, "high": value + half}
        for side, value in values.items()
    ]


def answer(side: str, follows: str, correlation: float, answers: str) -> dict[str, Any]:
    ends = {"low": correlation - 0.2, "high": correlation + 0.2}
    return {
        **ANSWER,
        "side": side,
        "follows": follows,
        "correlation": correlation,
        **ends,
        "p_both": 0.02,
        "answers": answers,
    }


def found(made: Mapping[str, pd.DataFrame]) -> list[tuple[str, float]]:
    rows = evidence(made, scorer="diplomatic")
    assert list(rows["rank"]) == list(range(1, len(rows) + 1))
    return [(about, round(strength, 3)) for about, strength in zip(rows["about"], rows["strength"], strict=True)]


def sentence(made: Mapping[str, pd.DataFrame], about: str) -> str:
    rows = evidence(made, scorer="diplomatic")
    return str(rows[rows["about"] == about]["sentence"].item())


def test_a_sure_trend_counts_by_how_far_it_is_from_none() -> None:
    made = made_of(trends=changes(-0.4, 0.1))
    assert found(made) == [("trend", 4.0)]
    assert sentence(made, "trend") == (
        "Mean polarity of both sides together changes by −0.40 a year (95 % interval −0.50 to −0.30)."
    )


def test_the_surest_trend_is_told() -> None:
    assert sentence(made_of(trends=changes(-0.2, 0.1, sides=-0.5)), "trend").startswith("Mean polarity of US changes")


def test_an_open_trend_is_evidence_too_and_ranks_below_what_is_sure() -> None:
    gap = {"side": "US", "less": "China", "gap": 0.3, "low": 0.1, "high": 0.5, "course": "neither"}
    counts = {"n_stances": 9, "n_articles": 9, "note": ""}
    made = made_of(trends=changes(0.06, 0.3), gaps=[{**gap, **counts}])
    assert found(made) == [("gap", 1.5), ("trend", 0.8)]
    assert sentence(made, "trend").startswith("The trend of both sides together is open: +0.06 a year")
    assert sentence(made, "gap") == (
        "US is the more conciliatory of the two, China the less (gap +0.30, 95 % interval +0.10 to +0.50)."
    )


def test_a_trend_that_is_surely_small_is_told_as_that() -> None:
    made = made_of(trends=changes(0.01, 0.03))
    assert found(made) == [("trend", 3.0)]
    assert "surely changes by less than 0.10 a year" in sentence(made, "trend")


def test_too_little_is_told_with_no_strength() -> None:
    lacking = {**CHANGE, "side": "both", "note": "US has one article; 8 would be enough"}
    made = made_of(trends=[lacking])
    assert found(made) == [("trend", 0.0)]
    assert sentence(made, "trend") == "There is no trend: US has one article; 8 would be enough."


def test_answers_in_both_directions_are_as_sure_as_the_less_sure_of_them() -> None:
    both = [answer("US", "China", 0.6, "yes"), answer("China", "US", 0.3, "yes")]
    made = made_of(trends=changes(0.0, 0.2), reciprocity=both)
    assert found(made)[0] == ("answers", 1.5)
    assert sentence(made, "answers") == (
        "Each side answers the other's moves: US 1 week after China, correlation +0.60 (p = 0.020); "
        "China 1 week after US, correlation +0.30 (p = 0.020)."
    )


@pytest.mark.parametrize(
    "first, second, says",
    [
        ("yes", "no", "US answers the moves of China, not the other way round"),
        ("no", "no", "Neither side can be shown"),
    ],
)
def test_answers_in_one_direction_or_none_are_told(first: str, second: str, says: str) -> None:
    rows = [answer("US", "China", 0.6, first), answer("China", "US", 0.05, second)]
    assert sentence(made_of(trends=changes(0.0, 0.2), reciprocity=rows), "answers").startswith(says)


def test_breaks_floors_and_what_did_not_hold() -> None:
    broken = {"side": "China", "period": "week", "bin": "2023-02-06", "before": 0.2, "after": -0.1, "shift": -0.3}
    chance = {"low": -0.4, "high": -0.2, "p": 0.01, "p_all": 0.02, "breaks": "yes", "n_bins": 52, "note": ""}
    floor = {"side": "US", "end": "floor", "period": "month", "bin": "2023-03-01", "polarity": -0.3, "since": 0.25}
    turned = {"low": 0.15, "high": 0.35, "p": 0.01, "holds": "yes", "n_stances": 20, "note": ""}
    made = made_of(
        trends=changes(0.0, 0.2),
        breaks=[{**broken, **chance}, {**broken, **chance, "shift": -0.9, "breaks": "no"}],
        extremes=[{**floor, **turned}, {**floor, **turned, "end": "ceiling", "holds": "no"}],
    )
    assert found(made) == [("break", 3.0), ("floor", 2.5), ("trend", 1.0)]
    assert sentence(made, "break") == (
        "Mean polarity of China falls from +0.20 to −0.10 in the week of 6 February 2023 "
        "(by −0.30, 95 % interval −0.40 to −0.20)."
    )
    assert sentence(made, "floor") == (
        "The tone of US has a floor at −0.30 in March 2023; since then it lies +0.25 from there "
        "(95 % interval +0.15 to +0.35)."
    )


@pytest.mark.parametrize(
    "mine, theirs, says, strength",
    [
        (-0.4, -0.3, "Two scorers agree that both sides together fall: ", 3.0),
        (-0.4, 0.3, "vader sees the opposite of what diplomatic sees: ", 3.0),
        (-0.4, 0.02, "vader does not see what diplomatic sees: ", 0.8),
        (-0.05, -0.3, "The interval of diplomatic alone holds 0: ", 0.0),
        (-0.05, 0.02, "The intervals of both scorers hold 0: ", 0.8),
    ],
)
def test_another_scorer_agrees_or_does_not(mine: float, theirs: float, says: str, strength: float) -> None:
    rows = [*changes(mine, 0.1), *changes(theirs, 0.1, scorer="vader")]
    made = made_of(trends=rows)
    assert dict(found(made))["agreement"] == strength
    assert sentence(made, "agreement").startswith(says)


def all_of(world: World, scorer: str) -> dict[str, pd.DataFrame]:
    stances, scores, articles = world
    given: dict[str, Any] = {"scorers": [scorer], "sides": SIDES}
    return {
        "trends": trends(stances, scores, articles, **given),
        "reciprocity": reciprocity(stances, scores, **given),
        "breaks": breaks(stances, scores, **given),
        "extremes": extremes(stances, scores, **given),
        "gaps": gaps(stances, scores, articles, **given),
        "agreement": agreement(stances, scores, **given),
    }


def test_of_a_planted_fall_the_trend_is_told_and_each_thing_once() -> None:
    rows = evidence(all_of(year(1, articles=120, fall=0.5), "v"), scorer="v")
    assert "trend" in list(rows["about"])
    assert rows["about"].is_unique
    assert (rows["strength"].diff().dropna() <= 0).all()
    assert rows["sentence"].str.endswith(".").all()
    assert not rows["sentence"].str.contains("nan").any()


def test_of_one_article_there_is_what_is_lacking() -> None:
    rows = evidence(
        all_of(told([("a1", "2023-07-01", "US", 0.5), ("a1", "2023-07-01", "China", 0.1)]), "vader"), scorer="vader"
    )
    assert list(rows["about"]) == ["trend"]
    assert rows["strength"][0] == 0.0
    assert not math.isnan(rows["strength"][0])
