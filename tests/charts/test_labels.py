import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from tenor.charts.labels import Box, Mark, along, label
from tenor.charts.turns import turns
from tests.charts.overlap import drawings, overlapping

PLACES = st.tuples(st.floats(0, 1), st.floats(0, 1))
NOTHING = np.empty((0, 2))


@drawings
@given(st.lists(PLACES, min_size=1, max_size=9))
def test_labels_never_stand_on_each_other_and_stay_in_the_axes(places: list[tuple[float, float]]) -> None:
    canvas = Canvas(figsize=(4, 3))
    ax = canvas.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    placed = label(ax, [Mark(x, y, f"label {i}") for i, (x, y) in enumerate(places)], around=np.array(places), size=8)
    assert placed == len(ax.texts) >= 1
    canvas.draw_without_rendering()
    assert not overlapping(ax)
    inner = ax.get_window_extent()
    for text in ax.texts:
        box = Text.get_window_extent(text)
        assert inner.x0 <= box.x0
        assert box.x1 <= inner.x1
        assert inner.y0 <= box.y0
        assert box.y1 <= inner.y1


def test_words_that_fit_nowhere_are_left_out_and_first_ones_come_first() -> None:
    canvas = Canvas(figsize=(1.6, 0.8))
    ax = canvas.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    placed = label(ax, [Mark(0.5, 0.5, "important"), *[Mark(0.5, 0.5, "crowd")] * 30], around=NOTHING, size=8)
    assert 1 <= placed < 31
    assert ax.texts[0].get_text() == "important"


def test_a_label_keeps_off_words_that_stand_there_and_off_lines_where_it_can() -> None:
    canvas = Canvas(figsize=(4, 3))
    ax = canvas.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.text(0.53, 0.5, "in the way")
    line = along(np.array([[0.0, 0.4], [1.0, 0.4]]), n=60)
    label(ax, [Mark(0.5, 0.4, "a mark")], around=line, size=8)
    canvas.draw_without_rendering()
    assert not overlapping(ax)
    box = Box(*Text.get_window_extent(ax.texts[-1]).extents)
    assert not box.holds(ax.transData.transform(line)).any()


def test_along_gives_points_on_each_piece() -> None:
    assert along(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 2.0]]), n=2).tolist() == [
        [0, 0],
        [0.5, 0],
        [1, 0],
        [1, 1],
        [1, 2],
    ]
    assert along(np.array([[3.0, 4.0]])).tolist() == [[3, 4]]


def test_turns_are_the_ends_and_then_the_farthest_corners() -> None:
    path = np.array([[0, 0], [1, 0.1], [2, 0], [2, 1], [2, 3]], dtype=float)
    assert turns(path, most=9, least=0.5) == [0, 4, 2]
    assert turns(path, most=2, least=0.5) == [0, 4]
    assert turns(path, most=9, least=0.05) == [0, 4, 2, 1]


@given(st.lists(PLACES, min_size=2, max_size=30), st.integers(2, 8))
def test_turns_are_few_and_each_is_named_once(path: list[tuple[float, float]], most: int) -> None:
    chosen = turns(np.array(path), most=most, least=0.01)
    assert len(chosen) == len(set(chosen)) <= most
    assert chosen[:2] == [0, len(path) - 1]


@pytest.mark.parametrize("path", [[[1.0, 1.0]] * 5, [[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]]])
def test_a_path_that_stands_still_or_comes_back_can_be_told(path: list[list[float]]) -> None:
    assert turns(np.array(path), most=4, least=0.5)[:2] == [0, len(path) - 1]
