import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tenor.errors import RunError
from tenor.runs.folder import Run
from tenor.runs.lock import holding
from tenor.runs.past import past_runs, status_of, stopped_run
from tenor.runs.retention import remove_superfluous, superfluous


def write_runs(out: Path, *statuses: str) -> list[Path]:
    """Write run folders with these statuses, oldest first."""
    folders = [out / f"2024-01-{day:02}T06-00-00_weekly" for day in range(1, len(statuses) + 1)]
    for folder, status in zip(folders, statuses, strict=True):
        folder.mkdir(parents=True)
        told = {"status": status, "key": f"sha256:{folder.name[8:10] * 32}", "parameters": {"top": 5}}
        (folder / "run.json").write_text(json.dumps(told))
    return folders


def test_the_oldest_runs_go_first(tmp_path: Path) -> None:
    first, second, *kept = write_runs(tmp_path, "ok", "failed", "ok", "ok")
    assert superfluous(tmp_path, keep=2) == [first, second]
    assert remove_superfluous(tmp_path, keep=2) == [first, second]
    assert [row["name"] for row in past_runs(tmp_path)] == [path.name for path in kept]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".locks", *(path.name for path in kept)]
    assert superfluous(tmp_path) == []


def test_a_removal_that_was_stopped_is_ended_by_the_next(tmp_path: Path) -> None:
    write_runs(tmp_path, "ok")
    (tmp_path / ".removed-2023-12-01T06-00-00_weekly" / "tables").mkdir(parents=True)
    assert remove_superfluous(tmp_path, keep=1) == []
    assert list(tmp_path.glob(".removed*")) == []


def test_the_last_good_run_stays_however_old_it_is(tmp_path: Path) -> None:
    old, good, *failed = write_runs(tmp_path, "ok", "ok", "failed", "timeout", "killed")
    assert superfluous(tmp_path, keep=1) == [old, *failed[:-1]]
    assert good not in superfluous(tmp_path, keep=1)


def test_a_run_that_is_going_on_stays_and_one_that_was_killed_goes(tmp_path: Path) -> None:
    going_on, killed, *_ = write_runs(tmp_path, "running", "running", "ok")
    with holding(tmp_path, "sha256:" + "01" * 32) as lock:
        lock.tell(Run(going_on), "now")
        assert [status_of(path) for path in (going_on, killed)] == ["running", "killed"]
        assert remove_superfluous(tmp_path, keep=1) == [killed]
    assert remove_superfluous(tmp_path, keep=1) == [going_on]


def test_a_run_that_is_just_being_resumed_is_left(tmp_path: Path) -> None:
    old, _ = write_runs(tmp_path, "failed", "ok")
    with holding(tmp_path, "sha256:" + "01" * 32):
        assert remove_superfluous(tmp_path, keep=1) == []
    assert old.is_dir()


def test_runs_may_be_removed_by_several_at_once_and_looked_at_meanwhile(tmp_path: Path) -> None:
    for n in range(150):
        folder = tmp_path / f"2024-01-01T06-{n // 60:02}-{n % 60:02}_weekly"
        (folder / "tables").mkdir(parents=True)
        (folder / "run.json").write_text(json.dumps({"status": "ok", "key": f"sha256:{n:064x}"}))
        for table in range(10):
            (folder / "tables" / f"{table}.csv").write_text("n")
    with ThreadPoolExecutor(4) as pool:
        removing = [pool.submit(remove_superfluous, tmp_path, keep=1) for _ in range(3)]
        statuses = []
        while not all(each.done() for each in removing):
            statuses += [row["status"] for row in past_runs(tmp_path)]
    statuses += [row["status"] for row in past_runs(tmp_path)]
    removed = [path for each in removing for path in each.result()]
    assert len(removed) == len(set(removed)) == 149
    assert set(statuses) == {"ok"}


def test_only_folders_that_are_runs_are_removed(tmp_path: Path) -> None:
    run, _ = write_runs(tmp_path, "ok", "ok")
    write_runs(tmp_path / "elsewhere", "ok")
    (tmp_path / "by-hand").mkdir()
    (tmp_path / "2023-01-01T00-00-00_mine").mkdir()
    (tmp_path / "2023-01-01T00-00-00_mine" / "notes.txt").write_text("mine")
    (tmp_path / "2023-01-02T00-00-00_link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "2023.csv").write_text("")
    before = set(tmp_path.iterdir())
    assert remove_superfluous(tmp_path, keep=1) == [run]
    assert {path for path in tmp_path.iterdir() if path.name != ".locks"} == before - {run}


def test_no_run_at_all_is_kept_by_nobody(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="keep: 0 is too few"):
        superfluous(tmp_path, keep=0)
    assert superfluous(tmp_path / "none", keep=1) == []


def test_only_a_run_that_was_stopped_can_be_gone_on_with(tmp_path: Path) -> None:
    failed, ok, killed = write_runs(tmp_path, "failed", "ok", "running")
    assert stopped_run(failed.name, out=tmp_path) == failed
    assert stopped_run(str(killed), out=tmp_path / "elsewhere") == killed
    with pytest.raises(RunError, match="has ended ok: there is nothing left to do"):
        stopped_run(ok.name, out=tmp_path)
    with pytest.raises(RunError, match="x: no run to resume here or in"):
        stopped_run("x", out=tmp_path)
    with holding(tmp_path, "sha256:" + "03" * 32) as lock:
        lock.tell(Run(killed), "now")
        with pytest.raises(RunError, match="is going on; wait for its end"):
            stopped_run(killed.name, out=tmp_path)
