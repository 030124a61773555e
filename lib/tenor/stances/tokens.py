"""The words and marks of a sentence with their places and Penn Treebank tags.

The tags are those of the tagger that TextBlob bundles (Brill's lexicon and suffix rules, De Smedt & Daelemans 2012),
which needs no data to be downloaded, with one repair: it cannot tell a possessive `'s` from *is*.
"""

import re
import warnings
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tenor.records import Span
from tenor.stances.words import TIMES

LONGEST_WORD = 60
TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,6}"  # U.S.
    r"|(?=[A-Z][a-z]{0,3}\.)(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Adm|Col|Capt|Lt|Sgt|St|Jr|Sr|[A-Z])\.(?=\s[A-Z])"
    r"|\d{1,15}(?:[.,:]\d{1,9}){0,6}%?"
    rf"|[^\W\d_][\w&]{{0,{LONGEST_WORD}}}(?:[-.’'](?=[^\W_])[\w&]{{1,{LONGEST_WORD}}}){{0,9}}"
    r"|\w{1,60}"
    r"|''|``|\.{2,10}|[-–—]{1,5}|[^\w\s]",
)
CLITIC = re.compile(r"(?<=\w)(?:[’'](?:s|re|ve|ll|d|m)|n[’']t|(?<=s)[’'])$", re.IGNORECASE)
CLITICS_OF_NOUNS = frozenset(("'s", "'"))
BEFORE_IS = frozenset("it he she that there what who here".split())


class Token(NamedTuple):
    """A word or mark: its place, how it is written, the same in lower case with straight apostrophes, its tag."""

    start: int
    end: int
    text: str
    lower: str
    tag: str


def tokens(text: str, sentence: Span) -> list[Token]:
    """Give the tokens of a sentence; clitics (`'s`, `n't`) are tokens of their own.

    >>> [(token.text, token.tag) for token in tokens("Lee's boat hasn't left.", Span(0, 23))]
    [('Lee', 'NNP'), ("'s", 'POS'), ('boat', 'NN'), ('has', 'VBZ'), ("n't", 'RB'), ('left', 'VBN'), ('.', '.')]
    """
    matches = list(TOKEN.finditer(text, sentence.start, sentence.end))
    words = [match.group() for match in matches]
    plain = list(map(_plain, words))
    new = tuple.__new__  # half the time of Token(...), and there are many
    cells = zip(matches, words, plain, strict=True)
    made = [new(Token, (*match.span(), word, *both)) if both else None for match, word, both in cells]
    found: list[Token] = []
    last = 0
    for i in _close_looks(words, plain):
        found += made[last:i]  # type: ignore[arg-type]  # None only where it is looked at closely
        _add(found, matches[i].start(), words[i])
        last = i + 1
    found += made[last:]  # type: ignore[arg-type]
    return found


def _close_looks(words: Sequence[str], plain: Sequence[object]) -> list[int]:
    """Give the words that are not known by themselves: the first, those with a clitic, and what follows "he"."""
    he = "He" in words or "he" in words
    return [i for i, known in enumerate(plain) if not i or known is None or (he and words[i - 1].lower() == "he")]


def _add(found: list[Token], start: int, whole: str) -> None:
    """Add a word, and its clitic, to the tokens before it."""
    for offset, end, word, lower, inside in _pieces(whole):
        tag = inside if found else _first_tag(word)
        before = found[-1].lower if found else ""
        if lower in CLITICS_OF_NOUNS and found:
            tag = "VBZ" if before in BEFORE_IS else "POS"
        elif word == "He" and found and found[-1].tag == "NNP":
            tag = "NNP"  # Liu He
        elif before == "he" and tag == "NNP" and found[-1].text == "He" and lower not in TIMES:
            found[-1] = found[-1]._replace(tag="NNP")  # He Lifeng
        found.append(Token(start + offset, start + end, word, lower, tag))


@lru_cache(maxsize=1 << 14)
def tag_inside(word: str) -> str:
    """Give the tag of a word that is not the first of its sentence.

    >>> tag_inside("rejects")
    'VBZ'
    """
    known = dict.get(_tagger().lexicon, word)  # what the tagger does first, without its detours
    if known is None:
        known = "NNP" if word.istitle() else tags(["", word])[1]
    return _not_us(word, known)


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> tuple[str, str] | None:
    """Give a word in lower case and its tag in a sentence; None where there may be a clitic, or a neighbour matters.

    The tagger looks at no other word, so each is tagged once.
    """
    if word == "He" or "'" in word or "’" in word:
        return None
    return word.lower(), tag_inside(word)


@lru_cache(maxsize=1 << 12)
def _pieces(word: str) -> Sequence[tuple[int, int, str, str, str]]:
    """Give a word and its clitic: where each begins and ends, its letters, these in lower case, its tag."""
    clitic = CLITIC.search(word) if "'" in word or "’" in word else None
    cut = clitic.start() if clitic else 0
    pieces = [(0, word[:cut]), (cut, word[cut:])] if cut else [(0, word)]
    return [(offset, offset + len(piece), piece, *_lower_and_tag(piece.replace("’", "'"))) for offset, piece in pieces]


def _lower_and_tag(plain: str) -> tuple[str, str]:
    return plain.lower(), tag_inside(plain)


@lru_cache(maxsize=1 << 12)
def _first_tag(word: str) -> str:
    """Give the tag of the first word of a sentence, which the tagger also looks up in lower case."""
    plain = word.replace("’", "'")
    return _not_us(plain, tags([plain])[0])


def _not_us(word: str, tag: str) -> str:
    """Give the tag, but take US for a country: the tagger takes it for the pronoun."""
    return "NNP" if word == "US" else tag


def tags(words: Sequence[str]) -> list[str]:
    """Give TextBlob's own tag for each of `words`, which should be one sentence.

    >>> tags(["The", "talks", "failed"])
    ['DT', 'NNS', 'VBD']
    """
    return [tag for _, tag in _tagger().find_tags(words)]


def is_common(word: str) -> bool:
    """Tell whether the tagger's lexicon has a word in lower case: "senior" it has, "norwegian" it has not."""
    return word.lower() in _tagger().lexicon


@cache
def _tagger() -> Any:
    """TextBlob's tagger; imported here because it takes a second, which a reader of help texts should not wait for."""
    from textblob.en import parser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its lexicon file for the collector to close
        parser.find_tags(["lexicon"])
    return parser
