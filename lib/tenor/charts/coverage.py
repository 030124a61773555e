"""Coverage: what each scorer sees in the stances, and in how many it sees nothing."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.figure import Figure
from tenor.charts.layout import EM, is_narrow, say, width_of
from tenor.charts.wording import counted, listed, shown

SHADES: dict[str, tuple[str, str]] = {
    "negative": ("#3d3d3d", "white"),
    "exactly zero": ("#8f8f8f", "black"),
    "positive": ("#d4d4d4", "black"),
    "not assessed": ("white", "#333333"),
}
"""What a scorer can make of a stance, in the order of the bar: its grey, and that of words on it."""

_NONE = "No stance was scored, so there is nothing to compare."


def coverage(scores: pd.DataFrame) -> pd.DataFrame:
    """Give, for each scorer, how many stances it finds negative, exactly zero, positive, could not assess, and all."""
    polarity = scores["polarity"]
    kinds = pd.DataFrame(
        {
            "scorer": scores["scorer"],
            "negative": polarity < 0,
            "exactly zero": polarity == 0,
            "positive": polarity > 0,
            "not assessed": polarity.isna(),
        }
    )
    counts = kinds.groupby("scorer", as_index=False).sum()
    return counts.assign(stances=scores.groupby("scorer").size().reindex(counts["scorer"]).fillna(0).to_numpy(int))


def coverage_figure(scores: pd.DataFrame) -> Figure:
    """Give the figure of the table `scores`: one bar a scorer."""
    table = coverage(scores)

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight(0.75 + 0.52 * max(1, len(table)) + (0.2 if canvas.get_figwidth() < 5 else 0))
        draw_coverage(canvas.subplots(), table)

    n = int(table["stances"].max()) if len(table) else 0
    return Figure(
        name="coverage",
        title=_title(table),
        caption=(
            f"Share of {counted(n, 'stance')} that each scorer finds negative, exactly zero or positive, and in which "
            "it knows no word. A stance that was not assessed is not a neutral one: it counts in no mean."
        ),
        alt=_alt(table),
        table=table,
        draw=draw,
    )


def draw_coverage(ax: Axes, table: pd.DataFrame, *, shades: Mapping[str, tuple[str, str]] = SHADES) -> None:
    """Draw a bar for each scorer in the table of `coverage`, with the numbers in it."""
    if table.empty:
        say(ax, _NONE)
        return
    left = pd.Series(0.0, index=table.index)
    for kind, (color, on_it) in shades.items():
        share = table[kind] / table["stances"]
        hatch = "////" if kind == "not assessed" else None
        bars = ax.barh(range(len(table)), share, 0.5, left=left, color=color, label=kind, hatch=hatch)
        for bar in bars:
            bar.set(edgecolor="#666666", linewidth=0.6)
        for row, (n, start, width) in enumerate(zip(table[kind], left, share, strict=True)):
            _number(ax, n, start, width, row, on_it)
        left = left + share
    ax.set_yticks(range(len(table)), [shown(scorer) for scorer in table["scorer"]])
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["0 %", "50 %", "100 % of stances"])
    ax.get_xticklabels()[0].set_horizontalalignment("left")
    ax.get_xticklabels()[2].set_horizontalalignment("right")
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=2 if is_narrow(ax) else 4,
        frameon=False,
        borderaxespad=0.2,
        handlelength=1.2,
        columnspacing=1.4,
        fontsize=8.5,
    )


def _number(ax: Axes, n: int, left: float, share: float, row: int, color: str) -> None:
    """Write the number into its part of the bar, or above it where the part is too narrow; nothing for no stances."""
    words = f"{n:,}"
    fits = share * (width_of(ax) - 1.2) * 72 > len(words) * 8.5 * EM + 4
    if n and fits:
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2} if color == SHADES["not assessed"][1] else None
        ax.text(left + share / 2, row, words, ha="center", va="center", color=color, fontsize=8.5, bbox=box)
    elif n:
        ax.text(left + share / 2, row - 0.27, words, ha="center", va="bottom", fontsize=7.5)


def _title(table: pd.DataFrame) -> str:
    if table.empty:
        return "No stance was scored"
    cells = zip(table["scorer"], table["not assessed"], table["stances"], strict=True)
    (first, missed), *others = [(shown(scorer), _percent(n, of)) for scorer, n, of in cells]
    told = [f"{first} knows no word in {missed} of the stances", *(f"{scorer} in {share}" for scorer, share in others)]
    return listed(told)


def _alt(table: pd.DataFrame) -> str:
    if table.empty:
        return f"No chart: {_NONE}"
    bars = (
        f"{shown(row['scorer'])}, of {row['stances']:,}: " + ", ".join(f"{row[kind]:,} {kind}" for kind in SHADES) + "."
        for row in table.to_dict("records")
    )
    return f"Stacked bars of the stances by what a scorer sees in them. {' '.join(bars)}"


def _percent(n: int, of: int) -> str:
    """Write a share; what is neither none nor all is not rounded to it.

    >>> _percent(0, 9), _percent(1, 900), _percent(899, 900), _percent(1, 3)
    ('none', 'under 1 %', 'over 99 %', '33 %')
    """
    if not n:
        return "none"
    share = round(100 * n / of)
    if n < of and share in (0, 100):
        return "over 99 %" if share else "under 1 %"
    return f"{share} %"
