"""A run beside the previous one: compared and kept, and never kept from its report."""

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tenor.runs.folder import Run
from tenor.runs.ledger import began
from tenor.runs.lock import holding
from tenor.runs.past import last_good, run_folders
from tenor.runs.previous import outcome, since_previous
from tenor.runs.provenance import METHODS, methods
from tenor.runs.retention import remove_superfluous
from tests.narrative.test_changes import run_of
from tests.narrative.test_comparison import SAID
from tests.runs.test_comparing import ONE, THREE, TWO, write_run

NEW = [*SAID, ("a4:0-5", "North", -0.9)]
TABLES = {"changed_articles", "changed_stances", "changed_means", "changed_breaks", "standings"}


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Give a folder with a run that ended ok and a newer one that has one article more and is going on."""
    made = {"methods": methods(), "started": "2023-07-03T06:00:00+00:00"}
    write_run(tmp_path, ONE, run_of(ONE), **made)
    write_run(tmp_path, TWO, run_of(TWO, NEW), status="running", **made)
    return tmp_path


def since(runs: Path, previous: str) -> tuple[Any, str]:
    told = since_previous(Run(runs / TWO), previous, title="North and South", parameters={"scorer": "toy"})
    page = runs / TWO / "changes.md"
    return told, page.read_text("utf-8") if page.is_file() else ""


def test_what_changed_is_kept_in_tables_and_told_in_a_file_and_in_few_numbers(runs: Path) -> None:
    told, page = since(runs, str(runs / ONE))
    assert "1 new article" in page
    saved = {name: Run(runs / TWO).table(name) for name in TABLES}
    assert saved["changed_stances"]["cause"].tolist() == ["new article"]
    assert json.loads(json.dumps(outcome(told))) == {
        "since": ONE,
        "verdict": [["flat", "both"], ["flat", "both"]],
        "breaks": {"appeared": 0, "vanished": 0, "still there": 0},
        "articles": {"new": 1, "gone": 0, "changed": 0},
        "stances": {"new article": 1},
        "measured_differently": False,
    }


def test_without_a_previous_run_nothing_is_told_and_nothing_left(runs: Path) -> None:
    assert since(runs, "") == (None, "")
    assert outcome(None) is None
    assert not TABLES & {path.stem for path in (runs / TWO / "tables").iterdir()}


def _gone(folder: Path) -> None:
    shutil.rmtree(folder)


def _half(folder: Path) -> None:
    (folder / "tables" / "scores.parquet").write_bytes(b"PAR1 half")


def _failed(folder: Path) -> None:
    (folder / "run.json").write_text('{"status": "failed"}')


def _older(folder: Path) -> None:
    (folder / "tables" / "trends.parquet").unlink()


def _odd(folder: Path) -> None:
    (folder / "run.json").write_text('{"status": "ok", "parameters": ["scorer"], "inputs": 3}')


@pytest.mark.parametrize(
    "befell, why",
    [
        (_gone, "no such run folder"),
        (_half, "cannot be read"),
        (_failed, "the run ended as 'failed'"),
        (_older, "has no table 'trends'"),
        (_odd, ""),
    ],
)
def test_whatever_befell_the_previous_run_is_told_and_stops_nothing(runs: Path, befell: Any, why: str) -> None:
    befell(runs / ONE)
    told, page = since(runs, str(runs / ONE))
    assert told.then == ONE
    assert why in told.why
    assert "Nothing could be compared: " in page
    assert outcome(told) == {"since": ONE, "why": told.why}


def test_a_notebook_opened_alone_is_compared_by_what_it_knows_of_itself(runs: Path) -> None:
    inputs = {"corpus": "sha256:1", "relation": "sha256:2"}
    write_run(runs / "full", ONE, run_of(ONE), methods=methods(), inputs=inputs)
    (runs / TWO / "run.json").unlink()
    told, page = since(runs, str(runs / "full" / ONE))
    assert not told.measured
    assert "1 new article" in page


def test_not_even_a_fault_of_the_comparison_stops_the_report(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenor.runs.previous.changes", lambda then, now: 1 / 0)
    told, _ = since(runs, str(runs / ONE))
    assert told.why == f"{runs / ONE}: ZeroDivisionError: division by zero"


def test_a_run_of_an_earlier_version_is_compared_and_said_to_be_one(runs: Path) -> None:
    write_run(runs / "old", ONE, run_of(ONE))
    told, page = since(runs, str(runs / "old" / ONE))
    assert set(told.methods.values()) == {"unknown"}
    assert "That run does not say" in page


def test_the_previous_run_is_the_newest_that_ended_ok(runs: Path) -> None:
    assert last_good(runs) == runs / ONE
    write_run(runs, THREE)
    assert last_good(runs) == runs / THREE
    assert last_good(runs / "nothing") is None


def test_retention_leaves_the_run_that_the_next_one_is_compared_with(runs: Path) -> None:
    remove_superfluous(runs, keep=1)
    assert ONE in {path.name for path in run_folders(runs)}
    assert last_good(runs) == runs / ONE


def test_a_run_says_by_which_methods_it_was_made(tmp_path: Path) -> None:
    with holding(tmp_path, "sha256:abc") as lock:
        began(Run(tmp_path), {}, lock, pd.Timestamp("2023-07-03T06:00:00Z").to_pydatetime())
    told = json.loads((tmp_path / "run.json").read_text())["methods"]
    assert set(told) == set(METHODS)
    assert len(set(told.values())) == len(METHODS)
