"""What a relation profile holds, what in it may be an oversight, and a file to start a new one from.

`tenor.relation.load` refuses what is wrong. Here is what is allowed and deserves a second look.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from tenor.errors import RelationError
from tenor.relation import FOLDER, Holder, Office, Relation, keyword_pattern, load

SHORT_GAP = dt.timedelta(days=31)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Checked:
    """A profile that `load` accepts, in one line, with what deserves a second look."""

    name: str
    summary: str
    warnings: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that `tenor relation check` prints, the summary first."""
        return (f"{self.name}: ok: {self.summary}", *(f"{self.name}: warning: {said}" for said in self.warnings))


def check(name: str | Path) -> Checked:
    """Read the profile of that name, or the TOML file at that path, and tell what it holds.

    Raises RelationError as `load` does.

    >>> check("us-china").lines[0].split(",")[0]
    'us-china: ok: 2 sides'
    """
    relation = load(name)
    return Checked(str(name), summary(relation), tuple(warnings(relation)))


def summary(relation: Relation) -> str:
    """Count what a profile holds: "2 sides, 24 institutions, 21 offices with 58 holders, 4 people, 11 topics".

    Whoever holds two offices, or one office twice, counts once among the holders.
    """
    holders = len({holder.name for office in relation.offices for holder in office.holders})
    offices = f"{_counted(len(relation.offices), 'office')} with {_counted(holders, 'holder')}"
    people = f"{len(relation.listed)} {'person' if len(relation.listed) == 1 else 'people'}"
    institutions = _counted(len(relation.institutions), "institution")
    return (
        f"{len(relation.sides)} sides, {institutions}, {offices}, {people}, {_counted(len(relation.topics), 'topic')}"
    )


def warnings(relation: Relation) -> Iterator[str]:
    """Give a sentence for all that may be an oversight, in the order of the file."""
    yield from _bare_sides(relation)
    yield from _repeated_names(relation)
    for office in relation.offices:
        yield from _gaps(office)
    yield from _shared_surnames(relation)
    yield from _ambiguous_people(relation)
    if not relation.topics:
        yield "no topics: no stance will have one"
    for topic, words in relation.topics.items():
        yield from _idle_keywords(topic, words)


def template(name: str) -> str:
    """Give a commented profile to start from, with invented countries, called `name`.

    Raises RelationError for a name that would not do as the name of a file.

    >>> template("japan-korea").splitlines()[4]
    'name = "japan-korea"'
    """
    if not NAME.fullmatch(name):
        raise RelationError(f"no relation can be called {name!r}; use small letters, digits and -, such as japan-korea")
    text = (FOLDER / "_new.toml").read_text(encoding="utf-8")
    return text.replace('name = "northland-southland"', f'name = "{name}"', 1)


# --- what deserves a second look -------------------------------------------------------------------------------------


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _bare_sides(relation: Relation) -> Iterator[str]:
    for side in relation.side_keys:
        if not any(office.side == side for office in relation.offices):
            yield f"side {side} has no office: its officials are found only by name"
        if not any(institution.side == side for institution in relation.institutions):
            yield f"side {side} has no institution: its ministries and spokespeople without a name stay as written"


def _repeated_names(relation: Relation) -> Iterator[str]:
    bodies = Counter(name.lower() for institution in relation.institutions for name in institution.names)
    titles = Counter((office.side, title) for office in relation.offices for title in office.titles)
    for body, times in bodies.items():
        if times > 1:
            yield f"institution {body!r} is listed twice: the first counts"
    for (side, title), times in titles.items():
        if times > 1:
            yield f"title {title!r} of {side} is listed twice: it is found only where the article names the holder"


def _gaps(office: Office) -> Iterator[str]:
    """Give the times longer than a month without a holder; the days between two governments are no oversight."""
    post = f"{office.side} {office.titles[0]}"
    if not office.holders:
        yield f"{post}: no holders, so the title is never found"
        return
    for before, after in pairwise(office.holders):
        if before.until and after.since - before.until > SHORT_GAP:
            yield f"{post}: nobody from {before.until} to {after.since}"
    if last := office.holders[-1].until:
        yield f"{post}: nobody since {last}"


def _shared_surnames(relation: Relation) -> Iterator[str]:
    """Give who share the last word of their names on one day: where an article has no more than that, neither is found.

    Family names that come first are left out: a profile does not say where they do.
    """
    bearers: dict[str, list[Holder]] = defaultdict(list)
    for holder in (holder for office in relation.offices for holder in office.holders):
        bearers[holder.name.split()[-1]].append(holder)
    for word, holders in bearers.items():
        pairs = [pair for pair in combinations(holders, 2) if pair[0].name != pair[1].name and _overlap(*pair)]
        if names := dict.fromkeys(holder.name for pair in pairs for holder in pair):
            yield f"{' and '.join(names)} were in office on the same day: {word} alone may be either"


def _overlap(one: Holder, other: Holder) -> bool:
    last = dt.date.max
    return one.since < (other.until or last) and other.since < (one.until or last)


def _ambiguous_people(relation: Relation) -> Iterator[str]:
    """Give names that stand for two people, or for one on two sides: the last in the file counts."""
    meant: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    held = [(o.side, h.name, h.aliases) for o in relation.offices for h in o.holders]
    for side, name, aliases in [*held, *((p.side, p.name, p.aliases) for p in relation.listed)]:
        for called in (name, *aliases):
            meant[called.lower()][name, side] = None
    for called, people in meant.items():
        if len(people) > 1:
            yield f"name {called!r} stands for {' and '.join(f'{n} ({s})' for n, s in people)}: the last counts"


def _idle_keywords(topic: str, words: tuple[str, ...]) -> Iterator[str]:
    for number, word in enumerate(words):
        for other in (*words[:number], *words[number + 1 :]):
            if word.lower() == other.lower():
                if other in words[:number]:
                    yield f"topic {topic}: keyword {word!r} is listed twice"
            elif _covers(other, word):
                yield f"topic {topic}: keyword {word!r} finds nothing that {other!r} does not"


def _covers(wide: str, narrow: str) -> bool:
    """Tell whether every text with `narrow` has `wide` too: "militar*" covers "military" and "military drill"."""
    may = wide.endswith("*") or not narrow.endswith("*")
    return may and keyword_pattern([wide]).search(narrow.removesuffix("*")) is not None
