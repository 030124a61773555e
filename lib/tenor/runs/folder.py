"""The folder of a run: tables, figures and results that one notebook hands to the next, as files.

    runs/<time>_<name>/      the time in UTC
        notebooks/*.ipynb    the notebooks as executed
        tables/*.parquet     every table, and the same as .csv
        figures/*.svg *.png  every figure, with its caption (.json) and table (.csv)
        results/*.json       what each notebook recorded
        report.html          the report
        changes.md           what changed since an earlier run, where the run was given one
        run.json             what runs, with what, and, written last, how it ended

Tables, results, executed notebooks, report and `run.json` are written under another name first and renamed when
they are complete, so that a reader never sees half of one.
"""

import datetime as dt
import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from tenor.errors import RunError, TableError
from tenor.tables import checked


class Run:
    """A run folder that exists; what is saved in it can be read back in the next notebook."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).absolute()
        if not self.path.is_dir():
            raise RunError(f"{self.path}: no such run folder")

    def save(self, **tables: pd.DataFrame) -> None:
        """Write each table, checked against its declared columns, as Parquet and CSV."""
        for name, table in tables.items():
            whole = checked(name, table)
            write_whole(self.path / "tables" / f"{name}.parquet", whole.to_parquet)
            write_whole(self.path / "tables" / f"{name}.csv", partial(whole.to_csv, index=False))

    def has(self, name: str) -> bool:
        """Tell whether the table `name` was saved."""
        return self.file_of(name).is_file()

    def table(self, name: str) -> pd.DataFrame:
        """Read a table that was saved; raises TableError where it was not, or cannot be read."""
        if not self.has(name):
            raise TableError(f"{self.path.name} has no table {name!r} yet: run the notebooks before this one first")
        try:
            return checked(name, pd.read_parquet(self.file_of(name)))
        except (OSError, ValueError) as error:  # what pyarrow says of a file that is none of Parquet's
            raise TableError(f"{self.path.name}, table {name!r}: cannot be read: {error}") from None

    def record(self, notebook: str, **results: object) -> None:
        """Keep the results of a notebook, in JSON's types, for `run.json`; its last cell does this."""
        write_json(self.path / "results" / f"{notebook}.json", results)

    def results(self, notebook: str) -> dict[str, Any]:
        """Give what a notebook recorded; empty where it did not come to its end."""
        path = self.path / "results" / f"{notebook}.json"
        return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}

    @property
    def figures(self) -> Path:
        """The folder of the figures."""
        return _made(self.path / "figures")

    @property
    def report(self) -> Path:
        """Where the report stands, or will stand."""
        return self.path / "report.html"

    @property
    def changes(self) -> Path:
        """Where stands what changed since an earlier run, if the run was given one."""
        return self.path / "changes.md"

    def write_report(self, page: str) -> None:
        """Write the report."""
        self.write(self.report.name, page)

    def write(self, name: str, text: str) -> None:
        """Write a text beside the report."""
        write_whole(self.path / name, lambda path: path.write_text(text, "utf-8"))

    def file_of(self, name: str) -> Path:
        """Give where the table `name` is, or will be, kept."""
        return self.path / "tables" / f"{name}.parquet"


def manifest_of(folder: Path) -> dict[str, Any]:
    """Give what `run.json` of a run folder tells; empty where there is none yet, or none that can be read."""
    try:
        told = json.loads((folder / "run.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def new_folder(out: Path, name: str, now: dt.datetime) -> Path:
    """Make the folder `<time>_<name>` in `out`; raises RunError where that cannot be."""
    stem = f"{now:%Y-%m-%dT%H-%M-%S}_{re.sub(r'[^A-Za-z0-9_.-]+', '-', name).strip('-.')[:60]}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        for copy in range(1, 1000):
            path = out / (stem if copy == 1 else f"{stem}-{copy}")
            try:
                path.mkdir()
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise RunError(
            f"{out}: a run cannot be written there: {error.strerror}; name another folder with --out"
        ) from None
    raise RunError(f"{out}: too many runs named {stem}")


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write JSON whole or not at all."""
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n"
    write_whole(path, lambda temporary: temporary.write_text(text, "utf-8"))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, then rename it, so that `path` is whole or as it was."""
    _made(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
