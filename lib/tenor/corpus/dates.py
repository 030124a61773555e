"""The day of publication, as metadata writes it. No clock is read: what a date leaves open is never filled in."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1800, 2200
LONGEST = 100
NONE = {"", "none", "null", "nan", "nat", "na", "n/a", "-"}

_TIME = r"(?:Z|[+-]\d\d:\d\d|[T\s,]+\d{1,2}:\d\d.*)?\Z"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\Z")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)


def day_of(value: object) -> dt.date | None:
    """Give the day that `value` means, None for none. An hour and a time zone are dropped, not converted.

    Raises ValueError, with the reason and the way out, for a date that does not exist, can be read in two ways, names
    no certain day, or is not between 1800 and 2200.

    >>> day_of("Sun, 23 Jul 2023 23:30:00 -0700")
    datetime.date(2023, 7, 23)
    """
    if value is None:
        return None
    if isinstance(value, dt.date):
        day: dt.date | None = value.date() if isinstance(value, dt.datetime) else value
    elif isinstance(value, str | int) and not isinstance(value, bool):
        day = _parsed(str(value))
    else:
        raise ValueError(f"is not a date but {type(value).__name__}; write YYYY-MM-DD")
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"is not between {FIRST_YEAR} and {LAST_YEAR}; write YYYY-MM-DD")
    return day


@lru_cache(maxsize=4096)
def _parsed(value: str) -> dt.date | None:
    text = unicodedata.normalize("NFKC", value[: LONGEST + 1]).strip()
    if text.lower() in NONE:
        return None
    if match := _YEAR_FIRST.match(text) or _DIGITS.match(text):
        numbers = [int(group) for group in match.groups() if group.isdigit()]
        return _day(*numbers)
    if not _MONTH.search(text) and (match := _YEAR_LAST.search(text)):
        return _year_last(int(match[1]), int(match[3]), int(match[4]))
    return _in_words(text)


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError("is no day of the calendar; write YYYY-MM-DD") from None


def _year_last(first: int, second: int, year: int) -> dt.date:
    if first <= 12 and second <= 12 and first != second:
        one, other = _day(year, second, first), _day(year, first, second)
        raise ValueError(
            f"is {one.day} {one:%B} or {other.day} {other:%B}, depending on who reads it; write YYYY-MM-DD"
        )
    return _day(year, second, first) if second <= 12 else _day(year, first, second)


def _in_words(text: str) -> dt.date:
    found = _by_dateparser(text) if _MONTH.search(text) and len(text) <= LONGEST else None
    # A year of two digits is a guess, and so is all else that the words do not contain.
    if found is None or not all(_stands_in(text, number) for number in (found.year, found.day)):
        raise ValueError("names no certain day; write YYYY-MM-DD")
    return found.date()


def _stands_in(text: str, number: int) -> bool:
    return re.search(rf"(?<!\d)0?{number}(?!\d)", text) is not None


def _by_dateparser(text: str) -> dt.datetime | None:
    import dateparser

    settings = {
        "PARSERS": ["absolute-time"],  # no "yesterday"
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": dt.datetime(FIRST_YEAR, 1, 1),  # noqa: DTZ001
    }
    try:
        found: dt.datetime | None = dateparser.parse(text, languages=["en"], settings=settings)
    except (ValueError, OverflowError, TypeError, LookupError, AttributeError, RecursionError):
        return None  # what it cannot parse, it sometimes trips over
    return found
