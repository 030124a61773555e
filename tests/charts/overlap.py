"""Whether words stand on each other, for the tests of figures."""

from itertools import combinations

from hypothesis import Phase, settings
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text
from matplotlib.transforms import Bbox

drawings = settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
"""Few examples, not made smaller where one fails: a drawing takes a third of a second."""


def boxes_of(ax: Axes) -> dict[str, Bbox]:
    """Give where the words of `ax` stand, without those at its ticks."""
    texts = [text for text in ax.texts if text.get_text() and text.get_visible()]
    return {f"{i} {text.get_text()}": Text.get_window_extent(text) for i, text in enumerate(texts)}


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """Give the pairs of words in `ax` that stand on each other."""
    return [(a, b) for (a, one), (b, two) in combinations(boxes_of(ax).items(), 2) if one.overlaps(two)]


def outside(canvas: Canvas) -> list[str]:
    """Give the words that reach beyond the canvas."""
    edge = canvas.bbox
    return [
        words
        for ax in canvas.axes
        for words, box in boxes_of(ax).items()
        if box.x0 < edge.x0 - 1 or box.x1 > edge.x1 + 1 or box.y0 < edge.y0 - 1 or box.y1 > edge.y1 + 1
    ]
