"""What a job asks for: the chain, a notebook of ours, or one from elsewhere, and parameters that are all text."""

import shutil
from pathlib import Path

import nbformat
import pytest

from tenor.errors import ParameterError, RunError
from tenor.runs.chain import CHAIN
from tenor.runs.jobs.asking import DEADLINE, Job, job_of
from tests.runs.jobs.conftest import write_chain, write_notebook

TYPED = 'top: int = 3  # how many\nrun_dir: str = ""  # folder'


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    write_notebook(tmp_path / "notebooks" / "explore.ipynb", "top", parameters=TYPED)
    return write_chain(tmp_path / "notebooks")


def asked(copy: Path, notebooks: Path, **given: object) -> Job:
    """Ask for a job on a notebook that was copied into a folder of its own, as jupyter-scheduler does."""
    staged = copy.parents[1] / "staging" / copy.name
    staged.parent.mkdir(exist_ok=True)
    shutil.copyfile(copy, staged)
    return job_of(staged, given, notebooks=notebooks)


@pytest.mark.parametrize("name", CHAIN)
def test_each_notebook_of_the_chain_stands_for_the_chain(notebooks: Path, name: str) -> None:
    job = asked(notebooks / f"{name}.ipynb", notebooks, delta="0.2", strict="yes", top="3")
    assert job.chain
    assert job.source == notebooks / f"{name}.ipynb"
    assert job.values == {"delta": 0.2, "strict": True, "top": 3}


def test_another_notebook_of_ours_is_executed_where_it_lies(notebooks: Path) -> None:
    job = asked(notebooks / "explore.ipynb", notebooks, top="5")
    assert not job.chain
    assert job.source == notebooks / "explore.ipynb"
    assert job.values == {"top": 5, "run_dir": str(job.folder)}


def test_a_notebook_from_elsewhere_is_executed_where_its_copy_lies(notebooks: Path, tmp_path: Path) -> None:
    mine = write_notebook(tmp_path / "mine" / "own.ipynb", "1 + 1")
    job = asked(mine, notebooks)
    assert job.source == tmp_path / "staging" / "own.ipynb"
    assert job.values == {}


def test_outputs_that_a_reader_saved_make_no_other_notebook(notebooks: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved" / "4_report.ipynb"
    saved.parent.mkdir()
    book = nbformat.read(notebooks / "4_report.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    book.cells[1].execution_count, book.metadata["signature"] = 7, "x"
    book.cells[1].outputs = [nbformat.v4.new_output("stream", text="seen")]  # type: ignore[no-untyped-call]
    nbformat.write(book, saved)  # type: ignore[no-untyped-call]
    assert asked(saved, notebooks).chain


def test_a_copy_that_says_something_else_under_a_name_of_ours_is_refused(notebooks: Path, tmp_path: Path) -> None:
    old = write_notebook(tmp_path / "old" / "4_report.ipynb", "print('as it was in March')")
    with pytest.raises(RunError, match=r"4_report.ipynb: is not the one in .*; make the job anew, or save yours under"):
        asked(old, notebooks)


@pytest.mark.parametrize(
    "given, told",
    [
        ({"delta": "much"}, "parameter 'delta': 'much' is not a number; its default is 0.1"),
        ({"top": "1.5"}, "parameter 'top': '1.5' is not a whole number"),
        ({"top": "__import__('os').getpid()"}, "is not a whole number"),
        ({"strict": "perhaps"}, "is not true or false"),
        ({"corpsu": "x"}, "no parameter 'corpsu'; did you mean 'corpus'"),
        ({"run_dir": "x"}, "no parameter 'run_dir'"),
        ({"deadline": "soon"}, "parameter 'deadline': 'soon' is not a number"),
        ({"deadline": "0"}, "deadline and cell_timeout are seconds, above 0"),
        ({"deadline": "inf"}, "parameter 'deadline': 'inf' is not a number"),
        ({"cell_timeout": "-1"}, "deadline and cell_timeout are seconds, above 0"),
    ],
)
def test_a_parameter_that_cannot_be_meant_is_refused(notebooks: Path, given: dict[str, str], told: str) -> None:
    with pytest.raises(ParameterError) as caught:
        asked(notebooks / "4_report.ipynb", notebooks, **given)
    assert told in str(caught.value)


def test_every_job_has_a_deadline_and_may_have_another(notebooks: Path) -> None:
    usual = asked(notebooks / "4_report.ipynb", notebooks).limits
    own = asked(notebooks / "explore.ipynb", notebooks, deadline="90", cell_timeout="30").limits
    assert (usual.deadline, usual.cell_timeout) == (DEADLINE, None)
    assert (own.deadline, own.cell_timeout) == (90, 30)


def test_a_notebook_that_means_something_else_by_a_deadline_keeps_it(notebooks: Path, tmp_path: Path) -> None:
    mine = write_notebook(tmp_path / "mine" / "own.ipynb", "0", parameters='deadline: str = "2024-01-01"  # the day')
    job = asked(mine, notebooks, deadline="2024-02-02")
    assert job.values == {"deadline": "2024-02-02"}
    assert job.limits.deadline == DEADLINE


UNTYPED = "x = 5"


@pytest.mark.parametrize("cell", [UNTYPED, "%matplotlib inline", "x: int = 1 + 1", "x: list = []"])
def test_a_cell_whose_parameters_cannot_be_checked_takes_none(notebooks: Path, tmp_path: Path, cell: str) -> None:
    mine = write_notebook(tmp_path / "mine" / "own.ipynb", "0", parameters=cell)
    assert asked(mine, notebooks, deadline="5").values == {}
    with pytest.raises(RunError, match=r"own.ipynb: no parameter can be given, as none can be checked: "):
        asked(mine, notebooks, x="7")


def test_a_notebook_without_parameters_takes_none(notebooks: Path, tmp_path: Path) -> None:
    mine = write_notebook(tmp_path / "mine" / "own.ipynb", "0")
    with pytest.raises(ParameterError, match="no parameter 'x'"):
        asked(mine, notebooks, x="7")


def test_what_is_no_notebook_of_python_is_refused(notebooks: Path, tmp_path: Path) -> None:
    half = tmp_path / "mine" / "half.ipynb"
    half.parent.mkdir()
    half.write_text('{"cells": [')
    with pytest.raises(RunError, match=r"half\.ipynb: cannot be read as a notebook"):
        asked(half, notebooks)
    kernel = {"name": "ir", "display_name": "R", "language": "R"}
    with pytest.raises(RunError, match=r"r\.ipynb: is written in R; only Python is executed here"):
        asked(write_notebook(tmp_path / "mine" / "r.ipynb", "0", kernelspec=kernel), notebooks)
