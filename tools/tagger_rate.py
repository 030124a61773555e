"""Extraction beside TextBlob's tagger, in one process on one core: prints JSON for `bench.py`.

Seconds are the processor's own, so that other processes count for little. Each article is read once by either: words
that were seen before are quick, as they are in use, and no article is.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sampling
from tenor.records import Article
from tenor.relation import load
from tenor.stances import stances

ROUNDS = 3
LENGTHS = (10_000, 100_000, 1_000_000)
WARMING = "“We want talks,” said Ann Lee. She warned that they could fail."


def main(path: Path) -> None:
    """Print what was measured on the articles of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    extract, tag = _extraction(), _tagging()
    extract([WARMING]), tag([WARMING])
    measured = beside(extract, tag, texts) | {
        "stages": sampling.shares(lambda: extract(texts)),
        "lengths": by_length(extract, "\n\n".join(texts)),
    }
    print(json.dumps(measured))


def beside(
    ours: Callable[[Sequence[str]], None], theirs: Callable[[Sequence[str]], None], texts: Sequence[str]
) -> dict[str, float]:
    """Give the articles a second of both, and the ratio of the two: medians over parts of `texts`, each read once."""
    parts = [texts[number::ROUNDS] for number in range(ROUNDS)]
    pairs = [(len(part) / seconds(ours, part), len(part) / seconds(theirs, part)) for part in parts]
    return {
        "rate": statistics.median(rate for rate, _ in pairs),
        "tagger": statistics.median(tagger for _, tagger in pairs),
        "ratio": statistics.median(rate / tagger for rate, tagger in pairs),
    }


def by_length(work: Callable[[Sequence[str]], None], text: str, lengths: Sequence[int] = LENGTHS) -> dict[int, float]:
    """Give the seconds for the same text in articles of different lengths, in turn: medians, a megabyte each.

    The text is said again and again until it is as long as the longest.
    """
    whole = (text * (max(lengths) // len(text) + 1))[: max(lengths)]
    taken: dict[int, list[float]] = {length: [] for length in lengths}
    for _ in range(ROUNDS):
        for length in lengths:
            taken[length].append(seconds(work, cut(whole, length)))
    return {length: statistics.median(times) * 1_000_000 / len(whole) for length, times in taken.items()}


def cut(text: str, length: int) -> list[str]:
    """Give a text in pieces of a length."""
    return [text[start : start + length] for start in range(0, len(text), length)]


def seconds(work: Callable[[Sequence[str]], None], texts: Sequence[str]) -> float:
    """Give the processor's seconds that `work` takes for `texts`."""
    begun = time.process_time()
    work(texts)
    return time.process_time() - begun


def _extraction() -> Callable[[Sequence[str]], None]:
    relation = load("us-china")

    def extract(texts: Sequence[str]) -> None:
        for number, text in enumerate(texts):
            for _ in stances(Article(str(number), text), relation):
                pass

    return extract


def _tagging() -> Callable[[Sequence[str]], None]:
    from textblob.en import tag

    tagger: Any = tag

    def tag_all(texts: Sequence[str]) -> None:
        for text in texts:
            tagger(text)

    return tag_all


if __name__ == "__main__":
    main(Path(sys.argv[1]))
