"""Runs through papermill, with notebooks that are made to fail in every way that papermill does not see."""

import atexit
import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tenor.errors import ParameterError, RunError
from tenor.runs import ledger, past
from tenor.runs.chain import CHAIN, UNLIMITED, Limits, Outcome, nursery_for, run_chain
from tenor.runs.lock import Lock, holder, holding
from tenor.runs.nursery import Nursery
from tenor.runs.past import past_runs

pytestmark = pytest.mark.slow

NOON = dt.datetime(2023, 7, 23, 12, tzinfo=dt.UTC)
METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
PARAMETERS = 'corpus: str = "sample"  # where\ntoken_env: str = ""  # secret\nrun_dir: str = ""  # folder'
OPEN = "from pathlib import Path\nfrom tenor.runs.folder import Run\nrun = Run(run_dir)"


def write_notebooks(folder: Path, **bodies: str) -> Path:
    """Write a chain of tiny notebooks that record and report; `bodies` puts a cell before the last of some."""
    folder.mkdir()
    for name in CHAIN:
        report = "\nrun.write_report('<p>done')" if name == "4_report" else ""
        record = f"run.record({name!r}, verdict='flat', sentence='Flat.', inputs={{}})"
        cells = [PARAMETERS, OPEN, bodies.get(f"_{name}", "0")]
        made = [nbformat.v4.new_code_cell(source) for source in (*cells, record + report)]  # type: ignore[no-untyped-call]
        made[0].metadata["tags"] = ["parameters"]
        leaves = {"tenor": {"leaves": {"figures": ["tone"] if "tone" in bodies.get(f"_{name}", "") else []}}}
        book = nbformat.v4.new_notebook(cells=made, metadata=METADATA | leaves)  # type: ignore[no-untyped-call]
        nbformat.write(book, folder / f"{name}.ipynb")  # type: ignore[no-untyped-call]
    return folder


def run(
    notebooks: Path,
    out: Path,
    *,
    limits: Limits = UNLIMITED,
    resume: Path | None = None,
    forked: bool = True,
    **given: object,
) -> Outcome:
    """Run the chain with kernels forked from the nursery of the test session, or started the plain way."""
    return run_chain(
        given, out=out, name="test", now=lambda: NOON, say=lambda _: None, notebooks=notebooks, limits=limits,
        resume=resume, nursery=nursery() if forked else None,
    )  # fmt: skip


@cache
def nursery() -> Nursery | None:
    """Give a nursery for all tests of a process, which ends with it."""
    stack = ExitStack()
    atexit.register(stack.close)
    return nursery_for(stack)


def told(outcome: Outcome) -> dict[str, object]:
    return dict(json.loads((outcome.run.path / "run.json").read_text()))


def test_a_run_that_came_to_its_end_is_ok_and_says_what_it_was_made_of(tmp_path: Path) -> None:
    outcome = run(write_notebooks(tmp_path / "notebooks"), tmp_path / "runs", corpus="mine")
    manifest = told(outcome)
    assert outcome.status == manifest["status"] == "ok"
    assert manifest["parameters"] == {"corpus": "mine", "token_env": ""}
    assert manifest["verdict"] == "flat"
    assert list(manifest["seconds"]) == list(CHAIN)  # type: ignore[call-overload]
    assert manifest["failure"] is None
    assert manifest["started"] == "2023-07-23T12:00:00+00:00"
    assert past_runs(tmp_path / "runs")[0]["status"] == "ok"
    executed = nbformat.read(outcome.run.path / "notebooks" / "1_stances.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert 'corpus = "mine"' in "".join(cell.source for cell in executed.cells)


@pytest.mark.parametrize(
    "cell, status, error",
    [
        ("1 / 0", "failed", "ZeroDivisionError: division by zero"),
        ("import os; os.kill(os.getpid(), 9)", "dead kernel", "Kernel died"),
        ("raise SystemExit(0)", "failed", "ended before its last cell"),
        ("import os; os._exit(0)", "dead kernel", "Kernel died"),
        ("tone = 'a figure that is declared and not left'", "no figures", "did not leave figures/tone.svg, and 3 more"),
    ],
    ids=["an error", "a killed kernel", "SystemExit(0)", "os._exit(0)", "no figure"],
)
def test_a_notebook_that_fails_is_told_with_its_cell_and_ends_the_run(
    tmp_path: Path, cell: str, status: str, error: str
) -> None:
    outcome = run(write_notebooks(tmp_path / "notebooks", _1_stances=cell), tmp_path / "runs")
    failure = told(outcome)["failure"]
    assert outcome.status == told(outcome)["status"] == past_runs(tmp_path / "runs")[0]["status"] == status
    assert isinstance(failure, dict)
    assert failure["notebook"] == "1_stances"
    assert error in failure["error"]
    assert (outcome.run.path / "notebooks" / "1_stances.ipynb").is_file()
    assert not (outcome.run.path / "notebooks" / "2_sentiment.ipynb").exists()
    assert not list(outcome.run.path.rglob(".*"))


def test_the_cell_of_a_failure_is_named_by_the_number_that_jupyter_shows(tmp_path: Path) -> None:
    outcome = run(write_notebooks(tmp_path / "notebooks", _1_stances="1 / 0"), tmp_path / "runs")
    executed = nbformat.read(outcome.run.path / "notebooks" / "1_stances.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    failed = [cell.source for cell in executed.cells if cell.get("execution_count") == outcome.failure["cell"]]
    assert failed == ["1 / 0"]


def test_a_run_without_a_report_has_failed_whatever_papermill_says(tmp_path: Path) -> None:
    notebooks = write_notebooks(tmp_path / "notebooks", _4_report="run.write_report = lambda page: None")
    outcome = run(notebooks, tmp_path / "runs")
    assert outcome.status == "failed"
    assert outcome.failure["error"] == "no report was written"


def test_a_failed_run_leaves_an_earlier_good_one_as_it_was(tmp_path: Path) -> None:
    good = run(write_notebooks(tmp_path / "good"), tmp_path / "runs").run.path
    before = {path: path.read_bytes() for path in good.rglob("*") if path.is_file()}
    run(write_notebooks(tmp_path / "bad", _1_stances="1 / 0"), tmp_path / "runs")
    assert {path: path.read_bytes() for path in good.rglob("*") if path.is_file()} == before
    assert [row["status"] for row in past_runs(tmp_path / "runs")] == ["ok", "failed"]


def test_an_unknown_parameter_is_refused_before_a_folder_is_made(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="no parameter 'corpsu'; did you mean 'corpus'"):
        run(write_notebooks(tmp_path / "notebooks"), tmp_path / "runs", corpsu="x")
    assert not (tmp_path / "runs").exists()


def test_a_figure_that_is_declared_and_left_is_all_that_is_asked(tmp_path: Path) -> None:
    cell = "[(run.figures / f'tone.{form}').write_text('x') for form in ('svg', 'png', 'json', 'csv')]"
    assert run(write_notebooks(tmp_path / "notebooks", _1_stances=cell), tmp_path / "runs").status == "ok"


FOREVER = (
    "import subprocess, time\nPath('child').write_text(str(subprocess.Popen(['sleep', '600']).pid))\ntime.sleep(600)"
)


def gone(pid: int) -> bool:
    """Tell whether a process has ended within a few seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "limits, error", [(Limits(deadline=2), "the deadline of 2 s is over"), (Limits(cell_timeout=1), "timed out")]
)
def test_a_notebook_that_never_ends_is_ended_with_all_that_it_started(
    tmp_path: Path, limits: Limits, error: str
) -> None:
    notebooks = write_notebooks(tmp_path / "notebooks", _1_stances=FOREVER)
    outcome = run(notebooks, tmp_path / "runs", limits=limits)
    assert outcome.status == told(outcome)["status"] == "timeout"
    assert error in outcome.failure["error"]
    if (notebooks / "child").exists():  # the deadline may have come first
        assert gone(int((notebooks / "child").read_text()))


def test_what_a_notebook_started_and_left_is_ended_with_it(tmp_path: Path) -> None:
    cell = FOREVER.replace("\ntime.sleep(600)", "")
    notebooks = write_notebooks(tmp_path / "notebooks", _1_stances=cell)
    assert run(notebooks, tmp_path / "runs").status == "ok"
    assert gone(int((notebooks / "child").read_text()))


def test_the_very_same_run_is_not_begun_while_it_is_going_on(tmp_path: Path) -> None:
    out, notebooks = tmp_path / "runs", write_notebooks(tmp_path / "notebooks", _1_stances="import time; time.sleep(4)")
    with driver(notebooks, out) as first:
        wait_for(lambda: bool(list(out.glob("*/run.json"))))
        assert [row["status"] for row in past_runs(out)] == ["running"]
        with pytest.raises(RunError, match=f"the very same run is going on: 2.*_test, process {first.pid}, since 2"):
            run(notebooks, out)
        assert run(notebooks, out, corpus="another").status == "ok"
    assert [row["status"] for row in past_runs(out)] == ["ok", "ok"]
    assert list((out / ".locks").iterdir()) == []


def test_whoever_looks_while_a_run_begins_and_ends_is_told_the_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[list[str]] = []

    def look(word: str, into: object, *given: Any) -> None:
        was = getattr(into, word)

        def looked(*arguments: Any) -> None:
            was(*arguments)
            looks.append([row["status"] for row in past_runs(tmp_path)])

        monkeypatch.setattr(into, word, looked)

    look("tell", Lock)
    look("write_json", ledger)
    assert run(write_notebooks(tmp_path / "notebooks"), tmp_path).status == "ok"
    assert looks == [[], *[["running"]] * (1 + len(CHAIN)), ["ok"]]


def test_a_run_that_ends_while_it_is_looked_at_was_not_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "2023-07-23T12-00-00_x"
    folder.mkdir()
    (folder / "run.json").write_text('{"status": "running", "key": "sha256:abc"}')

    def ended(out: Path, key: str) -> dict[str, str]:
        (folder / "run.json").write_text('{"status": "ok", "key": "sha256:abc", "verdict": "flat"}')
        return holder(out, key)  # type: ignore[return-value]

    monkeypatch.setattr(past, "holder", ended)
    assert [(row["status"], row["verdict"]) for row in past_runs(tmp_path)] == [("ok", "flat")]


def driver(notebooks: Path, out: Path) -> "subprocess.Popen[bytes]":
    """Give a process of its own that runs the chain."""
    command = [sys.executable, "-m", "tests.runs.driver", str(notebooks), str(out)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2], start_new_session=True)


def wait_for(there: Callable[[], bool], seconds: float = 60) -> None:
    """Return as soon as `there` says so; fail after so many seconds."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_stopped_run_goes_on_from_the_first_notebook_that_is_not_done(tmp_path: Path) -> None:
    once = "from pathlib import Path\nwith open('ran', 'a') as file:\n    file.write('{} ')"
    broken = once.format(3) + "\nassert Path('repaired').exists()"
    bodies = {"_1_stances": once.format(1), "_2_sentiment": once.format(2), "_3_spiral": broken}
    notebooks = write_notebooks(tmp_path / "notebooks", **bodies)
    stopped = run(notebooks, tmp_path / "runs")
    assert (stopped.status, stopped.failure["notebook"]) == ("failed", "3_spiral")
    (notebooks / "repaired").touch()
    again = run(notebooks, tmp_path / "runs", resume=stopped.run.path)
    assert again.status == "ok"
    assert again.run.path == stopped.run.path
    assert (notebooks / "ran").read_text().split() == ["1", "2", "3", "3"]
    assert list(told(again)["seconds"]) == list(CHAIN)  # type: ignore[call-overload]


def test_nothing_is_resumed_that_was_made_of_anything_else(tmp_path: Path) -> None:
    notebooks = write_notebooks(tmp_path / "notebooks", _2_sentiment="1 / 0")
    stopped = run(notebooks, tmp_path / "runs").run.path
    with pytest.raises(RunError, match="cannot be resumed: changed since it began: parameters, inputs; run anew"):
        run(notebooks, tmp_path / "runs", resume=stopped, corpus="another")
    (notebooks / "4_report.ipynb").write_text((notebooks / "4_report.ipynb").read_text() + "\n")
    with pytest.raises(RunError, match="cannot be resumed: changed since it began: notebooks; run anew"):
        run(notebooks, tmp_path / "runs", resume=stopped)


def test_a_secret_is_read_by_the_name_of_its_variable_and_is_nowhere_to_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FEED_TOKEN", "rosebud-\\-41")
    cell = "from tenor.runs.secrets import secret\ntoken = secret(token_env)\nprint(token)\ntoken"
    fails = f"{cell}\nrun.record('1_stances', token=token)\nraise ValueError(token)"
    for body in (cell, fails):
        notebooks = write_notebooks(tmp_path / f"notebooks{len(body)}", _1_stances=body)
        outcome = run(notebooks, tmp_path / "runs", token_env="FEED_TOKEN")
        executed = (outcome.run.path / "notebooks" / "1_stances.ipynb").read_text()
        assert "[FEED_TOKEN]" in executed
        assert "rosebud" not in executed + json.dumps(told(outcome)) + "".join(capfd.readouterr())
    assert outcome.failure["error"] == "ValueError: [FEED_TOKEN]"


def test_a_folder_that_cannot_be_written_is_named_and_left_as_it_was(tmp_path: Path) -> None:
    notebooks = write_notebooks(tmp_path / "notebooks")
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match=r"file/runs: a run cannot be written there: .*; name another folder with --out"):
        run(notebooks, tmp_path / "file" / "runs")


def test_a_folder_in_which_nothing_is_yet_is_no_run_and_one_without_lock_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "2023-07-23T12-00-00_x"
    folder.mkdir()
    assert past_runs(tmp_path) == []
    (folder / "run.json").write_text('{"status": "running", "key": "sha256:abc"}')
    assert [row["status"] for row in past_runs(tmp_path)] == ["killed"]
    with holding(tmp_path, "sha256:abc"):
        assert [row["status"] for row in past_runs(tmp_path)] == ["killed"]  # the lock is another run's


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give the folder of a disk of 400 kB; only root may mount one."""
    out = tmp_path / "runs"
    out.mkdir()
    if os.geteuid() != 0 or mount("-t", "tmpfs", "-o", "size=400k", "tmpfs", str(out)):
        pytest.skip("mounting is not allowed here")
    yield out
    subprocess.run(["umount", str(out)], check=True)


def mount(*arguments: str) -> int:
    return subprocess.run(["mount", *arguments], capture_output=True).returncode


def test_a_full_disk_is_how_the_run_ended_and_with_room_the_next_one_succeeds(tmp_path: Path, small_disk: Path) -> None:
    fills = write_notebooks(tmp_path / "full", _2_sentiment="(run.path / 'big').write_bytes(bytes(10**6))")
    full = run(fills, small_disk)
    assert full.status == told(full)["status"] == "failed"
    assert "No space left" in full.failure["error"]
    (full.run.path / "big").unlink()
    assert run(write_notebooks(tmp_path / "notebooks"), small_disk).status == "ok"
    assert [row["status"] for row in past_runs(small_disk)] == ["failed", "ok"]


def test_a_disk_that_is_full_from_the_start_is_told_and_nothing_half_made_is_left(
    tmp_path: Path, small_disk: Path
) -> None:
    with suppress(OSError):
        (small_disk / "big").write_bytes(bytes(10**6))
    with pytest.raises(RunError, match="a run cannot be written there: No space left"):
        run(write_notebooks(tmp_path / "notebooks"), small_disk)
    assert past_runs(small_disk) == []


def test_a_read_only_folder_is_told_and_its_runs_can_still_be_listed(tmp_path: Path, small_disk: Path) -> None:
    notebooks = write_notebooks(tmp_path / "notebooks")
    assert run(notebooks, small_disk).status == "ok"
    assert mount("-o", "remount,ro", str(small_disk)) == 0
    with pytest.raises(RunError, match="a run cannot be written there: Read-only file system; name another folder"):
        run(notebooks, small_disk, corpus="another")
    assert [row["status"] for row in past_runs(small_disk)] == ["ok"]
