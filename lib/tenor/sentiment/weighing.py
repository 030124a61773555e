"""How much each term of a sentence counts, once it is known what the words around it make of it."""

from collections.abc import Container, Sequence
from itertools import pairwise

from tenor.sentiment.lexicon import ACTIONS
from tenor.sentiment.words import QUOTES, Word

SUBORDINATE, BEFORE_BUT, FIRST = 0.45, 0.5, 2.0
"""What weight is multiplied by: in a subordinate clause, before "but", the first action."""
QUOTED = 0.5
"""What the polarity of a term in quotation marks of its own is multiplied by."""
MAIN = 0.8
"""The least weight of a term in a main clause."""
DEEDS = frozenset((*ACTIONS, "negate", "undo", "mend", "spoil", "fail"))
CONTRARIES = frozenset("but however yet nevertheless nonetheless".split())
SIDING = frozenset("agree support".split())
HOSTILE = frozenset("sanction coerce assault mobilise".split())
SOUR, SOURED = -0.3, -0.5
"""From what polarity on an adjective is bad, and what the polarity of a good noun after it is multiplied by."""
HOSTILE_OBJECT = -0.5
"""What the polarity of a good verb with a hostile object is multiplied by: "approved the sanctions"."""
NEXT_ENDS = frozenset(
    """to with by for but and after before despite amid over against during through which who whom that where when while
    since if unless until so via because , ; : — –""".split()
)
SUBJECT_STOPS = NEXT_ENDS - frozenset("with over against".split())
OBJECT_REACH, SUBJECT_DISTANCE = 4, 7
QUOTATION, TRAILING = 4, 3
"""How long a quotation may be that keeps its distance, and how many words after a term a degree may stand."""


def weigh(words: Sequence[Word]) -> None:
    """Set `weight` of the words of a sentence by where they stand, and let degrees after a term multiply it."""
    _weigh_contrast(words)
    _weigh_first(words)
    _halve_quoted(words)
    _strengthen(words)
    _take_signs(words)
    _sour(words)


def _weigh_contrast(words: Sequence[Word]) -> None:
    """Make what stands before the last "but" of a sentence weigh less."""
    places = [place for place, word in enumerate(words) if word.entry is None and word.key in CONTRARIES]
    for word in words[: places[-1]] if places else ():
        word.weight *= BEFORE_BUT
        word.rules += ("before but",)


def _weigh_first(words: Sequence[Word]) -> None:
    """Make the first verb of action in a main clause weigh double: it is what the sentence is about."""
    for word in words:
        entry = word.entry
        if entry and entry.polarity and word.weight >= MAIN and entry.group in DEEDS and entry.pos != "noun":
            word.weight *= FIRST
            word.rules += ("first action",)
            return


def _halve_quoted(words: Sequence[Word]) -> None:
    """Halve a term in quotation marks of its own: they keep their distance."""
    marks = [place for place, word in enumerate(words) if word.key in QUOTES]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if words[closing].at - words[opening].at <= QUOTATION:
            for word in words[opening + 1 : closing]:
                word.factor *= QUOTED
                word.rules += ("quoted",)


def _strengthen(words: Sequence[Word]) -> None:
    """Let an adverb of degree that ends its clause multiply what it follows: "they condemned it strongly"."""
    for place in range(1, len(words)):
        word = words[place]
        if not word.key.endswith("ly") or not word.entry or word.entry.group != "degree" or not _ends(words, place):
            continue
        if term := _strengthened(words, place):
            term.factor *= word.entry.intensity
            term.rules += (f"degree: {word.told}",)
            word.weight = 0.0


def _strengthened(words: Sequence[Word], place: int) -> Word | None:
    """Give the verb before an adverb, or the term right before it where there is no verb."""
    near = [word for word in words[max(0, place - TRAILING) : place] if word.last >= words[place].at - TRAILING]
    terms = [word for word in near if word.entry and word.entry.polarity]
    verbs = [word for word in terms if word.entry and word.entry.pos == "verb"]
    found = verbs or terms
    return found[-1] if found else None


def _take_signs(words: Sequence[Word]) -> None:
    """Let what grows have the sign of its object or subject, and what is done for something hostile turn bad."""
    for place, word in enumerate(words):
        entry = word.entry
        if entry is None or entry.polarity <= 0:
            continue
        if entry.group == "grow":
            _take_sign(word, _after(words, place, NEXT_ENDS) or _before(words, place))
        elif entry.group in SIDING and entry.pos in ("verb", "phrase") and word.factor > 0:
            other = _after(words, place, NEXT_ENDS - {"to"})
            if other and _is_hostile(other):
                word.factor *= HOSTILE_OBJECT
                word.rules += (f"for {other.told}",)


def _sour(words: Sequence[Word]) -> None:
    """Let a bad adjective spoil the good noun that it stands before: "an unreliable partner", "fruitless talks"."""
    for word, noun in pairwise(words):
        if word.entry is None or noun.entry is None or word.entry.pos != "adjective" or noun.at != word.last + 1:
            continue
        if word.entry.polarity * word.factor <= SOUR and _is_noun(noun) and noun.entry.polarity * noun.factor > 0:
            noun.factor *= SOURED
            noun.rules += (f"soured by {word.told}",)


def _is_noun(word: Word) -> bool:
    """Tell whether a word after an adjective is a noun: "exchange" is, "exchanged" is not."""
    entry = word.entry
    return entry is not None and entry.pos in ("noun", "verb") and not word.key.endswith(("ed", "ing"))


def _is_hostile(word: Word) -> bool:
    entry = word.entry
    return bool(entry and entry.group in HOSTILE and entry.pos != "adjective" and entry.polarity * word.factor < 0)


def _take_sign(word: Word, other: Word | None) -> None:
    if other is None or other.entry is None:
        word.weight = 0.0
    elif other.entry.polarity * other.factor < 0:
        word.factor = -abs(word.factor)
        word.rules += (f"of {other.told}",)
    else:
        word.factor = abs(word.factor)


def _after(words: Sequence[Word], place: int, ends: Container[str]) -> Word | None:
    """Give the term that a verb is about, if it has one."""
    for word in words[place + 1 :]:
        if word.at > words[place].last + OBJECT_REACH or (word.entry is None and word.key in ends):
            return None
        if word.entry and word.entry.polarity and word.entry.group not in ("degree", "hedge"):
            return word
    return None


def _before(words: Sequence[Word], place: int) -> Word | None:
    """Give the term that stands before a verb, as its subject."""
    for word in reversed(words[:place]):
        if word.last < words[place].at - SUBJECT_DISTANCE or (word.entry is None and word.key in SUBJECT_STOPS):
            return None
        if word.entry and word.entry.polarity and word.entry.group not in ("degree", "hedge"):
            return word
    return None


def _ends(words: Sequence[Word], place: int) -> bool:
    """Tell whether a mark, a preposition or nothing at all follows a word."""
    after = words[place + 1] if place + 1 < len(words) else None
    return after is None or (after.entry is None and after.at == words[place].last + 1)
