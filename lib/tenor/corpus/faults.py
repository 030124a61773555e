"""Why something was left out or read differently, and the count of it."""

from collections import Counter

from tenor.errors import CorpusError
from tenor.records import Fault

REASONS: dict[str, str] = {
    "duplicate": "has the same text as an article read before",
    "not_english": "is not in English",
    "no_text": "has no text",
    "undated": "has no date of publication, which a period asks for",
    "out_of_period": "was published outside the period",
    "broken_line": "is a line or row that cannot be read",
    "not_utf8": "is not UTF-8",
    "unreadable_file": "is a file that cannot be read, or not to its end",
    "no_column": "lacks a column that holds the text or that --map names",
    "outside_link": "is a link that leads outside the folder",
    "other_file": "is a file of a kind that is not read",
    "bad_date": "has a date that is impossible or ambiguous: read as undated",
    "bad_field": "has a title, outlet, url or identifier that is not words: read without it",
    "front_matter": "has front matter that cannot be read: read whole, without it",
    "half_character": "has half of a character: read as U+FFFD",
    "same_id": "has the identifier of another text: read under identifier and digest",
}

LEFT_OUT = frozenset(REASONS) - {"bad_date", "bad_field", "front_matter", "half_character", "same_id"}
"""The reasons for which nothing was read; for the others, the article was read, differently."""

BROKEN = frozenset(REASONS) - {"duplicate", "not_english", "undated", "out_of_period", "outside_link", "other_file"}
"""The reasons that stop a strict reading: the input is not what it should be."""

KEPT = 1000
COUNTED_ONLY = frozenset({"out_of_period", "other_file"})


class UnreadableError(CorpusError):
    """A file that cannot be read, or not further; `fault` says why and where."""

    def __init__(self, reason: str, where: str, detail: str) -> None:
        super().__init__(f"{where}: {detail}")
        self.fault = Fault(reason, where, detail)


class Tally:
    """Faults as they come: all are counted, the first 1,000 of each reason are kept in detail.

    What was asked for (another period) or is no article (files of another kind) is only counted.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self.faults: list[Fault] = []
        self.counts: Counter[str] = Counter()
        self._strict = strict

    def add(self, fault: Fault) -> None:
        """Count `fault`. Raises CorpusError if it is broken input and the reading is strict."""
        if self._strict and fault.reason in BROKEN:
            raise CorpusError(f"{fault.where}: {fault.detail}")
        self.counts[fault.reason] += 1
        if fault.reason not in COUNTED_ONLY and self.counts[fault.reason] <= KEPT:
            self.faults.append(fault)
