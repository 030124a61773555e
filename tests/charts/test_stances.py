import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure as Canvas

from tenor.charts.colors import side_colors
from tenor.charts.figure import NARROW, render, svg
from tenor.charts.rows import OTHERS, with_rows
from tenor.charts.stances import MOST_DOTS, stacked, stances_figure
from tenor.errors import ParameterError
from tenor.narrative.means import group_means, with_polarity

SIDES = ("North", "South")
COLORS = side_colors(SIDES)
Rows = Callable[[Iterable[tuple[str, str, float | None]]], tuple[pd.DataFrame, pd.DataFrame]]

SMALL: list[tuple[str, str, float | None]] = [
    *[("North", "Ann Lee", polarity) for polarity in (0.1, 0.2, 0.3, 0.4, 0.5, None, None, None)],
    *[("South", "Bo Ray", polarity) for polarity in (-0.5, -0.4, -0.3, -0.2, 0.0)],
    ("South", "", 0.1),
    ("observer", "a scholar", 0.9),
]


def words_of(canvas: Canvas) -> list[str]:
    (ax,) = canvas.axes
    return [text.get_text() for text in (*ax.texts, *ax.get_yticklabels())]


def dots_of(canvas: Canvas) -> int:
    dots = [part for part in canvas.axes[0].collections if isinstance(part, PathCollection)]
    return sum(len(np.asarray(part.get_offsets())) for part in dots)


def figure_of(made: Rows, rows: Iterable[tuple[str, str, float | None]], **options: Any) -> Any:
    return stances_figure(*made(rows), sides=SIDES, scorer="toy", **options)


def test_every_scored_stance_is_a_dot_and_unscored_ones_are_counted(made: Rows) -> None:
    canvas = render(figure_of(made, SMALL))
    assert dots_of(canvas) == 12
    assert "3 unscored" in words_of(canvas)
    assert not any(word.startswith("0 unscored") for word in words_of(canvas))


def test_rows_are_speakers_grouped_by_side_with_their_number(made: Rows) -> None:
    labels = [text.get_text() for text in render(figure_of(made, SMALL)).axes[0].get_yticklabels()]
    assert labels == ["North", "Ann Lee (8)", "South", "Bo Ray (5)", "others (1)", "Observers", "a scholar (1)"]


def test_the_lowest_and_highest_of_the_two_sides_are_named_with_their_words(made: Rows) -> None:
    labelled = [word for word in words_of(render(figure_of(made, SMALL))) if word.startswith("“")]
    assert labelled == ["“we will answer in kind, number 4” +0.50", "“we will answer in kind, number 8” −0.50"]


def test_only_what_was_quoted_stands_in_quotation_marks(made: Rows) -> None:
    stances, scores = made(SMALL)
    figure = stances_figure(stances.assign(kind="indirect"), scores, sides=SIDES, scorer="toy")
    assert "we will answer in kind, number 4 +0.50" in words_of(render(figure))
    assert "“" not in figure.alt


@pytest.mark.parametrize("width", [7.0, NARROW])
def test_words_of_outliers_overlap_no_other_words_and_stay_inside(made: Rows, width: float) -> None:
    stances, scores = made(SMALL)
    long = stances.assign(content="a very long stance about everything under the sun " * 20, speaker="One and the same")
    canvas = render(stances_figure(long, scores, sides=SIDES, scorer="toy"), width=width)
    (ax,) = canvas.axes
    boxes = [text.get_window_extent() for text in (*ax.texts, *ax.get_yticklabels()) if text.get_text()]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert min(box.x0 for box in boxes) >= 0
    assert max(box.x1 for box in boxes) <= canvas.bbox.x1


def test_the_title_compares_the_sides_and_says_what_is_unsure(made: Rows) -> None:
    title = figure_of(made, SMALL, adjectives={"North": "Northern", "South": "Southern"}).title
    assert title == "Northern stances sound friendlier than Southern ones by 0.52 (5 Northern and 6 Southern scored)"
    near = [("North", "Ann", p) for p in (-0.5, -0.2, 0.1, 0.3, 0.5)] + [
        ("South", "Bo", p) for p in (-0.6, -0.1, 0.1, 0.2, 0.5)
    ]
    assert "by 0.02, but their 95 % bands by article overlap (5 North and 5 South" in figure_of(made, near).title
    same = [(side, "Somebody", 0.2) for side in SIDES for _ in range(5)]
    assert figure_of(made, same).title == "North and South stances sound alike on average (5 North and 5 South scored)"


def test_one_article_compares_without_saying_how_sure(made: Rows) -> None:
    stances, scores = made(SMALL)
    figure = stances_figure(stances.assign(article_id="one"), scores, sides=SIDES, scorer="toy")
    assert "but the stances of one article alone cannot say how sure that is" in figure.title


@pytest.mark.parametrize("side", SIDES)
def test_one_side_missing_is_too_few_to_compare(made: Rows, side: str) -> None:
    figure = figure_of(made, [(side, "Ann", 0.1)] * 9)
    assert figure.title.startswith("Too few stances to compare the sides: ")
    assert dots_of(render(figure)) == 9


def test_no_stance_at_all_is_said_in_words(made: Rows) -> None:
    figure = figure_of(made, [])
    assert "No stance was found" in words_of(render(figure))[0]
    assert figure.alt.startswith("No chart: No stance was found")
    assert figure.title == "Too few stances to compare the sides: 0 North and 0 South scored"


def test_all_unscored_are_rows_without_dots(made: Rows) -> None:
    figure = figure_of(made, [("North", "Ann", None)] * 3)
    canvas = render(figure)
    assert dots_of(canvas) == 0
    assert "3 unscored" in words_of(canvas)
    assert "North: 3 stances, 3 unscored." in figure.alt


def test_the_alternative_text_tells_means_and_ends(made: Rows) -> None:
    alt = figure_of(made, SMALL).alt
    assert "Dot plot of 15 stances by polarity." in alt
    assert "North: 8 stances, 3 unscored, mean +0.30." in alt
    assert "Lowest: Bo Ray, “we will answer in kind, number 8” −0.50." in alt


def test_speakers_beyond_the_first_share_a_row(made: Rows) -> None:
    rows = [("North", f"Speaker {i}", 0.1) for i in range(30) for _ in range(2)]
    stances, scores = made(rows)
    scored = with_polarity(stances, scores, scorer="toy")
    named = with_rows(scored, group_means(scored, ["side", "speaker"]), sides=SIDES)
    assert named["row"].nunique() == 11
    assert (named["row"] == OTHERS).sum() == 40


def test_ten_thousand_stances_are_drawn_as_areas_of_few_dots(made: Rows) -> None:
    random = np.random.default_rng(1)
    rows = [(SIDES[i % 2], f"Speaker {i % 40}", float(p)) for i, p in enumerate(random.uniform(-1, 1, 10_000))]
    figure = figure_of(made, rows)
    canvas = render(figure)
    assert len(rows) > MOST_DOTS
    assert dots_of(canvas) <= 41 * 12
    assert "its area for their number" in figure.caption
    assert len(svg(figure)) < 400_000


def test_the_same_stances_give_the_same_drawing(made: Rows) -> None:
    assert svg(figure_of(made, SMALL)) == svg(figure_of(made, list(SMALL)))


def test_hostile_words_are_only_words(made: Rows) -> None:
    stances, scores = made(SMALL)
    hostile = stances.assign(speaker="</text><script>alert(1)</script>\u202e\x00", content="$x^$ ]]> & <b>\x01")
    drawn = svg(stances_figure(hostile, scores, sides=SIDES, scorer="toy"))
    assert "<script" not in drawn
    assert not re.search("[\x00\x01\u202e]", drawn)


def test_an_unknown_scorer_is_named(made: Rows) -> None:
    with pytest.raises(ParameterError, match="no scorer 'tyo'; did you mean 'toy'"):
        stances_figure(*made(SMALL), sides=SIDES, scorer="tyo")


@given(st.lists(st.floats(-1, 1), max_size=80))
def test_stacked_dots_keep_their_polarity_and_stay_in_their_row(polarity: list[float]) -> None:
    places, heights = stacked(np.array(polarity, dtype=float), cell=0.05)
    assert sorted(polarity) == places.tolist()
    assert np.all(np.abs(heights) <= 0.37)
    assert len(set(zip(places.tolist(), np.round(heights, 9).tolist(), strict=True))) == len(polarity)
