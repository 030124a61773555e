"""A coding sheet as a file: its columns, written to be filled in by people and read back."""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tenor.errors import CorpusError

QUESTIONS = ("content", "speaker", "side", "topics")
"""What a coder is asked of each stance; the answer stands in the column `<question>_right`."""


COLUMNS = {
    "stance_id": "the stance; leave it as it is",
    "article_id": "the article it stands in",
    "outlet": "who published the article",
    "published": "day of publication",
    "context": "the article's words around it, the content between [[ and ]], a line break as ¶",
    "content": "what is said, as found",
    "cue": "the reporting words, as found",
    "source": "the words that name the speaker, as found",
    "kind": "direct (quoted), indirect (paraphrased) or mixed",
    "speaker": "who that is, as found; empty where unattributed",
    "side": "the speaker's side, as found",
    "topics": "what the content is about, as found; empty where it is about no topic of the relation",
    "weight": "how many stances of the corpus this one stands for; leave it as it is",
    "content_right": "yes if the content holds what is said, all of it and nothing else",
    "speaker_right": "yes if it is this speaker who says it",
    "side_right": "yes if the speaker belongs to this side",
    "topics_right": "yes if these topics, and no others of the relation, are touched",
    "coder": "your name or initials; empty: the name of the file stands for you",
    "note": "anything you want to remember; Tenor does not read it",
}
"""The columns of a coding sheet, in their order, with their meaning."""

YES, NO = frozenset("yes y 1 true x".split()), frozenset("no n 0 false".split())

NEEDED = ("stance_id", "kind", "speaker", "side", "weight", *(f"{question}_right" for question in QUESTIONS))

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one coder says of one stance: `right` by question, None where not judged; the other fields are the sheet's.

    `weight` is the number of stances of the corpus that the drawn one stands for.
    """

    stance_id: str
    coder: str
    kind: str
    speaker: str
    side: str
    weight: float
    right: Mapping[str, bool | None]

    @property
    def stratum(self) -> tuple[str, str]:
        """What the stance was drawn among."""
        return self.side, self.kind


def explain() -> str:
    """Say what the columns of a coding sheet hold and how to fill them in."""
    lines = [f"  {column:<14} {meaning}" for column, meaning in COLUMNS.items()]
    asked = ", ".join(f"{question}_right" for question in QUESTIONS)
    return "\n".join(
        [
            "The columns of the coding sheet:",
            *lines,
            f"Answer {asked} with yes or no; leave empty what you cannot judge. Answer all four if you can.",
            "Two people who judge the same sheet, each in a copy or under their name in `coder`, make agreement known.",
        ]
    )


def write_sheet(rows: Iterable[Row], out: TextIO) -> None:
    """Write a coding sheet as CSV that a spreadsheet opens as it is meant.

    It begins with a byte order mark, without which Excel takes UTF-8 for something else; a cell that would be a formula
    begins with an apostrophe, which `read_sheets` takes away again.
    """
    out.write("\ufeff")
    writer = csv.DictWriter(out, fieldnames=list(COLUMNS), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({column: guarded(cell) for column, cell in row.items()} for row in rows)


def guarded(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("'tis so")
    ("'=HYPERLINK(1)", "'tis so")
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Give back what `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_sheets(paths: Iterable[Path | str]) -> list[Answer]:
    """Read filled-in coding sheets of one draw: one for all coders, with their names in `coder`, or one each.

    yes, y, 1, true and x are yes; no, n, 0 and false are no, in any case; an empty cell was not judged. Columns that
    are not needed are ignored, and semicolons or tabs between cells are read as well as commas.

    Raises CorpusError, with file, line and column, for anything else: a sheet that is not one, an answer that is
    neither yes nor no, a stance judged twice by one coder or with another weight (a sheet of another draw).
    """
    answers: list[Answer] = []
    seen: dict[tuple[str, str], str] = {}
    weights: dict[str, tuple[float, str]] = {}
    for path in map(Path, paths):
        for where, answer in _answers(path):
            before = seen.setdefault((answer.stance_id, answer.coder), where)
            if before != where:
                raise CorpusError(
                    f"{where}, column coder: {answer.coder!r} has judged {answer.stance_id} before, in {before}; "
                    "give each coder a name of their own"
                )
            weight, first = weights.setdefault(answer.stance_id, (answer.weight, where))
            if not math.isclose(weight, answer.weight):
                raise CorpusError(
                    f"{where}, column weight: {answer.weight:g} for {answer.stance_id}, but {weight:g} in {first}; "
                    "read the sheets of one draw together, and leave the weights as they were"
                )
            answers.append(answer)
    return answers


def _answers(path: Path) -> Iterator[tuple[str, Answer]]:
    text = _text_of(path)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text.partition("\n")[0]), strict=True)
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        _require_columns(path, columns)
        reader.fieldnames = columns
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if None in row:
                raise CorpusError(f"{where}: more cells than columns; put a cell that holds a comma between quotes")
            cells = {name: unguarded(cell or "").strip() for name, cell in row.items()}
            if any(cells.values()):
                yield where, _answer(cells, where, path)
    except csv.Error as error:
        raise CorpusError(
            f"{path}:{reader.reader.line_num}: not CSV ({error}); save the sheet as CSV (UTF-8)"
        ) from None


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); give a filled-in coding sheet") from None
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not in UTF-8 (byte {error.start}); save the sheet as CSV (UTF-8)") from None


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _require_columns(path: Path, columns: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise CorpusError(
            f"{path}:1: not a coding sheet: without the column(s) {', '.join(missing)}; "
            f"it has {', '.join(columns) or 'none'}. `tenor audit SOURCE --sample 100` makes one"
        )


def _answer(cells: Mapping[str, str], where: str, path: Path) -> Answer:
    if not cells["stance_id"]:
        raise CorpusError(f"{where}, column stance_id: empty; it must be as it was drawn")
    return Answer(
        stance_id=cells["stance_id"],
        coder=cells.get("coder") or str(path),
        kind=cells["kind"],
        speaker=cells["speaker"],
        side=cells["side"],
        weight=_weight(cells["weight"], where),
        right={question: _verdict(cells[f"{question}_right"], question, where) for question in QUESTIONS},
    )


def _weight(cell: str, where: str) -> float:
    try:
        weight = float(cell.replace(",", "."))
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise CorpusError(f"{where}, column weight: {cell!r:.40} is no number above 0; leave it as it was drawn")
    return weight


def _verdict(cell: str, question: str, where: str) -> bool | None:
    word = cell.lower()
    if word in YES or word in NO:
        return word in YES
    if word:
        raise CorpusError(f"{where}, column {question}_right: {cell!r:.40}; write yes or no, or leave it empty")
    return None
