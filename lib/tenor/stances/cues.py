"""Where a sentence attributes: its cues, and the words that name the source of each.

A cue is a form of one of `verbs`, or "according to", outside quotation marks. Its source stands before it ("Lee said
that ..."), after it ("...", said Lee), or is that of the cue before ("..., adding that ..."). What is passive, what
somebody should say, and what follows *to* has not been said.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tenor.stances.phrases import phrase_after, phrase_before
from tenor.stances.quotation import MARKS
from tenor.stances.sentence import Sentence
from tenor.stances.verbs import ADVERBS, AUXILIARIES, BE, LEMMA, MODALS, SPEECH
from tenor.stances.words import DOCUMENTS, OFFICE_NOUNS, PRONOUNS

ACCORDING = "according to"
DASHES = frozenset("—–-")
NOUN_MARKERS = frozenset("DT PRP$ POS JJ CD".split())
MAYBE_VERB = frozenset("NN NNS NNP JJ".split())
OBJECT_OPENERS = frozenset("DT NNP PRP PRP$ EX TO".split())
ASIDES = frozenset("meanwhile however too though".split())
LONGEST_GROUP = 12


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence, by token: its words are `start:end`, those of its source `source[0]:source[1]`.

    `source` is None where it is understood; `inverted` tells that it follows the cue.
    """

    start: int
    end: int
    lemma: str
    source: tuple[int, int] | None
    inverted: bool = False

    @property
    def left(self) -> int:
        """Where the attributing words begin."""
        return min(self.start, self.source[0]) if self.source else self.start

    @property
    def right(self) -> int:
        """Where the attributing words end."""
        return max(self.end, self.source[1]) if self.source else self.end


def cues(sentence: Sentence) -> Iterator[Cue]:
    """Give the cues of a sentence in order; none takes words of the one before."""
    taken = 0
    for i, token in enumerate(sentence.tokens):
        if i < taken or sentence.quoted[i]:
            continue
        cue = None
        if token.lower == "according":
            cue = _according(sentence, i)
        elif token.lower in LEMMA and _is_verb(sentence, i):
            cue = _verb_cue(sentence, i, taken)
        if cue:
            taken = cue.end
            yield cue


def _according(sentence: Sentence, i: int) -> Cue | None:
    end = phrase_after(sentence.tokens, i + 2) if sentence.lower(i + 1) == "to" else None
    return Cue(i, i + 2, ACCORDING, (i + 2, end)) if end else None


def _is_verb(sentence: Sentence, i: int) -> bool:
    """Tell a verb from a noun of the same form; the tagger looks at no neighbours, so this does."""
    token = sentence.tokens[i]
    if token.tag.startswith("VB"):
        before = sentence.lower(i - 1)
        return sentence.tag(i - 1) not in NOUN_MARKERS or before in PRONOUNS or before in OFFICE_NOUNS
    return (
        token.tag in MAYBE_VERB and token.text[0].islower() and _has_subject(sentence, i) and _has_object(sentence, i)
    )


def _has_subject(sentence: Sentence, i: int) -> bool:
    before = sentence.tag(i - 1)
    return before in ("NNP", "PRP") or (before == "NNS" and sentence.tag(i) == "NN")


def _has_object(sentence: Sentence, i: int) -> bool:
    return sentence.tag(i + 1) in OBJECT_OPENERS or sentence.lower(i + 1) in ("that", "this")


def _verb_cue(sentence: Sentence, verb: int, taken: int) -> Cue | None:
    start = _group_start(sentence, verb, taken)
    if _unsaid(sentence, start, verb):
        return None
    end, lemma = _last_verb(sentence, verb)
    source = None if _is_adjunct(sentence, start, verb) else _source_before(sentence, start, taken)
    if source:
        return Cue(start, end, lemma, source)
    after = phrase_after(sentence.tokens, end) if _inverts(sentence, start, verb, lemma) else None
    if after:
        return Cue(start, end, lemma, (end, after), inverted=True)
    return Cue(start, end, lemma, None) if _goes_on_with_source(sentence, start, verb) else None


def _is_adjunct(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a participle has the subject of its clause: "..., adding that", "a letter saying that"."""
    if not sentence.tag(verb) == "VBG":
        return False
    return sentence.lower(start - 1) == "," or sentence.lower(start - 1) in DOCUMENTS


def _unsaid(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a verb group says of its subject that it was told, should say, or is to say."""
    group = {token.lower for token in sentence.tokens[start:verb]}
    passive = sentence.tag(verb) in ("VBN", "VBD", "JJ") and bool(group & BE)
    return passive or bool(group & MODALS) or sentence.lower(start - 1) == "to"


def _group_start(sentence: Sentence, verb: int, taken: int) -> int:
    """Give where the auxiliaries and adverbs before a verb begin, an aside between commas included."""
    start = verb
    while start > max(taken, verb - LONGEST_GROUP) and not sentence.quoted[start - 1]:
        if _helps(sentence, start - 1):
            start -= 1
        elif sentence.lower(start - 1) == "," and start - 2 > taken and sentence.lower(start - 2) in ASIDES:
            start -= 3 if sentence.lower(start - 3) == "," else 2
        else:
            break
    return start


def _helps(sentence: Sentence, i: int) -> bool:
    word = sentence.lower(i)
    adverb = sentence.tag(i) == "RB" and word.endswith(("ly", "n't", "not"))
    return adverb or word in AUXILIARIES or word in ADVERBS


def _last_verb(sentence: Sentence, verb: int) -> tuple[int, str]:
    """Follow "sought to impress", "declined to say" to the last verb; give the place after it and its base."""
    last = LEMMA.get(sentence.lower(verb + 2), "") if sentence.lower(verb + 1) == "to" else ""
    if last in SPEECH and not sentence.quoted[verb + 2]:
        return verb + 3, last
    return verb + 1, LEMMA[sentence.lower(verb)]


def _source_before(sentence: Sentence, start: int, taken: int) -> tuple[int, int] | None:
    begin = phrase_before(sentence.tokens, start, max(taken, sentence.free_from(start)))
    if begin is None:
        return None
    return begin, start - 1 if sentence.lower(start - 1) == "," else start


def _inverts(sentence: Sentence, start: int, verb: int, lemma: str) -> bool:
    """Tell whether the source can follow the verb: "...", said Ann Lee."""
    return lemma in SPEECH and sentence.tag(verb) != "VBG" and (start == 0 or _after_break(sentence, start))


def _goes_on_with_source(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether the verb has the source of the one before: "..., adding that", "... and warned"."""
    broken_off = _after_break(sentence, start) or sentence.lower(start - 1) in DOCUMENTS
    participle = sentence.lower(verb).endswith("ing") and broken_off
    joined = start > 1 and sentence.lower(start - 1) in ("and", "but") and not sentence.quoted[start - 1]
    return participle or joined


def _after_break(sentence: Sentence, start: int) -> bool:
    """Tell whether a comma, dash or quotation stands before a place, or nothing."""
    if start == 0:
        return True
    before = sentence.lower(start - 1)
    return before == "," or before in DASHES or before in MARKS or sentence.quoted[start - 1]
