import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import same_color

from tenor.charts.colors import side_colors
from tenor.charts.figure import NARROW, Figure, render, svg
from tenor.charts.topics import MOST_TOPICS, topics_figure
from tests.charts.overlap import drawings, outside, overlapping

SIDES = ("North", "South")
COLORS = side_colors(SIDES)
# Of each row: side, topic, polarity, half the interval, stances, unscored.
ROWS: list[tuple[str, str, float | None, float | None, int, int]] = [
    ("North", "fishing_rights", -0.4, 0.1, 12, 2),
    ("North", "trade", 0.3, 0.1, 20, 0),
    ("South", "fishing_rights", -0.3, 0.2, 9, 1),
    ("South", "trade", -0.2, 0.3, 8, 0),
    ("South", "ports", 0.4, None, 3, 1),
    ("North", "", 0.0, 0.1, 70, 5),
    ("South", "space", None, None, 2, 2),
    ("observer", "trade", 0.9, 0.1, 50, 0),
]


def by_topic(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["side", "topic", "polarity", "half", "n_stances", "n_unscored"])
    numbers = made.astype({"polarity": float, "half": float})
    bounds = {"low": numbers["polarity"] - numbers["half"], "high": numbers["polarity"] + numbers["half"]}
    return numbers.assign(**bounds, n_articles=3, negative_share=0.5).drop(columns="half")


def figure_of(rows: list[tuple[Any, ...]], **options: Any) -> Figure:
    return topics_figure(by_topic(rows), sides=options.pop("sides", SIDES), scorer="toy", **options)


def axes_of(figure: Figure) -> Axes:
    return render(figure).axes[0]


def dots(ax: Axes, side: str) -> list[tuple[float, str]]:
    return [
        (float(np.asarray(line.get_xdata(), float)[0]), "hollow" if line.get_markerfacecolor() == "white" else "full")
        for line in ax.lines
        if line.get_marker() in ("o", "s") and same_color(line.get_color(), COLORS[side])
    ]


def test_topics_stand_from_hostile_to_friendly_and_those_without_one_last() -> None:
    labels = [text.get_text() for text in axes_of(figure_of(ROWS)).get_yticklabels()]
    assert labels == ["fishing rights", "trade", "ports", "no topic named"]


def test_each_side_has_a_dot_hollow_where_it_rests_on_few() -> None:
    ax = axes_of(figure_of(ROWS))
    assert dots(ax, "North") == [(-0.4, "full"), (0.3, "full"), (0.0, "full")]
    assert dots(ax, "South") == [(-0.3, "full"), (-0.2, "full"), (0.4, "hollow")]


def test_intervals_reach_from_low_to_high() -> None:
    ax = axes_of(figure_of(ROWS))
    ends = [
        segment[:, 0].tolist()
        for part in ax.collections
        if isinstance(part, LineCollection)
        for segment in part.get_segments()
    ]
    assert [-0.5, pytest.approx(-0.3)] in ends
    assert [-0.5, pytest.approx(-0.1)] in ends


def test_numbers_of_stances_stand_beside_in_the_sides_colour() -> None:
    ax = axes_of(figure_of(ROWS))
    numbers = {
        side: [t.get_text() for t in ax.texts if t.get_text().isdigit() and same_color(t.get_color(), COLORS[side])]
        for side in SIDES
    }
    assert numbers == {"North": ["12", "20", "0", "70"], "South": ["9", "8", "3", "0"]}


def test_the_title_names_extremes_that_surely_differ_and_only_those() -> None:
    assert figure_of(ROWS).title == (
        "North sounds most hostile on fishing rights (−0.40) and friendliest on trade (+0.30)"
    )
    unsure = [(side, topic, polarity, 0.9, n, k) for side, topic, polarity, _, n, k in ROWS]
    assert figure_of(unsure).title.startswith("No topic surely stands out")
    few = figure_of(ROWS, min_stances=30)
    assert few.title == "How North and South sound by topic: too few stances to compare"


def test_an_interval_that_is_not_known_proves_nothing() -> None:
    alone = [(side, topic, polarity, None, n, k) for side, topic, polarity, _, n, k in ROWS]
    assert figure_of(alone).title.startswith("No topic surely stands out")


def test_topics_beyond_the_first_are_left_to_the_table() -> None:
    many = [("North", f"topic {i:02}", i / 40, 0.1, 50 - i, 0) for i in range(20)]
    figure = figure_of(many)
    assert len(axes_of(figure).get_yticklabels()) == MOST_TOPICS
    assert len(figure.table) == 20
    assert "6 topics with fewer stances are in the table" in figure.caption


@pytest.mark.parametrize("rows", [[], [("South", "space", None, None, 2, 2)], [ROWS[-1]]])
def test_nothing_scored_is_said_in_words(rows: list[tuple[Any, ...]]) -> None:
    figure = figure_of(rows)
    ax = axes_of(figure)
    assert "No stance was scored" in " ".join(ax.texts[0].get_text().split())
    assert figure.alt.startswith("No chart")


def test_the_alternative_text_tells_the_numbers() -> None:
    alt = figure_of(ROWS).alt
    assert "fishing rights: North −0.40 of 12, South −0.30 of 9." in alt
    assert "no topic named: North 0.00 of 70." in alt


def test_hostile_names_are_only_words() -> None:
    name = "</text><script>$x^$\u202e\x00"
    drawn = svg(figure_of([(name, name, 0.1, 0.1, 9, 0)], sides=(name, "South")))
    assert "<script" not in drawn
    assert not re.search("[\x00\u202e]", drawn)


CELLS = st.tuples(
    st.sampled_from(SIDES), st.sampled_from("abcdefgh"), st.floats(-1, 1), st.floats(0, 1), st.integers(0, 9999)
)


@drawings
@given(st.lists(CELLS, min_size=1, max_size=16, unique_by=lambda cell: cell[:2]), st.sampled_from([7.0, NARROW]))
def test_no_words_stand_on_each_other_and_all_dots_are_inside(cells: list[tuple[Any, ...]], width: float) -> None:
    canvas = render(figure_of([(*cell, 0) for cell in cells]), width=width)
    ax = canvas.axes[0]
    assert not overlapping(ax)
    assert not outside(canvas)
    left, right = ax.get_xlim()
    assert all(left <= x <= right for side in SIDES for x, _ in dots(ax, side))
