"""Which colour, line and dot stand for a side.

Colour means side and nothing else. Blue and vermilion are told apart with every common kind of colour blindness
(Okabe & Ito 2008, "Color Universal Design"), and by their lightness in greyscale; lines and dots differ as well, so
that no figure rests on colour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenor.relation import OBSERVER

FIRST, SECOND, OTHER = "#123f73", "#c8501a", "#767676"


@dataclass(frozen=True, slots=True)
class Look:
    """How a side's lines and dots are drawn, besides their colour."""

    line: Any
    marker: str


_LOOKS = (Look("-", "o"), Look((0, (4, 1.4)), "s"))
_OTHER = Look("-", "D")


def side_colors(sides: Sequence[str]) -> dict[str, str]:
    """Give a colour for each of the two sides, in the relation's order, and grey for observers.

    Each has a contrast of at least 4.5 to 1 on white, so that names can be written in it.

    >>> side_colors(["US", "China"])
    {'US': '#123f73', 'China': '#c8501a', 'observer': '#767676'}
    """
    return dict(zip(sides, (FIRST, SECOND), strict=True)) | {OBSERVER: OTHER}


def look(side: str, colors: Mapping[str, str]) -> Look:
    """Give how `side` is drawn: by its place in `colors`, plainly for whoever is not one of the two sides."""
    named = [key for key in colors if key != OBSERVER]
    return _LOOKS[named.index(side)] if side in named[:2] else _OTHER
