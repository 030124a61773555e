"""A papermill engine for kernels that are already running. Importing this module takes a second: papermill does."""

from pathlib import Path
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.execute import execute_notebook
from papermill.iorw import write_ipynb

__all__ = ["ENGINE", "execute_notebook"]

ENGINE = "started-kernel"


class StartedKernelEngine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """Execute a notebook in the kernel of the kernel manager `kernel`, and shut that down at the end."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, kernel: Any, copy: Path, cell_timeout: int | None = None, **_: Any
    ) -> Any:
        """Execute the notebook that papermill manages; what papermill raises is raised.

        What was executed is written to `copy` also where the kernel dies or a cell takes longer than `cell_timeout`.
        """
        client = PapermillNotebookClient(
            nb_man, km=kernel, kernel_name=kernel_name, log_output=False, timeout=cell_timeout
        )
        client.owns_km = True  # with a manager of its own it closes every socket in the end, else none
        try:
            return client.execute()
        except Exception:
            write_ipynb(nb_man.nb, str(copy))
            raise


papermill_engines.register(ENGINE, StartedKernelEngine)
