"""Where the level of a series steps up or down, and how often chance alone makes as clear a step.

Candidates are the change points of the optimal segmentation (PELT: Killick, Fearnhead & Eckley 2012, JASA 107) with
squared error and a penalty of three times the logarithm of the length, in units of the noise between neighbouring bins.
That alone finds steps in most series of which each bin merely carries over some of the last.

So the clearest candidate is tested against chance that lasts (see `chance`), or the clearest two of which the second
undoes the first, as a fall and a recovery leave no single step. Only where that holds are others tested, each in its
own part of the series.

A trend is no step. A candidate holds only where steps tell its part better than a straight line does, by a margin of
twice the logarithm of the length for each step: its place and its size are two numbers. With one and a half times it,
a tenth of the straight trends would be taken for steps, and with once, a quarter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import numpy as np
from scipy.special import stdtrit

from tenor.narrative.chance import FEWEST_AT_A_LEVEL, chance, f_statistic, levels, shortest
from tenor.narrative.jackknife import LEVEL
from tenor.narrative.sums import Floats

PENALTY = 3.0
"""A candidate has to explain this many times the logarithm of the length."""

MARGIN = 2.0
"""Steps have to beat a straight line by this many times the logarithm of the length, each."""

UNMOVED = 1e-18
"""Noise no larger than this is rounding."""


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
    search = Pelt(model="l2", jump=1, min_size=shortest(len(values))).fit(values / np.sqrt(noise))
    return [int(at) for at in search.predict(pen=PENALTY * np.log(len(values)))[:-1]]


def _tests(values: Floats, places: list[int], start: int) -> Iterator[_Test]:
    """Test the clearest candidate, or two that undo each other; where they hold, go on between them.

    `start` is added to the places.
    """
    fewest = shortest(len(values))
    open_ = [at for at in places if fewest <= at <= len(values) - fewest]
    if not open_ or len(values) < 3 * FEWEST_AT_A_LEVEL:
        return
    tests = _single(values, open_)
    if not tests[0].holds:
        tests = next((pair for pair in _pair(values, open_) if pair[0].holds), tests)
    for test in tests:
        yield replace(test, at=start + test.at)
    if tests[0].holds:
        ends = [0, *(test.at for test in tests), len(values)]
        for first, last in pairwise(ends):
            yield from _tests(values[first:last], [at - first for at in open_ if first < at < last], start + first)


def _single(values: Floats, open_: list[int]) -> list[_Test]:
    at = max(open_, key=lambda place: f_statistic(values, [place]))
    p, carried = chance(values, [at])
    return [_Test(at, p, carried, _straight(values, [at]) and _straight(values, open_))]


def _pair(values: Floats, open_: list[int]) -> Iterator[list[_Test]]:
    """Give the clearest two candidates of which the second undoes the first, if there are any."""
    undone = [list(pair) for pair in combinations(open_, 2) if _undone(values, list(pair))]
    if undone:
        places = max(undone, key=lambda pair: f_statistic(values, pair))
        p, carried = chance(values, places)
        twice = min(1.0, 2 * p)  # it is the second question asked of the same bins
        yield [_Test(at, twice, carried, _straight(values, places)) for at in places]


def _undone(values: Floats, places: list[int]) -> bool:
    first, second, third = (part.mean() for part in np.split(values, places))
    return bool((second - first) * (third - second) < 0)


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


def _straight(values: Floats, places: list[int]) -> bool:
    time = np.arange(len(values)) - (len(values) - 1) / 2
    centred = values - values.mean()
    of_line = centred - time * (time @ centred) / (time @ time)
    of_steps = values - levels(values, places)
    margin = MARGIN * len(places) * np.log(len(values)) / len(values)
    return bool(of_line @ of_line < np.exp(margin) * (of_steps @ of_steps))
