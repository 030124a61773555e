"""A reader's corrections of stances: kept in a file that people review, and applied to what was found."""

from tenor.corrections.applying import OUTCOMES, Outcome, corrected, corrected_score
from tenor.corrections.correction import CHANGES, Correction
from tenor.corrections.files import chosen_file, corrections_file, read_corrections
from tenor.corrections.keeping import keep, take_back

__all__ = [
    "CHANGES",
    "OUTCOMES",
    "Correction",
    "Outcome",
    "chosen_file",
    "corrected",
    "corrected_score",
    "corrections_file",
    "keep",
    "read_corrections",
    "take_back",
]
