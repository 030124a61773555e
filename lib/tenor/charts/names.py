"""Names of the lines of several runs: at their ends, or where they are too long for that, numbers and a key below."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.axes import Axes

from tenor.charts.layout import is_narrow, spread
from tenor.charts.shades import SHADES, Shade, shade
from tenor.charts.wording import shortened, shown

FINE = (0, (1, 2))
"""The dots of what leads from the end of a line to its name."""

ROOM, NARROW_ROOM = 22, 12
"""Letters of a line of a name beside the panels, of two lines; longer names stand below, under their numbers."""


def name_lines(ax: Axes, named: Sequence[tuple[int, str, float, float]], color: str, *, limit: float) -> None:
    """Write the names of the lines at the right, apart from each other, each led to by a fine line."""
    narrow = is_narrow(ax)
    room = NARROW_ROOM if narrow else ROOM
    words = [textwrap.fill(shortened(label, 2 * room - 2), room) for _, label, _, _ in named]
    gap = limit * 0.15 * max((text.count("\n") + 1 for text in words), default=1)
    heights = within(spread([y for *_, y in named], gap), limit)
    for (place, _, x, y), text, height in zip(named, words, heights, strict=True):
        ax.annotate(
            text,
            (x, y),
            xytext=(1.03, height),
            textcoords=ax.get_yaxis_transform(),
            va="center",
            color=color,
            fontsize=7.5 if narrow else 8.5,
            linespacing=1.0,
            annotation_clip=False,
            arrowprops=_leader(color, SHADES[place]),
        )


def numbered(labels: Iterable[str], *, narrow: bool) -> str:
    """Give the labels, numbered, line by line, where one is too long for the end of its line; else nothing."""
    told = [shown(label) for label in labels]
    if all(len(label) <= 2 * (NARROW_ROOM if narrow else ROOM) - 2 for label in told):
        return ""
    lines = (f"{number}  {shortened(label, 300)}" for number, label in enumerate(told, 1))
    return "\n".join(textwrap.fill(line, 56 if narrow else 100, subsequent_indent="    ") for line in lines)


def within(places: Sequence[float], limit: float) -> list[float]:
    """Give `places` moved together, as little as is needed to lie between -`limit` and `limit`.

    >>> within([0.0, 1.5], 1.0)
    [-0.5, 1.0]
    """
    shift = min(0.0, limit - max(places, default=0.0)) or max(0.0, -limit - min(places, default=0.0))
    return [place + shift for place in places]


def _leader(color: str, how: Shade) -> dict[str, Any]:
    """Give the look of what leads from a line's end to its name: so fine that nobody takes it for more of the line."""
    look = {"arrowstyle": "-", "color": shade(color, how), "linestyle": FINE, "linewidth": 0.7}
    return look | {"shrinkA": 2, "shrinkB": 3, "relpos": (0, 0.5)}
