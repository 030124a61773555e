"""Time phrases of an article, each with the first and the last day that it means.

The rules of `rules.py` find the phrases and `chains.py` joins them; here they are read one after the other, so that
"two days later" can count from the one before. Days are counted from the day of publication; without one, only phrases
that need none get days.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenor.records import Article, Span, TimePhrase
from tenor.stances.anchors import Anchors
from tenor.stances.calendar import Days, within_reach
from tenor.stances.chains import Chain, chains
from tenor.stances.grammar import number, unit_name
from tenor.stances.leads import counted, led
from tenor.stances.reading import Reading, Said, UndatedError


@dataclass(slots=True)
class Dated:
    """A phrase with its days, None while it has none."""

    chain: Chain
    span: Span
    reading: Reading
    days: Days | None


def dates(article: Article) -> Iterator[TimePhrase]:
    """Give the time phrases of an article in their order; those that name no days have None for both days.

    No text raises, and the time grows with its length.

    >>> [found] = dates(Article("a", "They met in early June.", published=dt.date(2023, 7, 23)))
    >>> found.phrase, str(found.earliest), str(found.latest), found.future
    ('early June', '2023-06-01', '2023-06-10', False)
    """
    found = _anchored(article, list(_read(article)))
    for each in found:
        first, last = each.days or (None, None)
        yield TimePhrase(
            article_id=article.article_id,
            phrase=each.span.of(article.text),
            span=each.span,
            earliest=first,
            latest=last,
            future=_is_future(each, article.published),
        )


def _read(article: Article) -> Iterator[Dated]:
    said: list[Said] = []
    for chain in chains(article.text):
        span = Span(_start(chain), chain.end)
        reading = Reading(article.text, span.start, span.end, article.published, said)
        days = _days(chain, reading)
        if days:
            said.append(Said(span.end, days, chain.atoms[0].size))
        yield Dated(chain, span, reading, days)


def _start(chain: Chain) -> int:
    """Give where a phrase begins: with what stands before it, unless that is the "from" of no range."""
    for lead in chain.leads:
        if chain.upto or lead.name not in ("from", "between"):
            return lead.start
    return chain.start


def _days(chain: Chain, reading: Reading) -> Days | None:
    """Give the days of a phrase, None where it names none or none between 1700 and 2200."""
    try:
        days = _range(chain, reading) if chain.upto else _stretch(chain, reading)
    except (UndatedError, ValueError, OverflowError):
        return None
    return days if within_reach(days) else None


def _stretch(chain: Chain, reading: Reading) -> Days:
    """Give the days of atoms that name one stretch, the largest first, and of what stands before them."""
    days: Days | None = None
    for atom in reversed(chain.atoms):
        place = Reading(reading.text, reading.start, reading.end, reading.published, reading.said, days)
        days = atom.rule.meaning(atom.groups, place)
    if days is None:
        raise UndatedError
    for lead in reversed(chain.leads):
        days = led(days, lead, reading)
    return days


def _range(chain: Chain, reading: Reading) -> Days:
    """Give the days from one phrase to another; the first is counted from the second where it comes every year."""
    assert chain.upto
    last = _stretch(chain.upto, reading)
    floats = chain.atoms[-1].rule.floats
    published = last.first if floats else reading.published
    first = _stretch(chain, Reading(reading.text, reading.start, reading.end, published, reading.said))
    if first.first > last.last:
        raise UndatedError
    return Days(first.first, last.last)


def _anchored(article: Article, found: list[Dated]) -> Sequence[Dated]:
    """Give days to what counts from a happening that the article dates elsewhere."""
    waiting = [each for each in found if each.chain.atoms[0].groups.get("anchor")]
    if not waiting:
        return found
    heads = {each.chain.start: _head(each.chain) for each in waiting}
    dated = [(each.span, each.days) for each in found if each.days]
    but = [Span(each.span.end - len(_head(each.chain)), each.span.end) for each in waiting]
    anchors = Anchors(article.text, dated, nouns=heads.values(), but=but)
    for each in waiting:
        days, groups = anchors.find(heads[each.chain.start], each.span.start), each.chain.atoms[0].groups
        if days:
            each.days = _counted(days, groups)
    return found


def _head(chain: Chain) -> str:
    return str(chain.atoms[0].groups["anchor"].lower().split()[-1])


def _counted(days: Days, groups: dict[str, str]) -> Days | None:
    n, unit = number(groups["number"] or "1"), unit_name(groups["unit"] or groups["one"])
    back = groups["which"].lower() in ("before", "prior to", "ahead of")
    try:
        moved = counted(days, -n if back else n, unit)
    except (ValueError, OverflowError):
        return None
    return moved if within_reach(moved) else None


def _is_future(each: Dated, published: dt.date | None) -> bool:
    """Tell whether a phrase means days after publication, or days not over yet that the verb calls to come."""
    if published is None or each.days is None:
        return each.reading.tense == "future"
    return each.days.first > published or (each.days.last >= published and each.reading.tense == "future")
