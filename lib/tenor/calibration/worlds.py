"""Invented worlds with a known truth, and the news of them as numbers: who said when, where and in which tone."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tenor.calibration.tones import Floats, Tones

FIRST_DAY = np.datetime64("2023-01-02")

SPREAD = 0.35
"""The standard deviation of the polarity of stances around the tone of their side and week."""

ALIKE = 0.30
"""The share of that variance that the stances of one article have in common."""

MISREAD = 0.35
"""The share of it that is the error of one scorer alone."""

SCORERS = 2

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class World:
    """A world and how much of it is printed: `tones` says what happens.

    `articles` are spread by chance over `weeks`, and over `outlets`; each has `per` stances, of either side by chance.
    """

    tones: Tones = field(default_factory=Tones)
    articles: int = 80
    per: int = 5
    outlets: int = 1
    weeks: int = 52


@dataclass(frozen=True, slots=True)
class News:
    """The news of a world: `day` and `outlet` of each article, and of each stance its `article`, `side` (0 or 1) and
    its `polarity` under each scorer (a row a scorer).
    """

    day: Whole
    outlet: Whole
    article: Whole
    side: Whole
    polarity: Floats


def news(world: World, draw: np.random.Generator) -> News:
    """Give one year's news, or more, of `world`.

    A stance has the tone of its side in its week, and around it what its article, the stance itself and the error of
    each scorer add. Polarities are cut at -1 and 1.
    """
    day = np.sort(draw.integers(0, 7 * world.weeks, world.articles))
    article = np.repeat(np.arange(world.articles), world.per)
    side = draw.integers(0, 2, len(article))
    tone = world.tones.drawn(draw, world.weeks)[day[article] // 7, side]
    alike, own, misread = (np.sqrt(share) * SPREAD for share in (ALIKE, 1 - ALIKE - MISREAD, MISREAD))
    said = tone + draw.normal(0, alike, world.articles)[article] + draw.normal(0, own, len(article))
    read = np.clip(said + draw.normal(0, misread, (SCORERS, len(article))), -1, 1)
    return News(day, draw.integers(0, world.outlets, world.articles), article, side, read)
