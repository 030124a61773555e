"""The arc: how the tone of one article moves from its first words to its last."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.colors import OTHER, look, side_colors
from tenor.charts.figure import Figure
from tenor.charts.layout import draw_tone, is_narrow, say, spread
from tenor.charts.wording import counted, shortened, shown
from tenor.narrative.numerals import signed
from tenor.relation import OBSERVER

ALL = "all"
"""The name of all sides together in the table `arc`."""

SMALLEST_SCALE = 0.4
INK = "#2b2b2b"
FEWEST_STANCES = 3
"""A stretch of an arc that rests on fewer stances is drawn thin."""


def arc_figure(arc: pd.DataFrame, *, sides: Sequence[str], scorer: str, title: str = "") -> Figure:
    """Give the figure of the table `arc`: tone from the beginning of one article to its end, with its band.

    `title` is the article's headline, for the caption.
    """
    own = arc[arc["scorer"] == scorer]

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight((3.7 if canvas.get_figwidth() > 5 else 3.4) if not _too_little(own) else 1.1)
        draw_arc(canvas.subplots(), own, colors=side_colors(sides))

    return Figure(
        name="arc",
        title=_title(own),
        caption=_caption(own, scorer=scorer, title=title),
        alt=_alt(own),
        table=_table(own),
        draw=draw,
    )


def draw_arc(ax: Axes, arc: pd.DataFrame, *, colors: Mapping[str, str]) -> None:
    """Draw the rows of one article and scorer: all sides together in black with their band, each side in its colour."""
    why_not = _too_little(arc)
    if why_not:
        say(ax, why_not)
        return
    ends = []
    for side in _drawn(arc, colors):
        part = _of(arc, side)
        _draw_line(ax, part, side=side, colors=colors)
        ends.append((side, float(part["place"].iloc[-1]), float(part["polarity"].iloc[-1])))
    limit = _limit(arc[arc["side"].isin([side for side, *_ in ends])])
    draw_tone(ax, limit, zero="neutral 0")
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["beginning", "middle" if is_narrow(ax) else "middle of the article", "end"])
    ax.get_xticklabels()[0].set_horizontalalignment("left")
    ax.get_xticklabels()[2].set_horizontalalignment("right")
    _name_lines(ax, ends, colors, gap=limit * (0.15 if is_narrow(ax) else 0.13))


def _too_little(arc: pd.DataFrame) -> str:
    points = _of(arc, ALL)
    if len(points) > 1:
        return ""
    return "No article has enough scored stances for an arc."


def _of(arc: pd.DataFrame, side: str) -> pd.DataFrame:
    return arc[arc["side"] == side].dropna(subset="polarity").sort_values("place")


def _drawn(arc: pd.DataFrame, colors: Mapping[str, str]) -> list[str]:
    sides = [side for side in colors if side != OBSERVER and len(_of(arc, side)) > 1]
    return [ALL, *sides]


def _draw_line(ax: Axes, part: pd.DataFrame, *, side: str, colors: Mapping[str, str]) -> None:
    every = side == ALL
    color = INK if every else colors.get(side, OTHER)
    style: Any = "-" if every else look(side, colors).line
    x, y = part["place"].to_numpy(float), part["polarity"].to_numpy(float)
    thin = (part["n_stances"] < FEWEST_STANCES).to_numpy()
    if every:
        low, high = (np.where(thin, np.nan, part[name]) for name in ("low", "high"))
        ax.fill_between(x, low, high, color=color, alpha=0.13, linewidth=0, zorder=1.2)
    beside = thin | np.append(thin[1:], False) | np.insert(thin[:-1], 0, False)  # so that thin and thick parts join
    ax.plot(x, np.where(beside, y, np.nan), color=color, linestyle=style, linewidth=0.9, zorder=2.9)
    ax.plot(x, np.where(thin, np.nan, y), color=color, linestyle=style, linewidth=2.8 if every else 1.8, zorder=3)


def _limit(rows: pd.DataFrame) -> float:
    """Give the end of the scale: beyond all lines, bands as far as lines stay apart."""
    point, band = rows["polarity"].abs().max(), rows.loc[rows["side"] == ALL, ["low", "high"]].abs().max().max()
    highest = max(point * 1.25, min(band, point * 1.7) if band == band else 0.0, SMALLEST_SCALE)
    return min(1.05, float(np.ceil(round(highest * 10, 6)) / 10))


def _name_lines(ax: Axes, ends: Sequence[tuple[str, float, float]], colors: Mapping[str, str], *, gap: float) -> None:
    for (side, x, _), y in zip(ends, spread([y for *_, y in ends], gap), strict=True):
        words = "all" if side == ALL else shortened(side, 14 if is_narrow(ax) else 22)
        color = INK if side == ALL else colors.get(side, OTHER)
        at: dict[str, Any] = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
        ax.annotate(words, (x, y), color=color, fontweight="bold", **at)


def _title(arc: pd.DataFrame) -> str:
    if _too_little(arc):
        return "How one article moves: too little to draw"
    part = _of(arc, ALL)
    part = part[part["n_stances"] >= FEWEST_STANCES]
    if len(part) < 2:
        return "The article has too few stances in a row to tell whether its tone turns"
    low, high = _extremes(part)
    if not low["high"] < high["low"]:
        return (
            f"The article keeps one tone as far as can be told, from {signed(low['polarity'])} {_where(low['place'])} "
            f"to {signed(high['polarity'])} {_where(high['place'])}"
        )
    first, second = (low, high) if low["place"] < high["place"] else (high, low)
    way = "friendlier" if second["polarity"] > first["polarity"] else "more hostile"
    return (
        f"The article grows {way}: {signed(first['polarity'])} {_where(first['place'])}, "
        f"{signed(second['polarity'])} {_where(second['place'])}"
    )


def _extremes(part: pd.DataFrame) -> "tuple[pd.Series[Any], pd.Series[Any]]":
    order = np.argsort(part["polarity"].to_numpy(), kind="stable")
    return part.iloc[int(order[0])], part.iloc[int(order[-1])]


def _where(place: float) -> str:
    """Say where in an article a place is.

    >>> _where(0.0), _where(0.3), _where(0.5), _where(1.0)
    ('at the beginning', 'in the second quarter', 'in the middle', 'at the end')
    """
    if place <= 0.08:
        return "at the beginning"
    if place >= 0.92:
        return "at the end"
    if abs(place - 0.5) < 0.04:
        return "in the middle"
    return f"in the {('first', 'second', 'third', 'last')[int(place * 4)]} quarter"


def _caption(arc: pd.DataFrame, *, scorer: str, title: str) -> str:
    name = f" “{shortened(title, 70)}”" if title.strip() else ""
    what = f"Polarity of the stances of one article{name}, in their order (scorer {shown(scorer)})"
    if _too_little(arc):
        return f"{what}."
    most = int(_of(arc, ALL)["n_stances"].max())
    return (
        f"{what}, those nearby weighing more: up to {counted(most, 'scored stance')} near a point. Band: 95 %, of all "
        f"sides, cut off at the edge; those of each side are in the table. Thin: fewer than {FEWEST_STANCES} stances "
        "near. This is the order of the words, not of what happened."
    )


def _alt(arc: pd.DataFrame) -> str:
    why_not = _too_little(arc)
    if why_not:
        return f"No chart: {why_not}"
    told = []
    for side in dict.fromkeys([ALL, *arc["side"]]):
        part = _of(arc, side)
        if len(part) > 1:
            low, high = _extremes(part)
            who = "All" if side == ALL else shown(side)
            told.append(
                f"{who}: {signed(part['polarity'].iloc[0])} at the "
                f"beginning, {signed(part['polarity'].iloc[-1])} at the end; lowest {signed(low['polarity'])} "
                f"{_where(low['place'])}, highest {signed(high['polarity'])} {_where(high['place'])}."
            )
    return f"Line chart of tone along one article. {' '.join(told)}"


def _table(arc: pd.DataFrame) -> pd.DataFrame:
    names = {
        "article_id": "article",
        "side": "side",
        "place": "place, 0 to 1",
        "polarity": "mean polarity",
        "low": "low",
        "high": "high",
        "n_stances": "stances near",
    }
    return arc[list(names)].rename(columns=names).reset_index(drop=True)
