"""Article to stances: the attributions of each sentence, resolved and given their topics."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenor.records import Article, Kind, Mention, Span, Stance
from tenor.relation import Relation
from tenor.stances.attribution import Attribution, announcement, attributions
from tenor.stances.phrases import phrase_before
from tenor.stances.quotation import Quotation, quotations
from tenor.stances.sentence import Sentence
from tenor.stances.speakers import NOBODY, Speaker, Speakers
from tenor.stances.text import paragraphs, sentences
from tenor.stances.verbs import LEMMA, REPORTING

BRACKETED = re.compile(r"[(\[][A-Z][^()\[\]]{1,60}[)\]] [a-z]")
POSSESSIVE = frozenset(("his", "her"))
DIRECT_SHARE = 0.97


def stances(article: Article, relation: Relation) -> Iterator[Stance]:
    """Give the stances of an article in the order of their cues.

    An article without attributions gives none. Positions count characters of `article.text`. No text raises, and the
    time grows with its length.
    """
    seen: set[str] = set()
    for draft in _drafts(article, Speakers(article, relation)):
        stance = _stance(article, relation, draft)
        if stance.stance_id not in seen:
            seen.add(stance.stance_id)
            yield stance


@dataclass(slots=True)
class _Draft:
    """An attribution on its way to a stance: free-standing quotations after it in its paragraph may still join it."""

    spans: list[Span]
    cue: Mention | None
    source: Mention | None
    speaker: Speaker
    paragraph: int
    quotations: Sequence[Quotation]
    within: "_Draft | None" = None

    def identifier(self, article_id: str) -> str:
        return f"{article_id}:{self.spans[0].start}-{self.spans[-1].end}"

    @property
    def quotes(self) -> bool:
        """Whether a piece of the content begins inside quotation marks."""
        return any(_inside(self.quotations, span.start) for span in self.spans)


def _drafts(article: Article, speakers: Speakers) -> Iterator[_Draft]:
    text, last, announced = article.text, None, None
    for number, paragraph in enumerate(paragraphs(text)):
        drafts: list[_Draft] = []
        marks = quotations(text, paragraph)
        for span in sentences(text, paragraph, [mark.span for mark in marks]):
            sentence = Sentence(text, span, marks)
            found = attributions(sentence)
            if found:
                inner = list(_quoted_drafts(sentence, speakers, number, marks))
                made = _resolved(sentence, found, speakers, number, marks)
                drafts += [*made, *_placed(inner, made)]
                last = next(draft for draft in reversed(made) if draft.within is None)
            elif announced and (alone := _alone(sentence)):
                last = _Draft([alone], *announced, number, marks)
                drafts.append(last)
            elif last and (alone := _alone(sentence)):
                drafts += _continued(last, alone, number, marks)
                last = drafts[-1] if drafts and drafts[-1].cue is None else last
            elif not found:
                speakers.told_of(span.of(text))
            announced = _announced(sentence, speakers)
        yield from drafts


def _announced(sentence: Sentence, speakers: Speakers) -> tuple[Mention, Mention | None, Speaker] | None:
    """Give cue, source and speaker of a sentence that ends with a colon and leaves its content to the next."""
    if sentence.text[sentence.span.end - 1] != ":" or (found := announcement(sentence)) is None:
        return None
    return *found, _speaker(sentence, found[1], speakers)


def _resolved(
    sentence: Sentence, found: Sequence[Attribution], speakers: Speakers, paragraph: int, marks: Sequence[Quotation]
) -> list[_Draft]:
    """Give the drafts of a sentence's attributions, each with its speaker."""
    made = [
        _Draft(list(each.spans), each.cue, each.source, _speaker(sentence, each.source, speakers), paragraph, marks)
        for each in found
    ]
    for draft, attribution in zip(made, found, strict=True):
        draft.within = None if attribution.outer is None else made[attribution.outer]
    return made


def _quoted_drafts(
    sentence: Sentence, speakers: Speakers, paragraph: int, marks: Sequence[Quotation]
) -> Iterator[_Draft]:
    """Give what somebody quoted says that others said: “(Both towns) say they want a bridge,” said Lee.

    Only where brackets name who: the journalist put those in. Quotations tell of much that nobody said.
    Resolved before the sentence around it, so that "he" in the next one is not the one quoted inside.
    """
    for quotation in sentence.quotations:
        if not BRACKETED.search(sentence.text, quotation.inner.start, quotation.inner.end):
            continue
        for span in sentences(sentence.text, quotation.inner):
            quoted = Sentence(sentence.text, span, ())
            found = [
                each for each in attributions(quoted) if each.outer is None and _names_another(sentence.text, each)
            ]
            yield from _resolved(quoted, found, speakers, paragraph, marks)


def _names_another(text: str, found: Attribution) -> bool:
    """Tell whether an attribution inside a quotation is one of saying, by someone whom brackets name."""
    reports = any(LEMMA.get(word) in REPORTING for word in found.cue.text.lower().split())
    return reports and found.source is not None and text[found.source.start - 1] in "(["


def _placed(inner: Sequence[_Draft], around: Sequence[_Draft]) -> Iterator[_Draft]:
    """Give the drafts that stand in the content of another, each within that one."""
    for draft in inner:
        start, end = draft.spans[0].start, draft.spans[-1].end
        for outer in around:
            if any(span.start <= start and end <= span.end for span in outer.spans) and outer.spans != draft.spans:
                draft.within = outer
                yield draft
                break


def _speaker(sentence: Sentence, source: Mention | None, speakers: Speakers) -> Speaker:
    if source is None:
        return NOBODY
    if source.text.lower() in POSSESSIVE:
        speakers.told_of(sentence.text[sentence.span.start : source.start])
    return speakers.resolve(source.text, antecedent=_antecedent(sentence, sentence.at(source.start)))


def _antecedent(sentence: Sentence, end: int) -> str:
    """Give the name or noun phrase just before a token, to which a relative pronoun there points; "" where none is."""
    if sentence.lower(end - 1) == ",":
        end -= 1
    begin = end
    while sentence.tag(begin - 1) in ("NNP", "NNPS"):
        begin -= 1
    if begin == end:
        found = phrase_before(sentence.tokens, end)
        begin = end if found is None else found
    return sentence.mention(begin, end).text if begin < end else ""


def _alone(sentence: Sentence) -> Span | None:
    """Give the content of a sentence that is one quotation and nothing else."""
    if len(sentence.quotations) != 1:
        return None
    quotation = sentence.quotations[0]
    span, inner = sentence.span, quotation.inner
    outside = sentence.text[span.start : quotation.span.start] + sentence.text[quotation.span.end : span.end]
    if outside.strip(" .,") or not quotation.long(sentence.text):
        return None
    return Span(max(inner.start, span.start), min(inner.end, span.end))


def _continued(last: _Draft, alone: Span, paragraph: int, marks: Sequence[Quotation]) -> Iterator[_Draft]:
    """Give a free-standing quotation to the speaker before it, if that one was being quoted just now."""
    if paragraph == last.paragraph:
        last.spans.append(alone)
    elif paragraph == last.paragraph + 1 and last.quotes:
        speaker = Speaker(last.speaker.name, last.speaker.side, last.speaker.role, "continued")
        yield _Draft([alone], None, last.source, speaker, paragraph, marks)


def _stance(article: Article, relation: Relation, draft: _Draft) -> Stance:
    content = " ".join(span.of(article.text) for span in draft.spans)
    return Stance(
        stance_id=draft.identifier(article.article_id),
        article_id=article.article_id,
        kind=_kind(article.text, draft),
        content=content,
        spans=tuple(draft.spans),
        cue=draft.cue,
        source=draft.source,
        speaker=draft.speaker.name,
        resolution=draft.speaker.resolution,
        role=draft.speaker.role,
        side=draft.speaker.side,
        topics=relation.topics_in(content),
        within=draft.within.identifier(article.article_id) if draft.within else "",
        paragraph=draft.paragraph,
        published=article.published,
    )


def _kind(text: str, draft: _Draft) -> Kind:
    """Direct where all but a few letters stand inside quotation marks, indirect where none does, mixed between."""
    inside = sum(_quoted_letters(text, span, draft.quotations) for span in draft.spans) if draft.quotations else 0
    if not inside:
        return "indirect"
    letters = sum(_letters(text, span.start, span.end) for span in draft.spans)
    return "direct" if inside >= DIRECT_SHARE * letters else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def _quoted_letters(text: str, span: Span, marks: Sequence[Quotation]) -> int:
    first, letters = bisect_right(marks, span.start, key=lambda mark: mark.span.end), 0
    for mark in marks[first:]:
        if mark.span.start >= span.end:
            break
        letters += _letters(text, max(span.start, mark.span.start), min(span.end, mark.span.end))
    return letters


def _inside(marks: Sequence[Quotation], position: int) -> bool:
    number = bisect_right(marks, position, key=lambda mark: mark.inner.start)
    return number > 0 and position < marks[number - 1].inner.end
