"""Past runs: what a folder of run folders holds, and how each run ended."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tenor.errors import RunError
from tenor.runs.folder import Run, manifest_of
from tenor.runs.lock import holder
from tenor.runs.status import final_status

SWEPT = "sweep_"
"""How the folder of a sweep begins."""

SCHEDULE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
"""What a schedule, and the folder of its runs, may be called."""

_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d_.{1,200}")


def past_runs(out: Path) -> list[dict[str, Any]]:
    """Give the runs in a folder, oldest first: name, status, verdict and the path of the report.

    The status is as `status_of` tells it. A folder in which nothing is yet, or only what is being written, is no run.
    """
    found = []
    for path, status in runs_with_status(out):
        report = path / "report.html"
        found.append(
            {
                "name": path.name,
                "status": status,
                "verdict": manifest_of(path).get("verdict") or "",
                "report": os.path.relpath(report) if report.is_file() else "",
            }
        )
    return found


def runs_of_schedules(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Give the runs of each schedule that ran into a folder of its name in `out`, as `past_runs` does, by schedule.

    The runs of a sweep are told by `tenor sweep` alone.
    """
    folders = (path for path in sorted(out.iterdir()) if path.is_dir()) if out.is_dir() else ()
    mine = (path for path in folders if SCHEDULE.fullmatch(path.name) and not path.is_symlink())
    found = {path.name: past_runs(path) for path in mine if not path.name.startswith(SWEPT)}
    return {name: [{**run, "name": f"{name}/{run['name']}"} for run in runs] for name, runs in found.items() if runs}


def all_runs(out: Path) -> list[dict[str, Any]]:
    """Give the runs in `out` and those of the schedules there, as `past_runs` does, in the order of their beginning."""
    everything = [*past_runs(out), *(run for runs in runs_of_schedules(out).values() for run in runs)]
    return sorted(everything, key=lambda run: Path(run["name"]).name)


def run_folders(out: Path) -> Iterator[Path]:
    """Give the run folders in `out`, oldest first: folders, no links, that are named like runs and hold one."""
    for path in sorted(out.iterdir()) if out.is_dir() else ():
        if _NAME.fullmatch(path.name) and not path.is_symlink() and _is_begun(path):
            yield path


def runs_with_status(out: Path) -> Iterator[tuple[Path, str]]:
    """Give each run folder in `out` with its status, oldest first, but for those that are removed meanwhile."""
    for path in run_folders(out):
        status = status_of(path)
        if path.is_dir():
            yield path, status


def last_good(out: Path) -> Path | None:
    """Give the newest run in `out` that ended ok, None where there is none."""
    return next((path.absolute() for path, status in reversed([*runs_with_status(out)]) if status == "ok"), None)


def status_of(folder: Path) -> str:
    """Give the status of a run.

    `run.json` is there from the start and says `running` until the end. What tells a run that is going on from one
    that was killed is the lock of its key, which nobody holds for it any more. A run that ends lets go of it after
    its last entry, so that is looked for again where nobody does. What else `run.json` tells belongs to the status
    that was given before it was read, not after.
    """
    told = manifest_of(folder)
    running = holder(folder.parent, str(told.get("key"))).get("run") == folder.name
    return final_status(told if running else manifest_of(folder), running=running)


def _is_begun(path: Path) -> bool:
    """Tell whether a folder is there and holds more than what is just being written."""
    try:
        return any(not each.name.startswith(".") for each in path.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False


def stopped_run(place: str, *, out: Path) -> Path:
    """Give the folder of a run to go on with, by its name in `out` or its path.

    Raises RunError where there is none, where it is going on, and where it has ended ok.
    """
    folder = next((path for path in (out / place, Path(place)) if (path / "run.json").is_file()), None)
    if folder is None:
        raise RunError(f"{place}: no run to resume here or in {out}; `tenor runs` lists them")
    status = status_of(folder)
    if status in ("ok", "running"):
        ended = "has ended ok: there is nothing left to do" if status == "ok" else "is going on; wait for its end"
        raise RunError(f"{folder.name} {ended}")
    return Run(folder).path
