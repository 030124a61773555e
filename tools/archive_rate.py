"""How fast an archive is written, searched, and run over again with a little news: lines for `make bench`.

Seconds of runs are the processor's own, so that other processes count for little; writing waits for the disk, and is
timed by the clock. What is imported at first use is imported before.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path

from bench import generated
from tenor.corpus import Corpus
from tenor.corpus.archive import Archive, Extraction, Results, search
from tenor.records import Article
from tenor.runs.stages import read, score

ARTICLES, NEWS = 10_000, 100
STANCES, STANCES_AN_ARTICLE = 100_000, 10
BATCH = 200
ROUNDS = 20
VOCABULARY = 20_000


def main() -> None:
    """Print the cost of a second run, the rate of writing and the time of a search, each with what it should be."""
    with tempfile.TemporaryDirectory(prefix="tenor-bench-") as name:
        folder = Path(name)
        _print_writing_and_searching(folder / "written.db")
        _print_second_run(folder / "read.db")


def _print_second_run(path: Path, n: int = ARTICLES, n_new: int = NEWS) -> None:
    texts = list(generated(n + n_new))
    with Archive(path) as archive:
        archive.add(Article(str(number), text) for number, text in enumerate(texts[:n]))
    first = seconds(lambda: run(path))
    with Archive(path) as archive:
        archive.add(Article(str(number), text) for number, text in enumerate(texts[n:], start=n))
    second = seconds(lambda: run(path))
    told = f"{second:.1f} s to {first:.1f} s for {n:,} articles, then {n_new:,} more"
    print(f"archive: {second / first:.2f} of the time of a first run for a second ({told}), at most 0.15", flush=True)


def _print_writing_and_searching(path: Path) -> None:
    extractions = list(invented(STANCES))
    with Archive(path) as archive:
        archive.add(Article(one.article_id, f"The text of {one.article_id}.") for one in extractions)
        rate = BATCH * STANCES_AN_ARTICLE * 1000 / statistics.median(write(archive, extractions))
        print(f"archive: {rate:,.0f} stances a second written, at least 5,000", flush=True)
        for words, every in (("common", 100), ("rare", 10_000)):
            taken = [_milliseconds(partial(_searched, archive, words)) for _ in range(ROUNDS)]
            told = f"for all stances with a word that one in {every:,} of {STANCES:,} has"
            print(f"archive: {statistics.median(taken):.1f} ms {told}, at most 50", flush=True)


def run(path: Path) -> None:
    """Read and score an archive as the first two notebooks do."""
    found = read(Corpus(path), "us-china")
    score(found["stances"], found["events"], corpus=path)


def write(archive: Archive, extractions: Sequence[Extraction]) -> list[float]:
    """Keep extractions as a run does, some articles at a time; give the milliseconds of each transaction."""
    results = Results(archive.database)
    extractor = results.extractor("invented", relation="us-china")
    batches = (extractions[start : start + BATCH] for start in range(0, len(extractions), BATCH))
    return [_milliseconds(partial(results.keep, extractor, batch)) for batch in batches]


def _searched(archive: Archive, words: str) -> int:
    return sum(1 for _ in search(archive, words))


def invented(n_stances: int) -> Iterator[Extraction]:
    """Give extractions of invented words, `common` in every hundredth stance and `rare` in every ten thousandth."""
    draw = random.Random(1)  # noqa: S311
    words = [f"word{number}" for number in range(VOCABULARY)]
    often = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))  # as in any language
    for number in range(0, n_stances, STANCES_AN_ARTICLE):
        article_id = f"a{number:06d}"
        cells = (
            _cells(article_id, number + i, draw.choices(words, cum_weights=often, k=20))
            for i in range(STANCES_AN_ARTICLE)
        )
        yield Extraction(article_id, list(cells), [])


def _cells(article_id: str, number: int, words: list[str]) -> dict[str, object]:
    told = [name for name, every in (("common", 100), ("rare", 10_000)) if number % every == 0]
    empty = "cue_span source_span resolution role topics within".split()
    return dict.fromkeys(empty, "") | {
        "stance_id": f"{article_id}:{number}-{number + 100}",
        "article_id": article_id,
        "kind": "direct",
        "content": " ".join([*words, *told]),
        "spans": f"{number}-{number + 100}",
        "cue": "said",
        "source": "Ann Lee",
        "speaker": "Ann Lee",
        "side": "US",
        "paragraph": 0,
        "published": "2023-07-03",
    }


def seconds(task: Callable[[], object]) -> float:
    """Give the processor's seconds that a task takes."""
    begun = time.process_time()
    task()
    return time.process_time() - begun


def _milliseconds(task: Callable[[], object]) -> float:
    begun = time.perf_counter()
    task()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
