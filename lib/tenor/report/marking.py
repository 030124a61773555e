"""An article's text with its stances marked in place.

Whatever the text holds is shown as text. Marks may touch, stand inside each other or overlap: an element of HTML cannot
overlap another, so that a mark which does is closed and opened again. Who speaks is named by the style sheet, from an
attribute, so that the words of the page stay the words of the article.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal

import pandas as pd
from markupsafe import Markup, escape

from tenor.charts.wording import shown
from tenor.records import Span
from tenor.tables import split_spans

_CLOSING = {"content": Markup("</mark>"), **dict.fromkeys(("cue", "source", "missed"), Markup("</span>"))}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text to be marked: the content of a stance, the cue or source of one, or a quotation missed.

    `anchor` is the identifier by which a link finds it; only contents have a side and a speaker to show.
    """

    span: Span
    side: str = ""
    speaker: str = ""
    kind: Literal["content", "cue", "source", "missed"] = "content"
    anchor: str = ""


def marked(text: str, marks: Iterable[Mark], *, sides: Sequence[str] = ()) -> Markup:
    """Give `text` as HTML with `marks` in it; taken out again, the elements leave the escaped text.

    `sides` gives the two sides in the relation's order, for their colours. Controls are shown as `wording.shown` says.

    >>> marked("Lee said <b>no</b>.", [Mark(Span(9, 14), "US", "Lee")], sides=["US", "China"])
    Markup('Lee said <mark class="side-1" title="Lee (US)" data-speaker="Lee">&lt;b&gt;no</mark>&lt;/b&gt;.')
    """
    text = shown(text)
    kept = sorted(_clipped(marks, len(text)), key=lambda mark: (mark.span.start, -mark.span.end))
    return Markup("").join(_pieces(text, kept, sides))


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


def _clipped(marks: Iterable[Mark], length: int) -> Iterator[Mark]:
    for mark in marks:
        start, end = max(0, mark.span.start), min(length, mark.span.end)
        if start < end:
            yield Mark(Span(start, end), mark.side, mark.speaker, mark.kind, mark.anchor)


def _pieces(text: str, marks: Sequence[Mark], sides: Sequence[str]) -> Iterator[Markup]:
    """Give the text between two bounds at a time, with the tags that it needs before it."""
    bounds = sorted({0, len(text), *(mark.span.start for mark in marks), *(mark.span.end for mark in marks)})
    waiting = list(reversed(marks))
    active: list[Mark] = []
    opened: list[Mark] = []
    for start, end in pairwise(bounds):
        active = [mark for mark in active if mark.span.end > start]
        while waiting and waiting[-1].span.start == start:
            active.append(waiting.pop())
        same = len(list(takewhile(lambda pair: pair[0] is pair[1], zip(opened, active, strict=False))))
        yield from (_CLOSING[mark.kind] for mark in reversed(opened[same:]))
        yield from (_tag(mark, sides, again=mark.span.start < start) for mark in active[same:])
        yield escape(text[start:end])
        opened = list(active)
    yield from (_CLOSING[mark.kind] for mark in reversed(opened))


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
