"""What jupyter-scheduler calls to execute a job: its setting `Scheduler.execution_manager_class` names the class here.

It needs the library jupyter_scheduler, which is in the group `jobs` of environment.yml and in no other.
"""

import shutil
import traceback
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import nbformat
from jupyter_scheduler.executors import ExecutionManager
from jupyter_scheduler.models import JobFeature, Status
from jupyter_scheduler.orm import Job as Row
from jupyter_scheduler.utils import get_utc_timestamp

from tenor.errors import RunError, TenorError
from tenor.runs.chain import NOTEBOOKS, RUNS
from tenor.runs.jobs.asking import job_of
from tenor.runs.jobs.doing import MADE, Done, do

SUPPORTED = {"job_name", "parameters", "output_formats", "job_definition", "stop_job", "delete_job"}
LONGEST = 1000
"""Characters of a message: the column takes 1024."""


class TenorExecutionManager(ExecutionManager):  # type: ignore[misc]  # jupyter_scheduler has no types
    """Executes notebooks as `tenor run` does, and tells how that ended.

    A job is COMPLETED when its run is `ok`, else FAILED, with the status of the run and the error in its message.
    Relative paths among the parameters of the chain start at the folder that JupyterLab was opened on.
    """

    notebooks, out = NOTEBOOKS, RUNS

    def execute(self) -> None:
        """Do the job; raises TenorError, with what is to be told, where that does not end ok."""
        try:
            with chdir(self.root_dir):
                job = job_of(self._staged, self.model.parameters or {}, notebooks=self.notebooks)
                done = do(job, out=self.out)
        except KeyboardInterrupt:  # of a server that is ended from its terminal; a run that is going on tells it itself
            raise RunError(f"{self._staged.stem}: killed: ended by SIGINT before it began") from None
        try:
            self._offer(done)
        finally:  # what went wrong in the run is told whatever goes wrong with its files
            if done.wrong:
                raise RunError(done.wrong)

    def on_failure(self, e: Exception) -> None:
        """Write down that the job failed, when, and why in words."""
        self._write(status=Status.FAILED, end_time=get_utc_timestamp(), status_message=_words(e))
        if not isinstance(e, TenorError):
            traceback.print_exception(e)

    @staticmethod  # it is called with the class, as a plain function is
    def supported_features(_manager: object) -> dict[JobFeature, bool]:
        """Give what may be asked of a job."""
        return {feature: feature.value in SUPPORTED for feature in JobFeature}

    @staticmethod
    def validate(_manager: object, _path: str) -> bool:
        """Give True: what is wrong with a notebook is told in the message of its job, which has words for it."""
        return True

    @property
    def _staged(self) -> Path:
        return Path(self.staging_paths["input"])

    def _offer(self, done: Done) -> None:
        """Put what the job made where it is looked for: in each format that was asked for, and as further files."""
        if not done.notebooks:
            return
        folder = self._staged.parent
        own = next((path for path in done.notebooks if path.name == self._staged.name), done.notebooks[-1])
        targets = {form: Path(self.staging_paths[form]) for form in self.model.output_formats or ()}
        for form, target in targets.items():
            _fill(target, form, own, done.report)
        (folder / MADE).mkdir(exist_ok=True)
        for made in (*done.notebooks, *filter(None, [done.report])):
            if made.parent != folder / MADE:
                shutil.copyfile(made, folder / MADE / made.name)
        files = set(_files(folder)) - {self._staged, *targets.values()}
        self._write(package_input_folder=True, packaged_files=sorted(str(path.relative_to(folder)) for path in files))

    def _write(self, **columns: object) -> None:
        with self.db_session() as session:
            session.query(Row).filter(Row.job_id == self.job_id).update(columns)
            session.commit()


def _fill(target: Path, form: str, notebook: Path, report: Path | None) -> None:
    """Write what a format means: the executed notebook, as HTML the report, else what nbconvert makes of it."""
    if form == "ipynb":
        shutil.copyfile(notebook, target)
    elif form == "html" and report:
        shutil.copyfile(report, target)
    else:
        from nbconvert import get_exporter

        book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
        target.write_text(str(get_exporter(form)().from_notebook_node(book)[0]), "utf-8")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _words(error: Exception) -> str:
    told = str(error) if isinstance(error, TenorError) else f"{type(error).__name__}: {error}"
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"
