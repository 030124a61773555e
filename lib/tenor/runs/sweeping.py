"""A sweep: the chain run over a grid of parameters, in parallel, each run in a clean process and a folder of its own.

    sweep_<name>_<key>/
        <time>_<point>/      a run folder for each point
        grid.csv             a row a point: its parameters, status, verdict, run and report
        compare/             notebooks/compare.ipynb executed over all that ended ok

The same sweep has the same folder, so it can be begun again: a point whose run ended ok and would be made of the very
same is not run again, and one that was stopped goes on. The runs share nothing but imports that were made ahead.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tenor.runs.chain import CHAIN, NOTEBOOKS, UNLIMITED, Limits, nursery_for
from tenor.runs.ending import Ending, ending
from tenor.runs.executing import executed
from tenor.runs.folder import Run, manifest_of, write_whole
from tenor.runs.grid import grid_key, label
from tenor.runs.kernels import kernels_for
from tenor.runs.key import key_of, made_of
from tenor.runs.lock import holding
from tenor.runs.nursery import Nursery
from tenor.runs.parameters import Value
from tenor.runs.past import SWEPT, run_folders, status_of
from tenor.runs.points import Process, started
from tenor.runs.status import Failure

INPUTS = {"corpus", "relation", "corrections"}
"""Parameters that name what is read."""

PRELOAD = "import tenor.runs.engine, tenor.runs.points"
PAUSE = 0.05
FEWEST = 2
"""So many runs make a comparison."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the grid: what it sets, every parameter's value, and the key of the run that it asks for."""

    sets: Mapping[str, str]
    values: Mapping[str, Value]
    key: str


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep gave: its folder, the table of its points, and the executed comparison, or why there is none."""

    folder: Path
    table: pd.DataFrame
    compared: Path | None
    failure: Failure | None


def cores() -> int:
    """Give how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sweep(
    asked: Sequence[tuple[Mapping[str, str], Mapping[str, Value]]],
    *,
    out: Path,
    name: str,
    began: str,
    jobs: int | None = None,
    limits: Limits = UNLIMITED,
    notebooks: Path = NOTEBOOKS,
    ended: Callable[[], object] = lambda: None,
) -> Swept:
    """Run every point of a grid, each given as what it sets and the values of all parameters, `jobs` at a time.

    `ended` is called when a point has its run, which some have from an earlier time. Raises RunError where the same
    sweep is going on, and where its folder cannot be made.
    """
    key = grid_key([sets for sets, _ in asked], asked[0][1])
    folder = out / f"{SWEPT}{name}_{key[7:15]}"
    points = list(_points(asked, notebooks))
    with holding(folder, key) as lock, ExitStack() as stack:
        lock.tell(Run(folder), began)
        nursery = nursery_for(stack, notebooks, preload=PRELOAD)
        work = {"out": str(folder.absolute()), "notebooks": str(notebooks), **asdict(limits)}
        end = _run_all(points, folder, work, nursery, jobs=jobs or cores(), ended=ended)
        table = grid_table(points, folder)
        write_whole(folder / "grid.csv", lambda path: table.to_csv(path, index=False))
        good = [folder / run for run in table.loc[table["status"] == "ok", "run"]]
        return Swept(folder, table, *_compared(good, folder, notebooks, nursery, end))


def grid_table(points: Sequence[Point], folder: Path) -> pd.DataFrame:
    """Give a row a point: what it sets, and the status, verdict, run and report of its run.

    A point without a run, because the sweep was ended before, has the status "not run".
    """
    runs = _by_key(folder)
    return pd.DataFrame([{**point.sets, **_told(runs.get(point.key))} for point in points])


def _points(asked: Sequence[tuple[Mapping[str, str], Mapping[str, Value]]], notebooks: Path) -> Iterator[Point]:
    """Give the points with their keys; what is read is looked at once, unless the points read different things."""
    parts: dict[str, Any] = {}
    for sets, values in asked:
        if not parts or INPUTS & set(sets):
            parts = made_of(values, notebooks=notebooks, chain=CHAIN)
        yield Point(sets, values, key_of(parts | {"parameters": dict(values)}))


def _run_all(
    points: Sequence[Point],
    folder: Path,
    work: Mapping[str, Any],
    nursery: Nursery | None,
    *,
    jobs: int,
    ended: Callable[[], object],
) -> Ending:
    """Run what has not ended ok, `jobs` at a time; give whether that was ended from outside."""
    going: list[Process] = []
    runs = _by_key(folder)
    with ending(lambda: _tell_to_end(going)) as end:
        for point in points:
            run = runs.get(point.key)
            if run and status_of(run) == "ok":
                ended()
                continue
            while len(going) >= jobs:
                _wait(going, ended)
            if end.status:
                break
            resume = str(run) if run else None
            request = {"values": dict(point.values), "name": label(point.sets), "resume": resume}
            with suppress(InterruptedError):
                going.append(started({**work, **request}, nursery, unwanted=lambda: bool(end.status)))
        if end.status:
            _tell_to_end(going)  # also what was being started when that came
        while going:
            _wait(going, ended)
    return end


def _wait(going: list[Process], ended: Callable[[], object]) -> None:
    """Wait a moment, and take out what has ended."""
    time.sleep(PAUSE)
    for process in [each for each in going if each.poll() is not None]:
        going.remove(process)
        ended()


def _tell_to_end(going: Sequence[Process]) -> None:
    for process in list(going):
        process.terminate()


def _by_key(folder: Path) -> dict[str, Path]:
    """Give the run folders of a sweep by the key of their run; the newest, where there are more."""
    return {str(manifest_of(path).get("key")): path for path in run_folders(folder)}


def _told(run: Path | None) -> dict[str, str]:
    if run is None:
        return {"status": "not run", "verdict": "", "run": "", "report": ""}
    status, report = status_of(run), run / "report.html"
    return {
        "status": status,
        "verdict": manifest_of(run).get("verdict") or "",
        "run": run.name,
        "report": os.path.relpath(report) if report.is_file() else "",
    }


def _compared(
    good: Sequence[Path], folder: Path, notebooks: Path, nursery: Nursery | None, end: Ending
) -> tuple[Path | None, Failure | None]:
    """Execute the comparison of the runs that ended ok; give the executed notebook, or why there is none."""
    source, copy = notebooks / "compare.ipynb", folder / "compare" / "compare.ipynb"
    if end.status:
        return None, Failure(end.status, "compare", end.error)
    if len(good) < FEWEST:
        return None, Failure("failed", "compare", f"a comparison takes two runs that ended ok; here are {len(good)}")
    copy.parent.mkdir(exist_ok=True)
    parameters = {"runs": ",".join(str(path.absolute()) for path in good), "run_dir": str(copy.parent.absolute())}
    with kernels_for([source], cwd=notebooks, nursery=nursery) as kernels:
        failure = executed(source, copy, parameters, kernel=next(iter(kernels)))
    return copy, failure
