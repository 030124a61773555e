"""Sentences with the labels that people gave them, as the table `labelled`."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from tenor import tables
from tenor.corpus.opening import PROJECT
from tenor.errors import CorpusError, ParameterError, unknown

COOPERATION, NEUTRAL, CONFRONTATION = "cooperation", "neutral", "confrontation"
LABELS = (CONFRONTATION, NEUTRAL, COOPERATION)
"""From the bottom of the scale of polarity to its top."""

OWN = PROJECT / "data" / "validation" / "sentences.jsonl"
"""The project's own sentences; the README beside them says what the labels mean."""

Row = dict[str, str]


def labelled_sentences(
    path: str | Path = "", *, text_column: str = "text", label_column: str = "label", labels: str = ""
) -> pd.DataFrame:
    """Give the labelled sentences in a `.jsonl` or `.csv` file as the table `labelled`; the project's own for no path.

    Labels are cooperation, confrontation and neutral, the last of which may be missing. `labels` translates others:
    "pos=cooperation,neg=confrontation". `id`, `cue` and `phenomenon` are read where they are there; a sentence without
    an `id` is named by its line. Blank lines are passed over.

    Raises CorpusError, with file and line, for anything that cannot be read: a column that is missing, an empty text, a
    label that is none, an `id` that stands twice. ParameterError for `labels` that cannot be read.
    """
    source = Path(path or OWN)
    meant = _translation(labels)
    rows = [_labelled(row, where, text_column, label_column, meant) for where, row in _rows(source)]
    twice = next((name for name, n in Counter(row["sentence_id"] for row in rows).items() if n > 1), None)
    if twice is not None:
        raise CorpusError(f"{source}: the id {twice!r} stands twice; give each sentence one of its own")
    if len({row["label"] for row in rows}) < 2:
        raise CorpusError(f"{source}: all sentences have one label; sentences of two labels or three are needed")
    return tables.frame("labelled", rows)


def _translation(labels: str) -> Mapping[str, str]:
    """Read "pos=cooperation,neg=confrontation"; the labels themselves are always understood."""
    meant = {label: label for label in LABELS}
    for pair in filter(None, map(str.strip, labels.split(","))):
        given, equals, label = (part.strip() for part in pair.partition("="))
        if not equals or label not in LABELS:
            raise ParameterError(f"labels: {pair!r} is not yours=ours, where ours is one of {', '.join(LABELS)}")
        meant[given] = label
    return meant


def _labelled(row: Row, where: str, text_column: str, label_column: str, meant: Mapping[str, str]) -> Row:
    for column in (text_column, label_column):
        if column not in row:
            raise CorpusError(f"{where}: {unknown('column', column, row)}")
    text, label = row[text_column], row[label_column].strip()
    if not text.strip():
        raise CorpusError(f"{where}: the column {text_column!r} is empty; a sentence needs words")
    if label not in meant:
        raise CorpusError(f"{where}: {unknown('label', label, meant)}; others need a translation in `labels`")
    others = {"cue": row.get("cue", ""), "phenomenon": row.get("phenomenon", "")}
    return {"sentence_id": row.get("id", "") or where, "text": text, "label": meant[label], **others}


def _rows(source: Path) -> Iterator[tuple[str, Row]]:
    """Give each row with its place, every cell as text."""
    readers = {".jsonl": _json_rows, ".csv": _csv_rows}
    if source.suffix.lower() not in readers:
        raise CorpusError(f"{source}: labelled sentences are read from {' and '.join(readers)}")
    for line, row in readers[source.suffix.lower()](_text_of(source), source):
        yield f"{source.name}:{line}", row


def _text_of(source: Path) -> str:
    try:
        return source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CorpusError(f"{source}: cannot be read ({error.strerror}); give a file of labelled sentences") from None
    except UnicodeDecodeError as error:
        raise CorpusError(f"{source}: not in UTF-8 (byte {error.start}); save it as UTF-8") from None


def _json_rows(text: str, source: Path) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CorpusError(f"{source}:{number}: not JSON ({error}); write one object a line") from None
        if not isinstance(row, dict):
            raise CorpusError(f'{source}:{number}: no object, as in {{"text": "...", "label": "neutral"}}')
        yield number, {key: "" if value is None else str(value) for key, value in row.items()}


def _csv_rows(text: str, source: Path) -> Iterator[tuple[int, Row]]:
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
    try:
        reader.fieldnames = [(name or "").strip() for name in reader.fieldnames or ()]
        for row in reader:
            if None in row:
                raise CorpusError(
                    f"{source}:{reader.line_num}: more cells than columns; put a text with commas in quotes"
                )
            yield reader.line_num, {name: cell or "" for name, cell in row.items()}
    except csv.Error as error:
        raise CorpusError(f"{source}:{reader.reader.line_num}: not CSV ({error}); save it as CSV (UTF-8)") from None
