"""A sentence made ready for reading: its tokens, and which of them stand inside quotation marks.

Every question that is asked for each cue is answered from a table made once, so that long sentences stay quick to
read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from tenor.records import Mention, Span
from tenor.stances.quotation import Quotation
from tenor.stances.tokens import Token, tokens

WIDEST_GAP = 20
SMALL = frozenset("a an the of in on at to for from by with and but or as 's is are".split())
"""Words that headlines write small."""
FEWEST_TITLED = 4
TITLED_SHARE = 0.85


class Sentence:
    """A sentence with its tokens and the quotations that stand in it, wholly or in part.

    `quotations` are those of the paragraph or more, in order. Places between tokens are counted from 0; a place
    outside the sentence has no word, no tag and no quotation.
    """

    def __init__(self, text: str, span: Span, quotations: Sequence[Quotation]) -> None:
        self.text, self.span = text, span
        first = bisect_right(quotations, span.start, key=lambda quotation: quotation.span.end)
        last = bisect_left(quotations, span.end, key=lambda quotation: quotation.span.start)
        self.quotations = quotations[first:last]

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the sentence, made when they are first asked for: many sentences have no cue."""
        return tokens(self.text, self.span)

    @cached_property
    def quoted(self) -> list[bool]:
        """For each token, whether it stands inside quotation marks."""
        return [quotation is not None for quotation in self._around]

    @cached_property
    def _around(self) -> list[Quotation | None]:
        if not self.quotations:
            return [None] * len(self.tokens)
        return list(_around(self.tokens, self.quotations))

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _free(self) -> list[int]:
        if not self.quotations:
            return [0] * (len(self.tokens) + 1)
        return list(accumulate(range(len(self.tokens)), lambda free, i: i + 1 if self.quoted[i] else free, initial=0))

    @cached_property
    def _verbs(self) -> list[int]:
        return list(accumulate((token.tag[:2] in ("VB", "MD") for token in self.tokens), initial=0))

    @cached_property
    def _stops(self) -> list[int]:
        marks = zip(self.tokens, self.quoted, strict=True)
        return [token.end for token, inside in marks if token.text in ":;" and not inside]

    @cached_property
    def titled(self) -> bool:
        """Whether nearly every word begins with a capital, as in some headlines."""
        words = [token.text for token in self.tokens if token.text[0].isalpha() and token.lower not in SMALL]
        titled = sum(word[0].isupper() for word in words)
        return len(words) >= FEWEST_TITLED and titled >= TITLED_SHARE * len(words)

    def __len__(self) -> int:
        return len(self.tokens)

    def lower(self, i: int) -> str:
        """Give token `i` in lower case, "" outside the sentence."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def tag(self, i: int) -> str:
        """Give the tag of token `i`, "" outside the sentence."""
        return self.tokens[i].tag if 0 <= i < len(self.tokens) else ""

    def mention(self, start: int, end: int) -> Mention:
        """Give the words from token `start` up to token `end`."""
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        return Mention(first, last, self.text[first:last])

    def at(self, position: int) -> int:
        """Give the first token that starts at or after a position of the text."""
        return bisect_left(self._starts, position)

    def free_from(self, i: int) -> int:
        """Give the place after the last quoted token before `i`: from there to `i` nothing is quoted."""
        return self._free[i]

    def has_verb(self, start: int, end: int) -> bool:
        """Tell whether a verb stands among the tokens from `start` up to `end`."""
        return self._verbs[end] > self._verbs[min(start, end)]

    def clause_start(self, start: int, end: int) -> int:
        """Give the place after the last colon or semicolon between two places of the text, `start` where none is."""
        number = bisect_right(self._stops, end)
        return max(start, self._stops[number - 1]) if number else start

    def quotation_around(self, i: int) -> Quotation | None:
        """Give the quotation in which token `i` stands."""
        return self._around[i] if 0 <= i < len(self.tokens) else None

    def quotation_before(self, position: int) -> Quotation | None:
        """Give the quotation that ends at a position of the text, but for a few marks and spaces."""
        number = bisect_right(self.quotations, position + 1, key=lambda quotation: quotation.span.end)
        last = self.quotations[number - 1] if number else None
        near = last is not None and position - last.span.end <= WIDEST_GAP
        return last if last and near and not self.text[last.span.end : position].strip(" \t\r\n,;:.–—-") else None


def _around(tokens: Sequence[Token], quotations: Sequence[Quotation]) -> Iterator[Quotation | None]:
    """Give for each token the quotation around it."""
    number = 0
    for token in tokens:
        while number < len(quotations) and quotations[number].span.end <= token.start:
            number += 1
        inside = number < len(quotations) and quotations[number].span.start <= token.start
        yield quotations[number] if inside else None
