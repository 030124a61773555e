from pathlib import Path

import nbformat
import pytest

from tenor.errors import RunError
from tenor.runs.folder import Run
from tenor.runs.leaving import leaves_of, missing


def notebook(folder: Path, **leaves: list[str]) -> Path:
    book = nbformat.v4.new_notebook(metadata={"tenor": {"leaves": leaves}} if leaves else {})  # type: ignore[no-untyped-call]
    nbformat.write(book, folder / "book.ipynb")  # type: ignore[no-untyped-call]
    return folder / "book.ipynb"


def test_a_notebook_that_declares_nothing_leaves_nothing_to_look_for(tmp_path: Path) -> None:
    path = notebook(tmp_path)
    assert leaves_of(path) == {}
    assert missing(Run(tmp_path), path) == []


def test_each_file_of_a_table_or_figure_has_to_be_there_and_hold_something(tmp_path: Path) -> None:
    path = notebook(tmp_path, tables=["trends"], figures=["tone"])
    assert missing(Run(tmp_path), path) == [
        "tables/trends.parquet", "tables/trends.csv", "figures/tone.svg", "figures/tone.png", "figures/tone.json",
        "figures/tone.csv",
    ]  # fmt: skip
    for name in missing(Run(tmp_path), path):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert missing(Run(tmp_path), path) == []
    (tmp_path / "figures" / "tone.png").write_text("")
    assert missing(Run(tmp_path), path) == ["figures/tone.png"]


def test_an_unknown_kind_of_leaving_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="a notebook leaves tables and figures, and no 'charts'"):
        leaves_of(notebook(tmp_path, charts=["tone"]))
