"""Weeks of a schedule in fast-forward: `python -m tests.runs.schedules.fast_forward FOLDER 200` lets as many pass.

Each week a feed on loopback has an article more, which is collected, and the notebooks are run over all. Every week
passes in one process, where `tenor schedule start` gives each run its own, so that what is not given back adds up.
Meanwhile another process reads whatever the runs leave, and looks at memory, open files and disk.
"""

import datetime as dt
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from tenor.runs.chain import nursery_for
from tenor.runs.past import run_folders
from tenor.runs.schedules.cron import cron_of
from tenor.runs.schedules.reading import Schedule
from tenor.runs.schedules.running import run_schedule
from tests.corpus.feeds.server import Server, item, page, rss, text
from tests.runs.faults import polled, read_whole

NAME = "tests.runs.schedules.fast_forward"
ROOT = Path(__file__).parents[3]
BEGIN = dt.datetime(2024, 1, 1, 6, tzinfo=dt.UTC)
KEEP = 2
WARM = 10
"""Weeks after which caches are full: what is held then is compared with what is held at the end."""

MOST_GROWTH = 1.1
IN_FEED = 20
"""Articles in the feed, whatever came before: every week the oldest falls out, and stays in the archive."""


@dataclass(frozen=True, slots=True)
class Week:
    """What was held after a week: bytes of memory, open files and threads of the process, and bytes of its runs."""

    memory: int
    files: int
    threads: int
    disk: int


def campaign(folder: Path, weeks: int) -> str:
    """Let weeks pass, and give what was seen.

    Raises AssertionError where a run did not end well, half a file was read, or more is held from week to week.
    """
    home = folder / "home"
    for name in ("home", "tmp"):
        (folder / name).mkdir(parents=True)
    environment = os.environ | {
        "HOME": str(home),
        "TMPDIR": str(folder / "tmp"),
        "JUPYTER_RUNTIME_DIR": str(home / "j"),
    }
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "lib"), str(ROOT)])
    command = [sys.executable, "-m", NAME, str(folder), str(weeks), "pass"]
    told = folder / "told.jsonl"
    with told.open("w") as output, subprocess.Popen(command, env=environment, stdout=output) as process:
        n_read = polled(folder / "runs", process, [read_whole], pause=0.05)
    assert process.returncode == 0
    *held, anew = (Week(**json.loads(line)) for line in told.read_text("utf-8").splitlines())
    assert len(held) == weeks
    left = [path.name for place in (folder / "tmp", home / "j") if place.is_dir() for path in place.iterdir()]
    assert left == []
    assert list(home.rglob("history*")) == [], "what ran is in the history of the user"
    return f"{weeks} weeks, {n_read:,} files read whole; {flat(held, anew=anew.disk)}"


def flat(held: list[Week], *, anew: int) -> str:
    """Say what was held at first and in the end; raises AssertionError where that is more than `MOST_GROWTH` times.

    A week brings an article, so that runs grow: on disk they are held against `anew`, the bytes of runs over the same
    articles that no others came before. Of fewer than three times `WARM` weeks, only the end is told.
    """
    warm = held[WARM : 2 * WARM] if len(held) >= 3 * WARM else held[-1:]
    told = []
    for name in Week.__slots__:
        first, last = (median(getattr(week, name) for week in part) for part in (warm, held[-WARM:]))
        first = anew if name == "disk" else first
        assert last <= MOST_GROWTH * first, f"{name}: {first:,} in the beginning, {last:,} now"
        told.append(f"{name} {first:,.0f} to {last:,.0f}")
    return ", ".join(told)


def passed(folder: Path, weeks: int) -> Iterator[Week]:
    """Let weeks pass; give what is held after each, and in the end what the last runs hold where none came before."""
    archive = folder / "tenor.db"
    with Server() as server, ExitStack() as stack:
        nursery = nursery_for(stack)
        feed = f"{server.url}/feed"
        schedule = Schedule("weekly", cron_of("0 6 * * mon", "UTC"), (feed,), str(archive), KEEP, 600)

        def run(week: int, out: Path) -> Week:
            served(server, week)
            moment = BEGIN + week * dt.timedelta(days=7)
            outcome = run_schedule(
                schedule, out=out, now=going_on(moment), say=quiet, allow_local=True, nursery=nursery
            )
            assert outcome.status == "ok", outcome
            return now_held(out)

        for week in range(weeks):
            yield run(week, folder / "runs")
            assert len(list(run_folders(folder / "runs" / "weekly"))) == min(week + 1, KEEP)
        yield [run(week, folder / "anew") for week in range(max(0, weeks - KEEP), weeks)][-1]


def served(server: Server, week: int) -> None:
    """Serve the feed of a week, and the page of its newest article."""
    first = max(0, week + 1 - IN_FEED)
    items = (
        item(n, link=f"/{n}", date=f"{BEGIN + n * dt.timedelta(days=7):%a, %d %b %Y %H:%M:%S} GMT")
        for n in range(first, week + 1)
    )
    server.paths["/feed"] = text(rss(*items))
    server.paths[f"/{week}"] = page(week, day=f"{BEGIN + week * dt.timedelta(days=7):%Y-%m-%d}")
    server.log.clear()


def now_held(out: Path) -> Week:
    """Give what this process holds now, and all that is in the folder of its runs."""
    gc.collect()
    me = psutil.Process()
    disk = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return Week(me.memory_info().rss, me.num_fds(), me.num_threads(), disk)


def going_on(moment: dt.datetime) -> Callable[[], dt.datetime]:
    """Give a clock that shows `moment` now, and goes on from there."""
    began = time.monotonic()
    return lambda: moment + dt.timedelta(seconds=time.monotonic() - began)


def quiet(_words: str) -> None:
    """Say nothing of what goes on."""


def main(folder: Path, weeks: int, *how: Any) -> None:
    """Let weeks pass in this process, where it is told so, or in one beside it."""
    if not how:
        print(campaign(folder, weeks))
        return
    for week in passed(folder, weeks):
        told = {name: getattr(week, name) for name in Week.__slots__}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
