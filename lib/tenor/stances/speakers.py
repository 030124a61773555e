"""From the words that name a speaker to who that is, on which side, in which role.

A `Speakers` reads one article from top to bottom and remembers who was introduced, so that a surname, a pronoun or a
description later on finds its person. Whoever cannot be told stays as written, on no side.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tenor.records import Article
from tenor.relation import OBSERVER, Office, Person, Relation
from tenor.stances.directory import POSSESSIVE, directory, plain
from tenor.stances.names import (
    ATTACHED,
    COLLECTIVE,
    HONORIFIC,
    LEADING,
    NAME,
    NAME_ALONE,
    NOT_THE_HOLDER,
    OFFICIAL,
    OUTSIDE,
    described,
    full_names,
    goes_on,
    is_body,
    is_given_name,
    name_in,
    of_third_party,
    speaks_for,
)

PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
"""Pronouns for one person, each with the one that says it is a man or a woman."""
TELLING = {
    "she": frozenset("ms mrs miss madam woman mother wife daughter sister congresswoman spokeswoman".split()),
    "he": frozenset("mr sir man father husband son brother congressman spokesman".split()),
}
MOST_REMEMBERED = 12
TELLING_WORDS = 8
"""So many words of a source tell whether it is a man or a woman; those behind may speak of somebody else."""
IMPERSONAL = frozenset("it they this that these which who we i its their our my".split())
RELATIVE = frozenset("who which that".split())
PERSONS = frozenset(("name", "surname", "office"))
NOT_KNOWN = frozenset(("as written", "collective"))
PASTS = (
    "met|left|went|came|took|made|held|began|flew|spoke|won|lost|kept|gave|rose|fell|sat|stood|ran|sent|led|saw|became"
)
SUBJECT = re.compile(
    rf"((?!The\s){NAME.pattern}(?:, [^,.]{{1,80}},)?) (?:has|had|is|was|will|{PASTS}|[a-z]{{2,20}}(?:s|ed))\s"
)
WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: canonical name, side, role, and how that was found.

    `resolution` is one of name, surname, office, institution, metonym, pronoun, description, continued, collective,
    as written, no source.
    """

    name: str
    side: str
    role: str
    resolution: str


NOBODY = Speaker("", OBSERVER, "", "no source")


class Speakers:
    """The speakers of one article, met in the order of the text."""

    def __init__(self, article: Article, relation: Relation) -> None:
        self._text, self._day, self._relation = article.text, article.published, relation
        self._directory = directory(relation)
        self._by_name: dict[str, Speaker] = {}
        self._by_word: dict[str, Speaker] = {}
        self._persons: dict[str, Speaker] = {}
        self._pronouns: dict[str, str] = dict(relation.pronouns)
        self._group: Speaker | None = None

    def resolve(self, source: str, *, antecedent: str = "") -> Speaker:
        """Give the speaker that `source` names here; `antecedent` is what stands before a relative pronoun."""
        word = source.lower().strip()
        if word in RELATIVE and antecedent and antecedent.lower() not in RELATIVE:
            return self.resolve(antecedent)
        if word in PERSONAL:
            return _again(self._last_person(PERSONAL[word]), source)
        if word in IMPERSONAL:
            return _again(self._group or self._last_person(), source)
        found = self._described_before(source) or self._named(source)
        self._remember(source, found)
        return found

    def told_of(self, sentence: str) -> None:
        """Take in a sentence that attributes nothing: "Bob Moss has sailed for years." is whom "he" means next."""
        subject = SUBJECT.match(sentence)
        words = subject.group(1) if subject else ""
        name = name_in(words, self._directory) if is_given_name(words.split(" ")[0]) else ""
        if len(name.split()) > 1 or name in self._by_name or name in self._full_names:
            found = self._named(name)
            if found.resolution in PERSONS:
                self._remember_others(sentence, name)
                self._remember(words, found)

    def _remember_others(self, sentence: str, subject: str) -> None:
        """Take in whom else of the profile a sentence names: "Lee met Moss", where "she" is Lee and "he" is Moss."""
        other = self._directory.people.longest_in(sentence.partition(subject)[2].lower())
        if other:
            self._remember("", self._speaker(self._directory.people[other][0], "", "", "name"))

    def _last_person(self, pronoun: str = "") -> Speaker | None:
        """Give who was last spoken of, of those who can be that pronoun; from then on it is known to be theirs."""
        latest = reversed(self._persons)
        name = next((n for n in latest if not pronoun or self._pronouns.get(n, pronoun) == pronoun), None)
        if name is None:
            return None
        if pronoun:
            self._pronouns.setdefault(name, pronoun)
        self._persons[name] = self._persons.pop(name)
        return self._persons[name]

    def _remember(self, source: str, found: Speaker) -> None:
        described = WORD.findall(f"{source} {found.role}".lower())
        self._by_word |= dict.fromkeys(described, found)
        for word in described:
            if "-" in word:
                self._by_word |= dict.fromkeys(word.split("-"), found)
        if found.resolution in PERSONS:
            self._persons.pop(found.name, None)
            self._persons[found.name] = found
            if len(self._persons) > MOST_REMEMBERED:
                del self._persons[next(iter(self._persons))]
            for pronoun, words_for in TELLING.items():
                if not words_for.isdisjoint(described[:TELLING_WORDS]):
                    self._pronouns.setdefault(found.name, pronoun)
            words = found.name.split()
            self._by_name |= dict.fromkeys((found.name, words[0], words[-1]), found)
        else:
            self._group = found

    def _described_before(self, source: str) -> Speaker | None:
        """Give the last speaker whom a noun like the one in "the ministry", "the scholar" described."""
        noun = described(source)
        last = self._by_word.get(noun) if noun and not self._directory.side_named(source) else None
        known = last and last.name and last.resolution not in NOT_KNOWN
        return replace(last, resolution="description") if last and known else None

    def _named(self, source: str) -> Speaker:
        head, _, description = source.partition(",")
        head, description = HONORIFIC.sub("", head.strip()), description.strip()
        if NAME_ALONE.fullmatch(description) and not name_in(head, self._directory):
            head, description = description, LEADING.sub("", head)  # "a spokesman, Bob Moss"
        return (
            self._known_person(head, description)
            or self._whole_name(head, description)
            or self._surname(head, description)
            or self._office(head)
            or self._institution(head)
            or self._country(head)
            or self._as_written(head, source)
        )

    def _known_person(self, head: str, description: str) -> Speaker | None:
        words = plain(head)
        name = self._directory.people.longest_in(words)
        if not name or goes_on(words, words.rfind(name) + len(name)):
            return None
        return self._speaker(self._directory.people[name][0], head, description, "name")

    def _whole_name(self, head: str, description: str) -> Speaker | None:
        """Somebody whom the profile does not know, by a name of two words or more."""
        name = name_in(head, self._directory)
        if len(name.split()) < 2 or self._is_part_of_a_body(name, head):
            return None
        before = head[: head.find(name)].strip()
        role = description or LEADING.sub("", before)
        side = speaks_for(f"{before} {description}", self._directory)
        return self._by_name.get(name) or Speaker(name, side or OBSERVER, role.strip(" ,"), "name")

    def _surname(self, head: str, description: str) -> Speaker | None:
        name = name_in(head, self._directory)
        if len(name.split()) != 1 or is_body(name, self._directory) or self._is_part_of_a_body(name, head):
            return None
        if name in self._by_name:
            return replace(self._by_name[name], resolution="surname")
        office = self._office(head)
        bearers = self._directory.bearers.get(name, ())
        if office and office.name in {person.name for person in bearers}:
            return office
        likely = [p for p in bearers if p.name in self._mentioned] or [p for p in bearers if self._is_in_office(p)]
        if len(likely) == 1:
            return self._speaker(likely[0], head, description, "surname")
        full = self._full_names.get(name)
        side = speaks_for(f"{head} {description}", self._directory) or OBSERVER
        return Speaker(full, side, description, "surname") if full else None

    def _office(self, head: str) -> Speaker | None:
        """Whoever held an office that day; where both sides have such an office, the one whom the article names."""
        titles = self._directory.titles[self._directory.side_named(head)]
        title = titles.longest_in(plain(head))
        if title and self._is_part_of_a_body(title, head):
            return None
        if not title or NOT_THE_HOLDER.search(plain(head).replace(title, "")) or self._is_foreign(head, title):
            return None
        holders = self._holders(titles[title])
        here = {name: office for name, office in holders.items() if name.split()[-1] in self._words} or holders
        if len(here) != 1:
            return None
        name, office = next(iter(here.items()))
        return Speaker(name, office.side, self._relation.role_on(name, self._day) or office.titles[0], "office")

    def _holders(self, offices: Iterable[Office]) -> Mapping[str, Office]:
        return {holder.name: office for office in offices for holder in office.holders if holder.held_on(self._day)}

    def _institution(self, head: str) -> Speaker | None:
        name = self._directory.institutions.longest_in(plain(head))
        bodies = self._directory.institutions[name]
        side = self._directory.side_named(head)
        if not bodies or OUTSIDE.search(head) or side not in (None, bodies[0].side) or self._is_foreign(head, name):
            return None
        official = OFFICIAL.search(ATTACHED.split(head)[0])
        return Speaker(bodies[0].names[0], bodies[0].side, LEADING.sub("", head) if official else "", "institution")

    def _is_part_of_a_body(self, words: str, head: str) -> bool:
        """Tell whether words stand inside the name of a body or country: "Liberation Army", "Federal Bureau"."""
        whole = plain(head)
        named = whole if whole in self._directory.countries else self._directory.institutions.longest_in(whole)
        return f" {plain(words)} " in f" {POSSESSIVE.sub('', named)} "

    def _is_foreign(self, head: str, named: str) -> bool:
        """Tell whether what stands before a title or body makes it that of a third party."""
        return of_third_party(head[: max(0, plain(head).find(named) + len(head) - len(plain(head)))], self._directory)

    def _country(self, head: str) -> Speaker | None:
        side = self._directory.countries.get(plain(head))
        return Speaker(side.speaker, side.key, "", "metonym") if side else None

    def _as_written(self, head: str, source: str) -> Speaker:
        side = speaks_for(source, self._directory) or OBSERVER
        if COLLECTIVE.search(head):
            return Speaker(LEADING.sub("", head), side, "", "collective")
        return Speaker(head, side, "", "as written")

    def _speaker(self, person: Person, head: str, description: str, resolution: str) -> Speaker:
        written = description or head.replace(person.name, "").strip()
        role = self._relation.role_on(person.name, self._day) or written or person.role
        return Speaker(person.name, person.side, role, resolution)

    def _is_in_office(self, person: Person) -> bool:
        return any(h.name == person.name and h.held_on(self._day) for o in self._relation.offices for h in o.holders)

    @cached_property
    def _mentioned(self) -> frozenset[str]:
        """The people of the profile whom the article names in full."""
        names = {person.name for person in self._relation.people.values()}
        return frozenset(name for name in names if name.rpartition(" ")[2] in self._words and name in self._text)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(WORD.findall(self._text))

    @cached_property
    def _full_names(self) -> Mapping[str, str]:
        return full_names(self._text, self._directory)


def _again(last: Speaker | None, source: str) -> Speaker:
    return replace(last, resolution="pronoun") if last else Speaker(source, OBSERVER, "", "as written")
