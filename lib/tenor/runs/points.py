"""One run of a sweep, in a process of its own: forked from a nursery, or `python -m tenor.runs.points REQUEST`."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from tenor.errors import TenorError
from tenor.runs.chain import Limits, run_chain
from tenor.runs.nursery import Nursery


class Process(Protocol):
    """A process that can be asked whether it has ended, and told to."""

    def poll(self) -> int | None:
        """Give None while it is there."""

    def terminate(self) -> None:
        """Tell it to end and say how."""


def started(request: Mapping[str, Any], nursery: Nursery | None, *, unwanted: Callable[[], bool]) -> Process:
    """Start a run with what `request` asks: values, out, name, notebooks, resume, deadline and cell_timeout.

    Raises InterruptedError where the nursery does not answer until the run is `unwanted`.
    """
    if nursery:
        try:
            return nursery.fork("run", unwanted=unwanted, env=dict(os.environ), cwd=str(Path.cwd()), **request)
        except InterruptedError:
            raise
        except OSError:
            pass  # it may not fork here
    return subprocess.Popen([sys.executable, "-m", "tenor.runs.points", json.dumps(request)], start_new_session=True)


def run_point(request: Mapping[str, Any], nursery: Nursery | None) -> None:
    """Be the process of a run: `run.json` says how it ended, and what kept it from starting goes to standard error."""
    try:
        run_chain(
            request["values"],
            out=Path(request["out"]),
            name=request["name"],
            now=lambda: dt.datetime.now(dt.UTC),
            say=lambda _: None,
            notebooks=Path(request["notebooks"]),
            limits=Limits(request["deadline"], request["cell_timeout"]),
            resume=Path(request["resume"]) if request["resume"] else None,
            nursery=nursery,
        )
    except TenorError as error:
        sys.stderr.write(f"tenor: {error}\n")


if __name__ == "__main__":
    run_point(json.loads(sys.argv[1]), None)
