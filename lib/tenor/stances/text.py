"""Paragraphs and sentences of an article, each with its place in the text.

Nothing is normalised: what a sentence or paragraph covers is found at its span in `Article.text`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tenor.records import Span

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen adm col maj capt lt sgt cmdr amb hon rev pres st jr sr vs etc inc corp ltd co "
    "no nos jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n e.u d.c a.m p.m i.e e.g".split()
)
LINE_BREAK = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\u2028\u2029])\s*")
ENDS = re.compile(r"[.!?…]{1,10}[\"'”“’»«)\]]{0,4}(?=\s|$)")
SENTENCE_OPENERS = re.compile(r"\s{1,20}[\"'“„‘«»(\[]{0,3}[A-Z0-9“\"]")
CLOSING_MARKS = frozenset("\"'”“’»«")
LAST_WORD = re.compile(r"[\w.]{1,20}$")
INITIAL = re.compile(r"\b[A-Z]$")
OPENING = re.compile(
    r"[•*·▪-]\s{1,3}(?=\S)"  # the mark of an item in a list
    r"|(?:[A-Z][A-Z.’' -]{2,40}|[A-Z][\w.’' -]{2,40}(?=[^\n—–]{0,40}\()),?"  # BEIJING, July 3 (Courier) —
    r"(?: [A-Z][\w. ]{1,15},?)?(?: \d{1,2},?)?(?: \d{4})?(?: \([A-Z][\w./ -]{1,30}\))?"
    r"\s{1,2}[—–-]{1,2}\s{1,3}(?=\S)"
)
"""What stands before the first sentence of a paragraph and belongs to nobody's words."""
GOES_ON = re.compile(
    r"\s{1,3}(?:[\w.’'-]{1,20} ){1,6}(?:said|says|asked|asks|wrote|writes|added|replied|told|tweeted)"
    r"(?=[.,]| (?:in|at|on|of|to|during|after|when|as|last|this|with|later)\b| \w{3,6}day\b)"
)
"""What follows a quotation that ends with a question or an outcry, and goes on with its sentence: "?" Ann Lee said."""
SAID_ALONE = re.compile(r"\s{1,3}(?:[\w.’'-]{1,20} ){1,4}(?:said|says|asked|wrote|added|replied|tweeted)\.")
"""The same behind a full stop, where a comma should stand: "We stay." Ann Lee said."""
LONGEST_SENTENCE = 2_000
"""Characters outside quotation marks after which text without full stops is cut: no text may be slow to read."""


def paragraphs(text: str) -> Iterator[Span]:
    r"""Give the paragraphs of `text`, without the white space around them.

    A line break ends a paragraph, unless the next line goes on in lower case, as in a text wrapped at a fixed width.

    >>> text = "A line that is\nwrapped.\n\nAnother one."
    >>> [paragraph.of(text) for paragraph in paragraphs(text)]
    ['A line that is\nwrapped.', 'Another one.']
    """
    start = 0
    for found in LINE_BREAK.finditer(text):
        wrapped = text[found.end() : found.end() + 1].islower() and found.group().count("\n") <= 1
        if not wrapped:
            yield from _trimmed(text, start, found.start())
            start = found.end()
    yield from _trimmed(text, start, len(text))


def sentences(text: str, paragraph: Span, quoted: Sequence[Span] = ()) -> Iterator[Span]:
    """Give the sentences of a paragraph; a quotation, however many sentences it holds, is never cut.

    `quoted` are the quotations of the paragraph, in order. A dateline belongs to no sentence. Some
    2,000 characters without an end are a sentence.

    >>> text = "Mr. Moss left. Ann Lee stayed."
    >>> [sentence.of(text) for sentence in sentences(text, Span(0, len(text)))]
    ['Mr. Moss left.', 'Ann Lee stayed.']
    """
    opening = OPENING.match(text, paragraph.start, paragraph.end)
    start = opening.end() if opening else paragraph.start
    opened = [span.start for span in quoted]
    for found in ENDS.finditer(text, paragraph.start, paragraph.end):
        around = _last_before(found.start(), opened, quoted)
        inside = around is not None and found.end() < around.end
        if not inside and _is_end(text, found, paragraph):
            yield from _bounded(text, start, found.end(), opened, quoted)
            start = found.end()
    yield from _bounded(text, start, paragraph.end, opened, quoted)


def _last_before(position: int, opened: Sequence[int], quoted: Sequence[Span]) -> Span | None:
    """Give the last quotation that opens before `position`; `opened` are the places where they open."""
    number = bisect_left(opened, position)
    return quoted[number - 1] if number else None


def _is_end(text: str, found: re.Match[str], paragraph: Span) -> bool:
    if found.end() >= paragraph.end:
        return True
    if not SENTENCE_OPENERS.match(text, found.end()):
        return False
    outcry = found.group()[0] in "?!…" and found.group()[-1] in CLOSING_MARKS
    if outcry and GOES_ON.match(text, found.end(), paragraph.end):
        return False
    if (
        found.group()[0] == "."
        and found.group()[-1] in CLOSING_MARKS
        and SAID_ALONE.match(text, found.end(), paragraph.end)
    ):
        return False
    return found.group() != "." or not _abbreviated(text[max(paragraph.start, found.start() - 20) : found.start()])


def _abbreviated(before: str) -> bool:
    """Tell whether a full stop after `before` belongs to an abbreviation or an initial."""
    last = LAST_WORD.search(before)
    return last is not None and (last.group().lower() in ABBREVIATIONS or INITIAL.search(last.group()) is not None)


def _bounded(text: str, start: int, end: int, opened: Sequence[int], quoted: Sequence[Span]) -> Iterator[Span]:
    """Give the stretch in pieces of bearable length, cut between words and never inside a quotation."""
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = space if space > 0 else start + LONGEST_SENTENCE
        around = _last_before(cut, opened, quoted)
        cut = max(cut, around.end) if around else cut
        yield from _trimmed(text, start, min(cut, end))
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
