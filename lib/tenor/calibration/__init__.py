"""How often a verdict is right, in invented worlds of which the truth is known."""

from tenor.calibration.cells import TRUTHS, Cell, cells
from tenor.calibration.counting import calibration, confusion, shares
from tenor.calibration.judging import judged
from tenor.calibration.tones import Tones
from tenor.calibration.worlds import News, World, news

__all__ = ["TRUTHS", "Cell", "News", "Tones", "World", "calibration", "cells", "confusion", "judged", "news", "shares"]
