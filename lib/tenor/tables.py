"""The columns of every table, declared once: type, range, unit and meaning.

Tables are tidy pandas frames. `frame` makes one from rows and `checked` holds one against its declaration; a table that
comes out of either has exactly the declared columns, in their order. Several values in one cell (`spans`, `topics`)
are joined by `;`, a span is written `start-end`, so that CSV and Parquet hold the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from tenor.errors import TableError, unknown
from tenor.records import Article, Assessment, Event, Fault, Mention, Score, Span, Stance, TimePhrase

DAY = "datetime64[ns]"  # holds the years 1678 to 2261
TONE = pa.Check.in_range(-1, 1)
DISTANCE = pa.Check.in_range(-2, 2)
SHARE = pa.Check.in_range(0, 1)
COUNT = pa.Check.ge(0)
TONES = ("confrontation", "neutral", "cooperation")


def _text(meaning: str, *, unique: bool = False, among: tuple[str, ...] | None = None) -> pa.Column:
    checks = [pa.Check.isin(among)] if among else []
    return pa.Column("str", checks, unique=unique, coerce=True, description=meaning)


def _number(meaning: str, *checks: pa.Check, missing: bool = False) -> pa.Column:
    return pa.Column(float, list(checks), nullable=missing, coerce=True, description=meaning)


def _count(meaning: str) -> pa.Column:
    return pa.Column("int64", COUNT, coerce=True, description=meaning)


def _flag(meaning: str) -> pa.Column:
    return pa.Column(bool, coerce=True, description=meaning)


def _day(meaning: str, *, missing: bool = False) -> pa.Column:
    return pa.Column(DAY, nullable=missing, coerce=True, description=meaning)


TABLES: dict[str, dict[str, pa.Column]] = {
    "articles": {
        "article_id": _text("the article's own identifier, else a digest of its text", unique=True),
        "outlet": _text("who published it"),
        "published": _day("day of publication on the article's own calendar; empty where unknown", missing=True),
        "title": _text("headline"),
        "url": _text("where it can be read"),
        "n_chars": _count("characters of its text"),
    },
    "texts": {
        "article_id": _text("the article", unique=True),
        "text": _text("its whole text; all positions count its characters"),
    },
    "faults": {
        "reason": _text("kind of fault, one of tenor.corpus.REASONS"),
        "where": _text("path and line, or article"),
        "detail": _text("what is wrong, and what would be right"),
    },
    "reading": {
        "reason": _text("kind of fault, one of tenor.corpus.REASONS", unique=True),
        "meaning": _text("what it says of the article"),
        "left_out": _text("yes where nothing was read, no where the article was read differently", among=("yes", "no")),
        "n": _count("how often; exact, where the table faults stops at 1,000 a reason"),
    },
    "stances": {
        "stance_id": _text("article_id:start-end of the content", unique=True),
        "article_id": _text("the article it stands in"),
        "kind": _text("direct, indirect or mixed", among=("direct", "indirect", "mixed")),
        "content": _text("what is said, in the article's words"),
        "spans": _text("where the content stands: start-end;start-end, in characters"),
        "cue": _text("the reporting words"),
        "cue_span": _text("where the cue stands: start-end, in characters; empty where there is none"),
        "source": _text("the words that name the speaker"),
        "source_span": _text("where the source stands: start-end, in characters; empty where there is none"),
        "speaker": _text("who that is: canonical where the relation knows, else as written; empty where unattributed"),
        "resolution": _text("how the speaker was found"),
        "role": _text("what the article or the relation calls the speaker"),
        "side": _text("a side of the relation, or observer"),
        "topics": _text("topics of the relation that the content touches, joined by ;"),
        "within": _text("stance_id of the stance around this one; empty for most"),
        "paragraph": _count("paragraph of the article, from 0"),
        "published": _day("day of publication of the article; empty where unknown", missing=True),
    },
    "dates": {
        "article_id": _text("the article it stands in"),
        "phrase": _text("the words that say when"),
        "span": _text("where they stand: start-end, in characters"),
        "earliest": _day("first day that they mean; empty where they date nothing", missing=True),
        "latest": _day("last day that they mean; empty where they date nothing", missing=True),
        "future": _flag("true where they mean what had not happened yet"),
    },
    "events": {
        "event_id": _text("article_id@start-end of the phrase", unique=True),
        "article_id": _text("the article it stands in"),
        "text": _text("the smallest clause that says what happened, in the article's words"),
        "text_span": _text("where the clause stands: start-end, in characters"),
        "phrase": _text("the words that say when"),
        "span": _text("where the phrase stands: start-end, in characters"),
        "earliest": _day("first day that the phrase means"),
        "latest": _day("last day that the phrase means"),
        "future": _flag("true where it had not happened yet"),
    },
    "scores": {
        "stance_id": _text("the stance that was scored"),
        "scorer": _text("the scorer"),
        "polarity": _number(
            "-1 confrontational to 1 conciliatory; empty where nothing was assessed", TONE, missing=True
        ),
        "subjectivity": _number("0 factual to 1 personal; empty where the scorer has none", SHARE, missing=True),
        "n_assessed": _count("words or terms that made the score"),
    },
    "assessments": {
        "stance_id": _text("the stance"),
        "scorer": _text("the scorer"),
        "words": _text("words assessed together"),
        "span": _text("where they stand in the content: start-end, in characters; empty for a cue"),
        "polarity": _number("polarity given to them, after every rule", TONE),
        "subjectivity": _number("subjectivity given to them; empty where the scorer has none", SHARE, missing=True),
        "weight": _number("what they add to the score's polarity; empty where a scorer does not add", missing=True),
        "rule": _text("what changed their polarity or weight; empty for nothing"),
    },
    "baselines": {
        "scorer": _text("the scorer"),
        "side": _text("a side of the relation, or observer", unique=True),
        "choice": _text("corpus, profile or none"),
        "baseline": _number("polarity that counts as ordinary; empty where nothing says", TONE, missing=True),
        "n_articles": _count("articles that it is the mean of; 0 where it is given"),
        "source": _text("where it comes from"),
    },
    "timeline": {
        "bin": _day("first day of the bin: a day, week, month or quarter"),
        "side": _text("a side of the relation, or observer"),
        "polarity": _number("mean polarity of the scored stances; empty where there is none", TONE, missing=True),
        "low": _number("lower end of the 95 % band, resampled by article", TONE, missing=True),
        "high": _number("upper end of the 95 % band, resampled by article", TONE, missing=True),
        "n_stances": _count("stances, scored or not"),
        "n_articles": _count("articles that they stand in"),
        "n_unscored": _count("stances in which nothing was assessed"),
        "negative_share": _number("share of the scored stances with polarity below 0", SHARE, missing=True),
        "baseline": _number("polarity that counts as ordinary for the side", TONE, missing=True),
        "relative": _number("polarity less the baseline", DISTANCE, missing=True),
        "relative_low": _number("lower end of the band, less the baseline", DISTANCE, missing=True),
        "relative_high": _number("upper end of the band, less the baseline", DISTANCE, missing=True),
        "n_read": _number("articles read, whomever they quote; empty where not asked", COUNT, missing=True),
        "negative_salience": _number("negative stances for each article read", COUNT, missing=True),
    },
    "trends": {
        "scorer": _text("the scorer"),
        "side": _text("a side, or both sides together"),
        "left_out": _text("outlet left out; empty for none"),
        "change": _number("change of mean polarity, a year; empty where there is too little", missing=True),
        "low": _number("lower end of its 95 % interval, resampled by article", missing=True),
        "high": _number("upper end of its 95 % interval, resampled by article", missing=True),
        "n_stances": _count("scored, dated stances"),
        "n_articles": _count("articles that they stand in"),
        "days": _count("days from the first to the last of them"),
        "widened": _number("how many times wider the interval is than by articles alone", COUNT, missing=True),
        "note": _text("why there is no estimate, or what it rests on"),
    },
    "reciprocity": {
        "scorer": _text("the scorer"),
        "side": _text("the side that may answer"),
        "follows": _text("the side that it may answer to"),
        "period": _text("how long a bin is: day, week, month or quarter"),
        "lag": _number("bins from a move to its answer; empty where there is too little", missing=True),
        "correlation": _number("correlation of the moves at that lag", TONE, missing=True),
        "low": _number("lower end of its 95 % interval", TONE, missing=True),
        "high": _number("upper end of its 95 % interval", TONE, missing=True),
        "at_once": _number("correlation of the moves of the same bin", TONE, missing=True),
        "p": _number("how often chance alone gives as strong an answer", SHARE, missing=True),
        "p_both": _number("the same, corrected for the two directions", SHARE, missing=True),
        "answers": _text("yes, no, or empty where it could not be asked", among=("yes", "no", "")),
        "n_bins": _count("bins from the first scored stance to the last"),
        "n_filled": _count("bins in which both sides have a scored stance"),
        "note": _text("why it could not be asked, and what would be enough"),
    },
    "verdicts": {
        "scorer": _text("the scorer that the verdict rests on", unique=True),
        "verdict": _text("falling, recovering, downward spiral, flat or too little to tell"),
        "side": _text("both, the one side that it is about, or empty"),
        "sentence": _text("the verdict in one sentence, with its numbers"),
        "enough": _text("what would be enough, where there is too little to tell"),
    },
    "criteria": {
        "criterion": _text("what a verdict asks for"),
        "outcome": _text("passed, failed or undecided", among=("passed", "failed", "undecided")),
        "why": _text("the numbers behind the outcome"),
    },
    "labelled": {
        "sentence_id": _text("its own id, else its file and line", unique=True),
        "text": _text("the sentence, or with a cue what was reported"),
        "cue": _text("the reporting words; empty for most"),
        "label": _text("what a person said of it", among=TONES),
        "phenomenon": _text("what is hard about it; empty where nobody said"),
    },
    "judged": {
        "sentence_id": _text("the labelled sentence"),
        "scorer": _text("the scorer"),
        "polarity": _number("what the scorer gave; empty where nothing was assessed", TONE, missing=True),
        "n_assessed": _count("words or terms that made the score"),
        "words": _text("those words, each with its polarity"),
        "fold": _count("the part that the sentence was dealt into, from 0"),
        "low": _number("confrontation up to here; chosen on the other parts", TONE),
        "high": _number("cooperation above; chosen on the other parts", TONE),
        "answer": _text("the label at these thresholds", among=TONES),
    },
    "accuracy": {
        "scorer": _text("the scorer"),
        "by": _text("among which sentences", among=("all", "label", "phenomenon", "against")),
        "group": _text("the label or phenomenon; after against, the scorer that it is compared with"),
        "measure": _text("AUC, macro-F1, recall, precision, right, not assessed or exactly zero"),
        "value": _number("the figure: a share; after against, a difference of two", TONE),
        "low": _number("lower end of its 95 % interval, resampled by sentence; empty for too few", TONE, missing=True),
        "high": _number("upper end of its 95 % interval, resampled by sentence; empty for too few", TONE, missing=True),
        "n": _count("sentences that it rests on"),
    },
}


def frame(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Give the table `name` made of `rows`, which may be none; missing days and numbers are None."""
    return checked(name, pd.DataFrame(list(rows), columns=list(_columns(name))))


def checked(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Give `table` with the declared columns of `name`, in order and of their types.

    Raises TableError where a column is missing or a value is not what is declared.
    """
    columns = _columns(name)
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
    return frame("articles", ({**_fields(a, "articles"), "n_chars": len(a.text)} for a in articles))


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
    }


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
    return frame("scores", ({"stance_id": i, "scorer": s, **_fields(score, "scores")} for i, s, score in scores))


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


def _place(mention: Mention | None) -> str:
    return f"{mention.start}-{mention.end}" if mention else ""


def _assessment(stance_id: str, scorer: str, assessment: Assessment) -> dict[str, object]:
    cells = _fields(assessment, "assessments")
    span = join_spans([assessment.span] if assessment.span else [])
    return {**cells, "stance_id": stance_id, "scorer": scorer, "words": " ".join(assessment.words), "span": span}
