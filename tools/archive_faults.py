"""What an archive must outlive: a killed writer, a cut or damaged log. A point each for `make test`, many for soaking.

Each function makes one fault at a moment that `seed` decides, in a new folder, and raises AssertionError where the
archive does not hold what it must: everything acknowledged, whole transactions only, and no fault in its own check.

    python tools/archive_faults.py 50     fifty of each
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tenor.corpus.archive import Added, Archive, Extraction, Results
from tenor.corpus.archive.checking import faults_of
from tenor.records import Article

BATCH = 20
BATCHES = 400
LONGEST = 1.0
"""Seconds from the writer's start to the latest moment at which it is killed."""

_READY = "ready"


def killed_writer(folder: Path, seed: int) -> int:
    """Kill a writer with no warning; all that it acknowledged must be there. Give how many batches that were."""
    path = folder / "tenor.db"
    acknowledged = _killed(path, random.Random(seed).uniform(0, LONGEST))  # noqa: S311
    if acknowledged or path.exists():
        with Archive(path) as archive:
            n = _whole_batches(archive)
            assert n >= acknowledged, f"{acknowledged} batches were acknowledged, and {n} are there"
            _collect_again(archive, n)
    return acknowledged


def cut_log(folder: Path, seed: int, *, cuts: int = 5) -> list[int]:
    """Cut or damage the log of a killed writer anywhere; whole transactions must be left. Give how many each time."""
    draw, path = random.Random(seed), folder / "tenor.db"  # noqa: S311
    _killed(path, draw.uniform(0.3, LONGEST))
    log = path.with_name("tenor.db-wal").read_bytes()
    left = []
    for number in range(cuts):
        copy = folder / str(number) / "tenor.db"
        copy.parent.mkdir()
        shutil.copy(path, copy)
        place = draw.randrange(len(log) + 1)
        damaged = log[:place] if number % 2 == 0 else log[:place] + b"\xff\x00\xff" + log[place + 3 :]
        copy.with_name("tenor.db-wal").write_bytes(damaged)
        with Archive(copy) as archive:
            left.append(_whole_batches(archive))
            _collect_again(archive, left[-1])
    return left


def write(path: Path, batches: int = BATCHES) -> Iterator[int]:
    """Write articles and what was found in them, batch by batch; give the number of each batch that is on the disk."""
    with Archive(path) as archive:
        results = Results(archive.database)
        for number in range(batches):
            archive.add(batch(number))
            results.keep(results.extractor("1", relation="us-china"), map(_extraction, batch(number)))
            yield number


def batch(number: int) -> list[Article]:
    """Give the articles of a batch."""
    return [
        Article(
            f"{number}-{i}", f"Report {i} of day {number}: the delegation was ready to travel. " * 5, outlet="Courier"
        )
        for i in range(BATCH)
    ]


def _extraction(article: Article) -> Extraction:
    cells = dict.fromkeys("spans cue cue_span source source_span speaker resolution role topics within".split(), "")
    told = {"article_id": article.article_id, "kind": "direct", "side": "US", "paragraph": 0, "published": None}
    places = ((f"{article.article_id}:{start}-{start + 9}", article.text[start : start + 9]) for start in (0, 10))
    return Extraction(
        article.article_id, [{**cells, **told, "stance_id": i, "content": content} for i, content in places], []
    )


def writer(path: Path) -> "subprocess.Popen[str]":
    """Start a process that writes batches, and tells the number of each when it is on the disk."""
    command = [sys.executable, str(Path(__file__)), "write", str(path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert started.stdout is not None
    assert started.stdout.readline().strip() == _READY
    return started


def _killed(path: Path, after: float) -> int:
    """Start a writer, kill it after some seconds, and give how many batches it had acknowledged."""
    with writer(path) as started:
        time.sleep(after)
        started.kill()
        told = started.stdout.read() if started.stdout else ""
    return len(told.rpartition("\n")[0].split())


def _whole_batches(archive: Archive) -> int:
    """Give how many batches an archive holds; each is whole, and only the last may be without its stances."""
    faults = list(faults_of(archive))
    assert not faults, faults
    n_articles, n_extractions = (
        archive.database.count(f"SELECT count(*) FROM {table}")  # noqa: S608
        for table in ("articles", "extractions")
    )
    assert n_articles % BATCH == n_extractions % BATCH == 0, (n_articles, n_extractions)
    assert n_extractions <= n_articles <= n_extractions + BATCH, (n_articles, n_extractions)
    n = n_articles // BATCH
    assert list(archive.articles()) == [article for number in range(n) for article in batch(number)]
    return n_extractions // BATCH


def _collect_again(archive: Archive, n: int) -> None:
    """Add what is missing, as the next run would; what is there is known."""
    upto = [article for number in range(n + 2) for article in batch(number)]
    added = archive.add(upto)
    assert added == Added(new=len(upto) - added.known, known=added.known)
    assert added.known >= n * BATCH
    assert list(archive.articles()) == upto
    assert not list(faults_of(archive))


FAULTS: dict[str, Callable[[Path, int], object]] = {
    "its writer was killed: nothing acknowledged was lost": killed_writer,
    "its log was cut or damaged: whole transactions were left": cut_log,
}


def campaign(points: int) -> Iterator[str]:
    """Make every fault at `points` moments, and tell how it went."""
    for told, fault in FAULTS.items():
        for seed in range(points):
            with tempfile.TemporaryDirectory(prefix="tenor-faults-") as folder:
                fault(Path(folder), seed)
        yield f"{points} times {told}"


def _write_and_tell(path: Path) -> None:
    print(_READY, flush=True)
    for number in write(path):
        print(number, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        _write_and_tell(Path(sys.argv[2]))
    else:
        print(*campaign(int(sys.argv[1])), sep="\n")
