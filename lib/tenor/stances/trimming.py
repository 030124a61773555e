"""The edges of content: white space, final stops, and quotation marks that have no partner inside."""

from collections.abc import Iterator

from tenor.records import Span

FEWEST_WORDS = 2
BEFORE = " \t\r\n,;:–—"
AFTER = " \t\r\n,;:.–—"
WHITE = " \t\r\n"
MOST_MARKS = 6


def trimmed(text: str, span: Span, *, ends_with: str = AFTER, fewest: int = FEWEST_WORDS) -> Iterator[Span]:
    """Give the span without what does not belong to the content, or nothing if fewer than `fewest` words are left.

    `ends_with` are the characters dropped at its end: a quotation keeps its own stops.

    >>> text = ": “We stay,” and so on."
    >>> [span.of(text) for span in trimmed(text, Span(0, len(text)))]
    ['“We stay,” and so on']
    """
    start, end = _stripped(text, span.start, span.end, ends_with)
    for _ in range(MOST_MARKS):
        unmarked = _without_mark(text, start, end)
        if not unmarked:
            break
        start, end = _stripped(text, *unmarked, ends_with)
    if len(text[start:end].split(maxsplit=fewest)) >= fewest:
        yield Span(start, end)


def _stripped(text: str, start: int, end: int, ends_with: str) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(BEFORE))
    return start, max(start, start + len(text[start:end].rstrip(ends_with)))


def _without_mark(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Drop one mark at an edge that opens or closes nothing inside, or the two around the whole; None without such."""
    opens, closes = text.count("“", start, end), text.count("”", start, end)
    first, last = text[start:end][:1], text[start:end][-1:]
    if first == "“" and last != "”" and opens > closes:
        return start + 1, end
    if last == "”" and closes > opens:
        return start, end - 1
    wrapped = (first, last, opens, closes) == ("“", "”", 1, 1)
    straight = first == last == '"' and end - start > 2 and text.count('"', start, end) == 2
    return (start + 1, end - 1) if wrapped or straight else None
