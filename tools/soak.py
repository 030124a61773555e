"""What must be outlived, by the dozen: processes killed at random moments, damaged archives, years of a schedule.

    python tools/soak.py [POINTS] [WEEKS]      fifty points of each fault, two hundred weeks

After each fault the status has to be true, nothing acknowledged may be lost, no process may be left, and the next run
has to succeed. From week to week no more memory, open files or disk may be held. What is found is told line by line;
AssertionError ends it where something does not hold.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
POINTS, WEEKS = 50, 200


def runs(points: int) -> Iterator[str]:
    """Let every fault befall as many runs; give for each how they ended."""
    from tests.runs.faults import FAULTS, campaign

    for fault in FAULTS:
        with tempfile.TemporaryDirectory(prefix="tenor-soak-") as folder:
            ended = Counter(campaign(Path(folder), fault, n=points))
        yield f"{points} runs, {fault} killed: {', '.join(f'{status} {n}' for status, n in sorted(ended.items()))}"


def collections(points: int) -> Iterator[str]:
    """Kill a collection again and again."""
    from tests.corpus.feeds.kills import campaign

    yield f"collection, {campaign(points)}"


def archives(points: int) -> Iterator[str]:
    """Kill the writer of an archive, and damage its log."""
    from archive_faults import campaign

    yield from (f"archive, {told}" for told in campaign(points))


def weeks(n: int) -> Iterator[str]:
    """Let weeks of a schedule pass."""
    from tests.runs.schedules.fast_forward import campaign

    with tempfile.TemporaryDirectory(prefix="tenor-soak-") as folder:
        yield f"schedule, {campaign(Path(folder), n)}"


def main(points: int = POINTS, n_weeks: int = WEEKS) -> None:
    """Do everything, and tell."""
    sys.path[:0] = [str(ROOT)]
    for campaign, n in ((runs, points), (collections, points), (archives, points), (weeks, n_weeks)):
        for told in campaign(n):
            print(f"soak: {told}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
