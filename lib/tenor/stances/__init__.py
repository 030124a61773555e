"""Article to stances: who said what, on which side, about what."""

from tenor.stances.extraction import stances

__all__ = ["stances"]
