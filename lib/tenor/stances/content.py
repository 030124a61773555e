"""What a cue's source said: the pieces of the sentence that are its content.

The content follows the attributing words ("Lee said that ...") or stands before them ("...", Lee said), and may go on
behind ("...", Lee said, "..."). It ends with the sentence, unless another attribution begins beside it.
"""

from collections.abc import Iterator
from itertools import islice

from tenor.records import Span
from tenor.stances.cue import ACCORDING, Cue
from tenor.stances.introduction import content_start
from tenor.stances.phrases import FINITE, phrase_before
from tenor.stances.quotation import Quotation
from tenor.stances.sentence import Sentence
from tenor.stances.sources import main_subject
from tenor.stances.trimming import FEWEST_WORDS, WHITE, trimmed
from tenor.stances.verbs import ATTITUDE, SPEECH, TELLING
from tenor.stances.words import JOINERS, SUBORDINATORS

BREAKS = frozenset((",", "—", "–", "”", '"', "?"))
CLAUSE_ENDS = frozenset(".,;…?!")
SET_OFF = frozenset((",", "–", "—", "-", "--"))
SENTENCE_ENDS = frozenset(("", ".", ";"))
LATEST_AS = 3
"""Where the source of an opening "But as Lee noted," begins at the latest."""
RESUMES = frozenset(",;.—–")
NOTHING_FOLLOWS = frozenset((",", ".", ";", ")", "—", "–", "…", "and", "but"))
COMPLETING = frozenset("as for of over to".split())
ASIDE_OPENERS = frozenset("about after at before by during following from in of on through to via with".split())
OBJECT_OPENERS = frozenset("about by from in of on to with".split())
HEARERS = frozenset("DT NNP PRP PRP$".split())
SAYING = frozenset("add explain say tell write".split())
"""Verbs behind which these words never lead to what is said: "said of the bridge", but "boasted of the bridge"."""
TELLING_ALONE = frozenset(
    "add announce answer comment explain post publish remark repeat reply report respond retweet say state tell "
    "testify tweet write yell".split()
)
ADJUNCT_OPENERS = frozenset("after at before by during from in on through to until via".split())
CLAUSE_ASIDES = frozenset("after as before when while".split())
LONGEST_ASIDE = 24
PAST_OR_FINITE = FINITE | {"VBN"}
CONNECTIVES = frozenset("but and yet still though".split())


def content(sentence: Sentence, cue: Cue, following: Cue | None, done: int) -> Iterator[Span]:
    """Give the pieces of content of a cue, in order; none where what is left is too little to be said.

    `following` is the next cue; what stands before the place `done` belongs to an earlier one.
    """
    begin = content_start(sentence, cue)
    if cue.lemma == ACCORDING:
        yield from _of_according(sentence, cue, done)
    elif cue.agent:
        yield from _of_passive(sentence, cue, begin, following, done)
    elif _is_postposed(sentence, cue, begin, done):
        yield from _before(sentence, cue, done)
        yield from _resumed(sentence, cue, begin, following)
    elif not cue.inverted or cue.start == 0:
        yield from _after(sentence, cue, begin, following)


def closes(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a cue and its source end a sentence that they report whole: "..., Ann Lee said."."""
    if cue.source is None or cue.lemma not in SPEECH or cue.agent:
        return False
    led = cue.left - 2 if sentence.lower(cue.left - 1) == "as" else cue.left - 1
    if sentence.lower(led) != ",":
        return False
    begin = cue.right if sentence.lower(cue.right) in SENTENCE_ENDS else content_start(sentence, cue)
    if begin < len(sentence) and _is_aside(sentence, begin, cue):
        begin = _aside_end(sentence, begin)
    return sentence.lower(begin) in SENTENCE_ENDS


def _of_according(sentence: Sentence, cue: Cue, done: int) -> Iterator[Span]:
    begin, end = sentence.tokens[cue.start].start, sentence.tokens[cue.right - 1].end
    first = sentence.at(done)
    before = _has_words(sentence, first, cue.start)
    goes_on = sentence.lower(cue.start - 1) in SET_OFF and sentence.lower(cue.right) in SET_OFF
    opener = goes_on and sentence.lower(first) in SUBORDINATORS and sentence.has_verb(first, cue.start)
    if before and not opener:
        yield from trimmed(sentence.text, Span(_clause_start(sentence, done, begin), begin))
    if not before or (goes_on and not _is_main_clause(sentence, first, cue.start)):
        yield from trimmed(sentence.text, Span(end, sentence.span.end))


def _of_passive(sentence: Sentence, cue: Cue, begin: int, following: Cue | None, done: int) -> Iterator[Span]:
    """Give what was rejected or told: the subject, what follows the source, or both ("She was urged by Lee to go")."""
    if cue.lemma not in TELLING:
        end = cue.start - 1 if sentence.lower(cue.start - 1) == "," else cue.start
        start = phrase_before(sentence.tokens, end, max(sentence.at(done), sentence.free_from(end)))
        if start is not None:
            subject = Span(sentence.tokens[start].start, sentence.tokens[end - 1].end)
            yield from trimmed(sentence.text, subject, fewest=1)
    if cue.lemma in TELLING or sentence.lower(begin) in COMPLETING:
        yield from _after(sentence, cue, begin, following)


# --- before the attributing words ---


def _is_postposed(sentence: Sentence, cue: Cue, begin: int, done: int) -> bool:
    """Tell whether the content stands before the attributing words."""
    last = cue.left - 1
    if cue.lemma not in SPEECH or last < 1 or sentence.tokens[cue.left].start <= done:
        return False
    if sentence.quoted[last]:
        return True
    if _quotes_whole_sentence(sentence, begin) and not cue.inverted:
        return False
    start = sentence.at(done)
    ends = begin >= len(sentence) or sentence.lower(begin) in CLAUSE_ENDS
    ends = ends or (_is_aside(sentence, begin, cue) and _has_main_clause(sentence, start, last))
    if sentence.lower(last) == "as" and sentence.lower(last - 1) in SET_OFF and start < last - 1:
        return ends
    enough = _is_clause(sentence, start, last) or (_interrupts(sentence, cue, begin) and start < last)
    return sentence.lower(last) in BREAKS and (ends or cue.inverted) and enough


def _quotes_whole_sentence(sentence: Sentence, begin: int) -> bool:
    """Tell whether a quotation that begins with a capital follows: "Asked why, Lee said, “We are old.”"."""
    after = begin + 1 if sentence.lower(begin) in (",", ":") else begin
    quotation = sentence.quotation_around(after)
    return quotation is not None and sentence.text[quotation.inner.start : quotation.inner.start + 1].isupper()


def _is_aside(sentence: Sentence, begin: int, cue: Cue) -> bool:
    """Tell whether what follows a cue only says when, where or of whom something was said: "..., he said on air."."""
    word = sentence.lower(begin)
    if sentence.quoted[begin] or word not in ASIDE_OPENERS | CLAUSE_ASIDES:
        return False
    heard = word == "to" and cue.lemma in SPEECH and sentence.tag(begin + 1) in HEARERS
    if word in OBJECT_OPENERS and cue.lemma not in SAYING and not heard:
        return False
    if word in CLAUSE_ASIDES and sentence.tag(begin + 1) != "VBG":
        return True
    return not any(sentence.tag(i) in FINITE for i in range(begin, _aside_end(sentence, begin)))


def _aside_end(sentence: Sentence, begin: int) -> int:
    """Give the first comma or stop behind a place outside quotation marks, the end of what can be an aside if none."""
    last = min(len(sentence), begin + LONGEST_ASIDE)
    ends = (i for i in range(begin, last) if sentence.lower(i) in CLAUSE_ENDS and not sentence.quoted[i])
    return next(ends, last)


def _interrupts(sentence: Sentence, cue: Cue, begin: int) -> bool:
    """Tell whether the attributing words stand between commas in a clause: "The bridge, Lee said, is old."."""
    last = cue.left - 2 if sentence.lower(cue.left - 1) == "as" else cue.left - 1
    enclosed = sentence.lower(last) == sentence.lower(begin) == "," and not sentence.quoted[last]
    return enclosed and begin + FEWEST_WORDS < len(sentence)


def _has_main_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a stretch does not only lead to a main clause, as "While the town slept" does."""
    leads = sentence.tag(start) in ("VBG", "VBN") or sentence.lower(start) in SUBORDINATORS | ASIDE_OPENERS
    main = main_subject(sentence, start) if leads else None
    return not leads or (main is not None and main[0] < end)


def _is_main_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a subject and a finite verb stand in a stretch that opens with no subordinator."""
    return sentence.lower(start) not in SUBORDINATORS and any(
        sentence.tag(i) in PAST_OR_FINITE for i in range(start, end)
    )


def _is_clause(sentence: Sentence, start: int, end: int) -> bool:
    return end - start > FEWEST_WORDS and sentence.has_verb(start, end)


def _has_words(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether enough words to be content stand from token `start` up to `end`."""
    words = (token for token in islice(sentence.tokens, start, min(end, start + 20)) if token.text[0].isalnum())
    return sum(1 for _ in words) > FEWEST_WORDS


def _before(sentence: Sentence, cue: Cue, done: int) -> Iterator[Span]:
    left = cue.left - 1 if sentence.lower(cue.left - 1) == "as" else cue.left
    end = sentence.tokens[left].start
    start = _clause_start(sentence, done, end)
    quotation = sentence.quotation_before(end)
    if quotation and _is_set_off(sentence, quotation, start):
        yield from _quoted(sentence, quotation)
    else:
        yield from trimmed(sentence.text, Span(start, end))


def _is_set_off(sentence: Sentence, quotation: Quotation, start: int) -> bool:
    """Tell whether a quotation stands for itself, instead of going on with the sentence around it."""
    before = sentence.text[start : quotation.span.start].rstrip()
    return before.endswith((",", ":")) or not before.strip(" \t\r\n,;:.–—-")


def _clause_start(sentence: Sentence, done: int, end: int) -> int:
    """Give where the clause before `end` begins: after a colon or semicolon, or the "But" that opens the sentence."""
    start = sentence.clause_start(max(done, sentence.span.start), end)
    first = sentence.at(start)
    opens = first == 0 and sentence.lower(0) in CONNECTIVES
    return sentence.tokens[0].end if opens else start


def _quoted(sentence: Sentence, quotation: Quotation) -> Iterator[Span]:
    yield from trimmed(sentence.text, quotation.inner, ends_with=WHITE, fewest=1)


def _resumed(sentence: Sentence, cue: Cue, begin: int, following: Cue | None) -> Iterator[Span]:
    """Give content that goes on after the attributing words: "...", she said, "..."; it will, she said, but not now."""
    limit = following.left if following else len(sentence)
    if begin < len(sentence) and _is_aside(sentence, begin, cue):
        aside = _aside_end(sentence, begin)
        begin = aside if sentence.quotation_around(aside + 1) else begin
    first = begin + 1
    if begin < len(sentence) and sentence.quoted[begin]:
        first = begin
    elif sentence.lower(begin) not in RESUMES:
        return
    if first >= limit:
        return
    quotation = sentence.quotation_around(first)
    if quotation:
        yield from _quoted(sentence, quotation)
    elif sentence.lower(first) in JOINERS and not following:
        yield from trimmed(sentence.text, Span(sentence.tokens[first].start, sentence.span.end))
    elif _interrupts(sentence, cue, begin) and not (cue.inverted and _has_verb_before(sentence, cue)):
        yield from trimmed(sentence.text, Span(sentence.tokens[first].start, _end(sentence, cue, begin, following)))


def _has_verb_before(sentence: Sentence, cue: Cue) -> bool:
    return sentence.has_verb(0, cue.left)


# --- after the attributing words ---


def _after(sentence: Sentence, cue: Cue, begin: int, following: Cue | None) -> Iterator[Span]:
    begin = _quotation_behind(sentence, begin, cue)
    if cue.left <= LATEST_AS and sentence.lower(cue.left - 1) == "as" and sentence.lower(begin) == ",":
        begin += 1
        yield from trimmed(sentence.text, Span(sentence.tokens[min(begin, len(sentence) - 1)].start, sentence.span.end))
        return
    if begin >= len(sentence) or sentence.lower(begin) in NOTHING_FOLLOWS:
        return
    span = Span(sentence.tokens[begin].start, _end(sentence, cue, begin, following))
    if _is_only_an_aside(sentence, cue, begin, span.end):
        return
    fewest = 1 if (cue.lemma in ATTITUDE or cue.limit) and sentence.tag(begin)[:2] in ("NN", "CD") else FEWEST_WORDS
    quotation = sentence.quotation_around(begin)
    if quotation and quotation.span.start == span.start and sentence.quotation_before(span.end) == quotation:
        yield from _quoted(sentence, quotation)
    else:
        yield from trimmed(sentence.text, span, fewest=fewest)


def _is_only_an_aside(sentence: Sentence, cue: Cue, begin: int, end: int) -> bool:
    """Tell whether what follows only says when, where or to whom: "she wrote on Friday", "he reported from Leeds"."""
    if cue.lemma not in TELLING_ALONE or sentence.lower(begin) not in ADJUNCT_OPENERS or sentence.quoted[begin]:
        return False
    last = sentence.at(end)
    return not sentence.has_verb(begin, last) and not any(sentence.quoted[begin:last])


def _quotation_behind(sentence: Sentence, begin: int, cue: Cue) -> int:
    """Give where the quotation begins to which a comma leads, an aside before it or not; `begin` where none does."""
    if begin >= len(sentence) or sentence.quoted[begin]:
        return begin
    comma = _aside_end(sentence, begin) if _is_aside(sentence, begin, cue) else begin
    return comma + 1 if sentence.lower(comma) in (",", ":") and sentence.quotation_around(comma + 1) else begin


def _end(sentence: Sentence, cue: Cue, begin: int, following: Cue | None) -> int:
    """Give the place in the text where content that follows its cue ends."""
    comma = None
    main = main_subject(sentence, begin) if _in_opening(sentence, cue) else None
    if cue.subject:
        comma = cue.subject[0] - 1
    elif main and not (following and following.left < main[0] - 1):
        comma = main[0] - 1
    elif following:
        comma = _beside(sentence, cue, following, begin)
    elif _opens_sentence(sentence, cue) or sentence.lower(cue.left - 1) in SUBORDINATORS:
        comma = next((i for i in range(begin + 1, len(sentence) - 1) if _is_comma(sentence, i)), None)
    elif sentence.lower(cue.left) in ("who", "which") and sentence.lower(cue.left - 1) == ",":
        comma = next((i for i in range(begin + 1, len(sentence) - 1) if _resumes_clause(sentence, i)), None)
    if cue.limit is not None and (comma is None or cue.limit < comma):
        return sentence.tokens[cue.limit - 1].end
    return sentence.span.end if comma is None else sentence.tokens[comma].start


def _in_opening(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether a cue stands in words that lead to the main clause: "Adopting what Lee had urged, Moss left"."""
    opens = sentence.tag(0) in ("VBG", "VBN") or sentence.lower(0) in SUBORDINATORS | ASIDE_OPENERS
    return opens and cue.source is not None and not any(_is_comma(sentence, i) for i in range(cue.left))


def _resumes_clause(sentence: Sentence, i: int) -> bool:
    """Tell whether a comma closes a relative clause: "Lee, who rejected the plan, | left"."""
    return _is_comma(sentence, i) and sentence.tag(i + 1) in PAST_OR_FINITE


def _joins_clause(sentence: Sentence, i: int) -> bool:
    return _is_comma(sentence, i) and sentence.lower(i + 1) in JOINERS


def _opens_sentence(sentence: Sentence, cue: Cue) -> bool:
    """Tell whether the cue stands in a clause that opens the sentence: "While Lee stressed ..., Moss insisted ..."."""
    return sentence.lower(0) in SUBORDINATORS and cue.left <= 2


def _is_comma(sentence: Sentence, i: int) -> bool:
    return sentence.lower(i) == "," and not sentence.quoted[i]


def _beside(sentence: Sentence, cue: Cue, following: Cue, begin: int) -> int | None:
    """Give the token where another attribution begins beside this content; None where that one is inside it."""
    if following.left <= cue.left < following.start and sentence.lower(following.start - 1) == ",":
        return following.start - 1
    if following.left <= begin:
        return None
    last = following.left - 1
    while last > begin and sentence.lower(last) in JOINERS:
        last -= 1
    mark, joined = sentence.lower(last), last < following.left - 1
    ending = following.lemma == ACCORDING or closes(sentence, following)
    second_clause = mark == "," and (ending or _opens_sentence(sentence, cue))
    joined_clause = joined and mark in (",", ";", "—", "–")
    same_source = following.source is None and mark in (",", "”", '"')
    if following.lemma == ACCORDING and second_clause:
        return next((i for i in range(last - 1, begin, -1) if _joins_clause(sentence, i)), last)
    if second_clause or joined_clause or same_source:
        return last
    return last + 1 if joined and following.source is None else None
