"""How often the extraction is right on a corpus: stances drawn at random, judged by people, counted with intervals.

`draw` makes a coding sheet, people fill it in, `read_sheets` reads it back, `precision` and `agreement` give the
numbers. A sheet tells how often what was found is right; it cannot tell what was not found.
"""

from tenor.audit.counting import NOTE, TOGETHER, agreement, alpha, precision, wilson
from tenor.audit.drawing import allotted, context, draw
from tenor.audit.sheet import (
    COLUMNS,
    NEEDED,
    QUESTIONS,
    Answer,
    Row,
    explain,
    guarded,
    read_sheets,
    unguarded,
    write_sheet,
)

__all__ = [
    "COLUMNS",
    "NEEDED",
    "NOTE",
    "QUESTIONS",
    "TOGETHER",
    "Answer",
    "Row",
    "agreement",
    "allotted",
    "alpha",
    "context",
    "draw",
    "explain",
    "guarded",
    "precision",
    "read_sheets",
    "unguarded",
    "wilson",
    "write_sheet",
]
