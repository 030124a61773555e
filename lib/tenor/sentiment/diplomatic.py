"""The scorer `diplomatic`: TextBlob's engine with a lexicon that people reviewed for the language of states.

What is ours stands before the engine and after it. Before: names and offices are left out, phrases become one word,
and what negation, undoing, asking and hedging do to each term is worked out (`tenor.sentiment.scope`). The engine then
reads the terms with the degrees before them ("strongly condemned"). After: the score is their weighted mean, in which
actions weigh more than judgements, and main clauses more than subordinate ones.
"""

import math
from typing import NamedTuple

from tenor.records import Assessment, Score, Span
from tenor.sentiment.asked import as_text
from tenor.sentiment.cues import WORDS, CueRule, rule_of
from tenor.sentiment.engine import BASE, diplomatic_engine
from tenor.sentiment.lexicon import ACTIONS
from tenor.sentiment.scope import BOUNDS, relate
from tenor.sentiment.words import Word, words_of

WEIGHTS = {
    **dict.fromkeys((*ACTIONS, "negate", "absent", "undo", "mend", "spoil", "fail"), 3.0),
    "relation": 2.0,
    "evaluate": 1.5,
    "grow": 1.0,
    "hedge": 1.5,
    "degree": 1.0,
    BASE: 0.7,
}
"""How much a term counts by its group: what is done counts more than what is thought of it."""
UNKNOWN = ("anotherword", None)
"""What stands for words without an entry: the engine must not know it, and it must be longer than two letters."""


class _Key(str):
    """The key of a word on its way through the engine, which remembers the word."""

    __slots__ = ("word",)
    word: Word


class _Term(NamedTuple):
    """Words that the engine assessed together: the last one is the term, the others its degrees."""

    keys: tuple[_Key, ...]
    polarity: float
    subjectivity: float
    weight: float


def diplomatic(text: str, cue: str = "") -> Score:
    """Score `text` by what it means between states; a cue of refusal, rejection, denial or doubt acts on it by rule.

    Polarity is the sum of the `weight` of its `assessments`, each with its `span` in `text` and the `rule` that
    changed it; an assessment without a span is the cue's. Polarity is NaN where nothing was assessed. Time grows with
    the length of the text.

    >>> diplomatic("They agreed to lift the sanctions.").polarity > 0 > diplomatic("They refused talks.").polarity
    True
    """
    terms, cue_rule = _terms(as_text(text)), rule_of(as_text(cue))
    cue_weight = WEIGHTS["reject"] if cue_rule and _says_no(terms) else 0.0
    total = sum(term.weight for term in terms) + cue_weight
    if not total:
        return Score(math.nan, math.nan, 0)
    seen = [_assessment(term, total, cue_rule) for term in terms]
    if cue_rule and cue_weight:
        share = cue_rule.polarity * cue_weight / total
        seen.append(Assessment((cue,), cue_rule.polarity, 0.3, None, share, f"cue of {cue_rule.name}"))
    subjectivity = sum(term.subjectivity * term.weight for term in terms) + 0.3 * cue_weight
    return Score(sum(one.weight for one in seen), subjectivity / total, len(seen), tuple(seen))


def _terms(text: str) -> list[_Term]:
    lexicon, engine = diplomatic_engine()
    words = words_of(text, lexicon, BOUNDS)
    relate(words)
    terms = []
    for parts, polarity, subjectivity, _ in engine.assessments(_stream(words), negation=False):
        keys = tuple(part for part in parts if type(part) is _Key)
        word = keys[-1].word
        weight = word.weight * WEIGHTS.get(word.entry.group, 0.0) if word.entry else 0.0
        if polarity and weight:
            terms.append(_Term(keys, polarity, subjectivity, weight))
    return terms


def _stream(words: list[Word]) -> list[tuple[str, None]]:
    """Give what the engine reads: the terms, and one unknown word wherever others stand between them."""
    stream: list[tuple[str, None]] = []
    last = -1
    for word in words:
        if (word.at > last + 1 or word.entry is None) and (not stream or stream[-1] is not UNKNOWN):
            stream.append(UNKNOWN)
        if word.entry is not None:
            key = _Key(word.key)
            key.word = word
            stream.append((key, None))
        last = word.last
    return stream


def _says_no(terms: list[_Term]) -> bool:
    """Tell whether a cue says no to anything but bad deeds: to rule out war is no refusal."""
    words = [term.keys[-1].word for term in terms]
    return not words or any(
        word.entry is None or word.entry.group in WORDS or term.polarity * word.factor > 0
        for word, term in zip(words, terms, strict=True)
    )


def _assessment(term: _Term, total: float, cue: CueRule | None) -> Assessment:
    first, word = term.keys[0].word, term.keys[-1].word
    polarity, rules = max(-1.0, min(1.0, term.polarity * word.factor)), word.rules
    if cue and word.entry:
        polarity *= cue.factor(polarity, word.entry.group)
        rules += (f"cue of {cue.name}",)
    span, share = Span(first.start, word.end), polarity * term.weight / total
    return Assessment(
        tuple(key.word.told for key in term.keys), polarity, term.subjectivity, span, share, "; ".join(rules)
    )
