import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection, LineCollection, PathCollection

from tenor import tables
from tenor.charts.figure import NARROW, Figure, render, svg
from tenor.charts.phase import drifts, regions
from tenor.charts.spiral import spiral_figure
from tests.charts.overlap import drawings, outside, overlapping

SIDES = ("North", "South")
Point = tuple[float | None, float | None]
DOWN: list[Point] = [(0.3, 0.3), (0.2, 0.25), (0.2, 0.1), (0.0, 0.0), (-0.2, -0.1), (-0.2, -0.3), (-0.4, -0.3)]
ROUND: list[Point] = [(0.1, 0.0), (0.0, 0.1), (-0.1, 0.0), (0.0, -0.1), (0.1, 0.0), (0.0, 0.1), (-0.1, 0.0)]
BASELINES = tables.frame(
    "baselines",
    [
        {"scorer": "toy", "side": side, "choice": "corpus", "baseline": zero, "n_articles": 9, "source": "here"}
        for side, zero in zip(SIDES, (0.1, -0.2), strict=True)
    ],
)


def portrait(points: Sequence[Point], *, error: float = 0.04, start: str = "2023-01-01") -> pd.DataFrame:
    months = pd.date_range(start, periods=len(points), freq="MS", unit="s")
    rows = [
        {
            "scorer": "toy",
            "bin": month,
            "first": first,
            "second": second,
            "first_error": None if first is None else error,
            "second_error": None if second is None else error,
            "n_stances": 3 if i == 1 else 20,
        }
        for i, (month, (first, second)) in enumerate(zip(months, points, strict=True))
    ]
    return tables.frame("portrait", rows)


def figure_of(points: Sequence[Point], *, error: float = 0.04, **options: object) -> Figure:
    table = portrait(points, error=error)
    return spiral_figure(table, sides=SIDES, scorer="toy", period="month", **options)  # type: ignore[arg-type]


def axes_of(figure: Figure, *, width: float = 7.0) -> Axes:
    return render(figure, width=width).axes[0]


def words(ax: Axes) -> set[str]:
    return {text.get_text() for text in ax.texts if text.get_text()}


def dots(ax: Axes) -> list[list[float]]:
    (points,) = (part for part in ax.collections if isinstance(part, PathCollection) and part.get_zorder() == 4)
    return np.round(np.asarray(points.get_offsets(), float), 6).tolist()  # type: ignore[no-any-return]


def test_the_first_side_goes_across_and_the_second_up() -> None:
    ax = axes_of(figure_of(DOWN))
    assert dots(ax) == [list(point) for point in DOWN]
    assert "North" in ax.get_xlabel()
    assert "South" in ax.get_ylabel()
    assert "more hostile" in ax.get_xlabel()


def test_both_axes_have_one_scale_around_the_same_middle() -> None:
    ax = axes_of(figure_of(DOWN))
    assert ax.get_aspect() == 1.0
    assert ax.get_xlim()[0] == -ax.get_xlim()[1]
    assert ax.get_ylim()[0] == -ax.get_ylim()[1]


def test_the_ends_and_turns_have_dates_and_the_hostile_corner_a_name() -> None:
    there = words(axes_of(figure_of(DOWN)))
    assert {"start: Jan 2023", "end: Jul 2023", "BOTH MORE HOSTILE", "only North\nmore hostile"} <= there


def test_the_path_grows_darker_with_time() -> None:
    (path,) = (part for part in axes_of(figure_of(DOWN)).collections if isinstance(part, LineCollection))
    shades = [color[0] for color in np.asarray(path.get_colors())]
    assert shades == sorted(shades, reverse=True)
    assert len(shades) == len(DOWN) - 1


def test_no_line_is_drawn_across_a_bin_in_which_a_side_is_silent() -> None:
    ax = axes_of(figure_of([*DOWN[:3], (None, 0.1), *DOWN[3:]]))
    (path,) = (part for part in ax.collections if isinstance(part, LineCollection))
    assert len(path.get_segments()) == len(DOWN) - 2


def test_ellipses_reach_as_far_as_the_errors_let_the_point_lie() -> None:
    (ellipses,) = (p for p in axes_of(figure_of(DOWN, error=0.05)).collections if isinstance(p, EllipseCollection))
    assert np.asarray(ellipses.get_widths()) == pytest.approx(2 * 2.448 * 0.05)


def test_a_drift_is_drawn_where_it_is_sure_and_only_there() -> None:
    for points, error, sure in ((DOWN, 0.04, True), (DOWN, 0.5, False), (ROUND, 0.04, False)):
        figure = figure_of(points, error=error)
        arrows = [text for text in axes_of(figure).texts if not text.get_text() and text.get_zorder() < 2]
        assert len(arrows) == sure
        assert ("No drift is sure" in figure.caption) != sure


def test_regions_are_the_first_third_all_and_the_last_third() -> None:
    points = pd.DataFrame({"x": [0.0, 2, 4, 6, 8, 10], "y": [0.0] * 6, "first_error": 0.1, "second_error": 0.1})
    assert [region.tolist() for region in regions(points)] == [[1, 0], [5, 0], [9, 0]]
    assert drifts(points)


def test_points_on_few_stances_are_hollow() -> None:
    ax = axes_of(figure_of(DOWN))
    (points,) = (part for part in ax.collections if isinstance(part, PathCollection) and part.get_zorder() == 4)
    faces = np.asarray(points.get_facecolors())  # type: ignore[attr-defined]
    assert [face[:3].tolist() == [1, 1, 1] for face in faces] == [False, True, *[False] * 5]


def test_tone_can_be_measured_from_what_is_ordinary_for_each_side() -> None:
    figure = figure_of(DOWN, baselines=BASELINES)
    ax = axes_of(figure)
    assert dots(ax) == [[pytest.approx(one - 0.1), pytest.approx(two + 0.2)] for one, two in DOWN]  # type: ignore[operator]
    assert "both friendlier than usual" in words(ax)
    assert "0 is what is ordinary for a side" in figure.caption
    assert figure.table["mean polarity of North"].tolist() == [one for one, _ in DOWN]


def test_without_a_choice_of_baseline_zero_is_neutral() -> None:
    figure = figure_of(DOWN, baselines=BASELINES.assign(choice="none"))
    assert dots(axes_of(figure)) == [list(point) for point in DOWN]


def test_the_title_is_the_verdicts_sentence_else_an_honest_reading() -> None:
    assert figure_of(ROUND, verdict="Flat: so and so.").title == "Flat: so and so."
    assert figure_of(DOWN).title == (
        "From January 2023 to July 2023, North became more hostile (+0.30 to −0.40) and South became more hostile "
        "(+0.30 to −0.30)"
    )
    assert "North ended about where it began" in figure_of(ROUND, error=0.2).title
    assert "spiral" not in figure_of(DOWN).title


@pytest.mark.parametrize(
    "points, told",
    [
        ([], "There is no month in which both sides have a tone"),
        ([(0.1, None)] * 9, "There is no month in which both sides have a tone"),
        (DOWN[:1], "There is 1 month in which both sides have a tone"),
        (DOWN[:3], "There are 3 months in which both sides have a tone"),
    ],
)
def test_too_few_points_are_said_in_words(points: list[Point], told: str) -> None:
    figure = figure_of(points)
    ax = axes_of(figure)
    assert told in " ".join(ax.texts[0].get_text().split())
    assert not ax.axison
    assert figure.alt.startswith(f"No chart: {told}")
    assert "too little" in figure.title


def test_the_alternative_text_tells_the_path() -> None:
    alt = figure_of(DOWN).alt
    assert alt.startswith("Path of 7 months through the mean polarity of North and South")
    assert "January 2023 +0.30 and +0.30" in alt
    assert alt.endswith("July 2023 −0.40 and −0.30.")


def test_the_caption_tells_on_how_many_stances_and_by_which_scorer() -> None:
    caption = figure_of(DOWN, min_stances=7).caption
    assert "(scorer toy) of North and South in 7 months, each on 3 to 20 scored stances" in caption
    assert "fewer than 7 scored stances" in caption
    assert "by article" in caption


def test_another_scorers_rows_are_not_drawn() -> None:
    both = pd.concat([portrait(DOWN), portrait(ROUND).assign(scorer="other")])
    figure = spiral_figure(both, sides=SIDES, scorer="toy", period="month")
    assert len(dots(axes_of(figure))) == len(DOWN)


def test_hostile_names_are_only_words() -> None:
    names = ("</text><script>$x^$\u202e\x00", "South & <b>")
    drawn = svg(spiral_figure(portrait(DOWN), sides=names, scorer="toy", period="month"))
    assert "<script" not in drawn
    assert not re.search("[\x00\u202e]", drawn)


TONES = st.one_of(st.none(), st.floats(-1, 1))


@drawings
@given(st.lists(st.tuples(TONES, TONES), min_size=4, max_size=40), st.floats(0, 0.4), st.sampled_from([7.0, NARROW]))
def test_all_points_lie_inside_and_no_words_on_each_other(points: list[Point], error: float, width: float) -> None:
    canvas = render(figure_of(points, error=error), width=width)
    ax = canvas.axes[0]
    assert not overlapping(ax)
    assert not outside(canvas)
    if ax.axison:
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        assert all(left <= x <= right and bottom <= y <= top for x, y in dots(ax))


@pytest.mark.parametrize("start", ["1700-01-01", "2200-01-01"])
def test_far_dates_can_be_drawn(start: str) -> None:
    figure = spiral_figure(portrait(DOWN, start=start), sides=SIDES, scorer="toy", period="month")
    assert f"start: Jan {start[:4]}" in words(axes_of(figure))
