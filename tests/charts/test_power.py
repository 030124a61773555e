"""Curves of power."""

import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas

from tenor.charts.figure import Figure
from tenor.charts.power import draw_power, power_figure


def shares(*rows: tuple[int, float, float]) -> pd.DataFrame:
    """Shares with an interval of a tenth either way: articles, planted fall, share."""
    made = pd.DataFrame(list(rows), columns=["articles", "fall", "share"])
    return made.assign(low=(made["share"] - 0.1).clip(0), high=(made["share"] + 0.1).clip(upper=1), corpora=50)


BOTH = shares((40, 0.2, 0.1), (40, 0.4, 0.5), (80, 0.2, 0.3), (80, 0.4, 0.85))


def figure(table: pd.DataFrame) -> Figure:
    return power_figure(
        table, planted="fall", lines="articles", verdict="a fall", unit="a year", axis="planted fall a year"
    )


@pytest.mark.parametrize(
    "table, title",
    [
        (BOTH, "A fall is named four times of five from 0.4 a year on with 80 articles"),
        (BOTH[BOTH["articles"] == 80], "A fall is named four times of five from 0.4 a year on"),
        (BOTH[BOTH["articles"] == 40], "Not even at 0.4 a year is a fall named four times of five"),
        (BOTH[:0], "Nothing was planted"),
    ],
)
def test_the_title_says_from_where_on_it_is_found(table: pd.DataFrame, title: str) -> None:
    assert figure(table).title == title


def test_the_alternative_text_has_every_number() -> None:
    assert "40 articles: 0.2: 10 %, 0.4: 50 %. 80 articles: 0.2: 30 %, 0.4: 85 %." in figure(BOTH).alt


def test_each_line_is_named_and_drawn_with_its_intervals() -> None:
    ax = Canvas().subplots()
    draw_power(ax, BOTH, planted="fall", lines="articles", axis="planted fall a year")
    assert [text.get_text() for text in ax.texts] == ["40 articles", "80 articles"]
    assert len(ax.collections) == 2
    assert len(ax.lines) == 3  # and the one at four of five


def test_nothing_planted_is_said_in_words() -> None:
    ax = Canvas().subplots()
    draw_power(ax, BOTH[:0], planted="fall", lines="articles", axis="planted fall a year")
    assert "Nothing was planted" in ax.texts[0].get_text()
