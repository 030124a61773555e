"""Power: how often a verdict is given, by what was planted and by how much news there is."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.figure import Figure
from tenor.charts.layout import say
from tenor.charts.wording import counted, listed

AIM = 0.8
"""What is commonly asked of a test: to find four of five."""

LOOKS = (("#9a9a9a", ":", "o"), ("#5c5c5c", "--", "s"), ("#111111", "-", "D"))
"""Grey, line and mark of each line, from the one with the least news to the one with the most."""

_NONE = "Nothing was planted, so nothing could be found."


def power_figure(shares: pd.DataFrame, *, planted: str, lines: str, verdict: str, unit: str, axis: str) -> Figure:
    """Give the curves of `shares`, the table of `tenor.calibration.shares`: one for each value of the column `lines`.

    `planted` is the column along the axis, which is called `axis`; `unit` is said behind its numbers, and `verdict` is
    what was to be found.
    """

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight(3.1)
        draw_power(canvas.subplots(), shares, planted=planted, lines=lines, axis=axis)

    n = int(shares["corpora"].max()) if len(shares) else 0
    return Figure(
        name=f"power_{planted}",
        title=_title(shares, planted, lines, verdict, unit),
        caption=(
            f"Share of {counted(n, 'invented corpus', 'invented corpora')} a point on which the verdict was {verdict}, "
            "with Wilson's 95 % interval. The dashed line is at four of five."
        ),
        alt=_alt(shares, planted, lines, axis),
        table=shares,
        draw=draw,
    )


def draw_power(ax: Axes, shares: pd.DataFrame, *, planted: str, lines: str, axis: str) -> None:
    """Draw the share against `planted`, a line for each value of `lines`, named at its end."""
    if shares.empty:
        say(ax, _NONE)
        return
    ax.axhline(AIM, color="#777777", linewidth=0.9, linestyle=(0, (5, 3)))
    values = sorted(shares[lines].unique())
    for place, value in enumerate(values):
        part = shares[shares[lines] == value].sort_values(planted)
        shade = max(0, len(LOOKS) - len(values)) + place
        color, style, mark = LOOKS[shade % len(LOOKS)]
        ax.vlines(part[planted], part["low"], part["high"], color=color, linewidth=1.2, alpha=0.6)
        ax.plot(part[planted], part["share"], color=color, linestyle=style, marker=mark, markersize=4)
        if len(values) > 1:
            _name_line(ax, part, f"{value:,} {lines}", planted, place, len(values), color)
    ax.set_ylim(0, 1.02)
    ax.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"])
    ax.set_xticks(sorted(shares[planted].unique()))
    ax.set_xlabel(axis)


def _name_line(ax: Axes, part: pd.DataFrame, text: str, planted: str, place: int, of: int, color: str) -> None:
    """Write the name of a line beside it, each at another height."""
    target = (place + 1) / (of + 1)
    row = part.iloc[(part["share"] - target).abs().argmin()]
    ax.annotate(
        text, (row[planted], row["share"]), xytext=(6, -11), textcoords="offset points", color=color, fontsize=8.5
    )


def _title(shares: pd.DataFrame, planted: str, lines: str, verdict: str, unit: str) -> str:
    if shares.empty:
        return "Nothing was planted"
    found = shares[shares["share"] >= AIM]
    if found.empty:
        most = f"{shares[planted].max():,g} {unit}"
        return f"Not even at {most} is {verdict} named four times of five"
    first = found.groupby(lines)[planted].min()
    one = len(set(shares[lines])) == 1
    starts = ((f"from {value:,g} {unit} on", f" with {line:,} {lines}") for line, value in first.items())
    told = [start if one else start + news for start, news in starts]
    return f"{verdict.capitalize()} is named four times of five {listed(told)}"


def _alt(shares: pd.DataFrame, planted: str, lines: str, axis: str) -> str:
    if shares.empty:
        return f"No chart: {_NONE}"
    told = (
        f"{value:,} {lines}: "
        + ", ".join(f"{x:,g}: {100 * y:.0f} %" for x, y in zip(part[planted], part["share"], strict=True))
        for value, part in shares.groupby(lines)
    )
    return f"Line chart of the share found, by {axis}. {'. '.join(told)}."
