"""The verdict through time as a figure: what is marked, what is kept apart, and what is said where there is nothing."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas

from tenor.charts import draw_trends, draw_verdicts, history_figure, render, svg
from tenor.charts.figure import NARROW, WIDE
from tenor.charts.history import SCALE
from tenor.narrative import VERDICTS
from tenor.narrative.history import PastVerdict, history
from tenor.narrative.looks import Break, Look
from tests.charts.overlap import outside, overlapping

SIDES = ("US", "China")
LETTERS = {"a": ("flat", "both"), "b": ("falling", "both"), "c": ("falling", "China"), "t": ("too little to tell", "")}
FIRST = dt.datetime(2026, 8, 31, 6, tzinfo=dt.UTC)
BROKE = (Break("China", dt.date(2026, 3, 2), "week", -0.3),)


def made(letters: str, *, scoring: str = "", breaks: Sequence[int] = (), known: bool = True) -> pd.DataFrame:
    """Give the history of runs a week apart; x is one that failed. `scoring` names the version of each run."""
    told = []
    for week, letter in enumerate(letters):
        began, run = FIRST + dt.timedelta(weeks=week), f"run {week}"
        if letter == "x":
            told.append(PastVerdict(run, began, "failed"))
            continue
        change = -0.1 * (letter in "bc") if known and letter != "t" else np.nan
        cells = {"change": change, "low": change - 0.2, "high": change + 0.2, "n_stances": 9, "n_articles": 3}
        reading = {"scoring": (scoring or "1" * len(letters))[week]}
        look = Look(run, run, run, *LETTERS[letter], BROKE if week in breaks else (), reading)
        told.append(PastVerdict(run, began, "ok", look, 0.1, dict.fromkeys(SIDES, cells)))
    return history(told)


def axes(table: pd.DataFrame) -> Canvas:
    canvas = Canvas()
    trends, verdicts = canvas.subplots(2, 1, sharex=True)
    draw_trends(trends, table, sides=SIDES)
    draw_verdicts(verdicts, table, sides=SIDES)
    return canvas


def marks(table: pd.DataFrame, marker: str) -> list[float]:
    """Give the heights at which a marker stands in the lower panel."""
    lines = axes(table).axes[1].lines
    return [float(y) for line in lines if line.get_marker() == marker for y in np.asarray(line.get_ydata())]


def test_the_scale_has_every_verdict() -> None:
    assert sorted(SCALE) == sorted(VERDICTS)


@pytest.mark.parametrize(
    "letters, title",
    [
        ("", "There is no verdict yet"),
        ("xx", "There is no verdict yet"),
        ("a", "One run: flat"),
        ("aab", "The last run says falling, and no second one has agreed yet"),
        ("aabcc", "Falling (China) in the last 2 runs, since 21 September 2026"),
        ("ttxt", "Too little to tell in the last 3 runs, since 31 August 2026"),
    ],
)
def test_the_title_says_what_holds_and_since_when(letters: str, title: str) -> None:
    assert history_figure(made(letters)).title == title


def test_each_run_has_a_mark_at_its_verdict_and_one_that_failed_below_all() -> None:
    table = made("atbx")
    verdict_lines = axes(table).axes[1].lines
    heights = sorted(
        float(y) for line in verdict_lines if line.get_linestyle() == "None" for y in np.asarray(line.get_ydata())
    )
    assert heights == [-len(SCALE), -SCALE.index("falling"), -SCALE.index("too little to tell"), -SCALE.index("flat")]
    assert [label.get_text() for label in axes(table).axes[1].get_yticklabels()] == [*SCALE, "no result"]


def test_a_verdict_about_one_side_has_the_look_of_that_side() -> None:
    assert len(marks(made("aacc"), "s")) == 2
    assert len(marks(made("aabb"), "s")) == 0


def test_agreement_on_a_verdict_is_ringed_and_on_a_break_alone_has_a_diamond() -> None:
    changed = made("aabbb", breaks=[3, 4])
    rings = [line for line in axes(changed).axes[1].lines if line.get_markerfacecolor() == "none"]
    assert [(line.get_marker(), len(np.asarray(line.get_xdata()))) for line in rings] == [("o", 1), ("D", 1)]
    assert "a ring for the verdict and a diamond for a break alone" in history_figure(changed).caption
    assert "there is a ring for the verdict." in history_figure(made("aabb")).caption
    assert "agree on something new" not in history_figure(made("abab")).caption


def test_lines_are_broken_where_articles_are_read_anew() -> None:
    one, two = (axes(made("aaaa", scoring=told)).axes[0] for told in ("1111", "1122"))
    assert len(two.collections) == 2 * len(one.collections)
    assert [text.get_text() for text in two.texts if text.get_text() == "read anew"] == ["read anew"]
    assert "Dashed" in history_figure(made("aaaa", scoring="1122")).caption
    assert "Dashed" not in history_figure(made("aaaa")).caption


def test_a_single_run_shows_its_interval() -> None:
    assert len(axes(made("a")).axes[0].collections) == 4  # for each side a band, which is too narrow, and a line


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("letters", ["a", "ttt", "aaxbbbcc", "abtc" * 20])
def test_words_stand_apart_and_inside(letters: str, width: float) -> None:
    scoring = ("1" * (len(letters) // 2)).ljust(len(letters), "2")
    canvas = render(history_figure(made(letters, scoring=scoring)), width=width)
    assert [pair for ax in canvas.axes for pair in overlapping(ax)] == []
    assert outside(canvas) == []


def test_the_alternative_text_tells_the_verdicts_in_order_and_the_last_trends() -> None:
    told = history_figure(made("aabb")).alt
    assert "flat from 31 August 2026 (2 runs), falling from 14 September 2026 (2 runs)." in told
    assert "US −0.10 a year (−0.30 to +0.10) and China" in told
    assert "8 earlier ones, then " in history_figure(made("ab" * 10)).alt


def test_nothing_yet_is_said_in_words() -> None:
    figure = history_figure(made(""))
    assert "`tenor schedule run NAME` makes one" in figure.alt
    assert len(render(figure).axes) == 1


def test_runs_of_two_relations_are_drawn_without_taking_one_for_the_other() -> None:
    other = made("ab").assign(side=lambda rows: rows["side"].replace({"US": "India", "China": "Pakistan"}))
    both = pd.concat([made("ab"), other.assign(run=other["run"] + " again")], ignore_index=True)
    assert svg(history_figure(both)).count("<path") > 10


def test_the_table_has_a_row_for_each_run_and_side() -> None:
    table = history_figure(made("axb")).table
    assert list(table["run"]) == ["run 0", "run 0", "run 1", "run 2", "run 2"]
