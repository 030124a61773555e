"""Repeated looks: what two in a row agree on is a change, and nothing else is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.narrative.looks import FADES, Break, Change, Course, Look, changes

LETTERS = {"a": ("flat", "both"), "b": ("falling", "both"), "c": ("falling", "China"), "t": ("too little to tell", "")}
JULY = Break("China", dt.date(2023, 7, 3), "week", -0.3)


def look(number: int, letter: str = "a", *, breaks: Sequence[Break] = (), scorer: str = "1", corpus: str = "") -> Look:
    verdict, side = LETTERS[letter]
    return Look(
        f"run {number}", f"week {number}", corpus or f"d{number}", verdict, side, tuple(breaks), {"scorer": scorer}
    )


def moved(weeks: int, *, period: str = "week") -> Break:
    return Break("China", JULY.day + dt.timedelta(weeks=weeks), period, -0.2)


def told(looks: Sequence[Look]) -> list[tuple[int, Change]]:
    return [(number, change) for number, change in enumerate(changes(looks)) if change]


@pytest.mark.parametrize(
    "seen, announced",
    [
        ("", ""),
        ("a", ""),
        ("aa", ""),
        ("ab", ""),
        ("aab", ""),
        ("aabb", "b"),
        ("aabab", ""),
        ("aababab", ""),
        ("abababab", ""),
        ("aabbb", "b"),
        ("aabba", "b"),
        ("aabbaa", "ba"),
        ("aacc", "c"),
        ("aabc", ""),
        ("bbccbb", "cb"),
        ("bbtt", "t"),
        ("abb", ""),
        ("abbaa", "a"),
    ],
)
def test_a_verdict_is_a_change_when_two_looks_agree_and_it_did_not_stand(seen: str, announced: str) -> None:
    found = told([look(number, letter) for number, letter in enumerate(seen)])
    assert [(change.after.verdict, change.after.side) for _, change in found] == [LETTERS[each] for each in announced]
    assert all(change.of_verdict for _, change in found)


def test_a_change_names_what_stood_what_stands_and_the_two_runs_that_agree() -> None:
    ((at, change),) = told([look(n, letter) for n, letter in enumerate("aaabb")])
    assert at == 4
    assert (change.before.verdict, change.after.verdict) == ("flat", "falling")
    assert change.runs == ("run 3", "run 4")
    assert change.because == ()


def test_two_runs_over_the_same_articles_are_one_look() -> None:
    seen = [look(1), look(2), look(3, "b", corpus="same"), look(4, "b", corpus="same")]
    assert told(seen) == []
    assert [change.runs for _, change in told([*seen, look(5, "b")])] == [("run 4", "run 5")]


def test_two_runs_of_one_turn_are_one_look_for_which_the_last_stands() -> None:
    again = Look("by hand", "week 3", "a little more", *LETTERS["a"])
    seen = [look(1), look(2), look(3, "b"), again]
    assert told([*seen, look(4, "b")]) == []
    assert told([*seen[:3], look(4, "b")]) != []


def test_an_unknown_corpus_is_never_the_same_as_another() -> None:
    seen = [Look(f"run {n}", f"week {n}", "", *LETTERS[letter]) for n, letter in enumerate("aabb")]
    assert len(told(seen)) == 1


@pytest.mark.parametrize(
    "scorers, because",
    [
        ("1111", ()),  # news
        ("1122", ("scorer",)),  # read otherwise from the first of the two on
        ("1112", ()),  # the first of the two was read as before, and said so already
        ("1222", ()),  # the new reading saw the old verdict too, before it changed
    ],
)
def test_a_change_says_whether_the_reading_had_changed(scorers: str, because: tuple[str, ...]) -> None:
    verdicts = "aabb"
    seen = [look(n, letter, scorer=one) for n, (letter, one) in enumerate(zip(verdicts, scorers, strict=True))]
    ((_, change),) = told(seen)
    assert change.because == because


def test_a_reading_under_which_the_old_verdict_stood_again_is_no_reason_any_more() -> None:
    seen = [look(n, letter, scorer=one) for n, (letter, one) in enumerate(zip("aaaabb", "112222", strict=True))]
    ((_, change),) = told(seen)
    assert change.because == ()


def test_a_new_break_is_told_when_two_looks_have_it_and_once() -> None:
    seen = [look(1), look(2), *(look(n, breaks=[moved(n % 2)]) for n in range(3, 8))]
    ((at, change),) = told(seen)
    assert at == 3
    assert not change.of_verdict
    assert [one.day for one in change.new] == [moved(0).day]


def test_a_break_that_wanders_two_bins_is_the_same_and_farther_it_is_another() -> None:
    stood = [look(1, breaks=[JULY]), look(2, breaks=[JULY])]
    assert told([*stood, look(3, breaks=[moved(2)]), look(4, breaks=[moved(-2)])]) == []
    ((_, change),) = told([*stood, look(3, breaks=[moved(4)]), look(4, breaks=[moved(4)])])
    assert (change.new, change.gone) == ((moved(4),), ())


def test_a_break_is_looked_for_as_finely_as_the_longer_bin() -> None:
    stood = [look(1, breaks=[JULY]), look(2, breaks=[JULY])]
    by_month = Break("China", dt.date(2023, 7, 1), "month", -0.3)
    assert told([*stood, look(3, breaks=[by_month]), look(4, breaks=[by_month])]) == []


@pytest.mark.parametrize("other", [Break("US", JULY.day, "week", -0.3), Break("China", JULY.day, "week", 0.3)])
def test_another_side_or_another_way_is_another_break(other: Break) -> None:
    assert not JULY.is_same(other)


@pytest.mark.parametrize(
    "chances, at",
    [
        ((0.01, 0.01), 4),
        ((0.04, 0.04), None),  # asked every week, chance makes such a step sooner or later
        ((0.01, 0.04), None),
        ((0.04, 0.01), None),
        ((0.04, 0.01, 0.001), 5),
        ((0.04, 0.04, 0.01, 0.01, 0.04), 6),
    ],
)
def test_a_new_break_is_told_when_two_looks_are_sure_of_it(chances: tuple[float, ...], at: int | None) -> None:
    seen = [look(1), look(2), *(look(n, breaks=[replace(JULY, p=p)]) for n, p in enumerate(chances, start=3))]
    assert [index + 1 for index, _ in told(seen)] == ([at] if at else [])


def test_a_break_that_stands_is_kept_by_looks_that_are_not_sure_of_it() -> None:
    stood = [look(1, breaks=[JULY]), look(2, breaks=[JULY])]
    assert told([*stood, *(look(n, breaks=[replace(JULY, p=0.04)]) for n in range(3, 6 + FADES))]) == []


def test_a_break_that_is_missed_for_a_while_still_stands() -> None:
    stood = [look(1, breaks=[JULY]), look(2, breaks=[JULY])]
    missed = [look(n) for n in range(3, 2 + FADES)]
    assert told([*stood, *missed, look(50, breaks=[JULY]), look(51, breaks=[JULY])]) == []


def test_a_break_that_is_missing_for_long_is_withdrawn_and_may_come_again() -> None:
    stood = [look(1, breaks=[JULY]), look(2, breaks=[JULY])]
    missed = [look(n) for n in range(3, 3 + FADES)]
    again = [look(n, breaks=[JULY]) for n in (50, 51)]
    (_, withdrawn), (_, found) = told([*stood, *missed, *again])
    assert (withdrawn.new, withdrawn.gone) == ((), (JULY,))
    assert (found.new, found.gone) == ((JULY,), ())


def test_verdict_and_break_that_change_together_are_one_change() -> None:
    ((_, change),) = told([look(1), look(2), look(3, "b", breaks=[JULY]), look(4, "b", breaks=[JULY])])
    assert change.of_verdict
    assert change.new == (JULY,)


SEEN = st.lists(st.sampled_from("abct"), max_size=30)


@given(SEEN)
def test_no_change_without_two_looks_in_a_row_that_agree_on_another_verdict(seen: list[str]) -> None:
    stands = None
    for number, change in enumerate(changes(look(n, letter) for n, letter in enumerate(seen))):
        agree = number > 0 and seen[number - 1] == seen[number]
        expected = agree and stands is not None and seen[number] != stands
        assert bool(change) == expected
        stands = seen[number] if agree else stands


@given(SEEN, st.integers(0, 29))
def test_runs_that_say_the_same_again_change_nothing(seen: list[str], at: int) -> None:
    looks = [look(n, letter) for n, letter in enumerate(seen)]
    twice = [*looks[: at + 1], *looks[at : at + 1], *looks[at + 1 :]]
    verdicts = [[(c.before.verdict, c.after.verdict) for c in changes(each) if c] for each in (looks, twice)]
    assert verdicts[0] == verdicts[1]


@given(SEEN)
def test_each_change_begins_where_the_last_one_ended(seen: list[str]) -> None:
    found = [change for change in changes(look(n, letter) for n, letter in enumerate(seen)) if change]
    assert all(one.after == other.before or one.after.verdict == other.before.verdict for one, other in pairwise(found))


def test_a_course_can_be_taken_up_anywhere() -> None:
    course = Course()
    for number, letter in enumerate("aab"):
        course, _ = course.after(look(number, letter))
    assert [each.run for each in course.looks] == ["run 0", "run 1", "run 2"]
    _, change = Course(course.looks, course.standing).after(look(3, "b"))
    assert change
