"""Stances, time phrases, events and scores as they go through pipes: JSON lines, CSV and Parquet, written as they come.

The keys of a line are a contract with whoever reads them.
"""

import csv
import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TextIO

from tenor.records import Assessment, Event, Fault, Mention, Score, Span, Stance, TimePhrase

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
        "published": _day(stance.published),
    }


def date_line(phrase: TimePhrase) -> dict[str, Any]:
    """Give a time phrase as the JSON object of a line; null days where it dates nothing."""
    return {
        "article_id": phrase.article_id,
        "phrase": phrase.phrase,
        "span": _place(phrase.span),
        "earliest": _day(phrase.earliest),
        "latest": _day(phrase.latest),
        "future": phrase.future,
    }


def event_line(event: Event) -> dict[str, Any]:
    """Give an event as the JSON object of a line."""
    return {
        "article_id": event.article_id,
        "event_id": event.event_id,
        "phrase": event.phrase,
        "span": _place(event.span),
        "text": event.text,
        "text_span": _place(event.text_span),
        "earliest": _day(event.earliest),
        "latest": _day(event.latest),
        "future": event.future,
    }


LINES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "stances": stance_line,
    "dates": date_line,
    "events": event_line,
}
"""How one thing becomes a line, by the name of its table."""


def write_jsonl(found: Iterable[object], out: TextIO, *, table: str = "stances") -> None:
    """Write what was found as JSON lines."""
    for each in found:
        out.write(json.dumps(LINES[table](each), ensure_ascii=False) + "\n")


def write_csv(found: Iterable[object], out: TextIO, *, table: str = "stances") -> None:
    """Write what was found as CSV with the columns of its table, without those that only a run adds."""
    from tenor.columns import ADDED, TABLES
    from tenor.tables import CELLS

    names = [name for name in TABLES[table] if name not in ADDED.get(table, ())]
    writer = csv.DictWriter(out, fieldnames=names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(map(CELLS[table], found))


def write_parquet(found: Iterable[object], out: TextIO, *, table: str = "stances") -> None:
    """Write what was found as Parquet, a row group for every 2,000, with the columns that `write_csv` has."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tenor.columns import ADDED
    from tenor.tables import CELLS, frame

    added = list(ADDED.get(table, ()))
    schema = pa.Schema.from_pandas(frame(table, []).drop(columns=added), preserve_index=False)
    with pq.ParquetWriter(out.buffer, schema) as writer:
        for batch in _batches(found):
            rows = frame(table, map(CELLS[table], batch)).drop(columns=added)
            writer.write_table(pa.Table.from_pandas(rows, schema=schema, preserve_index=False))


class Writer(Protocol):
    """Writes what was found, as rows of a table, to a text stream."""

    def __call__(self, found: Iterable[object], out: TextIO, *, table: str = "stances") -> None:
        """Write it as it comes."""


WRITERS: dict[str, Writer] = {
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


def _place(span: Span) -> list[int]:
    return [span.start, span.end]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _batches(found: Iterable[object]) -> Iterator[list[object]]:
    left = iter(found)
    while batch := list(islice(left, BATCH)):
        yield batch
