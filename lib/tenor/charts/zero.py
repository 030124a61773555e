"""What a drawing of tone takes as zero: neutral polarity, or what is ordinary for each side."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

_WHENCE = {
    "corpus": "0 is what is ordinary for a side: the mean of its articles here",
    "profile": "0 is what is ordinary for a side: what the relation profile documents",
}


@dataclass(frozen=True, slots=True)
class Zero:
    """The zero of a drawing: its name at the axis, a sentence for the caption, and the polarity of each side there."""

    name: str = "neutral 0"
    told: str = ""
    of: Mapping[str, float] = field(default_factory=dict)

    @property
    def measured(self) -> bool:
        """True where tone is told as a distance from what is ordinary."""
        return bool(self.of)


NEUTRAL = Zero()


def zero_of(baselines: pd.DataFrame | None) -> Zero:
    """Give the zero that the table `baselines` means; neutral polarity without one, and where the choice is none."""
    choices = set() if baselines is None else set(baselines["choice"])
    if baselines is None or not choices & set(_WHENCE):
        return NEUTRAL
    of = {side: float(zero) for side, zero in zip(baselines["side"], baselines["baseline"], strict=True)}
    return Zero("ordinary 0", _WHENCE[next(iter(choices & set(_WHENCE)))], of)
