"""Mean polarity of groups of stances."""

import math

import numpy as np
import pandas as pd
import pytest

from tenor.errors import ParameterError, TableError
from tenor.narrative.means import mean_by
from tests.narrative.worlds import told

NAN = math.nan


def test_a_group_has_mean_counts_and_share_of_its_own_stances() -> None:
    stances, scores, _ = told(
        [
            ("a1", "2023-01-01", "US", 0.4),
            ("a1", "2023-01-01", "US", -0.2),
            ("b1", "", "US", NAN),
            ("b1", "", "China", 0.0),
        ]
    )
    china, us = mean_by(stances, scores, ["side"], scorer="vader").to_dict("records")
    assert us["polarity"] == pytest.approx(0.1)
    assert (us["n_stances"], us["n_articles"], us["n_unscored"], us["negative_share"]) == (3, 2, 1, 0.5)
    assert (china["polarity"], china["n_stances"], china["negative_share"]) == (0.0, 1, 0.0)


def test_the_band_is_by_article_and_not_by_stance() -> None:
    # Two articles of two like stances each: the band is that of two numbers, not of four.
    stances, scores, _ = told([("a1", "", "US", 0.1)] * 2 + [("b1", "", "US", 0.2)] * 2)
    (row,) = mean_by(stances, scores, ["side"], scorer="vader").to_dict("records")
    assert row["polarity"] == pytest.approx(0.15)
    assert row["high"] - row["polarity"] == pytest.approx(12.706 * 0.05, rel=1e-4)


def test_the_sides_of_one_article_are_contrasted_without_a_band() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5), ("a1", "", "US", 0.1), ("a1", "", "China", -0.5)])
    sides = mean_by(stances, scores, ["side"], scorer="vader")
    assert list(sides["polarity"]) == pytest.approx([-0.5, 0.3])
    assert sides[["low", "high"]].isna().all(axis=None)


def test_an_unscored_article_gives_no_band_and_no_polarity_of_zero() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5), ("b1", "", "US", NAN), ("b1", "", "China", NAN)])
    china, us = mean_by(stances, scores, ["side"], scorer="vader").to_dict("records")
    assert math.isnan(us["low"])
    assert us["polarity"] == 0.5
    assert all(math.isnan(china[column]) for column in ("polarity", "low", "high", "negative_share"))


def test_a_stance_counts_in_each_of_its_topics() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5), ("b1", "", "US", -0.5), ("b1", "", "US", 0.1)])
    topics = mean_by(stances.assign(topics=["trade;Taiwan", "trade", ""]), scores, ["topic"], scorer="vader")
    assert topics.set_index("topic")["polarity"].to_dict() == {"": 0.1, "Taiwan": 0.5, "trade": 0.0}


def test_articles_can_be_the_groups() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5), ("b1", "", "US", -0.5)])
    assert list(mean_by(stances, scores, ["article_id"], scorer="vader")["n_articles"]) == [1, 1]


def test_no_stances_give_an_empty_table() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5)])
    assert mean_by(stances[:0], scores[:0], ["side"], scorer="vader").empty


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [(f"a{i % 7}", "", ("US", "China")[i % 2], value) for i, value in enumerate(np.linspace(-0.7, 0.9, 40))]
    stances, scores, _ = told(rows)
    first = mean_by(stances, scores, ["side"], scorer="vader")
    again = mean_by(
        stances.sample(frac=1, random_state=1), scores.sample(frac=1, random_state=2), ["side"], scorer="vader"
    )
    pd.testing.assert_frame_equal(first, again, check_exact=True)


def test_wrong_names_and_double_scores_are_refused_in_words() -> None:
    stances, scores, _ = told([("a1", "", "US", 0.5)])
    with pytest.raises(ParameterError, match=r"no scorer 'textblob'\. Known: vader"):
        mean_by(stances, scores, ["side"], scorer="textblob")
    with pytest.raises(ParameterError, match="no column 'sides'; did you mean 'side'"):
        mean_by(stances, scores, ["sides"], scorer="vader")
    with pytest.raises(TableError, match="stance 'a1:0-1' was scored twice by 'vader'"):
        mean_by(stances, pd.concat([scores, scores]), ["side"], scorer="vader")
