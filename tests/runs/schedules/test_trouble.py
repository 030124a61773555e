"""Failures of a schedule: which there are, and that whoever is to hear of them does."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tenor.corpus.feeds import Outcome as FeedOutcome
from tenor.errors import RunError
from tenor.records import Fault
from tenor.runs.chain import Outcome
from tenor.runs.folder import Run
from tenor.runs.lock import holding
from tenor.runs.schedules import running
from tenor.runs.schedules.cron import cron_of
from tenor.runs.schedules.reading import Schedule
from tenor.runs.schedules.running import run_schedule
from tenor.runs.schedules.sending import Receiver
from tenor.runs.schedules.trouble import FIELDS, Trouble, cut_off, of_run
from tests.runs.schedules.pasts import FIRST, ran

FAILED = {"notebook": "2_sentiment", "cell": 4, "error": "ZeroDivisionError: division by zero"}
READ, BROKEN = FeedOutcome("https://a.example", "read"), FeedOutcome("https://b.example", "failed")
GONE = FeedOutcome("https://c.example", "failed", faults=(Fault("gone", "https://c.example", "is not there any more"),))


@pytest.mark.parametrize(
    "status, feeds, told",
    [
        ("ok", [], []),
        ("ok", [READ, BROKEN], []),
        ("ok", [FeedOutcome("https://a.example", "unchanged")], []),
        ("timeout", [READ], ["timeout"]),
        ("ok", [BROKEN, GONE], ["no feed"]),
        ("failed", [GONE], ["failed", "no feed"]),
    ],
)
def test_a_run_that_did_not_end_well_and_feeds_that_all_failed_are_trouble(
    tmp_path: Path, status: str, feeds: list[FeedOutcome], told: list[str]
) -> None:
    found = list(of_run(Outcome(Run(tmp_path), status, FAILED if status != "ok" else {}), feeds))
    assert [trouble.status for trouble in found] == told
    assert all(trouble.run == tmp_path for trouble in found)
    if "no feed" in told:
        assert "https://c.example: is not there any more" in found[-1].error


def test_a_failure_is_told_with_run_notebook_and_error(tmp_path: Path) -> None:
    run = tmp_path / "2026-08-31T06-00-02_us-china_tenor"
    told = Trouble("failed", FAILED["error"], run, "2_sentiment").told("weekly", FIRST)  # type: ignore[arg-type]
    assert list(told) == list(FIELDS)
    assert told["text"] == f"weekly: {run.name}: failed, in 2_sentiment: ZeroDivisionError: division by zero"
    assert told["id"] == f"weekly-failed-{run.name}"
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize(
    "statuses, told",
    [([], 0), (["ok"], 0), (["running"], 1), (["killed"], 0), (["running", "ok"], 0), (["ok", "running"], 1)],
)
def test_a_run_that_was_cut_off_is_found_by_the_next_one(tmp_path: Path, statuses: list[str], told: int) -> None:
    for week, status in enumerate(statuses):
        ran(tmp_path, week, status=status)
    found = list(cut_off(tmp_path))
    assert len(found) == told
    assert all((trouble.status, trouble.run) == ("killed", max(tmp_path.iterdir())) for trouble in found)


def test_a_run_that_is_going_on_was_not_cut_off(tmp_path: Path) -> None:
    run = ran(tmp_path, 0, status="running", told={"key": "sha256:abc"})
    with holding(tmp_path, "sha256:abc") as lock:
        lock.tell(Run(run), "now")
        assert list(cut_off(tmp_path)) == []


Kept = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def keeper(tmp_path: Path) -> tuple[Receiver, Kept]:
    """Give a receiver that writes down what it is told, and what it has written."""
    book = tmp_path / "failed.jsonl"
    code = "import sys; open(sys.argv[1], 'a').write(sys.stdin.read() + chr(10))"

    def kept() -> list[dict[str, Any]]:
        return [json.loads(told) for told in book.read_text("utf-8").splitlines()] if book.is_file() else []

    return Receiver(command=(sys.executable, "-c", code, str(book))), kept


def weekly(receiver: Receiver | None, **options: Any) -> Schedule:
    given = {"parameters": {"corpus": "nowhere/at/all"}, "on_failure": receiver, **options}
    return Schedule("weekly", cron_of("0 6 * * mon", "UTC"), **given)


def test_where_no_run_could_begin_that_is_told_and_raised(tmp_path: Path, keeper: tuple[Receiver, Kept]) -> None:
    receiver, kept = keeper
    cut = ran(tmp_path / "runs" / "weekly", 0, status="running")
    said: list[str] = []
    with pytest.raises(Exception, match="nowhere/at/all"):
        run_schedule(weekly(receiver), out=tmp_path / "runs", now=lambda: FIRST, say=said.append)
    assert [(told["status"], told["run"]) for told in kept()] == [("killed", str(cut)), ("not run", None)]
    assert "nowhere/at/all" in kept()[1]["error"]
    assert any(line.startswith("weekly: told: weekly: ") for line in said)


def test_an_error_that_nobody_foresaw_is_told_too(
    tmp_path: Path, keeper: tuple[Receiver, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "last_good", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_schedule(weekly(keeper[0]), out=tmp_path / "runs", now=lambda: FIRST, say=lambda _: None)
    assert [told["error"] for told in keeper[1]()] == ["ZeroDivisionError: division by zero"]


@pytest.mark.parametrize("receiver", [Receiver(command=("false",)), Receiver(hook_env="NOT_SET_ANYWHERE"), None])
def test_a_receiver_that_fails_hides_no_error(tmp_path: Path, receiver: Receiver | None) -> None:
    said: list[str] = []
    with pytest.raises(Exception, match="nowhere/at/all"):
        run_schedule(weekly(receiver), out=tmp_path / "runs", now=lambda: FIRST, say=said.append)
    assert bool([line for line in said if line.startswith("weekly: nobody could be told: weekly: ")]) == bool(receiver)


def test_collecting_that_took_all_the_time_is_told(
    tmp_path: Path, keeper: tuple[Receiver, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_collect", lambda *_, **__: [])
    schedule = weekly(keeper[0], feeds=("https://a.example/feed",), archive="a.db", deadline=0)
    with pytest.raises(RunError, match="collecting took"):
        run_schedule(schedule, out=tmp_path / "runs", now=lambda: FIRST, say=lambda _: None)
    assert [told["status"] for told in keeper[1]()] == ["not run"]
