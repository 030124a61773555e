"""What readers corrected, as the report tells it: counted in a sentence, and one row a correction."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, shortened
from tenor.corrections import CHANGES
from tenor.narrative.numerals import NOTHING, signed
from tenor.sentiment import SCORERS
from tenor.tables import applied_corrections, correction_counts

MOST_WORDS = 160
"""Most characters of a name or topic; articles and readers may give any."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction in the report; `changes` are what is corrected, what was found ("" where unknown) and what is right.

    `when` is None for an entry that could not be read; `anchor` is where the stance stands, "" where that is not shown.
    """

    content: str
    anchor: str
    who: str
    when: dt.date | None
    why: str
    changes: Sequence[tuple[str, str, str]]
    outcome: str
    detail: str


def corrections_sentence(table: pd.DataFrame) -> str:
    """Say how many stances readers corrected and rejected, how many corrections were of no use, and what follows."""
    n = correction_counts(table)
    outcomes = Counter(table["outcome"])
    done = [f"{verb} {counted(n[key], 'stance')}" for key, verb in _DONE.items() if n[key]]
    told = [f"Readers {' and '.join(done)}" if done else "No correction was applied"]
    told += [_lost(outcomes[outcome], *verbs) for outcome, verbs in _LOST.items() if outcomes[outcome]]
    return f"{'; '.join(told)}.{_tones(table)}"


def correction_rows(
    table: pd.DataFrame, stances: pd.DataFrame, anchors: Mapping[str, str], *, scorer: str, most: int
) -> Iterator[CorrectionRow]:
    """Give the rows of the table `corrections`, at most `most` characters of each content.

    What a polarity was before is what `scorer` gives the stance, which is asked again for it.
    """
    cues = dict(zip(stances["stance_id"], stances["cue"], strict=True))
    for cells in table.to_dict("records"):
        row = {str(name): cell for name, cell in cells.items()}
        yield CorrectionRow(
            content=shortened(row["content"], most),
            anchor=anchors.get(row["stance_id"], ""),
            who=row["who"],
            when=dt.date.fromisoformat(row["when"][:10]) if row["when"] else None,
            why=row["why"],
            changes=[_change(name, row, scorer, cues) for name in CHANGES if name in row["changed"].split(";")],
            outcome=row["outcome"],
            detail=row["detail"],
        )


_DONE = {"n_corrected": "corrected", "n_rejected": "rejected"}
_LOST = {
    "no longer matches": ("no longer matches", "no longer match"),
    "cannot be used": ("cannot be used", "cannot be used"),
    "not read": ("is of an article that was not read", "are of articles that were not read"),
}


def _lost(n: int, one: str, several: str) -> str:
    return f"{counted(n, 'correction')} {one if n == 1 else several}"


def _tones(table: pd.DataFrame) -> str:
    """Say what corrected tones do to the comparison of scorers."""
    applied = list(applied_corrections(table))
    rejected = {each.stance_id for each in applied if each.rejected}
    n = len({each.stance_id for each in applied if each.polarity is not None} - rejected)
    return (
        f" In {counted(n, 'stance')} the polarity is a reader’s under each scorer: there, scorers agree." if n else ""
    )


def _change(name: str, row: Mapping[str, Any], scorer: str, cues: Mapping[str, str]) -> tuple[str, str, str]:
    if name == "rejected":
        return name, "", ""
    if name == "polarity":
        is_asked = scorer in SCORERS and row["outcome"] == "applied" and row["stance_id"] in cues
        before = SCORERS[scorer](row["content"], cues[row["stance_id"]]).polarity if is_asked else None
        return name, "" if before is None else signed(before), signed(row["polarity"])
    is_found = bool(row["side_found"])
    return name, _cell(name, row[f"{name}_found"]) if is_found else "", _cell(name, row[name])


def _cell(name: str, value: str) -> str:
    nothing = "unattributed" if name == "speaker" else NOTHING
    return shortened(value.replace(";", ", ") if name == "topics" else value, MOST_WORDS) or nothing
