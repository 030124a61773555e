from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import same_color
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from tenor import tables
from tenor.charts.colors import side_colors
from tenor.charts.figure import NARROW, render, svg
from tenor.charts.timeline import draw_timeline, timeline_figure, too_little, y_limit
from tests.charts.overlap import outside, overlapping

SIDES = ("North", "South")
RELATIVE = {"relative": "polarity", "relative_low": "low", "relative_high": "high"}
COLORS = side_colors(SIDES)
# Of each bin: month, side, polarity, low, high, stances, unscored.
BINS: list[tuple[str, str, float | None, float | None, float | None, int, int]] = [
    ("2023-01-01", "North", 0.2, 0.1, 0.3, 10, 2),
    ("2023-02-01", "North", None, None, None, 0, 0),
    ("2023-03-01", "North", -0.1, None, None, 4, 1),
    ("2023-04-01", "North", 0.1, -0.9, 1.0, 9, 0),
    ("2023-01-01", "South", 0.1, 0.0, 0.2, 8, 0),
    ("2023-02-01", "South", -0.3, -0.4, -0.2, 20, 5),
    ("2023-03-01", "South", 0.0, -0.1, 0.1, 7, 0),
    ("2023-04-01", "South", 0.1, 0.0, 0.2, 6, 0),
    ("2023-01-01", "observer", 0.3, None, None, 3, 0),
    ("2023-04-01", "observer", 0.2, None, None, 3, 0),
]


def timeline(bins: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    names = ["bin", "side", "polarity", "low", "high", "n_stances", "n_unscored"]
    rows = [dict(zip(names, cells, strict=True)) for cells in bins]
    return tables.frame("timeline", [{**row, "n_articles": 2, "negative_share": None} for row in rows])


def from_baseline(bins: Sequence[tuple[Any, ...]], zeros: dict[str, float]) -> pd.DataFrame:
    table = timeline(bins)
    zero = table["side"].map(zeros)
    relative = {name: table[of] - zero for name, of in RELATIVE.items()}
    return tables.checked("timeline", table.assign(baseline=zero, **relative))


def baselines(zeros: dict[str, float], choice: str = "corpus") -> pd.DataFrame:
    rows = [
        {"scorer": "toy", "side": side, "choice": choice, "baseline": zero, "n_articles": 9, "source": "here"}
        for side, zero in zeros.items()
    ]
    return tables.frame("baselines", rows)


def storyline(*events: tuple[str, str, float, str, bool]) -> pd.DataFrame:
    rows = [
        {
            "scorer": "toy",
            "start": start,
            "end": end,
            "future": future,
            "polarity": polarity,
            "level": None,
            "n_events": 1,
            "n_articles": 1,
            "event_id": f"a@{i}-{i}",
            "text": text,
        }
        for i, (start, end, polarity, text, future) in enumerate(events)
    ]
    return tables.frame("storyline", rows)


TIMELINE = timeline(BINS)
ZEROS = {"North": 0.1, "South": -0.1, "observer": 0.2}
EVENTS = (
    ("2023-01-10", "2023-01-10", 0.5, "the ferries sailed again for the first time", False),
    ("2023-03-05", "2023-03-05", -0.6, "both envoys were called home over the harbour", False),
    ("2023-03-07", "2023-03-07", -0.5, "a second quarrel began", False),
    ("2023-01-01", "2023-12-31", -0.9, "a bad year for fishing", False),
    ("2023-04-20", "2023-04-20", 0.9, "a summit was planned", True),
    ("1999-01-10", "1999-01-10", 0.9, "a treaty was signed", False),
)


@pytest.fixture
def axes() -> tuple[Axes, Axes]:
    upper, lower = Canvas(figsize=(7, 4)).subplots(2, 1, sharex=True)
    draw_timeline((upper, lower), TIMELINE, colors=COLORS)
    return upper, lower


def lines_of(ax: Axes, side: str) -> list[Any]:
    return [line for line in ax.lines if same_color(line.get_color(), COLORS[side])]


def rectangles(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def points(ax: Axes, side: str, *, hollow: bool) -> int:
    dots = [line for line in lines_of(ax, side) if line.get_marker() not in ("None", "")]
    of_kind = [line for line in dots if (line.get_markerfacecolor() == "white") == hollow]
    return sum(int(np.isfinite(np.asarray(line.get_ydata(), float)).sum()) for line in of_kind)


def test_each_side_has_a_line_in_its_colour_with_its_numbers(axes: tuple[Axes, Axes]) -> None:
    (line,) = (line for line in lines_of(axes[0], "South") if line.get_linestyle() != "None")
    np.testing.assert_allclose(np.asarray(line.get_ydata(), float), [0.1, -0.3, 0.0, 0.1])


def test_no_line_is_drawn_across_an_empty_bin(axes: tuple[Axes, Axes]) -> None:
    (line,) = (line for line in lines_of(axes[0], "North") if line.get_linestyle() != "None")
    assert np.isnan(np.asarray(line.get_ydata(), float)).tolist() == [False, True, False, False]


def test_the_sides_differ_in_dash_and_marker(axes: tuple[Axes, Axes]) -> None:
    looks = [{(line.get_linestyle(), line.get_marker()) for line in lines_of(axes[0], side)} for side in SIDES]
    assert looks[0].isdisjoint(looks[1])


def test_bins_with_few_scored_stances_are_hollow(axes: tuple[Axes, Axes]) -> None:
    assert points(axes[0], "North", hollow=True) == 1
    assert points(axes[0], "North", hollow=False) == 2
    assert points(axes[0], "South", hollow=True) == 0


def test_min_stances_decides_what_is_few() -> None:
    upper, lower = Canvas().subplots(2, 1, sharex=True)
    draw_timeline((upper, lower), TIMELINE, colors=COLORS, min_stances=8)
    assert points(upper, "South", hollow=True) == 2


def test_lines_are_named_at_their_end_and_there_is_no_legend(axes: tuple[Axes, Axes]) -> None:
    words = {text.get_text() for text in axes[0].texts}
    assert {"North", "South", "observers"} <= words
    assert axes[0].get_legend() is None


def test_line_names_do_not_overlap() -> None:
    canvas = render(timeline_figure(TIMELINE, sides=SIDES, scorer="toy", period="month"))
    boxes = [t.get_window_extent() for t in canvas.axes[0].texts if t.get_text() in {"North", "South", "observers"}]
    assert len(boxes) == 3
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_baseline_is_drawn_and_named_and_the_scale_is_symmetric(axes: tuple[Axes, Axes]) -> None:
    low, high = axes[0].get_ylim()
    assert low == -high
    assert "neutral 0" in [label.get_text() for label in axes[0].get_yticklabels()]
    assert any(np.allclose(np.asarray(line.get_ydata(), float), 0) for line in axes[0].lines)


def test_bands_reach_from_low_to_high(axes: tuple[Axes, Axes]) -> None:
    bars = [patch for patch in rectangles(axes[0]) if patch.get_height() == pytest.approx(0.2)]
    assert len(bars) == 5
    assert bars[0].get_y() == pytest.approx(0.1)


def test_counts_stand_below_with_scored_ones_filled(axes: tuple[Axes, Axes]) -> None:
    heights = [patch.get_height() for patch in rectangles(axes[1]) if patch.get_fill()]
    outlines = [patch.get_height() for patch in rectangles(axes[1]) if not patch.get_fill()]
    assert sum(outlines) == TIMELINE["n_stances"].sum()
    assert sum(heights) == (TIMELINE["n_stances"] - TIMELINE["n_unscored"]).sum()
    assert [label.get_text() for label in axes[1].get_yticklabels()] == ["0", "20"]


def test_observers_are_thin_and_have_no_band(axes: tuple[Axes, Axes]) -> None:
    observers = [line for line in axes[0].lines if same_color(line.get_color(), COLORS["observer"])]
    assert [line.get_linewidth() for line in observers] == [0.9]


@pytest.mark.parametrize(
    "bins, words",
    [
        ([], "No scored stance has a date"),
        (BINS[1:2], "No scored stance has a date"),
        (BINS[:1], "All 8 scored stances with a date fall into one month, January 2023"),
        ([("2023-01-01", "North", 0.2, None, None, 1, 0)], "The one scored stance with a date falls into one month"),
    ],
)
def test_with_too_little_the_axes_say_so_in_words(bins: Sequence[tuple[Any, ...]], words: str) -> None:
    table = timeline(bins)
    figure = timeline_figure(table, sides=SIDES, scorer="toy", period="month", verdict="Too little to tell: nothing.")
    canvas = render(figure)
    assert words in too_little(table, period="month")
    assert words in " ".join(" ".join(text.get_text().split()) for ax in canvas.axes for text in ax.texts)
    assert not any(ax.axison for ax in canvas.axes)
    assert words in figure.alt
    assert figure.title == "Too little to tell: nothing."


def test_the_title_is_the_verdicts_sentence_and_claims_nothing_without_one() -> None:
    told = timeline_figure(TIMELINE, sides=SIDES, scorer="toy", period="month", verdict="Flat: so and so.")
    assert told.title == "Flat: so and so."
    untold = timeline_figure(TIMELINE, sides=SIDES, scorer="toy", period="month")
    assert untold.title == "How North and South sound, by month, from January 2023 to April 2023"


def test_the_alternative_text_tells_the_numbers() -> None:
    alt = timeline_figure(TIMELINE, sides=SIDES, scorer="toy", period="month").alt
    assert "Line chart of mean polarity over 4 months, with 70 stances." in alt
    assert "South: +0.10 in January 2023 to +0.10 in April 2023; lowest −0.30 in February 2023, highest +0.10 in" in alt
    assert "North: +0.20 in January 2023" in alt
    assert "3 of 4 months with scored stances" in alt


def test_the_caption_tells_how_many_which_scorer_and_which_scale() -> None:
    caption = timeline_figure(TIMELINE, sides=SIDES, scorer="toy", period="month", min_stances=7).caption
    assert "scorer toy" in caption
    assert "62 scored stances" in caption
    assert "8 more in which nothing was assessed" in caption
    assert "fewer than 7 scored stances" in caption
    assert "The scale shows −0.6 to +0.6" in caption
    assert "cut off" in caption


def test_the_scale_never_makes_small_differences_look_large() -> None:
    small = timeline([("2023-01-01", "North", 0.01, 0.0, 0.02, 9, 0), ("2023-02-01", "North", 0.02, 0.0, 0.03, 9, 0)])
    assert y_limit(small) == 0.3
    assert y_limit(timeline([("2023-01-01", "North", -1.0, -1.0, -1.0, 9, 0)])) == 1.0


def test_the_table_holds_the_numbers_with_readable_names() -> None:
    table = timeline_figure(TIMELINE, sides=SIDES, scorer="toy", period="month").table
    assert list(table)[:3] == ["month", "side", "mean polarity"]
    assert len(table) == len(TIMELINE)
    assert table["month"].iloc[0] == "2023-01-01"


@pytest.mark.parametrize("width", [7.0, NARROW])
def test_one_side_alone_and_many_weeks_can_be_drawn(width: float) -> None:
    weeks = pd.date_range("2021-01-04", periods=120, freq="W-MON").strftime("%Y-%m-%d")
    bins = [(week, "North", 0.1, 0.0, 0.2, 6, 0) for week in weeks]
    figure = timeline_figure(timeline(bins), sides=SIDES, scorer="toy", period="week")
    assert svg(figure, width=width).count("North") >= 1
    assert "South" not in figure.alt


def test_tone_is_drawn_from_what_is_ordinary_for_the_side_and_stays_raw_in_the_table() -> None:
    table = from_baseline(BINS, ZEROS)
    options: dict[str, Any] = {"sides": SIDES, "scorer": "toy", "period": "month"}
    figure = timeline_figure(table, baselines=baselines(ZEROS), **options)
    upper = render(figure).axes[0]
    (line,) = (line for line in lines_of(upper, "South") if line.get_linestyle() != "None")
    np.testing.assert_allclose(np.asarray(line.get_ydata(), float), [0.2, -0.2, 0.1, 0.2])
    assert "ordinary 0" in [label.get_text() for label in upper.get_yticklabels()]
    assert "0 is what is ordinary for a side: the mean of its articles here" in figure.caption
    assert "less what is ordinary for the side" in figure.alt
    assert figure.table["mean polarity"].dropna().tolist() == table["polarity"].dropna().tolist()
    assert figure.table["less ordinary"].dropna().tolist() == table["relative"].dropna().tolist()


def test_with_the_choice_none_zero_is_neutral() -> None:
    table = from_baseline(BINS, dict.fromkeys(ZEROS, 0.0))
    options: dict[str, Any] = {"sides": SIDES, "scorer": "toy", "period": "month"}
    figure = timeline_figure(table, baselines=baselines(dict.fromkeys(ZEROS, 0.0), "none"), **options)
    assert "neutral 0" in [label.get_text() for label in render(figure).axes[0].get_yticklabels()]
    assert "ordinary" not in figure.caption


def test_negative_salience_stands_in_the_table_where_it_was_asked() -> None:
    asked = TIMELINE.assign(n_read=10.0, negative_salience=0.3)
    options: dict[str, Any] = {"sides": SIDES, "scorer": "toy", "period": "month"}
    assert "negative stances per article read" in timeline_figure(asked, **options).table
    assert "negative stances per article read" not in timeline_figure(TIMELINE, **options).table


@pytest.mark.parametrize("width", [7.0, NARROW])
def test_the_strongest_past_events_in_the_window_are_named_above_and_apart(width: float) -> None:
    options: dict[str, Any] = {"sides": SIDES, "scorer": "toy", "period": "month"}
    figure = timeline_figure(TIMELINE, storyline=storyline(*EVENTS), **options)
    canvas = render(figure, width=width)
    upper = canvas.axes[0]
    words = [text.get_text().replace("\n", " ") for text in upper.texts if text.get_text()[:1].isdigit()]
    assert len(words) == 2
    assert words[0].startswith("10 Jan 2023 the ferries")
    assert words[1].startswith("5 Mar 2023 both envoys")
    assert not overlapping(upper)
    assert not outside(canvas)
    assert "the strongest dated events" in figure.caption


def test_a_story_line_without_events_to_name_changes_nothing() -> None:
    options: dict[str, Any] = {"sides": SIDES, "scorer": "toy", "period": "month"}
    plain, empty = (timeline_figure(TIMELINE, storyline=table, **options) for table in (None, storyline(EVENTS[-2])))
    assert svg(plain) == svg(empty)
    assert plain.caption == empty.caption


def test_too_little_stays_words_beside_events() -> None:
    figure = timeline_figure(
        timeline(BINS[:1]), sides=SIDES, scorer="toy", period="month", storyline=storyline(*EVENTS)
    )
    assert len(render(figure).axes[0].texts) == 1
