"""The runs of a folder, one after another, as the table `history`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from tenor.errors import ParameterError, RunError, TableError
from tenor.narrative.history import PastVerdict, history
from tenor.narrative.trend import BOTH
from tenor.runs.chain import RUNS
from tenor.runs.folder import Run, manifest_of
from tenor.runs.looking import Turn, day_of, look_at
from tenor.runs.past import runs_of_schedules, runs_with_status
from tenor.runs.schedules.cron import cron_of

UNTOLD = "of another version"
"""What stands for the status of a run that ended ok and does not tell what a history needs."""


def folder_of(runs: str, *, out: Path = RUNS) -> Path:
    """Give the folder of runs that `runs` means: a path, or the name of a schedule in `out`.

    For "" it is the folder of the schedule in `out` that ran last, else `out` itself. Raises RunError where there is no
    such folder.
    """
    if not runs:
        schedules = runs_of_schedules(out)
        newest = max(schedules, key=lambda name: schedules[name][-1]["name"].partition("/")[2], default="")
        return out / newest
    found = next((path for path in (out / runs, Path(runs)) if path.is_dir()), None)
    if found is None:
        known = ", ".join(runs_of_schedules(out)) or "none yet"
        raise RunError(f"{runs}: no such folder here or in {out}; schedules that ran: {known}")
    return found


def history_of(folder: Path) -> pd.DataFrame:
    """Give the table `history` of the runs in `folder` that have ended; empty where there is none.

    Runs of one turn of the schedule are one look, as where they are announced; of no schedule, those of one day.
    """
    ended = [(path, status) for path, status in runs_with_status(folder) if status != "running"]
    turn = _turn([path for path, _ in ended])
    told = [(path, _past(path, status, turn)) for path, status in ended]
    return history([each for path, each in told if each.status != UNTOLD or path.is_dir()])  # else removed meanwhile


def _turn(folders: Sequence[Path]) -> Turn:
    """Give how turns are named: by the cron line that the newest run of a schedule tells."""
    for path in reversed(folders):
        with suppress(KeyError, TypeError, AttributeError, ParameterError):
            schedule = manifest_of(path)["schedule"]
            return cron_of(schedule["cron"], schedule["zone"]).turn
    return day_of


def _past(path: Path, status: str, turn: Turn) -> PastVerdict:
    told = manifest_of(path)
    began = _began(path, told)
    if status != "ok":
        return PastVerdict(path.name, began, status)
    try:
        look, delta = look_at(path, turn=turn), float(told["parameters"]["delta"])
        return PastVerdict(path.name, began, status, look, delta, _trends(path, told["parameters"]["scorer"]))
    except (RunError, TableError, KeyError, TypeError, ValueError):
        return PastVerdict(path.name, began, UNTOLD)


def _began(path: Path, told: Mapping[str, Any]) -> dt.datetime:
    """Give when a run began; where it does not tell, as its folder is named."""
    with suppress(KeyError, TypeError, ValueError):
        return dt.datetime.fromisoformat(told["started"]).astimezone(dt.UTC)
    return dt.datetime.strptime(path.name[:19], "%Y-%m-%dT%H-%M-%S").replace(tzinfo=dt.UTC)


def _trends(path: Path, scorer: str) -> dict[str, dict[str, Any]]:
    table = Run(path).table("trends")
    mine = table[(table["scorer"] == scorer) & (table["left_out"] == "") & (table["side"] != BOTH)]
    cells = ["change", "low", "high", "n_stances", "n_articles"]
    return {str(row["side"]): {name: row[name] for name in cells} for row in mine.to_dict("records")}
