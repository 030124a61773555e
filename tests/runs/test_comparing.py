"""Run folders that are opened to be compared, whole and broken."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from tenor.errors import RunError
from tenor.narrative.comparison import NEEDED, PastRun
from tenor.runs.comparing import folder_of, open_run, opened
from tenor.runs.folder import Run
from tests.narrative.test_comparison import past_run

ONE, TWO, THREE = (
    "2023-07-03T06-00-00_north-south",
    "2023-07-10T06-00-00_north-south",
    "2023-07-17T06-00-00_north-south",
)


def write_run(out: Path, name: str, run: PastRun | None = None, **manifest: object) -> Path:
    """Write the folder of a run that ended ok, as far as a comparison looks at it."""
    told = run or past_run(name, over="month")
    folder = out / name
    folder.mkdir(parents=True)
    Run(folder).save(**told.tables)
    whole = {"status": "ok", "parameters": told.parameters, "inputs": told.inputs, "versions": {"tenor": "0.0.9"}}
    whole |= {"verdict": "flat", "results": {"3_spiral": {"period": "week"}}}
    (folder / "run.json").write_text(json.dumps(whole | manifest))
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    for name in (ONE, TWO, THREE):
        write_run(folder, name)
    return folder


@pytest.fixture
def out(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "runs"))


def names(runs: str, out: Path) -> list[str]:
    return [run.name for run in opened(runs, out=out).runs]


def test_a_run_is_opened_with_its_tables_scorer_sides_and_what_it_was_made_of(out: Path) -> None:
    run = open_run(out / ONE)
    assert (run.name, run.scorer, run.sides, run.period) == (ONE, "toy", ("North", "South"), "week")
    assert run.parameters == {"scorer": "toy", "over": "month"}
    assert run.inputs == {"corpus": "sha256:1"}
    assert set(run.tables) == set(NEEDED)
    shutil.rmtree(out / ONE)
    assert len(run.stances()) == 4


def test_with_no_names_the_two_newest_that_ended_ok_are_opened_the_older_first(out: Path) -> None:
    write_run(out, "2023-07-24T06-00-00_north-south", status="failed")
    (out / "2023-07-31T06-00-00_north-south").mkdir()
    assert names("", out) == [TWO, THREE]


def test_of_the_newest_runs_one_that_an_older_version_wrote_is_passed_over_and_told(out: Path) -> None:
    (out / TWO / "tables" / "trends.parquet").unlink()
    found = opened("", out=out)
    assert [run.name for run in found.runs] == [ONE, THREE]
    assert list(found.broken) == [TWO]


def test_runs_are_named_by_folder_or_path_and_stay_in_the_order_in_which_they_are_named(out: Path) -> None:
    assert names(f" {THREE}, {out / ONE} ,", out) == [THREE, ONE]


def test_an_unknown_name_is_told_with_the_nearest(out: Path) -> None:
    with pytest.raises(
        RunError, match=f"2023-07-11: no such run folder here or in .*; the nearest names are {THREE}|{TWO}"
    ):
        folder_of("2023-07-11", out=out)
    with pytest.raises(RunError, match="there are no runs in it; give the path of a folder"):
        folder_of("x", out=out / "empty")


@pytest.mark.parametrize("name", ["x" * 5000, "\x00", "<b>", "../nowhere", "*"])
def test_odd_names_are_unknown_like_any_other(out: Path, name: str) -> None:
    with pytest.raises(RunError, match="no such run folder"):
        folder_of(name, out=out)


def test_a_folder_without_run_json_is_no_run(out: Path) -> None:
    (out / ONE / "run.json").unlink()
    with pytest.raises(RunError, match=f"{ONE}: no run.json, so it is no run, or an older version wrote it; make it"):
        open_run(out / ONE)


@pytest.mark.parametrize(
    "text, told",
    [
        ('{"status": "ok"', "run.json cannot be read"),
        ("[" * 100_000, "run.json cannot be read"),
        ("[]", "run.json is not what a run writes"),
        ('{"status": "failed"}', "the run ended as 'failed', not as 'ok'"),
        ('{"status": "running"}', "the run ended as 'killed', not as 'ok'"),
        ('{"status": "ok"}', "no 'parameters' in it"),
        ('{"status": "ok", "parameters": {}, "versions": {"tenor": "0.0.1"}}', "no 'scorer' in it; .* of Tenor 0.0.1"),
        ('{"status": "ok", "parameters": {"scorer": "other"}}', "no scorer 'other'"),
        ('{"status": "ok", "parameters": 7}', "make it again"),
        ('{"status": "ok", "parameters": {"scorer": "toy"}, "results": 7}', "make it again"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_run_json_is_said(out: Path, text: str, told: str) -> None:
    (out / ONE / "run.json").write_text(text)
    with pytest.raises(RunError, match=told) as caught:
        open_run(out / ONE)
    assert str(caught.value).startswith(str(out / ONE))
    assert "make it again with `tenor run`" in str(caught.value)


@pytest.mark.parametrize("name", NEEDED)
def test_a_table_that_is_missing_is_named(out: Path, name: str) -> None:
    (out / ONE / "tables" / f"{name}.parquet").unlink()
    with pytest.raises(
        RunError, match=f"has no table {name!r}.*the run is of Tenor 0.0.9, or not whole: make it again"
    ):
        open_run(out / ONE)


def test_a_column_that_an_older_version_did_not_write_is_named(out: Path) -> None:
    path = out / ONE / "tables" / "trends.parquet"
    pd.read_parquet(path).drop(columns="widened").to_parquet(path)
    with pytest.raises(RunError, match=r"table 'trends' lacks the column\(s\) widened.*Tenor 0.0.9"):
        open_run(out / ONE)


@pytest.mark.parametrize("content", [b"", b"PAR1 half a file"])
def test_a_table_that_is_half_written_is_told(out: Path, content: bytes) -> None:
    (out / ONE / "tables" / "scores.parquet").write_bytes(content)
    with pytest.raises(RunError, match=f"{ONE}: .*make it again"):
        open_run(out / ONE)


def test_a_run_without_trends_of_two_sides_is_told(out: Path) -> None:
    path = out / ONE / "tables" / "trends.parquet"
    pd.read_parquet(path).query("side != 'South'").to_parquet(path)
    with pytest.raises(RunError, match="table 'trends' has the sides North; two are right"):
        open_run(out / ONE)


def test_a_run_that_is_deleted_while_it_is_opened_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Run.table

    def gone(run: Run, name: str) -> pd.DataFrame:
        if name == "scores":
            shutil.rmtree(run.path)
        return read(run, name)

    monkeypatch.setattr(Run, "table", gone)
    with pytest.raises(RunError, match="has no table 'scores'"):
        open_run(out / ONE)


def test_a_broken_run_does_not_stop_the_others_and_is_told_with_its_reason(out: Path) -> None:
    (out / TWO / "run.json").unlink()
    found = opened(f"{ONE},{TWO},{THREE}", out=out)
    assert [run.name for run in found.runs] == [ONE, THREE]
    assert list(found.broken) == [TWO]
    assert "no run.json" in found.broken[TWO]


def test_a_run_that_is_named_twice_is_opened_once_and_told(out: Path) -> None:
    found = opened(f"{ONE},{TWO},{out / ONE}", out=out)
    assert [run.name for run in found.runs] == [ONE, TWO]
    assert found.broken == {str(out / ONE): f"{out / ONE}: named twice; name each run once"}
    assert list(opened(f"{ONE},{TWO},{ONE},{ONE}", out=out).broken) == [ONE, f"{ONE} (again)"]


def test_two_folders_of_one_name_are_told_apart_by_their_paths(out: Path) -> None:
    other = write_run(out / "elsewhere", ONE)
    assert names(f"{ONE},{other}", out) == [str(out / ONE), str(other)]


def test_fewer_than_two_whole_runs_are_an_error_that_says_what_is_wrong_with_each(out: Path) -> None:
    with pytest.raises(RunError, match="a comparison takes two runs, and 1 could be opened") as caught:
        opened(f"{ONE},{ONE},nowhere", out=out)
    assert "named twice" in str(caught.value)
    assert "nowhere: no such run folder" in str(caught.value)
    with pytest.raises(RunError, match="a comparison takes two runs, and none could be opened"):
        opened("", out=out / "empty")


@pytest.mark.slow
def test_where_there_are_no_two_runs_two_are_made_on_the_demonstration_corpus(tmp_path: Path) -> None:
    found = opened("", out=tmp_path / "empty", spare=tmp_path / "spare")
    assert [run.scorer for run in found.runs] == ["diplomatic", "textblob"]
    assert found.broken == {}
    assert found.runs[0].sides == ("US", "China")
    assert opened("diplomatic,textblob", out=tmp_path / "spare").runs[0].name == "diplomatic"


def test_nothing_is_made_where_runs_are_named(out: Path) -> None:
    with pytest.raises(RunError):
        opened("nowhere", out=out, spare=out / "spare")
    assert not (out / "spare").exists()
