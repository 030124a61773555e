"""Richardson's coefficients: who takes up whose tone, and whether the two calm each other down."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tenor.narrative.reactions import reactions
from tests.narrative.worlds import SIDES, told


def race(
    seed: int,
    *,
    weeks: int = 104,
    reaction: tuple[float, float] = (0.3, 0.1),
    fatigue: tuple[float, float] = (0.5, 0.4),
    grievance: tuple[float, float] = (0.0, 0.0),
    noise: float = 0.05,
) -> np.ndarray:
    """The tone of two sides that react to each other."""
    draw = np.random.default_rng(seed)
    made = np.zeros((weeks, 2))
    for week in range(1, weeks):
        own, other = made[week - 1], made[week - 1, ::-1]
        change = np.array(reaction) * other - np.array(fatigue) * own + np.array(grievance)
        made[week] = own + change + draw.normal(0, noise, 2)
    return made


def table(values: np.ndarray, sides: tuple[str, str] = SIDES, first: str = "2022-01-03") -> pd.DataFrame:
    """The table `reactions` of one article a week, in which each side speaks once."""
    days = pd.date_range(first, periods=len(values), freq="7D").strftime("%Y-%m-%d")
    cells = [
        (f"a{i:03d}", day, side, float(values[i, k])) for i, day in enumerate(days) for k, side in enumerate(SIDES)
    ]
    stances, scores, _ = told(cells)
    return reactions(stances, scores, scorers=["vader"], sides=sides)


def row(rows: pd.DataFrame, side: str) -> dict[str, Any]:
    (found,) = rows[rows["side"] == side].to_dict("records")
    return {str(key): value for key, value in found.items()}


def test_planted_coefficients_are_found_within_their_intervals() -> None:
    rows = table(race(4, weeks=200, grievance=(0.02, -0.05)))
    planted = {"US": (0.3, 0.5, 0.02), "China": (0.1, 0.4, -0.05)}
    held = [
        row(rows, side)[f"{name}_low"] < value < row(rows, side)[f"{name}_high"]
        for side, values in planted.items()
        for name, value in zip(("reaction", "fatigue", "grievance"), values, strict=True)
    ]
    assert sum(held) >= 5  # of six intervals of 95 %
    assert (row(rows, "US")["to"], row(rows, "China")["to"]) == ("China", "US")
    assert list(rows["stable"]) == ["yes", "yes"]
    assert row(rows, "US")["note"] == "199 moves from bin to bin"


def test_a_world_without_noise_gives_its_own_numbers() -> None:
    made = np.zeros((60, 2))
    made[0] = 0.9, -0.6
    for week in range(1, 60):
        own, other = made[week - 1], made[week - 1, ::-1]
        made[week] = own + np.array([0.03, 0.05]) * other - np.array([0.1, 0.02]) * own
    found = row(table(made), "US")
    assert [found["reaction"], found["fatigue"], found["grievance"]] == pytest.approx([0.03, 0.1, 0.0], abs=1e-9)


def test_an_interval_holds_the_reaction_about_nineteen_times_in_twenty() -> None:
    found = [row(table(race(seed, weeks=80)), "US") for seed in range(60)]
    assert np.mean([one["reaction_low"] < 0.3 < one["reaction_high"] for one in found]) >= 0.87


def test_two_sides_that_drive_each_other_on_are_not_called_calm() -> None:
    made = race(3, weeks=60, reaction=(0.25, 0.25), fatigue=(0.15, 0.15), noise=0.0005, grievance=(-0.0003, -0.0003))
    assert np.abs(made).max() < 1
    assert list(table(made)["stable"]) == ["no", "no"]


def test_on_the_edge_hardly_anybody_is_called_calm_or_driven() -> None:
    on_the_edge = [
        table(race(seed, weeks=60, reaction=(0.3, 0.3), fatigue=(0.3, 0.3), noise=0.01))["stable"][0]
        for seed in range(60)
    ]
    assert np.mean([answer != "undecided" for answer in on_the_edge]) <= 0.13


def test_laws_of_reactions() -> None:
    values = race(5)
    first = table(values)
    swapped = table(values, sides=("China", "US"))
    assert row(swapped, "US")["reaction"] == pytest.approx(row(first, "US")["reaction"])
    assert row(swapped, "US")["reaction_high"] == pytest.approx(row(first, "US")["reaction_high"])
    assert list(swapped["side"]) == ["China", "US"]

    lifted = table(values + 0.2)
    for name in ("reaction", "reaction_low", "fatigue", "fatigue_high"):
        np.testing.assert_allclose(lifted[name], first[name], atol=1e-9)
    pd.testing.assert_frame_equal(table(values, first="2012-01-02"), first)


def test_a_week_of_silence_loses_the_moves_into_and_out_of_it() -> None:
    values = race(5)
    days = pd.date_range("2022-01-03", periods=len(values), freq="7D").strftime("%Y-%m-%d")
    cells = [
        (f"a{i:03d}", day, side, float(values[i, k]))
        for i, day in enumerate(days)
        for k, side in enumerate(SIDES)
        if (i, side) != (50, "US")
    ]
    stances, scores, _ = told(cells)
    rows = reactions(stances, scores, scorers=["vader"], sides=SIDES, over="week")
    assert rows["note"][0] == "101 moves from bin to bin"


@pytest.mark.parametrize(
    "values, says",
    [
        (race(1, weeks=51), "both sides speak in 51 of 51 bins (one a week); 52 bins"),
        (np.zeros((60, 2)), "a side makes no move of its own in 60 bins; 52 bins"),
        (race(1, weeks=60)[:, [0, 0]], "a side makes no move of its own in 60 bins; 52 bins"),
    ],
)
def test_too_little_says_what_there_is_and_what_would_be_enough(values: np.ndarray, says: str) -> None:
    found = row(table(values), "China")
    assert math.isnan(found["reaction"])
    assert found["stable"] == ""
    assert str(found["note"]).startswith(says)
    assert "would be enough" in str(found["note"])
