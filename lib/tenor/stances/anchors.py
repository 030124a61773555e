"""The day of a happening that other phrases count from: "two days after the summit"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property

from tenor.records import Span
from tenor.stances.calendar import Days
from tenor.stances.tense import STOP

WORD = re.compile(r"[^\W\d_][\w’'-]{1,30}")
LONGEST = 31
SAYING = re.compile(r"\b(?:said|says|told|announced|added|reported)(?: on)?\s\Z")
Dated = tuple[Span, Days]


class Anchors:
    """The dated happenings of a text, to be looked up by a noun.

    A happening is dated by the phrase that stands nearest to its noun in the same sentence, and does not merely say
    when somebody spoke. Of several the last one before is meant, else the first one after.
    """

    def __init__(self, text: str, dated: Sequence[Dated], *, nouns: Collection[str], but: Collection[Span]) -> None:
        self.text, self.nouns = text, frozenset(nouns)
        self.but = frozenset(span.start for span in but)
        self.dated = [(span, days) for span, days in dated if days.length <= LONGEST and not self._of_saying(span)]

    def find(self, noun: str, place: int) -> Days | None:
        """Give the days of the happening that `noun` names, for a phrase at `place`."""
        mentions = self._mentions.get(noun, [])
        number = bisect_left(mentions, place, key=lambda mention: mention[0])
        if number:
            return mentions[number - 1][1]
        return mentions[0][1] if mentions else None

    @cached_property
    def _mentions(self) -> dict[str, list[tuple[int, Days]]]:
        ends = [0, *(stop.end() for stop in STOP.finditer(self.text)), len(self.text)]
        starts = [span.start for span, _ in self.dated]
        found: dict[str, list[tuple[int, Days]]] = {}
        for word in WORD.finditer(self.text):
            noun, place = word.group().lower(), word.start()
            if noun in self.nouns and place not in self.but:
                number = bisect_right(ends, place)
                days = self._nearest(starts, place, ends[number - 1], ends[min(number, len(ends) - 1)])
                if days:
                    found.setdefault(noun, []).append((place, days))
        return found

    def _nearest(self, starts: Sequence[int], place: int, low: int, high: int) -> Days | None:
        """Give the days of the phrase nearest to a place, between two places of the text."""
        number = bisect_left(starts, place)
        near = [self.dated[i] for i in (number - 1, number) if 0 <= i < len(starts) and low <= starts[i] < high]
        return min(near, key=lambda dated: abs(dated[0].start - place))[1] if near else None

    def _of_saying(self, span: Span) -> bool:
        return SAYING.search(self.text, max(0, span.start - 20), span.start) is not None
