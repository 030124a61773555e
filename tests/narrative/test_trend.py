"""The change of mean polarity a year."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tenor.errors import ParameterError
from tenor.narrative.trend import BOTH, trends
from tests.narrative.worlds import SIDES, World, told, year


def months(polarity: dict[str, list[float]]) -> list[tuple[str, str, str, float]]:
    """One article a month from 2023 on, with a stance of each side."""
    return [
        (f"{'abc'[i % 3]}{i}", f"2023-{i + 1:02d}-01", side, value)
        for side, values in polarity.items()
        for i, value in enumerate(values)
    ]


def rows_of(world: World, scorer: str = "vader") -> pd.DataFrame:
    return trends(*world, scorers=[scorer], sides=SIDES)


def row(rows: pd.DataFrame, side: str, left_out: str = "") -> dict[str, Any]:
    (found,) = rows[(rows["side"] == side) & (rows["left_out"] == left_out)].to_dict("records")
    return {str(key): value for key, value in found.items()}


def test_a_straight_line_has_its_slope_a_year_and_no_doubt() -> None:
    days = (pd.to_datetime([f"2023-{m:02d}-01" for m in range(1, 11)]) - pd.Timestamp("2023-01-01")).days
    rows = rows_of(told(months({"US": list(-0.5 * days / 365.25), "China": list(0.1 * days / 365.25)})))
    assert [row(rows, side)["change"] for side in (*SIDES, BOTH)] == pytest.approx([-0.5, 0.1, -0.2])
    assert row(rows, BOTH)["low"] == pytest.approx(row(rows, BOTH)["high"])


def test_both_is_the_average_of_the_two_and_not_led_by_who_speaks_more() -> None:
    # Each side stays what it is; only China, the gloomier one, speaks ever more.
    flat = [(f"a{i}", f"2023-{i + 1:02d}-01", "US", 0.5) for i in range(10)]
    more = [(f"a{i}", f"2023-{i + 1:02d}-01", "China", -0.5) for i in range(10) for _ in range(i + 1)]
    assert row(rows_of(told(flat + more)), BOTH)["change"] == pytest.approx(0)


def test_one_article_gives_no_trend_and_says_what_would() -> None:
    note = row(rows_of(told([("a1", "2023-07-01", "US", 0.5), ("a1", "2023-07-01", "China", 0.1)])), BOTH)["note"]
    assert note == (
        "US has one article, China has one article; "
        "8 dated articles of each side with a scored stance, in 5 weeks or more over 60 days, "
        "would be enough to look for a trend"
    )


@pytest.mark.parametrize(
    "stances, says",
    [
        ([(f"a{i}", "2023-07-01", "US", 0.1) for i in range(9)], "US has 9 articles of one day;"),
        ([(f"a{i}", f"2023-07-{i + 1:02d}", "US", 0.1) for i in range(9)], "US has 9 articles over 8 days;"),
        ([(f"a{i}", f"2023-{i + 1:02d}-01", "US", 0.1) for i in range(7)], "US has 7 articles over 181 days;"),
        (
            [(f"a{i}", f"2023-0{1 + 4 * (i == 8)}-01", "US", 0.1) for i in range(9)],
            "US has 9 articles, all but one of one day;",
        ),
        ([(f"a{i}", f"2023-{i + 1:02d}-01", "US", math.nan) for i in range(9)], "US has no article;"),
        ([(f"a{i}", "", "US", 0.5) for i in range(9)], "US has no article;"),
        ([(f"a{i}", f"2023-{i + 1:02d}-01", "observer", 0.5) for i in range(9)], "US has no article;"),
    ],
)
def test_too_little_is_no_number_and_a_note(stances: list[tuple[str, str, str, float]], says: str) -> None:
    found = row(rows_of(told(stances)), "US")
    assert math.isnan(found["change"])
    assert math.isnan(found["low"])
    assert str(found["note"]).startswith(says)


def test_no_stances_at_all_is_a_row_a_side() -> None:
    stances, scores, articles = told([("a1", "2023-07-01", "US", 0.5)])
    rows = rows_of((stances[:0], scores[:0], articles[:0]))
    assert list(rows["side"]) == ["US", "China", "both"]
    assert rows["change"].isna().all()


def test_from_three_outlets_on_each_is_left_out_in_turn() -> None:
    line = [i / 20 for i in range(12)]
    stances, scores, articles = told(months({"US": line, "China": line}))
    rows = rows_of((stances, scores, articles))
    assert list(rows["left_out"]) == [""] * 3 + ["a"] * 3 + ["b"] * 3 + ["c"] * 3
    assert row(rows, "US", "a")["n_articles"] == 8
    assert set(rows_of((stances, scores, articles.replace({"outlet": {"c": "b"}})))["left_out"]) == {""}
    assert set(rows_of((stances, scores, articles.replace({"outlet": {"c": ""}})))["left_out"]) == {""}


def test_leaving_an_outlet_out_is_as_if_it_had_never_been_read() -> None:
    stances, scores, articles = year(5, articles=60, outlets=4)
    rows = rows_of((stances, scores, articles), "v")
    kept = articles[articles["outlet"] != "outlet 2"]
    alone = rows_of((stances[stances["article_id"].isin(kept["article_id"])], scores, kept), "v")
    for side in (*SIDES, BOTH):
        without, never = row(rows, side, "outlet 2"), row(alone, side)
        assert [without[key] for key in ("change", "low", "high")] == [never[key] for key in ("change", "low", "high")]


@pytest.mark.parametrize("seed", range(5))
def test_laws_of_the_trend(seed: int) -> None:
    stances, scores, articles = year(seed, articles=25, outlets=3)
    numbers = ["change", "low", "high"]
    first = rows_of((stances, scores, articles), "v")

    shuffled = rows_of((stances.sample(frac=1, random_state=seed), scores[::-1], articles[::-1]), "v")
    pd.testing.assert_frame_equal(first, shuffled, check_exact=True)

    lifted = rows_of((stances, scores.assign(polarity=scores["polarity"] - 0.3), articles), "v")
    np.testing.assert_allclose(lifted[numbers], first[numbers], atol=1e-9)

    turned = rows_of((stances, scores.assign(polarity=-scores["polarity"]), articles), "v")
    np.testing.assert_allclose(turned[numbers], -first[["change", "high", "low"]], atol=1e-9)

    later = stances.assign(published=stances["published"] + pd.Timedelta(days=1000))
    np.testing.assert_allclose(rows_of((later, scores, articles), "v")[numbers], first[numbers], atol=1e-9)

    other = stances.assign(side=stances["side"].map({"US": "China", "China": "US"}))
    swapped = rows_of((other, scores, articles), "v")
    for one, two in (SIDES, SIDES[::-1], (BOTH, BOTH)):
        assert [row(swapped, one)[key] for key in numbers] == pytest.approx([row(first, two)[key] for key in numbers])


def test_a_scorer_that_is_not_there_is_refused() -> None:
    with pytest.raises(ParameterError, match="no scorer 'vadr'; did you mean 'vader'"):
        rows_of(told([("a1", "2023-07-01", "US", 0.5)]), "vadr")


@pytest.mark.parametrize("articles", [12, 30])
def test_with_no_trend_the_interval_misses_zero_about_once_in_twenty(articles: int) -> None:
    missed: list[bool] = []
    for seed in range(250):
        rows = rows_of(year(seed, articles=articles), "v").dropna(subset=["change"])
        missed.extend((rows["low"] > 0) | (rows["high"] < 0))
    assert np.mean(missed) < 0.08
