"""Numbers, days and an article's words as they stand in figures and in the report."""

import datetime as dt
import re
from collections.abc import Iterable

from tenor.narrative.numerals import NOTHING

# What an article cannot be allowed to hold as it stands: controls, which are no characters of HTML, XML or SVG; marks
# that turn the direction of what follows, which can make a name read as another one; halves of characters; non-
# characters.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)}


def shown(text: str) -> str:
    r"""Give `text` with what cannot be seen but could do harm replaced, one character by one, so that positions stay.

    Controls become their pictures, marks of direction and halves of characters become U+FFFD. Line ends and tabs stay.

    >>> shown("never\x00again\u202e!")
    'never␀again�!'
    """
    return _CONTROLS.sub(lambda found: _PICTURES.get(found[0], "\ufffd"), text)


def shortened(text: str, most: int) -> str:
    """Give `text` on one line and at most `most` characters long, cut after a word where one ends late enough.

    >>> shortened("We will continue to respond as we must.", 25)
    'We will continue to…'
    """
    line = " ".join(shown(text).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    words = cut if line[most - 1] == " " else cut.rpartition(" ")[0]
    return f"{(words if len(words) > most / 2 else cut).rstrip(' ,;:')}…"


def counted(n: int, thing: str, things: str = "") -> str:
    """Write a number of things.

    >>> counted(1, "stance"), counted(1200, "stance"), counted(0, "country", "countries")
    ('1 stance', '1,200 stances', '0 countries')
    """
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def listed(things: Iterable[str]) -> str:
    """Write several things as one phrase.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *others, last = list(things) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def day(date: dt.date) -> str:
    """Write a day.

    >>> day(dt.date(2023, 7, 3))
    '3 July 2023'
    """
    return f"{date.day} {date:%B} {date.year}"


def in_period(date: dt.date, period: str) -> str:
    """Name the week, month or quarter that begins on `date`.

    >>> in_period(dt.date(2023, 7, 3), "week"), in_period(dt.date(2023, 7, 1), "quarter")
    ('the week of 3 July 2023', 'July to September 2023')
    """
    if period == "week":
        return f"the week of {day(date)}"
    if period == "quarter":
        return f"{date:%B} to {date.replace(month=date.month + 2):%B} {date.year}"
    return f"{date:%B} {date.year}" if period == "month" else day(date)


def when(date: dt.date, period: str) -> str:
    """Name the day, week, month or quarter that begins on `date` in few letters.

    >>> when(dt.date(2023, 7, 3), "week"), when(dt.date(2023, 7, 1), "month"), when(dt.date(2023, 7, 1), "quarter")
    ('3 Jul 2023', 'Jul 2023', 'Jul–Sep 2023')
    """
    if period == "quarter":
        return f"{date:%b}{NOTHING}{date.replace(month=date.month + 2):%b} {date.year}"
    return f"{date:%b} {date.year}" if period == "month" else f"{date.day} {date:%b} {date.year}"


def span_of(first: dt.date, last: dt.date, *, most: int = 99) -> str:
    """Name the days from `first` to `last` in few letters: a day, month or year where they are one.

    Where that takes more than `most` letters it names the months only, and if need be the years.

    >>> span_of(dt.date(2023, 7, 3), dt.date(2023, 7, 3)), span_of(dt.date(2022, 8, 1), dt.date(2022, 8, 31))
    ('3 Jul 2023', 'Aug 2022')
    >>> span_of(dt.date(2022, 1, 1), dt.date(2022, 12, 31)), span_of(dt.date(2023, 1, 1), dt.date(2023, 7, 23))
    ('2022', '1 Jan–23 Jul 2023')
    >>> span_of(dt.date(2023, 7, 3), dt.date(2023, 7, 9)), span_of(dt.date(2023, 6, 25), dt.date(2023, 7, 23), most=15)
    ('3–9 Jul 2023', 'Jun–Jul 2023')
    """
    exact = _exact(first, last)
    if len(exact) <= most:
        return exact
    months = _joined(f"{first:%b}", f"{last:%b}", first.year, last.year)
    return months if len(months) <= most else _joined("", "", first.year, last.year)


def _exact(first: dt.date, last: dt.date) -> str:
    if first == last:
        return when(first, "day")
    whole = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
    if whole and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    if not whole and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{NOTHING}{last.day} {first:%b} {first.year}"
    start, end = ((f"{date:%b}" if whole else f"{date.day} {date:%b}") for date in (first, last))
    return _joined(start, end, first.year, last.year)


def _joined(start: str, end: str, first_year: int, last_year: int) -> str:
    """Join two ends, each named once where they are the same."""
    if first_year != last_year:
        return f"{start} {first_year}{NOTHING}{end} {last_year}".replace(f"{NOTHING} ", NOTHING).strip()
    return f"{start if start == end else f'{start}{NOTHING}{end}'} {first_year}".strip()
