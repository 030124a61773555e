"""Stances drawn at random for a coding sheet, by side and kind, the same ones whatever the order of the corpus."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from tenor.audit.sheet import Row
from tenor.errors import ParameterError
from tenor.records import Article, Span, Stance

FEWEST_OF_STRATUM = 5
"""Stances drawn of each side and kind, where there are as many and the sheet is long enough."""

AROUND, LONGEST = 200, 2_000
"""Characters of context on each side of the content, and most characters of a cell."""


def draw(found: Iterable[tuple[Article, Iterable[Stance]]], *, n: int = 100, seed: int = 0) -> list[Row]:
    """Give the rows of a coding sheet: `n` stances at random, or all if there are fewer, in random order.

    Strata are side and kind, drawn in proportion but with at least five each where there are and `n` allows. Each
    stance has a random number made of `seed` and its stance_id, and the lowest of a stratum are taken, so that a
    corpus gives the same sheet in whatever order it is read. No more than `n` stances a stratum are held in memory.

    Raises ParameterError for `n` below 1.
    """
    if n < 1:
        raise ParameterError(f"a coding sheet of {n} stances; ask for at least 1, better 100")
    strata: defaultdict[tuple[str, str], _Lowest] = defaultdict(lambda: _Lowest(n))
    for article, its_stances in found:
        for stance in its_stances:
            strata[stance.side, stance.kind].offer(_number(seed, stance.stance_id), article, stance)
    shares = allotted({stratum: lowest.offered for stratum, lowest in strata.items()}, n)
    drawn = [
        (number, {**row, "weight": f"{strata[stratum].offered / share:.6g}"})
        for stratum, share in shares.items()
        for number, row in strata[stratum].rows()[:share]
    ]
    return [row for _, row in sorted(drawn, key=lambda pair: (pair[0], pair[1]["stance_id"]))]


def allotted(sizes: Mapping[tuple[str, str], int], n: int) -> dict[tuple[str, str], int]:
    """Give how many to draw of each stratum: `n` over all, never more than there are.

    Each gets up to five first (fewer where `n` is short), then the next one goes to whichever is furthest below its
    share (Webster's method). With fewer than one a stratum, the smallest strata get none and are left out.

    >>> allotted({("US", "direct"): 900, ("China", "direct"): 90, ("China", "mixed"): 2}, 50)
    {('US', 'direct'): 43, ('China', 'direct'): 5, ('China', 'mixed'): 2}
    """
    first = min(FEWEST_OF_STRATUM, n // len(sizes)) if sizes else 0
    order = sorted(sizes, key=lambda stratum: (-sizes[stratum], stratum))
    given = {stratum: min(first, sizes[stratum]) for stratum in order}
    for _ in range(min(n, sum(sizes.values())) - sum(given.values())):
        short = (stratum for stratum in order if given[stratum] < sizes[stratum])
        given[max(short, key=lambda stratum: sizes[stratum] / (2 * given[stratum] + 1))] += 1
    return {stratum: share for stratum, share in given.items() if share}


@dataclass(slots=True)
class _Lowest:
    """The `n` rows with the lowest random numbers of all that were offered."""

    n: int
    offered: int = 0
    heap: list[tuple[int, str, Row]] = field(default_factory=list)
    held: set[str] = field(default_factory=set)

    def offer(self, number: int, article: Article, stance: Stance) -> None:
        if stance.stance_id in self.held:
            return
        self.offered += 1
        if len(self.heap) < self.n or number < -self.heap[0][0]:
            heapq.heappush(self.heap, (-number, stance.stance_id, _row(article, stance)))
            self.held.add(stance.stance_id)
        if len(self.heap) > self.n:
            self.held.remove(heapq.heappop(self.heap)[1])

    def rows(self) -> list[tuple[int, Row]]:
        return [(-number, row) for number, _, row in sorted(self.heap, key=lambda entry: (-entry[0], entry[1]))]


def _number(seed: int, stance_id: str) -> int:
    digest = blake2b(f"{seed}:{stance_id}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _row(article: Article, stance: Stance) -> Row:
    return {
        "stance_id": stance.stance_id,
        "article_id": stance.article_id,
        "outlet": _line(article.outlet),
        "published": stance.published.isoformat() if stance.published else "",
        "context": context(article.text, stance.spans),
        "content": _line(stance.content),
        "cue": _line(stance.cue.text if stance.cue else ""),
        "source": _line(stance.source.text if stance.source else ""),
        "kind": stance.kind,
        "speaker": _line(stance.speaker),
        "side": stance.side,
        "topics": ";".join(stance.topics),
    }


def context(text: str, spans: Sequence[Span], *, around: int = AROUND) -> str:
    """Give the words around `spans` on one line, each span between `[[` and `]]`.

    >>> context("Lee left. “We go,” she said, “home.” Bo stayed on.", [Span(11, 16), Span(30, 34)], around=12)
    'Lee left. “[[We go]],” she said, “[[home]].” Bo…'
    """
    start, end = max(0, spans[0].start - around), min(len(text), spans[-1].end + around)
    before, after = text[start : spans[0].start], text[spans[-1].end : end]
    if start > 0 and " " in before:
        before = "…" + before.partition(" ")[2]
    if end < len(text) and " " in after:
        after = after.rpartition(" ")[0] + "…"
    pieces = [before]
    for span, next_start in zip(spans, [*(span.start for span in spans[1:]), None], strict=True):
        between = after if next_start is None else text[span.end : next_start]
        pieces += ["[[", _cut(span.of(text)), "]]", _cut(between)]
    return _printable(" ¶ ".join(filter(None, map(str.strip, "".join(pieces).splitlines()))))


def _line(text: str) -> str:
    return _printable(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def _printable(text: str) -> str:
    """Give `text` on one line, with a space for each control and each character that has no shape."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
