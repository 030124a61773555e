import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection

from tenor import tables
from tenor.charts.figure import NARROW, Figure, render, svg
from tenor.charts.happenings import drawn, named, strongest, swings, window, with_days
from tenor.charts.storyline import storyline_figure
from tests.charts.overlap import drawings, outside, overlapping

Told = tuple[str, str, bool, float | None, float | None]
# Of each point: first day, last day, still to come, polarity, level.
FALL_AND_RECOVERY: list[Told] = [
    ("2021-01-10", "2021-01-10", False, 0.4, 0.35),
    ("2021-02-01", "2021-02-28", False, 0.3, 0.2),
    ("2021-03-15", "2021-03-15", False, -0.6, -0.3),
    ("2021-01-01", "2021-12-31", False, -0.2, 0.0),
    ("2021-04-20", "2021-04-20", False, None, None),
    ("2021-08-05", "2021-08-05", False, 0.5, 0.3),
    ("2021-10-01", "2021-10-31", True, 0.2, 0.25),
]


def storyline(
    points: Sequence[Told], *, text: str = "the ferries were stopped after a quarrel over fish"
) -> pd.DataFrame:
    rows = [
        {
            "scorer": "toy",
            "start": start,
            "end": end,
            "future": future,
            "polarity": polarity,
            "level": level,
            "n_events": 1 + i % 2,
            "n_articles": 1,
            "event_id": f"a@{i}-{i + 1}",
            "text": f"{text} {i}",
        }
        for i, (start, end, future, polarity, level) in enumerate(points)
    ]
    return tables.frame("storyline", rows)


def figure_of(points: Sequence[Told], **options: str) -> Figure:
    return storyline_figure(storyline(points, **options), scorer="toy")


def axes_of(figure: Figure, *, width: float = 7.0) -> Axes:
    return render(figure, width=width).axes[0]


def dots(ax: Axes) -> list[tuple[float, bool]]:
    """Give height and fullness of each dot."""
    return [
        (float(y), bool(np.asarray(part.get_facecolors())[0][0] < 0.9))  # type: ignore[attr-defined]
        for part in ax.collections
        if isinstance(part, PathCollection)
        for _, y in np.asarray(part.get_offsets(), float)
    ]


def test_what_happened_is_a_dot_and_what_was_to_come_is_hollow() -> None:
    there = dots(axes_of(figure_of(FALL_AND_RECOVERY)))
    assert sorted(there) == [(-0.6, True), (-0.2, True), (0.2, False), (0.3, True), (0.4, True), (0.5, True)]


def test_long_dated_events_are_bars_from_first_day_to_last() -> None:
    bars = [part for part in axes_of(figure_of(FALL_AND_RECOVERY)).collections if isinstance(part, LineCollection)]
    ends = sorted((float(a[0]), float(b[0]), float(a[1])) for part in bars for a, b in part.get_segments())
    day = (dt.date(2021, 1, 1) - dt.date(1970, 1, 1)).days
    assert (day, day + 364, -0.2) in ends
    assert len(ends) == 3


def test_events_without_a_tone_are_ticks_at_the_foot() -> None:
    ax = axes_of(figure_of(FALL_AND_RECOVERY))
    (ticks,) = (line for line in ax.lines if line.get_marker() == "|")
    assert np.asarray(ticks.get_ydata(), float).tolist() == [ax.get_ylim()[0]]


def test_the_level_is_a_line_dashed_from_the_last_that_had_happened() -> None:
    solid, dashed = (line for line in axes_of(figure_of(FALL_AND_RECOVERY)).lines if line.get_linewidth() == 3.0)
    assert np.asarray(solid.get_ydata(), float).tolist() == [0.35, 0.2, -0.3, 0.0, 0.3]
    assert np.asarray(dashed.get_ydata(), float).tolist() == [0.3, 0.25]
    assert dashed.get_linestyle() != "-"


def test_the_strongest_are_named_with_their_days_and_first_words() -> None:
    words = [text.get_text() for text in axes_of(figure_of(FALL_AND_RECOVERY)).texts]
    assert any(word.startswith("15 Mar 2021\nthe ferries were") and word.endswith("…") for word in words)


def test_the_title_tells_fall_and_recovery_and_leaves_out_what_was_to_come() -> None:
    assert figure_of(FALL_AND_RECOVERY).title == (
        "The tone of what happened: from +0.35 in January 2021, down to −0.30 in March 2021 and up to +0.30 in "
        "August 2021"
    )
    ahead: list[Told] = [(start, end, True, tone, level) for start, end, _, tone, level in FALL_AND_RECOVERY]
    assert figure_of(ahead).title == "What happened when: nearly all of it was still to come"
    even: list[Told] = [(f"2021-0{i}-10", f"2021-0{i}-10", False, 0.3, 0.1) for i in range(1, 6)]
    assert figure_of(even).title == "What happened is told in much the same tone throughout, about +0.10"


@pytest.mark.parametrize(
    "points, told",
    [
        ([], "No article dates an event"),
        (FALL_AND_RECOVERY[4:5], "1 dated event with no point of known tone"),
        (FALL_AND_RECOVERY[:2], "3 dated events with 2 points of known tone"),
    ],
)
def test_too_few_events_are_said_in_words(points: Sequence[Told], told: str) -> None:
    figure = figure_of(points)
    ax = axes_of(figure)
    assert told in " ".join(ax.texts[0].get_text().split())
    assert not ax.axison
    assert figure.alt.startswith(f"No chart: {told}")
    assert figure.title == "What happened when: too little to draw"


def test_an_event_far_from_all_others_is_left_to_the_table_and_the_caption_says_so() -> None:
    old: Told = ("1885-01-01", "1885-12-31", False, 0.9, 0.9)
    figure = figure_of([*FALL_AND_RECOVERY, old])
    assert 0.9 not in [y for y, _ in dots(axes_of(figure))]
    assert figure.table["first day"].iloc[0] == "1885-01-01"
    assert "2 far from all others in time are left to the table" in figure.caption


@pytest.mark.parametrize("year", ["1679", "1879", "2260"])
def test_far_centuries_do_not_break_the_axes(year: str) -> None:
    points = [
        (start.replace("2021", year), end.replace("2021", year), *rest) for start, end, *rest in FALL_AND_RECOVERY
    ]
    assert year in svg(figure_of(points))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "days, expected",
    [
        ([0.0, 10, 20, 30], (0, 30)),
        ([0.0, 1000, 1010, 1020, 1030], (1000, 1030)),
        ([0.0, 10, 20, 30, 9000], (0, 30)),
        ([0.0, 10, 20, 1000, 1010, 1020], (0, 1020)),
        ([5.0], (5, 5)),
        ([5.0, 900.0], (5, 900)),
        ([5.0, 5, 5], (5, 5)),
    ],
)
def test_the_window_leaves_out_only_few_that_are_far(days: list[float], expected: tuple[float, float]) -> None:
    assert window(np.array(days)) == expected


@given(st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=60))
def test_most_events_lie_in_the_window(days: list[float]) -> None:
    first, last = window(np.array(days))
    assert sum(first <= day <= last for day in days) >= len(days) / 2


def test_the_strongest_lie_apart() -> None:
    rows = with_days(storyline(FALL_AND_RECOVERY)).dropna(subset="polarity").reset_index(drop=True)
    chosen = strongest(rows, most=9, apart=60)
    x = rows["x"].to_numpy()[chosen]
    assert rows["polarity"].iloc[chosen[0]] == -0.6
    assert np.diff(np.sort(x)).min() >= 60
    assert strongest(rows, most=2, apart=0) == chosen[:2]


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=40), st.floats(0.05, 0.5))
def test_swings_go_up_and_down_in_turn_and_keep_the_ends(level: list[float], least: float) -> None:
    found = swings(np.array(level), least=least)
    assert found == sorted(set(found))
    assert found[0] == 0
    assert found[-1] == len(level) - 1
    inner = np.diff(np.array(level)[found[:-1]])[1:]
    assert all(abs(step) >= least for step in inner)
    assert all(a * b < 0 for a, b in pairwise(inner))


def test_an_event_is_named_on_few_short_lines() -> None:
    row = with_days(storyline(FALL_AND_RECOVERY, text="unbreakable" * 9)).iloc[0]
    lines = named(row, letters=17).split("\n")
    assert len(lines) <= 3
    assert max(map(len, lines)) <= 17


def test_hostile_words_are_only_words() -> None:
    drawn_text = svg(figure_of(FALL_AND_RECOVERY, text="</text><script>$x^$\u202e\x00 & <b>"))
    assert "<script" not in drawn_text
    assert not re.search("[\x00\u202e]", drawn_text)


DAYS = st.dates(dt.date(1680, 1, 1), dt.date(2255, 1, 1))
NEAR = st.dates(dt.date(2021, 1, 1), dt.date(2022, 12, 31))
TONES = st.one_of(st.none(), st.floats(-1, 1))


@drawings
@given(
    st.lists(st.tuples(st.one_of(NEAR, DAYS), st.integers(0, 700), st.booleans(), TONES, TONES), max_size=25),
    st.sampled_from([7.0, NARROW]),
)
def test_all_drawn_events_lie_inside_and_no_words_on_each_other(
    points: list[tuple[dt.date, int, bool, float | None, float | None]], width: float
) -> None:
    told = [
        (str(day), str(day + dt.timedelta(days=days)), future, polarity, level)
        for day, days, future, polarity, level in points
    ]
    canvas = render(figure_of(told), width=width)
    ax = canvas.axes[0]
    assert not overlapping(ax)
    assert not outside(canvas)
    if ax.axison:
        bottom, top = ax.get_ylim()
        assert all(bottom <= y <= top for y, _ in dots(ax))


def test_drawn_rows_are_those_in_the_window() -> None:
    rows = with_days(storyline(FALL_AND_RECOVERY))
    assert len(drawn(rows, (rows["x"].min(), rows["x"].max()))) == len(rows)
    assert drawn(rows, (0.0, 1.0)).empty
