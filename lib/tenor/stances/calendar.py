"""Units of the calendar as first and last day: years, quarters, months, weeks, decades, seasons, and parts of them.

Weeks begin on Monday. Seasons are the meteorological ones of the northern half of the earth: winter is December to
February and belongs to the year in which it begins. A fiscal year is that of the United States government.
"""

import datetime as dt
from calendar import monthrange
from math import ceil
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1700, 2200
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
PARTS = {"early": (0, 1 / 3), "middle": (1 / 3, 2 / 3), "late": (2 / 3, 1), "start": (0, 1 / 6), "end": (5 / 6, 1)}


class Days(NamedTuple):
    """The first and the last day of a stretch of time."""

    first: dt.date
    last: dt.date

    @property
    def length(self) -> int:
        """How many days these are."""
        return (self.last - self.first).days + 1

    def holds(self, other: "Days") -> bool:
        """Tell whether another stretch lies wholly inside this one."""
        return self.first <= other.first and other.last <= self.last


def one(day: dt.date) -> Days:
    """Give a single day."""
    return Days(day, day)


def months(year: int, month: int, n: int = 1) -> Days:
    """Give `n` months from the first of `month`; a month below 1 or beyond 12 lies in another year.

    >>> months(2023, 14)
    Days(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
    """
    first = _first_of(year, month)
    return Days(first, _first_of(year, month + n) - dt.timedelta(days=1))


def year(number: int) -> Days:
    """Give a calendar year."""
    return months(number, 1, 12)


def fiscal_year(number: int) -> Days:
    """Give a fiscal year of the United States government: October to September, named for the year it ends in."""
    return months(number, -2, 12)


def decade(number: int) -> Days:
    """Give the ten years from `number`, as in "the 1980s"."""
    return months(number, 1, 120)


def century(number: int) -> Days:
    """Give a century: the 20th is 1901 to 2000."""
    return months(100 * number - 99, 1, 1200)


def season(name: str, number: int) -> Days:
    """Give a season of a year."""
    return months(number, SEASONS[name], 3)


def week(day: dt.date) -> Days:
    """Give the week around a day."""
    monday = day - dt.timedelta(days=day.weekday())
    return Days(monday, monday + dt.timedelta(days=6))


def weekend(day: dt.date) -> Days:
    """Give Saturday and Sunday of the week around a day."""
    sunday = week(day).last
    return Days(sunday - dt.timedelta(days=1), sunday)


def unit(day: dt.date, name: str) -> Days:
    """Give the calendar unit around a day: its week, month, quarter, year, decade or century."""
    if name in MONTHS_IN:
        n = MONTHS_IN[name]
        number = 12 * day.year + day.month - 1
        number = number // n * n if n < 1200 else (number - 12) // n * n + 12
        return months(0, number + 1, n)
    return {"week": week, "weekend": weekend}.get(name, one)(day)


def shifted(day: dt.date, n: int, name: str) -> dt.date:
    """Give the day `n` units later, or earlier where `n` is negative; the 31st becomes the last of a shorter month."""
    if name in DAYS_IN:
        return day + dt.timedelta(days=n * DAYS_IN[name])
    first = _first_of(day.year, day.month + n * MONTHS_IN[name])
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def moved(days: Days, n: int, name: str) -> Days:
    """Give a stretch `n` units later or earlier; whole months stay whole months."""
    first, after = shifted(days.first, n, name), shifted(days.last + dt.timedelta(days=1), n, name)
    return Days(first, max(first, after - dt.timedelta(days=1)))


def part(days: Days, name: str) -> Days:
    """Give a part of a stretch: early, middle and late are thirds of it, start and end are sixths.

    >>> part(months(2023, 6), "early").last
    datetime.date(2023, 6, 10)
    """
    low, high = PARTS[name]
    first = min(round(low * days.length), days.length - 1)
    last = max(ceil(round(high * days.length, 6)) - 1, first)
    return Days(days.first + dt.timedelta(days=first), days.first + dt.timedelta(days=last))


def distance(days: Days, day: dt.date) -> int:
    """Give how many days lie between a day and a stretch: negative where it lies before, 0 where it holds the day."""
    if days.last < day:
        return (days.last - day).days
    return max(0, (days.first - day).days)


def within_reach(days: Days) -> bool:
    """Tell whether a stretch lies in the years that are told apart, 1700 to 2200."""
    return days.first.year >= FIRST_YEAR and days.last.year <= LAST_YEAR and days.first <= days.last


def _first_of(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
