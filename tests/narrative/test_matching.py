"""Breaks of two runs: still there, appeared, vanished."""

from typing import Any

import pandas as pd

from tenor import tables
from tenor.narrative.matching import matched

EMPTY = dict.fromkeys(("before", "after", "shift", "low", "high", "p", "p_all"))


def broken(day: str | None, shift: float | None = -0.4, breaks: str = "yes", **other: object) -> dict[str, Any]:
    """A row of the table breaks."""
    told = {"scorer": "toy", "side": "North", "period": "week", "n_bins": 30, "straight": False, "note": ""}
    return {**EMPTY, **told, "bin": day, "shift": shift, "breaks": breaks, **other}


def told(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    one, other = (tables.frame("breaks", rows) for rows in (before, after))
    return list(matched(one, other, scorers=("toy", "toy"), sides=("North", "South")))


def outcomes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    return [row["outcome"] for row in told(before, after)]


def test_a_break_that_wandered_by_no_more_than_two_bins_is_still_there() -> None:
    for day in ("2023-05-01", "2023-05-15", "2023-04-17"):
        (row,) = told([broken("2023-05-01")], [broken(day, -0.5)])
        assert row["outcome"] == "still there"
        assert (row["bin_before"], row["bin_after"]) == (pd.Timestamp("2023-05-01"), pd.Timestamp(day))
        assert (row["shift_before"], row["shift_after"], row["note"]) == (-0.4, -0.5, "")


def test_one_three_bins_away_or_the_other_way_is_another() -> None:
    assert outcomes([broken("2023-05-01")], [broken("2023-05-22")]) == ["appeared", "vanished"]
    assert outcomes([broken("2023-05-01")], [broken("2023-05-01", 0.4)]) == ["appeared", "vanished"]


def test_a_bin_is_the_longer_one_where_the_two_runs_have_not_the_same() -> None:
    assert outcomes([broken("2023-05-01", period="month")], [broken("2023-06-26")]) == ["still there"]


def test_the_nearest_two_are_one_and_each_is_so_only_once() -> None:
    before = [broken("2023-05-01"), broken("2023-05-08")]
    rows = told(before, [broken("2023-05-08", -0.3)])
    assert [(row["outcome"], row["bin_before"].day) for row in rows] == [("still there", 8), ("vanished", 1)]


def test_of_a_break_in_one_run_only_it_is_told_what_the_other_says_there() -> None:
    likely = broken("2023-05-08", breaks="no", note="as clear a step is likely by chance")
    (row,) = told([broken("2023-05-01")], [likely])
    assert (row["outcome"], row["note"]) == ("vanished", "as clear a step is likely by chance")
    few = broken(None, None, breaks="", note="North speaks in 3 of 9 bins")
    (row,) = told([few], [broken("2023-05-01")])
    assert (row["outcome"], row["note"], row["bin_before"]) == ("appeared", "North speaks in 3 of 9 bins", None)
    (row,) = told([], [broken("2023-05-01")])
    assert row["note"] == "no step was tested near there"


def test_breaks_of_other_scorers_and_sides_are_others() -> None:
    assert outcomes([broken("2023-05-01", side="South")], [broken("2023-05-01")]) == ["appeared", "vanished"]
    assert outcomes([broken("2023-05-01", scorer="other")], []) == []
    assert outcomes([], []) == []
