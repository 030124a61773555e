"""Who is who between two countries: sides, people and offices with their tenures, institutions, topics.

A profile is a TOML file; those that come with Tenor stand in `relations/`. An article's date decides who held an
office.
"""

import datetime as dt
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from tenor.errors import RelationError, unknown

FOLDER = Path(__file__).parent / "relations"
OBSERVER = "observer"
PRONOUNS = ("she", "he")
WORD = re.compile(r"\w{1,60}")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sides: its key in columns, the country as a speaker, the country's names and adjectives."""

    key: str
    speaker: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that speaks for a side; the first of its names is canonical."""

    side: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office from the first to the last day, None for no end."""

    name: str
    since: dt.date
    until: dt.date | None
    aliases: tuple[str, ...] = ()

    def held_on(self, day: dt.date | None) -> bool:
        """Tell whether the person held the office that day; with no day, whether the person holds it still.

        On the day of a change the office is the successor's.
        """
        return self.until is None if day is None else self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Office:
    """A post of a side with its titles, in lower case, the first canonical, and its holders."""

    side: str
    titles: tuple[str, ...]
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom articles name, as one side sees them; `role` is the latest known office or description."""

    name: str
    side: str
    role: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The ordinary polarity of a side, or of observers, under a scorer, and where that number comes from."""

    side: str
    scorer: str
    polarity: float
    source: str


@dataclass(frozen=True, eq=False)
class Relation:
    """A relation profile; make one with `load`.

    `pronouns` says who is "she" and who is "he", by name, where the profile tells. It equals only itself, so that what
    is worked out from it can be kept for it.
    """

    name: str
    title: str
    sides: tuple[Side, Side]
    institutions: tuple[Institution, ...]
    offices: tuple[Office, ...]
    listed: tuple[Person, ...]
    topics: Mapping[str, tuple[str, ...]]
    baselines: tuple[Baseline, ...] = ()
    pronouns: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def side_keys(self) -> tuple[str, str]:
        """The keys of the two sides, in the profile's order."""
        return self.sides[0].key, self.sides[1].key

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody the profile knows, by name in lower case, aliases included."""
        holders = [
            Person(holder.name, office.side, office.titles[0], holder.aliases)
            for office in self.offices
            for holder in office.holders
        ]
        return {name.lower(): person for person in (*holders, *self.listed) for name in (person.name, *person.aliases)}

    @cached_property
    def topic_patterns(self) -> dict[str, re.Pattern[str]]:
        """One pattern a topic, over its keywords."""
        return {topic: keyword_pattern(words) for topic, words in self.topics.items()}

    def topics_in(self, text: str) -> tuple[str, ...]:
        """Give the topics of which a keyword stands in `text`, in the order of the profile."""
        asked = set().union(*map(self._topics_begun_by, WORD.findall(text.lower())))
        if not asked:
            return ()
        return tuple(topic for topic, words in self.topic_patterns.items() if topic in asked and words.search(text))

    @cached_property
    def _topics_begun_by(self) -> Callable[[str], frozenset[str]]:
        """Give a function from a word to the topics with a keyword that begins with it: few topics need a search."""
        whole: dict[str, set[str]] = defaultdict(set)
        stems: dict[str, set[str]] = defaultdict(set)
        for topic, keywords in self.topics.items():
            for keyword in keywords:
                first, any_end = _opener(keyword)
                (stems if any_end else whole)[first].add(topic)
        beginnings = tuple(stems)

        @lru_cache(maxsize=1 << 14)
        def begun_by(word: str) -> frozenset[str]:
            begun = [stem for stem in stems if word.startswith(stem)] if word.startswith(beginnings) else ()
            return frozenset(whole.get(word, ())).union(*(stems[stem] for stem in begun))

        return begun_by

    def role_on(self, name: str, day: dt.date | None) -> str:
        """Give the title that the person held that day, else the profile's role for them, else ""."""
        held = [o.titles[0] for o in self.offices for h in o.holders if h.name == name and h.held_on(day)]
        known = self.people.get(name.lower())
        return held[0] if held else known.role if known else ""


def _opener(keyword: str) -> tuple[str, bool]:
    """Give the first word of a keyword in lower case, and whether it stands for any ending."""
    first = WORD.match(keyword.lower())
    return (first.group(), keyword[first.end() :] == "*") if first else ("", True)


def keyword_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Give the pattern that finds any of the keywords; a `*` at the end stands for any ending."""
    escaped = (re.escape(word.removesuffix("*")) + (r"\w{0,20}" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{'|'.join(escaped)})\b", re.IGNORECASE)


# --- reading a profile -----------------------------------------------------------------------------------------------


def known() -> list[str]:
    """Give the names of the profiles that come with Tenor."""
    return sorted(path.stem for path in FOLDER.glob("[!_]*.toml"))


def load(name: str | Path) -> Relation:
    """Give the profile called `name`, or read the TOML file at that path.

    Raises RelationError for an unknown name, with the known ones, and for a profile that says something wrong: where,
    what, and what would be right.
    """
    path = Path(name) if str(name).endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        raise RelationError(unknown("relation", str(name), known()))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RelationError(f"{path}: not a TOML file: {error}") from None
    except OSError as error:
        raise RelationError(f"{path}: cannot be read: {error.strerror}") from None
    return _relation(_Table(str(path), data))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a profile and where it stands; what is not what it must be is an error that says so."""

    where: str
    values: Mapping[str, Any]

    def only(self, *keys: str) -> "_Table":
        for key in self.values:
            if key not in keys:
                raise RelationError(f"{self.where}: {unknown('key', key, keys)}")
        return self

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or not (value.strip() or value == default):
            raise self.wrong(key, 'a text in quotation marks, such as "premier"')
        return value

    def texts(self, key: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        if key not in self.values and default is not None:
            return default
        value = self.values.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(key, 'a list of texts, such as ["premier", "vice premier"]')
        return tuple(value)

    def polarity(self, key: str) -> float:
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= 1:
            raise self.wrong(key, "a number from -1 to 1, such as 0.08")
        return float(value)

    def day(self, key: str) -> dt.date:
        value = self.values.get(key)
        if type(value) is not dt.date:
            raise self.wrong(key, "a day without quotation marks, such as 2023-03-11")
        return value

    def table(self, key: str) -> "_Table":
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table, begun by [{key}]")
        return _Table(f"{self.where}: {key}", value)

    def tables(self, key: str) -> "list[_Table]":
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.wrong(key, "a list of tables")
        return [_Table(f"{self.where}: {key} {number}", v) for number, v in enumerate(value, start=1)]

    def side(self, sides: Iterable[str]) -> str:
        key = self.text("side")
        if key not in sides:
            raise RelationError(f"{self.where}: {unknown('side', key, sides)}")
        return key

    def wrong(self, key: str, right: str) -> RelationError:
        given = f"is {self.values[key]!r}" if key in self.values else "is missing"
        return RelationError(f"{self.where}: `{key}` {given}; it must be {right}")


def _relation(data: _Table) -> Relation:
    data.only("name", "title", "sides", "institutions", "offices", "people", "topics", "baselines", "pronouns")
    sides = _sides(data.table("sides"))
    keys = [side.key for side in sides]
    topics = data.table("topics")
    pronouns = data.table("pronouns").only(*PRONOUNS)
    return Relation(
        name=data.text("name"),
        title=data.text("title"),
        sides=sides,
        institutions=tuple(
            Institution(table.side(keys), table.only("side", "names").texts("names"))
            for table in data.tables("institutions")
        ),
        offices=tuple(_office(table, keys) for table in data.tables("offices")),
        listed=tuple(person for table in data.tables("people") for person in _people(table, (*keys, OBSERVER))),
        topics={topic: topics.texts(topic) for topic in topics.values},
        baselines=tuple(_baselines(data.tables("baselines"), (*keys, OBSERVER))),
        pronouns={name: word for word in PRONOUNS for name in pronouns.texts(word, default=())},
    )


def _sides(data: _Table) -> tuple[Side, Side]:
    sides = [
        Side(key, table.text("speaker"), table.texts("names"), table.texts("adjectives"))
        for key in data.values
        for table in [data.table(key).only("speaker", "names", "adjectives")]
    ]
    if len(sides) != 2 or OBSERVER in data.values:
        named = ", ".join(data.values) or "none"
        right = f"two sides, such as [sides.US] and [sides.China], neither called {OBSERVER!r}"
        raise RelationError(f"{data.where}: a relation has {right}; here: {named}")
    return sides[0], sides[1]


def _office(table: _Table, sides: Sequence[str]) -> Office:
    table.only("side", "titles", "holders")
    titles = tuple(title.lower() for title in table.texts("titles"))
    holders = tuple(_holder(holder) for holder in table.tables("holders"))
    for before, after in pairwise(holders):
        if before.until is None or before.until > after.since:
            where = f"{table.where} ({titles[0]})"
            raise RelationError(f"{where}: {before.name} is still in office when {after.name} begins; mend `until`")
    return Office(table.side(sides), titles, holders)


def _holder(table: _Table) -> Holder:
    table.only("name", "aliases", "from", "until")
    since, until = table.day("from"), table.day("until") if "until" in table.values else None
    if until is not None and until <= since:
        raise RelationError(f"{table.where}: `until` {until} is not after `from` {since}")
    return Holder(table.text("name"), since, until, table.texts("aliases", default=()))


def _people(table: _Table, sides: Sequence[str]) -> Iterable[Person]:
    table.only("side", "role", "names")
    side, role = table.side(sides), table.text("role", default="")
    return (Person(name, side, role) for name in table.texts("names"))


def _baselines(tables: Iterable[_Table], sides: Sequence[str]) -> Iterable[Baseline]:
    seen: set[tuple[str, str]] = set()
    for table in tables:
        table.only("side", "scorer", "polarity", "source")
        one = Baseline(table.side(sides), table.text("scorer"), table.polarity("polarity"), table.text("source"))
        if (one.side, one.scorer) in seen:
            raise RelationError(f"{table.where}: {one.side} has a baseline for {one.scorer!r} already; keep one")
        seen.add((one.side, one.scorer))
        yield one
