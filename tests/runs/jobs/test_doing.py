"""Jobs done without jupyter-scheduler: how one notebook ends that is executed alone."""

from pathlib import Path

import nbformat
import pytest

from tenor.errors import CorrectionError, ParameterError
from tenor.runs.jobs.asking import Job, job_of
from tenor.runs.jobs.doing import MADE, Done, do
from tests.runs.jobs.conftest import write_chain, write_notebook

pytestmark = pytest.mark.slow

SLEEP = "import time; time.sleep(600)"


def done(folder: Path, *cells: str, parameters: str = "", **given: str) -> Done:
    """Do a job on a notebook of these cells that comes from elsewhere."""
    copy = write_notebook(folder / "job" / "own.ipynb", *cells, parameters=parameters)
    return do(job_of(copy, given, notebooks=write_chain(folder / "notebooks")))


def test_a_notebook_that_came_to_its_end_is_all_right(tmp_path: Path) -> None:
    made = done(tmp_path, "print('x' * n)", "", "# nothing", parameters="n: int = 1  # how often", n="3")
    assert made == Done((tmp_path / "job" / MADE / "own.ipynb",))
    executed = nbformat.read(made.notebooks[0], as_version=4)  # type: ignore[no-untyped-call]
    assert executed.cells[2].outputs[0].text == "xxx\n"


@pytest.mark.parametrize(
    "cell, given, wrong",
    [
        ("1 / 0", {}, "own, cell [1]: failed: ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)", {}, "own: failed: ended before its last cell"),
        ("import os; os._exit(0)", {}, "own: dead kernel: DeadKernelError: Kernel died"),
        (SLEEP, {"deadline": "4"}, "own: timeout: the deadline of 4 s is over"),
        (SLEEP, {"cell_timeout": "1"}, "own: timeout: CellTimeoutError"),
    ],
    ids=["an error", "SystemExit(0)", "os._exit(0)", "a deadline", "a cell that hangs"],
)
def test_how_a_notebook_ended_is_told_as_of_a_run(tmp_path: Path, cell: str, given: dict[str, str], wrong: str) -> None:
    made = done(tmp_path, cell, "'the last cell'", **given)
    assert made.wrong.startswith(wrong)
    assert made.notebooks == (tmp_path / "job" / MADE / "own.ipynb",)


def test_a_secret_is_in_no_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_TOKEN", "s3cret-of-mine")
    cell = "from tenor.runs.secrets import secret\nprint(secret(token_env))"
    made = done(tmp_path, cell, parameters='token_env: str = ""  # name of a variable', token_env="NEWS_TOKEN")
    assert made.wrong == ""
    assert "[NEWS_TOKEN]" in made.notebooks[0].read_text()
    assert "s3cret-of-mine" not in made.notebooks[0].read_text()


@pytest.mark.parametrize("given", [{"corpus": "-"}, {"over": "fortnight"}, {"scorer": "textblod"}, {"since": "May"}])
def test_a_chain_that_cannot_start_is_told_before_anything_does(tmp_path: Path, given: dict[str, str]) -> None:
    notebooks = write_chain(tmp_path / "notebooks")
    job: Job = job_of(notebooks / "4_report.ipynb", given, notebooks=notebooks)
    with pytest.raises(ParameterError):
        do(job, out=tmp_path / "runs")
    assert not (tmp_path / "runs").exists()


def test_corrections_that_cannot_be_used_stop_a_strict_chain_before_anything_starts(tmp_path: Path) -> None:
    notebooks, corrections = write_chain(tmp_path / "notebooks"), tmp_path / "mine.toml"
    corrections.write_text('[[correction]]\nstance_id = "one"\n')
    given = {"corrections": str(corrections), "strict": "true"}
    with pytest.raises(CorrectionError):
        do(job_of(notebooks / "1_stances.ipynb", given, notebooks=notebooks), out=tmp_path / "runs")
    assert not (tmp_path / "runs").exists()
