"""The attributions of a sentence: cue, source and content, and which stands inside which.

What is inside the content of another cue is an attribution within that one: "Lee said the pilots believe that ...".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from tenor.records import Mention, Span
from tenor.stances.content import OBJECT_OPENERS, closes, content
from tenor.stances.cue import ACCORDING, Cue
from tenor.stances.cues import cues, may_attribute
from tenor.stances.phrases import FINITE, phrase_before
from tenor.stances.sentence import Sentence
from tenor.stances.timing import only_when
from tenor.stances.verbs import REPORTING

NOT_SUBJECTS = frozenset("DT JJ PRP$ POS IN CC".split())
FARTHEST_SUBJECT = 40
DEEPEST = 4
LONGEST_ANNOUNCEMENT = 8


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in a sentence; `outer` is the place in its list of the one around it, None for most."""

    spans: tuple[Span, ...]
    cue: Mention
    source: Mention | None
    outer: int | None = None


def attributions(sentence: Sentence) -> list[Attribution]:
    """Give the attributions of a sentence, in the order of their cues."""
    found: list[Attribution] = []
    if not may_attribute(sentence.text[sentence.span.start : sentence.span.end]):
        return found
    done = opened = sentence.span.start
    every = list(cues(sentence))
    reported = False
    for cue, following in zip_longest(every, every[1:]):
        left = reported and sentence.has_verb(sentence.at(done), cue.start)
        whole = closes(sentence, cue) or (cue.lemma == ACCORDING and not left)
        spans = tuple(content(sentence, cue, following, opened if whole else done))
        if not spans or _tells_nothing(sentence, cue, spans):
            continue
        outer = _around(found, sentence.tokens[cue.start].start)
        if outer is not None and (cue.lemma not in REPORTING or _depth(found, outer) > DEEPEST):
            continue
        if outer is None:
            found = [_placed(earlier, spans, len(found)) for earlier in found]
            reported = cue.lemma in REPORTING or cue.lemma == ACCORDING
            opened, done = done, max(sentence.tokens[cue.right - 1].end, spans[-1].end)
        found.append(Attribution(spans, sentence.mention(cue.start, cue.end), _source(sentence, cue, found), outer))
    return found


def _tells_nothing(sentence: Sentence, cue: Cue, spans: Sequence[Span]) -> bool:
    """Tell whether what stands with a cue is no content, or who stands with it nobody.

    A time is neither: "protested the same night", "had last autumn agreed". Behind "what Lee said" stands only where or
    about what: "what Lee said about the bridge".
    """
    if only_when(" ".join(span.of(sentence.text) for span in spans)):
        return True
    if cue.source is None:
        return False
    first = cue.source[0] - (sentence.lower(cue.source[0] - 1) == "the")
    led = "what" in (sentence.lower(first), sentence.lower(first - 1)) and cue.start >= cue.source[1]
    return only_when(sentence.mention(*cue.source).text) or (
        led and sentence.lower(sentence.at(spans[0].start)) in OBJECT_OPENERS
    )


def announcement(sentence: Sentence) -> tuple[Mention, Mention | None] | None:
    """Give cue and source of a sentence whose content is the next paragraph: "In May, Lee declared:"; else None."""
    if sentence.lower(len(sentence) - 1) != ":":
        return None
    last = next(reversed(list(cues(sentence))), None)
    if last is None or last.agent or len(sentence) - last.right > LONGEST_ANNOUNCEMENT:
        return None
    return sentence.mention(last.start, last.end), _source(sentence, last, [])


def _source(sentence: Sentence, cue: Cue, found: Sequence[Attribution]) -> Mention | None:
    """Give the cue's own source, else that of the cue before, else the subject of the sentence."""
    if cue.source:
        return sentence.mention(*cue.source)
    if cue.anonymous:
        return None
    if cue.subject:
        return sentence.mention(*cue.subject)
    before = next((earlier.source for earlier in reversed(found) if earlier.source), None)
    return before or _subject(sentence)


def _subject(sentence: Sentence) -> Mention | None:
    """Give the noun phrase before the first finite verb: who "closed the harbour, noting that ..."."""
    for i in range(1, min(len(sentence), FARTHEST_SUBJECT)):
        if sentence.quoted[i] or not _is_finite(sentence, i):
            continue
        end = _without_adverbs(sentence, i)
        begin = phrase_before(sentence.tokens, end)
        if begin is not None:
            return sentence.mention(begin, end - 1 if sentence.lower(end - 1) == "," else end)
    return None


def _is_finite(sentence: Sentence, i: int) -> bool:
    """Tell a finite verb; the tagger takes most past tenses for participles."""
    past = sentence.tag(i) == "VBN" and sentence.tag(i + 1) != "IN" and sentence.tag(i - 1) not in NOT_SUBJECTS
    return past or sentence.tag(i) in FINITE


def _without_adverbs(sentence: Sentence, end: int) -> int:
    while end > 1 and sentence.tag(end - 1) == "RB":
        end -= 1
    return end


def _placed(earlier: Attribution, spans: Sequence[Span], number: int) -> Attribution:
    """Give `earlier` inside attribution `number` if its cue stands in the content of that one, which came later."""
    inside = earlier.outer is None and _covers(spans, earlier.cue.start)
    return replace(earlier, outer=number) if inside else earlier


def _around(found: Sequence[Attribution], position: int) -> int | None:
    """Give the last attribution whose content covers a position of the text."""
    return next((i for i in reversed(range(len(found))) if _covers(found[i].spans, position)), None)


def _depth(found: Sequence[Attribution], outer: int | None) -> int:
    """Give in how many attributions one is that stands inside `outer`."""
    depth = 0
    while outer is not None and depth <= DEEPEST:
        depth, outer = depth + 1, found[outer].outer
    return depth


def _covers(spans: Sequence[Span], position: int) -> bool:
    return any(span.start <= position < span.end for span in spans)
