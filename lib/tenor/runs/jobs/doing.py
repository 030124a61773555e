"""A job done: the chain into a run folder of its own, or one notebook, with a status as true as that of a run."""

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tenor.errors import ParameterError
from tenor.runs.chain import CHAIN, RUNS, all_parameters, nursery_for, run_chain
from tenor.runs.ending import ending
from tenor.runs.executing import executed
from tenor.runs.jobs.asking import Job
from tenor.runs.kernels import kernels_for
from tenor.runs.preparation import ready, unusable_corrections
from tenor.runs.secrets import named
from tenor.runs.status import Failure

MADE = "executed"
"""The folder in that of a job where the executed notebooks are."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a job has made: executed notebooks, the last one last, the report if there is one, and what went wrong."""

    notebooks: tuple[Path, ...]
    report: Path | None = None
    wrong: str = ""


def do(job: Job, *, out: Path = RUNS) -> Done:
    """Do a job, and give what it made: the chain into a run folder in `out`, any other notebook into the job's folder.

    Raises TenorError for what can be told before anything starts: input that is not there, or the same run going on.
    """
    return _chain(job, out) if job.chain else _alone(job)


def _chain(job: Job, out: Path) -> Done:
    notebooks = job.source.parent
    defaults = {name: parameter.default for name, parameter in all_parameters(notebooks).items()}
    values = defaults | dict(job.values)
    if values["corpus"] == "-":
        raise ParameterError("corpus: a job has no standard input; give a file, a folder or an archive")
    name = ready(values)
    for fault in unusable_corrections(values):
        print(f"{fault.where}: {fault.detail}")
    with ExitStack() as stack:
        outcome = run_chain(
            values, out=out, name=name, now=_now, say=print, notebooks=notebooks, limits=job.limits,
            nursery=nursery_for(stack, notebooks),
        )  # fmt: skip
    run = outcome.run
    copies = tuple(path for each in CHAIN if (path := run.path / "notebooks" / f"{each}.ipynb").is_file())
    report = run.report if run.report.is_file() else None
    if outcome.status == "ok":
        return Done(copies, report)
    wrong = _words(Failure(outcome.status, **outcome.failure))
    return Done(copies, report, f"{wrong}; `tenor run --resume {run.path}` goes on from there")


def _alone(job: Job) -> Done:
    copy, limits = job.folder / MADE / job.source.name, job.limits
    secrets = named(job.values)
    with (
        kernels_for([job.source], cwd=job.source.parent) as kernels,
        ending(kernels.kill, deadline=limits.deadline) as end,
    ):
        try:
            failure = executed(
                job.source,
                copy,
                job.values,
                kernel=next(iter(kernels)),
                cell_timeout=limits.cell_timeout,
                secrets=secrets,
            ) or _unfinished(copy)
        except RuntimeError as error:
            failure = Failure("dead kernel", job.source.stem, f"no kernel: {error}")
    if end.status:
        failure = Failure(end.status, job.source.stem, end.error)
    return Done((copy,) if copy.is_file() else (), wrong=_words(failure) if failure else "")


def _unfinished(copy: Path) -> Failure | None:
    """Give the failure of a notebook that left before its last cell: to papermill `SystemExit(0)` is a success."""
    cells = nbformat.read(copy, as_version=4).cells  # type: ignore[no-untyped-call]
    last = [cell for cell in cells if cell.cell_type == "code" and cell.source.strip()][-1:]
    return (
        Failure("failed", copy.stem, "ended before its last cell") if any(not c.execution_count for c in last) else None
    )


def _words(failure: Failure) -> str:
    cell = f", cell [{failure.cell}]" if failure.cell is not None else ""
    return f"{failure.notebook}{cell}: {failure.status}: {failure.error}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
