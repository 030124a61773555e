"""Why a mean moved: each stance's part of the difference."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.narrative.contributions import contributions, paired_half_width
from tenor.narrative.jackknife import half_width

Stance = tuple[str, str, float | None]


def run(*stances: Stance) -> pd.DataFrame:
    """Stances of a run: id, side, polarity; the letter of the id is its article."""
    made = pd.DataFrame(list(stances), columns=["stance_id", "side", "polarity"])
    return made.assign(article_id=made["stance_id"].str[0], polarity=made["polarity"].astype(float))


def by_id(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, tuple[str, Any]]:
    told = contributions(before, after, side="US")
    return {i: (kind, c) for i, kind, c in zip(told["stance_id"], told["kind"], told["contribution"], strict=True)}


def test_a_difference_is_taken_apart_by_hand() -> None:
    # Kept: b and c, from a mean of .1 to one of .2. a lay .3 above those that stayed, d lies .6 below: a third of each.
    before = run(("a", "US", 0.4), ("b", "US", 0.2), ("c", "US", 0.0))
    after = run(("b", "US", 0.2), ("c", "US", 0.2), ("d", "US", -0.4))
    told = by_id(before, after)
    assert told == {
        "a": ("gone", pytest.approx(-0.1)),
        "b": ("unchanged", 0.0),
        "c": ("rescored", pytest.approx(0.1)),
        "d": ("new", pytest.approx(-0.2)),
    }
    assert sum(part for _, part in told.values()) == pytest.approx(0.0 - 0.2)


def test_a_stance_on_another_side_leaves_the_one_mean_and_joins_the_other() -> None:
    before = run(("a", "US", 0.5), ("b", "US", 0.1), ("c", "China", 0.1))
    after = run(("a", "China", 0.5), ("b", "US", 0.1), ("c", "China", 0.1))
    assert by_id(before, after)["a"] == ("side changed", pytest.approx(-0.2))
    (joined,) = contributions(before, after, side="China").query("stance_id == 'a'").to_dict("records")
    assert (joined["kind"], joined["contribution"]) == ("side changed", pytest.approx(0.2))
    assert (joined["before"], joined["after"]) == (0.5, 0.5)


def test_a_stance_that_only_one_run_could_score_is_told_from_one_that_only_one_has() -> None:
    before = run(("a", "US", 0.5), ("b", "US", 0.1), ("c", "US", None))
    after = run(("a", "US", None), ("b", "US", 0.1), ("c", "US", 0.3))
    told = by_id(before, after)
    assert told["a"] == ("assessed", pytest.approx(-0.2))
    assert told["c"] == ("assessed", pytest.approx(0.1))


def test_a_stance_unscored_in_both_plays_no_part() -> None:
    assert set(by_id(run(("a", "US", None), ("b", "US", 0.1)), run(("a", "US", None), ("b", "US", 0.2)))) == {"b"}


def test_where_no_stance_is_in_both_what_went_and_what_came_make_half_each() -> None:
    told = by_id(run(("a", "US", 0.1), ("b", "US", 0.3)), run(("c", "US", 0.6)))
    assert sum(part for kind, part in told.values() if kind == "gone") == pytest.approx(0.2)
    assert told["c"] == ("new", pytest.approx(0.2))


def test_without_a_mean_in_one_run_there_are_no_contributions() -> None:
    told = contributions(run(("a", "US", 0.1)), run(("b", "China", 0.1)), side="US")
    assert told["contribution"].isna().all()


fewer = settings(max_examples=25, deadline=None)
"""Frames take their time."""

STANCES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.tuples(st.sampled_from(["US", "China", "observer"]), st.one_of(st.none(), st.floats(-1, 1))),
    max_size=16,
)


def of(stances: dict[str, tuple[str, float | None]]) -> pd.DataFrame:
    return run(*((name, side, polarity) for name, (side, polarity) in stances.items()))


@fewer
@given(STANCES, STANCES)
def test_the_parts_add_up_to_the_difference_of_the_means(
    one: dict[str, tuple[str, float | None]], other: dict[str, tuple[str, float | None]]
) -> None:
    before, after = of(one), of(other)
    means = [part.loc[part["side"] == "US", "polarity"].mean() for part in (before, after)]
    told = contributions(before, after, side="US")["contribution"]
    if math.isnan(means[0]) or math.isnan(means[1]):
        assert told.isna().all()
    else:
        assert told.sum() == pytest.approx(means[1] - means[0], abs=1e-12)


@fewer
@given(STANCES, STANCES)
def test_seen_from_the_other_run_every_part_has_the_other_sign(
    one: dict[str, tuple[str, float | None]], other: dict[str, tuple[str, float | None]]
) -> None:
    there = contributions(of(one), of(other), side="US").set_index("stance_id")
    back = contributions(of(other), of(one), side="US").set_index("stance_id")
    assert list(there.index) == list(back.index)
    np.testing.assert_allclose(there["contribution"], -back["contribution"], atol=1e-12)
    turned = {"gone": "new", "new": "gone"}
    assert [turned.get(kind, kind) for kind in there["kind"]] == list(back["kind"])


@fewer
@given(STANCES)
def test_a_run_compared_with_itself_has_not_moved(one: dict[str, tuple[str, float | None]]) -> None:
    told = contributions(of(one), of(one), side="US")
    assert set(told["kind"]) <= {"unchanged"}
    assert (told["contribution"].fillna(0) == 0).all()


@fewer
@given(STANCES, STANCES, st.floats(-1, 1))
def test_a_scorer_that_is_friendlier_by_as_much_everywhere_moves_only_what_is_rescored(
    one: dict[str, tuple[str, float | None]], other: dict[str, tuple[str, float | None]], shift: float
) -> None:
    lifted = of(other).assign(polarity=lambda rows: rows["polarity"] + shift)
    parts = [
        contributions(of(one), after, side="US").assign(fixed=lambda t: ~t["kind"].isin(["unchanged", "rescored"]))
        for after in (of(other), lifted)
    ]
    if parts[0]["kind"].isin(["unchanged", "rescored"]).any():
        plain, moved = (part.loc[part["fixed"], "contribution"] for part in parts)
        np.testing.assert_allclose(plain, moved, atol=1e-12)


def test_an_interval_leaves_an_article_out_of_both_runs_at_once() -> None:
    # Differences by article: .1, .3 and .2; with one stance each it is the interval of the mean of these.
    before = run(("a", "US", 0.5), ("b", "US", -0.3), ("c", "US", 0.0))
    after = run(("a", "US", 0.6), ("b", "US", 0.0), ("c", "US", 0.2))
    half, n = paired_half_width(before, after, side="US")
    without_each = np.array([0.25, 0.15, 0.2])
    assert n == 3
    assert half == pytest.approx(float(half_width(np.square(without_each - 0.2).sum(), 3)))


def test_what_is_alike_in_all_articles_does_not_widen_the_interval() -> None:
    before = run(("a", "US", 0.5), ("b", "US", -0.8), ("c", "US", 0.1))
    half, _ = paired_half_width(before, before.assign(polarity=before["polarity"] + 0.2), side="US")
    assert half == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("stances", [(), (("a", "US", 0.5),), (("a", "China", 0.5), ("b", "US", 0.1))])
def test_with_one_article_or_none_there_is_no_interval(stances: tuple[Stance, ...]) -> None:
    assert math.isnan(paired_half_width(run(*stances), run(*stances), side="US")[0])


def test_the_interval_holds_a_difference_that_was_planted() -> None:
    random = np.random.default_rng(7)
    held = []
    for _ in range(200):
        article = np.repeat(np.arange(20), 4)
        tone, bias = random.normal(0, 0.3, 20)[article], random.normal(0.1, 0.15, 20)[article]
        ids = [f"{number:02}:{i}" for i, number in enumerate(article)]
        made = pd.DataFrame({"stance_id": ids, "article_id": article.astype(str), "side": "US"})
        before = made.assign(polarity=tone + random.normal(0, 0.2, 80))
        after = made.assign(polarity=tone + bias + random.normal(0, 0.2, 80))
        half, _ = paired_half_width(before, after, side="US")
        held.append(abs(after["polarity"].mean() - before["polarity"].mean() - 0.1) <= half)
    assert 0.92 <= np.mean(held) <= 0.98
