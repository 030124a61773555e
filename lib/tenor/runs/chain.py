"""The chain of notebooks, executed by papermill into a new run folder.

Papermill does not say truly how a run ended (a killed kernel leaves cells marked completed, `SystemExit(0)` counts as
success), so the status is ours: `run.json` says `running` from the start, while the lock of the run's key is held, and
how it ended last of all. `ok` is what it says only when every notebook came to its last cell, where it records its
results, when all that the notebooks declare to leave is there, and the report too.
"""

import datetime as dt
import json
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tenor.corpus.opening import PROJECT
from tenor.errors import RunError
from tenor.runs.ending import Ending, ending
from tenor.runs.executing import executed
from tenor.runs.folder import Run, new_folder
from tenor.runs.kernels import Kernels, imports_of, kernels_for
from tenor.runs.key import key_of, made_of
from tenor.runs.leaving import missing
from tenor.runs.ledger import Ledger, began, resumed
from tenor.runs.lock import holding
from tenor.runs.nursery import CAN_FORK, Nursery
from tenor.runs.parameters import Parameter, Value, checked, parameters_of
from tenor.runs.secrets import hidden, named
from tenor.runs.status import Failure

NOTEBOOKS = PROJECT / "notebooks"
RUNS = PROJECT / "runs"
"""Where run folders are looked for by name."""

CHAIN = ("1_stances", "2_sentiment", "3_spiral", "4_report")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many seconds a run may take, and how many each of its cells; None for as long as it takes."""

    deadline: float | None = None
    cell_timeout: int | None = None


UNLIMITED = Limits()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its folder, its status, and if that is not `ok` its notebook, cell and error.

    The cell is the number in brackets that Jupyter shows beside it; None where no cell failed.
    """

    run: Run
    status: str
    failure: Mapping[str, Any] = field(default_factory=dict)


def chain_parameters(notebooks: Path = NOTEBOOKS) -> dict[str, dict[str, Parameter]]:
    """Give the parameters of each notebook of the chain, by notebook."""
    return {name: parameters_of(notebooks / f"{name}.ipynb") for name in CHAIN}


def all_parameters(notebooks: Path = NOTEBOOKS) -> dict[str, Parameter]:
    """Give every parameter that some notebook of the chain declares, but `run_dir`, which the run gives itself."""
    found: dict[str, Parameter] = {}
    for declared in chain_parameters(notebooks).values():
        found = declared | found
    return {name: parameter for name, parameter in found.items() if name != "run_dir"}


def run_chain(
    given: Mapping[str, object],
    *,
    out: Path,
    name: str,
    now: Callable[[], dt.datetime],
    say: Callable[[str], None],
    bar: bool = False,
    notebooks: Path = NOTEBOOKS,
    limits: Limits = UNLIMITED,
    resume: Path | None = None,
    nursery: Nursery | None = None,
    schedule: Mapping[str, str] | None = None,
) -> Outcome:
    """Execute the chain with the parameters `given` into a new folder in `out`, and give how it ended.

    `say` is told of each notebook as it starts; with `bar`, a bar on standard error shows its cells. With `resume`,
    the folder of a run that was made of the very same, it goes on there from the first notebook that is not done.
    Kernels are forked from the `nursery`, where one is given. `run.json` tells of the `schedule` that the run is of.

    Raises ParameterError before anything starts where a parameter is unknown or of the wrong type, and RunError where
    the folder cannot be made, the same run is going on, or another run is to be resumed. A notebook that fails does
    not raise: its executed copy is kept, and `run.json` tells.
    """
    declared = all_parameters(notebooks)
    values = checked(given, declared)
    secrets = named(values)
    defaults = {parameter.name: parameter.default for parameter in declared.values()}
    parts = made_of(defaults | values, notebooks=notebooks, chain=CHAIN)
    with holding(out, key_of(parts)) as lock:
        run = Run(resume or new_folder(out, name, now()))
        ledger = resumed(run, parts, lock) if resume else began(run, parts, lock, now(), schedule)
        work = _Work(run, ledger, values, secrets, notebooks, limits, bar, say)
        return _worked(work, nursery, now)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a run has to do its work."""

    run: Run
    ledger: Ledger
    values: Mapping[str, Value]
    secrets: Mapping[str, str]
    notebooks: Path
    limits: Limits
    bar: bool
    say: Callable[[str], None]

    def source(self, notebook: str) -> Path:
        return self.notebooks / f"{notebook}.ipynb"

    def results(self, notebook: str) -> dict[str, Any]:
        return dict(json.loads(hidden(json.dumps(self.run.results(notebook)), self.secrets)))


def _worked(work: _Work, nursery: Nursery | None, now: Callable[[], dt.datetime]) -> Outcome:
    """Execute what is not done, and give how the run ended; that is written down last."""
    todo = work.ledger.todo(CHAIN)
    with (
        kernels_for([work.source(each) for each in todo], cwd=work.notebooks, nursery=nursery) as kernels,
        ending(kernels.kill, deadline=work.limits.deadline) as end,
    ):
        failure = _executed(work, todo, kernels, end)
        kernels.close()
        told = {name: work.results(name) for name in CHAIN}
        if not failure and not work.run.report.is_file():
            failure = Failure("failed", CHAIN[-1], "no report was written")
        return Outcome(work.run, work.ledger.ended(failure, told, now()), failure.told if failure else {})


def _executed(work: _Work, todo: list[str], kernels: Kernels, end: Ending) -> Failure | None:
    """Execute notebooks one after another; give what stopped the run, or nothing."""
    notebook, managers = todo[0] if todo else CHAIN[-1], iter(kernels)
    try:
        for notebook in todo:
            begun = time.monotonic()
            work.say(f"[{CHAIN.index(notebook) + 1}/{len(CHAIN)}] {notebook} ...")
            failure = _execute(work, notebook, next(managers))
            if end.status or failure:
                break
            work.ledger.done(notebook, round(time.monotonic() - begun, 2))
        else:
            return Failure(end.status, notebook, end.error) if end.status else None
    except (OSError, RuntimeError, StopIteration) as error:
        failure = _not_started(error, notebook)
    return Failure(end.status, notebook, end.error) if end.status else failure


def _not_started(error: Exception, notebook: str) -> Failure:
    if getattr(error, "filename", None) or getattr(error, "errno", None):
        return Failure("failed", notebook, f"{error}")
    return Failure("dead kernel", notebook, f"no kernel: {error}")


def _execute(work: _Work, notebook: str, kernel: Any) -> Failure | None:
    """Execute one notebook in a started kernel; give what failed, or nothing."""
    source, copy = work.source(notebook), work.run.path / "notebooks" / f"{notebook}.ipynb"
    declared = parameters_of(source)
    mine = {k: v for k, v in work.values.items() if k in declared} | {"run_dir": str(work.run.path)}
    return executed(
        source, copy, mine, kernel=kernel, cell_timeout=work.limits.cell_timeout, secrets=work.secrets, bar=work.bar
    ) or _left(work, notebook)


def _left(work: _Work, notebook: str) -> Failure | None:
    """Give what a notebook that ended well has not done, or nothing."""
    if not work.run.results(notebook):
        return Failure("failed", notebook, "ended before its last cell, which records its results")
    lost = missing(work.run, work.source(notebook))
    if lost:
        more = f", and {len(lost) - 1} more files" if len(lost) > 1 else ""
        return Failure("no figures", notebook, f"did not leave {lost[0]}{more}")
    return None


def nursery_for(stack: ExitStack, notebooks: Path = NOTEBOOKS, *, preload: str = "") -> Nursery | None:
    """Give a nursery with the imports of the chain, closed with `stack`; None where processes cannot be forked."""
    if not CAN_FORK:
        return None
    sources = [imports_of(notebooks / f"{name}.ipynb") for name in CHAIN]
    return stack.enter_context(closing(Nursery.started("\n".join([preload, *sources]))))


def require_notebooks(notebooks: Path = NOTEBOOKS) -> None:
    """Raise RunError where the notebooks are not beside the library."""
    missing = [name for name in CHAIN if not (notebooks / f"{name}.ipynb").is_file()]
    if missing:
        raise RunError(f"{notebooks}: no {missing[0]}.ipynb there; Tenor runs from its own checkout")
