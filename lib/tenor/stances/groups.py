"""The verb group that a cue is the last verb of: where it begins, and whether it says that something was said."""

from tenor.stances.sentence import Sentence
from tenor.stances.verbs import ADVERBS, AUXILIARIES, BE, CLAUSE_OPENERS, LEMMA, MODALS, REPORTING

LONGEST_GROUP = 12
ASIDES = frozenset("meanwhile however too though".split())


def is_passive(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a verb group says what was done to its subject."""
    group = {token.lower for token in sentence.tokens[start:verb]} & BE
    has = group == {"'s"} and LEMMA[sentence.lower(verb)] in REPORTING and sentence.lower(verb + 1) not in ("by", "to")
    return sentence.tag(verb) in ("VBN", "VBD", "JJ") and bool(group) and not has


def unsaid(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether a verb group says of its subject that it should say, or is to say."""
    group = {token.lower for token in sentence.tokens[start:verb]}
    return bool(group & MODALS) or sentence.lower(start - 1) == "to"


def group_start(sentence: Sentence, verb: int, taken: int) -> int:
    """Give where the auxiliaries and adverbs before a verb begin, an aside between commas included."""
    start = verb
    while start > max(taken, verb - LONGEST_GROUP) and not sentence.quoted[start - 1]:
        if helps(sentence, start - 1):
            start -= 1
        elif sentence.lower(start - 1) == "," and start - 2 > taken and sentence.lower(start - 2) in ASIDES:
            start -= 3 if sentence.lower(start - 3) == "," else 2
        else:
            break
    return start


def helps(sentence: Sentence, i: int) -> bool:
    """Tell whether a token can stand in a verb group before its last verb: an auxiliary or an adverb."""
    word = sentence.lower(i)
    adverb = sentence.tag(i) == "RB" and word.endswith(("ly", "n't", "not"))
    return adverb or word in AUXILIARIES or word in ADVERBS


def tells(sentence: Sentence, i: int) -> bool:
    """Tell whether a clause or a quotation stands at a place, or the end of the attributing words."""
    told = sentence.lower(i) in CLAUSE_OPENERS or i >= len(sentence) or sentence.quoted[i]
    return told or (sentence.tag(i) in ("RB", "NNP") and sentence.lower(i + 1) in CLAUSE_OPENERS)
