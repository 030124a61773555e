"""Holidays that news dates things by, each as a function of the year."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from tenor.stances.calendar import Days, one, week

OfYear = Callable[[int], Days | None]
MONDAY, THURSDAY = 0, 3
LUNAR_NEW_YEARS = (
    "0127 0215 0204 0123 0210 0131 0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 "
    "0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203"
).split()
"""Month and day of the first day of the Chinese year, 1990 to 2030."""
FIRST_LUNAR = 1990


def easter(year: int) -> dt.date:
    """Give Easter Sunday of the Gregorian calendar, as Oudin (1940) reckons it.

    >>> easter(2023)
    datetime.date(2023, 4, 9)
    """
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (century - (century - 17) // 25) // 3 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    sunday = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    month = 3 + (sunday + 40) // 44
    return dt.date(year, month, sunday + 28 - 31 * (month // 4))


def nth(n: int, weekday: int, month: int, year: int) -> dt.date:
    """Give the `n`th of a weekday in a month; -1 is the last one, and a month that has no `n`th gives the next."""
    if n < 0:
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        return after - dt.timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _fixed(month: int, day: int, year: int) -> Days:
    return one(dt.date(year, month, day))


def _nth(n: int, weekday: int, month: int, year: int) -> Days:
    return one(nth(n, weekday, month, year))


def _by_easter(days: int, year: int) -> Days:
    return one(easter(year) + dt.timedelta(days=days))


def _after_thanksgiving(year: int) -> Days:
    return one(nth(4, THURSDAY, 11, year) + dt.timedelta(days=1))


def _lunar(year: int) -> Days | None:
    number = year - FIRST_LUNAR
    if not 0 <= number < len(LUNAR_NEW_YEARS):
        return None
    day = LUNAR_NEW_YEARS[number]
    return one(dt.date(year, int(day[:2]), int(day[2:])))


def _golden_week(year: int) -> Days:
    return Days(dt.date(year, 10, 1), dt.date(year, 10, 7))


def _holy_week(year: int) -> Days:
    return week(easter(year))


HOLIDAYS: dict[str, OfYear] = {
    "christmas eve": partial(_fixed, 12, 24),
    "christmas day": partial(_fixed, 12, 25),
    "christmas": partial(_fixed, 12, 25),
    "boxing day": partial(_fixed, 12, 26),
    "new year's eve": partial(_fixed, 12, 31),
    "new year's day": partial(_fixed, 1, 1),
    "lunar new year": _lunar,
    "chinese new year": _lunar,
    "spring festival": _lunar,
    "valentine's day": partial(_fixed, 2, 14),
    "st. patrick's day": partial(_fixed, 3, 17),
    "may day": partial(_fixed, 5, 1),
    "independence day": partial(_fixed, 7, 4),
    "the fourth of july": partial(_fixed, 7, 4),
    "bastille day": partial(_fixed, 7, 14),
    "halloween": partial(_fixed, 10, 31),
    "veterans day": partial(_fixed, 11, 11),
    "armistice day": partial(_fixed, 11, 11),
    "martin luther king day": partial(_nth, 3, MONDAY, 1),
    "presidents' day": partial(_nth, 3, MONDAY, 2),
    "memorial day": partial(_nth, -1, MONDAY, 5),
    "labor day": partial(_nth, 1, MONDAY, 9),
    "columbus day": partial(_nth, 2, MONDAY, 10),
    "thanksgiving day": partial(_nth, 4, THURSDAY, 11),
    "thanksgiving": partial(_nth, 4, THURSDAY, 11),
    "black friday": _after_thanksgiving,
    "ash wednesday": partial(_by_easter, -46),
    "palm sunday": partial(_by_easter, -7),
    "good friday": partial(_by_easter, -2),
    "easter sunday": partial(_by_easter, 0),
    "easter monday": partial(_by_easter, 1),
    "easter": partial(_by_easter, 0),
    "holy week": _holy_week,
    "golden week": _golden_week,
}
"""Names in lower case with straight apostrophes; a name that begins another stands after it."""
