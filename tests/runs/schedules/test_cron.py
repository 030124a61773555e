"""Cron lines: read as cron reads them, fired as a clock on the wall says, whatever that clock does."""

import datetime as dt
import re
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import ParameterError
from tenor.runs.schedules.cron import DAYS, MONTHS, Cron, cron_of

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca")


def times(line: str, zone: str, after: str, n: int = 3) -> list[str]:
    return [time.isoformat() for time in cron_of(line, zone).after(dt.datetime.fromisoformat(after), n)]


@pytest.mark.parametrize(
    "line, words",
    [
        ("0 6 * * 1", "At 06:00, only on Monday (UTC)"),
        ("0 6 * * mon", "At 06:00, only on Monday (UTC)"),
        ("0 6 * * 7", "At 06:00, only on Sunday (UTC)"),
        ("*/15 * * * *", "Every 15 minutes (UTC)"),
        ("0 6 1-7 * *", "At 06:00, between day 1 and 7 of the month (UTC)"),
        ("@weekly", "At 00:00, only on Sunday (UTC)"),
    ],
)
def test_a_line_is_told_in_words(line: str, words: str) -> None:
    assert cron_of(line, "UTC").words == words


@pytest.mark.parametrize(
    "line, first",
    [
        ("0 6 * * 0", "2026-11-29"),  # Sunday is 0 ...
        ("0 6 * * 7", "2026-11-29"),  # ... and 7
        ("0 6 * * 1", "2026-11-30"),
        ("0 6 * * mon", "2026-11-30"),
        ("0 6 * * 1-5", "2026-11-26"),
        ("0 6 * * sat,sun", "2026-11-28"),
        ("0 6 29 2 *", "2028-02-29"),
        ("0 6 31 * *", "2026-12-31"),
        ("0 6 * jan *", "2027-01-01"),
        ("0 6 */10 * *", "2026-12-01"),
    ],
)
def test_a_line_fires_on_its_days(line: str, first: str) -> None:
    assert times(line, "UTC", "2026-11-25T22:00:00+00:00", 1) == [f"{first}T06:00:00+00:00"]


def test_a_time_that_the_clock_skips_fires_when_it_has_gone_on_and_once() -> None:
    assert times("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00+00:00") == [
        "2026-03-29T03:30:00+02:00",
        "2026-03-30T02:30:00+02:00",
        "2026-03-31T02:30:00+02:00",
    ]
    assert times("30 2,3 * * *", "Europe/Berlin", "2026-03-29T00:00:00+00:00", 2) == [
        "2026-03-29T03:30:00+02:00",
        "2026-03-30T02:30:00+02:00",
    ]


def test_a_time_that_comes_twice_fires_once() -> None:
    assert times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00+00:00") == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-26T02:30:00+01:00",
        "2026-10-27T02:30:00+01:00",
    ]


@pytest.mark.parametrize(
    "line, sentence",
    [
        ("0 6 * *", "has 4 fields; give five"),
        ("", "has 0 fields; give five"),
        ("0 25 * * *", "'25' is no hour; give *, a number from 0 to 23"),
        ("60 6 * * *", "'60' is no minute"),
        ("0 6 0 * *", "'0' is no day of the month"),
        ("0 6 * * fri-mon", "'fri-mon' is no day of the week"),
        ("0 6 * * monday", "'monday' is no day of the week"),
        ("*/0 * * * *", "'*/0' is no minute"),
        ("0 6 30 2 *", "never fires"),
        ("0 6 1 * 1", "name one of them"),
        ("0 6 * * 1; rm -rf /", "has 8 fields"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_in_words(line: str, sentence: str) -> None:
    with pytest.raises(ParameterError, match=re.escape(sentence)):
        cron_of(line, "UTC")


@pytest.mark.parametrize("zone", ["", "Berlin", "../etc/passwd", "CET+1", "/etc/localtime"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ParameterError, match="there is no time zone"):
        cron_of("0 6 * * *", zone)


def field(low: int, high: int, names: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    number = st.integers(low, high).map(str)
    spans = st.tuples(st.integers(low, high), st.integers(low, high)).map(lambda two: f"{min(two)}-{max(two)}")
    named = [st.sampled_from(names)] if names else []
    return st.one_of(st.just("*"), number, spans, spans.map(lambda span: f"{span}/2"), *named)


LINES = st.one_of(
    st.tuples(field(0, 59), field(0, 23), field(1, 28), field(1, 12, MONTHS), st.just("*")),
    st.tuples(field(0, 59), field(0, 23), st.just("*"), field(1, 12, MONTHS), field(0, 7, DAYS)),
).map(" ".join)
CRONS = st.builds(cron_of, LINES, st.sampled_from(ZONES))
MOMENTS = st.datetimes(
    *(dt.datetime.fromisoformat(day) for day in ("2020-01-01", "2035-01-01")), timezones=st.just(dt.UTC)
)


@given(CRONS, MOMENTS)
def test_times_come_one_after_the_other_and_are_those_of_the_line(cron: Cron, moment: dt.datetime) -> None:
    found = cron.after(moment, 4)
    assert all(one < other for one, other in pairwise([moment, *found]))
    for time in found:
        read = (time.minute, time.hour, time.day, time.month, time.isoweekday() % 7)
        for value, wanted, name in zip(read, cron.fields, ("minute", "hour", "day", "month", "weekday"), strict=True):
            skipped = name in ("minute", "hour") and _in_a_gap(time)
            assert wanted is None or value in wanted or skipped, (name, time)


@given(CRONS, MOMENTS)
def test_from_a_time_the_next_is_the_one_that_followed_it(cron: Cron, moment: dt.datetime) -> None:
    first, second = cron.after(moment, 2)
    assert cron.after(first, 1) == [second]


@given(CRONS)
def test_words_and_calendar_can_always_be_told(cron: Cron) -> None:
    assert cron.words.endswith(f"({cron.zone})")
    assert cron.calendar.endswith(f":00 {cron.zone}")


def _in_a_gap(time: dt.datetime) -> bool:
    """Tell whether clocks went forward in the hours before `time`: then it may stand for a time that there was not."""
    zone = ZoneInfo(str(time.tzinfo))
    before = (time.astimezone(dt.UTC) - dt.timedelta(hours=2)).astimezone(zone)
    return before.utcoffset() != time.utcoffset()
