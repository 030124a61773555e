"""Where quotation marks open and close.

Marks are paired inside a paragraph, whatever their style, so that one odd mark costs at most its own paragraph. A
quotation that is still open where the paragraph ends runs to that end: journalists open again in each paragraph and
close once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tenor.records import Span

MARK = re.compile(r"“|”|„|«|»|''(?!'(?!'))|``|\"")
# What stands before a mark is looked at behind it, so that the search goes from mark to mark.
SINGLE = re.compile(
    r"(?P<opens>[‘'](?<![\w'’].)(?=[\w“(\[…]))|(?P<ends>[’'](?<=[.,!?…].)(?![\w'’]))|(?P<closes>’(?<=[\w”)].)(?<!s.)(?![\w'’]))"
)
OPENING = frozenset(("“", "„", "«", "``"))
CLOSING = frozenset("”»")
MARKS = OPENING | CLOSING | {'"', "''"}
FREE_BEFORE = frozenset(" \t\xa0([—–-")
FREE_AFTER = frozenset(" \t\xa0)].,;:!?—–-")
STOPS_BEFORE = frozenset(".,?!…")
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks (`span`) and without them (`inner`)."""

    span: Span
    inner: Span

    def long(self, text: str) -> bool:
        """Tell whether it is long enough for speech: short ones are mostly names, titles or distancing marks."""
        return len(re.findall(r"\w+", self.inner.of(text))) >= FEWEST_WORDS


def quotations(text: str, paragraph: Span) -> list[Quotation]:
    """Give the quotations of a paragraph in order, none inside another.

    >>> text = 'She called it “a start” and left.'
    >>> [quotation.inner.of(text) for quotation in quotations(text, Span(0, len(text)))]
    ['a start']
    """
    double = _double(text, paragraph)
    single = list(_single(text, paragraph, double)) if SINGLE.search(text, paragraph.start, paragraph.end) else []
    return _outermost(double, single) if single else double


def _double(text: str, paragraph: Span) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, paragraph.start, paragraph.end):
        opens = _opens(text, mark, paragraph)
        if opened is not None and opened.group() == "„" and mark.group() == "“":
            opens = False
        if opened is None:
            opened = mark if opens is not False else None
        elif opens is not True:
            found.append(_quotation(opened, mark.start(), mark.end()))
            opened = None
        elif not mark.group() == opened.group() == "“":
            opened = mark  # the mark before was astray; a second “ is a quotation inside the first
    if opened is not None and opened.end() < paragraph.end:
        found.append(_quotation(opened, paragraph.end, paragraph.end))
    return found


def _single(text: str, paragraph: Span, double: Sequence[Quotation]) -> Iterator[Quotation]:
    """Give the quotations in single marks outside double ones, as British papers write; an apostrophe is no mark.

    Straight single marks count only where a comma or stop stands before the closing one.
    """
    opened: re.Match[str] | None = None
    number = 0
    for mark in SINGLE.finditer(text, paragraph.start, paragraph.end):
        while number < len(double) and double[number].span.end <= mark.start():
            number += 1
        if number < len(double) and double[number].span.start <= mark.start():
            continue
        if mark.lastgroup == "opens":
            opened = mark
        elif opened and (mark.lastgroup == "ends" or (opened.group() == "‘" and mark.lastgroup == "closes")):
            yield _quotation(opened, mark.start(), mark.end())
            opened = None


def _outermost(double: Sequence[Quotation], single: Sequence[Quotation]) -> list[Quotation]:
    """Give the quotations of both styles in order, without those that stand inside another."""
    found: list[Quotation] = []
    for quotation in sorted([*double, *single], key=lambda quotation: quotation.span.start):
        if not found or quotation.span.start >= found[-1].span.end:
            found.append(quotation)
    return found


def _quotation(opened: re.Match[str], inner_end: int, end: int) -> Quotation:
    return Quotation(Span(opened.start(), end), Span(opened.end(), inner_end))


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool | None:
    """True for a mark that can only open, False for one that can only close, None where the text does not tell."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if mark.group() == "“" and before in STOPS_BEFORE and after in FREE_AFTER:
        return False  # a typist's slip: “We stay,“ she said
    if mark.group() in "«»" and (before in FREE_BEFORE) != (after in FREE_AFTER):
        return before in FREE_BEFORE  # German papers write »so«
    if mark.group() in OPENING or mark.group() in CLOSING:
        return mark.group() in OPENING
    opens, closes = before in FREE_BEFORE, after in FREE_AFTER
    return None if opens == closes else opens
