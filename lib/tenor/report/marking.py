"""An article's text with its stances marked in place.

Whatever the text holds is shown as text. Marks may touch, stand inside each other or overlap: an element of HTML cannot
overlap another, so that a mark which does is closed and opened again. Who speaks is named by the style sheet, from an
attribute, so that the words of the page stay the words of the article.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Literal

import pandas as pd
from markupsafe import Markup, escape

from tenor.charts.wording import shown
from tenor.records import Span
from tenor.tables import split_spans

_CLOSING = {"content": Markup("</mark>"), **dict.fromkeys(("cue", "source", "missed", "words"), Markup("</span>"))}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text to be marked: the content of a stance, the cue or source of one, or a quotation missed.

    `anchor` is the identifier by which a link finds it; only contents have a side and a speaker to show. `words` are
    those that made a score, with the weight that they have in it and the rule that changed it.
    """

    span: Span
    side: str = ""
    speaker: str = ""
    kind: Literal["content", "cue", "source", "missed", "words"] = "content"
    anchor: str = ""
    weight: float = math.nan
    rule: str = ""


def marked(text: str, marks: Iterable[Mark], *, sides: Sequence[str] = ()) -> Markup:
    """Give `text` as HTML with `marks` in it; taken out again, the elements leave the escaped text.

    `sides` gives the two sides in the relation's order, for their colours. Controls are shown as `wording.shown` says.

    >>> marked("Lee said <b>no</b>.", [Mark(Span(9, 14), "US", "Lee")], sides=["US", "China"])
    Markup('Lee said <mark class="side-1" title="Lee (US)" data-speaker="Lee">&lt;b&gt;no</mark>&lt;/b&gt;.')
    """
    return Markup("").join(_pieces(shown(text), _in_order(marks, len(text)), sides))


def stretches(text: str, marks: Iterable[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """Give `text` in pieces, each with the marks over it, the outer first; joined, they are the text as it is shown.

    This is what `marked` shows, for a page that makes its elements itself.

    >>> [(piece, [mark.kind for mark in over]) for piece, over in stretches("Lee said no", [Mark(Span(9, 11))])]
    [('Lee said ', []), ('no', ['content'])]
    """
    return ((piece, over) for _, piece, over in _stretches(shown(text), _in_order(marks, len(text))))


def marks_of(stances: pd.DataFrame, anchors: Mapping[str, str] | None = None) -> Iterator[Mark]:
    """Give the marks for the stances of one article, with their cues and sources; `anchors` are by stance_id."""
    columns = ["stance_id", "spans", "cue_span", "source_span", "side", "speaker"]
    for stance_id, spans, cue, source, side, speaker in stances[columns].itertuples(index=False):
        anchor = (anchors or {}).get(stance_id, "")
        for place, span in enumerate(split_spans(spans)):
            yield Mark(span, side, speaker or "unattributed", "content", "" if place else anchor)
        for span in split_spans(cue):
            yield Mark(span, kind="cue")
        for span in split_spans(source):
            yield Mark(span, kind="source")


def _in_order(marks: Iterable[Mark], length: int) -> list[Mark]:
    return sorted(_clipped(marks, length), key=lambda mark: (mark.span.start, -mark.span.end))


def _clipped(marks: Iterable[Mark], length: int) -> Iterator[Mark]:
    for mark in marks:
        start, end = max(0, mark.span.start), min(length, mark.span.end)
        if start < end:
            yield replace(mark, span=Span(start, end))


def _pieces(text: str, marks: Sequence[Mark], sides: Sequence[str]) -> Iterator[Markup]:
    """Give the text between two bounds at a time, with the tags that it needs before it."""
    opened: tuple[Mark, ...] = ()
    for start, piece, active in _stretches(text, marks):
        same = len(list(takewhile(lambda pair: pair[0] is pair[1], zip(opened, active, strict=False))))
        yield from (_CLOSING[mark.kind] for mark in reversed(opened[same:]))
        yield from (_tag(mark, sides, again=mark.span.start < start) for mark in active[same:])
        yield escape(piece)
        opened = active
    yield from (_CLOSING[mark.kind] for mark in reversed(opened))


def _stretches(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, str, tuple[Mark, ...]]]:
    """Give the text between two bounds at a time: its start, its characters, the marks over it, outer first."""
    bounds = sorted({0, len(text), *(mark.span.start for mark in marks), *(mark.span.end for mark in marks)})
    waiting = list(reversed(marks))
    active: list[Mark] = []
    for start, end in pairwise(bounds):
        active = [mark for mark in active if mark.span.end > start]
        while waiting and waiting[-1].span.start == start:
            active.append(waiting.pop())
        yield start, text[start:end], tuple(active)


def _tag(mark: Mark, sides: Sequence[str], *, again: bool) -> Markup:
    anchor = Markup(' id="{}"').format(mark.anchor) if mark.anchor and not again else ""
    if mark.kind != "content":
        return Markup('<span class="{}"{}>').format(mark.kind, anchor)
    speaker = shown(mark.speaker)
    named = Markup(' data-speaker="{}"').format(speaker) if speaker and not again else ""
    title = f"{speaker} ({shown(mark.side)})" if mark.side else speaker
    return Markup('<mark class="{}"{} title="{}"{}>').format(side_class(mark.side, sides), anchor, title, named)


def side_class(side: str, sides: Sequence[str]) -> str:
    """Give the class by which the style sheet knows a side: side-1, side-2, or side-other for everybody else."""
    return f"side-{list(sides).index(side) + 1}" if side in sides else "side-other"
