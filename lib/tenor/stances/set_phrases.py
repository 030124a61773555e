"""Cues of several words: "according to", "in her words", "as he put it", "made it clear that", "per the Courier"."""

from collections.abc import Callable, Mapping

from tenor.stances.cue import ACCORDING, SET_OFF, Cue
from tenor.stances.groups import group_start, tells, unsaid
from tenor.stances.phrases import phrase_after
from tenor.stances.sentence import Sentence
from tenor.stances.sources import source_before
from tenor.stances.verbs import LEMMA, SPEECH

LONGEST_NAME = 5
NAMED = frozenset("NNP NNPS NN NNS PRP".split())
MAKES = frozenset("make makes made making".split())
CLEARLY = frozenset("it this that very quite abundantly perfectly increasingly".split())
PUT_ENDS = frozenset(", . : ; in to".split())
SET_WORDS = frozenset("according words opinion view telling account estimation clear plain put puts per".split())


def _according(sentence: Sentence, i: int, taken: int) -> Cue | None:  # noqa: ARG001 (one of SET_PHRASES)
    end = phrase_after(sentence.tokens, i + 2) if sentence.lower(i + 1) == "to" else None
    return Cue(i, i + 2, ACCORDING, (i + 2, end)) if end else None


def as_reported(sentence: Sentence, verb: int) -> Cue | None:
    """Give "as reported by", which attributes as "according to" does."""
    if sentence.lower(verb + 1) != "by" or LEMMA[sentence.lower(verb)] not in SPEECH:
        return None
    start = verb - 2 if sentence.tag(verb - 1) == "RB" else verb - 1
    end = phrase_after(sentence.tokens, verb + 2) if sentence.lower(start) == "as" else None
    return Cue(start, verb + 2, ACCORDING, (verb + 2, end)) if end else None


def _in_words(sentence: Sentence, i: int, taken: int) -> Cue | None:
    """Give "in Ann Lee's words", "by her account", which attribute as "according to" does."""
    places = range(i - 2, max(taken, i - LONGEST_NAME - 3) - 1, -1)
    start = next((k for k in places if sentence.lower(k) in ("in", "by")), None)
    owned = i - 1 if sentence.lower(i - 1) == "own" else i
    if start is None or sentence.tag(owned - 1) not in ("POS", "PRP$"):
        return None
    owner = owned if sentence.tag(owned - 1) == "PRP$" else owned - 1
    named = all(sentence.tag(k) in NAMED | {"DT", "JJ", "PRP$"} for k in range(start + 1, owner))
    return Cue(start, i + 1, ACCORDING, (start + 1, owner)) if named else None


def _clear_cue(sentence: Sentence, clear: int, taken: int) -> Cue | None:
    """Give "made it clear that", "makes plain"."""
    made = next((k for k in range(clear - 1, max(taken, clear - 4), -1) if sentence.lower(k) not in CLEARLY), taken)
    if sentence.lower(made) not in MAKES:
        return None
    start = group_start(sentence, made, taken)
    source = None if unsaid(sentence, start, made) else source_before(sentence, start, taken)
    return Cue(start, clear + 1, "clarify", source) if source and tells(sentence, clear + 1) else None


def _put_cue(sentence: Sentence, put: int, taken: int) -> Cue | None:
    """Give "as Lee put it", "puts it this way", which say what stands beside them."""
    end = put + 2
    if sentence.lower(put + 1) != "it":
        return None
    if sentence.lower(end) == "this" and sentence.lower(end + 1) == "way":
        end += 2
    elif sentence.tag(end) == "RB":
        end += 1
    ends = end >= len(sentence) or sentence.quoted[end] or sentence.lower(end) in PUT_ENDS
    start = group_start(sentence, put, taken)
    source = source_before(sentence, start, taken) if ends and not unsaid(sentence, start, put) else None
    return Cue(start, end, "say", source) if source else None


def _per_cue(sentence: Sentence, per: int, taken: int) -> Cue | None:  # noqa: ARG001 (one of SET_PHRASES)
    """Give ", per the Courier", which attributes as "according to" does; "per year" counts."""
    if sentence.lower(per - 1) not in SET_OFF:
        return None
    named = sentence.tag(per + 1) == "NNP" or sentence.tag(per + 2) == "NNP"
    end = phrase_after(sentence.tokens, per + 1) if named else None
    return Cue(per, per + 1, ACCORDING, (per + 1, end)) if end else None


SET_PHRASES: Mapping[str, Callable[[Sentence, int, int], Cue | None]] = {
    "according": _according,
    "words": _in_words,
    "opinion": _in_words,
    "view": _in_words,
    "telling": _in_words,
    "account": _in_words,
    "estimation": _in_words,
    "put": _put_cue,
    "puts": _put_cue,
    "per": _per_cue,
    "clear": _clear_cue,
    "plain": _clear_cue,
}
"""The words that tell of a set phrase, and what gives its cue."""
