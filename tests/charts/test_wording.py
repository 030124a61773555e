import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.charts.wording import counted, in_period, listed, shortened, shown, span_of, when
from tenor.narrative.numerals import signed


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_shown_keeps_every_position_and_leaves_nothing_that_cannot_be_encoded(text: str) -> None:
    seen = shown(text)
    assert len(seen) == len(text)
    seen.encode()
    assert shown(seen) == seen


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\x7f", "\x85", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800", "\ufffe"]
)
def test_shown_replaces_controls_marks_of_direction_and_halves_of_characters(hidden: str) -> None:
    seen = shown(f"a{hidden}b")
    assert hidden not in seen
    assert seen[1] not in " ab"


def test_shown_leaves_lines_tabs_and_other_scripts_alone() -> None:
    text = "line\nline\ttab\r\n王毅 עברית é 😀"
    assert shown(text) == text


@given(st.text(), st.integers(min_value=3, max_value=60))
def test_shortened_is_never_longer_than_asked_and_on_one_line(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert "\n" not in short


@pytest.mark.parametrize(
    "text, most, expected",
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("cut after a word, here", 18, "cut after a word…"),
        ("unbreakableunbreakable", 10, "unbreakab…"),
        ("  many\n\n blanks ", 20, "many blanks"),
    ],
)
def test_shortened(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected


@pytest.mark.parametrize(
    "number, expected",
    [(0.125, "+0.12"), (-0.2, "−0.20"), (0.0, "0.00"), (-0.001, "0.00"), (float("nan"), "–"), (-1.0, "−1.00")],
)
def test_signed(number: float, expected: str) -> None:
    assert signed(number) == expected


def test_counted_listed_and_in_period() -> None:
    assert counted(1, "stance") == "1 stance"
    assert counted(2000, "stance") == "2,000 stances"
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert in_period(dt.date(2023, 10, 1), "quarter") == "October to December 2023"
    assert in_period(dt.date(2023, 10, 1), "month") == "October 2023"
    assert in_period(dt.date(2023, 10, 1), "day") == "1 October 2023"


@pytest.mark.parametrize(
    "first, last, expected",
    [
        ("2023-07-03", "2023-07-03", "3 Jul 2023"),
        ("2023-07-03", "2023-07-09", "3–9 Jul 2023"),
        ("2023-07-30", "2023-08-02", "30 Jul–2 Aug 2023"),
        ("2022-12-30", "2023-01-02", "30 Dec 2022–2 Jan 2023"),
        ("2023-07-01", "2023-07-31", "Jul 2023"),
        ("2023-02-01", "2023-02-28", "Feb 2023"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2022-01-01", "2023-12-31", "Jan 2022–Dec 2023"),
        ("2021-09-01", "2021-11-30", "Sep–Nov 2021"),
        ("0800-01-01", "0800-12-31", "800"),
    ],
)
def test_span_of(first: str, last: str, expected: str) -> None:
    assert span_of(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == expected


def test_when() -> None:
    periods = ("day", "week", "month", "quarter")
    assert [when(dt.date(2023, 10, 1), period) for period in periods] == [
        "1 Oct 2023",
        "1 Oct 2023",
        "Oct 2023",
        "Oct–Dec 2023",
    ]


@pytest.mark.parametrize(
    "first, last, most, expected",
    [
        ("2022-07-23", "2023-07-23", 17, "Jul 2022–Jul 2023"),
        ("2022-07-23", "2023-07-23", 12, "2022–2023"),
        ("2023-06-25", "2023-07-23", 17, "Jun–Jul 2023"),
        ("2023-06-05", "2023-06-23", 10, "Jun 2023"),
        ("2023-06-05", "2023-06-23", 5, "2023"),
    ],
)
def test_span_of_names_months_or_years_where_there_is_little_room(
    first: str, last: str, most: int, expected: str
) -> None:
    assert span_of(dt.date.fromisoformat(first), dt.date.fromisoformat(last), most=most) == expected
