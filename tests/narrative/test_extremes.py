"""Floors and ceilings: beyond chance, and whether tone turned there."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tenor.errors import ParameterError
from tenor.narrative.extremes import extremes
from tests.narrative.worlds import SIDES, World, told, year


def monthly(levels: list[float], *, seed: int = 1, articles: int = 6, per: int = 2, noise: float = 0.15) -> World:
    """Some articles a month at the level of the month, in which either side speaks."""
    draw = np.random.default_rng(seed)
    cells = []
    for month, level in enumerate(levels):
        for article in range(articles):
            shared = draw.normal(0, noise / 2)
            for side in SIDES:
                for _ in range(per):
                    polarity = float(np.clip(level + shared + draw.normal(0, noise), -1, 1))
                    cells.append(
                        (f"a{month:02d}-{article}", f"2023-{month + 1:02d}-{article * 4 + 2:02d}", side, polarity)
                    )
    return told(cells)


def row(rows: pd.DataFrame, side: str, end: str) -> dict[str, Any]:
    (found,) = rows[(rows["side"] == side) & (rows["end"] == end)].to_dict("records")
    return {str(key): value for key, value in found.items()}


def ends(world: World, scorer: str = "vader", **options: Any) -> pd.DataFrame:
    return extremes(*world[:2], scorers=[scorer], sides=SIDES, over="month", **options)


VALLEY = [0.2, 0.1, -0.1, -0.4, -0.1, 0.1, 0.2, 0.2]


def test_a_valley_has_a_floor_that_holds_and_no_ceiling() -> None:
    rows = ends(monthly(VALLEY))
    for side in SIDES:
        floor = row(rows, side, "floor")
        assert floor["holds"] == "yes"
        assert floor["bin"] == pd.Timestamp("2023-04-01")
        assert floor["polarity"] == pytest.approx(-0.4, abs=0.15)
        assert 0.2 < floor["low"] < floor["since"] < floor["high"]
        assert floor["n_stances"] == 12
        assert row(rows, side, "ceiling")["holds"] == "no"


def test_a_floor_is_worked_out_by_hand() -> None:
    months = [(0.1, 0.3), (-0.5, -0.3), (0.1, 0.1), (0.3, 0.1)]
    cells = [
        (f"a{month}{k}", f"2023-{month + 1:02d}-0{k + 1}", "US", polarity)
        for month, pair in enumerate(months)
        for k, polarity in enumerate(pair)
    ]
    found = row(ends(told(cells), min_stances=2), "US", "floor")
    assert found["bin"] == pd.Timestamp("2023-02-01")
    assert found["polarity"] == pytest.approx(-0.4)
    assert found["since"] == pytest.approx(0.15 + 0.4)
    moved = [0.1, 0.1, 0.05 / 3, 0.05 / 3, 0.05, 0.05 / 3]
    half = 2.570582 * math.sqrt(5 / 6 * sum(move**2 for move in moved))
    assert found["high"] - found["since"] == pytest.approx(half)
    # Of the six ways to deal the four articles up to it to two months, two put its own together; from it on, where six
    # articles make three months, its own are together in one of five deals.
    assert found["p"] == pytest.approx(max(2 / 6, 1 / 5), abs=0.05)


def test_small_bins_are_no_floor() -> None:
    stances, scores, articles = monthly(VALLEY)
    lone = told([("z1", "2023-09-05", "US", -1.0)])
    world = tuple(pd.concat(pair) for pair in zip((stances, scores, articles), lone, strict=True))
    assert row(ends(world), "US", "floor")["bin"] == pd.Timestamp("2023-04-01")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "levels, end, why",
    [
        (list(np.linspace(0.4, -0.4, 8)), "floor", "it is the last bin: nothing was told after it"),
        (list(np.linspace(-0.4, 0.4, 8)), "floor", "it is the first bin: nothing was told before it"),
        ([0.3, 0.3, 0.3, 0.0, -0.5, -0.5, -0.5, -0.5], "floor", "tone has not surely turned after it"),
    ],
)
def test_a_floor_does_not_hold_without_a_fall_before_and_a_turn_after(levels: list[float], end: str, why: str) -> None:
    found = row(ends(monthly(levels, noise=0.1, seed=4)), "US", end)
    assert found["holds"] == "no"
    assert why in str(found["note"])


def test_a_fall_to_a_new_level_has_no_floor() -> None:
    holds = [
        row(ends(monthly([0.2] * 4 + [-0.3] * 4, seed=seed)), side, "floor")["holds"]
        for seed in range(10)
        for side in SIDES
    ]
    assert holds.count("yes") <= 1


def test_of_news_without_ups_and_downs_hardly_any_floor_or_ceiling_holds() -> None:
    any_holds = [(ends(year(seed, articles=60), "v")["holds"] == "yes").any() for seed in range(20)]
    assert np.mean(any_holds) <= 0.1


def test_chance_gives_small_p_values_as_often_as_it_should() -> None:
    p = np.concatenate([ends(year(seed, articles=60), "v")["p"].to_numpy() for seed in range(20)])
    assert np.mean(p <= 0.05) <= 0.1
    assert np.mean(p <= 0.7) >= 0.25


def test_laws_of_extremes() -> None:
    stances, scores, articles = monthly(VALLEY, noise=0.3)
    first = ends((stances, scores, articles))
    shuffled = ends((stances.sample(frac=1, random_state=3), scores[::-1], articles))
    pd.testing.assert_frame_equal(first, shuffled, check_exact=True)

    turned = ends((stances, scores.assign(polarity=-scores["polarity"]), articles))
    for side in SIDES:
        floor, ceiling = row(first, side, "floor"), row(turned, side, "ceiling")
        assert (floor["bin"], floor["p"], floor["holds"]) == (ceiling["bin"], ceiling["p"], ceiling["holds"])
        assert [floor["since"], floor["low"]] == pytest.approx([-ceiling["since"], -ceiling["high"]])

    swapped = ends((stances.assign(side=stances["side"].map({"US": "China", "China": "US"})), scores, articles))
    assert row(swapped, "US", "floor") | {"side": "China"} == row(first, "China", "floor")

    lifted = ends((stances, scores.assign(polarity=scores["polarity"] / 2 + 0.2), articles))
    np.testing.assert_allclose(lifted["since"], first["since"] / 2)
    assert list(lifted["p"]) == list(first["p"])

    later = extremes(
        stances.assign(published=stances["published"] + pd.Timedelta(weeks=10)),
        scores, scorers=["vader"], sides=SIDES, over="week", min_stances=2,
    )  # fmt: skip
    weekly = extremes(stances, scores, scorers=["vader"], sides=SIDES, over="week", min_stances=2)
    assert list(later["bin"] - weekly["bin"]) == [pd.Timedelta(weeks=10)] * 4
    assert list(later["p"]) == list(weekly["p"])


def test_too_few_solid_bins_say_what_there_is_and_what_would_be_enough() -> None:
    found = row(ends(monthly(VALLEY[:3])), "US", "floor")
    assert found["holds"] == ""
    assert math.isnan(found["since"])
    assert found["note"] == (
        "3 bins of at least 5 scored stances; 4 of them would be enough to look for a floor or ceiling"
    )


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(ParameterError, match="no period 'weak'"):
        extremes(*monthly(VALLEY)[:2], scorers=["vader"], sides=SIDES, over="weak")
