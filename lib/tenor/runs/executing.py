"""One notebook executed by papermill in a kernel that is there, into a copy that is whole when it appears."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tenor.runs.folder import write_whole
from tenor.runs.secrets import hidden
from tenor.runs.status import Failure, failure_of


def executed(
    source: Path,
    copy: Path,
    parameters: Mapping[str, Any],
    *,
    kernel: Any,
    cell_timeout: int | None = None,
    secrets: Mapping[str, str] | None = None,
    bar: bool = False,
) -> Failure | None:
    """Execute a notebook into its `copy`, and give what stopped it, or nothing.

    The copy is written also where the notebook is stopped, with every secret taken out. Raises OSError where it cannot
    be written.
    """
    stopped: list[Failure] = []

    def fill(whole: Path) -> None:
        try:
            _execute(source, whole, parameters, kernel=kernel, cell_timeout=cell_timeout, progress_bar=bar)
        except Exception as error:  # whatever stops a notebook, the kernel or papermill itself, is how this run ended
            stopped.append(failure_of(error, source.stem, secrets or {}))
        written = whole.read_text("utf-8") or source.read_text("utf-8")
        whole.write_text(hidden(written.replace(whole.name, copy.name), secrets or {}), "utf-8")

    write_whole(copy, fill)
    return stopped[0] if stopped else None


def _execute(source: Path, whole: Path, parameters: Mapping[str, Any], **options: Any) -> None:
    with _quiet():
        from tenor.runs.engine import ENGINE, execute_notebook

        told = {"engine_name": ENGINE, "kernel_name": "python3", "request_save_on_cell_execute": False, "copy": whole}
        execute_notebook(source, whole, dict(parameters), **told, **options)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what papermill and the kernel machinery warn of from a reader who can do nothing about it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
