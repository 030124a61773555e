"""Intervals that allow for news that lasts."""

from itertools import pairwise

import numpy as np
import pytest

from tenor.narrative.persistence import lasting_half_width
from tenor.narrative.sums import Sums
from tenor.narrative.trend import mean_change


def weekly(polarity: np.ndarray, *, per: int = 1) -> Sums:
    """Give `per` articles a week with one stance each."""
    day = np.repeat(np.arange(len(polarity)) * 7.0, per)
    values = np.repeat(polarity, per)[:, None]
    return Sums(day, np.full(len(day), "a", dtype=object), np.ones_like(values), values)


def articles(polarity: np.ndarray) -> Sums:
    """Give an article for each number, in a row a week."""
    day = np.repeat(np.arange(len(polarity)) * 7.0, polarity.shape[1])
    return Sums(day, np.full(len(day), "a", dtype=object), np.ones((len(day), 1)), polarity.reshape(-1, 1))


def waves(seed: int, *, carried: float) -> np.ndarray:
    draw = np.random.default_rng(seed)
    values = np.zeros(52)
    for week in range(1, 52):
        values[week] = carried * values[week - 1] + draw.normal(0, np.sqrt(1 - carried**2))
    return values * 0.2


def half(part: Sums, degree: int = 1) -> float:
    return lasting_half_width(part, np.ones(part.n.shape[1]), degree=degree)


def test_news_that_lasts_makes_the_interval_wider_and_news_that_does_not_hardly() -> None:
    lasting = [mean_change(weekly(waves(seed, carried=0.9)), np.ones(1))[2] for seed in range(20)]
    passing = [mean_change(weekly(waves(seed, carried=0.0)), np.ones(1))[2] for seed in range(20)]
    assert np.median(lasting) > 2
    assert np.median(passing) < 1.3


def test_news_that_fades_within_weeks_makes_it_about_as_much_wider_as_theory_says() -> None:
    # Of weeks that carry .6 over, the mean is as unsure as of a quarter of the weeks: (1 - .6) / (1 + .6).
    fading = [mean_change(weekly(waves(seed, carried=0.6)), np.ones(1))[2] for seed in range(20)]
    assert 1.6 < np.median(fading) < 3


def test_the_interval_is_never_narrower_than_by_articles_alone() -> None:
    assert all(mean_change(weekly(waves(seed, carried=0.5)), np.ones(1))[2] >= 1 for seed in range(20))


@pytest.mark.parametrize("degree", [0, 1])
def test_it_scales_with_the_polarities_and_not_with_where_they_lie(degree: int) -> None:
    values = waves(3, carried=0.8)
    first = half(weekly(values), degree)
    assert half(weekly(values * 2 + 0.3), degree) == pytest.approx(2 * first)
    assert half(weekly(-values), degree) == pytest.approx(first)


def test_a_trend_makes_no_difference_to_its_own_interval() -> None:
    values = waves(4, carried=0.8)
    assert half(weekly(values - 0.01 * np.arange(52))) == pytest.approx(half(weekly(values)))


def test_more_articles_a_week_do_not_make_up_for_few_weeks() -> None:
    values = waves(5, carried=0.9)
    assert half(weekly(values, per=50)) > 0.5 * half(weekly(values))


def test_polarities_on_a_line_leave_no_doubt() -> None:
    assert half(weekly(np.linspace(0.5, -0.5, 20))) == 0


def test_few_weeks_say_nothing_of_what_lasts() -> None:
    assert np.isnan(half(weekly(waves(6, carried=0.5)[:4])))


def test_centuries_are_taken_in_fifty_two_bins() -> None:
    draw = np.random.default_rng(7)
    day, values = np.sort(draw.integers(0, 200_000, 3000)).astype(float), draw.normal(0, 0.3, (3000, 1))
    assert half(Sums(day, np.full(3000, "a", dtype=object), np.ones((3000, 1)), values)) > 0


def test_the_fewer_weeks_the_wider_because_they_cannot_show_what_lasts() -> None:
    # Fifty articles a week of which nothing lasts: over a year that is seen, over a quarter it is not.
    def widened(weeks: int) -> float:
        draws = [np.random.default_rng(seed).normal(0, 0.2, (weeks, 50)) for seed in range(20)]
        return float(np.median([mean_change(articles(draw), np.ones(1))[2] for draw in draws]))

    quarter, half_year, year = map(widened, (13, 26, 52))
    assert quarter > half_year > 1.5 * year
    assert year < 1.2


def test_it_narrows_without_a_step_as_weeks_come_in() -> None:
    halves = [half(weekly(np.resize([0.1, -0.1], weeks))) for weeks in range(10, 60)]
    assert all(0.8 < later / earlier < 1 for earlier, later in pairwise(halves))
