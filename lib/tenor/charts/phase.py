"""The drawing of the spiral: ground, path, ellipses and drift, from the rows of the table `portrait`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection, LineCollection
from numpy.typing import NDArray

from tenor.charts.colors import OTHER, side_colors
from tenor.charts.labels import Mark, along, axis_lines, label
from tenor.charts.layout import Floats, days_of, is_narrow, say
from tenor.charts.turns import turns
from tenor.charts.wording import counted, shortened, when
from tenor.charts.zero import NEUTRAL, Zero
from tenor.narrative.numerals import signed

FEWEST_POINTS = 4
"""Fewer points make no path."""

SMALLEST_SCALE = 0.3
"""The scale ends no nearer to its middle than this, so that small moves look small."""

OF_BOTH = 2.448
"""So many standard errors, on either axis, make an ellipse that holds 95 % of both."""

OF_ONE = 1.96
PALE, DARK = np.array([0.66] * 3), np.array([0.08] * 3)


def draw_spiral(
    ax: Axes, portrait: pd.DataFrame, *, sides: Sequence[str], period: str, zero: Zero = NEUTRAL, min_stances: int = 5
) -> None:
    """Draw the path of `portrait`, the rows of one scorer: old parts pale, new ones dark, with dates where it turns.

    Where there are too few points, the axes say so in words.
    """
    why_not = too_little(portrait, period)
    if why_not:
        say(ax, why_not)
        return
    points = placed(portrait, sides, zero)
    path = points[["x", "y"]].to_numpy(float)
    shades = PALE + (DARK - PALE) * np.linspace(0, 1, len(path))[:, None]
    reach = _reach(points)
    _draw_ground(ax, reach, sides=sides, zero=zero)
    dated = _dated(path, reach, narrow=is_narrow(ax))
    _draw_ellipses(ax, points.iloc[sorted(dated)])
    _draw_drift(ax, points)
    _draw_path(ax, points, shades, min_stances=min_stances)
    _name_turns(ax, points, dated, period=period)


def too_little(portrait: pd.DataFrame, period: str) -> str:
    """Give the sentence that says why there is no path to draw, or ""."""
    n = len(portrait.dropna(subset=["first", "second"]))
    if n >= FEWEST_POINTS:
        return ""
    there = f"There {'is' if n == 1 else 'are'} {counted(n, period)} in which both sides have a tone"
    return f"{there if n else f'There is no {period} in which both sides have a tone'}: too few for a path."


def placed(portrait: pd.DataFrame, sides: Sequence[str], zero: Zero) -> pd.DataFrame:
    """Give the points that are known, in time, with `x` and `y` where they are drawn and the `day` of their bin."""
    ordered = portrait.sort_values("bin", ignore_index=True)
    first, second = (zero.of.get(side, 0.0) for side in sides)
    placed = ordered.assign(x=ordered["first"] - first, y=ordered["second"] - second, day=days_of(ordered["bin"]))
    return placed.dropna(subset=["first", "second"]).reset_index(drop=True)


def _reach(points: pd.DataFrame) -> float:
    """Give how far the scale reaches from its middle, alike on both axes: all points, and ellipses as far as apt."""
    farthest = float(points[["x", "y"]].abs().to_numpy().max())
    errors = OF_BOTH * points[["first_error", "second_error"]].fillna(0.0).to_numpy()
    with_errors = float((points[["x", "y"]].abs().to_numpy() + errors).max())
    return max(farthest * 1.2, min(with_errors * 1.02, farthest * 1.8), SMALLEST_SCALE)


def _draw_ground(ax: Axes, reach: float, *, sides: Sequence[str], zero: Zero) -> None:
    wide = reach * (1.0 if is_narrow(ax) else 1.32)
    ax.set_xlim(-wide, wide)
    ax.set_ylim(-reach, reach)
    ax.set_aspect("equal", adjustable="box")
    ax.fill_between([-wide, 0], -reach, 0, color="#efefef", linewidth=0, zorder=0)
    ax.axline((0, 0), slope=1, color="#bbbbbb", linewidth=0.8, linestyle=(0, (1, 3)), zorder=1)
    for line in (ax.axhline, ax.axvline):
        line(0, color="#777777", linewidth=0.8, zorder=1)
    step = 0.1 if reach <= 0.35 else 0.2 if reach <= 0.7 else 0.5
    for axis, limit in ((ax.xaxis, wide), (ax.yaxis, reach)):
        n = int(limit / step + 1e-9)
        ticks = np.round(np.arange(-n, n + 1) * step, 2)
        axis.set_ticks(list(ticks), ["0" if tick == 0 else signed(tick, 1) for tick in ticks])
    colors = side_colors(sides)
    for side, named in zip(sides, (ax.xaxis, ax.yaxis), strict=True):
        words = f"← more hostile    {shortened(side, 24)}    friendlier →"
        size = 7.5 if is_narrow(ax) else 9
        named.set_label_text(words, color=colors.get(side, OTHER), fontweight="bold", fontsize=size)
    ax.spines[["left", "bottom"]].set_visible(False)
    _name_corners(ax, sides, zero)


def _name_corners(ax: Axes, sides: Sequence[str], zero: Zero) -> None:
    than = " than usual" if zero.measured else ""
    both = f"BOTH MORE HOSTILE{than.upper()}"
    if is_narrow(ax):
        both = both.replace(" THAN", "\nTHAN")
    one, two = (shortened(side, 14) for side in sides)
    corners = (
        (0.012, 0.012, "left", "bottom", both, "bold"),
        (0.988, 0.988, "right", "top", f"both friendlier{than}", "normal"),
        (0.012, 0.988, "left", "top", f"only {one}\nmore hostile", "normal"),
        (0.988, 0.012, "right", "bottom", f"only {two}\nmore hostile", "normal"),
    )
    for x, y, ha, va, words, weight in corners:
        ax.text(
            x, y, words, transform=ax.transAxes, ha=ha, va=va, fontsize=7 if is_narrow(ax) else 8, fontweight=weight,
            color="#444444" if weight == "bold" else "#777777", gid="corner",
        )  # fmt: skip


def _draw_ellipses(ax: Axes, points: pd.DataFrame) -> None:
    """Draw where each of the dated points may as well lie."""
    known = points.dropna(subset=["first_error", "second_error"])
    if known.empty:
        return
    widths, heights = (2 * OF_BOTH * known[name].to_numpy(float) for name in ("first_error", "second_error"))
    ellipses = EllipseCollection(
        widths,
        heights,
        np.zeros(len(known)),
        units="xy",
        offsets=known[["x", "y"]].to_numpy(float),
        offset_transform=ax.transData,
        facecolor=(0.3, 0.3, 0.3, 0.05),
        edgecolor="#9a9a9a",
        linewidth=0.7,
        linestyle=(0, (1, 1.5)),
        zorder=1.2,
    )
    ax.add_collection(ellipses, autolim=False)


def _draw_drift(ax: Axes, points: pd.DataFrame) -> None:
    """Draw the middle of the path, and an arrow from the middle of its first third to that of its last, if sure."""
    start, middle, end = regions(points)
    if drifts(points):
        shape = "simple,tail_width=9,head_width=22,head_length=16"
        look = {
            "arrowstyle": shape,
            "mutation_scale": 1,
            "color": "#cfcfcf",
            "linewidth": 0,
            "shrinkA": 0,
            "shrinkB": 0,
        }
        ax.annotate("", tuple(end), tuple(start), zorder=1.6, arrowprops=look)
    ax.plot(*middle, marker="+", markersize=9, color="#555555", linestyle="", markeredgewidth=1.3, zorder=2)


def regions(points: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Give the middles of the first third of the path, of all of it, and of its last third."""
    path = points[["x", "y"]].to_numpy(float)
    third = max(1, len(path) // 3)
    return path[:third].mean(axis=0), path.mean(axis=0), path[-third:].mean(axis=0)


def drifts(points: pd.DataFrame) -> bool:
    """Tell whether a side is surely elsewhere in the last third of the path than in the first.

    The error of a third is taken to be that of one of its points, as points near each other rest on the same stances.
    """
    start, _, end = regions(points)
    errors = points[["first_error", "second_error"]].to_numpy(float)
    third = max(1, len(errors) // 3)
    error = np.hypot(errors[:third].mean(axis=0), errors[-third:].mean(axis=0))
    return bool((np.abs(end - start) > OF_ONE * error).any())


def _draw_path(ax: Axes, points: pd.DataFrame, shades: Floats, *, min_stances: int) -> None:
    path = points[["x", "y"]].to_numpy(float)
    steps = np.diff(points["day"].to_numpy(float))
    joined = steps <= 1.5 * np.median(steps)
    pieces = np.stack([path[:-1], path[1:]], axis=1)
    ax.add_collection(
        LineCollection(
            list(pieces[joined]),
            colors=shades[1:][joined],
            linewidths=2.0 if len(path) <= 30 else 1.3,
            capstyle="round",
            zorder=3,
        ),
        autolim=False,
    )
    look: dict[str, Any] = {"arrowstyle": "-|>,head_width=0.3,head_length=0.6", "color": DARK, "linewidth": 0}
    for start, end in _arrows(path, joined, least=0.035 * float(np.ptp(ax.get_ylim()))):
        ax.annotate("", tuple(end), tuple(start), zorder=3.5, arrowprops={**look, "shrinkA": 0, "shrinkB": 0})
    small = (points["n_stances"] < min_stances).to_numpy()
    faces = np.where(small[:, None], 1.0, shades)
    size = 14 if len(path) <= 30 else 6
    x, y = path.T
    ax.scatter(x, y, size, facecolors=list(faces), edgecolors=list(shades), linewidths=0.8, zorder=4)


def _arrows(path: Floats, joined: NDArray[np.bool_], *, least: float, most: int = 9) -> list[tuple[Floats, Floats]]:
    """Give short strokes with a head on the longest pieces, for some spread along the whole path."""
    lengths = np.where(joined, np.hypot(*np.diff(path, axis=0).T), 0.0)
    arrows = []
    for part in np.array_split(np.arange(len(lengths)), min(most, len(lengths))):
        i = part[np.argmax(lengths[part])]
        if lengths[i] > least:
            tip = path[i] + 0.62 * (path[i + 1] - path[i])
            arrows.append((path[i] + 0.5 * (path[i + 1] - path[i]), tip))
    return arrows


def _dated(path: Floats, reach: float, *, narrow: bool) -> list[int]:
    """Give the points that get a date: both ends, and where the path turns most."""
    return turns(path, most=5 if narrow else 7, least=reach * 0.12)


def _name_turns(ax: Axes, points: pd.DataFrame, dated: Sequence[int], *, period: str) -> None:
    path = points[["x", "y"]].to_numpy(float)
    ends = {0: "start: ", len(path) - 1: "end: "}
    x, y = path[list(ends)].T
    ax.scatter(x, y, 52, facecolors=["white", "#141414"], edgecolors="#141414", linewidths=1.5, zorder=5)
    marks = [
        Mark(x, y, f"{ends.get(i, '')}{when(date, period)}", weight="bold" if i in ends else "normal")
        for i, (x, y), date in ((i, path[i], points["bin"].iloc[i]) for i in dated)
    ]
    around = [along(path, n=max(1, min(12, 600 // len(path)))), *axis_lines(ax)]
    label(ax, marks, around=np.vstack(around), size=7.5 if is_narrow(ax) else 8.5)
