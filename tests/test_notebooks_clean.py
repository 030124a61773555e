"""Notebooks as they are stored: no outputs, no functions, parameters that can be checked, more prose than code."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from tenor.runs.parameters import parameters_of

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
MOST_CELLS = 40
MOST_LINES = 8
WORDS_A_LINE = 8


def cells(notebook: Path, kind: str) -> list[nbformat.NotebookNode]:
    book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    return [cell for cell in book.cells if cell.cell_type == kind]


def is_set_up(source: str) -> bool:
    return source.lstrip().startswith(("from ", "import "))


def is_parameters(cell: nbformat.NotebookNode) -> bool:
    return "parameters" in cell.metadata.get("tags", [])


pytestmark = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def test_it_is_stored_without_outputs_or_counts(notebook: Path) -> None:
    for cell in cells(notebook, "code"):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_it_defines_no_function_or_class(notebook: Path) -> None:
    for cell in cells(notebook, "code"):
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef}, cell.source


def test_its_cells_are_few_and_short(notebook: Path) -> None:
    code = [
        c for c in cells(notebook, "code") if "parameters" not in c.metadata.get("tags", []) and not is_set_up(c.source)
    ]
    assert len(code) + len(cells(notebook, "markdown")) <= MOST_CELLS
    assert max(len(cell.source.splitlines()) for cell in code) <= MOST_LINES


def test_it_is_more_prose_than_code(notebook: Path) -> None:
    words = sum(len(cell.source.split()) for cell in cells(notebook, "markdown"))
    code = [cell.source for cell in cells(notebook, "code") if not is_parameters(cell)]
    lines = sum(len(source.splitlines()) for source in code if not is_set_up(source))
    assert words >= WORDS_A_LINE * lines, f"{words} words for {lines} lines"


def test_its_parameters_can_be_read_and_each_has_a_help(notebook: Path) -> None:
    declared = parameters_of(notebook)
    assert "run_dir" in declared
    for parameter in declared.values():
        assert parameter.help, parameter.name
        assert not set(parameter.help) & set("=|"), f"papermill cannot read the help of {parameter.name}"


def test_it_opens_with_a_question_and_ends_by_recording_its_results(notebook: Path) -> None:
    title = cells(notebook, "markdown")[0].source.splitlines()[0]
    assert title.startswith("# ")
    assert title.endswith("?")
    assert re.search(rf'run\.record\(\s*"{notebook.stem}"', cells(notebook, "code")[-1].source)


def test_no_result_is_typed_into_its_prose(notebook: Path) -> None:
    for cell in cells(notebook, "markdown"):
        if "by hand" not in cell.source:
            prose = re.sub(r"\]\([^)]*\)", "]", cell.source)  # where a link leads is not read
            plain = re.sub(r"`[^`]*`|\(-1\)|\(\+1\)|\(0 |, 1 personal|^\d\. ", "", prose, flags=re.MULTILINE)
            assert not re.search(r"\d", plain), cell.source
