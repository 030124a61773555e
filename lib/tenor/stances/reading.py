"""What a time phrase is read against: the day of publication, the tense around it, and what was dated before it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tenor.stances.calendar import Days, distance
from tenor.stances.tense import Tense, tense

FUTURE_COST = {"past": 8.0, "told": 3.0, "": 2.5, "future": 0.3}
"""What a day to come costs against one as far back: the nearest is chosen."""
NEAR = 300


class UndatedError(Exception):
    """A phrase names no days: it counts from a day of publication that nobody gave, or from nothing in the text."""


class Said(NamedTuple):
    """A phrase that was dated, where it ends, and the size of what it names: 1 a day, 3 a month, 5 a year."""

    end: int
    days: Days
    size: float


@dataclass(slots=False)
class Reading:
    """The place of a phrase in its article, and what its meaning may rest on.

    `within` is the stretch that the words after it name: 2009 for "June" in "June of 2009".
    """

    text: str
    start: int
    end: int
    published: dt.date | None
    said: Sequence[Said] = ()
    within: Days | None = None

    @property
    def day(self) -> dt.date:
        """The day of publication; raises UndatedError where there is none."""
        if self.published is None:
            raise UndatedError
        return self.published

    @cached_property
    def tense(self) -> Tense:
        """The tense of the verb that the phrase goes with."""
        return tense(self.text, self.start, self.end)

    def last(self, *, largest: float = 9, smallest: float = 0) -> Days | None:
        """Give the last stretch dated before this phrase of a size between two, None where there is none."""
        for said in reversed(self.said[-8:]):
            if smallest <= said.size <= largest:
                return said.days
        return None

    def near(self) -> Days | None:
        """Give the stretch dated just before this phrase, None where none stands near."""
        return self.said[-1].days if self.said and self.start - self.said[-1].end <= NEAR else None

    def nearest(self, of_year: Callable[[int], Days | None]) -> Days:
        """Give the nearest of what comes once a year; one to come has to be two or three times nearer.

        Within a stretch ("June of 2009") it is the one in it. Raises UndatedError where there is none.
        """
        around = self.within or Days(self.day, self.day)
        found = list(_yearly(of_year, around))
        if self.within:
            found = [days for days in found if _touches(self.within, days)]
        if not found:
            raise UndatedError
        return found[0] if self.within else min(found, key=self.cost)

    def cost(self, days: Days) -> float:
        """Give how far a stretch lies from the day of publication, days to come dearer."""
        far = distance(days, self.day)
        return -far if far < 0 else far * FUTURE_COST[self.tense]


def _yearly(of_year: Callable[[int], Days | None], around: Days) -> Iterator[Days]:
    for year in range(around.first.year - 1, min(around.last.year, around.first.year + 9) + 2):
        try:
            days = of_year(year)
        except ValueError:  # the 29th of February, in most years
            continue
        if days:
            yield days


def _touches(around: Days, days: Days) -> bool:
    """Tell whether a stretch begins in another one."""
    return around.first <= days.first <= around.last
