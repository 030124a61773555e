"""Topics: how each side sounds on each of them, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.colors import OTHER, look, side_colors
from tenor.charts.figure import Figure
from tenor.charts.layout import EM, is_narrow, say
from tenor.charts.wording import counted, listed, shortened, shown
from tenor.narrative.numerals import signed
from tenor.relation import OBSERVER

MOST_TOPICS = 14
"""The topics with the most stances are drawn, others stand in the table."""

SMALLEST_SCALE = 0.3
NO_TOPIC = "no topic named"

_NONE = "No stance was scored, so there are no topics to compare."


def topics_figure(by_topic: pd.DataFrame, *, sides: Sequence[str], scorer: str, min_stances: int = 5) -> Figure:
    """Give the figure of `mean_by(..., ["side", "topic"])`: for each topic a dot and an interval a side.

    The topic on which both sound most hostile stands first. Dots that rest on fewer than `min_stances` scored stances
    are hollow, and no title is made of them.
    """
    rows = _rows(by_topic, sides)
    order = _order(rows)

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight(0.75 + 0.42 * len(order) if order else 1.1)
        draw_topics(canvas.subplots(), rows, colors=side_colors(sides), min_stances=min_stances)

    return Figure(
        name="topics",
        title=_title(rows, order, sides=sides, min_stances=min_stances),
        caption=_caption(rows, order, scorer=scorer, min_stances=min_stances),
        alt=_alt(rows, order),
        table=_table(rows, order),
        draw=draw,
    )


def draw_topics(ax: Axes, rows: pd.DataFrame, *, colors: Mapping[str, str], min_stances: int = 5) -> None:
    """Draw the topics of `rows`, a line each, most hostile first, with a dot and an interval for each side."""
    order = _order(rows)
    if not order:
        say(ax, _NONE)
        return
    two = [side for side in colors if side != OBSERVER]
    for y, topic in enumerate(order):
        if y:
            ax.axhline(y - 0.5, color="#e8e8e8", linewidth=0.6, zorder=0)
        for side, up in zip(two, (-0.17, 0.17), strict=True):
            for cells in _of(rows, topic, side).to_dict("records"):
                _draw_dot(ax, y + up, cells, side=side, colors=colors, few=min_stances)
    _draw_scale(ax, rows, order, two, colors)


def _draw_dot(ax: Axes, y: float, cells: Mapping[Any, Any], *, side: str, colors: Mapping[str, str], few: int) -> None:
    color = colors.get(side, OTHER)
    if cells["low"] == cells["low"]:
        ax.hlines(y, cells["low"], cells["high"], color=color, linewidth=2.4, alpha=0.35, zorder=2)
    face = color if cells["n_scored"] >= few else "white"
    ax.plot(
        [cells["polarity"]],
        [y],
        marker=look(side, colors).marker,
        markersize=6,
        color=color,
        markerfacecolor=face,
        linestyle="",
        zorder=3,
    )


def _draw_scale(
    ax: Axes, rows: pd.DataFrame, order: Sequence[str], two: Sequence[str], colors: Mapping[str, str]
) -> None:
    shown_rows = rows[rows["topic"].isin(list(order))]
    highest = shown_rows[["polarity", "low", "high"]].abs().max().max()
    limit = min(1.0, float(np.ceil(round(max(float(highest) * 1.05, SMALLEST_SCALE) * 10, 6)) / 10))
    ax.set_xlim(-limit * 1.03, limit * 1.03)
    ax.set_ylim(len(order) - 0.4, -0.6)
    half = round(limit / 2, 2)
    digits = 1 if round(half, 1) == half else 2
    ends = [f"{signed(-limit, 1)}\nhostile", signed(-half, digits), "0\nneutral", signed(half, digits)]
    ax.set_xticks([-limit, -half, 0, half, limit], [*ends, f"{signed(limit, 1)}\nfriendly"])
    ax.axvline(0, color="#555555", linewidth=0.9, zorder=1)
    letters = 16 if is_narrow(ax) else 30
    ax.set_yticks(range(len(order)), [_called(topic, letters) for topic in order])
    ax.spines["left"].set_visible(False)
    _count(ax, rows, order, two, colors)
    _name_sides(ax, two, colors)


def _count(ax: Axes, rows: pd.DataFrame, order: Sequence[str], two: Sequence[str], colors: Mapping[str, str]) -> None:
    """Write the number of stances of each side at the right, in columns as wide as their longest number."""
    size = 7 if is_narrow(ax) else 8
    counts = [[f"{int(_of(rows, topic, side)['n_stances'].sum()):,}" for topic in order] for side in two]
    right = 0.0
    for side, column in zip(two, counts, strict=True):
        right += (max(map(len, column)) + 1.5) * size * EM
        for y, n in enumerate(column):
            ax.annotate(
                n, (1, y), xycoords=ax.get_yaxis_transform(), xytext=(right, 0), textcoords="offset points", ha="right",
                va="center_baseline", fontsize=size, color=colors.get(side, OTHER),
            )  # fmt: skip


def _name_sides(ax: Axes, two: Sequence[str], colors: Mapping[str, str]) -> None:
    """Name the sides above the topics, each with its dot, from the middle outwards."""
    letters = 12 if is_narrow(ax) else 24
    for side, mark, x, ha in zip(two, "●■", (0.48, 0.52), ("right", "left"), strict=True):
        ax.text(
            x, 1.005, f"{mark} {shortened(side, letters)}", transform=ax.transAxes, ha=ha, va="bottom",
            color=colors.get(side, OTHER), fontweight="bold",
        )  # fmt: skip


def _rows(by_topic: pd.DataFrame, sides: Sequence[str]) -> pd.DataFrame:
    """Give the rows of the two sides in which something was scored, with how many stances were."""
    told = by_topic[by_topic["side"].isin(list(sides))].dropna(subset="polarity")
    return told.assign(n_scored=told["n_stances"] - told["n_unscored"]).reset_index(drop=True)


def _order(rows: pd.DataFrame) -> list[str]:
    """Give the topics with the most stances, the most hostile first, stances without a topic last."""
    n = rows.groupby("topic")["n_scored"].sum()
    named = n[n.index != ""].sort_index().sort_values(ascending=False, kind="stable").head(MOST_TOPICS)
    totals = (rows["polarity"] * rows["n_scored"]).groupby(rows["topic"]).sum()
    means = (totals / n).loc[named.index].sort_values(kind="stable")
    return [*means.index, *([""] if "" in n.index else [])]


def _of(rows: pd.DataFrame, topic: str, side: str) -> pd.DataFrame:
    return rows[(rows["topic"] == topic) & (rows["side"] == side)]


def _called(topic: str, letters: int) -> str:
    return shortened(topic.replace("_", " "), letters) or NO_TOPIC


def _title(rows: pd.DataFrame, order: Sequence[str], *, sides: Sequence[str], min_stances: int) -> str:
    """Tell on which topic each side sounds most hostile and friendliest, where it has enough stances on both."""
    solid = rows[(rows["n_scored"] >= min_stances) & rows["topic"].isin([topic for topic in order if topic])]
    parts = [solid[solid["side"] == side].sort_values(["polarity", "topic"]) for side in sides]
    if not any(len(part) > 1 for part in parts):
        return f"How {listed(shown(side) for side in sides)} sound by topic: too few stances to compare"
    told = [_extremes(part.iloc[0], part.iloc[-1]) for part in parts if len(part) > 1]
    sure = [words for words in told if words]
    return "; ".join(sure) or "No topic surely stands out: neither side sounds clearly different from topic to topic"


def _extremes(low: "pd.Series[Any]", high: "pd.Series[Any]") -> str:
    """Name a side's extremes where their intervals lie apart, else give nothing."""
    if not low["high"] < high["low"]:
        return ""
    lowest, highest = (f"{_called(row['topic'], 30)} ({signed(row['polarity'])})" for row in (low, high))
    return f"{shown(low['side'])} sounds most hostile on {lowest} and friendliest on {highest}"


def _caption(rows: pd.DataFrame, order: Sequence[str], *, scorer: str, min_stances: int) -> str:
    others = rows["topic"].nunique() - len(order)
    left = (
        f" {counted(others, 'topic')} with fewer stances {'is' if others == 1 else 'are'} in the table."
        if others
        else ""
    )
    return (
        f"Mean polarity by topic and side (scorer {shown(scorer)}) with 95 % intervals by article; none where a side "
        "speaks in one article only. At the right: number of stances, unscored ones too. A stance on two topics counts "
        f"in both. Hollow: fewer than {counted(min_stances, 'scored stance')}.{left}"
    )


def _alt(rows: pd.DataFrame, order: Sequence[str]) -> str:
    if not order:
        return f"No chart: {_NONE}"
    told = []
    for topic in order:
        cells = rows[rows["topic"] == topic].to_dict("records")
        sides = ", ".join(f"{shown(row['side'])} {signed(row['polarity'])} of {row['n_stances']:,}" for row in cells)
        told.append(f"{_called(topic, 60)}: {sides}.")
    return f"Dot plot of mean polarity by topic and side, most hostile topic first. {' '.join(told)}"


def _table(rows: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    names = {
        "topic": "topic",
        "side": "side",
        "polarity": "mean polarity",
        "low": "low",
        "high": "high",
        "negative_share": "share negative",
        "n_stances": "stances",
        "n_unscored": "unscored",
        "n_articles": "articles",
    }
    place = {topic: i for i, topic in enumerate(order)}
    ranked = rows.assign(place=rows["topic"].map(place).fillna(len(place)))
    ordered = ranked.sort_values(["place", "topic", "side"], kind="stable")
    return ordered[list(names)].rename(columns=names).reset_index(drop=True)
