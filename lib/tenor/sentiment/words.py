"""The words of a text as a lexicon sees them: with their places, phrases merged into one, names left out."""

import re
from collections.abc import Container
from functools import lru_cache

from tenor.sentiment.lexicon import Entry, Lexicon, Phrases
from tenor.sentiment.phrases import ANY_DETERMINER, BEFORE_NOUNS, DETERMINERS

TOKEN = re.compile(
    r"[^\W\d_][^\W_]{0,60}(?:[-.’'][^\W_]{1,60}){0,20}(?:(?<=\b[A-Z]\.[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St|Jr|Sr|No))\.|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen|Adm))\.)?"
    r"|\d{1,20}(?:[.,:]\d{1,9}){0,6}%?"
    r"|[:;=]-?[()DP](?!\w)|\.{2,10}|[-–—]{1,5}|[^\w\s]"
)
CLITIC = re.compile(r"['](?:s|re|ve|ll|d|m)$")
ENDS = frozenset((".", "!", "?", "...", "…"))
MARKS = frozenset((",", ";", ":", "-", "–", "—", "--", "(", ")"))
QUOTES = frozenset('"“”„«»')
OPENERS = QUOTES | frozenset(("‘", "'", "(", "[", "—", "–"))
OFFICES = frozenset(
    """minister ministry ministries ministers secretary secretaries department departments council committee adviser
    advisor advisers envoy spokesman spokeswoman spokesperson official officials court courts force forces army
    police agency agencies commission commissioner representative representatives chief chiefs staff personnel
    bureau directorate attorney tribunal guard guards headquarters office officer officers policy industry
    sector budget spending academy correspondent contractor contractors ombudsman worker workers group groups""".split()
)
"""Nouns after which a word such as *defense*, *security* or *trade* is part of a name or office."""
OF_OFFICES = frozenset(
    """defense defence security justice peace trade aid relief intelligence war human-rights rights opposition rebel
    militant supreme special safety police military armed army emergency anti-corruption counterterrorism human
    crime crimes disaster development support welfare protection border immigration enforcement freedom
    resistance terror terrorist cooperation reform unity rehabilitation reconciliation health education prison
    conflict disarmament liberation national federal joint chief""".split()
)


class Word:
    """A word, a mark or a merged phrase that matters: the lexicon knows it, or it bounds what others do.

    `at` is its number among all words and marks of the text, `last` that of its last word. `key` is the form that the
    lexicon knows, `told` what stands in the text; `entry` is None for a mark or a word that bounds. `noun` is true for
    a verb that stands as a noun ("her stop"). `factor` is what the words around it make of its polarity, `weight` how
    much it counts, `rules` why.
    """

    __slots__ = ("at", "end", "entry", "factor", "key", "last", "noun", "rules", "start", "told", "weight")

    def __init__(self, start: int, end: int, key: str, entry: Entry | None, at: int, last: int) -> None:
        self.start = start
        self.end = end
        self.key = self.told = key
        self.entry = entry
        self.at = at
        self.last = last
        self.noun = False
        self.factor = 1.0
        self.weight = 1.0
        self.rules: tuple[str, ...] = ()


def words_of(text: str, lexicon: Lexicon, bounds: Container[str]) -> list[Word]:
    """Give the words and marks of `text` that matter, phrases of the lexicon as one, names left out."""
    found = [(match.start(), *_read(match.group())) for match in TOKEN.finditer(text)]
    words: list[Word] = []
    known, phrases = lexicon.words, lexicon.phrases
    headline: bool | None = None
    skip, final = 0, len(found) - 1
    for at, (start, length, key, capital) in enumerate(found):
        if at < skip:
            continue
        continued = phrases.get(key)
        if continued and at < final and (match := _phrase(continued, found, at)):
            skip, form, entry = match
            last = found[skip - 1]
            words.append(Word(start, last[0] + last[1], form, entry, at, skip - 1))
            words[-1].told = " ".join(piece[2] for piece in found[at:skip])
        elif key in known:
            if capital and headline is None:
                headline = _is_headline(found)
            if not (
                (capital and not headline and _is_name(found, at)) or (key in OF_OFFICES and _of_office(found, at))
            ):
                words.append(Word(start, start + length, key, known[key], at, at))
                words[-1].noun = at > 0 and found[at - 1][2] in DETERMINERS
        elif key in bounds:
            words.append(Word(start, start + length, key, None, at, at))
    return words


_Piece = tuple[int, int, str, bool]


@lru_cache(maxsize=1 << 16)
def _read(token: str) -> tuple[int, str, bool]:
    """Give the length of a token, its key (in lower case, without 's), and whether it is capitalised."""
    key = token.lower().replace("’", "'")
    return len(token), CLITIC.sub("", key) if len(key) > 2 and "'" in key else key, token[0].isupper()


def _phrase(continued: Phrases, found: list[_Piece], at: int) -> tuple[int, str, Entry] | None:
    """Give where the longest phrase that begins at `at` ends, its form and its entry."""
    second = found[at + 1][2]
    candidates = continued.get(second)
    if second in BEFORE_NOUNS and second != ANY_DETERMINER and ANY_DETERMINER in continued:
        candidates = [*(candidates or ()), *continued[ANY_DETERMINER]]
    if not candidates:
        return None
    for rest, form, entry in candidates:
        end = at + 2 + len(rest)
        if end > len(found):
            continue
        for word, piece in zip(rest, found[at + 2 : end], strict=True):
            if word != piece[2] and (word != ANY_DETERMINER or piece[2] not in BEFORE_NOUNS):
                break
        else:
            return end, form, entry
    return None


def _is_headline(found: list[_Piece]) -> bool:
    capitals = [capital for _, length, key, capital in found if length > 3 and key[0].isalpha()]
    return len(capitals) > 4 and sum(capitals) > 0.6 * len(capitals)


def _is_name(found: list[_Piece], at: int) -> bool:
    """Tell whether a capitalised word is part of a name: not one that begins a sentence, unless another follows."""
    before = at - 1
    while before >= 0 and found[before][2] in OPENERS:
        before -= 1
    if before >= 0 and found[before][2] not in ENDS and found[before][2] != ":":
        return True
    after = at + 1
    while after < min(at + 3, len(found)) and found[after][2] in ("of", "the", "for"):
        after += 1
    return after < len(found) and found[after][3] and found[at][1] > 1


def _of_office(found: list[_Piece], at: int) -> bool:
    """Tell whether a word such as "defense" is part of an office: "defense minister", "security forces"."""
    return at + 1 < len(found) and (found[at + 1][2] in OFFICES or found[at + 1][3])
