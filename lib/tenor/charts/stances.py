"""Every stance as a dot: who sounds how, and which few stances pull a mean."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from numpy.typing import ArrayLike, NDArray

from tenor.charts.colors import OTHER, look, side_colors
from tenor.charts.figure import Figure
from tenor.charts.layout import EM, is_narrow, say, width_of
from tenor.charts.rows import Line, Outlier, in_order, lines, outlier, sorted_rows, with_rows
from tenor.charts.wording import counted, listed, shortened, shown
from tenor.narrative.means import group_means, with_polarity
from tenor.narrative.numerals import signed
from tenor.relation import OBSERVER

Floats = NDArray[np.float64]

MOST_DOTS, LARGEST_DOT = 1500, 90.0
"""Above this many stances a dot stands for those of a row that round to the same twentieth of polarity, its area for
their number; the largest has so many square points."""

ALIKE = 0.005
"""Means closer than this are not told apart in words: they are written the same."""

_NONE = "No stance was found, so there is nothing to draw."


def stances_figure(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    sides: Sequence[str],
    scorer: str,
    adjectives: Mapping[str, str] | None = None,
    min_stances: int = 5,
) -> Figure:
    """Give the figure of the tables `stances` and `scores`: a dot for each stance, rows by side and speaker.

    The speakers with the most stances have a row of their own, the others of a side share one. The title compares the
    sides where each has `min_stances` scored stances or more. `adjectives` says what a side's stances are called:
    {"China": "Chinese"}. Raises ParameterError for a scorer that scored nothing here.
    """
    colors = side_colors(sides)
    scored = with_polarity(stances, scores, scorer=scorer)
    rows = with_rows(scored, group_means(scored, ["side", "speaker"]), sides=sides)
    by_row, by_side = group_means(rows, ["side", "row"]), group_means(scored, ["side"])

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight(0.7 + 0.24 * len(lines(rows, by_row, colors)) if len(rows) else 1.1)
        draw_stances(canvas.subplots(), rows, by_row, colors=colors)

    return Figure(
        name="stances",
        title=_title(by_side, sides=sides, adjectives=adjectives or {}, min_stances=min_stances),
        caption=_caption(rows, scorer=scorer),
        alt=_alt(rows, by_side, colors),
        table=_table(by_row, colors),
        draw=draw,
    )


def draw_stances(ax: Axes, rows: pd.DataFrame, by_row: pd.DataFrame, *, colors: Mapping[str, str]) -> None:
    """Draw the stances of `rows`, as `with_rows` gives them, and the means of `by_row`, their mean by side and row."""
    if rows.empty:
        say(ax, _NONE)
        return
    order = lines(rows, by_row, colors)
    means = {(side, row): (mean, unscored) for side, row, mean, unscored in _cells(by_row, "polarity", "n_unscored")}
    counts = rows.assign(step=_steps(rows["polarity"])).groupby(["side", "row", "step"]).size()
    per_stance = LARGEST_DOT / counts.max() if len(rows) > MOST_DOTS and len(counts) else None
    room = (width_of(ax) - (2.2 if is_narrow(ax) else 2.9)) * 72  # points between -1 and 1, about
    for y, line in enumerate(order):
        if line.kind == "row":
            part = rows[(rows["side"] == line.side) & (rows["row"] == line.row)]
            polarity = part["polarity"].dropna().to_numpy(float)
            _draw_dots(ax, y, polarity, side=line.side, colors=colors, room=room, per_stance=per_stance)
            _draw_row(ax, y, *means[line.side, line.row], color=colors.get(line.side, OTHER))
        elif line.kind == "words" and (stance := outlier(rows, line.end, colors)):
            row = order.index(Line("row", stance.side, stance.row))
            _draw_words(ax, y, stance, row=row, room=room)
    _draw_scale(ax, order, by_row, colors)


def stacked(polarity: Floats, *, cell: float) -> tuple[Floats, Floats]:
    """Give where dots go so that few hide another: those within the same `cell` stand above and below each other.

    Heights are parts of a row, from -.36 to .36. The polarity itself is never moved.

    >>> [values.tolist() for values in stacked(np.array([0.5, 0.0, 0.0]), cell=0.1)]
    [[0.0, 0.0, 0.5], [-0.12, 0.12, 0.0]]
    """
    order = np.sort(polarity)
    _, of, n = np.unique(np.round(order / cell), return_inverse=True, return_counts=True)
    first = np.concatenate([[0], np.cumsum(n)[:-1]])
    step = np.minimum(0.24, 0.72 / np.maximum(n - 1, 1))
    return order, (np.arange(len(order)) - first[of] - (n[of] - 1) / 2) * step[of]


def _draw_dots(
    ax: Axes, y: int, polarity: Floats, *, side: str, colors: Mapping[str, str], room: float, per_stance: float | None
) -> None:
    color, marker = colors.get(side, OTHER), look(side, colors).marker
    if per_stance is not None:
        places, n = np.unique(_steps(polarity), return_counts=True)
        heights, area, alpha = np.zeros(len(places)), np.maximum(n * per_stance, 1.0), 0.6
    else:
        places, heights = stacked(polarity, cell=2 * 4.5 / room)
        area, alpha = np.full(len(places), 11.0), 0.75
    ax.scatter(places, y + heights, s=area, color=color, alpha=alpha, linewidth=0, marker=marker)


def _steps(polarity: ArrayLike) -> Floats:
    steps: Floats = np.round(np.asarray(polarity, dtype=float) * 20) / 20 + 0.0
    return steps


def _draw_row(ax: Axes, y: int, mean: float, n_unscored: int, *, color: str) -> None:
    ax.axhline(y, color="#e8e8e8", linewidth=0.6, zorder=0)
    ax.vlines(mean, y - 0.42, y + 0.42, color=color, linewidth=2.2, zorder=3)
    if n_unscored:
        words = f"{n_unscored:,} unscored"
        ax.text(1.02, y, words, transform=ax.get_yaxis_transform(), va="center", fontsize=7.5, color="#666666")


def _draw_words(ax: Axes, y: int, stance: Outlier, *, row: int, room: float) -> None:
    """Write the words of an outlier below its row, from its dot towards the middle."""
    x = stance.polarity
    beside = 45 if is_narrow(ax) else 60  # points beside the scale, where other lines have names and numbers
    words = stance.words(int((room * (1 + abs(x)) / 2 + beside) / (7.5 * EM)) - 7)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    ha = "left" if x < 0 else "right"
    ax.plot([x, x], [row + 0.12, y - 0.28], color="#777777", linewidth=0.7, zorder=2)
    ax.text(x, y - 0.1, words, ha=ha, va="center", fontsize=7.5, fontstyle="italic", color="#333333", bbox=box)


def _draw_scale(ax: Axes, order: Sequence[Line], by_row: pd.DataFrame, colors: Mapping[str, str]) -> None:
    n = {(side, row): count for side, row, count in _cells(by_row, "n_stances")}
    named = [(y, line) for y, line in enumerate(order) if line.kind != "words"]
    letters = 17 if is_narrow(ax) else 27
    names = [
        f"{shortened(line.row, letters)} ({n[line.side, line.row]:,})" if line.kind == "row" else _called(line.side)
        for _, line in named
    ]
    ax.set_yticks([y for y, _ in named], names)
    for label, (_, line) in zip(ax.get_yticklabels(), named, strict=True):
        label.set_fontsize(7.5 if is_narrow(ax) else 8.5)
        if line.kind == "side":
            label.set(color=colors.get(line.side, OTHER), fontweight="bold")
    ax.set_ylim(len(order) - 0.4, -0.7)
    ax.set_xlim(-1.03, 1.03)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1\nhostile", "−0.5", "0\nneutral", "+0.5", "+1\nfriendly"])
    ax.axvline(0, color="#555555", linewidth=0.9, zorder=1)
    ax.spines["left"].set_visible(False)


def _cells(by_row: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return by_row[["side", "row", *columns]].itertuples(index=False, name=None)


def _called(side: str) -> str:
    return "Observers" if side == OBSERVER else shown(side)


def _title(by_side: pd.DataFrame, *, sides: Sequence[str], adjectives: Mapping[str, str], min_stances: int) -> str:
    known = by_side.set_index("side").reindex(list(sides))
    n = [int(count) for count in (known["n_stances"] - known["n_unscored"]).fillna(0)]
    names = [shown(adjectives.get(side, side)) for side in sides]
    numbers = listed(f"{count:,} {name}" for count, name in zip(n, names, strict=True))
    if min(n) < min_stances:
        return f"Too few stances to compare the sides: {numbers} scored"
    one, two = known["polarity"]
    if abs(one - two) < ALIKE:
        return f"{names[0]} and {names[1]} stances sound alike on average ({numbers} scored)"
    friendlier, other = names if one > two else names[::-1]
    gap = f"{friendlier} stances sound friendlier than {other} ones by {abs(one - two):.2f}"
    return f"{gap}{_doubt(known)} ({numbers} scored)"


def _doubt(known: pd.DataFrame) -> str:
    """Say what keeps a gap between the means of two sides from being more than what was seen."""
    if known[["low", "high"]].isna().to_numpy().any():
        return ", but the stances of one article alone cannot say how sure that is"
    overlap = known["low"].max() <= known["high"].min()
    return ", but their 95 % bands by article overlap" if overlap else ""


def _caption(rows: pd.DataFrame, *, scorer: str) -> str:
    n, n_scored = len(rows), int(rows["polarity"].count())
    many = "Each dot stands for the stances of a row that round to the same 0.05, its area for their number"
    return (
        f"{many if n > MOST_DOTS else 'Each dot is a stance'}: {n_scored:,} scored by {shown(scorer)}, of {n:,}; "
        "those with nothing to assess are counted at the right. Upright bar: mean of a row. In brackets: stances."
    )


def _alt(rows: pd.DataFrame, by_side: pd.DataFrame, colors: Mapping[str, str]) -> str:
    if rows.empty:
        return f"No chart: {_NONE}"
    told = [_told(by_side[by_side["side"] == side], side) for side in in_order(by_side, colors)]
    for end, name in ((-1, "Lowest"), (1, "Highest")):
        if found := outlier(rows, end, colors):
            told.append(f"{name}: {shortened(found.speaker, 60) or 'unattributed'}, {found.words(80)}.")
    return f"Dot plot of {counted(len(rows), 'stance')} by polarity. {' '.join(told)}"


def _told(of_side: pd.DataFrame, side: str) -> str:
    n, unscored = int(of_side["n_stances"].sum()), int(of_side["n_unscored"].sum())
    mean = "" if n == unscored else f", mean {signed(float(of_side['polarity'].sum()))}"
    return f"{_called(side)}: {counted(n, 'stance')}, {unscored:,} unscored{mean}."


def _table(by_row: pd.DataFrame, colors: Mapping[str, str]) -> pd.DataFrame:
    names = {
        "side": "side",
        "row": "speaker",
        "polarity": "mean polarity",
        "low": "low",
        "high": "high",
        "negative_share": "share negative",
        "n_stances": "stances",
        "n_unscored": "unscored",
        "n_articles": "articles",
    }
    return sorted_rows(by_row, colors)[list(names)].rename(columns=names)
