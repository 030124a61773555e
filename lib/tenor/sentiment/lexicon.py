"""A reviewed lexicon: a CSV file of lemmas, read into the forms that stand in texts, each with what it weighs and does.

A line is `form,pos,polarity,subjectivity,intensity,group,note`. `pos` says how forms are made of it, `group` what the
words do: most are an action or a judgement that has a polarity, some change the polarity of other words.
"""

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import NamedTuple

from tenor.errors import LexiconError
from tenor.sentiment.inflection import IRREGULAR_VERBS, adjective_forms, noun_forms, verb_forms

COLUMNS = ("form", "pos", "polarity", "subjectivity", "intensity", "group", "note")
ACTIONS = """agree consult support cooperate aid yield request disapprove accuse reject threaten protest sanction
    mobilise coerce assault""".split()
"""The classes of action of the field, after PLOVER (2018) and CAMEO (Gerner and Schrodt 2012)."""
JUDGEMENTS = ("relation", "evaluate")
"""How things stand between two (tension, trust), and praise and blame in general."""
CHANGERS = ("negate", "absent", "undo", "mend", "spoil", "fail", "grow", "hedge", "degree", "ignore")
"""What changes the words around it, or keeps them from being read: see `tenor.sentiment.scope`."""
GROUPS = (*ACTIONS, *JUDGEMENTS, *CHANGERS)
LIMITS = {"polarity": (-1.0, 1.0), "subjectivity": (0.0, 1.0), "intensity": (0.0, 2.0)}
LIGHT_VERBS = frozenset(
    """abide abstain act add address adhere admit aim allow appeal appear appoint ask attract back balance bark be bear
    beef beg boil bounce bow box break breathe bring brush build call campaign carry cast cede cement chant chip
    clear climb clip close clutch come commute compare compete cook cope crack create cross cut deal declare
    desist dial dispense distribute dole double drag draw drum dry emerge enter establish even exceed exchange
    expect extend face fall fend file find flex force forge free get give go grasp grind guard hand have head
    heat hem hive hold hope host impose increase insulate intend issue join jump keep kick launch lay lead leave
    let level lick light link live lock look lose lower maintain make manage march meet mend mire mount move
    narrow nip offer open opt overplay own parachute pare pass patch pay perk phase pick pitch plan play poke
    pose pour present press pretend produce pull pump push put race rain raise rally ramp ratchet reach readmit
    recall refrain refuse rein reserve resort rev rewrite rid rip rise roll root rope rub ruffle rule run scale
    scrape screw seek send set shake share shore shoulder shout show shrug shy side sign sit sleepwalk sling
    smooth sound sow speak spit square stamp stand stare start stave stay steer step stick sting stir strike
    strip supply swap take talk tamp tar team tend tense test throw tie tighten tilt trade tip touch transport tug
    turn use usher voice vote wage walk want ward wash wean wear welcome wipe work""".split()
).union(IRREGULAR_VERBS)
"""Verbs that begin phrases and have no polarity of their own."""


ANY_DETERMINER = "its"
"""In a phrase this stands for any determiner or number, and for none: "close its border" is "closed the borders", too."""
DETERMINERS = frozenset("a an the this that these those his her its their our my your any another every each".split())
COUNTERS = frozenset("one all both some more several many new fresh other two three four five six seven eight nine ten".split())
BEFORE_NOUNS = DETERMINERS | COUNTERS
NOT_OPTIONAL = DETERMINERS | {"no"}
PARTICLES = frozenset(
    """up down off out on in over away back through apart forward ahead aside by for to of with from against about into under upon
    toward towards at together behind around without along that past free home short dead""".split()
)
"""Words that end a phrase without being the object of its verb."""


class Entry(NamedTuple):
    """What the lexicon says of a word or phrase; `group` is its class of action, or what it does to others."""

    form: str
    polarity: float
    subjectivity: float
    intensity: float
    group: str
    pos: str


Phrases = dict[str, list[tuple[tuple[str, ...], str, Entry]]]
"""The continuations of a first word by its second: the rest, the whole form, and the entry; the longest first."""


@dataclass(frozen=True)
class Lexicon:
    """The forms of a lexicon: single `words`, and `phrases` by their first word."""

    words: Mapping[str, Entry]
    phrases: Mapping[str, Phrases] = field(repr=False)

    @property
    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Give every form, of one word or more, with its entry."""
        yield from self.words.items()
        for continued in self.phrases.values():
            yield from ((form, entry) for found in continued.values() for _, form, entry in found)


def read_lexicon(path: Path) -> Lexicon:
    """Read a lexicon file.

    A form that several lines make belongs to the line whose form it is, then to a noun, then to the first. Raises
    LexiconError, which names the file and the line, for anything that is not as declared.
    """
    lemmas = [(entry.form, entry) for _, entry in read_lines(path)]
    verbs = LIGHT_VERBS.union(form for form, entry in lemmas if entry.pos == "verb")
    nouns_first = sorted(lemmas, key=lambda item: item[1].pos != "noun")
    forms = dict(reversed(nouns_first))
    for lemma, entry in nouns_first:
        for form in _forms(lemma, entry.pos, verbs):
            forms.setdefault(form, entry)
    words = {form: entry for form, entry in forms.items() if " " not in form}
    return Lexicon(words, _phrases(forms))


def _phrases(forms: Mapping[str, Entry]) -> dict[str, Phrases]:
    phrases: dict[str, Phrases] = {}
    for form in sorted(forms, key=len, reverse=True):
        first, *rest = form.split(" ")
        if rest:
            phrases.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest[1:]), form, forms[form]))
    return phrases


def read_lines(path: Path) -> Iterator[tuple[int, Entry]]:
    """Read the lines of a lexicon file as they are, each with its number; raises LexiconError."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    rows = csv.reader(lines)
    if tuple(next(rows, ())) != COLUMNS:
        raise LexiconError(f"{path}:1: the first line must be {','.join(COLUMNS)}")
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        if row:
            entry = _entry(row, f"{path}:{rows.line_num}")
            first = seen.setdefault((entry.form, entry.pos), rows.line_num)
            if first != rows.line_num:
                raise LexiconError(f"{path}:{rows.line_num}: {entry.form!r} as {entry.pos} stands in line {first} too")
            yield rows.line_num, entry


def _entry(row: list[str], where: str) -> Entry:
    if len(row) != len(COLUMNS):
        raise LexiconError(f"{where}: {len(row)} columns instead of {len(COLUMNS)} ({','.join(COLUMNS)})")
    form, pos, *numbers, group, _ = (cell.strip() for cell in row)
    if not form or form != " ".join(form.lower().replace("’", "'").split()):
        raise LexiconError(
            f"{where}: form {form!r}; write it in lower case, with single spaces and straight apostrophes"
        )
    if pos not in _FORMS:
        raise LexiconError(f"{where}: {form!r} has pos {pos!r}; it is one of {', '.join(_FORMS)}")
    if group not in GROUPS:
        raise LexiconError(f"{where}: {form!r} has group {group!r}; it is one of {', '.join(GROUPS)}")
    if (" " in form) != (pos == "phrase"):
        raise LexiconError(f"{where}: {form!r} as {pos}; forms of several words, and only they, have the pos phrase")
    weights = [_number(cell, name, form, where) for name, cell in zip(LIMITS, numbers, strict=True)]
    return Entry(form, weights[0], weights[1], weights[2], group, pos)


def _number(cell: str, name: str, form: str, where: str) -> float:
    low, high = LIMITS[name]
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise LexiconError(f"{where}: {form!r} has {name} {cell!r}; give a number from {low:g} to {high:g}")
    return value


def _itself(form: str) -> Iterator[str]:
    yield form


_FORMS: dict[str, Callable[[str], Iterator[str]]] = {
    "verb": verb_forms,
    "noun": noun_forms,
    "adjective": adjective_forms,
    "adverb": _itself,
    "word": _itself,
    "phrase": _itself,
}


def _forms(lemma: str, pos: str, verbs: frozenset[str]) -> Iterator[str]:
    if pos != "phrase":
        yield from _FORMS[pos](lemma)
        return
    for words in _with_determiners(lemma.split(" "), verbs):
        yield from _inflected(words, verbs)


def _with_determiners(words: list[str], verbs: frozenset[str]) -> Iterator[list[str]]:
    """Give the words of a phrase with and without `ANY_DETERMINER`; a verb's object may have one in any case."""
    yield words
    if ANY_DETERMINER in words:
        yield [word for word in words if word != ANY_DETERMINER]
    elif words[0] in verbs and not NOT_OPTIONAL.intersection(words) and words[-1] not in PARTICLES:
        yield [*words[:-1], ANY_DETERMINER, words[-1]]


def _inflected(words: list[str], verbs: frozenset[str]) -> Iterator[str]:
    first, *middle, last = words
    heads = verb_forms(first) if first in verbs else (first,)
    tails = noun_forms(last) if last.isalpha() and len(last) > 3 else (last,)
    yield from (" ".join((head, *middle, tail)) for head, tail in product(heads, tuple(tails)))
