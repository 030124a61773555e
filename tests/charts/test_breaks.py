import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import same_color

from tenor import tables
from tenor.charts.breaks import breaks_figure
from tenor.charts.colors import side_colors
from tenor.charts.figure import NARROW, Figure, render, svg
from tenor.columns import TABLES
from tests.charts.overlap import drawings, outside, overlapping

SIDES = ("North", "South")
COLORS = side_colors(SIDES)
WEEKS = pd.date_range("2023-01-02", periods=30, freq="W-MON", unit="s")
Row = dict[str, Any]


def made(name: str, rows: Sequence[Row]) -> pd.DataFrame:
    return tables.frame(name, [dict.fromkeys(TABLES[name]) | {"scorer": "toy", "period": "week"} | row for row in rows])


def a_break(side: str, week: int, before: float, after: float, **other: Any) -> Row:
    ends = {"shift": after - before, "low": after - before - 0.1, "high": after - before + 0.1}
    common = {"breaks": "yes", "p": 0.01, "p_all": 0.02, "n_bins": 30, "note": ""}
    return {"side": side, "bin": WEEKS[week], "before": before, "after": after, **ends, **common, **other}


def answer(side: str, follows: str, r: float, answers: str, **other: Any) -> Row:
    common = {"lag": 1, "low": r - 0.2, "high": r + 0.2, "at_once": 0.1, "p": 0.1, "p_both": 0.1}
    counts = {"n_bins": 30, "n_filled": 30, "note": ""}
    return {"side": side, "follows": follows, "correlation": r, "answers": answers, **common, **counts, **other}


FOUND = a_break("North", 10, 0.2, -0.3)
UNSURE = a_break("South", 20, 0.1, 0.0, breaks="no", p_all=0.4)
UNASKED = {"side": "North", "breaks": "", "n_bins": 3, "note": "North speaks in 3 of 3 bins; 24 would be enough"}
NO_STEP = {"side": "South", "breaks": "no", "n_bins": 30, "note": "no other level stands out in 30 bins"}
ANSWERS = [answer("North", "South", 0.5, "yes"), answer("South", "North", 0.2, "no")]
SILENT = [
    {"side": one, "follows": two, "answers": "", "n_bins": 3, "n_filled": 3, "note": "too few bins to ask"}
    for one, two in (SIDES, SIDES[::-1])
]


def timeline() -> pd.DataFrame:
    rows = [
        {"bin": week, "side": side, "polarity": polarity, "n_stances": 9, "n_articles": 3, "n_unscored": 0}
        for i, week in enumerate(WEEKS)
        for side, polarity in (("North", 0.2 if i < 10 else -0.3), ("South", 0.05), ("observer", 0.9))
    ]
    return tables.frame("timeline", [dict.fromkeys(TABLES["timeline"]) | row for row in rows])


def figure_of(breaks: Sequence[Row], answers: Sequence[Row] = ANSWERS, sides: Sequence[str] = SIDES) -> Figure:
    return breaks_figure(made("breaks", breaks), timeline(), made("reciprocity", answers), sides=sides, scorer="toy")


def axes_of(figure: Figure) -> tuple[Axes, Axes]:
    upper, lower = render(figure).axes
    return upper, lower


def levels(ax: Axes, side: str) -> list[tuple[float, float]]:
    """Give height and thickness of each level of a side."""
    lines = [line for line in ax.lines if same_color(line.get_color(), COLORS[side])]
    flat = [(np.asarray(line.get_ydata(), float), line.get_linewidth()) for line in lines]
    return [(float(y[0]), float(width)) for y, width in flat if len(y) == 2 and y[0] == y[1]]


def test_levels_before_and_after_a_break_are_lines_in_the_sides_colour_thin_where_not_sure() -> None:
    upper, _ = axes_of(figure_of([FOUND, UNSURE]))
    assert levels(upper, "North") == [(0.2, 3.0), (-0.3, 3.0)]
    assert levels(upper, "South") == [(0.1, 1.4), (0.0, 1.4)]


def test_a_level_reaches_from_one_break_to_the_next() -> None:
    upper, _ = axes_of(figure_of([FOUND, a_break("North", 20, -0.3, 0.1)]))
    spans = [np.asarray(line.get_xdata(), float) for line in upper.lines if line.get_linewidth() == 3.0]
    day = [float((week - pd.Timestamp(0)).days) for week in WEEKS]
    assert [span.tolist() for span in spans][1] == [day[10], day[20]]


def test_breaks_are_dated_and_doubt_is_said() -> None:
    trend = a_break("South", 5, 0.1, -0.1, breaks="no", p_all=0.01)
    words = {text.get_text() for text in axes_of(figure_of([FOUND, UNSURE, trend]))[0].texts}
    assert {"North, 13 Mar 2023\n−0.50", "South, 22 May 2023\n−0.10\nmay be chance"} <= words
    assert "South, 6 Feb 2023\n−0.20\nmay be a trend" in words
    assert {"● North", "■ South"} <= words


def test_answers_have_a_dot_an_interval_and_the_correlation_at_once() -> None:
    _, lower = axes_of(figure_of([FOUND]))
    dots = {float(np.asarray(line.get_xdata(), float)[0]) for line in lower.lines if line.get_marker() == "o"}
    assert dots == {0.5, 0.2}
    assert [float(np.asarray(line.get_xdata(), float)[0]) for line in lower.lines if line.get_marker() == "D"] == [
        0.1
    ] * 2
    words = [text.get_text() for text in lower.texts]
    assert words == ["North after South: answers, 1 week later", "South after North: no answer shown, 1 week later"]


@pytest.mark.parametrize(
    "breaks, answers, title",
    [
        (
            [FOUND, UNSURE],
            ANSWERS,
            "North falls by 0.50 from the week of 13 March 2023 on; North answers South",
        ),
        (
            [UNSURE],
            [answer(*SIDES, 0.5, "yes"), answer(*SIDES[::-1], 0.5, "yes")],
            "No break in the sides’ tone is sure; each side answers the other’s moves",
        ),
        (
            [NO_STEP],
            [answer(*SIDES, 0.1, "no"), answer(*SIDES[::-1], 0.1, "no")],
            "No break in the sides’ tone is sure; neither side is seen to answer the other",
        ),
        ([UNASKED], SILENT, "Too little to look for breaks; who follows whom could not be asked"),
    ],
)
def test_the_title_says_what_was_found_and_what_could_not_be_asked(
    breaks: list[Row], answers: list[Row], title: str
) -> None:
    assert figure_of(breaks, answers).title == title


def test_what_was_tested_without_a_step_shows_the_means_alone() -> None:
    upper, _ = axes_of(figure_of([NO_STEP]))
    assert upper.axison
    assert not [line for line in upper.lines if line.get_linewidth() in (1.4, 3.0)]


def test_what_could_not_be_asked_is_said_in_words() -> None:
    figure = figure_of([UNASKED], SILENT)
    words = [" ".join(text.get_text().split()) for ax in render(figure).axes for text in ax.texts]
    assert words == [UNASKED["note"], "too few bins to ask"]
    assert figure.alt == f"No chart: {UNASKED['note']}; too few bins to ask"


def test_no_rows_at_all_are_said_in_words() -> None:
    words = [text.get_text() for ax in render(figure_of([], [])).axes for text in ax.texts]
    assert words == ["Nobody looked for breaks.", "Nobody asked who follows whom."]


def test_observers_are_not_drawn() -> None:
    upper, _ = axes_of(figure_of([FOUND]))
    assert not any(0.9 in np.asarray(part.get_offsets(), float)[:, 1] for part in upper.collections)


def test_the_alternative_text_and_the_table_tell_the_numbers() -> None:
    figure = figure_of([FOUND, UNSURE])
    assert "North, the week of 13 March 2023: +0.20 to −0.30, found" in figure.alt
    assert "North after South, 1 week later: +0.50 (+0.30 to +0.70), +0.10 at once" in figure.alt
    assert figure.table["what"].tolist() == ["break", "break", "answer", "answer"]
    assert figure.table["estimate"].tolist() == pytest.approx([-0.5, -0.1, 0.5, 0.2])


def test_hostile_names_are_only_words() -> None:
    name = "</text><script>$x^$\u202e\x00"
    drawn = svg(figure_of([a_break(name, 10, 0.2, -0.3)], [answer(name, "South", 0.5, "yes")], (name, "South")))
    assert "<script" not in drawn
    assert not re.search("[\x00\u202e]", drawn)


STEPS = st.tuples(st.sampled_from(SIDES), st.integers(1, 29), st.floats(-1, 1), st.floats(-1, 1), st.booleans())


@drawings
@given(st.lists(STEPS, min_size=1, max_size=8, unique_by=lambda step: step[:2]), st.sampled_from([7.0, NARROW]))
def test_no_words_stand_on_each_other(steps: list[tuple[str, int, float, float, bool]], width: float) -> None:
    rows = [a_break(side, week, one, two, breaks="yes" if sure else "no") for side, week, one, two, sure in steps]
    canvas = render(figure_of(rows), width=width)
    assert not overlapping(canvas.axes[0])
    assert not overlapping(canvas.axes[1])
    assert not outside(canvas)
