"""Cues that are nouns or adjectives: "his call for a bridge", "the claim that it is safe", "is open to talks"."""

from tenor.stances.cue import Cue
from tenor.stances.groups import group_start
from tenor.stances.nouns import COPULAS, MAKING, NOUN_LINKS, STATE_LINKS
from tenor.stances.phrases import FINITE, phrase_after, phrase_before
from tenor.stances.sentence import Sentence
from tenor.stances.set_phrases import LONGEST_NAME
from tenor.stances.sources import source_before
from tenor.stances.verbs import MODALS


def noun_cue(sentence: Sentence, i: int, taken: int) -> Cue | None:
    """Give the noun that names what somebody says, thinks or wants: "his call for", "the claim that"."""
    word = sentence.lower(i + 1)
    if sentence.quoted[i] or (word not in NOUN_LINKS and not (word == "to" and sentence.tag(i + 2) == "VB")):
        return None
    opened = i
    while opened > max(taken, i - LONGEST_NAME) and sentence.tag(opened - 1) in ("JJ", "NN", "VBN", "CD"):
        opened -= 1
    source = _possessor(sentence, opened, taken) or _maker(sentence, opened, taken)
    clause = word in ("that", "to")
    relative = word == "that" and sentence.tag(i + 2) in FINITE
    if relative or (source is None and word != "that"):
        return None
    end = i + 1 if clause else i + 2
    limit = None if clause else phrase_after(sentence.tokens, end)
    if not clause and limit is None:
        return None
    return Cue(i, end, sentence.lower(i), source, limit=limit, anonymous=source is None)


def _possessor(sentence: Sentence, i: int, taken: int) -> tuple[int, int] | None:
    """Give the words before a place that say whose something is: "his", "the town's"."""
    if i <= taken:
        return None
    if sentence.tag(i - 1) == "PRP$":
        return i - 1, i
    if sentence.tag(i - 1) != "POS" or i - 2 < taken:
        return None
    begin = phrase_before(sentence.tokens, i - 1, max(taken, sentence.free_from(i - 1)))
    return None if begin is None else (begin, i - 1)


def _maker(sentence: Sentence, i: int, taken: int) -> tuple[int, int] | None:
    """Give who makes what the noun at a place names: "Lee issued a warning that"."""
    verb = i - 2 if sentence.tag(i - 1) == "DT" else i - 1
    if verb <= taken or sentence.lower(verb) not in MAKING:
        return None
    return source_before(sentence, group_start(sentence, verb, taken), taken)


def state_cue(sentence: Sentence, i: int, taken: int) -> Cue | None:
    """Give the adjective that tells what somebody holds or wants: "is confident that", "was open to"."""
    if sentence.lower(i + 1) not in STATE_LINKS:
        return None
    start = group_start(sentence, i, taken)
    if start > taken and sentence.lower(start - 1) in COPULAS:
        start = group_start(sentence, start - 1, taken)
    group = {token.lower for token in sentence.tokens[start:i]}
    source = source_before(sentence, start, taken) if group & COPULAS and not group & MODALS else None
    return Cue(start, i + 1, sentence.lower(i), source) if source else None
