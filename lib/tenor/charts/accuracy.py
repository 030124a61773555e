"""Accuracy: how often each scorer is right on labelled sentences, and how often it has nothing to say."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.figure import Figure
from tenor.charts.layout import is_narrow, say
from tenor.charts.wording import counted, listed, shown

MEASURES = {
    "AUC": "AUC: higher is better, 0.5 is chance",
    "macro-F1": "Macro-F1: higher is better",
    "not assessed": "Nothing assessed: lower is better",
    "exactly zero": "Assessed as exactly 0: lower is better",
}
"""The figures that are drawn, from the top, with what to know when reading them."""

CHANCE = 0.5
DARK, PALE = "#3d3d3d", "#8a8a8a"

_NONE = "No scorer was measured, so there is nothing to compare."


def accuracy_figure(accuracy: pd.DataFrame) -> Figure:
    """Give the figure of the table `accuracy`: for each measure a dot a scorer, with its interval."""
    table = _overall(accuracy)
    against = accuracy[(accuracy["by"] == "against") & (accuracy["measure"] == "AUC")]

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight(0.5 + 0.25 * max(2, len(_lines(table))))
        draw_accuracy(canvas.subplots(), table)

    n = int(table["n"].max()) if len(table) else 0
    return Figure(
        name="accuracy",
        title=_title(table, against),
        caption=(
            f"{counted(n, 'labelled sentence')}. Dots with 95 % intervals by sentence: bootstrap for AUC and macro-F1, "
            "Wilson for shares. AUC: cooperation against confrontation. Macro-F1: thresholds chosen on other sentences."
        ),
        alt=_alt(table),
        table=table,
        draw=draw,
    )


def draw_accuracy(ax: Axes, table: pd.DataFrame) -> None:
    """Draw a row for each measure and scorer in `table`, the rows of the table `accuracy` about all sentences."""
    if table.empty:
        say(ax, _NONE)
        return
    lines = _lines(table)
    for y, line in enumerate(lines):
        if isinstance(line, str):
            continue
        value, low, high = (float(line[key]) for key in ("value", "low", "high"))
        ax.axhline(y, color="#e8e8e8", linewidth=0.6, zorder=0)
        ax.hlines(y, low, high, color=PALE, linewidth=2.6, zorder=2)
        ax.plot([value], [y], marker="o", markersize=6, color=DARK, linestyle="", zorder=3, clip_on=False)
        ax.text(1.02, y, f"{value:.2f}", transform=ax.get_yaxis_transform(), va="center_baseline", fontsize=8.5)
    _draw_scale(ax, lines)


def _draw_scale(ax: Axes, lines: "list[str | pd.Series]") -> None:
    aucs = [y for y, line in enumerate(lines) if not isinstance(line, str) and line["measure"] == "AUC"]
    if aucs:
        ax.vlines(CHANCE, aucs[0] - 0.45, aucs[-1] + 0.45, color="#555555", linewidth=0.9, linestyle=(0, (4, 2)))
    names = ["" if isinstance(line, str) else shown(str(line["scorer"])) for line in lines]
    ax.set_yticks(range(len(lines)), names)
    for y, line in enumerate(lines):
        if isinstance(line, str):
            ax.text(0, y, line, va="center", fontsize=7.5 if is_narrow(ax) else 8.5, fontweight="bold")
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
    ax.spines["left"].set_visible(False)


def _overall(accuracy: pd.DataFrame) -> pd.DataFrame:
    """Give the rows about all sentences, measure by measure."""
    told = accuracy[(accuracy["by"] == "all") & accuracy["measure"].isin(list(MEASURES))]
    parts = [told[told["measure"] == measure] for measure in MEASURES]
    columns = ["measure", "scorer", "value", "low", "high", "n"]
    return pd.concat(parts, ignore_index=True)[columns]


def _lines(table: pd.DataFrame) -> "list[str | pd.Series]":
    """Give the lines of the drawing from the top: the words of a measure, then a row for each of its scorers."""
    return list(_measures_and_rows(table))


def _measures_and_rows(table: pd.DataFrame) -> "Iterator[str | pd.Series]":
    for measure, part in table.groupby("measure", sort=False):
        yield MEASURES[str(measure)]
        for _, row in part.iterrows():
            yield row


def _title(table: pd.DataFrame, against: pd.DataFrame) -> str:
    aucs = table[table["measure"] == "AUC"].sort_values(["value", "scorer"], ascending=[False, True])
    if aucs.empty:
        return "No scorer was measured" if table.empty else "Without both labels no scorer can be told from chance"
    best = aucs.iloc[0]
    name = shown(str(best["scorer"]))
    if not best["low"] > CHANCE:
        return f"{name} does best, and may yet be no better than chance ({_interval(best)})"
    gaps = against[(against["scorer"] == best["scorer"]) & ~(against["low"] > 0)]
    doubt = f", but not surely better than {listed(shown(str(other)) for other in gaps['group'])}" if len(gaps) else ""
    return f"{name} tells cooperation from confrontation best ({_interval(best)}){doubt}"


def _interval(row: "pd.Series") -> str:
    return f"AUC {row['value']:.2f}, {row['low']:.2f} to {row['high']:.2f}"


def _alt(table: pd.DataFrame) -> str:
    if table.empty:
        return f"No chart: {_NONE}"
    told = (_told(measure, part) for measure, part in table.groupby("measure", sort=False))
    return f"Dot plot with intervals, by measure and scorer. {' '.join(told)}"


def _told(measure: object, part: pd.DataFrame) -> str:
    numbers = (
        f"{shown(str(row['scorer']))} {row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        for _, row in part.iterrows()
    )
    return f"{str(measure)[0].upper()}{str(measure)[1:]}: {', '.join(numbers)}."
