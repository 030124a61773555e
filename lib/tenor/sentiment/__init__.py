"""How a text sounds: scorers, each a function from a text to a `Score`, kept by name in `SCORERS`.

Importing this room is quick: the libraries behind the scorers are loaded when a scorer is first called.
"""

from tenor.sentiment.blindness import common_words
from tenor.sentiment.explanation import explain, explain_stances, marked, marked_rows
from tenor.sentiment.scorers import DEFAULT_SCORER, SCORERS, Scorer, score_stances, scorer_named

__all__ = [
    "DEFAULT_SCORER",
    "SCORERS",
    "Scorer",
    "common_words",
    "explain",
    "explain_stances",
    "marked",
    "marked_rows",
    "score_stances",
    "scorer_named",
]
