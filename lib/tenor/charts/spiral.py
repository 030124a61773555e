"""The spiral: both sides' tone at once, a path through time that shows whether they drag each other down."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Canvas

from tenor.charts.figure import Figure
from tenor.charts.phase import OF_ONE, draw_spiral, drifts, placed, too_little
from tenor.charts.turns import turns
from tenor.charts.wording import counted, in_period, listed, shown
from tenor.charts.zero import NEUTRAL, Zero, zero_of
from tenor.narrative.numerals import signed


def spiral_figure(
    portrait: pd.DataFrame,
    *,
    sides: Sequence[str],
    scorer: str,
    period: str,
    verdict: str = "",
    baselines: pd.DataFrame | None = None,
    min_stances: int = 5,
) -> Figure:
    """Give the figure of the table `portrait`: the first side's tone across, the second's up, and the path of both.

    Its title is the sentence of the verdict; without one it tells where the path begins and ends. With the table
    `baselines` both are measured from what is ordinary for the side. Points that rest on fewer than `min_stances`
    stances are hollow.
    """
    zero = zero_of(baselines)
    own = portrait[portrait["scorer"] == scorer]

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight((5.2 if canvas.get_figwidth() > 5 else 3.7) if not too_little(own, period) else 1.1)
        draw_spiral(canvas.subplots(), own, sides=sides, period=period, zero=zero, min_stances=min_stances)

    return Figure(
        name="spiral",
        title=shown(verdict) or _title(own, sides=sides, period=period),
        caption=_caption(own, sides=sides, scorer=scorer, period=period, zero=zero, min_stances=min_stances),
        alt=_alt(own, sides=sides, period=period),
        table=_table(own, sides=sides, period=period),
        draw=draw,
    )


def _title(portrait: pd.DataFrame, *, sides: Sequence[str], period: str) -> str:
    who = listed(shown(side) for side in sides)
    if too_little(portrait, period):
        return f"How {who} move together: too little to draw"
    points = placed(portrait, sides, NEUTRAL)
    first, last = points.iloc[0], points.iloc[-1]
    told = [_moved(first, last, name, shown(side)) for side, name in zip(sides, ("first", "second"), strict=True)]
    return f"From {in_period(first['bin'], period)} to {in_period(last['bin'], period)}, {listed(told)}"


def _moved(first: "pd.Series[Any]", last: "pd.Series[Any]", name: str, side: str) -> str:
    """Say whether a side ends elsewhere than it began, as far as the two standard errors let one say so."""
    change = float(last[name] - first[name])
    error = float(np.hypot(first[f"{name}_error"], last[f"{name}_error"]))
    numbers = f"({signed(first[name])} to {signed(last[name])})"
    if not abs(change) > OF_ONE * error:
        return f"{side} ended about where it began {numbers}"
    return f"{side} became {'friendlier' if change > 0 else 'more hostile'} {numbers}"


def _caption(
    portrait: pd.DataFrame, *, sides: Sequence[str], scorer: str, period: str, zero: Zero, min_stances: int
) -> str:
    n = len(portrait.dropna(subset=["first", "second"]))
    who = listed(shown(side) for side in sides)
    what = f"Smoothed mean polarity (scorer {shown(scorer)}) of {who} in {counted(n, period)}"
    if too_little(portrait, period):
        return f"{what}."
    points = placed(portrait, sides, zero)
    drift = "Broad arrow: from the first third of the path to the last" if drifts(points) else "No drift is sure"
    from_zero = f" {zero.told}." if zero.told else ""
    least, most = int(points["n_stances"].min()), int(points["n_stances"].max())
    each = f"{least:,} to {counted(most, 'scored stance')}" if least < most else counted(most, "scored stance")
    alike = "are equally far from usual" if zero.measured else "sound alike"
    return (
        f"{what}, each on {each}, from pale to dark. Hostility that feeds on itself would run into the grey corner. "
        f"{drift}; +: middle of the path. Dotted: where the true points lie in 95 of 100 cases, by article; moves "
        f"within them may be chance. On the dotted line both {alike}. Hollow points: fewer than "
        f"{counted(min_stances, 'scored stance')}.{from_zero}"
    )


def _alt(portrait: pd.DataFrame, *, sides: Sequence[str], period: str) -> str:
    why_not = too_little(portrait, period)
    if why_not:
        return f"No chart: {why_not}"
    points = placed(portrait, sides, NEUTRAL)
    path = points[["x", "y"]].to_numpy(float)
    named = sorted({0, len(path) - 1, *turns(path, most=6, least=0.02)})
    told = "; ".join(
        f"{in_period(points['bin'].iloc[i], period)} {signed(path[i][0])} and {signed(path[i][1])}" for i in named
    )
    who = listed(shown(side) for side in sides)
    return (
        f"Path of {counted(len(path), period)} through the mean polarity of {who}, in this order, turning at: {told}."
    )


def _table(portrait: pd.DataFrame, *, sides: Sequence[str], period: str) -> pd.DataFrame:
    one, two = (shown(side) for side in sides)
    names = {
        "bin": period,
        "first": f"mean polarity of {one}",
        "first_error": f"standard error of {one}",
        "second": f"mean polarity of {two}",
        "second_error": f"standard error of {two}",
        "n_stances": "stances",
    }
    rows = portrait.sort_values("bin").assign(bin=lambda table: table["bin"].dt.strftime("%Y-%m-%d"))
    return rows[list(names)].rename(columns=names).reset_index(drop=True)
