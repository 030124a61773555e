"""What may stand between a cue and its content: the person told, a time, an occasion, *that*."""

from tenor.stances.cue import Cue
from tenor.stances.phrases import FINITE, phrase_after
from tenor.stances.sentence import Sentence
from tenor.stances.verbs import RECIPIENT, TELLING
from tenor.stances.words import DAYS, MONTHS, OCCASIONS, PERIODS

EARLIER = frozenset(("earlier", "later"))
AFTER_EARLIER = frozenset("this that in on last".split())
HOURS = frozenset("morning afternoon evening night".split())
TIMING = frozenset("on in at during after last this".split())
DATING = frozenset("on last this".split())
RECIPIENT_TAGS = frozenset("NNP NNPS NNS POS JJ JJR JJS NN".split())
RECIPIENT_OPENERS = RECIPIENT_TAGS | {"DT", "PRP$", "PRP", "CD"}
FARTHEST_THAT = 12
LONGEST_RECIPIENT = 40
LONGEST_ADJUNCT = 8


def content_start(sentence: Sentence, cue: Cue) -> int:
    """Give the token where the content of a cue begins, if it follows the cue."""
    i = cue.right if cue.inverted or cue.agent else _after_recipient(sentence, cue)
    while (after := _after_adjunct(sentence, i)) > i:
        i = after
    i = _after_parenthesis(sentence, i)
    that = _that(sentence, i)
    return i if that is None else that + 1


def _after_recipient(sentence: Sentence, cue: Cue) -> int:
    """Skip the person told: always after "told", after "urged" or "warned" only where the content plainly follows."""
    if cue.lemma not in RECIPIENT:
        return cue.end
    after = _recipient_end(sentence, cue.end)
    plain = cue.lemma in TELLING or sentence.lower(after) in ("that", ":")
    return after if plain else cue.end


def _recipient_end(sentence: Sentence, i: int) -> int:
    owned = sentence.lower(i) == "her" and sentence.tag(i + 1)[:2] in ("NN", "JJ")
    if sentence.tag(i) == "PRP" and not owned and not sentence.quoted[i]:
        return i + 1
    end, allowed = i, RECIPIENT_OPENERS
    while end < min(len(sentence), i + LONGEST_RECIPIENT) and sentence.tag(end) in allowed and not sentence.quoted[end]:
        end, allowed = end + 1, RECIPIENT_TAGS
    return end


def _after_adjunct(sentence: Sentence, i: int) -> int:
    """Skip one phrase that says when or where it was said; give `i` where there is none."""
    word = sentence.lower(i)
    if word in DAYS:
        return i + 2 if sentence.lower(i + 1) in HOURS else i + 1
    if word in EARLIER and sentence.lower(i + 1) in AFTER_EARLIER:
        return i + 3
    end = phrase_after(sentence.tokens, i + 1) if word in TIMING and not sentence.quoted[i] else None
    return _after_time(sentence, i, end) if end else i


def _after_time(sentence: Sentence, i: int, end: int) -> int:
    """Give where the time or occasion that begins at `i` ends, `i` if that phrase, which ends at `end`, names none."""
    words = [sentence.lower(k) for k in range(i, min(end, i + LONGEST_ADJUNCT))]
    dated = next((k for k, word in enumerate(words, i) if word in DAYS | MONTHS | PERIODS), None)
    if dated is not None and words[0] in DATING:
        return dated + 1
    return end if dated is not None or OCCASIONS & set(words) else i


def _after_parenthesis(sentence: Sentence, i: int) -> int:
    """Skip words between commas before *that*: "said, without evidence, that"."""
    if sentence.lower(i) != ",":
        return i
    ends = (k for k in range(i + 2, i + LONGEST_ADJUNCT) if sentence.lower(k) == "," and not sentence.quoted[k])
    comma = next(ends, None)
    if comma is None:
        return i
    return comma + 1 if sentence.lower(comma + 1) == "that" and not sentence.quoted[comma + 1] else i


def _that(sentence: Sentence, i: int) -> int | None:
    """Give the place of the *that* which introduces the content, if nothing but a noun phrase stands before it."""
    for k in range(i, min(i + FARTHEST_THAT, len(sentence))):
        if sentence.lower(k) == "that" and not sentence.quoted[k]:
            return None if k > i and sentence.tag(k + 1) in FINITE else k
        if sentence.quoted[k] or sentence.lower(k) == "," or sentence.tag(k).startswith("VB"):
            return None
    return None
