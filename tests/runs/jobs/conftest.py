"""A checkout of tiny notebooks, and the real Scheduler of jupyter-scheduler on it.

Without jupyter-scheduler these tests are skipped, and say so; where TENOR_JOBS is `required`, as in `.ci/run`, they
fail instead.
"""

import importlib.util
import multiprocessing
import os
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tenor.runs.chain import CHAIN, NOTEBOOKS
from tests.runs.test_chain import METADATA, OPEN

KNOWN = {name: nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4) for name in CHAIN}  # type: ignore[no-untyped-call]

LONGEST = 180
"""Seconds that anything may take on a machine that has other things to do."""


def write_notebook(path: Path, *cells: str, parameters: str = "", **metadata: Any) -> Path:
    """Write a notebook of these code cells, the first of them with parameters if there are any."""
    made = [nbformat.v4.new_code_cell(source) for source in ([parameters] if parameters else []) + list(cells)]  # type: ignore[no-untyped-call]
    if parameters:
        made[0].metadata["tags"] = ["parameters"]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=METADATA | metadata), path)  # type: ignore[no-untyped-call]
    return path


def write_chain(folder: Path, **bodies: str) -> Path:
    """Write a chain of tiny notebooks with the parameters of the real ones; `bodies` are cells put into them."""
    for name in CHAIN:
        asked = next(cell.source for cell in KNOWN[name].cells if "parameters" in cell.metadata.get("tags", ()))
        report = "\nrun.write_report('<p>The report.</p>')" if name == "4_report" else ""
        record = f"run.record({name!r}, verdict='flat', sentence='Flat.', inputs={{}}){report}"
        write_notebook(folder / f"{name}.ipynb", OPEN, bodies.get(f"_{name}", "0"), record, parameters=asked)
    return folder


@dataclass(frozen=True, slots=True)
class Jobs:
    """The Scheduler of a JupyterLab that was opened on `root`, which holds `notebooks` and `runs`."""

    scheduler: Any
    root: Path

    def start(
        self,
        notebook: str,
        *,
        formats: tuple[str, ...] = ("ipynb",),
        parameters: Mapping[str, str] | None = None,
        folder: bool = False,
    ) -> str:
        """Run a notebook as a job, with all that lies beside it if `folder`, and give the job's id."""
        from jupyter_scheduler.models import CreateJob

        job = CreateJob(
            name="a job", input_uri=notebook, runtime_environment_name="python", output_formats=list(formats),
            parameters=dict(parameters or {}), package_input_folder=folder,
        )  # fmt: skip
        return str(self.scheduler.create_job(job))

    def ended(self, job: str) -> Any:
        """Give a job when every process that executes one has ended."""
        for process in multiprocessing.active_children():
            process.join(timeout=LONGEST)
        return self.scheduler.get_job(job)

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until something is seen; raises AssertionError where it never is."""
        end = time.monotonic() + LONGEST
        while not seen():
            assert time.monotonic() < end
            time.sleep(0.05)

    def outputs(self, job: str) -> dict[str, Path]:
        """Give the files of a job, each under its format."""
        return {
            form: Path(path) for form, path in self.scheduler.get_staging_paths(self.scheduler.get_job(job)).items()
        }


@pytest.fixture
def installed() -> None:
    """Skip a test, or fail it, where jupyter-scheduler is not there."""
    if importlib.util.find_spec("jupyter_scheduler") is None:
        told = "no jupyter-scheduler: its jobs are not tried (sh tools/bootstrap.sh jobs)"
        (pytest.fail if os.environ.get("TENOR_JOBS") == "required" else pytest.skip)(told)


@pytest.fixture
def jobs(tmp_path: Path, installed: None) -> Jobs:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jupyter_scheduler.environments import CondaEnvironmentManager
        from jupyter_scheduler.orm import create_tables
        from jupyter_scheduler.scheduler import Scheduler
    from traitlets.config import Config

    root, staging = tmp_path / "checkout", tmp_path / "staging"
    write_chain(root / "notebooks")
    database = f"sqlite:///{tmp_path}/jobs.sqlite"
    create_tables(database)
    own = Config()
    own.Scheduler.execution_manager_class = "tests.runs.jobs.manager.OfCheckout"
    own.Scheduler.staging_path = str(staging)
    environments = CondaEnvironmentManager()
    scheduler = Scheduler(root_dir=str(root), environments_manager=environments, db_url=database, config=own)
    return Jobs(scheduler, root)
