"""Where the level of a series steps up or down, and how often chance alone makes as clear a step.

Candidates are the change points of the optimal segmentation (PELT: Killick, Fearnhead & Eckley 2012, JASA 107) with
squared error and a penalty of three times the logarithm of the length, in units of the noise between neighbouring bins.
That alone finds steps in most series of which each bin merely carries over some of the last.

So the clearest candidate is tested against chance that lasts, and only where it holds, the clearest ones before and
after it, each in its own part of the series. Its F statistic is compared with the largest F at any place in series that
have no step: the part's own moves, what a bin adds to what it carries over, are permuted in blocks and carried over
again. How much is carried over is not known, and in short series what lasts and what steps look alike. So permuted
series are made for every share from nothing to nine tenths, and each counts the more, the more it looks as lasting as
the real one once its own best step is taken out.

A trend is no step. A candidate holds only where steps tell its part better than a straight line does, by a margin of
twice the logarithm of the length for each step: its place and its size are two numbers. With one and a half times it,
a tenth of the straight trends would be taken for steps, and with once, a quarter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter
from scipy.special import stdtrit

from tenor.narrative.jackknife import LEVEL
from tenor.narrative.sums import Floats

PENALTY = 3.0
"""A candidate has to explain this many times the logarithm of the length."""

FEWEST_AT_A_LEVEL = 3
"""A level lasts at least so many bins, and at least a tenth of all."""

CARRIED = np.arange(0.0, 0.95, 0.1)
"""Shares of a bin that the next one may carry over."""

SERIES_EACH = 300
"""Permuted series for each share."""

MARGIN = 2.0
"""Steps have to beat a straight line by this many times the logarithm of the length, each."""

UNMOVED = 1e-18
"""Noise no larger than this is rounding."""

SEED = 1
ALIKE = 0.05
RUN_IN = 50


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was tested: the level changes at the bin with the number `at`, between its neighbours.

    `half` is half the width of the 95 % interval of the shift. `p` is how often chance gives as clear a step;
    `straight` is true where a straight line tells that part of the series as well.
    """

    at: int
    before: float
    after: float
    half: float
    p: float
    straight: bool


@dataclass(frozen=True, slots=True)
class _Test:
    at: int
    p: float
    carried: float
    straight: bool

    @property
    def holds(self) -> bool:
        return self.p <= 1 - LEVEL and not self.straight


def steps(values: Floats) -> list[Step]:
    """Give the steps that were tested of a series without gaps, in order. The seed is fixed: always the same."""
    tests = sorted(_tests(values, candidates(values), 0), key=lambda test: test.at)
    return [_step(values, test, first, last) for test, first, last in _between(tests, len(values))]


def candidates(values: Floats) -> list[int]:
    """Give the numbers of the bins at which a new level may begin."""
    from ruptures import Pelt

    noise = float(np.mean(np.square(np.diff(values)))) / 2
    if noise <= UNMOVED:
        return []
    search = Pelt(model="l2", jump=1, min_size=_shortest(len(values))).fit(values / np.sqrt(noise))
    return [int(at) for at in search.predict(pen=PENALTY * np.log(len(values)))[:-1]]


def _tests(values: Floats, places: list[int], start: int) -> Iterator[_Test]:
    """Test the clearest of the candidates, and where it holds, those on each side of it; `start` is added to places."""
    shortest = _shortest(len(values))
    open_ = [at for at in places if shortest <= at <= len(values) - shortest]
    if not open_ or len(values) < 3 * FEWEST_AT_A_LEVEL:
        return
    at = max(open_, key=lambda place: _f_at(values, place))
    p, carried = _chance(values, at)
    test = _Test(start + at, p, carried, _straight(values, [at]) and _straight(values, open_))
    yield test
    if test.holds:
        yield from _tests(values[:at], [place for place in open_ if place < at], start)
        yield from _tests(values[at:], [place - at for place in open_ if place > at], start + at)


def _between(tests: list[_Test], n: int) -> Iterator[tuple[_Test, int, int]]:
    """Give each test with the part that it separates: up to the next steps that hold."""
    for test in tests:
        firsts = [other.at for other in tests if other.holds and other.at < test.at]
        lasts = [other.at for other in tests if other.holds and other.at > test.at]
        yield test, max(firsts, default=0), min(lasts, default=n)


def _step(values: Floats, test: _Test, first: int, last: int) -> Step:
    before, after = values[first : test.at], values[test.at : last]
    freedom = last - first - 2
    squares = np.square(before - before.mean()).sum() + np.square(after - after.mean()).sum()
    lasting = (1 + test.carried) / (1 - test.carried)
    error = np.sqrt(squares / freedom * (1 / len(before) + 1 / len(after)) * lasting)
    half = float(stdtrit(freedom, (1 + LEVEL) / 2) * error)
    return Step(test.at, float(before.mean()), float(after.mean()), half, test.p, test.straight)


def _shortest(n: int) -> int:
    return max(FEWEST_AT_A_LEVEL, round(n / 10))


def _levels(values: Floats, places: list[int]) -> Floats:
    return np.concatenate([np.full(len(part), part.mean()) for part in np.split(values, places)])


def _straight(values: Floats, places: list[int]) -> bool:
    time = np.arange(len(values)) - (len(values) - 1) / 2
    centred = values - values.mean()
    of_line = centred - time * (time @ centred) / (time @ time)
    of_steps = values - _levels(values, places)
    margin = MARGIN * len(places) * np.log(len(values)) / len(values)
    return bool(of_line @ of_line < np.exp(margin) * (of_steps @ of_steps))


def _chance(values: Floats, at: int) -> tuple[float, float]:
    """Give how often chance makes as clear a step as that at `at`, and how much of a bin the next one carries over."""
    rest = values - _levels(values, [at])
    share = float(np.clip(_lasting(rest[None])[0], 0, CARRIED[-1]))
    clear, alike, carried = _without_step(rest[1:] - share * rest[:-1], len(values))
    weight = np.exp(-np.square((alike - _best_steps(values[None])[1]) / ALIKE) / 2) + 1e-12
    weight /= weight.sum()
    n_alike = 1 / np.square(weight).sum()
    p = (weight @ (clear >= _f_at(values, at)) * n_alike + 1) / (n_alike + 1)
    return float(p), float(weight @ carried)


def _without_step(moves: Floats, n: int) -> tuple[Floats, Floats, Floats]:
    """Give, of permuted series without a step, the largest F, how lasting they look and what was carried over."""
    drawn = (moves - moves.mean())[_orders(len(moves))]
    parts = np.split(drawn, len(CARRIED))
    made = [lfilter([1.0], [1.0, -share], part, axis=1) for share, part in zip(CARRIED, parts, strict=True)]
    clear, alike = _best_steps(np.concatenate(made)[:, -n:])
    return clear, alike, np.repeat(CARRIED, SERIES_EACH)


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
    shortest = _shortest(n)
    places = np.arange(shortest, n - shortest + 1)
    centred = made - made.mean(axis=1, keepdims=True)
    sums = np.cumsum(centred, axis=1)[:, places - 1]
    gains = np.square(sums) * (1 / places + 1 / (n - places))
    best, rows = gains.argmax(axis=1), np.arange(len(made))
    gain, at, first = gains[rows, best], places[best][:, None], sums[rows, best][:, None]
    levels = np.where(np.arange(n) < at, first / at, -first / (n - at))
    left = np.square(centred).sum(axis=1) - gain
    return gain / np.maximum(left, 1e-300) * (n - 2), _lasting(centred - levels)


def _f_at(values: Floats, at: int) -> float:
    levels = _levels(values, [at])
    rest = values - levels
    return float(np.square(levels - values.mean()).sum() / max(rest @ rest, 1e-300) * (len(values) - 2))


def _lasting(rest: Floats) -> Floats:
    """Give the correlation of each bin with the next."""
    crossed: Floats = (rest[:, 1:] * rest[:, :-1]).sum(axis=1) / np.maximum(np.square(rest).sum(axis=1), 1e-300)
    return crossed
