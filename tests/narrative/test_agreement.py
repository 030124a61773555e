"""How far scorers agree on the order of stances."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

from tenor.errors import ParameterError
from tenor.narrative.agreement import ALL, agreement
from tests.narrative.worlds import SIDES, told, year


def scored(pairs: list[tuple[str, str, float, float]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables stances and scores of `(article_id, side, polarity under v, polarity under w)`."""
    stances, first, _ = told([(article, "2023-01-01", side, v) for article, side, v, _ in pairs], scorer="v")
    return stances, pd.concat([first, first.assign(scorer="w", polarity=[w for *_, w in pairs])])


def row(rows: pd.DataFrame, side: str = ALL) -> dict[str, Any]:
    (found,) = rows[rows["side"] == side].to_dict("records")
    return {str(key): value for key, value in found.items()}


def agreed(pairs: list[tuple[str, str, float, float]]) -> pd.DataFrame:
    return agreement(*scored(pairs), scorers=["v", "w"], sides=SIDES)


def test_four_stances_by_hand() -> None:
    # Of six pairs five are in the same order under both, and one, 0.2 and 0.3, is turned.
    rows = agreed([("a", "US", -0.5, -0.1), ("b", "US", 0.2, 0.4), ("c", "US", 0.3, 0.2), ("d", "US", 0.9, 0.8)])
    assert row(rows)["tau"] == pytest.approx(4 / 6)
    assert row(rows)["same_sign"] == 1.0
    assert (row(rows, "US")["n_stances"], row(rows, "US")["n_articles"]) == (4, 4)
    assert (row(rows, "China")["n_stances"], row(rows, "China")["n_articles"]) == (0, 0)
    assert math.isnan(row(rows, "China")["tau"])


def test_ties_are_counted_as_scipy_does() -> None:
    draw = np.random.default_rng(3)
    first = np.round(draw.uniform(-1, 1, 300), 1)
    second = np.round(np.clip(first + draw.normal(0, 0.5, 300), -1, 1), 1)
    pairs = [(f"a{i // 3}", "US", float(v), float(w)) for i, (v, w) in enumerate(zip(first, second, strict=True))]
    assert row(agreed(pairs))["tau"] == pytest.approx(kendalltau(first, second).statistic)


def test_the_interval_leaves_each_article_out_in_turn() -> None:
    values = [(-0.5, -0.1), (0.2, 0.4), (0.3, 0.2), (0.9, 0.8), (-0.3, 0.1)]
    found = row(agreed([(f"a{i}", "US", v, w) for i, (v, w) in enumerate(values)]))
    each = [kendalltau(*zip(*(values[:i] + values[i + 1 :]), strict=True)).statistic for i in range(5)]
    half = 2.776445 * math.sqrt(4 / 5 * sum((tau - found["tau"]) ** 2 for tau in each))
    assert found["low"] == pytest.approx(found["tau"] - half)
    assert found["high"] == pytest.approx(min(1, found["tau"] + half))


def test_what_one_of_them_could_not_score_does_not_count() -> None:
    rows = agreed([("a", "US", 0.5, math.nan), ("b", "US", 0.2, 0.4), ("c", "China", math.nan, math.nan)])
    assert row(rows)["n_stances"] == 1
    assert math.isnan(row(rows)["tau"])
    assert row(rows)["same_sign"] == 1.0


def test_a_scorer_agrees_with_itself_and_is_the_opposite_of_its_opposite() -> None:
    stances, scores, _ = year(1, articles=20)
    same = pd.concat([scores, scores.assign(scorer="w")])
    turned = pd.concat([scores, scores.assign(scorer="w", polarity=-scores["polarity"])])
    assert row(agreement(stances, same, scorers=["v", "w"], sides=SIDES))["tau"] == pytest.approx(1)
    found = row(agreement(stances, turned, scorers=["v", "w"], sides=SIDES))
    assert (found["tau"], found["same_sign"]) == (pytest.approx(-1), 0)


def test_every_two_scorers_are_compared_and_neither_order_nor_scale_matters() -> None:
    stances, scores, _ = year(2, articles=60)
    draw = np.random.default_rng(1)
    noisy = scores.assign(scorer="w", polarity=np.clip(scores["polarity"] + draw.normal(0, 0.2, len(scores)), -1, 1))
    all_scores = pd.concat([scores, noisy, noisy.assign(scorer="x", polarity=noisy["polarity"] * 0.5 + 0.1)])
    rows = agreement(stances, all_scores, scorers=["v", "w", "x"], sides=SIDES)
    assert list(zip(rows["scorer"], rows["other"], strict=True))[::3] == [("v", "w"), ("v", "x"), ("w", "x")]
    assert rows["tau"][8] > 0.98  # half the scale has more ties within a hundredth
    shuffled = agreement(stances.sample(frac=1, random_state=1), all_scores[::-1], scorers=["v", "w", "x"], sides=SIDES)
    pd.testing.assert_frame_equal(rows, shuffled, check_exact=True)
    swapped = stances.assign(side=stances["side"].map({"US": "China", "China": "US"}))
    turned = agreement(swapped, all_scores, scorers=["v", "w", "x"], sides=SIDES)
    assert row(turned[:3], "US")["tau"] == row(rows[:3], "China")["tau"]


def test_scorers_that_have_nothing_in_common_are_hardly_ever_found_to_agree() -> None:
    surely = []
    for seed in range(100):
        stances, scores, _ = year(seed, articles=20)
        other = year(seed + 1000, articles=20)[1]["polarity"].to_numpy()
        found = row(
            agreement(
                stances,
                pd.concat([scores, scores.assign(scorer="w", polarity=other)]),
                scorers=["v", "w"],
                sides=SIDES,
            )
        )
        surely.append(found["low"] > 0 or found["high"] < 0)
    assert np.mean(surely) <= 0.11


def test_one_scorer_is_compared_with_nobody_and_an_unknown_one_refused() -> None:
    stances, scores, _ = year(1, articles=5)
    assert agreement(stances, scores, scorers=["v"], sides=SIDES).empty
    with pytest.raises(ParameterError, match="no scorer 'w'"):
        agreement(stances, scores, scorers=["v", "w"], sides=SIDES)
