"""Steps of a level: found where they are planted, and hardly ever in what merely lasts or falls steadily."""

import numpy as np
import pytest
from scipy.signal import lfilter

from tenor.narrative.steps import Step, candidates, steps


def lasting(seed: int, n: int, carried: float) -> np.ndarray:
    """Noise of which each bin carries over a share, with standard deviation 1."""
    noise = np.random.default_rng(seed).normal(size=n + 60) * np.sqrt(1 - carried**2)
    made: np.ndarray = lfilter([1.0], [1.0, -carried], noise)
    return made[60:]


def stepped(seed: int, n: int, shift: float, *, at: int = 0) -> np.ndarray:
    made = lasting(seed, n, 0.0)
    made[at or n // 2 :] += shift
    return made


def holding(values: np.ndarray) -> list[Step]:
    return [step for step in steps(values) if step.p <= 0.05 and not step.straight]


def test_a_clear_step_is_found_where_it_is_with_its_levels() -> None:
    (step,) = holding(stepped(1, 60, 4.0, at=20))
    assert step.at == 20
    assert [step.before, step.after] == pytest.approx([0, 4], abs=0.5)
    assert step.p < 0.01
    assert abs(step.after - step.before - 4.0) < step.half


def test_two_steps_the_same_way_are_both_found() -> None:
    values = lasting(3, 90, 0.0) + 5.0 * (np.arange(90) >= 30) + 5.0 * (np.arange(90) >= 60)
    assert [step.at for step in holding(values)] == [30, 60]


def test_a_fall_and_the_recovery_from_it_are_found_together() -> None:
    values = lasting(3, 60, 0.0)
    values[20:40] -= 3.0
    assert [step.at for step in holding(values)] == pytest.approx([20, 40], abs=1)
    down, up = holding(values)
    assert down.after == up.before
    assert sum(len(holding(lasting(seed, 52, 0.0) - 2.0 * (np.arange(52) // 17 == 1))) == 2 for seed in range(20)) >= 10


def test_most_steps_of_twice_the_noise_are_found_in_a_year_of_weeks() -> None:
    assert sum(bool(holding(stepped(seed, 52, 2.0))) for seed in range(30)) >= 20


@pytest.mark.parametrize("n", [24, 52])
@pytest.mark.parametrize("carried", [0.0, 0.5, 0.8])
def test_what_merely_lasts_hardly_ever_makes_a_step(n: int, carried: float) -> None:
    found = sum(bool(holding(lasting(seed, n, carried))) for seed in range(40))
    assert found <= 5  # of 40; the method's table has the rates of many more


@pytest.mark.parametrize("slope", [0.05, 0.1, 0.3])
def test_a_straight_trend_is_hardly_ever_a_step(slope: float) -> None:
    found = sum(bool(holding(lasting(seed, 52, 0.0) + slope * np.arange(52))) for seed in range(30))
    assert found <= 3


def test_laws_of_steps() -> None:
    values = stepped(2, 52, 3.0)
    (first,) = steps(values)
    (lifted,) = steps(values + 7.0)
    assert lifted.at == first.at
    assert lifted.p == pytest.approx(first.p)
    (larger,) = steps(values * 2)
    assert larger.at == first.at
    assert larger.p == pytest.approx(first.p)
    assert larger.half == pytest.approx(2 * first.half)
    (turned,) = steps(-values)
    assert (turned.at, turned.before) == (first.at, -first.before)
    assert turned.p == pytest.approx(first.p, abs=0.01)


@pytest.mark.parametrize("values", [np.zeros(30), np.full(30, 0.3), np.repeat([0.1, -0.1], 15), np.arange(30.0)])
def test_no_noise_at_all_is_no_fault(values: np.ndarray) -> None:
    assert all(0 <= step.p <= 1 for step in steps(values))


def test_a_level_lasts_three_bins_at_least() -> None:
    places = [0, *candidates(lasting(4, 60, 0.8)), 60]
    assert min(np.diff(places)) >= 3
