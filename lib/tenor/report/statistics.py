"""The statistics of a report: each a question, the answer in one computed sentence, and the numbers behind it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, in_period
from tenor.narrative.numerals import signed
from tenor.report.contents import ReportContents

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A question with its answer and its numbers, no rows where there is none; `name` is that of their table."""

    name: str
    question: str
    sentence: str
    table: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of a table: which rows, how they become a sentence, and what their columns are called."""

    question: str
    table: str
    sentence: Callable[[Sequence[Row]], str]
    columns: Mapping[str, str]
    rows: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table


def statistics(contents: ReportContents) -> Iterator[Answer]:
    """Give what the narrative was asked, for the tables that there are."""
    return _answers(contents, STATISTICS)


def doubts(contents: ReportContents) -> Iterator[Answer]:
    """Give what puts the verdict in doubt: outlets left out in turn, and scorers that differ."""
    return _answers(contents, DOUBTS)


def _answers(contents: ReportContents, asked: Iterable[_Question]) -> Iterator[Answer]:
    for one in asked:
        table = contents.tables.get(one.table)
        if table is not None:
            rows = one.rows(table[table["scorer"] == contents.scorer])
            told = [{str(name): cell for name, cell in row.items()} for row in rows.to_dict("records")]
            shown = rows[list(one.columns)].rename(columns=dict(one.columns))
            sentence = one.sentence(told)
            yield Answer(one.table, one.question, sentence or _why_not(told), shown if sentence else shown.head(0))


def _trend(rows: Sequence[Row]) -> str:
    told = [f"{_who(row)} by {signed(row['change'])} a year {_interval(row)}" for row in _known(rows, "change")]
    return _joined(told, "Mean polarity changes: ")


def _gap(rows: Sequence[Row]) -> str:
    return _joined(
        f"{row['side']} less {row['less']} is {signed(row['gap'])} {_interval(row)}; {_COURSES[row['course']]}"
        for row in _known(rows, "gap")
    )


def _reciprocity(rows: Sequence[Row]) -> str:
    return _joined(
        f"{row['side']} {'answers' if row['answers'] == 'yes' else 'is not seen to answer'} {row['follows']} "
        f"(correlation {signed(row['correlation'])} after {counted(int(row['lag']), row['period'])}, "
        f"{signed(row['at_once'])} at once, p = {row['p_both']:.3f})"
        for row in rows
        if row["answers"]
    )


def _reactions(rows: Sequence[Row]) -> str:
    told = [
        f"{row['side']} takes up {signed(row['reaction'])} of the tone of {row['to']} a {row['period']} "
        f"{_interval(row, 'reaction_')}"
        for row in _known(rows, "reaction")
    ]
    together = dict.fromkeys(_STABLE[row["stable"]] for row in rows if row["stable"])
    return _joined([*told, *together])


def _breaks(rows: Sequence[Row]) -> str:
    told = [
        f"{row['side']} breaks in {_bin(row)}: from {signed(row['before'])} to {signed(row['after'])}, "
        f"shift {signed(row['shift'])} {_interval(row)}, p = {row['p_all']:.3f}"
        for row in rows
        if row["breaks"] == "yes"
    ]
    asked = any(row["breaks"] == "no" for row in rows)
    return _joined(told) or ("No level breaks by more than chance gives." if asked else "")


def _extremes(rows: Sequence[Row]) -> str:
    told = [
        f"{row['side']} had its {row['end']} in {_bin(row)}, at {signed(row['polarity'])}; "
        f"since then {signed(row['since'])} {_interval(row)}"
        for row in rows
        if row["holds"] == "yes"
    ]
    asked = any(row["holds"] == "no" for row in rows)
    return _joined(told) or ("No lowest or highest bin is beyond chance and followed by a sure turn." if asked else "")


def _without(rows: Sequence[Row]) -> str:
    known = _known(rows, "change")
    told = []
    for who in dict.fromkeys(map(_who, known)):
        changes = [row["change"] for row in known if _who(row) == who]
        told.append(f"{who} from {signed(min(changes))} to {signed(max(changes))} a year")
    return _joined(told, "Without one outlet at a time, the trend runs: ")


def _agreement(rows: Sequence[Row]) -> str:
    told = [
        f"{row['other']} {signed(row['tau'])} {_interval(row)}, the same sign in {round(100 * row['same_sign'])} %"
        for row in _known(rows, "tau")
        if row["side"] == "all"
    ]
    return _joined(told, "Rank correlation with ")


_BAND = {"low": "low", "high": "high"}
STATISTICS = (
    _Question(
        "How fast does the tone change?",
        "trends",
        _trend,
        {"side": "side", "change": "change a year", **_BAND, "n_articles": "articles", "note": "rests on"},
        lambda table: table[table["left_out"] == ""],
    ),
    _Question(
        "How far apart are the two, and do they come closer?",
        "gaps",
        _gap,
        {"side": "side", "less": "less", "gap": "gap", **_BAND, "change": "change of the gap a year"}
        | {"change_low": "its low", "change_high": "its high", "note": "rests on"},
    ),
    _Question(
        "Does each side answer the other?",
        "reciprocity",
        _reciprocity,
        {"side": "side", "follows": "after", "lag": "lag", "period": "bins of a", "correlation": "correlation", **_BAND}
        | {"at_once": "at once", "p_both": "p, for both directions", "answers": "answers", "note": "why not"},
    ),
    _Question(
        "Do they drive each other on, or calm down?",
        "reactions",
        _reactions,
        {"side": "side", "to": "to", "reaction": "reaction", "reaction_low": "low", "reaction_high": "high"}
        | {"fatigue": "fatigue", "fatigue_low": "its low", "fatigue_high": "its high", "grievance": "grievance"}
        | {"stable": "calm down", "note": "why not"},
    ),
    _Question(
        "When did a side's tone break?",
        "breaks",
        _breaks,
        {"side": "side", "bin": "from", "before": "before", "after": "after", "shift": "shift", **_BAND}
        | {"p_all": "p, for all tested", "breaks": "breaks", "note": "why not"},
    ),
    _Question(
        "Was there a floor, or a ceiling?",
        "extremes",
        _extremes,
        {"side": "side", "end": "end", "bin": "in the bin of", "polarity": "polarity", "since": "since then", **_BAND}
        | {"p": "p", "holds": "holds", "note": "why not"},
    ),
)
DOUBTS = (
    _Question(
        "Does the trend hang on one outlet?",
        "trends",
        _without,
        {"left_out": "without", "side": "side", "change": "change a year", **_BAND},
        lambda table: table[table["left_out"] != ""],
    ),
    _Question(
        "Do the scorers agree, stance by stance?",
        "agreement",
        _agreement,
        {"other": "other scorer", "side": "side", "tau": "rank correlation", **_BAND, "same_sign": "same sign"}
        | {"n_stances": "stances"},
    ),
)

_COURSES = {
    "closer": "the two come closer",
    "apart": "the two drift apart",
    "neither": "whether they come closer cannot be told",
    "": "whether they come closer could not be asked",
}
_STABLE = {
    "yes": "left alone, the two calm each other down",
    "no": "left alone, the two drive each other on",
    "undecided": "whether the two calm each other down cannot be told",
}


def _known(rows: Iterable[Row], column: str) -> list[Row]:
    return [row for row in rows if row[column] == row[column]]


def _joined(told: Iterable[str], opening: str = "") -> str:
    sentence = "; ".join(told)
    return f"{opening}{sentence if opening else sentence[:1].upper() + sentence[1:]}." if sentence else ""


def _why_not(rows: Iterable[Row]) -> str:
    """Give the first note, which says why there is no answer."""
    note = next((row["note"] for row in rows if row.get("note")), "")
    return f"Too little to tell: {note}." if note else "Not asked: there is nothing to compare."


def _who(row: Row) -> str:
    return "both sides together" if row["side"] == "both" else str(row["side"])


def _bin(row: Row) -> str:
    return in_period(row["bin"].date(), row["period"])


def _interval(row: Row, prefix: str = "") -> str:
    return f"(95 % interval {signed(row[prefix + 'low'])} to {signed(row[prefix + 'high'])})"
