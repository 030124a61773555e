"""The scorer `textblob`: the numbers of TextBlob's PatternAnalyzer, untouched. It is the reference.

TextBlob averages the polarity of the words that its lexicon knows, 1,528 forms, nearly all adjectives. Of diplomacy
it sees little: *war*, *sanctions*, *threat* and *dialogue* are not in it. So look at `n_assessed` before reading a
polarity near zero as neutral. It knows four negations (no, not, n't, never) and halves what they turn.

Source: the `pattern.en` engine (De Smedt & Daelemans 2012, "Pattern for Python", JMLR 13) as TextBlob bundles it.
"""

import math
from collections.abc import Callable
from functools import cache
from typing import Any

from tenor.records import Assessment, Score


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
    score = _engine()(text)
    seen = tuple(
        Assessment(tuple(words), polarity, subjectivity) for words, polarity, subjectivity, _ in score.assessments
    )
    if not seen:
        return Score(math.nan, math.nan, 0)
    polarity, subjectivity = score
    return Score(polarity, subjectivity, len(seen), seen)


@cache
def _engine() -> Callable[[str], Any]:
    """Give the engine behind TextBlob. It is shared by all who use TextBlob in this process, so never annotate it.

    `TextBlob(text)` hands its text to this very object as it is, calls it twice, and makes a class for the answer
    each time. Importing it takes nltk along, half a second to two: hence here.
    """
    from textblob.en import sentiment

    return sentiment  # type: ignore[no-any-return]
