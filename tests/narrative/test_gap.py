"""How far apart the sides are, and whether they come closer."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tenor.narrative.gap import gaps
from tests.narrative.worlds import SIDES, World, told, year

NUMBERS = ["gap", "low", "high", "change", "change_low", "change_high"]


def gap(world: World, scorer: str = "vader", sides: tuple[str, str] = SIDES) -> dict[str, Any]:
    (found,) = gaps(*world, scorers=[scorer], sides=sides).to_dict("records")
    return {str(key): value for key, value in found.items()}


def apart(first: float, last: float, *, noise: float = 0.02, weeks: int = 40) -> World:
    """A gap that goes from `first` to `last`, China standing still at -0.2."""
    draw = np.random.default_rng(1)
    cells = []
    for week, distance in enumerate(np.linspace(first, last, weeks)):
        day = str(np.datetime64("2023-01-02") + 7 * week)
        cells += [
            (f"a{week}", day, "US", -0.2 + distance + draw.normal(0, noise)),
            (f"b{week}", day, "China", -0.2 + draw.normal(0, noise)),
        ]
    return told(cells)


def test_a_gap_is_worked_out_by_hand() -> None:
    # US: 0.5, 0.3 and 0.1; China: 0.0 and -0.2. Without an article each: the squares of what it moves by.
    cells = [("a1", "2023-01-01", "US", 0.5), ("a2", "2023-01-02", "US", 0.3), ("a3", "2023-01-03", "US", 0.1)]
    cells += [("b1", "2023-01-01", "China", 0.0), ("b2", "2023-01-02", "China", -0.2)]
    found = gap(told(cells))
    assert found["gap"] == pytest.approx(0.4)
    error = math.sqrt(4 / 5 * (0.1**2 + 0 + 0.1**2 + 0.1**2 + 0.1**2))
    assert found["high"] - found["gap"] == pytest.approx(2.776445 * error)
    assert (found["n_stances"], found["n_articles"]) == (5, 5)
    assert math.isnan(found["change"])
    assert found["course"] == ""
    assert str(found["note"]).startswith("no change of the gap: US has 3 articles over 2 days")


@pytest.mark.parametrize(
    "first, last, course", [(0.5, 0.1, "closer"), (0.1, 0.5, "apart"), (-0.1, -0.5, "apart"), (0.3, 0.3, "neither")]
)
def test_closer_and_apart_are_of_the_size_of_the_gap(first: float, last: float, course: str) -> None:
    found = gap(apart(first, last))
    assert found["course"] == course
    assert found["gap"] == pytest.approx((first + last) / 2, abs=0.02)
    assert found["change"] == pytest.approx((last - first) / (39 * 7) * 365.25, abs=0.05)


def test_a_gap_that_may_be_none_comes_neither_closer_nor_apart() -> None:
    found = gap(apart(-0.4, 0.4))
    assert found["change_low"] > 0
    assert found["low"] < 0 < found["high"]
    assert found["course"] == "neither"


def test_a_change_is_that_of_the_one_side_less_that_of_the_other() -> None:
    found = gap(apart(0.5, 0.1, noise=0.0))
    assert found["change"] == pytest.approx(-0.4 / (39 * 7) * 365.25)
    assert found["change_low"] == pytest.approx(found["change_high"])


@pytest.mark.parametrize("seed", range(4))
def test_laws_of_the_gap(seed: int) -> None:
    stances, scores, articles = year(seed, articles=30)
    first = gap((stances, scores, articles), "v")

    shuffled = gap((stances.sample(frac=1, random_state=seed), scores[::-1], articles[::-1]), "v")
    assert [shuffled[key] for key in NUMBERS] == [first[key] for key in NUMBERS]

    swapped = gap((stances, scores, articles), "v", SIDES[::-1])
    turned = [-first[key] for key in ("gap", "high", "low", "change", "change_high", "change_low")]
    assert [swapped[key] for key in NUMBERS] == pytest.approx(turned)
    assert swapped["course"] == first["course"]

    lifted = gap((stances, scores.assign(polarity=scores["polarity"] - 0.3), articles), "v")
    assert [lifted[key] for key in NUMBERS] == pytest.approx([first[key] for key in NUMBERS])

    later = stances.assign(published=stances["published"] + pd.Timedelta(days=700))
    moved = gap((later, scores, articles), "v")
    assert [moved[key] for key in NUMBERS] == pytest.approx([first[key] for key in NUMBERS])


def test_of_one_article_a_side_there_is_no_gap_and_the_note_says_what_would_be_enough() -> None:
    found = gap(told([("a1", "2023-07-01", "US", 0.5), ("a1", "2023-07-01", "US", 0.1)]))
    assert math.isnan(found["gap"])
    assert found["note"] == (
        "US has one article, China has no article; "
        "2 dated articles of each side with a scored stance would be enough for a gap"
    )


def test_where_both_sides_speak_alike_a_gap_is_hardly_ever_sure() -> None:
    found = [gap(year(seed, articles=24), "v") for seed in range(120)]
    assert np.mean([one["low"] > 0 or one["high"] < 0 for one in found]) <= 0.09
    assert np.mean([one["course"] in ("closer", "apart") for one in found]) <= 0.05
