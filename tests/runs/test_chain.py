"""Runs through papermill, with notebooks that are made to fail in every way that papermill does not see."""

import datetime as dt
import json
from pathlib import Path

import nbformat
import pytest

from tenor.errors import ParameterError
from tenor.runs.chain import CHAIN, Outcome, past_runs, run_chain

pytestmark = pytest.mark.slow

NOON = dt.datetime(2023, 7, 23, 12, tzinfo=dt.UTC)
METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
OPEN = "from pathlib import Path\nfrom tenor.runs.folder import Run\nrun = Run(run_dir)"


def write_notebooks(folder: Path, **bodies: str) -> Path:
    """Write a chain of tiny notebooks that record and report; `bodies` puts a cell before the last of some."""
    folder.mkdir()
    for name in CHAIN:
        report = "\nrun.write_report('<p>done')" if name == "4_report" else ""
        record = f"run.record({name!r}, verdict='flat', sentence='Flat.', inputs={{}})"
        cells = ['corpus: str = "sample"  # where\nrun_dir: str = ""  # folder', OPEN, bodies.get(f"_{name}", "0")]
        made = [nbformat.v4.new_code_cell(source) for source in (*cells, record + report)]  # type: ignore[no-untyped-call]
        made[0].metadata["tags"] = ["parameters"]
        book = nbformat.v4.new_notebook(cells=made, metadata=METADATA)  # type: ignore[no-untyped-call]
        nbformat.write(book, folder / f"{name}.ipynb")  # type: ignore[no-untyped-call]
    return folder


def run(notebooks: Path, out: Path, **given: object) -> Outcome:
    return run_chain(given, out=out, name="test", now=lambda: NOON, say=lambda _: None, notebooks=notebooks)


def told(outcome: Outcome) -> dict[str, object]:
    return dict(json.loads((outcome.run.path / "run.json").read_text()))


def test_a_run_that_came_to_its_end_is_ok_and_says_what_it_was_made_of(tmp_path: Path) -> None:
    outcome = run(write_notebooks(tmp_path / "notebooks"), tmp_path / "runs", corpus="mine")
    manifest = told(outcome)
    assert outcome.status == manifest["status"] == "ok"
    assert manifest["parameters"] == {"corpus": "mine"}
    assert manifest["verdict"] == "flat"
    assert list(manifest["seconds"]) == list(CHAIN)  # type: ignore[call-overload]
    assert manifest["failure"] is None
    assert manifest["started"] == "2023-07-23T12:00:00+00:00"
    assert past_runs(tmp_path / "runs")[0]["status"] == "ok"
    executed = nbformat.read(outcome.run.path / "notebooks" / "1_stances.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert 'corpus = "mine"' in "".join(cell.source for cell in executed.cells)


@pytest.mark.parametrize(
    "cell, error",
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import os; os.kill(os.getpid(), 9)", "Kernel died"),
        ("raise SystemExit(0)", "ended before its last cell"),
    ],
    ids=["an error", "a killed kernel", "SystemExit(0)"],
)
def test_a_notebook_that_fails_is_told_with_its_cell_and_ends_the_run(tmp_path: Path, cell: str, error: str) -> None:
    outcome = run(write_notebooks(tmp_path / "notebooks", _1_stances=cell), tmp_path / "runs")
    failure = told(outcome)["failure"]
    assert outcome.status == told(outcome)["status"] == "failed"
    assert isinstance(failure, dict)
    assert failure["notebook"] == "1_stances"
    assert error in failure["error"]
    assert (outcome.run.path / "notebooks" / "1_stances.ipynb").is_file()
    assert not (outcome.run.path / "notebooks" / "2_sentiment.ipynb").exists()


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


def test_a_folder_without_run_json_is_an_unfinished_run(tmp_path: Path) -> None:
    (tmp_path / "2023-07-23T12-00-00_x").mkdir()
    assert [row["status"] for row in past_runs(tmp_path)] == ["unfinished"]
