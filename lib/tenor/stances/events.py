"""Article to events: its dated happenings, in narration and in what people say alike.

An event is a time phrase with days and the smallest clause around it. A happening that is named without a phrase gives
none, and neither does a phrase that dates only where something was read ("according to a survey in May"), nor one that
stands in no sentence, as in a dateline.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tenor.records import Article, Event, Span, TimePhrase
from tenor.stances.attribution import Attribution, attributions
from tenor.stances.clauses import MARKS, SUBJECT_BEGINS, clause, reported_before
from tenor.stances.dates import dates
from tenor.stances.phrases import FINITE
from tenor.stances.quotation import quotations
from tenor.stances.sentence import Sentence
from tenor.stances.text import paragraphs, sentences
from tenor.stances.verbs import LEMMA, REPORTING

FEWEST_WORDS = 2
"""Words at least that say what happened, besides the time phrase."""
SOURCE = re.compile(r"\baccording to\b[^,;:.“”\"]{0,80}\Z", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,40}")


def events(article: Article) -> Iterator[Event]:
    """Give the events of an article in the order of their time phrases.

    Where a clause holds two phrases of the same days, the first gives the event. No text raises, and the time grows
    with its length.
    """
    seen: set[tuple[Span, object, object]] = set()
    for sentence, phrases in _sentences(article):
        said = attributions(sentence)
        for phrase in phrases:
            event = _event(sentence, said, phrase, [other.span for other in phrases if other is not phrase])
            if event and (event.text_span, event.earliest, event.latest) not in seen:
                seen.add((event.text_span, event.earliest, event.latest))
                yield event


def _sentences(article: Article) -> Iterator[tuple[Sentence, list[TimePhrase]]]:
    """Give the sentences in which dated phrases stand, with these."""
    found = [phrase for phrase in dates(article) if phrase.earliest]
    starts = [phrase.span.start for phrase in found]
    for paragraph in paragraphs(article.text):
        if bisect_left(starts, paragraph.start) == bisect_left(starts, paragraph.end):
            continue
        marks = quotations(article.text, paragraph)
        for span in sentences(article.text, paragraph, [mark.span for mark in marks]):
            inside = found[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if inside:
                yield Sentence(article.text, span, marks), inside


def _event(sentence: Sentence, said: Sequence[Attribution], phrase: TimePhrase, others: Sequence[Span]) -> Event | None:
    span = _clause(sentence, said, phrase.span, others)
    without = sentence.text[span.start : phrase.span.start] + " " + sentence.text[phrase.span.end : span.end]
    if SOURCE.search(sentence.text, sentence.span.start, phrase.span.start) or not _tells(sentence, without):
        return None
    assert phrase.earliest
    assert phrase.latest
    return Event(
        event_id=f"{phrase.article_id}@{phrase.span.start}-{phrase.span.end}",
        article_id=phrase.article_id,
        text=span.of(sentence.text),
        text_span=span,
        phrase=phrase.phrase,
        span=phrase.span,
        earliest=phrase.earliest,
        latest=phrase.latest,
        future=phrase.future,
        sentence=sentence.span.of(sentence.text),
    )


def _tells(sentence: Sentence, without: str) -> bool:
    """Tell whether a clause says what happened: words besides the phrase, and a verb or a noun phrase in a sentence."""
    return len(WORD.findall(without)) >= FEWEST_WORDS and any(token.tag in FINITE for token in sentence.tokens)


def _clause(sentence: Sentence, said: Sequence[Attribution], words: Span, others: Sequence[Span]) -> Span:
    """Give the clause around a phrase: in what somebody says, of that; beside a verb of saying, with what is said."""
    for attribution in reversed(said):
        for piece in attribution.spans:
            inner = Sentence(sentence.text, piece, sentence.quotations)
            if piece.start <= words.start and words.end <= piece.end and _is_clause(inner, attribution, words):
                return clause(inner, words, others)
    found = clause(sentence, words, others)
    for attribution in said:
        if attribution.outer is None and found.start <= attribution.cue.start < found.end and _reports(attribution):
            first, last = attribution.spans[0].start, attribution.spans[-1].end
            found = Span(min(found.start, first), max(found.end, last))
            break
    if reported_before(sentence, found.start):
        found = Span(sentence.span.start, found.end)
    return _whole(sentence, found)


def _reports(attribution: Attribution) -> bool:
    return any(LEMMA.get(word) in REPORTING for word in attribution.cue.text.lower().split())


def _is_clause(inner: Sentence, attribution: Attribution, words: Span) -> bool:
    """Tell whether a content is a clause of its own, not the rest of one: "praised | the pilots on Monday"."""
    begins = inner.tag(0) in SUBJECT_BEGINS | {"RB"} or inner.lower(0) in MARKS
    begins = begins or inner.at(words.start) <= 1  # "From August 1, they will ..."
    return _reports(attribution) and begins and inner.has_verb(0, len(inner))


def _whole(sentence: Sentence, span: Span) -> Span:
    """Take in the quotation mark at either edge, where its other one stands inside."""
    for quotation in sentence.quotations:
        if quotation.inner.start == span.start:
            span = Span(max(quotation.span.start, sentence.span.start), span.end)
        if quotation.inner.end == span.end:
            span = Span(span.start, min(quotation.span.end, sentence.span.end))
    return span
