"""The matches of the rules joined to phrases: "the first quarter | of | last year", "from May | to | July"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tenor.stances import guards
from tenor.stances.leads import Lead, leads_before
from tenor.stances.rules import (
    CLOCK,
    CORE,
    DATE,
    DAY,
    LONGEST,
    LONGEST_BEFORE,
    MONTH,
    NONE,
    QUARTER,
    RULES,
    STARTS,
    WEEK,
    Groups,
    Rule,
    scanner,
)  # fmt: skip

INTO = re.compile(r"(?:[^\S\n]{1,3}|[^\S\n]?\n)(?:(?:of|in)\s(?:the\s|that\s)?)?", re.IGNORECASE)
BESIDE = re.compile(r",?\s(?:the\s|on\s)?\(?|\s?\(", re.IGNORECASE)
AT = re.compile(r",?\s(?:at|around|by)\s(?:about\s)?|,?\s", re.IGNORECASE)
OWNED = re.compile(r"['’]s?\s")
TO = re.compile(r"\s?[-–—]\s?|-to-|\s(?:to|through|until|till)\s(?:the\s)?", re.IGNORECASE)
AND = re.compile(r"\sand\s(?:the\s)?", re.IGNORECASE)
PUT_OFF = re.compile(r"\b(?:moved|postponed|delayed|rescheduled|changed|shifted|pushed|brought forward)\b[^.]{0,40}\Z")
WIDEST_GAP = 14


@dataclass(frozen=True, slots=True)
class Atom:
    """One match of a rule."""

    rule: Rule
    start: int
    end: int
    groups: Groups
    size: float


@dataclass(slots=True)
class Chain:
    """A time phrase: atoms that name one stretch together, the smallest first; what leads to it; the end of a range."""

    atoms: list[Atom]
    start: int
    end: int
    leads: list[Lead] = field(default_factory=list)
    upto: "Chain | None" = None


def chains(text: str) -> list[Chain]:
    """Give the time phrases of a text in their order; none overlaps another."""
    found: list[Chain] = []
    for chain in _joined(text, list(_atoms(text))):
        chain.leads = leads_before(text, chain.start)
        start = chain.leads[0].start if chain.leads else chain.start
        while found and found[-1].start >= start and found[-1].end > start:
            found.pop()
        chain.leads = [lead for lead in chain.leads if not found or lead.start >= found[-1].end]
        found.append(chain)
    return list(_ranges(text, found))


def _atoms(text: str) -> Iterator[Atom]:
    place = 0
    for core in CORE.finditer(text):
        while place <= core.start() and (found := _match_at(text, core, place)):
            rule = RULES[found.lastindex - 1] if found.lastindex else RULES[0]
            start, place = found.span()
            if _is_time(rule, text, start, place):
                groups = rule.groups(text, start, place)
                yield Atom(rule, start, place, groups, rule.size_of(groups))


def _is_time(rule: Rule, text: str, start: int, end: int) -> bool:
    return rule.guard(text[max(0, start - guards.REACH) : start], text[start:end], text[end : end + guards.REACH])


def _match_at(text: str, core: re.Match[str], place: int) -> re.Match[str] | None:
    """Give the first match from `place` on that begins shortly before a core, or with it."""
    high = core.end() + LONGEST
    for start in STARTS.finditer(text, max(place, core.start() - LONGEST_BEFORE), high):
        if start.start() > core.start():
            return None
        if found := scanner().match(text, start.start(), high):
            return found
    return None


def _joined(text: str, atoms: Sequence[Atom]) -> Iterator[Chain]:
    chain: Chain | None = None
    for atom in atoms:
        if chain is None or not _joins(text, chain, atom):
            if chain and not _needs_more(chain):
                yield chain
            chain = Chain([atom], atom.start, atom.end)
    if chain and not _needs_more(chain):
        yield chain


def _joins(text: str, chain: Chain, atom: Atom) -> bool:
    """Add an atom to a chain that it goes with, and tell whether it does."""
    last, gap = chain.atoms[-1], text[chain.end : atom.start]
    if len(gap) > WIDEST_GAP:
        return False
    if _goes_into(last, atom, gap):
        chain.atoms.append(atom)
    elif atom.size == CLOCK and last.size in (DAY, DATE) and AT.fullmatch(gap):
        pass
    elif last.size > atom.size == QUARTER and last.size != NONE and (OWNED.fullmatch(gap) or gap.isspace()):
        chain.atoms.insert(0, atom)
    else:
        return False
    chain.end = atom.end
    return True


def _goes_into(small: Atom, large: Atom, gap: str) -> bool:
    """Tell whether a phrase names a part of the next one: Friday of last week, Friday, July 3."""
    if large.size == NONE or large.size <= small.size:
        return False
    if small.size == CLOCK:
        return large.size <= DATE and (
            INTO.fullmatch(gap) is not None or BESIDE.fullmatch(gap) is not None or gap.strip() == "on"
        )
    if small.rule.name == "weekday":
        return (
            BESIDE.fullmatch(gap) is not None
            if large.size == DATE
            else large.size == WEEK and bool(INTO.fullmatch(gap))
        )
    if small.size == DATE and large.size < MONTH:
        return False
    return (small.rule.floats or small.rule.guard is guards.inside) and INTO.fullmatch(gap) is not None


def _needs_more(chain: Chain) -> bool:
    return len(chain.atoms) == 1 and chain.atoms[0].rule.guard is guards.inside


def _ranges(text: str, found: Sequence[Chain]) -> Iterator[Chain]:
    first: Chain | None = None
    for chain in found:
        if first and not first.upto and _is_range(text, first, chain):
            first.upto, first.end = chain, chain.end
            continue
        if first:
            yield first
        first = chain
    if first:
        yield first


def _is_range(text: str, first: Chain, second: Chain) -> bool:
    gap = text[first.end : second.leads[0].start if second.leads else second.start]
    if len(gap) > WIDEST_GAP or NONE in (first.atoms[0].size, second.atoms[0].size):
        return False
    led = first.leads[0].name if first.leads else ""
    if led == "between":
        return AND.fullmatch(gap) is not None
    alike = first.atoms[0].size == second.atoms[0].size or led == "from"
    return alike and TO.fullmatch(gap) is not None and not PUT_OFF.search(text, max(0, first.start - 60), first.start)
