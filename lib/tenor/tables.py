"""Tables: tidy pandas frames with the columns that `tenor.columns` declares.

`frame` makes one from rows and `checked` holds one against its declaration; a table that comes out of either has
exactly the declared columns, in their order.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import pandas as pd
import pandera.pandas as pa

from tenor.columns import ADDED, DAY, TABLES
from tenor.corpus.identity import digest
from tenor.corrections import Correction, Outcome
from tenor.errors import TableError, unknown
from tenor.records import Article, Assessment, Event, Fault, Mention, Score, Span, Stance, TimePhrase


def frame(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Give the table `name` made of `rows`, which may be none; missing days and numbers are None."""
    added = dict.fromkeys(ADDED.get(name, ()), "")
    return checked(name, pd.DataFrame([{**added, **row} for row in rows], columns=list(_columns(name))))


def checked(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Give `table` with the declared columns of `name`, in order and of their types.

    Raises TableError where a column is missing or a value is not what is declared. A column that a run adds may be
    missing: then it is empty.
    """
    columns = _columns(name)
    table = table.assign(**{column: "" for column in ADDED.get(name, ()) if column not in table})
    missing = [column for column in columns if column not in table]
    if missing:
        raise TableError(
            f"table {name!r} lacks the column(s) {', '.join(missing)}; it has {', '.join(map(str, table))}"
        )
    schema = pa.DataFrameSchema(columns, name=name)
    try:
        return schema.validate(table[list(columns)].reset_index(drop=True), lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise TableError(
            f"table {name!r}, column {first['column']!r}, row {first['index']}: "
            f"{first['failure_case']!r} is not {first['check']}"
        ) from None


def meanings(name: str) -> pd.DataFrame:
    """Give the columns of table `name` with type and meaning, for documentation."""
    rows = [(column, _KINDS[str(declared.dtype)], declared.description) for column, declared in _columns(name).items()]
    return pd.DataFrame(rows, columns=["column", "type", "meaning"])


def articles_table(articles: Iterable[Article]) -> pd.DataFrame:
    """Give `articles` as a table, without their texts."""
    return frame("articles", map(_article, articles))


def texts_table(articles: Iterable[Article]) -> pd.DataFrame:
    """Give the texts of `articles` as a table."""
    return frame("texts", (_fields(article, "texts") for article in articles))


def faults_table(faults: Iterable[Fault]) -> pd.DataFrame:
    """Give `faults` as a table."""
    return frame("faults", (_fields(fault, "faults") for fault in faults))


def stances_table(stances: Iterable[Stance]) -> pd.DataFrame:
    """Give `stances` as a table; see `stance_cells` for what a cell holds."""
    return frame("stances", map(stance_cells, stances))


def stance_cells(stance: Stance) -> dict[str, object]:
    """Give one stance as the cells of a row: spans and topics joined by `;`, cue and source as words and place.

    The same cells make the table `stances` and the lines of `tenor stances --format csv`.
    """
    return {
        **_fields(stance, "stances"),
        "spans": join_spans(stance.spans),
        "cue": stance.cue.text if stance.cue else "",
        "cue_span": _place(stance.cue),
        "source": stance.source.text if stance.source else "",
        "source_span": _place(stance.source),
        "topics": ";".join(stance.topics),
        "corrected": ";".join(stance.corrected),
    }


def corrections_table(outcomes: Iterable[Outcome], faults: Iterable[Fault] = ()) -> pd.DataFrame:
    """Give what became of corrections as a table, in the order of `outcomes`; `faults` are rows that cannot be used."""
    unusable = ({"outcome": "cannot be used", "detail": f"{fault.where}: {fault.detail}"} for fault in faults)
    rows: Iterable[Mapping[str, object]] = chain(map(_correction, outcomes), unusable)
    empty = {**dict.fromkeys(TABLES["corrections"], ""), "polarity": None, "rejected": False}
    return frame("corrections", ({**empty, **row} for row in rows))


def applied_corrections(table: pd.DataFrame) -> Iterator[Correction]:
    """Give back the corrections of the table `corrections` that were applied; of one stance the later ones hold."""
    for row in table[table["outcome"] == "applied"].to_dict("records"):
        given: dict[str, Any] = {name: row[name] for name in row["changed"].split(";")}
        if "topics" in given:
            given["topics"] = tuple(row["topics"].split(";")) if row["topics"] else ()
        told = {name: row[name] for name in ("stance_id", "content", "who", "why")}
        yield Correction(**told, when=dt.datetime.fromisoformat(row["when"]), **given)


def correction_counts(table: pd.DataFrame) -> dict[str, int]:
    """Count the stances that readers corrected and rejected, and the corrections that no longer match."""
    applied = table[table["outcome"] == "applied"]
    rejected = set(applied.loc[applied["rejected"], "stance_id"])
    return {
        "n_corrected": len(set(applied["stance_id"]) - rejected),
        "n_rejected": len(rejected),
        "n_no_longer": int((table["outcome"] == "no longer matches").sum()),
    }


def stance_of(cells: Mapping[Any, Any]) -> Stance:
    """Give the stance of a row of the table `stances`."""
    plain = {name: cells[name] for name in TABLES["stances"] if name in cells and name not in _JOINED}
    day = cells["published"]
    return Stance(
        **{**plain, "published": None if pd.isna(day) else day.date()},
        spans=tuple(split_spans(cells["spans"])),
        cue=_mention(cells["cue"], cells["cue_span"]),
        source=_mention(cells["source"], cells["source_span"]),
        topics=_several(cells["topics"]),
        corrected=_several(cells.get("corrected", "")),
    )


def events_table(events: Iterable[Event]) -> pd.DataFrame:
    """Give `events` as a table; see `event_cells`."""
    return frame("events", map(event_cells, events))


def event_cells(event: Event) -> dict[str, object]:
    """Give one event as the cells of a row, its places as `start-end`."""
    return {**_fields(event, "events"), "span": join_spans([event.span]), "text_span": join_spans([event.text_span])}


def dates_table(phrases: Iterable[TimePhrase]) -> pd.DataFrame:
    """Give time phrases as a table; see `date_cells`."""
    return frame("dates", map(date_cells, phrases))


def date_cells(phrase: TimePhrase) -> dict[str, object]:
    """Give one time phrase as the cells of a row, its place as `start-end`."""
    return {**_fields(phrase, "dates"), "span": join_spans([phrase.span])}


CELLS: dict[str, Callable[[Any], dict[str, object]]] = {
    "stances": stance_cells,
    "dates": date_cells,
    "events": event_cells,
}
"""How one thing becomes a row of the table of that name."""


def scores_table(scores: Iterable[tuple[str, str, Score]]) -> pd.DataFrame:
    """Give `(stance_id, scorer, score)` triples as a table, one row a score."""
    return frame("scores", ({"stance_id": i, "scorer": s, **_score(score)} for i, s, score in scores))


def event_scores_table(scores: Iterable[tuple[str, str, str, Score]]) -> pd.DataFrame:
    """Give `(event_id, scorer, clause or sentence, score)` as a table, one row a score."""
    rows = ({"event_id": i, "scorer": s, "of": of, **_score(score)} for i, s, of, score in scores)
    return frame("event_scores", rows)


def assessments_table(scores: Iterable[tuple[str, str, Score]]) -> pd.DataFrame:
    """Give the words behind `(stance_id, scorer, score)` triples, one row an assessment."""
    return frame("assessments", (_assessment(i, s, a) for i, s, score in scores for a in score.assessments))


def join_spans(spans: Iterable[Span]) -> str:
    """Write spans as a cell.

    >>> join_spans([Span(0, 5), Span(9, 12)])
    '0-5;9-12'
    """
    return ";".join(f"{span.start}-{span.end}" for span in spans)


def split_spans(cell: str) -> Iterator[Span]:
    """Read spans back from a cell; none from an empty one.

    >>> list(split_spans('0-5;9-12'))
    [Span(start=0, end=5), Span(start=9, end=12)]
    """
    for piece in cell.split(";") if cell else ():
        start, end = piece.split("-")
        yield Span(int(start), int(end))


_KINDS = {"string[pyarrow]": "text", "float64": "number", "int64": "whole number", DAY: "day", "bool": "true or false"}


def _columns(name: str) -> dict[str, pa.Column]:
    if name not in TABLES:
        raise TableError(unknown("table", name, TABLES))
    return TABLES[name]


def _fields(record: object, name: str) -> dict[str, object]:
    return {column: getattr(record, column) for column in TABLES[name] if hasattr(record, column)}


_JOINED = {"spans", "cue", "cue_span", "source", "source_span", "topics", "corrected"}
"""Cells of a stance that are made of several values, or of their place."""


def _mention(text: str, place: str) -> Mention | None:
    span = next(split_spans(place), None)
    return Mention(span.start, span.end, text) if span else None


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _article(article: Article) -> dict[str, object]:
    return {**_fields(article, "articles"), "n_chars": len(article.text), "digest": digest(article.text)}


def _place(mention: Mention | None) -> str:
    return f"{mention.start}-{mention.end}" if mention else ""


def _correction(outcome: Outcome) -> dict[str, object]:
    correction, found = outcome.correction, outcome.found
    when = correction.when.isoformat().replace("+00:00", "Z")
    given = {name: value for name, value in _fields(correction, "corrections").items() if value is not None}
    return {
        **given,
        **(_as_found(found) if found else {}),
        "article_id": correction.stance_id.rpartition(":")[0],
        "when": when,
        "changed": ";".join(correction.changed),
        "topics": ";".join(correction.topics or ()),
        "outcome": outcome.name,
        "detail": outcome.detail,
    }


def _as_found(stance: Stance) -> dict[str, object]:
    return {
        "speaker_found": stance.speaker,
        "side_found": stance.side,
        "topics_found": ";".join(stance.topics),
    }


def _score(score: Score) -> dict[str, object]:
    return {"polarity": score.polarity, "subjectivity": score.subjectivity, "n_assessed": score.n_assessed}


def _assessment(stance_id: str, scorer: str, assessment: Assessment) -> dict[str, object]:
    span = assessment.span
    return {
        "stance_id": stance_id,
        "scorer": scorer,
        "words": " ".join(assessment.words),
        "span": f"{span.start}-{span.end}" if span else "",
        "polarity": assessment.polarity,
        "subjectivity": assessment.subjectivity,
        "weight": assessment.weight,
        "rule": assessment.rule,
    }
