"""Stances and scores as they go through pipes: JSON lines, CSV and Parquet, written as they come.

The keys of a line are a contract with whoever reads them.
"""

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TextIO

from tenor.records import Assessment, Fault, Mention, Score, Stance

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Question:
    """A line to be scored: its `id` as given, its text (None where it has none), and the cue that reported it."""

    id: Any
    text: str | None
    cue: str


def stance_line(stance: Stance) -> dict[str, Any]:
    """Give a stance as the JSON object of a line."""
    return {
        "article_id": stance.article_id,
        "stance_id": stance.stance_id,
        "kind": stance.kind,
        "content": stance.content,
        "spans": [[span.start, span.end] for span in stance.spans],
        "cue": _mention(stance.cue),
        "source": _mention(stance.source),
        "speaker": stance.speaker,
        "resolution": stance.resolution,
        "role": stance.role,
        "side": stance.side,
        "topics": list(stance.topics),
        "within": stance.within,
        "paragraph": stance.paragraph,
        "published": stance.published.isoformat() if stance.published else None,
    }


def write_jsonl(found: Iterable[Stance], out: TextIO) -> None:
    """Write stances as JSON lines."""
    for stance in found:
        out.write(json.dumps(stance_line(stance), ensure_ascii=False) + "\n")


def write_csv(found: Iterable[Stance], out: TextIO) -> None:
    """Write stances as CSV with the columns of the table `stances`."""
    from tenor.tables import TABLES, stance_cells

    writer = csv.DictWriter(out, fieldnames=list(TABLES["stances"]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(stance_cells, found))


def write_parquet(found: Iterable[Stance], out: TextIO) -> None:
    """Write stances as Parquet with the columns of the table `stances`, a row group for every 2,000."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tenor.tables import stances_table

    schema = pa.Schema.from_pandas(stances_table([]), preserve_index=False)
    with pq.ParquetWriter(out.buffer, schema) as writer:
        for batch in _batches(found):
            writer.write_table(pa.Table.from_pandas(stances_table(batch), schema=schema, preserve_index=False))


WRITERS: dict[str, Callable[[Iterable[Stance], TextIO], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
}


def question(line: bytes, *, where: str) -> tuple[Question, Fault | None]:
    """Read a line to be scored; one without text is a question without text, and a fault that says why."""
    try:
        given = json.loads(line)
    except ValueError as error:
        fault = Fault("broken_line", where, f"not JSON in UTF-8 ({error}); scored as null")
        return Question(None, None, ""), fault
    if not isinstance(given, dict):
        return Question(None, None, ""), Fault("broken_line", where, "not a JSON object with a `text`; scored as null")
    text, cue = given.get("text"), given.get("cue")
    asked = Question(given.get("id"), text if isinstance(text, str) else None, cue if isinstance(cue, str) else "")
    if asked.text is None:
        return asked, Fault("no_text", where, f"`text` is {text!r:.60}, not words; scored as null")
    return asked, None


def score_line(identifier: object, found: Score | None) -> dict[str, object]:
    """Give a score as the JSON object of a line; null where nothing was assessed or there was no text."""
    return {
        "id": identifier,
        "polarity": _number(found.polarity) if found else None,
        "subjectivity": _number(found.subjectivity) if found else None,
        "n_assessed": found.n_assessed if found else 0,
    }


def explained_line(identifier: object, found: Score | None) -> dict[str, object]:
    """Give an explained score as the JSON object of a line: that of `score_line` and its assessments."""
    seen = found.assessments if found else ()
    return {**score_line(identifier, found), "assessments": [_assessment(one) for one in seen]}


def _assessment(one: Assessment) -> dict[str, object]:
    return {
        "span": [one.span.start, one.span.end] if one.span else None,
        "words": " ".join(one.words),
        "polarity": _number(one.polarity),
        "weight": _number(one.weight),
        "rule": one.rule,
    }


def _mention(mention: Mention | None) -> dict[str, Any] | None:
    return {"start": mention.start, "end": mention.end, "text": mention.text} if mention else None


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _batches(found: Iterable[Stance]) -> Iterator[list[Stance]]:
    left = iter(found)
    while batch := list(islice(left, BATCH)):
        yield batch
