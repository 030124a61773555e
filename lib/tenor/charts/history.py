"""The verdict through time: a mark a run on a scale of verdicts, above it the trends that the verdicts rest on."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.colors import look, side_colors
from tenor.charts.figure import Figure
from tenor.charts.layout import Floats, date_ticks, is_narrow, say, spread
from tenor.charts.wording import counted, day, listed, shown
from tenor.narrative.looks import named
from tenor.narrative.numerals import signed

SCALE = ("recovering", "flat", "too little to tell", "falling", "downward spiral")
"""The verdicts from the top of the scale to its bottom; what did not end well stands below."""

RINGS = {"verdict": ("o", "a ring for the verdict"), "break": ("D", "a diamond for a break alone")}
"""What stands around a run that agrees with the one before on something new, and how that is told."""

NO_RESULT = "no result"
FEW = 20
"""Fewer runs than these have a mark each on the lines of trends."""

MOST_TOLD = 12
"""So many stretches of one verdict are told in words."""

_NONE = "No run that ended well is in this folder yet: `tenor schedule run NAME` makes one, and so does `tenor run`."
_ANEW = (
    "Dashed: from there on articles are read or judged in another way, so what differs across the line may be no news."
)
_DARK, _GREY = "#222222", "#767676"


def history_figure(history: pd.DataFrame) -> Figure:
    """Give the figure of the table `history`.

    Lines of trends are broken where articles are read in another way. Around the runs that agree with the one before
    on something new there is a ring for a verdict, a diamond for a break alone.
    """
    told = history[history["verdict"] != ""]
    sides = [side for side in dict.fromkeys(told["side"]) if side]

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight(1.1 if told.empty else 4.8)
        if told.empty:
            say(canvas.subplots(), _NONE)
            return
        trends, verdicts = canvas.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        draw_trends(trends, history, sides=sides)
        draw_verdicts(verdicts, history, sides=sides)

    return Figure(
        name="history",
        title=_title(history),
        caption=_caption(history),
        alt=_alt(history),
        table=_table(history),
        draw=draw,
    )


def draw_trends(ax: Axes, history: pd.DataFrame, *, sides: Sequence[str]) -> None:
    """Draw the trend of each side as the runs gave it, with its interval, a stretch for each way of reading."""
    colors, named_ends = _colors(sides), []
    ax.axhline(0, color="#555555", linewidth=0.9, zorder=1)
    deltas = set(history["delta"].dropna())
    if len(deltas) == 1:
        for y in (-max(deltas), max(deltas)):
            ax.axhline(y, color="#999999", linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
    for side in sides:
        rows = history[(history["side"] == side) & history["change"].notna()]
        color, how = colors[side], look(side, colors)
        marker = how.marker if len(rows) < FEW else ""
        for _, part in rows.groupby("reading"):
            days = _days(part)
            ax.fill_between(days, part["low"], part["high"], color=color, alpha=0.15, linewidth=0)
            if len(part) == 1:  # too narrow a band to be seen
                ax.vlines(days, part["low"], part["high"], color=color, alpha=0.5, linewidth=1.2)
            ax.plot(days, part["change"], color=color, linestyle=how.line, marker=marker or None, markersize=3.5)
        if len(rows):
            named_ends.append((side, float(_days(rows)[-1]), float(rows["change"].iloc[-1])))
    limit = 1.05 * _limit(history)
    ax.set_ylim(-limit, limit)
    _name_ends(ax, named_ends, colors)
    _draw_readings(ax, history, words=True)
    _draw_agreed(ax, history)
    ax.set_ylabel("trend: change a year", fontsize=8.5)
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(axis="x", length=0, labelbottom=False)


def draw_verdicts(ax: Axes, history: pd.DataFrame, *, sides: Sequence[str]) -> None:
    """Draw a mark for each run at its verdict, in the colour of the one side that it is about, dark for both."""
    colors, runs = _colors(sides), _runs(history)
    rows = [*SCALE, *([NO_RESULT] if (runs["verdict"] == "").any() else [])]
    days, heights = (
        _days(runs),
        np.array([-rows.index(verdict or NO_RESULT) for verdict in runs["verdict"]], dtype=float),
    )
    for y in range(len(rows)):
        ax.axhline(-y, color="#dddddd", linewidth=0.8, zorder=0)
    ended = (runs["verdict"] != "").to_numpy()
    ax.plot(days[~ended], heights[~ended], linestyle="", marker="x", markersize=5, color=_GREY)
    for about, part in runs[ended].groupby("about"):
        mine = runs.index.isin(part.index)
        mark = look(str(about), colors).marker if about in colors else "o"
        color = colors.get(str(about), _DARK)
        ax.plot(days[mine], heights[mine], linestyle="", marker=mark, markersize=4.5, color=color)
    for on, (ring, _) in RINGS.items():
        at = (runs["agreed_on"] == on).to_numpy()
        ax.plot(days[at], heights[at], ring, markersize=9.5, markerfacecolor="none", color=_DARK, markeredgewidth=1.1)
    _draw_readings(ax, history, words=False)
    _draw_agreed(ax, history)
    ax.set_ylim(-len(rows) + 0.4, 0.6)
    ax.set_yticks([-y for y in range(len(rows))], rows)
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    first, last = _ends(days)
    ax.set_xlim(first, last)
    ax.set_xticks(*date_ticks(first, last, most=3 if is_narrow(ax) else 8))


def _draw_readings(ax: Axes, history: pd.DataFrame, *, words: bool) -> None:
    """Draw a line before each run that read its articles in another way than the one before."""
    runs = _runs(history)
    good = runs[runs["verdict"] != ""]
    days = _days(good)
    for number in np.flatnonzero(good["anew"].to_numpy() != ""):
        between = (days[number] + days[number - 1]) / 2
        ax.axvline(between, color="#999999", linewidth=1.0, linestyle=(0, (5, 3)), zorder=1)
        if words:
            where = ax.get_xaxis_transform()
            ax.text(between, 1, "read anew", transform=where, ha="center", va="bottom", fontsize=7.5, color="#666666")


def _draw_agreed(ax: Axes, history: pd.DataFrame) -> None:
    runs = _runs(history)
    for at in _days(runs[runs["agreed"] != ""]):
        ax.axvline(at, color=_DARK, linewidth=0.7, alpha=0.45, zorder=1)


def _name_ends(ax: Axes, ends: Sequence[tuple[str, float, float]], colors: dict[str, str]) -> None:
    low, high = ax.get_ylim()
    heights = spread([y for *_, y in ends], (high - low) * 0.09)
    for (side, x, _), height in zip(ends, heights, strict=True):
        ax.annotate(
            shown(side), (x, height), xytext=(6, 0), textcoords="offset points", color=colors[side], va="center",
            fontsize=9, fontweight="bold", annotation_clip=False,
        )  # fmt: skip


def _limit(history: pd.DataFrame) -> float:
    """Give how far up and down is shown: very wide intervals of the first runs must not flatten all others."""
    trends, ends = history["change"].abs().max(), history[["low", "high"]].abs().max().max()
    return float(min(ends, max(2.2 * trends, 0.5))) if trends == trends else 0.5


def _colors(sides: Sequence[str]) -> dict[str, str]:
    """Give the colours of two sides; runs of several relations have more, which are grey."""
    return side_colors(sides) if len(sides) == 2 else dict.fromkeys(sides, _GREY)


def _runs(history: pd.DataFrame) -> pd.DataFrame:
    return history.drop_duplicates("run").reset_index(drop=True)


def _days(rows: pd.DataFrame) -> Floats:
    days: Floats = rows["began"].to_numpy().astype("datetime64[s]").astype(np.float64) / 86_400
    return days


def _ends(days: Floats) -> tuple[float, float]:
    room = max(0.03 * float(np.ptp(days)), 1.0)
    return float(days.min()) - room, float(days.max()) + room


def _title(history: pd.DataFrame) -> str:
    runs = _runs(history)
    good = runs[runs["verdict"] != ""]
    if good.empty:
        return "There is no verdict yet"
    *_, (verdict, part) = _stretches(good)
    first = part.iloc[0]["began"]
    if len(part) == 1:
        return (
            f"The last run says {verdict}, and no second one has agreed yet" if len(good) > 1 else f"One run: {verdict}"
        )
    return f"{verdict[0].upper()}{verdict[1:]} in the last {len(part)} runs, since {day(first)}"


def _caption(history: pd.DataFrame) -> str:
    runs = _runs(history)
    good = runs[runs["verdict"] != ""]
    if good.empty:
        return f"{counted(len(runs), 'run')}, of which none ended well."
    lost = len(runs) - len(good)
    deltas = sorted(set(good["delta"].dropna()))
    beyond = history[["low", "high"]].abs().max().max() > _limit(history)
    sentences = [
        f"{counted(len(runs), 'run')}{f', of which {lost} did not end well' if lost else ''}.",
        "Above, the trend of each side with its 95 % interval, as each run gave it; runs share most of their articles, "
        "so lines move slowly.",
        "Intervals that reach further are cut off." if beyond else "",
        f"Dotted: ±{deltas[0]:.2f} a year, less than which is no change." if len(deltas) == 1 else "",
        "Below, the verdict of each run.",
        _ringed(good),
        _ANEW if (good["anew"] != "").any() else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _ringed(good: pd.DataFrame) -> str:
    marks = [words for on, (_, words) in RINGS.items() if (good["agreed_on"] == on).any()]
    return f"Where a run and the one before agree on something new there is {listed(marks)}." if marks else ""


def _alt(history: pd.DataFrame) -> str:
    good = _runs(history[history["verdict"] != ""])
    if good.empty:
        return f"No chart: {_NONE}"
    stretches = list(_stretches(good))
    told = [
        f"{verdict} from {day(part.iloc[0]['began'])} ({counted(len(part), 'run')})"
        for verdict, part in stretches[-MOST_TOLD:]
    ]
    before = f"{len(stretches) - MOST_TOLD} earlier ones, then " if len(stretches) > MOST_TOLD else ""
    last = history[history["run"] == good["run"].iloc[-1]]
    trends = listed(_trend(row["side"], row["change"], row["low"], row["high"]) for row in last.to_dict("records"))
    return f"The verdict of each run, in order: {before}{', '.join(told)}. In the last run: {trends}."


def _trend(side: str, change: float, low: float, high: float) -> str:
    return (
        f"{side} {signed(change)} a year ({signed(low)} to {signed(high)})" if change == change else f"{side} no trend"
    )


def _stretches(runs: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the stretches of runs that say the same, each with what they say."""
    said = [named(verdict, about) for verdict, about in zip(runs["verdict"], runs["about"], strict=True)]
    for verdict, group in groupby(range(len(said)), key=said.__getitem__):
        yield verdict, runs.iloc[list(group)]


def _table(history: pd.DataFrame) -> pd.DataFrame:
    names = {"run": "run", "status": "status", "verdict": "verdict", "about": "about", "reading": "reading"}
    names |= {"agreed": "agreed", "side": "side", "change": "change a year", "low": "low", "high": "high"}
    return history[list(names)].rename(columns=names)
