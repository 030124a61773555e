"""Words beside marks: near what they name, inside the axes, never on each other, and as little as can be on a line."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Annotation, Text
from numpy.typing import NDArray

from tenor.charts.layout import Floats

RADII = (7.0, 15.0, 24.0, 36.0, 50.0, 66.0, 84.0)
"""How far from its mark a label may stand, in points."""

APART = 3.0
"""Free space around a label, in points."""

CLEAR = 4.5
"""From a mark to its own label, at least, in points."""

_DIRECTIONS = 16
_A_COVERED_POINT, _A_CROSSED_POINT, _A_POINT_AWAY, _A_LABEL_CROSSED = 3.0, 0.4, 0.25, 60.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in data coordinates, and what stands beside it."""

    x: float
    y: float
    words: str
    color: str = "#222222"
    weight: str = "normal"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a label stands, in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two share any place."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def inside(self, other: "Box") -> bool:
        """Tell whether this lies wholly in the other."""
        return other.x0 <= self.x0 and self.x1 <= other.x1 and other.y0 <= self.y0 and self.y1 <= other.y1

    def holds(self, points: Floats) -> NDArray[np.bool_]:
        """Tell for each point whether it lies in the box."""
        x, y = points.T
        within: NDArray[np.bool_] = (x > self.x0) & (x < self.x1) & (y > self.y0) & (y < self.y1)
        return within


def label(ax: Axes, marks: Sequence[Mark], *, around: Floats, size: float) -> int:
    """Write the words of `marks` beside them, first ones first, and give how many found a place.

    `around` are points (a row each, in data coordinates) that labels should not cover; on words that stand in the axes
    already they never stand. A mark whose words fit nowhere gets none. The limits of the axes have to be set before,
    and the size of the figure.
    """
    canvas = ax.get_figure(root=True)
    assert isinstance(canvas, Canvas)
    canvas.draw_without_rendering()
    pixel = canvas.dpi / 72
    points = ax.transData.transform(around) if len(around) else np.empty((0, 2))
    inner = Box(*ax.get_window_extent().extents)
    boxes = [Box(*Text.get_window_extent(text).extents) for text in ax.texts if text.get_text()]
    leaders = np.empty((0, 2))
    placed = 0
    for mark in marks:
        anchor = ax.transData.transform((mark.x, mark.y))
        text = _written(ax, mark, size)
        extent = Text.get_window_extent(text)
        found = _best(
            anchor, extent.width, extent.height, points=points, leaders=leaders, boxes=boxes, inner=inner, pixel=pixel
        )
        if found is None:
            text.remove()
            continue
        boxes.append(found)
        placed += 1
        middle = np.array([(found.x0 + found.x1) / 2, (found.y0 + found.y1) / 2])
        leaders = np.vstack([leaders, np.linspace(anchor, middle, 16)])
        text.set_position(tuple((middle - anchor) / pixel))
        if text.arrow_patch is not None:
            text.arrow_patch.set_visible(not _touches(found, anchor, (RADII[0] + 3) * pixel))
    return placed


def along(path: Floats, *, n: int = 12) -> Floats:
    """Give points on a path, `n` on each of its pieces, for labels to keep away from."""
    if len(path) < 2:
        return path
    parts = np.linspace(0, 1, n, endpoint=False)[:, None]
    pieces = [start + parts * (end - start) for start, end in pairwise(path)]
    return np.vstack([*pieces, path[-1:]])


def axis_lines(ax: Axes, *, n: int = 16) -> tuple[Floats, Floats]:
    """Give points on the lines where y is 0 and where x is 0, for labels to keep away from."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    return along(np.array([[left, 0.0], [right, 0.0]]), n=n), along(np.array([[0.0, bottom], [0.0, top]]), n=n)


def _written(ax: Axes, mark: Mark, size: float) -> Annotation:
    text = ax.annotate(
        mark.words,
        (mark.x, mark.y),
        xytext=(0, 0),
        textcoords="offset points",
        ha="center",
        va="center",
        color=mark.color,
        fontsize=size,
        fontweight=mark.weight,
        linespacing=1.15,
        zorder=6,
        arrowprops={"arrowstyle": "-", "color": "#777777", "linewidth": 0.6, "shrinkA": 1.0, "shrinkB": 3.5},
    )
    text.set_in_layout(False)
    return text


def _best(
    anchor: Floats,
    width: float,
    height: float,
    *,
    points: Floats,
    leaders: Floats,
    boxes: Sequence[Box],
    inner: Box,
    pixel: float,
) -> Box | None:
    """Give the box of the least cost that lies inside and on no other, or None."""
    pad = APART * pixel
    best, least = None, math.inf
    for radius, box in _candidates(anchor, width, height, pixel):
        roomy = Box(box.x0 - pad, box.y0 - pad, box.x1 + pad, box.y1 + pad)
        if (
            not box.inside(inner)
            or _touches(box, anchor, CLEAR * pixel)
            or any(roomy.overlaps(other) for other in boxes)
        ):
            continue
        leader = np.linspace(anchor, [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2], 16)
        crossed = sum(bool(other.holds(leader).any()) for other in boxes) + bool(box.holds(leaders).any())
        near = _near(points, leader, 4 * pixel) if radius > RADII[0] else 0
        covered = int(roomy.holds(points).sum())
        cost = (
            _A_COVERED_POINT * covered + _A_CROSSED_POINT * near + _A_POINT_AWAY * radius + _A_LABEL_CROSSED * crossed
        )
        if cost < least:
            best, least = box, cost
    return best


def _candidates(anchor: Floats, width: float, height: float, pixel: float) -> Iterator[tuple[float, Box]]:
    for radius in RADII:
        for step in range(_DIRECTIONS):
            angle = 2 * math.pi * step / _DIRECTIONS
            x = anchor[0] + math.cos(angle) * (radius * pixel + width / 2)
            y = anchor[1] + math.sin(angle) * (radius * pixel + height / 2)
            yield radius, Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _touches(box: Box, anchor: Floats, within: float) -> bool:
    x, y = np.clip(anchor, [box.x0, box.y0], [box.x1, box.y1])
    return bool(np.hypot(anchor[0] - x, anchor[1] - y) <= within)


def _near(points: Floats, leader: Floats, within: float) -> int:
    if not len(points):
        return 0
    low, high = leader[3:].min(axis=0) - within, leader[3:].max(axis=0) + within
    beside = points[((points > low) & (points < high)).all(axis=1)]
    if not len(beside):
        return 0
    distance = np.abs(beside[:, None, :] - leader[None, 3:, :]).max(axis=2).min(axis=1)
    return int((distance < within).sum())
