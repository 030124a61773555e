"""The chain of notebooks, executed by papermill into a new run folder.

Papermill does not say truly how a run ended (a killed kernel leaves cells marked completed, `SystemExit(0)` counts as
success), so the status is ours: `run.json` is written last, and says `ok` only when every notebook came to its last
cell, where it records its results, and the report is there.
"""

import datetime as dt
import json
import os
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tenor.corpus.opening import PROJECT
from tenor.errors import RunError
from tenor.runs.folder import Run, manifest_of, new_folder, write_json
from tenor.runs.kernels import kernels_for
from tenor.runs.parameters import Parameter, Value, checked, parameters_of
from tenor.runs.provenance import digest_of, versions

NOTEBOOKS = PROJECT / "notebooks"
CHAIN = ("1_stances", "2_sentiment", "3_spiral", "4_report")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its folder, `ok` or `failed`, and for a failure its notebook, cell and error.

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
) -> Outcome:
    """Execute the chain with the parameters `given` into a new folder in `out`, and give how it ended.

    `say` is told of each notebook as it starts; with `bar`, a bar on standard error shows its cells.

    Raises ParameterError before anything starts where a parameter is unknown or of the wrong type, and RunError where
    the folder cannot be made. A notebook that fails does not raise: its executed copy is kept, and `run.json` tells.
    """
    declared = all_parameters(notebooks)
    values = checked(given, declared)
    started = now()
    run = Run(new_folder(out, name, started))
    defaults = {parameter.name: parameter.default for parameter in declared.values()}
    manifest = _manifest(started, defaults | values, notebooks)
    failure: dict[str, Any] = {}
    notebook = CHAIN[0]
    try:
        with kernels_for([notebooks / f"{name}.ipynb" for name in CHAIN], cwd=notebooks) as kernels:
            for number, (notebook, kernel) in enumerate(zip(CHAIN, kernels, strict=True), start=1):
                begun = time.monotonic()
                say(f"[{number}/{len(CHAIN)}] {notebook} ...")
                failure = _execute(run, notebook, values, notebooks, kernel, bar=bar)
                manifest["seconds"][notebook] = round(time.monotonic() - begun, 2)
                if failure:
                    break
    except KeyboardInterrupt:
        failure = {"notebook": notebook, "cell": None, "error": "interrupted"}
        raise
    except (OSError, RuntimeError) as error:  # a kernel that does not start
        failure = {"notebook": notebook, "cell": None, "error": f"no kernel: {error}"}
    finally:
        _finish(run, manifest, failure, now())
    return Outcome(run, manifest["status"], manifest["failure"] or {})


def _execute(
    run: Run, notebook: str, values: Mapping[str, Value], notebooks: Path, kernel: Any, *, bar: bool
) -> dict[str, Any]:
    """Execute one notebook in a started kernel; give what failed, or nothing."""
    source, copy = notebooks / f"{notebook}.ipynb", run.path / "notebooks" / f"{notebook}.ipynb"
    copy.parent.mkdir(exist_ok=True)
    declared = parameters_of(source)
    mine: dict[str, Any] = {k: v for k, v in values.items() if k in declared} | {"run_dir": str(run.path)}
    try:
        with _quiet():
            from tenor.runs.engine import ENGINE, execute_notebook

            execute_notebook(
                source, copy, mine, engine_name=ENGINE, kernel=kernel, kernel_name="python3", progress_bar=bar
            )
    except Exception as error:  # whatever stops a notebook, the kernel or papermill itself, is how this run ended
        cell = getattr(error, "exec_count", None)
        name, value = getattr(error, "ename", type(error).__name__), getattr(error, "evalue", str(error))
        return {"notebook": notebook, "cell": cell, "error": f"{name}: {value}".strip()[:2000]}
    if not run.results(notebook):
        return {"notebook": notebook, "cell": None, "error": "ended before its last cell, which records its results"}
    return {}


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what papermill and the kernel machinery warn of from a reader who can do nothing about it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _manifest(started: dt.datetime, values: Mapping[str, Value], notebooks: Path) -> dict[str, Any]:
    return {
        "status": "running",
        "started": started.isoformat(timespec="seconds"),
        "finished": None,
        "parameters": dict(values),
        "versions": versions(),
        "digests": {name: digest_of(notebooks / f"{name}.ipynb") for name in CHAIN},
        "seconds": {},
    }


def _finish(run: Run, manifest: dict[str, Any], failure: Mapping[str, Any], finished: dt.datetime) -> None:
    results = {name: run.results(name) for name in CHAIN}
    whole = all(results.values()) and run.report.is_file()
    if not failure and not whole:
        failure = {
            "notebook": next((n for n in CHAIN if not results[n]), CHAIN[-1]),
            "cell": None,
            "error": "no report was written",
        }
    manifest |= {
        "status": "failed" if failure else "ok",
        "finished": finished.isoformat(timespec="seconds"),
        "inputs": results[CHAIN[0]].get("inputs", {}),
        "results": results,
        "verdict": results["3_spiral"].get("verdict"),
        "failure": dict(failure) or None,
        "report": "report.html" if run.report.is_file() else None,
    }
    write_json(run.path / "run.json", manifest)


def past_runs(out: Path) -> list[dict[str, Any]]:
    """Give the runs in a folder, oldest first: name, status, verdict and the path of the report.

    A folder without `run.json` is a run that is still going on, or that was killed: its status is `unfinished`.
    """
    found = []
    for path in sorted(p for p in out.iterdir() if p.is_dir() and p.name[:4].isdigit()) if out.is_dir() else []:
        told = manifest_of(path)
        report = path / "report.html"
        found.append(
            {
                "name": path.name,
                "status": told.get("status", "unfinished"),
                "verdict": told.get("verdict") or "",
                "report": os.path.relpath(report) if report.is_file() else "",
            }
        )
    return found


def require_notebooks(notebooks: Path = NOTEBOOKS) -> None:
    """Raise RunError where the notebooks are not beside the library."""
    missing = [name for name in CHAIN if not (notebooks / f"{name}.ipynb").is_file()]
    if missing:
        raise RunError(f"{notebooks}: no {missing[0]}.ipynb there; Tenor runs from its own checkout")
