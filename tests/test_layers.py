"""The rooms of the library stand in one order, and a module imports only from its own room and the rooms above it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LIB = Path(__file__).parents[1] / "lib" / "tenor"
ROOMS = (
    "__init__", "records", "errors", "relation", "relation_check", "corpus", "stances", "corrections", "sentiment",
    "columns", "tables", "lines", "audit", "validation", "narrative", "calibration", "charts", "report", "runs",
    "explore", "cli_options", "cli_runs", "cli_archive", "cli_collect", "cli_schedule",
    "cli", "__main__",
)  # fmt: skip
MODULES = sorted(path.relative_to(LIB) for path in LIB.rglob("*.py"))
CLOCKS = {"today", "now", "utcnow", "time", "environ", "getenv", "urlopen"}
MAY_READ_THE_CLOCK = {"cli", "cli_collect", "cli_runs", "cli_schedule", "explore", "runs"}


def room(module: Path) -> str:
    return module.parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """Give every `tenor.*` name that a module imports, also inside functions."""
    for node in ast.walk(ast.parse((LIB / module).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tenor":
            names = [f"tenor.{alias.name}" for alias in node.names] if node.module == "tenor" else [node.module]
            yield from names
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "tenor")


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room(module) for module in MODULES} == set(ROOMS)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_imports_only_from_rooms_above_it(module: Path) -> None:
    mine = ROOMS.index(room(module))
    for name in imports(module):
        theirs = name.split(".")[1]
        if theirs in ROOMS:
            assert ROOMS.index(theirs) <= mine, f"{module} imports {name}, which stands below it"


@pytest.mark.parametrize("module", [m for m in MODULES if room(m) not in MAY_READ_THE_CLOCK], ids=str)
def test_only_cli_and_runs_read_a_clock_or_the_environment(module: Path) -> None:
    tree = ast.parse((LIB / module).read_text("utf-8"))
    called = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    named = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in ("environ", "getenv")}
    assert not (called | named) & CLOCKS


def test_the_style_of_every_file_is_checked() -> None:
    root = LIB.parents[1]
    shown = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files"], cwd=root, capture_output=True, text=True, check=True
    )
    ours = {path for folder in ("lib", "tests", "tools") for path in (root / folder).rglob("*.py")}
    assert ours - set(map(Path, shown.stdout.splitlines())) == set()
