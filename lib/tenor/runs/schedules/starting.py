"""Schedules in the foreground, until the process is told to stop: APScheduler waits, a process each does the runs.

A run that is still going on when its next time comes is not started twice. What was missed while nothing ran is caught
up once. One scheduler works on a folder of runs at a time. SIGTERM and SIGINT end it: the run that is going on is ended
as well, and its status says so.
"""

import datetime as dt
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger

from tenor.runs.folder import manifest_of
from tenor.runs.lock import holding
from tenor.runs.past import run_folders
from tenor.runs.schedules.cron import Cron
from tenor.runs.schedules.reading import Schedule

LOCK = "scheduler"
GRACE = 120
"""Seconds that a run has after its deadline, or after it was told to stop, to end and announce, before it is killed."""


class Clockwork(BaseTrigger):  # type: ignore[misc]
    """What APScheduler asks for the times of a cron line."""

    def __init__(self, cron: Cron) -> None:
        self._cron = cron

    def get_next_fire_time(self, previous: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """Give the first time after `previous`, or after `now` where there was none.

        After the clock was set back, `previous` lies ahead of `now`: what has fired does not fire again.
        """
        return next(iter(self._cron.after(previous or now, 1)), None)


def missed(schedule: Schedule, out: Path, now: dt.datetime) -> dt.datetime | None:
    """Give the first time that went by since the schedule last ran, None where none did, or where it never ran."""
    last = _last_start(out / schedule.name)
    due = schedule.cron.after(last, 1) if last else []
    return due[0] if due and due[0] <= now else None


def start(
    schedules: Mapping[str, Schedule],
    *,
    file: Path,
    out: Path,
    now: Callable[[], dt.datetime],
    say: Callable[[str], None],
) -> None:
    """Run the schedules at their times until SIGTERM or SIGINT; catch up first, once each, on what was missed.

    Raises RunError where another scheduler works on `out`.
    """
    scheduler = BlockingScheduler(timezone=dt.UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
    going_on: dict[str, subprocess.Popen[bytes]] = {}
    with holding(out, LOCK), _stopping(lambda: _stop(scheduler, going_on, say)):
        for schedule in schedules.values():
            run = _Run(schedule, _command(schedule.name, file, out), going_on, say)
            scheduler.add_job(run, Clockwork(schedule.cron), id=schedule.name)
            if late := missed(schedule, out, now()):
                say(f"{schedule.name}: catching up on {late:%Y-%m-%d %H:%M %Z}")
                scheduler.add_job(run, id=f"{schedule.name}, caught up")
            say(f"{schedule.name}: {schedule.cron.words}, next {_written(schedule.cron.after(now(), 1)[0])}")
        scheduler.start()
    say("stopped")


class _Run:
    """What APScheduler calls: one run of a schedule in a process of its own."""

    def __init__(
        self, schedule: Schedule, command: list[str], going_on: dict[str, Any], say: Callable[[str], None]
    ) -> None:
        self._schedule, self._command, self._going_on, self._say = schedule, command, going_on, say

    def __call__(self) -> None:
        name = self._schedule.name
        if name in self._going_on:
            self._say(f"{name}: still running, not started again")
            return
        process = self._going_on[name] = subprocess.Popen(self._command)
        try:
            code = process.wait(self._schedule.deadline + GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        finally:
            del self._going_on[name]
        self._say(f"{name}: ended with exit status {code}")


def _stop(scheduler: BlockingScheduler, going_on: Mapping[str, Any], say: Callable[[str], None]) -> None:
    say("stopping")
    for process in list(going_on.values()):
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
    scheduler.shutdown(wait=False)


@contextmanager
def _stopping(stop: Callable[[], None]) -> Iterator[None]:
    def handler(_number: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, handler) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def _command(name: str, file: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "tenor", "schedule", "run", name, "--file", str(file), "--out", str(out)]


def _last_start(folder: Path) -> dt.datetime | None:
    starts = (manifest_of(path).get("started") for path in reversed(list(run_folders(folder))))
    for told in starts:
        with suppress(TypeError, ValueError):
            return dt.datetime.fromisoformat(str(told))
    return None


def _written(moment: dt.datetime) -> str:
    return f"{moment:%a %d %b %Y %H:%M %Z}"
