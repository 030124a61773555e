"""What is asked of the verdict: which worlds, how much news of each, and which answer would be right."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from tenor.calibration.tones import Tones
from tenor.calibration.worlds import SPREAD, World

NEWS = ((0.0, 0.0), (0.15, 0.5), (0.15, 0.8), (0.30, 0.8))
"""News that both sides share: its share of the variance of a stance, and how much of it lasts to the next week."""

SIZES = (8, 80, 800)
YOUNG, A_WEEK = (9, 13, 26, 39), (5, 40)
"""Weeks of corpora that reach over less than a year, and articles a week of these."""

STEEP, SEEN_AFTER = (0.8, 1.2), (13, 17, 21, 26)
"""Falls a year that can be seen in less than a year, and weeks after which they are looked for."""

FALLS = (0.1, 0.2, 0.3, 0.4, 0.6)
SPIRAL = Tones(falls=(0.5, 0.5), moves=0.2, back=0.6)
LONG, OFTEN = 104, 832
"""Weeks and articles of the worlds that are to be told apart: eight articles a week for two years."""

TRUTHS = {
    "spiral": SPIRAL,
    "common shock": Tones(falls=(0.5, 0.5), news=0.2, carried=0.7),
    "one-sided": Tones(falls=(0.5, 0.0)),
    "step": Tones(step=0.6),
    "recovery": Tones(falls=(-0.5, -0.5)),
    "steady": Tones(),
    "answers without a fall": Tones(moves=0.2, back=0.6),
}
"""What happens in each of these worlds; of a fall, this much a year."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One world to be drawn many times: the question that it belongs to, what is true in it, and the world."""

    question: str
    truth: str
    world: World


def steady(share: float, carried: float) -> Tones:
    """Give tones in which nothing changes but by news, which is to be `share` of the whole variance of stances."""
    return Tones(news=SPREAD * float(np.sqrt(share / (1 - share))), carried=carried)


def cells() -> list[Cell]:
    """Give every cell: *alarms* in worlds where nothing changes, *power* by the size of a fall and by the news of a
    spiral, worlds to be told apart (*truths*), and over less than a year worlds where nothing changes (*young*) and
    falls (*steep*).
    """
    return [*_alarms(), *_power(), *_spirals(), *_truths(), *_young(), *_steep()]


def _alarms() -> Iterator[Cell]:
    for articles in SIZES:
        for share, carried in NEWS:
            for outlets in (1, 5):
                yield Cell("alarms", "steady", World(steady(share, carried), articles=articles, outlets=outlets))


def _power() -> Iterator[Cell]:
    for articles in (40, 80, 160):
        for fall in FALLS:
            yield Cell("power", "falling", World(Tones(falls=(fall, fall)), articles=articles))


def _spirals() -> Iterator[Cell]:
    for articles in (104, 208, 416, OFTEN):
        yield Cell("spirals", "spiral", World(SPIRAL, articles=articles, weeks=LONG))


def _truths() -> Iterator[Cell]:
    for truth, tones in TRUTHS.items():
        yield Cell("truths", truth, World(tones, articles=OFTEN, weeks=LONG, outlets=5))


def _young() -> Iterator[Cell]:
    for weeks, a_week, (share, carried) in product(YOUNG, A_WEEK, NEWS):
        yield Cell("young", "steady", World(steady(share, carried), articles=a_week * weeks, weeks=weeks))


def _steep() -> Iterator[Cell]:
    for fall, weeks in product(STEEP, SEEN_AFTER):
        yield Cell("steep", "falling", World(Tones(falls=(fall, fall)), articles=A_WEEK[0] * weeks, weeks=weeks))
