"""Breaks: when a side moved to another level, and whether one side follows the other."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.colors import OTHER, look, side_colors
from tenor.charts.figure import Figure
from tenor.charts.labels import Mark, along, axis_lines, label
from tenor.charts.layout import date_ticks, days_of, draw_tone, is_narrow, say
from tenor.charts.wording import counted, in_period, listed, shortened, shown, when
from tenor.narrative.numerals import signed
from tenor.relation import OBSERVER

SMALLEST_SCALE = 0.3
MOST_NAMED = 5
LEVEL = 0.05

_NOT_ASKED = "Nobody looked for breaks."
_NO_ANSWERS = "Nobody asked who follows whom."


def breaks_figure(
    breaks: pd.DataFrame, timeline: pd.DataFrame, reciprocity: pd.DataFrame, *, sides: Sequence[str], scorer: str
) -> Figure:
    """Give the figure of the tables `breaks` and `reciprocity`, drawn over the means of `timeline`.

    `timeline` is best made with the period that `breaks` names. What was tested and not found is drawn thin and said
    to be so.
    """
    own, answers = breaks[breaks["scorer"] == scorer], reciprocity[reciprocity["scorer"] == scorer]

    def draw(canvas: Canvas) -> None:
        heights = (0.9 if _too_little(own) else 3.4, 1.45 if len(_asked(answers)) else 0.9)
        canvas.set_figheight(sum(heights))
        upper, lower = canvas.subplots(2, 1, height_ratios=heights)
        draw_answers(lower, answers)
        draw_breaks(upper, own, timeline, colors=side_colors(sides))

    return Figure(
        name="breaks",
        title=f"{_told_breaks(own)}; {_told_answers(answers)}",
        caption=_caption(own, answers, scorer=scorer),
        alt=_alt(own, answers),
        table=_table(own, answers),
        draw=draw,
    )


def draw_breaks(ax: Axes, breaks: pd.DataFrame, timeline: pd.DataFrame, *, colors: Mapping[str, str]) -> None:
    """Draw each side's means as dots and its levels before and after its breaks as lines; thin where not found."""
    why_not = _too_little(breaks)
    if why_not:
        say(ax, why_not)
        return
    asked, two = breaks.dropna(subset="bin"), {side: color for side, color in colors.items() if side != OBSERVER}
    means = timeline[timeline["side"].isin(list(two))].dropna(subset="polarity")
    starts = days_of(pd.concat([timeline["bin"], asked["bin"]]))
    step = float(np.median(np.diff(np.unique(starts)))) if len(np.unique(starts)) > 1 else 1.0
    ax.set_xlim(starts.min(), starts.max() + step)
    highest = max(means["polarity"].abs().max(), asked[["before", "after"]].abs().max().max(), 0.0)
    limit = min(1.3, float(np.ceil(round(max(highest * 1.3, SMALLEST_SCALE) * 10, 6)) / 10))
    draw_tone(ax, limit, zero="neutral 0")
    for place, (side, color) in enumerate(two.items()):
        part = means[means["side"] == side]
        area = 16 if len(part) < 60 else 7
        x = days_of(part["bin"]) + step / 2
        ax.scatter(x, part["polarity"], area, color=color, marker=look(side, colors).marker, alpha=0.3, linewidth=0)
        named = f"{'■' if place else '●'} {shortened(side, 24)}"
        y = 0.99 - 0.075 * place
        ax.text(0.995, y, named, transform=ax.transAxes, ha="right", va="top", color=color, fontweight="bold")
    levels = list(_levels(asked, *ax.get_xlim()))
    for level in levels:
        color = colors.get(level.side, OTHER)
        style: Any = look(level.side, colors).line if level.found else (0, (1.2, 1.6))
        ax.plot(level.x, level.y, color=color, linewidth=3.0 if level.found else 1.4, linestyle=style, zorder=3)
    ticks, names = date_ticks(*ax.get_xlim(), most=5 if is_narrow(ax) else 9)
    ax.set_xticks(ticks, names)
    _name_breaks(ax, asked, levels, colors)


def draw_answers(ax: Axes, reciprocity: pd.DataFrame) -> None:
    """Draw, for each direction, how the moves of a side go with the other's: at once, and after the best lag."""
    asked = _asked(reciprocity)
    if asked.empty:
        say(ax, shown(next((note for note in reciprocity["note"] if note), _NO_ANSWERS)))
        return
    for y, row in enumerate(asked.to_dict("records")):
        ax.hlines(y, row["low"], row["high"], color="#8a8a8a", linewidth=2.6, zorder=2)
        ax.plot([row["correlation"]], [y], marker="o", markersize=6.5, color="#2b2b2b", linestyle="", zorder=4)
        ax.plot([row["at_once"]], [y], marker="D", markersize=5, color="#2b2b2b", markerfacecolor="white", zorder=3)
        who = f"{shortened(row['side'], 16)} after {shortened(row['follows'], 16)}"
        words = f"{who}: {'answers' if row['answers'] == 'yes' else 'no answer shown'}, {_after(row)}"
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        size = 7.5 if is_narrow(ax) else 8.5
        ax.text(-0.99, y - 0.33, words, va="center", fontsize=size, color="#333333", bbox=box, zorder=1.5)
    ax.axvline(0, color="#555555", linewidth=0.9, zorder=1)
    ax.set_xlim(-1, 1)
    ax.set_ylim(len(asked) - 0.6, -0.6)
    ax.set_yticks([])
    ax.set_xticks([-1, 0, 1], ["−1: moves against it", "0", "moves with it: +1"])
    ax.get_xticklabels()[0].set_horizontalalignment("left")
    ax.get_xticklabels()[2].set_horizontalalignment("right")
    ax.spines["left"].set_visible(False)


def _too_little(breaks: pd.DataFrame) -> str:
    if breaks["breaks"].isin(["yes", "no"]).any():
        return ""
    return shown(next((note for note in breaks["note"] if note), _NOT_ASKED))


class _Level:
    """A side's level over some time: the drawn line, and whether the break beside it was found."""

    def __init__(self, side: str, x: tuple[float, float], y: float, *, found: bool) -> None:
        self.side, self.x, self.y, self.found = side, x, (y, y), found


def _levels(asked: pd.DataFrame, first: float, last: float) -> Iterator[_Level]:
    """Give the levels before and after each break, each as far as the next break of the side."""
    for side, part in asked.groupby("side", sort=False):
        rows = part.sort_values("bin")
        edges = [first, *days_of(rows["bin"]), last]
        found = rows["breaks"] == "yes"
        for i, (before, after, yes) in enumerate(zip(rows["before"], rows["after"], found, strict=True)):
            yield _Level(str(side), (edges[i], edges[i + 1]), float(before), found=bool(yes))
            yield _Level(str(side), (edges[i + 1], edges[i + 2]), float(after), found=bool(yes))


def _name_breaks(ax: Axes, asked: pd.DataFrame, levels: Sequence[_Level], colors: Mapping[str, str]) -> None:
    order = asked.assign(found=asked["breaks"] == "yes", size=asked["shift"].abs())
    marks = []
    for row in order.sort_values(["found", "size"], ascending=False).head(MOST_NAMED).to_dict("records"):
        x, y = float(days_of(pd.Series([row["bin"]]))[0]), (row["before"] + row["after"]) / 2
        color, found = colors.get(row["side"], OTHER), row["found"]
        style: Any = "-" if found else (0, (1.2, 1.6))
        ax.plot([x, x], [row["before"], row["after"]], color=color, linewidth=1.4, linestyle=style, zorder=2.5)
        doubt = "" if found else "\nmay be chance" if row["p_all"] > LEVEL else "\nmay be a trend"
        words = f"{shortened(row['side'], 14)}, {when(row['bin'], row['period'])}\n{signed(row['shift'])}{doubt}"
        marks.append(Mark(x, float(y), words, color=color, weight="bold" if found else "normal"))
    lines = [along(np.column_stack([level.x, level.y]), n=40) for level in levels]
    label(ax, marks, around=np.vstack([axis_lines(ax)[0], *lines]), size=7.5 if is_narrow(ax) else 8.5)


def _asked(reciprocity: pd.DataFrame) -> pd.DataFrame:
    return reciprocity[reciprocity["answers"] != ""].dropna(subset=["correlation", "at_once"])


def _pairs(reciprocity: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(reciprocity["side"], reciprocity["follows"], strict=True))


def _after(row: Mapping[Hashable, Any]) -> str:
    return f"{counted(int(row['lag']), str(row['period']))} later"


def _told_breaks(own: pd.DataFrame) -> str:
    found = own[own["breaks"] == "yes"].sort_values("bin")
    if len(found):
        return listed(_told_break(row) for row in found.head(3).to_dict("records"))
    if (own["breaks"] == "no").any():
        return "No break in the sides’ tone is sure"
    return "Too little to look for breaks"


def _told_break(row: Mapping[Hashable, Any]) -> str:
    way = "falls" if row["shift"] < 0 else "rises"
    return f"{shown(row['side'])} {way} by {abs(row['shift']):.2f} from {in_period(row['bin'], row['period'])} on"


def _told_answers(answers: pd.DataFrame) -> str:
    asked = _asked(answers)
    if asked.empty:
        return "who follows whom could not be asked"
    yes = asked[asked["answers"] == "yes"]
    if len(yes) == len(answers) > 1:
        return "each side answers the other’s moves"
    told = listed(f"{shown(one)} answers {shown(two)}" for one, two in _pairs(yes))
    return told or "neither side is seen to answer the other"


def _caption(own: pd.DataFrame, answers: pd.DataFrame, *, scorer: str) -> str:
    period = next(iter([*own["period"], *answers["period"]]), "period")
    n = int(own["n_bins"].max()) if len(own) else 0
    above = (
        f"Above: mean polarity by {period} (scorer {shown(scorer)}, {counted(n, period)}) and each side’s level before "
        "and after its breaks; thick where chance gives as strong a break in at most 5 of 100 cases, all tests "
        "together, dotted where it may be chance or a trend."
    )
    below = (
        f"Below: correlation of the two sides’ moves from {period} to {period}, trend and inertia taken away. Dot: "
        "after the better of two lags, with its 95 % interval; diamond: at once. An answer has to be beyond chance and "
        "stronger than at once, as one news moves both at once."
    )
    if _too_little(own):
        above = f"Looked for in the mean polarity by {period} (scorer {shown(scorer)}, {counted(n, period)})."
    return above if _asked(answers).empty else f"{above} {below}"


def _alt(own: pd.DataFrame, answers: pd.DataFrame) -> str:
    breaks = [
        f"{shown(row['side'])}, {in_period(row['bin'], row['period'])}: {signed(row['before'])} to "
        f"{signed(row['after'])}, {'found' if row['breaks'] == 'yes' else 'not sure'}"
        for row in own.dropna(subset="bin").to_dict("records")
    ]
    moves = [
        f"{shown(row['side'])} after {shown(row['follows'])}, {_after(row)}: {signed(row['correlation'])} "
        f"({signed(row['low'])} to {signed(row['high'])}), {signed(row['at_once'])} at once"
        for row in _asked(answers).to_dict("records")
    ]
    if _too_little(own) and not moves:
        notes = [shown(note) for note in (*own["note"], *answers["note"]) if note]
        return f"No chart: {'; '.join(dict.fromkeys(notes)) or _NOT_ASKED}"
    told = "; ".join(breaks) or "none"
    found = f"Breaks: {told}. Moves: {'; '.join(moves) or 'not asked'}."
    return f"Levels of each side over time, and correlations below. {found}"


def _table(own: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Give breaks and answers one below the other, each with what it is about."""
    breaks = pd.DataFrame(
        {
            "what": "break",
            "side": own["side"],
            "other": "",
            "from": own["bin"].dt.strftime("%Y-%m-%d"),
            "before": own["before"],
            "after": own["after"],
            "estimate": own["shift"],
            "low": own["low"],
            "high": own["high"],
            "p": own["p_all"],
            "found": own["breaks"],
            "bins": own["n_bins"],
            "note": own["note"],
        }
    )
    moves = pd.DataFrame(
        {
            "what": "answer",
            "side": answers["side"],
            "other": answers["follows"],
            "lag": answers["lag"],
            "at once": answers["at_once"],
            "estimate": answers["correlation"],
            "low": answers["low"],
            "high": answers["high"],
            "p": answers["p_both"],
            "found": answers["answers"],
            "bins": answers["n_bins"],
            "note": answers["note"],
        }
    )
    return pd.DataFrame([*breaks.to_dict("records"), *moves.to_dict("records")], columns=[*breaks, "lag", "at once"])
