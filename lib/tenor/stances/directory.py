"""A relation profile made ready for looking up: what its names are, and where they stand in running words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from tenor.relation import Institution, Office, Person, Relation, Side

T = TypeVar("T")
ARTICLE = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)
POSSESSIVE = re.compile(r"[’']s\b")
AMERICAN = {"defence": "defense", "centre": "center", "theatre": "theater", "advisor": "adviser", "labour": "labor"}
BRITISH = re.compile(rf"\b(?:{'|'.join(AMERICAN)})\b")
FORMS_OF_ADDRESS = frozenset(
    "mr mrs ms dr sen rep gov gen the a an in on at but and speaker leader minister secretary president senator "
    "general professor".split()
)


@lru_cache(maxsize=1 << 14)
def plain(words: str) -> str:
    """Give `words` in lower case, in one spelling, with straight apostrophes and without the article in front.

    >>> plain("The People’s Ministry of Defence")
    "people's ministry of defense"
    """
    lower = ARTICLE.sub("", words.lower().replace("’", "'"))
    return BRITISH.sub(lambda word: AMERICAN[word.group()], lower).strip()


class Names(Generic[T]):
    """Names in plain words and what each stands for, found in running words by one pattern."""

    def __init__(self, named: Iterable[tuple[str, T]]) -> None:
        self._meant: dict[str, list[T]] = defaultdict(list)
        for name, thing in named:
            self._meant[name].append(thing)
        longest_first = sorted(map(re.escape, self._meant), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?=({'|'.join(longest_first) or '(?!)'})(?![\w-]))")

    def __contains__(self, name: str) -> bool:
        return name in self._meant

    def __getitem__(self, name: str) -> Sequence[T]:
        """Give all that a name stands for; nothing for an unknown name."""
        return tuple(self._meant.get(name, ()))

    def longest_in(self, words: str) -> str:
        """Give the longest name that stands in `words`, "" where there is none.

        >>> Names([("envoy", 1), ("climate envoy", 2)]).longest_in("the climate envoy of a town")
        'climate envoy'
        """
        return max(self._pattern.findall(words), key=len, default="")


class Directory:
    """The people, offices, institutions and sides of a relation; make one with `directory`."""

    def __init__(self, relation: Relation) -> None:
        self.relation = relation
        every = [(plain(title), office) for office in relation.offices for title in office.titles]
        self.people = Names(relation.people.items())
        self.titles: dict[str | None, Names[Office]] = {
            side: Names((title, office) for title, office in every if side in (None, office.side))
            for side in (None, *relation.side_keys)
        }
        self.institutions: Names[Institution] = Names(
            (plain(name), institution) for institution in relation.institutions for name in institution.names
        )
        self._written = {side.key: _written((*side.names, *side.adjectives)) for side in relation.sides}

    @cached_property
    def bearers(self) -> dict[str, tuple[Person, ...]]:
        """Who has this first or last name: which of the two is the surname differs from country to country."""
        found: dict[str, dict[str, Person]] = defaultdict(dict)
        for person in self.relation.people.values():
            for word in (person.name.split()[0], person.name.split()[-1]):
                found[word][person.name] = person
        return {word: tuple(people.values()) for word, people in found.items()}

    @cached_property
    def countries(self) -> dict[str, Side]:
        """The names of each side as a country or its government, in plain words."""
        sides = self.relation.sides
        governments = {f"{plain(n)} government": side for side in sides for n in (*side.names, *side.adjectives)}
        return {plain(name): side for side in sides for name in side.names} | governments

    @cached_property
    def side_words(self) -> frozenset[str]:
        """Names and adjectives of the sides, in plain words."""
        return frozenset(plain(n) for side in self.relation.sides for n in (*side.names, *side.adjectives))

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words that stand before a name and do not belong to it: titles, forms of address, adjectives of a side."""
        titles = {word for office in self.relation.offices for title in office.titles for word in title.split()}
        sides = {n.lower().rstrip(".") for side in self.relation.sides for n in (*side.names, *side.adjectives)}
        return FORMS_OF_ADDRESS | titles | sides

    def side_named(self, words: str) -> str | None:
        """Give the one side that `words` name; None where they name neither or both."""
        named = [key for key, pattern in self._written.items() if pattern.search(words)]
        return named[0] if len(named) == 1 else None

    def without_openers(self, name: str) -> str:
        """Drop what stands before a name in a run of capitals: "Premier Li" gives "Li"."""
        words = POSSESSIVE.sub("", name).split()
        while words and words[0].lower().rstrip(".") in self.openers:
            words = words[1:]
        return " ".join(words)


@lru_cache(maxsize=8)
def directory(relation: Relation) -> Directory:
    """Give the directory of a relation, made once."""
    return Directory(relation)


def _written(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?![\w.])")
