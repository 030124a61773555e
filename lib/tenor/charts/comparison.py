"""Runs compared: the timelines of several runs on each other, a panel a side, so that what moved can be seen."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.colors import side_colors
from tenor.charts.figure import Figure
from tenor.charts.layout import date_ticks, days_of, draw_tone, is_narrow, say
from tenor.charts.names import name_lines, numbered
from tenor.charts.shades import SHADES, shade
from tenor.charts.timeline import middles, width_of_bins, y_limit
from tenor.charts.wording import counted, listed, shown, when
from tenor.narrative.numerals import signed

MOST_RUNS = 6
"""So many lines can be told apart by shade, dash and mark."""

_NONE = "No two periods with a scored stance, so there are no timelines to lay on each other."


def comparison_figure(
    timelines: pd.DataFrame, moved: pd.DataFrame, *, sides: Sequence[str], min_stances: int = 5
) -> Figure:
    """Give the figure of the tables `timelines` and `moved`: for each side a panel with a line a run.

    Of more than six runs it shows the first and the five whose mean polarities lie farthest from those of the first,
    and says so. `sides` are those of the first run; a run without them has no line. Points that rest on fewer than
    `min_stances` scored stances are hollow.
    """
    names = _chosen(timelines, moved)
    drawn = timelines[timelines["run"].isin(names) & timelines["side"].isin(sides)]
    words = dict(zip(timelines["run"], timelines["label"], strict=True))

    def draw(canvas: Canvas) -> None:
        narrow, runs = canvas.get_figwidth() < 5, {name: words[name] for name in names}
        if _too_little(drawn):
            canvas.set_figheight(1.1)
            say(canvas.subplots(), _NONE)
            return
        key = numbered(runs.values(), narrow=narrow)
        height, line = (5.0, 0.13) if narrow else (5.4, 0.15)
        rest = line * (key.count("\n") + 2) if key else 0.0
        canvas.set_figheight(height + rest)
        axes = _panels(canvas, len(sides), below=len(sides) * rest / height)
        if key:
            runs = {name: str(number) for number, name in enumerate(runs, 1)}
            axes.pop().text(0, 1, key, va="top", fontsize=7.5 if narrow else 8.5)
        draw_comparison(axes, drawn, sides=sides, runs=runs, min_stances=min_stances)

    return Figure(
        name="comparison",
        title=_title(moved, words),
        caption=_caption(timelines, moved, drawn, names, min_stances),
        alt=_alt(drawn, names, sides),
        table=_table(timelines),
        draw=draw,
    )


def draw_comparison(
    axes: Sequence[Axes],
    timelines: pd.DataFrame,
    *,
    sides: Sequence[str],
    runs: Mapping[str, str],
    min_stances: int = 5,
) -> None:
    """Draw a panel for each of the `sides`, each with a line for each of the `runs`, called by their labels.

    Colour means side; the runs differ in shade, dash and mark, and are named at the ends of their lines.
    """
    colors, limit = side_colors(sides), y_limit(timelines)
    starts = days_of(timelines["bin"])
    ends = [
        days.max() + width_of_bins(days) for _, part in timelines.groupby("run") if len(days := days_of(part["bin"]))
    ]
    for ax, side in zip(axes, sides, strict=True):
        draw_tone(ax, limit, zero="neutral 0")
        ax.set_title(shown(side), loc="left", color=colors[side], fontsize=9.5, fontweight="bold", pad=3)
        named = []
        for place, (run, label) in enumerate(runs.items()):
            part = timelines[(timelines["run"] == run) & (timelines["side"] == side)].sort_values("bin")
            if part["polarity"].notna().any():
                named.append((place, label, *_draw_run(ax, part, colors[side], place, len(runs), min_stances)))
        ax.set_xlim(starts.min(), max(ends))
        name_lines(ax, named, colors[side], limit=limit)
        ax.tick_params(axis="x", length=0, labelbottom=False)
    ticks, words = date_ticks(starts.min(), max(ends), most=4 if is_narrow(axes[0]) else 9)
    axes[-1].set_xticks(ticks, words)
    axes[-1].tick_params(axis="x", length=3, labelbottom=True)


def _panels(canvas: Canvas, n: int, *, below: float) -> list[Axes]:
    """Give `n` panels on one scale, and where `below` is not 0 an empty one under them, as high in panels."""
    grid = canvas.add_gridspec(n + bool(below), 1, height_ratios=[1.0] * n + [below] * bool(below))
    first = canvas.add_subplot(grid[0])
    axes = [first, *(canvas.add_subplot(grid[place], sharex=first, sharey=first) for place in range(1, n))]
    if below:
        axes.append(canvas.add_subplot(grid[n]))
        axes[-1].set_axis_off()
    return axes


def _draw_run(ax: Axes, part: pd.DataFrame, color: str, place: int, n: int, min_stances: int) -> tuple[float, float]:
    """Draw the line of one run and give where it ends."""
    how, tone = SHADES[place], shade(color, SHADES[place])
    days = middles(part)
    width = width_of_bins(days) * 0.6 / n
    days = days + width * (place - (n - 1) / 2)
    ax.bar(days, part["high"] - part["low"], width * 0.8, bottom=part["low"], color=tone, alpha=0.22, linewidth=0)
    ax.plot(days, part["polarity"], color=tone, linestyle=how.line, linewidth=1.6 if n < 4 else 1.3)
    small = (part["n_stances"] - part["n_unscored"]) < min_stances
    for which, face in ((~small, tone), (small, "white")):
        points = part["polarity"].where(which)
        ax.plot(days, points, linestyle="", marker=how.marker, markersize=4, color=tone, markerfacecolor=face, zorder=3)
    last = int(part["polarity"].notna().to_numpy().nonzero()[0][-1])
    return float(days[last]), float(part["polarity"].iloc[last])


def _too_little(drawn: pd.DataFrame) -> bool:
    return len(drawn.dropna(subset="polarity")["bin"].unique()) < 2


def _chosen(timelines: pd.DataFrame, moved: pd.DataFrame) -> list[str]:
    """Give the runs to draw in their order: all, or the first and those that differ most from it."""
    first, *others = [*dict.fromkeys(timelines["run"])] or [""]
    far = moved["difference"].abs().fillna(-1.0).groupby(moved["run"]).max().reindex(others, fill_value=-1.0)
    kept = {first, *far.sort_values(ascending=False, kind="stable").index[: MOST_RUNS - 1]}
    return [name for name in (first, *others) if name in kept and name]


def _title(moved: pd.DataFrame, words: Mapping[str, str]) -> str:
    far = _farthest(moved)
    if far.empty:
        return "No side is in two of these runs, so nothing can be compared" if len(moved) else "One run alone"
    rows = far.to_dict("records")
    one, other = (shown(words.get(name, name)) for name in (str(rows[0]["reference"]), str(rows[0]["run"])))
    told = listed(f"{shown(row['side'])} by {_by(row)}" for row in rows)
    alone = (moved.dropna(subset="difference")["run"] == rows[0]["run"]).all()
    most = "moves" if alone else "moves most"
    return f"From “{one}” to “{other}”, mean polarity {most}: {told}"


def _farthest(moved: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of the run whose mean polarity lies farthest from that of the first."""
    known = moved.dropna(subset="difference")
    if known.empty:
        return known
    name = str(known["run"].iloc[int(known["difference"].abs().to_numpy().argmax())])
    return known[known["run"] == name]


def _by(row: Mapping[Any, Any]) -> str:
    if row["low"] != row["low"]:
        return signed(row["difference"])
    doubt = ", not surely" if row["low"] <= 0 <= row["high"] else ""
    return f"{signed(row['difference'])}{doubt} ({signed(row['low'])} to {signed(row['high'])})"


def _caption(timelines: pd.DataFrame, moved: pd.DataFrame, drawn: pd.DataFrame, names: Sequence[str], few: int) -> str:
    scorers = listed(shown(scorer) for scorer in dict.fromkeys(drawn["scorer"]))
    scored = (drawn["n_stances"] - drawn["n_unscored"]).groupby(drawn["run"]).sum()
    least, most = (int(n) for n in scored.agg(["min", "max"]).fillna(0))
    each = f"{least:,} to {counted(most, 'scored stance')}" if least < most else counted(most, "scored stance")
    what = (
        f"Mean polarity by {listed(dict.fromkeys(drawn['period'])) or 'period'} (scorer {scorers or 'none'}), "
        f"of {each} with a date a run."
    )
    what += _left_out(timelines, drawn, names)
    if _too_little(drawn):
        return what
    beyond = drawn[["low", "high"]].abs().max().max() > y_limit(drawn)
    return (
        f"{what} Upright bands: 95 %, by article, of each run by itself; of runs that share articles they say nothing "
        f"of the difference.{' In the title: its 95 % interval.' if _farthest(moved)['low'].notna().any() else ''} "
        f"Hollow: fewer than {counted(few, 'scored stance')}."
        f"{' Each scorer has its own zero and scale.' if len(set(drawn['scorer'])) > 1 else ''}"
        f"{' Bands that reach further are cut off.' if beyond else ''}"
    )


def _left_out(timelines: pd.DataFrame, drawn: pd.DataFrame, names: Sequence[str]) -> str:
    """Say which runs have no line, and why."""
    words = dict(zip(timelines["run"], timelines["label"], strict=True))
    n = len(words)
    few = f" Of {n} runs: the first and the {len(names) - 1} farthest from it." if len(names) < n else ""
    absent = [shown(words[name]) for name in names if name not in set(drawn["run"])]
    return f"{few} Without a line, for having other sides: {listed(absent)}." if absent else few


def _alt(drawn: pd.DataFrame, names: Sequence[str], sides: Sequence[str]) -> str:
    if _too_little(drawn):
        return f"No chart: {_NONE}"
    told = [
        _told(part.dropna(subset="polarity"), side)
        for side in sides
        for name in names
        if (part := drawn[(drawn["run"] == name) & (drawn["side"] == side)])["polarity"].notna().any()
    ]
    return f"Line charts of mean polarity over time, a panel for each of {listed(map(shown, sides))}. {' '.join(told)}"


def _told(part: pd.DataFrame, side: str) -> str:
    ordered = part.sort_values("bin")
    rows = ordered.iloc[[0, -1]].to_dict("records")
    ends = (f"{signed(row['polarity'])} in {when(row['bin'], row['period'])}" for row in rows)
    lowest, highest = (signed(getattr(ordered["polarity"], end)()) for end in ("min", "max"))
    return f"{shown(side)}, {shown(rows[0]['label'])}: {' to '.join(ends)}, between {lowest} and {highest}."


def _table(timelines: pd.DataFrame) -> pd.DataFrame:
    names = {"label": "run", "side": "side", "period": "period", "bin": "begins", "polarity": "mean polarity"}
    names |= {"low": "low", "high": "high", "n_stances": "stances", "n_unscored": "unscored"}
    rows = timelines.assign(bin=timelines["bin"].dt.strftime("%Y-%m-%d"))
    return rows[list(names)].rename(columns=names)
