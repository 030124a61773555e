import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import same_color
from matplotlib.lines import Line2D

from tenor import tables
from tenor.charts.colors import FIRST, SECOND
from tenor.charts.comparison import comparison_figure
from tenor.charts.figure import NARROW, Figure, render, svg
from tenor.charts.names import within
from tenor.charts.shades import SHADES, shade
from tests.charts.overlap import drawings, outside, overlapping

SIDES = ("North", "South")
MONTHS = ("2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01")
Tones = Sequence[float | None]
TWO: dict[str, dict[str, Tones]] = {
    "one": {"North": [0.2, None, -0.1, 0.1], "South": [0.1, -0.3, 0.0, 0.1]},
    "two": {"North": [0.3, 0.3, 0.1, 0.4], "South": [0.0, -0.1, 0.2, 0.1]},
}


def timelines(runs: dict[str, dict[str, Tones]], *, scored: int = 10, **cells: str) -> pd.DataFrame:
    rows = [
        {"run": run, "label": f"scorer {run}", "scorer": run, "bin": month, "side": side, **point(p, scored), **cells}
        for run, sides in runs.items()
        for side, tones in sides.items()
        for month, p in zip(MONTHS, tones, strict=True)
    ]
    return tables.frame("timelines", ({**row, "period": "month"} for row in rows))


def point(polarity: float | None, scored: int) -> dict[str, object]:
    if polarity is None:
        return {"polarity": None, "low": None, "high": None, "n_stances": 0, "n_unscored": 0}
    low, high = max(polarity - 0.1, -1), min(polarity + 0.1, 1)
    return {"polarity": polarity, "low": low, "high": high, "n_stances": scored + 2, "n_unscored": 2}


def moved(*differences: tuple[str, str, float | None], half: float | None = None) -> pd.DataFrame:
    counts = {"n_before": 9, "n_after": 9, "n_both": 9, "note": ""}
    rows = [
        {"reference": "one", "run": run, "side": side, "difference": d, **counts}
        | ({} if half is None or d is None else {"low": d - half, "high": d + half})
        for run, side, d in differences
    ]
    blank = dict.fromkeys(("before", "after", "low", "high", "gone", "new", "rescored", "assessed", "side_changed"))
    return tables.frame("moved", [{**blank, **row} for row in rows])


MOVED = moved(("two", "North", 0.2), ("two", "South", 0.05))


def figure(runs: dict[str, dict[str, Tones]] = TWO, table: pd.DataFrame = MOVED, **options: Any) -> Figure:
    return comparison_figure(timelines(runs, **options), table, sides=SIDES)


def axes_of(made: Figure, *, width: float = 7.0) -> list[Axes]:
    return render(made, width=width).axes


def lines(ax: Axes, place: int, color: str) -> list[Line2D]:
    """The joined lines of the run at `place`."""
    tone = shade(color, SHADES[place])
    return [line for line in ax.lines if same_color(line.get_color(), tone) and line.get_linestyle() != "None"]


def heights(line: Line2D) -> list[float]:
    return [float(y) for y in np.asarray(line.get_ydata(), float)]


def words(ax: Axes) -> list[str]:
    return [" ".join(text.get_text().split()) for text in ax.texts if text.get_text()]


def test_each_side_has_a_panel_with_a_line_a_run_in_shades_of_its_colour() -> None:
    upper, lower = axes_of(figure())
    assert upper.get_title(loc="left") == "North"
    assert lower.get_title(loc="left") == "South"
    (line,) = lines(upper, 1, FIRST)
    assert heights(line) == [0.3, 0.3, 0.1, 0.4]
    (line,) = lines(lower, 0, SECOND)
    assert heights(line) == [0.1, -0.3, 0.0, 0.1]


def test_panels_share_their_scales() -> None:
    upper, lower = axes_of(figure())
    assert upper.get_ylim() == lower.get_ylim()
    assert upper.get_xlim() == lower.get_xlim()
    assert upper.get_ylim()[0] == -upper.get_ylim()[1]


def test_runs_differ_in_dash_and_mark_besides_their_shade() -> None:
    upper, _ = axes_of(figure())
    looks = [
        {line.get_marker() for line in upper.lines if same_color(line.get_color(), shade(FIRST, how))} - {"None"}
        for how in SHADES[:2]
    ]
    assert looks == [{"o"}, {"s"}]
    assert str(lines(upper, 0, FIRST)[0].get_linestyle()) != str(lines(upper, 1, FIRST)[0].get_linestyle())


def test_lines_are_named_at_their_ends_without_a_legend() -> None:
    for ax in axes_of(figure()):
        assert {"scorer one", "scorer two"} <= set(words(ax))
        assert ax.get_legend() is None


@pytest.mark.parametrize("width, most", [(7.0, 42), (NARROW, 22)])
def test_names_that_are_too_long_stand_below_the_panels_under_their_numbers(width: float, most: int) -> None:
    names = {"one": "o" * most, "two": "since 2023-02-01, scorer two, over quarter, weights by stance, not by outlet"}
    table = timelines(TWO)
    beside = render(
        comparison_figure(table.assign(label=table["run"].map(names | {"two": "t"})), MOVED, sides=SIDES), width=width
    )
    assert len(beside.axes) == len(SIDES)
    *panels, key = render(
        comparison_figure(table.assign(label=table["run"].map(names)), MOVED, sides=SIDES), width=width
    ).axes
    assert [sorted({"1", "2"}.intersection(words(ax))) for ax in panels] == [["1", "2"]] * 2
    (told,) = key.texts
    assert " ".join(told.get_text().split()) == f"1 {names['one']} 2 {names['two']}"


def test_the_caption_explains_an_interval_only_where_the_title_has_one() -> None:
    table = pd.concat([moved(("two", "North", 0.2)), moved(("three", "North", 0.1), half=0.05)])
    made = comparison_figure(timelines({**TWO, "three": TWO["two"]}), table, sides=SIDES)
    assert "interval" not in made.caption
    assert made.title.endswith("North by +0.20")


def test_no_line_is_drawn_across_a_month_without_a_stance() -> None:
    (line,) = lines(axes_of(figure())[0], 0, FIRST)
    assert [height != height for height in heights(line)] == [False, True, False, False]


def test_points_on_few_stances_are_hollow() -> None:
    for scored, face in ((4, "white"), (5, shade(FIRST, SHADES[0]))):
        upper, _ = axes_of(figure(scored=scored))
        dots = [line for line in upper.lines if line.get_marker() == "o" and np.isfinite(heights(line)).any()]
        assert all(same_color(line.get_markerfacecolor(), face) for line in dots)


def test_bands_stand_beside_each_other() -> None:
    upper, _ = axes_of(figure())
    bars = [patch.get_bbox() for patch in upper.patches if np.isfinite(patch.get_bbox().height)]  # type: ignore[attr-defined]
    assert len(bars) == 7
    spans = sorted((bar.x0, bar.x1) for bar in bars)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "table, title",
    [
        (MOVED, "From “scorer one” to “scorer two”, mean polarity moves: North by +0.20 and South by +0.05"),
        (moved(("two", "North", 0.2), half=0.1), "…: North by +0.20 (+0.10 to +0.30)"),
        (moved(("two", "North", 0.2), half=0.3), "…: North by +0.20, not surely (−0.10 to +0.50)"),
        (moved(("two", "North", None)), "No side is in two of these runs, so nothing can be compared"),
        (MOVED[:0], "One run alone"),
    ],
)
def test_the_title_says_how_far_the_means_moved_and_whether_that_is_sure(table: pd.DataFrame, title: str) -> None:
    assert figure(table=table).title.endswith(title.removeprefix("…"))


def test_of_several_runs_the_title_names_the_farthest() -> None:
    table = moved(("two", "North", 0.2), ("three", "North", -0.3), ("three", "South", 0.0))
    three = TWO | {"three": TWO["two"]}
    assert figure(three, table).title == (
        "From “scorer one” to “scorer three”, mean polarity moves most: North by −0.30 and South by 0.00"
    )


def test_of_more_than_six_runs_the_first_and_the_five_farthest_are_drawn_and_that_is_said() -> None:
    runs = {"one": TWO["one"]} | {f"run {i}": TWO["two"] for i in range(7)}
    far = moved(*((f"run {i}", "North", None if i == 3 else 0.1 * (i % 4) + 0.01 * i) for i in range(7)))
    made = figure(runs, far)
    drawn = {word for word in words(axes_of(made)[0]) if word.startswith("scorer")}
    assert drawn == {"scorer one", "scorer run 1", "scorer run 2", "scorer run 4", "scorer run 5", "scorer run 6"}
    assert "Of 8 runs: the first and the 5 farthest from it." in made.caption
    assert len(set(made.table["run"])) == 8


def test_a_run_of_other_sides_has_no_line_and_the_caption_says_so() -> None:
    runs = TWO | {"far": {"East": [0.1, 0.2, 0.3, 0.4], "West": [0.0, 0.0, 0.0, 0.0]}}
    made = figure(runs)
    assert "scorer far" not in " ".join(words(axes_of(made)[0]))
    assert "Without a line, for having other sides: scorer far." in made.caption


def test_the_caption_tells_scorers_periods_and_what_bands_do_not_say() -> None:
    made = figure(table=moved(("two", "North", 0.2), half=0.1))
    assert made.caption.startswith(
        "Mean polarity by month (scorer one and two), of 70 to 80 scored stances with a date a run."
    )
    assert "of runs that share articles they say nothing of the difference" in made.caption
    assert "In the title: its 95 % interval." in made.caption
    assert "Each scorer has its own zero and scale." in made.caption
    assert "its own zero" not in figure(scorer="toy").caption
    assert "In the title" not in made.caption.replace("In the title: its 95 % interval.", "")


def test_the_alternative_text_tells_every_line() -> None:
    alt = figure().alt
    assert alt.startswith("Line charts of mean polarity over time, a panel for each of North and South.")
    assert "South, scorer one: +0.10 in Jan 2023 to +0.10 in Apr 2023, between −0.30 and +0.10." in alt
    assert alt.count("scorer") == 4


@pytest.mark.parametrize("runs", [{}, {"one": {"North": [None] * 4}}, {"one": {"North": [0.1, None, None, None]}}])
def test_too_little_is_said_in_words(runs: dict[str, dict[str, Tones]]) -> None:
    made = figure(runs, MOVED[:0])
    (ax,) = axes_of(made)
    assert not ax.axison
    assert "No two periods with a scored stance" in words(ax)[0]
    assert made.alt.startswith("No chart: No two periods")


def test_a_side_silent_in_all_runs_has_an_empty_panel() -> None:
    upper, lower = axes_of(figure({"one": {"North": [0.1, 0.2, 0.1, 0.2]}}))
    assert "scorer one" in words(upper)
    assert "scorer one" not in words(lower)


def test_names_are_moved_together_and_no_further_than_needed() -> None:
    assert within([-0.2, 1.2], 1.0) == pytest.approx([-0.4, 1.0])
    assert within([-1.5, 0.5], 1.0) == pytest.approx([-1.0, 1.0])
    assert within([], 1.0) == []


def test_hostile_names_are_only_words() -> None:
    made = comparison_figure(
        timelines(TWO).assign(label="</text><script>$x^$\u202e\x00"), MOVED, sides=("North", "South")
    )
    drawn = svg(made)
    assert "<script" not in drawn
    assert not re.search("[\x00\u202e]", drawn + made.title + made.caption + made.alt)


TONES = st.lists(st.one_of(st.none(), st.floats(-1, 1)), min_size=4, max_size=4)


@drawings
@given(
    st.dictionaries(st.text("abc xyz,", min_size=1, max_size=40), st.tuples(TONES, TONES), min_size=1, max_size=6),
    st.sampled_from([7.0, NARROW]),
)
def test_no_words_stand_on_each_other_or_outside(runs: dict[str, tuple[Tones, Tones]], width: float) -> None:
    made = figure({name: dict(zip(SIDES, tones, strict=True)) for name, tones in runs.items()})
    canvas = render(made, width=width)
    assert not any(overlapping(ax) for ax in canvas.axes)
    assert not outside(canvas)
