"""What is wanted of feeds, and what became of each."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from tenor.records import Fault


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles of a feed are wanted.

    Those published since a day, or undated; at most so many of each feed in one collection; with the text of their
    page, or only with what the feed itself holds.
    """

    since: dt.date | None = None
    max_articles: int = 500
    pages: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a feed: `read`, `unchanged` or `failed`, how many articles came, and what was wrong.

    `counts` counts all faults by reason, `faults` keeps the first 1,000 of each.
    """

    url: str
    status: str
    new: int = 0
    known: int = 0
    copies: int = 0
    faults: tuple[Fault, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
