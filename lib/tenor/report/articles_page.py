"""A page of articles with their stances marked, to judge the extraction at a glance: also what it passed over."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tenor.charts.wording import shortened
from tenor.records import Article, Span, Stance
from tenor.report.findings import safe_url
from tenor.report.marking import Mark, marked, side_class
from tenor.report.page import FOLDER, environment
from tenor.stances.quotation import quotations
from tenor.stances.text import paragraphs

CONTENT, MISSED = 160, 240
"""Most characters of a stance in the list under its article, and of a quotation that nobody was given."""

UNATTRIBUTED = "unattributed"


@dataclass(frozen=True, slots=True)
class MarkedStance:
    """A stance in the list under its article."""

    anchor: str
    content: str
    speaker: str
    resolution: str
    side: str
    side_class: str
    kind: str
    topics: str


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article with its text as HTML; `missed` are the anchors and words of the quotations without a source."""

    anchor: str
    article: Article
    url: str
    text: Markup
    stances: Sequence[MarkedStance]
    missed: Sequence[tuple[str, str]]

    @property
    def n_unattributed(self) -> int:
        """How many of its stances have no speaker."""
        return sum(stance.speaker == UNATTRIBUTED for stance in self.stances)


def articles_page(
    found: Iterable[tuple[Article, Iterable[Stance]]], *, sides: Sequence[str], title: str
) -> Iterator[str]:
    """Give an HTML page, piece by piece, of articles with their stances marked in place.

    `sides` are the keys of the two sides in the relation's order, `title` says what is shown. One article at a time is
    held in memory; the counts of all of them stand at the end. The page is well-formed XML, loads nothing, and takes
    nothing that stands in an article for HTML.
    """
    css = FOLDER.joinpath("report.css").read_text("utf-8") + FOLDER.joinpath("articles.css").read_text("utf-8")
    template = environment().get_template("articles.html")
    articles = (_marked_article(number, *each, sides) for number, each in enumerate(found, start=1))
    yield from template.generate(
        title=title,
        css=Markup(css),  # noqa: S704 (files of ours)
        sides=sides,
        articles=articles,
    )


def unattributed_quotations(text: str, contents: Iterable[Span]) -> Iterator[Span]:
    """Give the quotations, without their marks, that are long enough for speech and touch none of `contents`."""
    joined = _joined(contents)
    for paragraph in paragraphs(text):
        for quotation in quotations(text, paragraph):
            if quotation.long(text) and not _touches(joined, quotation.inner):
                yield quotation.inner


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Give the stretches that `spans` cover, in order, none touching another."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _touches(joined: Sequence[Span], span: Span) -> bool:
    after = bisect_right(joined, span.start, key=lambda each: each.end)
    return after < len(joined) and joined[after].start < span.end


def _marked_article(
    number: int, article: Article, its_stances: Iterable[Stance], sides: Sequence[str]
) -> MarkedArticle:
    stances = list(its_stances)
    anchor = f"article-{number}"
    without = unattributed_quotations(article.text, (span for stance in stances for span in stance.spans))
    missed = [(f"{anchor}-missed-{n}", span) for n, span in enumerate(without, 1)]
    marks = [mark for n, stance in enumerate(stances, 1) for mark in _marks(stance, f"{anchor}-stance-{n}")]
    marks += [Mark(span, kind="missed", anchor=name) for name, span in missed]
    return MarkedArticle(
        anchor=anchor,
        article=article,
        url=safe_url(article.url),
        text=marked(article.text, marks, sides=sides),
        stances=[_row(stance, f"{anchor}-stance-{n}", sides) for n, stance in enumerate(stances, 1)],
        missed=[(name, shortened(span.of(article.text), MISSED)) for name, span in missed],
    )


def _marks(stance: Stance, anchor: str) -> Iterator[Mark]:
    for place, span in enumerate(stance.spans):
        yield Mark(span, stance.side, stance.speaker or UNATTRIBUTED, "content", "" if place else anchor)
    if stance.cue:
        yield Mark(Span(stance.cue.start, stance.cue.end), kind="cue")
    if stance.source:
        yield Mark(Span(stance.source.start, stance.source.end), kind="source")


def _row(stance: Stance, anchor: str, sides: Sequence[str]) -> MarkedStance:
    return MarkedStance(
        anchor=anchor,
        content=shortened(stance.content, CONTENT),
        speaker=stance.speaker or UNATTRIBUTED,
        resolution=stance.resolution,
        side=stance.side,
        side_class=side_class(stance.side, sides),
        kind=stance.kind,
        topics=", ".join(stance.topics),
    )
