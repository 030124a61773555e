"""What the narrative was asked, as sentences and numbers in the report."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest

from tenor import tables
from tenor.report import ReportContents, report_html
from tenor.report.statistics import doubts, statistics

Build = Callable[..., ReportContents]
DAY = pd.Timestamp("2023-07-03")
BAND = {"low": -0.5, "high": -0.1}
ROWS: dict[str, list[dict[str, object]]] = {
    "trends": [
        {
            "side": "North",
            "left_out": "",
            "change": -0.3,
            **BAND,
            "n_stances": 9,
            "n_articles": 9,
            "days": 90,
            "note": "",
        },
        {
            "side": "both",
            "left_out": "Post",
            "change": -0.2,
            **BAND,
            "n_stances": 6,
            "n_articles": 6,
            "days": 90,
            "note": "",
        },
        {
            "side": "both",
            "left_out": "Echo",
            "change": 0.1,
            **BAND,
            "n_stances": 6,
            "n_articles": 6,
            "days": 90,
            "note": "",
        },
    ],
    "gaps": [
        {"side": "North", "less": "South", "gap": -0.3, **BAND, "course": "neither"}
        | {"change": 0.1, "change_low": -0.2, "change_high": 0.4, "n_stances": 9, "n_articles": 9, "note": "9 articles"}
    ],
    "reciprocity": [
        {"side": "South", "follows": "North", "period": "week", "lag": 2, "correlation": 0.4, "at_once": 0.1}
        | {
            "low": 0.2,
            "high": 0.6,
            "p": 0.001,
            "p_both": 0.002,
            "answers": "yes",
            "n_bins": 52,
            "n_filled": 50,
            "note": "",
        }
    ],
    "reactions": [
        {"side": "South", "to": "North", "period": "week", "reaction": 0.4, "reaction_low": 0.1, "reaction_high": 0.7}
        | {"fatigue": 0.2, "fatigue_low": 0.1, "fatigue_high": 0.3, "stable": "no", "n_bins": 52, "note": ""}
    ],
    "breaks": [
        {"side": "South", "period": "week", "bin": DAY, "before": 0.2, "after": -0.1, "shift": -0.3, **BAND}
        | {"p": 0.001, "p_all": 0.004, "breaks": "yes", "n_bins": 52, "note": ""}
    ],
    "around": [{"side": "South", "bin": DAY, "when": "after", "stance_id": "a0:50-66", "polarity": -0.4}],
    "extremes": [
        {"side": "North", "end": "floor", "period": "month", "bin": DAY, "polarity": -0.4, "since": 0.3}
        | {"low": 0.1, "high": 0.5, "p": 0.01, "holds": "yes", "n_stances": 9, "note": ""}
    ],
    "agreement": [
        {"other": "second", "side": "all", "tau": 0.4, "low": 0.3, "high": 0.5, "same_sign": 0.8}
        | {"n_stances": 9, "n_articles": 9}
    ],
}


@pytest.fixture
def asked(built: Build) -> ReportContents:
    made = {name: tables.frame(name, [{"scorer": "toy", **row} for row in rows]) for name, rows in ROWS.items()}
    evidence = [{"rank": i, "about": "trend", "sentence": f"Evidence {i}.", "strength": 5 - i} for i in range(1, 5)]
    return replace(built(2), tables=made | {"evidence": tables.frame("evidence", evidence)})


@pytest.mark.parametrize(
    "question, sentence",
    [
        (
            "How fast does the tone change?",
            "Mean polarity changes: North by −0.30 a year (95 % interval −0.50 to −0.10).",
        ),
        (
            "How far apart are the two, and do they come closer?",
            "North less South is −0.30 (95 % interval −0.50 to −0.10); whether they come closer cannot be told.",
        ),
        (
            "Does each side answer the other?",
            "South answers North (correlation +0.40 after 2 weeks, +0.10 at once, p = 0.002).",
        ),
        (
            "Do they drive each other on, or calm down?",
            "South takes up +0.40 of the tone of North a week (95 % interval +0.10 to +0.70); "
            "left alone, the two drive each other on.",
        ),
        (
            "When did a side's tone break?",
            "South breaks in the week of 3 July 2023: from +0.20 to −0.10, shift −0.30 "
            "(95 % interval −0.50 to −0.10), p = 0.004.",
        ),
        (
            "Was there a floor, or a ceiling?",
            "North had its floor in July 2023, at −0.40; since then +0.30 (95 % interval +0.10 to +0.50).",
        ),
    ],
)
def test_each_question_is_answered_in_a_sentence(asked: ReportContents, question: str, sentence: str) -> None:
    assert {answer.question: answer.sentence for answer in statistics(asked)}[question] == sentence


def test_doubts_tell_how_far_the_trend_moves_without_an_outlet_and_how_scorers_agree(asked: ReportContents) -> None:
    assert [answer.sentence for answer in doubts(asked)] == [
        "Without one outlet at a time, the trend runs: both sides together from −0.20 to +0.10 a year.",
        "Rank correlation with second +0.40 (95 % interval +0.30 to +0.50), the same sign in 80 %.",
    ]


def test_what_was_tested_and_not_found_is_not_what_could_not_be_asked(asked: ReportContents) -> None:
    tested = {**ROWS["breaks"][0], "scorer": "toy", "breaks": "no"}
    unasked = {**tested, "breaks": "", "bin": None, "note": "12 bins; 24 would be enough"}
    told = []
    for row in (tested, unasked):
        contents = replace(asked, tables={"breaks": tables.frame("breaks", [row])})
        told += [answer.sentence for answer in statistics(contents)]
    assert told == [
        "No level breaks by more than chance gives.",
        "Too little to tell: 12 bins; 24 would be enough.",
    ]


def test_tables_of_nothing_and_of_another_scorer_are_not_asked(asked: ReportContents) -> None:
    empty = {name: tables.frame(name, []) for name in ROWS}
    for contents in (replace(asked, tables=empty), replace(asked, scorer="other")):
        assert {answer.sentence for answer in [*statistics(contents), *doubts(contents)]} == {
            "Not asked: there is nothing to compare."
        }
    assert list(statistics(replace(asked, tables={}))) == []


def test_the_report_opens_with_the_three_strongest_and_shows_who_spoke_around_a_break(asked: ReportContents) -> None:
    root = ElementTree.fromstring(report_html(asked))
    (verdict, statistics_part) = (root.find(f".//section[@id='{name}']") for name in ("verdict", "statistics"))
    assert verdict is not None
    assert statistics_part is not None
    assert ["".join(item.itertext()) for item in verdict.findall(".//ol/li")] == [f"Evidence {i}." for i in (1, 2, 3)]
    (around,) = (t for t in statistics_part.iter("table") if t.findtext("caption") == "Stances around the breaks")
    told = " ".join("".join(around.itertext()).split())
    assert "−0.40after South broke, 3 July 2023Bo Ray (warned): “Stop it at once.”" in told
