from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure as Canvas

from tenor.charts.layout import date_ticks, days_of, is_narrow, say, spread


@given(st.lists(st.floats(-1, 1), max_size=6), st.floats(0.01, 0.5))
def test_spread_places_lie_apart_and_keep_their_order(places: list[float], gap: float) -> None:
    moved = spread(places, gap)
    order = sorted(range(len(places)), key=lambda i: places[i])
    assert all(moved[b] - moved[a] >= gap - 1e-9 for a, b in pairwise(order))


def test_spread_leaves_places_that_are_far_enough_apart() -> None:
    assert spread([0.3, -0.5], 0.1) == [0.3, -0.5]


@pytest.mark.parametrize(
    "first, last, expected",
    [
        ("2023-07-01", "2023-07-05", ["1 Jul\n2023", "2 Jul", "3 Jul", "4 Jul", "5 Jul"]),
        ("2023-07-01", "2023-08-07", ["3 Jul\n2023", "10 Jul", "17 Jul", "24 Jul", "31 Jul", "7 Aug"]),
        ("2022-11-15", "2023-03-15", ["Dec\n2022", "Jan\n2023", "Feb", "Mar"]),
        ("2019-01-01", "2024-01-01", ["2019", "2020", "2021", "2022", "2023", "2024"]),
        ("1990-01-01", "2020-01-01", ["1990", "2000", "2010", "2020"]),
    ],
)
def test_date_ticks_are_round_and_name_the_year_where_it_begins(first: str, last: str, expected: list[str]) -> None:
    start, end = days_of(pd.Series(pd.to_datetime([first, last])))
    places, names = date_ticks(start, end, most=6)
    assert names == expected
    assert all(start <= place <= end for place in places)


def test_say_puts_a_sentence_in_place_of_a_frame() -> None:
    ax = Canvas(figsize=(3.6, 1)).subplots()
    say(ax, "There is nothing to draw here, and this sentence is long enough for two lines.")
    assert not ax.axison
    assert is_narrow(ax)
    assert "\n" in ax.texts[0].get_text()
