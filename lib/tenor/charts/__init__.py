"""The figures: a file each, from tables to a drawing with its title, caption, alternative text and numbers.

A drawing function takes axes and computed tables and gives nothing back; one called `..._figure` gives the whole
`Figure`.
"""

from collections.abc import Callable

from tenor.charts.accuracy import accuracy_figure, draw_accuracy
from tenor.charts.arc import arc_figure, draw_arc
from tenor.charts.breaks import breaks_figure, draw_answers, draw_breaks
from tenor.charts.colors import side_colors
from tenor.charts.comparison import comparison_figure, draw_comparison
from tenor.charts.coverage import coverage_figure, draw_coverage
from tenor.charts.figure import Figure, render, save, svg
from tenor.charts.history import draw_trends, draw_verdicts, history_figure
from tenor.charts.phase import draw_spiral
from tenor.charts.spiral import spiral_figure
from tenor.charts.stances import draw_stances, stances_figure
from tenor.charts.storyline import draw_storyline, storyline_figure
from tenor.charts.timeline import draw_timeline, timeline_figure
from tenor.charts.topics import draw_topics, topics_figure

CHARTS: dict[str, Callable[..., Figure]] = {
    "timeline": timeline_figure,
    "spiral": spiral_figure,
    "storyline": storyline_figure,
    "breaks": breaks_figure,
    "topics": topics_figure,
    "stances": stances_figure,
    "arc": arc_figure,
    "coverage": coverage_figure,
    "accuracy": accuracy_figure,
    "comparison": comparison_figure,
    "history": history_figure,
}
"""The figures by name, in the order in which a reader meets them."""

__all__ = [
    "CHARTS",
    "Figure",
    "accuracy_figure",
    "arc_figure",
    "breaks_figure",
    "comparison_figure",
    "coverage_figure",
    "draw_accuracy",
    "draw_answers",
    "draw_arc",
    "draw_breaks",
    "draw_comparison",
    "draw_coverage",
    "draw_spiral",
    "draw_stances",
    "draw_storyline",
    "draw_timeline",
    "draw_topics",
    "draw_trends",
    "draw_verdicts",
    "history_figure",
    "render",
    "save",
    "side_colors",
    "spiral_figure",
    "stances_figure",
    "storyline_figure",
    "svg",
    "timeline_figure",
    "topics_figure",
]
