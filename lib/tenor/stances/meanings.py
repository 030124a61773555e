"""What the phrases that stand on the calendar mean: dates, months, years, quarters, seasons, holidays.

Each function gives the first and the last day, from a match and its reading, in the order of the table in `rules.py`;
it raises UndatedError where the phrase names no days. Phrases counted from the day of publication are in `deixis.py`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from tenor.stances import calendar, holidays
from tenor.stances.calendar import Days, one, shifted
from tenor.stances.grammar import DECADES, month_number, number, ordinal_number, unit_name, weekday_number
from tenor.stances.reading import Reading, UndatedError

Match = Mapping[str, Any]
"""The groups of a match by name; "words" is the whole of it."""
BACK = frozenset(("last", "previous", "preceding", "past", "this past"))
AHEAD = frozenset(("next", "following", "coming", "this coming", "upcoming"))


def full_date(found: Match, _reading: Reading) -> Days:
    """Give the days of 2023-07-23."""
    return one(dt.date(int(found["year"]), int(found["mm"]), int(found["dd"])))


def slashes(found: Match, _reading: Reading) -> Days:
    """Give the days of 7/23/2023, the month first unless it cannot be one."""
    month, day, year = (int(found[name]) for name in ("first", "second", "yyyy"))
    if month > 12:
        month, day = day, month
    return one(dt.date(_full_year(year), month, day))


def attacks(_found: Match, _reading: Reading) -> Days:
    """Give the days of 9/11."""
    return one(dt.date(2001, 9, 11))


def month_and_day(found: Match, reading: Reading) -> Days:
    """Give the days of July 23, 23 July 2023, July 7-9."""
    month, day = month_number(found["month"]), int(found["dom"].rstrip("stndrh"))
    to = int(found["to"].rstrip("stndrh")) if found["to"] else day

    def of_year(year: int) -> Days:
        return Days(dt.date(year, month, day), dt.date(year, month, max(day, to)))

    return of_year(int(found["year"])) if found["year"] else reading.nearest(of_year)


def month(found: Match, reading: Reading) -> Days:
    """Give the days of July, July 2023, July '23."""
    number = month_number(found["month"])
    if found.get("year"):
        return calendar.months(int(found["year"]), number)
    if found.get("yy"):
        return calendar.months(_full_year(int(found["yy"][1:])), number)
    return reading.nearest(lambda year: calendar.months(year, number))


def year(found: Match, _reading: Reading) -> Days:
    """Give the days of 2023, '82."""
    return calendar.year(_full_year(int(found["yy"][1:])) if found["yy"] else int(found["year"]))


def two_years(found: Match, _reading: Reading) -> Days:
    """Give the days of 1990-91."""
    first = int(found["year"])
    last = first // 100 * 100 + int(found["short"])
    return Days(calendar.year(first).first, calendar.year(last if last > first else last + 100).last)


def decade(found: Match, reading: Reading) -> Days:
    """Give the days of The 1980s, the '80s, the eighties."""
    if found["decade"]:
        number = int(found["decade"])
        return calendar.century(number // 100 + 1) if number % 100 == 0 and number < 2000 else calendar.decade(number)
    short = DECADES[found["word"].lower()] if found["word"] else int(found["short"])
    this = reading.published is not None and 2000 + short <= reading.published.year
    return calendar.decade((2000 if this else 1900) + short)


def century(found: Match, _reading: Reading) -> Days:
    """Give the days of The 20th century."""
    names = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}
    word = found["nth"].lower()
    return calendar.century(names[word] if word in names else int(word[:2]))


def fiscal_year(found: Match, _reading: Reading) -> Days:
    """Give the days of Fiscal 2024, FY24."""
    return calendar.fiscal_year(_full_year(int(found["number"].lstrip("'’"))))


def quarter(found: Match, reading: Reading) -> Days:
    """Give the days of The first quarter, Q3, the second half."""
    words = found["words"].lower()
    length = 6 if "half" in words or words.startswith("h") else 3
    digit = re.search(r"[1-4]", words) if not found["ordinal"] else None
    n = int(digit.group()) if digit else ordinal_number(found["ordinal"])
    n = n if n > 0 else 12 // length
    if n > 12 // length:
        raise UndatedError
    if reading.within and reading.within.length > 300:
        return calendar.months(reading.within.first.year, reading.within.first.month + length * (n - 1), length)
    return reading.nearest(lambda year: calendar.months(year, length * (n - 1) + 1, length))


def season(found: Match, reading: Reading) -> Days:
    """Give the days of The spring, summer."""
    return reading.nearest(partial(calendar.season, found["season"].lower()))


def holiday(found: Match, reading: Reading) -> Days:
    """Give the days of Christmas, Lunar New Year."""
    name = " ".join(found["holiday"].lower().replace("’", "'").split())
    if found["year"]:
        days = holidays.HOLIDAYS[name](int(found["year"]))
        return days or undated()
    which = (found["which"] or "").lower()
    if which in BACK or which in AHEAD:
        return beside(reading, which, holidays.HOLIDAYS[name])
    return reading.nearest(holidays.HOLIDAYS[name])


def ordinal_unit(found: Match, reading: Reading) -> Days:
    """Give the days of The last week of, the first three months of."""
    if reading.within is None:
        raise UndatedError
    unit, n = unit_name(found["unit"]), number(found["number"]) if found["number"] else 1
    place = ordinal_number(found["ordinal"])
    if unit == "weekend":
        return calendar.weekend(nth_of(reading.within, place, 5))
    if place < 0:
        after = reading.within.last + dt.timedelta(days=1)
        return Days(shifted(after, -n, unit), reading.within.last)
    first = shifted(reading.within.first, (place - 1) * n, unit)
    return Days(first, shifted(first, n, unit) - dt.timedelta(days=1))


def nth_weekday(found: Match, reading: Reading) -> Days:
    """Give the days of The second Tuesday of."""
    if reading.within is None:
        raise UndatedError
    return one(nth_of(reading.within, ordinal_number(found["nth"]), weekday_number(found["weekday"])))


def nothing(_found: Match, _reading: Reading) -> Days:
    """Give the days of recently, three years: a phrase of time that names no days."""
    raise UndatedError


def beside(reading: Reading, which: str, of_year: holidays.OfYear) -> Days:
    """Give the last, this or the next of what comes once a year."""
    year = reading.day.year
    found = [days for n in (year - 2, year - 1, year, year + 1, year + 2) if (days := of_year(n))]
    if which in BACK:
        past = [days for days in found if days.last < reading.day]
        return past[-1] if past else undated()
    if which in AHEAD:
        coming = [days for days in found if days.first > reading.day]
        return coming[0] if coming else undated()
    return min(found, key=lambda days: abs(calendar.distance(days, reading.day)), default=None) or undated()


def nth_of(within: Days, n: int, weekday: int) -> dt.date:
    """Give the `n`th of a weekday within a stretch, -1 the last."""
    if n < 0:
        return within.last - dt.timedelta(days=(within.last.weekday() - weekday) % 7)
    return within.first + dt.timedelta(days=(weekday - within.first.weekday()) % 7 + 7 * (n - 1))


def undated() -> Days:
    """Raise UndatedError, where a stretch was asked for."""
    raise UndatedError


def _full_year(number: int) -> int:
    if number >= 100:
        return number
    return number + (1900 if number > 40 else 2000)
