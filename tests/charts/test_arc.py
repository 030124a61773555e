import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import FillBetweenPolyCollection
from matplotlib.colors import same_color

from tenor import tables
from tenor.charts.arc import INK, arc_figure
from tenor.charts.colors import side_colors
from tenor.charts.figure import NARROW, Figure, render, svg
from tests.charts.overlap import drawings, outside, overlapping

SIDES = ("North", "South")
COLORS = side_colors(SIDES)
FALL = [0.4, 0.3, 0.0, -0.2, -0.4]


def rows(
    side: str, polarity: Sequence[float | None], *, n: Sequence[int] | int = 6, half: float = 0.1
) -> list[dict[str, object]]:
    counts = [n] * len(polarity) if isinstance(n, int) else list(n)
    places = np.linspace(0, 1, len(polarity))
    return [
        {
            "article_id": "a",
            "scorer": "toy",
            "side": side,
            "place": place,
            "polarity": p,
            "low": None if p is None else max(-1.0, p - half),
            "high": None if p is None else min(1.0, p + half),
            "n_stances": count,
        }
        for place, p, count in zip(places, polarity, counts, strict=True)
    ]


def figure_of(*parts: list[dict[str, object]], **options: str) -> Figure:
    table = tables.frame("arc", [row for part in parts for row in part])
    return arc_figure(table, sides=SIDES, scorer="toy", **options)


def axes_of(figure: Figure) -> Axes:
    return render(figure).axes[0]


def line_of(ax: Axes, color: str, width: float) -> list[float]:
    (line,) = (
        line
        for line in ax.lines
        if same_color(line.get_color(), color)
        and line.get_linewidth() == width
        and len(np.asarray(line.get_xdata())) > 2
    )
    return np.asarray(line.get_ydata(), float).tolist()  # type: ignore[no-any-return]


def test_all_sides_together_and_each_side_have_a_line_that_is_named_at_its_end() -> None:
    ax = axes_of(figure_of(rows("all", FALL), rows("North", [0.1, 0.1, 0.1]), rows("South", FALL)))
    assert line_of(ax, INK, 2.8) == FALL
    assert line_of(ax, COLORS["North"], 1.8) == [0.1] * 3
    assert {"all", "North", "South"} <= {text.get_text() for text in ax.texts}
    assert ax.get_xlim() == (0, 1)


def test_where_few_stances_are_near_a_line_is_thin_and_has_no_band() -> None:
    ax = axes_of(figure_of(rows("all", FALL, n=[2, 6, 6, 6, 1])))
    assert np.isnan(line_of(ax, INK, 2.8)).tolist() == [True, False, False, False, True]
    assert np.isnan(line_of(ax, INK, 0.9)).tolist() == [False, False, True, False, False]
    (band,) = (part for part in ax.collections if isinstance(part, FillBetweenPolyCollection))
    places = np.vstack([path.vertices for path in band.get_paths()])[:, 0]
    assert (places.min(), places.max()) == (0.25, 0.75)


def test_a_side_that_hardly_speaks_has_no_line() -> None:
    ax = axes_of(figure_of(rows("all", FALL), rows("South", [0.1]), rows("observer", FALL)))
    assert {text.get_text() for text in ax.texts} & {"South", "observer", "observers"} == set()


def test_the_title_tells_a_turn_where_bands_lie_apart_and_nothing_else() -> None:
    assert (
        figure_of(rows("all", FALL)).title == "The article grows more hostile: +0.40 at the beginning, −0.40 at the end"
    )
    assert figure_of(rows("all", FALL[::-1])).title.startswith("The article grows friendlier")
    assert figure_of(rows("all", FALL, half=0.6)).title.startswith("The article keeps one tone as far as can be told")
    assert figure_of(rows("all", FALL, n=1)).title.startswith("The article has too few stances in a row")


@pytest.mark.parametrize("part", [[], rows("all", [0.2]), rows("all", [None, None, None]), rows("South", FALL)])
def test_too_little_is_said_in_words(part: list[dict[str, object]]) -> None:
    figure = figure_of(part)
    ax = axes_of(figure)
    assert "No article has enough scored stances" in " ".join(ax.texts[0].get_text().split())
    assert not ax.axison
    assert figure.alt.startswith("No chart")
    assert figure.title == "How one article moves: too little to draw"


def test_the_words_tell_the_numbers_and_the_headline() -> None:
    figure = figure_of(rows("all", FALL), rows("South", FALL), title="Ferries stop\nafter a quarrel")
    assert "All: +0.40 at the beginning, −0.40 at the end" in figure.alt
    assert "“Ferries stop after a quarrel”" in figure.caption
    assert "up to 6 scored stances near a point" in figure.caption
    assert len(figure.table) == 10


def test_hostile_names_are_only_words() -> None:
    name = "</text><script>$x^$\u202e\x00"
    table = tables.frame("arc", [*rows("all", FALL), *rows(name, FALL)])
    drawn = svg(arc_figure(table, sides=(name, "South"), scorer="toy", title=name))
    assert "<script" not in drawn
    assert not re.search("[\x00\u202e]", drawn)


TONES = st.lists(st.floats(-1, 1), min_size=3, max_size=12)


@drawings
@given(TONES, TONES, TONES, st.floats(0, 1), st.sampled_from([7.0, NARROW]))
def test_no_words_stand_on_each_other_and_lines_stay_inside(
    every: list[float], north: list[float], south: list[float], half: float, width: float
) -> None:
    figure = figure_of(rows("all", every, half=half), rows("North", north, half=half), rows("South", south, half=half))
    canvas = render(figure, width=width)
    ax = canvas.axes[0]
    assert not overlapping(ax)
    assert not outside(canvas)
    bottom, top = ax.get_ylim()
    assert all(bottom <= y <= top for y in line_of(ax, INK, 2.8))
