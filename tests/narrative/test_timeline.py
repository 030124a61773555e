"""Mean polarity by period and side."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.columns import TABLES
from tenor.errors import ParameterError
from tenor.narrative.timeline import PERIODS, period_for, timeline
from tests.narrative.worlds import told, year

STANCES = st.lists(
    st.tuples(
        st.sampled_from(["a1", "a2", "b1", "c1"]),
        st.dates(dt.date(2022, 11, 1), dt.date(2023, 6, 30)).map(str),
        st.sampled_from(["US", "China", "observer"]),
        st.floats(-0.4, 0.4) | st.just(math.nan),
    ),
    min_size=1,
    max_size=30,
)


@pytest.mark.parametrize(
    "period, day, first",
    [
        ("day", "2023-07-09", "2023-07-09"),
        ("week", "2023-07-03", "2023-07-03"),  # a Monday
        ("week", "2023-07-09", "2023-07-03"),  # the Sunday after
        ("week", "2023-01-01", "2022-12-26"),
        ("week", "1969-12-31", "1969-12-29"),
        ("month", "2024-02-29", "2024-02-01"),
        ("quarter", "2023-06-30", "2023-04-01"),
        ("quarter", "2023-12-01", "2023-10-01"),
        ("quarter", "1969-12-31", "1969-10-01"),
    ],
)
def test_a_day_falls_into_the_period_that_starts_on(period: str, day: str, first: str) -> None:
    assert PERIODS[period](np.array([day], dtype="datetime64[D]"))[0] == np.datetime64(first)


def test_a_month_without_a_word_is_a_row_of_each_side_with_nothing_in_it() -> None:
    stances, scores, _ = told(
        [("a1", "2023-01-31", "US", 0.4), ("b1", "2023-03-01", "China", -0.4), ("c1", "", "observer", 1)]
    )
    rows = timeline(stances, scores, scorer="vader", over="month")
    assert list(rows["bin"].dt.strftime("%m")) == ["01", "01", "02", "02", "03", "03"]
    assert list(rows["side"]) == ["China", "US"] * 3
    assert list(rows["n_stances"]) == [0, 1, 0, 0, 1, 0]
    assert list(rows["polarity"].fillna(9)) == [9, 0.4, 9, 9, -0.4, 9]


@pytest.mark.parametrize(
    "days, period",
    [
        (0, "day"),
        (25, "day"),
        (26, "week"),
        (170, "week"),
        (200, "month"),
        (760, "month"),
        (900, "quarter"),
        (9000, "quarter"),
    ],
)
def test_auto_takes_the_finest_period_that_makes_a_readable_number_of_bins(days: int, period: str) -> None:
    start = pd.Timestamp("2020-01-06")
    assert period_for(pd.Series([start, start + pd.Timedelta(days=days)])) == period


def test_an_unknown_period_is_refused_with_the_known_ones() -> None:
    stances, scores, _ = told([("a1", "2023-01-31", "US", 0.4)])
    with pytest.raises(
        ParameterError, match=r"no period 'monht'; did you mean 'month'\? Known: auto, day, month, quarter, week"
    ):
        timeline(stances, scores, scorer="vader", over="monht")


@pytest.mark.parametrize("over", ["auto", "day", "week", "month", "quarter"])
def test_no_dated_stance_gives_an_empty_table(over: str) -> None:
    stances, scores, _ = told([("a1", "", "US", 0.4)])
    assert timeline(stances, scores, scorer="vader", over=over).empty
    assert timeline(stances[:0], scores[:0], scorer="vader", over=over).empty


@settings(deadline=None, max_examples=25)
@given(STANCES, st.sampled_from(["week", "month", "quarter", "auto"]))
def test_laws_of_the_timeline(rows: list[tuple[str, str, str, float]], over: str) -> None:
    stances, scores, _ = told(rows)
    first = timeline(stances, scores, scorer="vader", over=over)

    shuffled = timeline(stances.sample(frac=1, random_state=3), scores[::-1], scorer="vader", over=over)
    pd.testing.assert_frame_equal(first, shuffled, check_exact=True)

    assert first["n_stances"].sum() == len(rows)
    assert (first["n_unscored"] <= first["n_stances"]).all()
    seen = first.dropna(subset=["low"])
    assert ((seen["low"] <= seen["polarity"]) & (seen["polarity"] <= seen["high"])).all()

    lifted = timeline(stances, scores.assign(polarity=scores["polarity"] + 0.25), scorer="vader", over=over)
    np.testing.assert_allclose(lifted["polarity"], first["polarity"] + 0.25)

    silent = pd.concat([stances, stances.assign(stance_id=stances["stance_id"] + "x")])
    more = timeline(silent, scores, scorer="vader", over=over)
    pd.testing.assert_frame_equal(
        more[["polarity", "low", "high"]], first[["polarity", "low", "high"]], check_exact=True
    )
    assert (more["n_unscored"] == first["n_unscored"] + first["n_stances"]).all()

    names = {"US": "China", "China": "US", "observer": "observer"}
    swapped = timeline(stances.assign(side=stances["side"].map(names)), scores, scorer="vader", over=over)
    back = swapped.assign(side=swapped["side"].map(names)).sort_values(["bin", "side"], ignore_index=True)
    pd.testing.assert_frame_equal(back, first, check_exact=True)


def test_the_table_is_the_declared_one() -> None:
    stances, scores, _ = year(1, articles=30)
    rows = timeline(stances, scores, scorer="v")
    assert list(rows) == list(TABLES["timeline"])


def test_bands_hold_the_truth_as_often_as_they_say() -> None:
    held: list[bool] = []
    for seed in range(80):
        stances, scores, _ = year(seed, articles=40)
        rows = timeline(stances, scores, scorer="v", over="quarter").dropna(subset=["low"])
        held.extend((rows["low"] <= 0.1) & (rows["high"] >= 0.1))
    assert 0.92 < np.mean(held) < 0.98


def test_a_wire_service_does_not_decide_where_outlets_weigh_alike() -> None:
    wire = [(f"a{i}", "2023-01-02", "US", -0.5) for i in range(9)]
    stances, scores, articles = told([*wire, ("b1", "2023-01-03", "US", 0.3), ("c1", "2023-01-04", "US", 0.5)])
    (stance,) = timeline(stances, scores, scorer="vader", articles=articles).to_dict("records")
    (outlet,) = timeline(stances, scores, scorer="vader", articles=articles, weights="outlet").to_dict("records")
    assert stance["polarity"] == pytest.approx((9 * -0.5 + 0.8) / 11)
    assert outlet["polarity"] == pytest.approx(0.1)
    assert outlet["negative_share"] == pytest.approx(1 / 3)
    assert (outlet["n_stances"], outlet["n_articles"]) == (11, 11)


def test_the_band_of_outlets_that_weigh_alike_is_by_article() -> None:
    # Of all: .225. Without a1 the outlets' means are .1 and .3, without a2 .2 and .3, without b1 .15 alone.
    stances, scores, articles = told(
        [("a1", "2023-01-02", "US", 0.2), ("a2", "2023-01-02", "US", 0.1), ("b1", "2023-01-03", "US", 0.3)]
    )
    (row,) = timeline(stances, scores, scorer="vader", articles=articles, weights="outlet").to_dict("records")
    squares = 0.025**2 + 0.025**2 + 0.075**2
    assert row["high"] - row["polarity"] == pytest.approx(4.302653 * math.sqrt(2 / 3 * squares), rel=1e-5)


def test_with_one_stance_an_outlet_the_weights_make_no_difference() -> None:
    rows = [(f"{'abcd'[i]}{i}", "2023-01-02", "US", i / 10) for i in range(4)]
    stances, scores, articles = told([*rows, ("e1", "2023-01-02", "US", math.nan)])
    by_stance = timeline(stances, scores, scorer="vader", articles=articles)
    by_outlet = timeline(stances, scores, scorer="vader", articles=articles, weights="outlet")
    pd.testing.assert_frame_equal(by_stance, by_outlet)


def test_negative_salience_counts_against_all_articles_read() -> None:
    stances, scores, articles = told(
        [
            ("a1", "2023-01-02", "US", -0.5),
            ("a1", "2023-01-02", "US", -0.1),
            ("b1", "2023-01-09", "US", 0.1),
            ("b1", "2023-01-09", "China", math.nan),
            ("c1", "2023-02-02", "China", -0.3),
        ]
    )
    days = pd.Series(["2023-01-20", None]).astype("datetime64[s]")
    silent = pd.DataFrame({"article_id": ["s1", "s2"], "outlet": "s", "published": days})
    read = pd.concat([articles, silent], ignore_index=True)
    rows = timeline(stances, scores, scorer="vader", articles=read).set_index(["bin", "side"])
    january, february = rows.xs("2023-01-01"), rows.xs("2023-02-01")
    assert january["n_read"].to_list() == [3, 3]
    assert january["negative_salience"].to_dict() == pytest.approx({"US": 2 / 3, "China": 0})
    assert february["negative_salience"].to_dict() == {"US": 0, "China": 1}


def test_without_the_articles_there_is_no_salience() -> None:
    stances, scores, _ = told([("a1", "2023-01-31", "US", -0.4)])
    assert timeline(stances, scores, scorer="vader")[["n_read", "negative_salience"]].isna().all(axis=None)


def test_unknown_weights_and_weights_without_outlets_are_refused_in_words() -> None:
    stances, scores, articles = told([("a1", "2023-01-31", "US", 0.4)])
    with pytest.raises(ParameterError, match=r"no weights 'outlets'; did you mean 'outlet'\? Known: outlet, stance"):
        timeline(stances, scores, scorer="vader", articles=articles, weights="outlets")
    with pytest.raises(ParameterError, match="weights by outlet need the table articles"):
        timeline(stances, scores, scorer="vader", weights="outlet")


def test_ten_thousand_articles_of_one_day_are_one_bin_a_side() -> None:
    stances, scores, articles = told([(f"a{i}", "2023-07-01", "US", i % 7 / 10 - 0.3) for i in range(10_000)])
    (row,) = timeline(stances, scores, scorer="vader", articles=articles, over="auto").to_dict("records")
    assert (row["n_articles"], row["n_read"]) == (10_000, 10_000)


def test_a_period_longer_than_the_corpus_is_one_bin() -> None:
    stances, scores, _ = told([("a1", "2023-01-02", "US", 0.1), ("b1", "2023-01-09", "US", 0.2)])
    assert len(timeline(stances, scores, scorer="vader", over="quarter")) == 1
