"""Intervals by leaving each article out."""

import numpy as np
import pytest

from tenor.narrative.jackknife import half_width


def test_of_two_articles_the_interval_is_students_with_one_degree_of_freedom() -> None:
    # Means 0.2 and 0.4: each is .1 away from their mean when alone; the standard error is sqrt(1/2 * .02) = .1.
    assert half_width(0.02, 2) == pytest.approx(12.706 * 0.1, rel=1e-4)


def test_fewer_than_two_articles_have_no_interval() -> None:
    assert np.isnan(half_width([0.0, 0.0], [0, 1])).all()


def test_for_means_of_equal_articles_it_is_the_textbook_interval() -> None:
    values = np.array([0.1, 0.5, -0.2, 0.3, 0.0])
    squares = sum((np.delete(values, i).mean() - values.mean()) ** 2 for i in range(5))
    assert half_width(squares, 5) == pytest.approx(2.776445 * values.std(ddof=1) / np.sqrt(5))
