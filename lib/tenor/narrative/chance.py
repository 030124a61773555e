"""How often chance alone makes as clear a step of the level as a series has, where what happens lasts.

The F statistic of a step is compared with the largest F at any place in series that have no step: the series' own
moves, what a bin adds to what it carries over, are permuted in blocks and carried over again. How much is carried over
is not known, and in short series what lasts and what steps look alike. So permuted series are made for every share from
nothing to nine tenths, and each counts the more, the more it looks as lasting as the real one once its own best step is
taken out. Two steps at once are compared with the best two of each series likewise.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from tenor.narrative.sums import Floats

FEWEST_AT_A_LEVEL = 3
"""A level lasts at least so many bins, and at least a tenth of all."""

CARRIED = np.arange(0.0, 0.95, 0.1)
"""Shares of a bin that the next one may carry over."""

SERIES_EACH = 300
"""Permuted series for each share."""

ALIKE = 0.05
"""Series whose lasting is so far from the real one's count .61 of those that are as lasting."""

COARSE = 24
"""Two steps at once are looked for at about so many places."""

RUN_IN = 50
SEED = 1


def chance(values: Floats, places: list[int]) -> tuple[float, float]:
    """Give how often chance makes as clear steps as those at one or two `places`, and the share that is carried over.

    The seed is fixed, so the answer is always the same. No share is below one in the number of series that count.
    """
    best = _best_steps if len(places) == 1 else _best_pairs
    rest = values - levels(values, places)
    share = float(np.clip(_lasting(rest[None])[0], 0, CARRIED[-1]))
    made = _without_step(rest[1:] - share * rest[:-1], len(values))
    clear, alike = best(made)
    own, lasting = best(values[None])
    weight = np.exp(-np.square((alike - lasting) / ALIKE) / 2) + 1e-12
    weight /= weight.sum()
    n_alike = 1 / np.square(weight).sum()
    as_clear = clear >= (f_statistic(values, places) if len(places) == 1 else own)
    p = (weight @ as_clear * n_alike + 1) / (n_alike + 1)
    return float(p), float(weight @ np.repeat(CARRIED, SERIES_EACH))


def levels(values: Floats, places: list[int]) -> Floats:
    """Give the mean of each part between `places`, for each of its bins."""
    return np.concatenate([np.full(len(part), part.mean()) for part in np.split(values, places)])


def f_statistic(values: Floats, places: list[int]) -> float:
    """Give how much the levels between `places` explain for each bit that they leave."""
    told = levels(values, places)
    rest = values - told
    gain = np.square(told - values.mean()).sum() / len(places)
    return float(gain / max(rest @ rest, 1e-300) * (len(values) - 1 - len(places)))


def shortest(n: int) -> int:
    """Give how many of `n` bins a level lasts at least."""
    return max(FEWEST_AT_A_LEVEL, round(n / 10))


def _without_step(moves: Floats, n: int) -> Floats:
    """Give permuted series without a step, as many for each share that may be carried over."""
    drawn = (moves - moves.mean())[_orders(len(moves))]
    parts = np.split(drawn, len(CARRIED))
    made = [lfilter([1.0], [1.0, -share], part, axis=1) for share, part in zip(CARRIED, parts, strict=True)]
    return np.asarray(np.concatenate(made)[:, -n:])


@lru_cache(maxsize=32)
def _orders(n: int) -> NDArray[np.int_]:
    """Give permutations of `n` in blocks of about its cube root, with a run-in before them."""
    draw = np.random.default_rng(SEED)
    block = max(1, round(n ** (1 / 3)))
    starts, n_series, length = np.arange(0, n, block), len(CARRIED) * SERIES_EACH, n + 1 + RUN_IN
    rounds = -(-length // (len(starts) * block))
    shuffled = np.concatenate([draw.permuted(np.tile(starts, (n_series, 1)), axis=1) for _ in range(rounds)], axis=1)
    places = (shuffled[:, :, None] + np.arange(block)).reshape(n_series, -1) + draw.integers(0, n, (n_series, 1))
    return np.asarray(places[:, :length] % n)


def _best_steps(made: Floats) -> tuple[Floats, Floats]:
    """Give the largest F at any place, and how lasting the rest looks without that step, for each row."""
    n = made.shape[1]
    fewest = shortest(n)
    places = np.arange(fewest, n - fewest + 1)
    centred = made - made.mean(axis=1, keepdims=True)
    sums = np.cumsum(centred, axis=1)[:, places - 1]
    gains = np.square(sums) * (1 / places + 1 / (n - places))
    best, rows = gains.argmax(axis=1), np.arange(len(made))
    gain, at, first = gains[rows, best], places[best][:, None], sums[rows, best][:, None]
    told = np.where(np.arange(n) < at, first / at, -first / (n - at))
    left = np.square(centred).sum(axis=1) - gain
    return gain / np.maximum(left, 1e-300) * (n - 2), _lasting(centred - told)


def _best_pairs(made: Floats) -> tuple[Floats, Floats]:
    """Give the same as `_best_steps` for two steps at once, looked for at about `COARSE` places."""
    n = made.shape[1]
    fewest = shortest(n)
    places = np.arange(fewest, n - fewest + 1, max(1, n // COARSE))
    first, second = (places[number] for number in np.triu_indices(len(places), 1))
    apart = second - first >= fewest
    first, second = first[apart], second[apart]
    centred = made - made.mean(axis=1, keepdims=True)
    sums = np.cumsum(centred, axis=1)
    gains = np.square(sums[:, first - 1]) / first + np.square(sums[:, second - 1]) / (n - second)
    gains += np.square(sums[:, second - 1] - sums[:, first - 1]) / (second - first)
    best, rows = gains.argmax(axis=1), np.arange(len(made))
    one, other, gain = first[best][:, None], second[best][:, None], gains[rows, best]
    before, until = sums[rows[:, None], one - 1], sums[rows[:, None], other - 1]
    time = np.arange(n)
    told = np.where(
        time < one, before / one, np.where(time < other, (until - before) / (other - one), -until / (n - other))
    )
    left = np.square(centred).sum(axis=1) - gain
    return gain / np.maximum(left, 1e-300) * (n - 3) / 2, _lasting(centred - told)


def _lasting(rest: Floats) -> Floats:
    """Give the correlation of each bin with the next."""
    crossed: Floats = (rest[:, 1:] * rest[:, :-1]).sum(axis=1) / np.maximum(np.square(rest).sum(axis=1), 1e-300)
    return crossed
