"""What a reader asks of the explorer: filters, the order of the table and its page."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from tenor.corpus.opening import day
from tenor.errors import ParameterError, unknown

SORTED_BY = ("published", "speaker", "side", "kind", "outlet", "polarity")
NOBODY = "unattributed"
_WORDS = re.compile(r'"([^"]{1,200})"|(\S{1,200})')


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked; empty means that nothing is left out.

    `sides`, `topics`, `kinds` and `outlets` are what is kept; `speaker` is part of a name; every one of `words` has to
    stand in what was said, or in the article's title, whatever its case, and words in quotation marks stand together.
    `since` and `until` are days as YYYY-MM-DD, `over` the period of the timeline. `sort` is one of SORTED_BY; `page`
    counts from 0.
    """

    scorer: str = ""
    sides: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    speaker: str = ""
    words: str = ""
    since: str = ""
    until: str = ""
    over: str = "auto"
    sort: str = "published"
    descending: bool = False
    page: int = 0


def asked_of(message: Mapping[str, Any]) -> Asked:
    """Give what a message asks; raises ParameterError for what nobody can ask.

    >>> asked_of({"sides": ["US"], "words": "tariffs"})
    Asked(scorer='', sides=('US',), topics=(), kinds=(), outlets=(), speaker='', words='tariffs', since='', until='', \
over='auto', sort='published', descending=False, page=0)
    """
    known = {one.name: one.default for one in fields(Asked)}
    given: dict[str, Any] = {}
    for name, value in message.items():
        if name not in known:
            raise ParameterError(unknown("filter", name, known))
        given[name] = _fitting(name, value, known[name])
    asked = Asked(**given)
    day(asked.since, name="since"), day(asked.until, name="until")
    if asked.sort not in SORTED_BY:
        raise ParameterError(unknown("column to sort by", asked.sort, SORTED_BY))
    return asked


def kept(stances: pd.DataFrame, asked: Asked) -> pd.Series:
    """Tell, for each of `stances`, whether it is asked for; a stance without a date is within no period."""
    keep = pd.Series(True, index=stances.index)
    for column, wanted in (("side", asked.sides), ("kind", asked.kinds), ("outlet", asked.outlets)):
        if wanted:
            keep &= stances[column].isin(wanted)
    if asked.topics:
        keep &= _any_topic(stances["topics"], asked.topics)
    if asked.speaker:
        keep &= (
            stances["speaker"]
            .where(stances["speaker"] != "", NOBODY)
            .str.contains(asked.speaker, case=False, regex=False)
        )
    for words in words_of(asked.words):
        keep &= _says(stances, words)
    first, last = day(asked.since), day(asked.until)
    if first:
        keep &= stances["published"] >= pd.Timestamp(first)
    if last:
        keep &= stances["published"] < pd.Timestamp(last + dt.timedelta(days=1))
    return keep


def words_of(text: str) -> list[str]:
    """Give the words that are looked for, those in quotation marks as one.

    >>> words_of('chips "export controls"')
    ['chips', 'export controls']
    """
    return [together or alone for together, alone in _WORDS.findall(text)]


def code_of(asked: Asked) -> list[str]:
    """Give the lines of pandas that keep of `found` what is asked for, one a filter."""
    lines = []
    for column, wanted in (("side", asked.sides), ("kind", asked.kinds), ("outlet", asked.outlets)):
        if wanted:
            lines.append(f'found = found[found["{column}"].isin({list(wanted)!r})]')
    if asked.topics:
        lines.append(f'topics = found["topics"].str.split(";").explode().isin({list(asked.topics)!r})')
        lines.append("found = found[topics.groupby(level=0).any()]")
    if asked.speaker:
        speaker = f'found["speaker"].where(found["speaker"] != "", {NOBODY!r})'
        lines.append(f"found = found[{speaker}.str.contains({asked.speaker!r}, case=False, regex=False)]")
    for words in words_of(asked.words):
        said = f"str.contains({words!r}, case=False, regex=False)"
        lines.append(f'found = found[found["content"].{said} | found["title"].{said}]')
    if asked.since:
        lines.append(f'found = found[found["published"] >= "{asked.since}"]')
    if asked.until:
        lines.append(f'found = found[found["published"] <= "{asked.until}"]')
    return lines


def _fitting(name: str, value: object, default: object) -> object:
    """Give `value` as its default's type; a list becomes a tuple of text."""
    if isinstance(default, tuple):
        if isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise ParameterError(f"{name}: {value!r} is not a list of names")
    if type(value) is not type(default) or (isinstance(value, int) and value < 0):
        raise ParameterError(f"{name}: {value!r} is not what it can be; its default is {default!r}")
    return value[:1000] if isinstance(value, str) else value


def _any_topic(cells: pd.Series, wanted: Iterable[str]) -> pd.Series:
    # A cell of several topics is asked once, however many stances have it: there are few different ones.
    chosen = set(wanted)
    different = {cell: bool(chosen.intersection(cell.split(";"))) for cell in cells.unique()}
    return cells.map(different).astype(bool)


def _says(stances: pd.DataFrame, words: str) -> pd.Series:
    return stances["content"].str.contains(words, case=False, regex=False) | stances["title"].str.contains(
        words, case=False, regex=False
    )
