"""How the lines of several runs are told apart, where colour means side: by shade, dash and mark.

Shades are steps of lightness of the side's colour, each dark enough to be seen on white (a contrast of 3 to 1 or more).
No two of six have the same dash and mark, so that no line is known by its shade alone.
"""

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from typing import Any

from matplotlib.colors import to_hex, to_rgb


@dataclass(frozen=True, slots=True)
class Shade:
    """How light a line is, from 0 black to 1 white, and its dash and mark."""

    lightness: float
    line: Any
    marker: str


DARK, MIDDLE, LIGHT = 0.22, 0.40, 0.53

SHADES = (
    Shade(DARK, "-", "o"),
    Shade(LIGHT, (0, (4, 1.4)), "s"),
    Shade(MIDDLE, (0, (1, 1.2)), "^"),
    Shade(LIGHT, "-", "D"),
    Shade(DARK, (0, (6, 1.5, 1, 1.5)), "v"),
    Shade(MIDDLE, (0, (8, 3)), "P"),
)
"""A look for each of up to six runs, the first one the darkest."""


def shade(color: str, how: Shade) -> str:
    """Give `color` as light as `how` says, its hue kept.

    >>> shade("#123f73", SHADES[0])
    '#0f3561'
    """
    hue, _, saturation = rgb_to_hls(*to_rgb(color))
    return to_hex(hls_to_rgb(hue, how.lightness, saturation))
