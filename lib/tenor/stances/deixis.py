"""What the phrases mean that count from the day of publication, or from what was dated before: "last week", "later".

Functions as in `meanings.py`.
"""

import datetime as dt
from functools import partial

from tenor.stances import calendar
from tenor.stances.calendar import Days, moved, one, shifted
from tenor.stances.grammar import month_number, number, unit_name, weekday_number
from tenor.stances.meanings import AHEAD, BACK, Match, beside, nth_of
from tenor.stances.reading import Reading, UndatedError

RECENT = {"day": 7, "week": 4, "month": 4, "year": 4, "weekend": 4, "quarter": 3, "decade": 3, "century": 2, "night": 3}
"""How many units "recent", "past" or "coming" weeks are, where no number is given."""
SPOKEN_OF = frozenset(("previous", "preceding", "following", "same"))


def near_day(found: Match, reading: Reading) -> Days:
    """Give the days of today, last night, the day after tomorrow."""
    words = found["words"].lower()
    away = 2 if words.startswith("the day") else 1
    if "yesterday" in words or "last night" in words:
        return one(reading.day - dt.timedelta(days=away))
    return one(reading.day + dt.timedelta(days=away if "tomorrow" in words else 0))


def weekday(found: Match, reading: Reading) -> Days:
    """Give the days of Monday: the most recent one, today included, or the next one where the verb is in the future."""
    wanted = weekday_number(found["weekday"])
    if reading.within:
        if reading.within.length == 1:
            return reading.within
        return one(nth_of(reading.within, 1, wanted))
    gap = (wanted - reading.day.weekday()) % 7
    ahead = reading.tense == "future"
    return one(reading.day + dt.timedelta(days=gap if ahead or gap == 0 else gap - 7))


def clock(_found: Match, reading: Reading) -> Days:
    """Give the days of 6 p.m.: the day that is spoken of, else that of publication."""
    near = reading.within or reading.near()
    return near if near and near.length == 1 else one(reading.day)


def weekend(_found: Match, reading: Reading) -> Days:
    """Give the days of The weekend: the last one, or the next one where the verb is in the future."""
    if reading.within:
        return calendar.weekend(reading.within.first)
    this = calendar.weekend(reading.day)
    if reading.tense == "future" or this.first <= reading.day:
        return this
    return moved(this, -1, "week")


def deictic(found: Match, reading: Reading) -> Days:
    """Give the days of This week, last August, next Friday, the previous month."""
    which = " ".join(found["which"].lower().split())
    if which == "next" and found["words"].lower().startswith("the"):
        which = "following"
    if found["weekday"]:
        return _weekday_of(which, weekday_number(found["weekday"]), reading)
    if found["month"]:
        number = month_number(found["month"])
        return beside(reading, which, lambda year: calendar.months(year, number))
    if found["season"]:
        return beside(reading, which, partial(calendar.season, found["season"].lower()))
    return _unit_of(found["fiscal"] is not None, which, unit_name(found["one"]), reading)


def trailing(found: Match, reading: Reading) -> Days:
    """Give the days of The past year, the last two weeks, recent months."""
    unit = unit_name(found["unit"])
    n = number(found["number"]) if found["number"] else RECENT.get(unit, 3) if _is_plural(found["unit"]) else 1
    first = shifted(reading.day, -n, unit)
    return Days(min(first + dt.timedelta(days=unit == "day"), reading.day), reading.day)


def ahead(found: Match, reading: Reading) -> Days:
    """Give the days of The coming weeks, the next five years."""
    unit = unit_name(found["unit"])
    n = number(found["number"]) if found["number"] else RECENT.get(unit, 3) if _is_plural(found["unit"]) else 1
    return Days(reading.day + dt.timedelta(days=1), shifted(reading.day, max(1, n), unit))


def ago(found: Match, reading: Reading) -> Days:
    """Give the days of Three years ago: the year, month, week or day of then; a week ago is the day."""
    unit = unit_name(found["unit"])
    if unit == "week" and number(found["number"]) == 1:
        return one(reading.day - dt.timedelta(days=7))
    half = "half" in found["words"].lower()
    then = shifted(reading.day, -number(found["number"]), unit)
    return calendar.unit(shifted(then, -6, "month") if half and unit == "year" else then, unit)


def from_now(found: Match, reading: Reading) -> Days:
    """Give the days of In three weeks, two months from now; a length of time where the verb is not in the future."""
    certain = found["now"] or found["time"]
    if not certain and reading.tense != "future":
        raise UndatedError
    unit, n = unit_name(found["unit"]), number(found["number"])
    then = shifted(reading.day, n, unit)
    if found["within"]:
        return Days(reading.day, then)
    return calendar.unit(then, unit)


def later(found: Match, reading: Reading) -> Days:
    """Give the days of "two days later": from what was dated just before, else from the day of publication."""
    back = found["which"].lower() in ("earlier", "before", "previous", "previously", "prior", "beforehand")
    unit, n = unit_name(found["unit"]), number(found["number"] or "1")
    base = reading.near() or one(reading.day)
    if not reading.near():
        return calendar.unit(shifted(reading.day, -n if back else n, unit), unit)
    return moved(base, -n if back else n, unit)


def year_before(_found: Match, reading: Reading) -> Days:
    """Give the days of The year-earlier quarter, the same period last year."""
    base = reading.last(largest=4, smallest=2) or reading.near()
    return moved(base, -1, "year") if base else calendar.year(reading.day.year - 1)


def same(found: Match, reading: Reading) -> Days:
    """Give the days of That day, the same week, the entire year: the one that is spoken of."""
    unit = unit_name(found["one"])
    if unit == "quarter":
        return reading.last(smallest=4, largest=4) or calendar.unit(shifted(reading.day, -3, "month"), "quarter")
    base = reading.near()
    if unit in ("day", "night"):
        near = reading.last(largest=1.5)
        return near if near and reading.said else one(reading.day)
    if base and base.length <= calendar.unit(base.first, unit).length and found["that"]:
        return calendar.unit(base.first, unit)
    return calendar.unit(reading.day, unit)


def day_part(found: Match, reading: Reading) -> Days:
    """Give the days of That evening, the next morning: of the day that is spoken of, the one after or before."""
    which = found["which"].lower().removeprefix("the ")
    step = 1 if which in AHEAD else -1 if which in BACK else 0
    near = reading.last(largest=1.5)
    return one((near.first if near else reading.day) + dt.timedelta(days=step))


def end(found: Match, reading: Reading) -> Days:
    """Give the days of Year's end."""
    return calendar.part(calendar.unit(reading.day, unit_name(found["one"])), "end")


def _unit_of(fiscal: bool, which: str, unit: str, reading: Reading) -> Days:
    step = -1 if which in BACK else 1 if which in AHEAD else 0
    if fiscal:
        year = reading.day.year + (reading.day.month >= 10) + step
        return calendar.fiscal_year(year)
    if which in ("latest", "most recent"):
        return calendar.unit(shifted(reading.day, -1, unit), unit)
    near = reading.near() if which in SPOKEN_OF else None
    if unit == "day" and which in SPOKEN_OF:
        near = near or reading.last(largest=1.5)
        if near is None:
            raise UndatedError  # "the next day", after nothing
    base = near.first if near else reading.day
    if unit == "weekend":
        return moved(calendar.weekend(base), -1 if step < 0 and base.weekday() < 5 else step, "week")
    if unit == "night":
        return one(reading.day + dt.timedelta(days=step))
    return calendar.unit(shifted(base, step, unit), unit)


def _weekday_of(which: str, wanted: int, reading: Reading) -> Days:
    near = reading.near() if which in SPOKEN_OF else None
    base = near.first if near else reading.day
    gap = (wanted - base.weekday()) % 7
    if which in BACK:
        return one(base + dt.timedelta(days=gap - 7))
    if which in AHEAD:
        return one(base + dt.timedelta(days=gap or 7))
    this = one(base + dt.timedelta(days=gap))
    return moved(this, -1, "week") if reading.tense in ("past", "told") and gap else this


def _is_plural(unit: str) -> bool:
    return unit.lower().endswith("s")
