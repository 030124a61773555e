"""How a text sounds: scorers, each a function from a text to a `Score`, kept by name in `SCORERS`.

Importing this room is quick: the libraries behind the scorers are loaded when a scorer is first called.
"""

from tenor.sentiment.scorers import SCORERS, Scorer, score_stances, scorer_named

__all__ = ["SCORERS", "Scorer", "score_stances", "scorer_named"]
