"""Breaks of a side's tone as a table, and the stances beside them."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tenor.narrative.breaks import around, breaks
from tests.narrative.worlds import SIDES, World, told


def weekly(us: np.ndarray, china: np.ndarray, *, first: str = "2022-01-03", per: int = 3, seed: int = 1) -> World:
    """One article a week for each side, its stances close to the level of the week."""
    draw = np.random.default_rng(seed)
    days = pd.date_range(first, periods=len(us), freq="7D").strftime("%Y-%m-%d")
    cells = [
        (f"{side[0].lower()}{i:03d}", day, side, float(np.clip(levels[i] + draw.normal(0, 0.1), -1, 1)))
        for side, levels in (("US", us), ("China", china))
        for i, day in enumerate(days)
        for _ in range(per)
    ]
    return told(cells)


def fall(*, first: str = "2022-01-03") -> World:
    """China falls by .5 in its 31st week; the United States stay as they are."""
    return weekly(np.full(52, 0.1), np.where(np.arange(52) < 30, 0.2, -0.3), first=first)


def found(world: World, sides: tuple[str, str] = SIDES) -> pd.DataFrame:
    return breaks(*world[:2], scorers=["vader"], sides=sides)


def row(rows: pd.DataFrame, side: str) -> dict[str, Any]:
    (cells,) = rows[rows["side"] == side].to_dict("records")
    return {str(key): value for key, value in cells.items()}


def test_a_planted_break_is_dated_and_measured() -> None:
    rows = found(fall())
    china, us = row(rows, "China"), row(rows, "US")
    assert china["breaks"] == "yes"
    assert china["bin"] == pd.Timestamp("2022-01-03") + pd.Timedelta(weeks=30)
    assert china["shift"] == pytest.approx(china["after"] - china["before"])
    assert china["low"] < -0.5 < china["high"] < 0
    assert (china["period"], china["n_bins"]) == ("week", 52)
    assert us["breaks"] == "no"


def test_what_was_said_beside_a_break_pulls_towards_its_levels() -> None:
    stances, scores, _ = fall()
    rows = around(stances, scores, found(fall()), most=4)
    assert list(rows["when"]) == ["before"] * 4 + ["after"] * 4
    assert set(rows["side"]) == {"China"}
    before, after = rows["polarity"][:4], rows["polarity"][4:]
    assert list(before) == sorted(before, reverse=True)
    assert list(after) == sorted(after)
    assert before.min() > after.max()
    weeks = rows["stance_id"].str[1:4].astype(int)
    assert set(weeks[:4]) <= {28, 29}
    assert set(weeks[4:]) <= {30, 31}
    own = scores.set_index("stance_id")["polarity"]
    assert list(rows["polarity"]) == list(own[rows["stance_id"]])


def test_a_steady_fall_is_no_break_and_the_note_says_so() -> None:
    line = np.linspace(0.5, -0.5, 60)
    rows = found(weekly(line, line))
    assert set(rows["breaks"]) == {"no"}
    assert rows["note"].str.contains("so this may be a trend").all()
    stances, scores, _ = weekly(line, line)
    assert around(stances, scores, rows).empty


def test_laws_of_breaks() -> None:
    stances, scores, articles = fall()
    first = found((stances, scores, articles))
    shuffled = found((stances.sample(frac=1, random_state=1), scores[::-1], articles))
    pd.testing.assert_frame_equal(first, shuffled, check_exact=True)

    later = found(fall(first="2032-01-05"))
    moved = pd.Timestamp("2032-01-05") - pd.Timestamp("2022-01-03")
    assert row(later, "China")["bin"] - row(first, "China")["bin"] == moved

    swapped = found((stances.assign(side=stances["side"].map({"US": "China", "China": "US"})), scores, articles))
    assert row(swapped, "US") | {"side": "China"} == row(first, "China")

    lifted = found((stances, scores.assign(polarity=scores["polarity"] + 0.1), articles))
    assert row(lifted, "China")["shift"] == pytest.approx(row(first, "China")["shift"])
    assert row(lifted, "China")["p_all"] == pytest.approx(row(first, "China")["p_all"], abs=0.01)


def test_two_scorers_are_corrected_each_by_itself() -> None:
    stances, scores, _ = fall()
    both = pd.concat([scores, scores.assign(scorer="w")])
    rows = breaks(stances, both, scorers=["vader", "w"], sides=SIDES)
    one, other = (rows[rows["scorer"] == scorer].drop(columns="scorer").reset_index() for scorer in ("vader", "w"))
    pd.testing.assert_frame_equal(one.drop(columns="index"), other.drop(columns="index"))


def test_too_few_bins_say_what_there_is_and_what_would_be_enough() -> None:
    few = row(found(weekly(np.zeros(20), np.zeros(20))), "US")
    assert few["breaks"] == ""
    assert math.isnan(few["shift"])
    assert few["note"] == (
        "US speaks in 20 of 20 bins (one a week); "
        "24 bins in three quarters of which the side speaks would be enough to look for a break"
    )
