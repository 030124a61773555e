"""The scorers by name, and scoring stances with them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from tenor.errors import ParameterError, unknown
from tenor.records import Score
from tenor.sentiment.diplomatic import diplomatic
from tenor.sentiment.textblob import textblob
from tenor.sentiment.vader import vader


class Scorer(Protocol):
    """What a scorer is: a function of a text, and of the cue that reported it where there is one.

    It gives a score for any text whatever, with NaN polarity where it assessed nothing, and the same score for the
    same text.
    """

    def __call__(self, text: str, cue: str = "") -> Score:
        """Score `text`; a scorer may leave the `cue` out of account, and says so."""
        ...


SCORERS: dict[str, Scorer] = {"diplomatic": diplomatic, "textblob": textblob, "vader": vader}
DEFAULT_SCORER = "diplomatic"
"""The scorer of the report; TextBlob alone is close to blind to diplomacy."""


def scorer_named(name: str) -> Scorer:
    """Give the scorer called `name`; raises ParameterError, which lists the known ones, where there is none.

    >>> scorer_named("textblob")("a dangerous spiral").polarity
    -0.6
    """
    if name not in SCORERS:
        raise ParameterError(unknown("scorer", name, SCORERS))
    return SCORERS[name]


def score_stances(
    stances: Iterable[tuple[str, str, str]], *, scorers: Sequence[str]
) -> Iterator[tuple[str, str, Score]]:
    """Score `(stance_id, content, cue)`: one `(stance_id, scorer, score)` for each stance and scorer, in order.

    What comes out is what `tables.scores_table` and `tables.assessments_table` take. Stances are read as scores are
    asked for, so that any number of them passes through; an unknown scorer raises ParameterError at once.
    """
    chosen = {name: scorer_named(name) for name in scorers}
    return (
        (stance_id, name, scorer(content, cue))
        for stance_id, content, cue in stances
        for name, scorer in chosen.items()
    )
