"""What happens in an invented world: the tone of two sides, week by week."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ORDINARY = 0.15
"""Where the tone of both sides lies if nothing happens: official speech is friendly."""

WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class Tones:
    """What happens to the tone of two sides; nothing, unless said.

    Each side loses its own of `falls` a year in a straight line, after `quiet` weeks in which it does not. Both lose
    `step` at once, in a week of the middle half. Both feel the same news, which has the standard deviation `news`, and
    of which the share `carried` lasts from week to week. Each side makes moves of its own, of the standard deviation
    `moves`, and takes up the share `back` of the other's last move.
    """

    falls: tuple[float, float] = (0.0, 0.0)
    quiet: int = 0
    step: float = 0.0
    news: float = 0.0
    carried: float = 0.0
    moves: float = 0.0
    back: float = 0.0

    def drawn(self, draw: np.random.Generator, weeks: int) -> Floats:
        """Give a tone for each week and side."""
        falling = np.maximum(np.arange(weeks) - self.quiet, 0)
        lines = ORDINARY - np.outer(falling / WEEKS_A_YEAR, self.falls)
        when = draw.integers(weeks // 4, weeks - weeks // 4)
        stepped = np.where(np.arange(weeks) >= when, -self.step, 0.0)[:, None]
        shared = self.news * lasting(draw, weeks, carried=self.carried)[:, None]
        tones: Floats = lines + stepped + shared + answering(draw, weeks, moves=self.moves, back=self.back)
        return tones


def lasting(draw: np.random.Generator, weeks: int, *, carried: float) -> Floats:
    """Give a series with a standard deviation of 1, of which the share `carried` lasts from week to week."""
    fresh = draw.normal(0, 1, weeks)
    made = fresh.copy()
    for week in range(1, weeks):
        made[week] = carried * made[week - 1] + np.sqrt(1 - carried**2) * fresh[week]
    return made


def answering(draw: np.random.Generator, weeks: int, *, moves: float, back: float) -> Floats:
    """Give two series, each of which takes up the share `back` of where the other was the week before."""
    made = draw.normal(0, moves, (weeks, 2))
    for week in range(1, weeks):
        made[week] += back * made[week - 1, ::-1]
    return made
