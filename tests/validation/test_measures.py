"""Figures of small tables, worked out by hand."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.validation.measures import (
    auc,
    macro_f1,
    measured_auc,
    measured_gap,
    measured_macro_f1,
    measured_share,
)

COOP, NEUT, CONF = "cooperation", "neutral", "confrontation"
polarities = st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.25, 1.0]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    "good, bad, pairs_won, pairs",
    [
        ([0.5], [-0.5], 1, 1),
        ([-0.5], [0.5], 0, 1),
        ([0.2], [0.2], 0.5, 1),
        ([0.6, 0.2, 0.0], [0.0, -0.4], 5.5, 6),
        ([0.0, 0.0], [0.0, 0.0, 0.0], 3, 6),
        ([0.3, -0.1], [0.1, -0.1, -0.2], 4.5, 6),
    ],
)
def test_auc_is_the_share_of_pairs_in_the_right_order_a_tie_being_half(
    good: list[float], bad: list[float], pairs_won: float, pairs: int
) -> None:
    assert auc(good, bad) == pytest.approx(pairs_won / pairs)


@given(polarities, polarities)
def test_auc_counts_pairs_and_turns_round_with_the_labels(good: list[float], bad: list[float]) -> None:
    won = sum((a > b) + 0.5 * (a == b) for a in good for b in bad)
    assert auc(good, bad) == pytest.approx(won / (len(good) * len(bad)))
    assert auc(good, bad) + auc(bad, good) == pytest.approx(1)


def test_there_is_no_auc_without_both_labels() -> None:
    assert math.isnan(auc([], [0.1]))
    assert math.isnan(auc([0.1], []))


@pytest.mark.parametrize(
    "labels, answers, expected",
    [
        ([COOP, CONF], [COOP, CONF], 1),
        ([COOP, CONF], [CONF, COOP], 0),
        # cooperation: given 2, due 1, right 1: 2/3. confrontation: given 1, due 2, right 1: 2/3.
        ([COOP, CONF, CONF], [COOP, COOP, CONF], 2 / 3),
        # All called neutral, one rightly: 2 * 1 / (3 + 1) = .5 for neutral and 0 for the two others.
        ([COOP, NEUT, CONF], [NEUT, NEUT, NEUT], 0.5 / 3),
        # neutral is never due, so the mean is over two labels: cooperation 2 * 1 / (1 + 2), confrontation 1.
        ([COOP, COOP, CONF], [COOP, NEUT, CONF], (2 / 3 + 1) / 2),
        # A rare label counts like a common one: neutral 18/19, cooperation 0.
        ([NEUT] * 9 + [COOP], [NEUT] * 10, (18 / 19) / 2),
    ],
)
def test_macro_f1_of_small_tables(labels: list[str], answers: list[str], expected: float) -> None:
    assert macro_f1(labels, answers) == pytest.approx(expected)


def test_a_share_has_wilsons_interval() -> None:
    # Wilson, 8 of 10, z = 1.96: middle (0.8 + 0.19207) / 1.38415, half 0.22674.
    found = measured_share([True] * 8 + [False] * 2)
    assert found.value == 0.8
    assert (found.low, found.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert found.n == 10


def test_a_share_of_nothing_is_missing() -> None:
    assert math.isnan(measured_share([]).value)
    assert measured_share([]).n == 0


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    good, bad = [0.1, 0.3, 0.0, 0.4, -0.2, 0.2] * 4, [0.0, -0.3, 0.1, -0.1, 0.2, -0.4] * 4
    found = measured_auc(good, bad)
    assert found.low < found.value < found.high
    assert found == measured_auc(good, bad)
    assert found.n == 48
    labels, answers = [COOP, CONF, NEUT] * 10, [COOP, CONF, COOP, NEUT, CONF, NEUT] * 5
    graded = measured_macro_f1(labels, answers)
    assert graded.low < graded.value < graded.high


def test_more_sentences_make_a_narrower_interval() -> None:
    few, many = (measured_auc([0.1, 0.3, 0.0] * n, [0.0, -0.3, 0.2] * n) for n in (5, 50))
    assert few.value == pytest.approx(many.value)
    assert many.high - many.low < 0.5 * (few.high - few.low)


def test_the_interval_of_the_auc_is_near_the_one_that_theory_gives() -> None:
    # 100 against 100 uniform polarities, AUC near .5: standard error by Hanley and McNeil (1982) .041.
    ranks = [i / 100 for i in range(100)]
    found = measured_auc(ranks, ranks)
    assert found.value == 0.5
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.041, rel=0.1)


def test_with_one_sentence_of_a_label_there_is_a_figure_and_no_interval() -> None:
    found = measured_auc([0.5], [0.1, 0.2])
    assert found.value == 1
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_what_is_the_same_for_both_scorers_cancels_out_of_their_gap() -> None:
    good, bad = [0.1, 0.3, 0.0, 0.4, -0.2, 0.2] * 4, [0.0, -0.3, 0.1, -0.1, 0.2, -0.4] * 4
    assert measured_gap((good, bad), (good, bad))[:3] == (0, 0, 0)
    stretched = ([2 * x for x in good], [2 * x for x in bad])
    assert measured_gap((good, bad), stretched)[:3] == (0, 0, 0)


def test_a_gap_has_a_sign_and_turns_round_with_the_scorers() -> None:
    right, blind = ([0.5] * 10, [-0.5] * 10), ([0.0] * 10, [0.0] * 10)
    assert measured_gap(right, blind)[:3] == (0.5, 0.5, 0.5)
    assert measured_gap(blind, right)[:3] == (-0.5, -0.5, -0.5)


@settings(deadline=None, max_examples=20)
@given(polarities, polarities)
def test_intervals_stay_in_range(good: list[float], bad: list[float]) -> None:
    found = measured_auc(good, bad)
    assert math.isnan(found.low) or 0 <= found.low <= found.value + 1e-12
    assert math.isnan(found.high) or found.value - 1e-12 <= found.high <= 1
