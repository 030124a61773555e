"""The path of one side's tone against the other's."""

import numpy as np
import pandas as pd
import pytest

from tenor.narrative.portrait import portrait
from tests.narrative.worlds import SIDES, told, year


def test_three_months_by_hand() -> None:
    cells = [
        ("a1", "2023-01-05", "US", 0.4),
        ("a2", "2023-01-20", "US", 0.0),
        ("a3", "2023-02-05", "US", -0.4),
        ("b1", "2023-01-05", "China", 0.5),
        ("b2", "2023-03-05", "China", -0.5),
    ]
    rows = portrait(*told(cells), scorers=["vader"], sides=SIDES, over="month")
    near, far = np.exp(-0.5), np.exp(-2.0)
    assert rows["bin"].dt.month.tolist() == [1, 2, 3]
    assert rows["first"][0] == pytest.approx((0.4 - 0.4 * near) / (2 + near))
    assert rows["second"].tolist() == pytest.approx([0.5 * (1 - far) / (1 + far), 0.0, -0.5 * (1 - far) / (1 + far)])
    # In February each of China's two articles weighs alike, and without it the mean is that of the other.
    assert rows["second_error"][1] == pytest.approx(np.sqrt(1 / 2 * 2 * 0.5**2))
    assert rows["n_stances"].tolist() == [5, 5, 5]


def test_only_bins_near_which_both_sides_speak_have_a_point() -> None:
    cells = [(f"a{m}", f"2023-{m:02d}-05", "US", 0.1) for m in range(1, 13)] + [("b", "2023-03-01", "China", -0.1)]
    rows = portrait(*told(cells), scorers=["vader"], sides=SIDES, over="month")
    assert rows["bin"].dt.month.tolist() == [1, 2, 3, 4, 5]
    assert rows["second_error"].isna().all()


def test_a_spiral_runs_down_and_a_recovery_up() -> None:
    down = portrait(*year(1, articles=200, fall=0.6), scorers=["v"], sides=SIDES)
    assert down["first"].iloc[-1] < down["first"].iloc[0] - 0.3
    assert down["second"].iloc[-1] < down["second"].iloc[0] - 0.3
    assert (down[["first_error", "second_error"]] > 0).all(axis=None)


def test_laws_of_the_portrait() -> None:
    stances, scores, articles = year(3, articles=60)
    first = portrait(stances, scores, articles, scorers=["v"], sides=SIDES)
    shuffled = portrait(stances.sample(frac=1, random_state=1), scores[::-1], articles, scorers=["v"], sides=SIDES)
    pd.testing.assert_frame_equal(first, shuffled, check_exact=True)

    swapped = portrait(stances, scores, articles, scorers=["v"], sides=SIDES[::-1])
    names = {"first": "second", "second": "first", "first_error": "second_error", "second_error": "first_error"}
    pd.testing.assert_frame_equal(swapped.rename(columns=names)[list(first)], first)

    lifted = portrait(stances, scores.assign(polarity=scores["polarity"] / 2), articles, scorers=["v"], sides=SIDES)
    np.testing.assert_allclose(lifted["first"], first["first"] / 2)

    move = pd.Timedelta(weeks=100)
    weekly = portrait(stances, scores, articles, scorers=["v"], sides=SIDES, over="week")
    later = portrait(
        stances.assign(published=stances["published"] + move), scores, articles, scorers=["v"], sides=SIDES, over="week"
    )
    pd.testing.assert_frame_equal(later.assign(bin=later["bin"] - move), weekly)


def test_two_scorers_make_two_paths() -> None:
    stances, scores, articles = year(3, articles=60)
    rows = portrait(stances, pd.concat([scores, scores.assign(scorer="w")]), articles, scorers=["v", "w"], sides=SIDES)
    assert rows.groupby("scorer").size().tolist() == [len(rows) // 2] * 2
