"""Jobs of the real jupyter-scheduler, each in the process that it starts for them, seen through to their end."""

import multiprocessing
import os
import shutil
import signal
from pathlib import Path

import nbformat
import psutil
import pytest

from tenor.runs.past import past_runs
from tests.processes import command_of
from tests.runs.jobs.conftest import Jobs, write_chain, write_notebook

pytestmark = [
    pytest.mark.slow,
    # Of the libraries under jupyter-scheduler; nothing of ours warns in this process.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning"),
]

BOTH = ("ipynb", "html")
REPORT = "notebooks/4_report.ipynb"
WAIT = "import os, time\nfrom pathlib import Path\nwhile not Path('go').exists():\n    time.sleep(0.05)"


def sources(notebook: Path) -> str:
    """Give all that stands in the cells of a notebook."""
    book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    return "\n".join(cell.source for cell in book.cells)


def test_a_job_on_a_notebook_of_the_chain_is_a_run(jobs: Jobs) -> None:
    job = jobs.ended(
        made := jobs.start("notebooks/3_spiral.ipynb", formats=BOTH, parameters={"delta": "0.2", "over": "week"})
    )
    (run,) = past_runs(jobs.root / "runs")
    assert (job.status, job.status_message, run["status"]) == ("COMPLETED", None, "ok")
    assert run["name"].endswith("_us-china_sample")
    assert jobs.outputs(made)["html"].read_text() == "<p>The report.</p>"
    executed = sources(jobs.outputs(made)["ipynb"])
    assert "delta = 0.2\n" in executed
    assert 'over = "week"\n' in executed
    names = ("1_stances.ipynb", "2_sentiment.ipynb", "3_spiral.ipynb", "4_report.ipynb", "report.html")
    assert job.packaged_files == [f"executed/{name}" for name in names]
    assert [file.display_name for file in job.job_files] == ["Notebook", "HTML", "Input", "Files"]


def test_a_parameter_of_the_wrong_type_is_told_and_nothing_runs(jobs: Jobs) -> None:
    job = jobs.ended(jobs.start(REPORT, parameters={"delta": "__import__('pathlib').Path('ran').touch()"}))
    assert job.status == "FAILED"
    assert job.status_message.endswith(" is not a number; its default is 0.1")
    assert job.end_time >= job.start_time
    assert not (jobs.root / "runs").exists()
    assert not list(jobs.root.rglob("ran"))


def test_input_that_is_not_there_is_told_and_nothing_runs(jobs: Jobs) -> None:
    job = jobs.ended(jobs.start(REPORT, parameters={"corpus": "articles"}))
    assert job.status == "FAILED"
    assert "articles" in job.status_message
    assert not (jobs.root / "runs").exists()


def test_paths_start_at_the_folder_that_jupyterlab_was_opened_on(jobs: Jobs) -> None:
    corpus = jobs.root / "articles" / "one.txt"
    corpus.parent.mkdir()
    corpus.write_text("A spokesman said that it was good.")
    job = jobs.ended(made := jobs.start("notebooks/1_stances.ipynb", parameters={"corpus": "articles"}))
    assert job.status == "COMPLETED"
    assert f'corpus = "{corpus.parent}"' in sources(jobs.outputs(made)["ipynb"])


@pytest.mark.parametrize(
    "cell, parameters, status",
    [
        ("import os; os.kill(os.getpid(), 9)", {}, "1_stances: dead kernel: DeadKernelError: Kernel died"),
        ("import time; time.sleep(600)", {"deadline": "6"}, "1_stances: timeout: the deadline of 6 s is over"),
    ],
    ids=["a dead kernel", "a deadline"],
)
def test_a_run_that_does_not_end_well_is_a_job_that_failed(
    jobs: Jobs, cell: str, parameters: dict[str, str], status: str
) -> None:
    write_chain(jobs.root / "notebooks", _1_stances=cell)
    job = jobs.ended(made := jobs.start(REPORT, parameters=parameters))
    (run,) = past_runs(jobs.root / "runs")
    assert job.status == "FAILED"
    assert job.status_message.startswith(status)
    assert f"`tenor run --resume {jobs.root}/runs/{run['name']}` goes on from there" in job.status_message
    assert run["status"] == job.status_message.split(": ")[1]
    assert cell in sources(jobs.outputs(made)["ipynb"])
    assert job.packaged_files == ["executed/1_stances.ipynb"]


def test_a_job_that_is_made_twice_runs_once(jobs: Jobs) -> None:
    """As where two servers look at one database, and each fires the schedules in it."""
    write_chain(jobs.root / "notebooks", _2_sentiment=WAIT)
    first = jobs.start(REPORT)
    jobs.until(lambda: list(jobs.root.glob("runs/*/notebooks/1_stances.ipynb")))
    second = jobs.start("notebooks/1_stances.ipynb")
    jobs.until(lambda: jobs.scheduler.get_job(second).status == "FAILED")
    (jobs.root / "notebooks" / "go").touch()
    assert "the very same run is going on" in jobs.scheduler.get_job(second).status_message
    assert jobs.ended(first).status == "COMPLETED"
    assert [run["status"] for run in past_runs(jobs.root / "runs")] == ["ok"]


def test_a_job_that_is_stopped_is_a_run_that_was_killed_and_leaves_no_process(jobs: Jobs) -> None:
    write_chain(jobs.root / "notebooks", _1_stances=f"from pathlib import Path\nPath('begun').touch()\n{WAIT}")
    made = jobs.start(REPORT)
    jobs.until((jobs.root / "notebooks" / "begun").exists)
    children = psutil.Process(os.getpid()).children(recursive=True)
    jobs.scheduler.stop_job(made)
    assert jobs.ended(made).status == "STOPPED"
    mine = [child for child in children if "resource_tracker" not in command_of(child)]
    assert psutil.wait_procs(mine, timeout=30)[1] == []
    assert [run["status"] for run in past_runs(jobs.root / "runs")] == ["killed"]


@pytest.mark.usefixtures("heeded")
def test_a_job_whose_jupyterlab_is_ended_from_its_terminal_says_that_it_was_killed(jobs: Jobs) -> None:
    write_chain(jobs.root / "notebooks", _1_stances=f"from pathlib import Path\nPath('begun').touch()\n{WAIT}")
    made = jobs.start(REPORT)
    jobs.until((jobs.root / "notebooks" / "begun").exists)
    (process,) = multiprocessing.active_children()
    os.kill(process.pid or 0, signal.SIGINT)
    job = jobs.ended(made)
    assert job.status == "FAILED"
    assert job.status_message.startswith("1_stances: killed: ended by SIGINT")


def test_a_notebook_from_elsewhere_is_executed_beside_what_lay_beside_it(jobs: Jobs) -> None:
    write_notebook(
        jobs.root / "mine" / "own.ipynb", "from pathlib import Path\nprint(Path('data.txt').read_text() * n)",
        parameters="n: int = 1  # how often",
    )  # fmt: skip
    (jobs.root / "mine" / "data.txt").write_text("words ")
    made = jobs.start("mine/own.ipynb", formats=BOTH, parameters={"n": "3"}, folder=True)
    job = jobs.ended(made)
    assert (job.status, job.status_message) == ("COMPLETED", None)
    executed = nbformat.read(jobs.outputs(made)["ipynb"], as_version=4)  # type: ignore[no-untyped-call]
    assert executed.cells[-1].outputs[0].text == "words words words \n"
    assert "words words words" in jobs.outputs(made)["html"].read_text()
    assert job.packaged_files == ["data.txt", "executed/own.ipynb"]


def test_a_definition_runs_the_notebooks_of_today(jobs: Jobs) -> None:
    """A job definition keeps the copy that it was made with."""
    from jupyter_scheduler.models import CreateJobDefinition, CreateJobFromDefinition

    asked = {"name": "weekly", "runtime_environment_name": "python", "output_formats": ["ipynb"]}
    weekly = jobs.scheduler.create_job_definition(CreateJobDefinition(input_uri=REPORT, **asked))
    again = CreateJobFromDefinition(parameters={})
    assert jobs.ended(jobs.scheduler.create_job_from_definition(weekly, again)).status == "COMPLETED"
    shutil.rmtree(jobs.root / "notebooks")
    write_chain(jobs.root / "notebooks", _4_report="'changed since'")
    job = jobs.ended(jobs.scheduler.create_job_from_definition(weekly, again))
    assert job.status == "FAILED"
    assert "make the job anew" in job.status_message
