"""A reviewed lexicon: a CSV file of lemmas, read into the forms that stand in texts, each with what it weighs and does.

A line is `form,pos,polarity,subjectivity,intensity,group,note`. `pos` says how forms are made of it, `group` what the
words do: most are an action or a judgement that has a polarity, some change the polarity of other words.
"""

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tenor.errors import LexiconError
from tenor.sentiment.inflection import adjective_forms, noun_forms, verb_forms
from tenor.sentiment.phrases import LIGHT_VERBS, phrase_forms

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
    return phrase_forms(lemma, verbs) if pos == "phrase" else _FORMS[pos](lemma)
