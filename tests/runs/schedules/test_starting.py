"""The scheduler: what it fires, what it catches up on, how it stops, and that there is one."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tenor.runs.schedules.cron import cron_of
from tenor.runs.schedules.reading import Schedule
from tenor.runs.schedules.starting import Clockwork, missed

ROOT = Path(__file__).parents[3]
WEEKLY = Schedule("weekly", cron_of("0 6 * * mon", "UTC"), archive="tenor.db")
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)  # a Wednesday


def ran(out: Path, when: str) -> None:
    """Leave a run of the schedule that began then."""
    folder = out / "weekly" / f"{when.replace(':', '-')[:19]}_weekly"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"status": "ok", "started": when}), "utf-8")


def test_it_fires_at_the_times_of_the_line_and_never_twice() -> None:
    trigger = Clockwork(WEEKLY.cron)
    first = trigger.get_next_fire_time(None, NOW)
    assert first == dt.datetime(2026, 11, 30, 6, tzinfo=dt.UTC)
    assert trigger.get_next_fire_time(first, first) == dt.datetime(2026, 12, 7, 6, tzinfo=dt.UTC)


def test_a_clock_that_is_set_back_fires_nothing_again() -> None:
    trigger = Clockwork(WEEKLY.cron)
    fired = dt.datetime(2026, 11, 30, 6, tzinfo=dt.UTC)
    assert trigger.get_next_fire_time(fired, fired - dt.timedelta(days=3)) == dt.datetime(2026, 12, 7, 6, tzinfo=dt.UTC)


def test_what_was_missed_is_due_once(tmp_path: Path) -> None:
    assert missed(WEEKLY, tmp_path, NOW) is None  # never ran: begins with the next time
    ran(tmp_path, "2026-11-02T06:00:01+00:00")
    assert missed(WEEKLY, tmp_path, NOW) == dt.datetime(2026, 11, 9, 6, tzinfo=dt.UTC)
    ran(tmp_path, "2026-11-25T11:00:00+00:00")
    assert missed(WEEKLY, tmp_path, NOW) is None


@contextmanager
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a scheduler in a process of its own, which is gone at the end."""
    (tmp_path / "one.txt").write_text("“We want talks,” said US Senator Ann Lee on trade and tariffs.", "utf-8")
    text = f'[minutely]\ncron = "* * * * *"\nzone = "UTC"\n[minutely.parameters]\ncorpus = "{tmp_path}/one.txt"\n'
    (tmp_path / "schedules.toml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "tenor", "schedule", "start", "--out", str(tmp_path / "runs")]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "lib")}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def lines_until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stderr
    for line in process.stderr:
        if words in line:
            return line
    raise AssertionError(f"it ended and never said {words!r}")


@pytest.mark.slow
def test_a_second_scheduler_is_refused_and_the_first_stops_when_told(tmp_path: Path) -> None:
    with started(tmp_path) as first:
        assert "Every minute (UTC), next" in lines_until(first, "minutely")
        with started(tmp_path) as second:
            assert "going on" in lines_until(second, "tenor: ")
            assert second.wait(60) == 2
        first.send_signal(signal.SIGTERM)
        assert first.wait(60) == 0


@pytest.mark.slow
def test_told_to_stop_it_ends_the_run_that_is_going_on_with_a_true_status(tmp_path: Path) -> None:
    ran_before = tmp_path / "runs" / "minutely" / "2020-01-01T00-00-00_minutely"
    ran_before.mkdir(parents=True)
    (ran_before / "run.json").write_text('{"status": "ok", "started": "2020-01-01T00:00:00+00:00"}', "utf-8")
    with started(tmp_path) as process:
        lines_until(process, "catching up on 2020-01-01 00:01 UTC")
        lines_until(process, "2_sentiment")
        family = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        assert process.wait(90) == 0
    _, left = psutil.wait_procs(family, timeout=20)
    assert left == []
    newest = max((tmp_path / "runs" / "minutely").glob("2*"))
    assert json.loads((newest / "run.json").read_text("utf-8"))["status"] == "killed"
