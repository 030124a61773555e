"""How a run ended: its status, told from what stopped it and never from the notebooks' own metadata."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenor.runs.secrets import hidden

STATUSES = {
    "running": "it is going on: its process holds the lock of the run",
    "ok": "every notebook came to its last cell, all that is declared is there, and so is the report",
    "failed": "a notebook raised an error, or ended before its last cell",
    "timeout": "a cell, or the whole run, took longer than it may",
    "killed": "the process of the run was ended from outside",
    "dead kernel": "the process of a notebook went away, or did not start",
    "no figures": "a notebook ended well and did not leave what it declares",
}
"""Each status with what it means; all but `running` are final."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run did not end ok: its status, the notebook, the cell if there is one, and the error in words.

    The cell is the number in brackets that Jupyter shows beside it.
    """

    status: str
    notebook: str
    error: str
    cell: int | None = None

    @property
    def told(self) -> dict[str, Any]:
        """The same for `run.json`."""
        return {"notebook": self.notebook, "cell": self.cell, "error": self.error}


def failure_of(error: Exception, notebook: str, secrets: Mapping[str, str]) -> Failure:
    """Give what an error says of the notebook that it stopped, without any of the secrets."""
    status = _OF_ERRORS.get(type(error).__name__, "failed")
    name, value = getattr(error, "ename", type(error).__name__), getattr(error, "evalue", str(error))
    told = hidden(f"{name}: {value}".strip(), secrets)[:2000]
    return Failure(status, notebook, told, getattr(error, "exec_count", None))


def final_status(told: Mapping[str, Any], *, running: bool) -> str:
    """Give the status that a `run.json` tells, when it is known whether the run's lock is held.

    A run that says `running` and is not was killed before it could say so.

    >>> final_status({"status": "running"}, running=False)
    'killed'
    """
    status = str(told.get("status", "running"))
    return status if running or status != "running" else "killed"


# By name: the classes are papermill's and nbclient's, which take a second to import. A RuntimeError comes from what
# starts kernels alone, of one that was gone before its notebook began: one in a cell is papermill's own kind of error.
_OF_ERRORS = {"CellTimeoutError": "timeout", "DeadKernelError": "dead kernel", "RuntimeError": "dead kernel"}
