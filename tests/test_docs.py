"""What the documents say is true: commands, options, columns, parameters and libraries are there, and links lead on."""

import datetime as dt
import re
from pathlib import Path

import click
import nbformat
import pytest

from tenor.cli import main
from tenor.columns import TABLES
from tenor.runs.chain import NOTEBOOKS, all_parameters
from tenor.runs.parameters import parameters_of
from tenor.runs.schedules import trouble
from tenor.runs.schedules.message import FIELDS, trial
from tenor.runs.schedules.sending import environment
from tenor.runs.status import STATUSES
from tenor.tables import meanings

ROOT = Path(__file__).parents[1]
README, METHOD, CONTRIBUTING = (
    (ROOT / name).read_text("utf-8") for name in ("README.md", "docs/method.md", "CONTRIBUTING.md")
)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*/README.md")])


@pytest.mark.parametrize("command", main.commands)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`tenor {command}" in README


@pytest.mark.parametrize("command", main.commands.values(), ids=lambda command: command.name)
def test_every_command_and_option_has_a_help(command: click.Command) -> None:
    assert command.help
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, option.name


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_documented_as_it_is_declared(name: str) -> None:
    for row in meanings(name).itertuples(index=False):
        assert f"| `{row.column}` | {row.type} | {row.meaning} |" in METHOD


def test_every_parameter_is_documented_with_its_default_and_meaning() -> None:
    others = ("start", "explore", "compare", "history", "validation", "calibration")
    outside = [parameters_of(NOTEBOOKS / f"{name}.ipynb") for name in others]
    for parameter in [*all_parameters().values(), *(one for of in outside for one in of.values())]:
        assert f"| `{parameter.name}` | `{parameter.default!r}` | {parameter.help} |" in METHOD


def test_every_library_has_a_line_that_says_why_it_is_there() -> None:
    listed = re.findall(
        r"^  #?- ([\w-]+).*?(?:# pypi: (\S+))?$", (ROOT / "environment.yml").read_text("utf-8"), re.MULTILINE
    )
    names = {pypi or name for name, pypi in listed if name not in ("conda-forge", "python")}
    told = CONTRIBUTING.lower()
    stubs = {name for name in names if "stubs" in name or name.startswith("types-")}
    assert {name for name in names - stubs if name.lower() not in told} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_are_there(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text("utf-8")):
        assert target.startswith("https://") or (document.parent / target).exists(), target


@pytest.mark.parametrize("notebook", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_links_of_a_notebook_lead_to_files_that_are_there(notebook: Path) -> None:
    book = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    prose = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    for target in set(re.findall(r"\]\(([^)#]+)[^)]*\)", prose)):
        assert target.startswith("https://") or (notebook.parent / target).is_file(), target


def test_every_notebook_can_be_reached_from_the_first() -> None:
    first = (NOTEBOOKS / "start.ipynb").read_text("utf-8")
    names = {path.name for path in NOTEBOOKS.glob("*.ipynb")} - {"start.ipynb"}
    assert {name for name in names if f"]({name})" not in first} == set()


@pytest.mark.parametrize("target", re.findall(r"make ([a-z]+)", README))
def test_every_make_target_named_in_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_every_field_of_an_announcement_is_documented_as_it_is_declared() -> None:
    schedule = (ROOT / "docs" / "schedule.md").read_text("utf-8")
    for name, meaning in FIELDS.items():
        assert f"| `{name}` | {meaning} |" in schedule
    for name in environment(trial("weekly", folder=ROOT, when=dt.datetime.now(dt.UTC))):
        assert f"`{name}`" in schedule


def test_every_field_of_a_failure_is_documented_as_it_is_declared() -> None:
    schedule = (ROOT / "docs" / "schedule.md").read_text("utf-8")
    for name, meaning in trouble.FIELDS.items():
        assert f"| `{name}` | {meaning} |" in schedule
    for name in environment(trouble.TRIAL.told("weekly", dt.datetime.now(dt.UTC))):
        assert f"`{name}`" in schedule


def test_every_status_is_documented_as_it_is_declared() -> None:
    runs = (ROOT / "docs" / "runs.md").read_text("utf-8")
    for status, meaning in STATUSES.items():
        assert f"| `{status}` | {meaning} |" in runs
