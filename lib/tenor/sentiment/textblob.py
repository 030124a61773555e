"""The scorer `textblob`: the numbers of TextBlob's PatternAnalyzer, untouched. It is the reference.

TextBlob averages the polarity of the words that its lexicon knows, 1,528 forms, nearly all adjectives. Of diplomacy
it sees little: *war*, *sanctions*, *threat* and *dialogue* are not in it. So look at `n_assessed` before reading a
polarity near zero as neutral. It knows four negations (no, not, n't, never) and halves what they turn.

Source: the `pattern.en` engine (De Smedt & Daelemans 2012, "Pattern for Python", JMLR 13) as TextBlob bundles it.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from tenor.records import Assessment, Score, Span
from tenor.sentiment.asked import as_text

NEGATIONS = frozenset(("no", "not", "n't", "never"))
"""The negations that TextBlob knows."""


def textblob(text: str, cue: str = "") -> Score:  # noqa: ARG001 (every scorer takes the cue; this one scores the text alone)
    """Score `text` as TextBlob does: polarity, subjectivity and assessments of `TextBlob(text).sentiment_assessments`.

    They are equal bit for bit, but for one thing: where no word was assessed TextBlob says 0.0 and this says NaN. The
    cue is left out of account. Time grows with the length of the text (a second for a million characters), but with
    the square of a run of punctuation that no space interrupts (a second and a half for 100,000 marks): TextBlob
    splits off one mark at a time.

    >>> textblob("a dangerous spiral")
    Score(polarity=-0.6, subjectivity=0.9, n_assessed=1)
    >>> textblob("a trade war")
    Score(polarity=nan, subjectivity=nan, n_assessed=0)
    """
    score = _engine()(as_text(text))
    seen = tuple(
        Assessment(tuple(words), polarity, subjectivity) for words, polarity, subjectivity, _ in score.assessments
    )
    if not seen:
        return Score(math.nan, math.nan, 0)
    polarity, subjectivity = score
    return Score(polarity, subjectivity, len(seen), seen)


class _Placed(str):
    """A word as the engine reads it, which remembers where it stands in the text."""

    __slots__ = ("span",)
    span: Span


def read_placed(text: str) -> tuple[Assessment, ...]:
    """Give the assessments of `text` again, each with its span, its weight in the mean, and what changed it.

    The weights add up to the polarity. Where several words were assessed together, the span runs from the first to the
    last of them.
    """
    words = _placed(text, " ".join(_engine().tokenizer(text)).split())
    seen = _engine().assessments((word, None) for word in words)
    return tuple(_explained(parts, polarity, subjectivity, len(seen)) for parts, polarity, subjectivity, _ in seen)


def _placed(text: str, words: Sequence[str]) -> Iterator[str]:
    """Give the words in lower case, with their places: the engine's tokenizer moves spaces, and nothing else."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    known = len(places) == sum(map(len, words))
    at = 0
    for word in words:
        placed = _Placed(word.lower())
        placed.span = Span(places[at], places[at + len(word) - 1] + 1) if known else Span(0, len(text))
        at += len(word)
        yield placed


def _explained(parts: Sequence[str], polarity: float, subjectivity: float, n: int) -> Assessment:
    spans = [part.span for part in parts if isinstance(part, _Placed)]
    span = Span(min(one.start for one in spans), max(one.end for one in spans)) if spans else None
    return Assessment(tuple(map(str, parts)), polarity, subjectivity, span, polarity / n, "; ".join(_rules(parts)))


def _rules(parts: Sequence[str]) -> Iterator[str]:
    """Tell what changed the last word: negation turns and halves, a degree multiplies, "!" raises."""
    words = [part for part in parts if part != "!"]
    for word in words[:-1]:
        yield f"negated by {word}" if word in NEGATIONS else f"degree: {word}"
    if len(words) > 1 and words[-1] in NEGATIONS:
        yield f"negated by {words[-1]}"
    if len(words) < len(parts):
        yield "raised by !"


@cache
def _engine() -> Any:
    """Give the engine behind TextBlob. It is shared by all who use TextBlob in this process, so never annotate it.

    `TextBlob(text)` hands its text to this very object as it is, calls it twice, and makes a class for the answer
    each time. Importing it takes nltk along, half a second to two: hence here.
    """
    from textblob.en import sentiment

    return sentiment
