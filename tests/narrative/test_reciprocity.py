"""Who answers whom, and what only looks like an answer."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tenor.errors import ParameterError
from tenor.narrative.correction import holm
from tenor.narrative.moves import moves
from tenor.narrative.reciprocity import correlations, reciprocity, surprises
from tests.narrative.worlds import SIDES, told

Pair = np.ndarray


def spiral(seed: int, *, weeks: int = 52, back: float = 0.5) -> Pair:
    """Each side takes up half of the other's last move."""
    draw = np.random.default_rng(seed)
    made = np.zeros((weeks, 2))
    for week in range(1, weeks):
        made[week] = back * made[week - 1, ::-1] + draw.normal(0, 1, 2)
    return made


def shared(seed: int, *, weeks: int = 52) -> Pair:
    """Both sides look at the same news, which lasts."""
    draw = np.random.default_rng(seed)
    news = np.zeros(weeks)
    for week in range(1, weeks):
        news[week] = 0.8 * news[week - 1] + draw.normal()
    return news[:, None] + draw.normal(0, 0.8, (weeks, 2))


def alone(seed: int, *, weeks: int = 52) -> Pair:
    draw = np.random.default_rng(seed)
    made = np.zeros((weeks, 2))
    for week in range(1, weeks):
        made[week] = 0.6 * made[week - 1] + draw.normal(0, 1, 2)
    return made


def one_way(seed: int, *, weeks: int = 52) -> Pair:
    """China takes up the last move of the United States, and not the other way round."""
    draw = np.random.default_rng(seed)
    made = draw.normal(0, 1, (weeks, 2))
    made[1:, 1] += 0.8 * made[:-1, 0]
    return made


def table(values: Pair) -> pd.DataFrame:
    """The table `reciprocity` of one article a week, in which each side speaks once."""
    days = pd.date_range("2023-01-02", periods=len(values), freq="7D").strftime("%Y-%m-%d")
    cells = [
        (f"a{i}", day, side, float(values[i, k]) / 20) for i, day in enumerate(days) for k, side in enumerate(SIDES)
    ]
    stances, scores, _ = told(cells)
    return reciprocity(stances, scores, scorers=["vader"], sides=SIDES)


def row(rows: pd.DataFrame, side: str) -> dict[str, Any]:
    (found,) = rows[rows["side"] == side].to_dict("records")
    return {str(key): value for key, value in found.items()}


def both_answer(values: Pair) -> bool:
    return bool((table(values)["answers"] == "yes").all())


def test_a_planted_spiral_is_found_and_its_lag_told() -> None:
    rows = table(spiral(2))
    assert list(rows["answers"]) == ["yes", "yes"]
    assert list(rows["lag"]) == [1, 1]
    assert (rows["low"] > 0).all()


def test_most_planted_spirals_are_found() -> None:
    assert sum(both_answer(spiral(seed)) for seed in range(40)) >= 28


def test_a_trend_that_both_share_is_no_answer() -> None:
    falls = np.linspace(5, -5, 52)[:, None]
    assert sum(both_answer(alone(seed) + falls) for seed in range(40)) <= 2


@pytest.mark.parametrize("world", [shared, alone, one_way])
def test_what_only_looks_like_answers_is_hardly_ever_taken_for_them(world: Any) -> None:
    assert sum(both_answer(world(seed)) for seed in range(40)) <= 4


def test_who_follows_whom_is_told_apart() -> None:
    rows = table(one_way(1))
    assert (row(rows, "China")["answers"], row(rows, "US")["answers"]) == ("yes", "no")
    assert row(rows, "China")["follows"] == "US"


def test_a_step_of_both_sides_at_once_is_no_answer() -> None:
    steps = np.repeat([1.0, -4.0], 26)[:, None]
    assert sum(both_answer(alone(seed) + steps) for seed in range(20)) <= 2


def test_too_little_says_what_there_is_and_what_would_be_enough() -> None:
    rows = table(spiral(1, weeks=10))
    assert set(rows["answers"]) == {""}
    assert rows["correlation"].isna().all()
    assert rows["note"][0] == (
        "both sides speak in 10 of 10 bins (one a week); "
        "24 bins in three quarters of which both sides speak would be enough to look for answers"
    )


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [("a1", "", "US", 0.5)],
        [("a1", "2023-01-01", "US", 0.5)],
        [("a1", "2023-01-01", "US", math.nan), ("a1", "2023-01-01", "China", math.nan)],
        [(f"a{i}", f"2023-{i % 12 + 1:02d}-01", "US", i / 40) for i in range(36)],
        [(f"a{i}", f"20{10 + i // 12}-{i % 12 + 1:02d}-01", side, 0.1) for i in range(36) for side in SIDES],
    ],
)
def test_no_date_one_date_no_score_one_side_and_no_move_are_told_in_words(
    cells: list[tuple[str, str, str, float]],
) -> None:
    stances, scores, _ = told(cells or [("a1", "2023-01-01", "US", 0.5)])
    if not cells:
        stances, scores = stances[:0], scores[:0]
    rows = reciprocity(stances, scores, scorers=["vader"], sides=SIDES)
    assert list(rows["answers"]) == ["", ""]
    assert rows["note"].str.contains("would be enough").all()


def test_swapping_the_sides_swaps_the_rows() -> None:
    first, second = table(one_way(3)), table(one_way(3)[:, ::-1])
    for one, two in (("US", "China"), ("China", "US")):
        assert row(first, one)["correlation"] == pytest.approx(row(second, two)["correlation"])


def test_days_are_taken_where_there_are_few_weeks_and_months_where_weeks_are_sparse() -> None:
    daily = [(f"a{i}", f"2023-03-{i + 1:02d}", side, 0.1) for i in range(30) for side in SIDES]
    monthly = [(f"a{i}", f"20{20 + i // 12}-{i % 12 + 1:02d}-10", side, 0.1) for i in range(36) for side in SIDES]
    for cells, period in ((daily, "day"), (monthly, "month"), (daily[:20], "week")):
        stances, scores, _ = told(cells)
        assert moves(stances, scores, scorer="vader", sides=SIDES).period == period


def test_a_week_of_silence_is_a_bin_without_a_number() -> None:
    stances, scores, _ = told([("a1", "2023-01-02", "US", 0.5), ("b1", "2023-01-16", "China", -0.5)])
    made = moves(stances, scores, scorer="vader", sides=SIDES, over="week")
    np.testing.assert_array_equal(made.polarity, [[0.5, np.nan], [np.nan, np.nan], [np.nan, -0.5]])


def test_an_unknown_period_is_refused() -> None:
    stances, scores, _ = told([("a1", "2023-01-02", "US", 0.5)])
    with pytest.raises(ParameterError, match="no period 'weak'; did you mean 'week'"):
        reciprocity(stances, scores, scorers=["vader"], sides=SIDES, over="weak")


def test_surprises_hold_neither_trend_nor_inertia() -> None:
    left = surprises(alone(1, weeks=400)[:, 0] - 0.1 * np.arange(400))
    assert abs(correlations(left, left)[1]) < 0.1
    assert abs(np.corrcoef(left, np.arange(len(left)))[0, 1]) < 0.05


def test_correlations_are_with_what_the_other_did_before() -> None:
    other = np.random.default_rng(1).normal(size=50)
    assert correlations(np.roll(other, 2), other).argmax() == 2


def test_holm_corrects_by_rank_and_leaves_what_is_missing() -> None:
    np.testing.assert_allclose(holm([0.01, 0.02, np.nan, 0.5]), [0.03, 0.04, np.nan, 0.5])
    np.testing.assert_allclose(holm([0.03, 0.9, 0.03]), [0.09, 0.9, 0.09])
    assert holm([]).size == 0
