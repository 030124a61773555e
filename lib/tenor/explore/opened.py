"""A stance opened in its article: the text in pieces, each with what it is, and the words that made the score."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from tenor.charts.wording import shown
from tenor.errors import TenorError
from tenor.explore.asked import NOBODY
from tenor.explore.material import Material
from tenor.explore.views import dated
from tenor.narrative.numerals import signed
from tenor.records import Span
from tenor.report.findings import safe_url
from tenor.report.marking import Mark, marks_of, stretches
from tenor.sentiment import explain
from tenor.tables import split_spans

Piece = dict[str, Any]

AROUND = 20_000
"""Characters of an article that are shown before and after the stance: few articles are longer."""


def opened(material: Material, found: pd.DataFrame, stance_id: str, *, scorer: str) -> dict[str, Any]:
    """Give what is shown of one stance of `found`: who, when, how it scores and why, and its article in pieces.

    A piece has its `text`, the `classes` of the marks over it (`content`, `cue`, `source`, `words` with its strength,
    and `here` for this stance's own), the `side` of the innermost content, and what a pointer over it tells. Where the
    article cannot be read, `why` says so, and the pieces are the stance alone. Raises KeyError for a stance that is not
    in `found`.
    """
    stance = _row(found, "stance_id", stance_id)
    article = _row(material.articles, "article_id", stance["article_id"])
    why, pieces = _pieces(material, found, stance, scorer)
    return {
        "stance_id": stance_id,
        "title": shown(article["title"]) or "untitled article",
        "where": ", ".join(filter(None, [shown(article["outlet"]), dated(article["published"])])),
        "url": safe_url(article["url"]),
        "speaker": shown(stance["speaker"]) or NOBODY,
        "side": stance["side"],
        "role": shown(stance["role"]),
        "resolution": stance["resolution"],
        "kind": stance["kind"],
        "topics": [topic for topic in stance["topics"].split(";") if topic],
        "polarity": None if math.isnan(stance["polarity"]) else float(stance["polarity"]),
        "scored": _scored(stance, scorer),
        "pieces": pieces,
        "why": why,
    }


def _row(table: pd.DataFrame, column: str, value: str) -> dict[str, Any]:
    """Give the row of `table` with that value; raises KeyError where there is none."""
    rows = table[table[column] == value]
    if rows.empty:
        raise KeyError(value)
    return {str(name): cell for name, cell in rows.iloc[0].items()}


def _scored(stance: Mapping[str, Any], scorer: str) -> str:
    if math.isnan(stance["polarity"]):
        return f"{scorer} knew no word of it: it has no polarity, which is not the same as neutral."
    if "polarity" in stance.get("corrected", "").split(";"):
        return f"Polarity {signed(stance['polarity'])}, as a reader corrected it."
    return f"Polarity {signed(stance['polarity'])} to {scorer}."


def _pieces(material: Material, found: pd.DataFrame, stance: Mapping[str, Any], scorer: str) -> tuple[str, list[Piece]]:
    own = list(split_spans(stance["spans"]))
    try:
        text, why = material.text_of(stance["article_id"]), ""
    except (TenorError, KeyError) as error:
        return str(error), _alone(stance, scorer)
    others = found[found["article_id"] == stance["article_id"]]
    marks = [*marks_of(others), *_words(stance, own, scorer)]
    first, last = max(0, own[0].start - AROUND), own[-1].end + AROUND
    pieces = _drawn(text[first:last], [_moved(mark, -first) for mark in marks], [_back(span, first) for span in own])
    return why, [*(_cut() if first else ()), *pieces, *(_cut() if last < len(text) else ())]


def _alone(stance: Mapping[str, Any], scorer: str) -> list[Piece]:
    own = [Span(0, len(stance["content"]))]
    marks = [Mark(own[0], stance["side"], stance["speaker"] or NOBODY), *_words(stance, own, scorer)]
    return list(_drawn(stance["content"], marks, own))


def _drawn(text: str, marks: Iterable[Mark], own: Sequence[Span]) -> Iterator[Piece]:
    start = 0
    for piece, over in stretches(text, marks):
        here = ["here"] if any(span.start <= start < span.end for span in own) else []
        contents = [mark for mark in over if mark.kind == "content"]
        words = [mark for mark in over if mark.kind == "words"]
        yield {
            "text": piece,
            "classes": [*here, *dict.fromkeys(mark.kind for mark in over), *(strength(one.weight) for one in words)],
            "side": contents[-1].side if contents else "",
            "title": words[-1].rule if words else "".join(_named(mark) for mark in contents[-1:]),
        }
        start += len(piece)


def _named(mark: Mark) -> str:
    return f"{shown(mark.speaker)} ({shown(mark.side)})"


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, span=_back(mark.span, -by))


def _back(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)


def _cut() -> list[Piece]:
    return [{"text": "…", "classes": [], "side": "", "title": "the article goes on"}]


def _words(stance: Mapping[str, Any], own: list[Span], scorer: str) -> Iterator[Mark]:
    """Give the words that made the score as marks in the article: places in the content become places in the text."""
    for one in explain(stance["content"], scorer=scorer, cue=stance["cue"]).assessments:
        weight = one.polarity if math.isnan(one.weight) else one.weight
        told = f"{signed(weight)}{': ' + one.rule if one.rule else ''}"
        for span in _in_text(one.span, own) if one.span else ():
            yield Mark(span, kind="words", weight=weight, rule=told)


def _in_text(span: Span, own: list[Span]) -> Iterator[Span]:
    before = 0
    for piece in own:
        start, end = max(span.start, before), min(span.end, before + piece.end - piece.start)
        if start < end:
            yield Span(piece.start + start - before, piece.start + end - before)
        before += piece.end - piece.start + 1  # pieces are joined by a space


def strength(weight: float) -> str:
    """Give the class of words by what they add: `up` or `down`, strong beyond .3; `even` for nothing.

    >>> strength(0.5), strength(-0.1), strength(0.0)
    ('up-strong', 'down', 'even')
    """
    if abs(weight) < 0.005 or weight != weight:
        return "even"
    return f"{'up' if weight > 0 else 'down'}{'-strong' if abs(weight) > 0.3 else ''}"
