"""Time phrases: the readable table in tests/cases/dates.toml, and what holds for any text."""

import datetime as dt
import time
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.records import Article, TimePhrase
from tenor.stances.dates import dates

TABLE = Path(__file__).parents[1] / "cases" / "dates.toml"
CASES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]
PUBLISHED = "2023-07-19"


def found_in(text: str, published: dt.date | None) -> list[TimePhrase]:
    return list(dates(Article("a", text, published=published)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_phrase_means_its_days(case: dict[str, Any]) -> None:
    day = case.get("published", PUBLISHED)
    found = found_in(case["text"], dt.date.fromisoformat(day) if day else None)
    told = [_told(phrase) for phrase in found if phrase.earliest]
    assert [_only(row, wanted) for row, wanted in zip(told, case["expect"], strict=False)] == case["expect"], told
    assert len(told) == len(case["expect"]), told
    if "undated" in case:
        assert [phrase.phrase for phrase in found if not phrase.earliest] == case["undated"]


def test_the_table_is_long_and_says_each_thing_once() -> None:
    assert len(CASES) >= 120
    assert len({case["name"] for case in CASES}) == len(CASES)


def _told(found: TimePhrase) -> dict[str, Any]:
    """Give a phrase in the words of the table: one day as such, more as first..last."""
    days = f"{found.earliest}" if found.earliest == found.latest else f"{found.earliest}..{found.latest}"
    return {"phrase": found.phrase, "days": days, "future": found.future}


def _only(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in wanted}


# --- what holds for any text ---

PIECES = [
    "Monday", "May", "July 4", "2001", "the 1990s", "last", "next", "this", "the", "week", "year", "two days", " ago",
    " after the summit", "summit", "from", "to", "between", "and", "since", "until", "early", "late", "the end of",
    "first quarter", "of", "in", "on", "will", "said", ".", ",", "\n", "\n\n", "-", "–", "'s", "’", "(", ")", "9999",
    "99 years ago", "9999 centuries ago", "in 9999 years", "Christmas", "Feb. 29", "31", "6 p.m.", "UTC", "fiscal",
    "\x00", "é", "中国", "🙂", "\u2028", "Lunar New Year 2190", "the 17th century", "12/31/99", "0", "a", "half",
]  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
MADE_UP = st.lists(st.sampled_from(PIECES), max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)
TABLED = st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=4).map("\n\n".join)
DAYS = st.none() | st.dates() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))
ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ANY
@given(TEXTS | MADE_UP | TABLED, DAYS)
def test_phrases_slice_back_stand_in_order_and_mean_a_first_and_a_last_day(
    text: str, published: dt.date | None
) -> None:
    found = found_in(text, published)
    for phrase in found:
        assert phrase.span.of(text) == phrase.phrase != ""
        assert (phrase.earliest is None) == (phrase.latest is None)
        if phrase.earliest and phrase.latest:
            assert dt.date(1700, 1, 1) <= phrase.earliest <= phrase.latest <= dt.date(2200, 12, 31)
            assert phrase.future or published is None or phrase.earliest <= published
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))


@ANY
@given(TABLED)
def test_without_a_day_of_publication_the_same_phrases_are_found(text: str) -> None:
    told = [[phrase.span for phrase in found_in(text, day)] for day in (None, dt.date(2023, 7, 19))]
    assert told[0] == told[1]


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%m/%d/%Y", "%A, %B %d, %Y", "the %dth of %B, %Y"]),
)
def test_a_whole_date_means_its_day_whenever_it_is_published(day: dt.date, published: dt.date, form: str) -> None:
    [found] = found_in(f"The pier broke on {day:{form}} and was mended.", published)
    assert (found.earliest, found.latest) == (day, day)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["said", "will meet", "is", ""]))
def test_a_weekday_is_one_of_that_name_less_than_a_week_away(published: dt.date, verb: str) -> None:
    for number, name in enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]):
        [found] = found_in(f"Ann Lee {verb} on {name}.", published)
        assert found.earliest == found.latest
        assert found.earliest is not None
        assert found.earliest.weekday() == number
        assert abs((found.earliest - published).days) < 7


HOSTILE: dict[str, Callable[[int], str]] = {
    "spaces": lambda n: "the " + " " * n + "week",
    "the": lambda n: "the " * n,
    "days": lambda n: "day " * (n // 4),
    "weekdays": lambda n: "Monday " * (n // 8),
    "weekdays joined": lambda n: "Monday-" * (n // 8),
    "years": lambda n: "2001 " * (n // 4),
    "years joined": lambda n: "2001-" * (n // 4),
    "digits": lambda n: "1" * n,
    "numbers": lambda n: "two " * n,
    "ranges": lambda n: "from May to " * (n // 12),
    "of": lambda n: "the first week of " * (n // 4),
    "leads": lambda n: "the end of early " * (n // 4),
    "since": lambda n: "since " * n,
    "after the summit": lambda n: "two days after the summit " * (n // 26),
    "a summit and many after it": lambda n: "The vote was on May 3. Two days after the vote it rained. " * (n // 60),
    "ago": lambda n: "two years ago " * (n // 12),
    "verbs": lambda n: "will be held " * (n // 4) + "on Monday",
    "letters": lambda n: "a" * n + "ed on Monday",
    "no full stop": lambda n: "it rained and rained " * (n // 8) + "on Monday",
    "line breaks": lambda n: "last\n" * n,
    "quotation marks": lambda n: "'90s" * (n // 4),
    "slashes": lambda n: "1/" * n,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length(make: Callable[[int], str]) -> None:
    _seconds(make(100))
    short, long = (min(_seconds(make(n)) for _ in range(2)) for n in (10_000, 40_000))
    assert long < 8 * short + 0.5


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["The pier broke on Monday, two days after the summit of May 3. ", "the ", "2001 "])
def test_a_million_characters_are_read(unit: str) -> None:
    assert _seconds(unit * (1_000_000 // len(unit))) < 120


def _seconds(text: str) -> float:
    start = time.process_time()
    found_in(text, dt.date(2023, 7, 19))
    return time.process_time() - start
