"""What a job asks for: which notebook, with which values and for how long, checked before anything starts.

jupyter-scheduler hands over a copy of the notebook, without the folder it lay in, and parameters that are all text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tenor.errors import ParameterError, RunError
from tenor.runs.chain import CHAIN, NOTEBOOKS, Limits, all_parameters
from tenor.runs.parameters import Parameter, Value, checked, parameters_of

DEADLINE = 3 * 3600
"""Seconds that a job may take where it does not say: jupyter-scheduler itself would let it go on for ever."""

LIMITS = {
    "deadline": Parameter("deadline", float, float(DEADLINE), "most seconds that the job may take"),
    "cell_timeout": Parameter("cell_timeout", int, 0, "most seconds that one cell may take, 0 for any"),
}
"""Parameters that every job takes beside those of its notebook."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be executed: the notebook `source`, or with `chain` all four of a run.

    `folder` is where jupyter-scheduler looks for what comes out.
    """

    source: Path
    folder: Path
    values: Mapping[str, Value]
    limits: Limits
    chain: bool


def job_of(copy: Path, given: Mapping[str, object], *, notebooks: Path = NOTEBOOKS) -> Job:
    """Give what a job on the `copy` of a notebook asks for.

    A notebook of the chain stands for the whole chain. Any other of `notebooks` is executed there, and one from
    elsewhere where its copy lies, as jupyter-scheduler does.

    Raises ParameterError for a parameter that is unknown or of the wrong type, and RunError for a notebook that cannot
    be executed: it is not Python's, or has no more than the name of one of ours.
    """
    ours, cells = notebooks / copy.name, _cells(copy)
    mine = ours.is_file()
    if mine and cells != _cells(ours):
        raise RunError(
            f"{copy.name}: is not the one in {notebooks}, which may have changed since the job was made; "
            "make the job anew, or save yours under another name"
        )
    chain = mine and copy.stem in CHAIN
    declared = all_parameters(notebooks) if chain else _declared(copy, given)
    values = checked(given, LIMITS | declared)
    limits = _limits({name: values.pop(name) for name in LIMITS if name in values and name not in declared})
    if "run_dir" in declared:
        values.setdefault("run_dir", str(copy.parent))
    return Job(ours if mine else copy, copy.parent, values, limits, chain)


def _cells(notebook: Path) -> list[tuple[str, str]]:
    """Give what a notebook says, whatever its outputs are; raises RunError where it cannot be read as Python's."""
    try:
        book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # what nbformat raises for half a notebook is of many kinds
        raise RunError(f"{notebook.name}: cannot be read as a notebook: {error}") from None
    language = book.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        raise RunError(f"{notebook.name}: is written in {language}; only Python is executed here")
    return [(cell.cell_type, cell.source) for cell in book.cells]


def _declared(notebook: Path, given: Mapping[str, object]) -> dict[str, Parameter]:
    """Give the parameters that a notebook declares; where none is asked for, its cell may be in any form."""
    try:
        return parameters_of(notebook)
    except (RunError, SyntaxError, ValueError) as error:
        if given.keys() <= LIMITS.keys():
            return {}
        raise RunError(f"{notebook.name}: no parameter can be given, as none can be checked: {error}") from None


def _limits(values: Mapping[str, Value]) -> Limits:
    deadline, cell_timeout = (values.get(name, each.default) for name, each in LIMITS.items())
    if float(deadline) <= 0 or int(cell_timeout) < 0:
        raise ParameterError("deadline and cell_timeout are seconds, above 0")
    return Limits(float(deadline), int(cell_timeout) or None)
