"""The strongest dated events as words above a calendar, each with a line down through its day."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.happenings import named, past, strongest, with_days
from tenor.charts.layout import EM, is_narrow, slots

LONGEST = 31
"""An event dated to more days than this is not named above a calendar."""


def nameable(storyline: pd.DataFrame | None, *, scorer: str) -> pd.DataFrame:
    """Give the events that can be named: past, with a tone, and dated to a month or less."""
    if storyline is None:
        return pd.DataFrame({"x": []})
    rows = with_days(storyline[storyline["scorer"] == scorer].dropna(subset="polarity"))
    return rows[past(rows) & (rows["right"] - rows["left"] <= LONGEST)].reset_index(drop=True)


def name_events(ax: Axes, events: pd.DataFrame) -> None:
    """Name the strongest of `events` above the axes, apart from each other, each with a line down through its day."""
    left, right = ax.get_xlim()
    inside = events[(events["x"] >= left) & (events["x"] <= right)].reset_index(drop=True)
    most = 2 if is_narrow(ax) else 4
    chosen = sorted(strongest(inside, most=most, apart=(right - left) / (most + 1)))
    if not chosen:
        return
    canvas = ax.get_figure(root=True)
    assert isinstance(canvas, Canvas)
    canvas.draw_without_rendering()
    size = 7.0
    points = ax.get_window_extent().width / canvas.dpi * 72 / len(chosen)
    letters = max(8, min(28, int(points / (size * EM)) - 2))
    for i, (row, x) in enumerate(zip(chosen, slots(len(chosen), left, right), strict=True)):
        day = float(inside["x"].iloc[row])
        ax.axvline(day, color="#8c8c8c", linewidth=0.7, linestyle=(0, (1, 2)), zorder=0.8)
        ax.annotate(
            named(inside.iloc[row], letters=letters, lines=4),
            (day, 1.0),
            xytext=(x, 1.05),
            xycoords=ax.get_xaxis_transform(),
            textcoords=ax.get_xaxis_transform(),
            ha="center",
            va="bottom",
            fontsize=size,
            color="#444444",
            linespacing=1.1,
            gid=f"event {i}",
            arrowprops={"arrowstyle": "-", "color": "#8c8c8c", "linewidth": 0.7, "shrinkA": 0, "shrinkB": 0},
        )
