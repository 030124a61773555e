"""A folder of runs as a history: every run that ended, each with what it said, or why it says nothing."""

from pathlib import Path
from typing import Any

import pytest

from tenor.errors import RunError
from tenor.runs.histories import UNTOLD, folder_of, history_of
from tests.runs.schedules.pasts import ran


def test_each_run_has_a_row_a_side_and_one_that_failed_a_row(tmp_path: Path) -> None:
    ran(tmp_path, 0, "a")
    ran(tmp_path, 1, "b", status="failed")
    ran(tmp_path, 2, "t")
    table = history_of(tmp_path)
    assert list(table["status"]) == ["ok", "ok", "failed", "ok", "ok"]
    assert list(table["verdict"]) == ["flat", "flat", "", "too little to tell", "too little to tell"]
    assert list(table["side"]) == ["US", "China", "", "US", "China"]
    assert table["change"].isna().tolist() == [False, False, True, True, True]
    assert table["delta"].dropna().unique().tolist() == [0.1]
    assert str(table["began"].iloc[0]) == "2026-08-31 06:00:02"


def test_what_two_runs_agree_on_stands_at_the_second(tmp_path: Path) -> None:
    for week, letter in enumerate("aabac"):
        ran(tmp_path, week, letter)
    ran(tmp_path, 5, "c")
    agreed = history_of(tmp_path).drop_duplicates("run")["agreed"]
    assert list(agreed) == ["", "", "", "", "", "from flat to falling (China)"]


WEEKLY = {"name": "weekly", "cron": "0 6 * * mon", "zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    "told, agreed",
    [
        ({}, ["", "", "from flat to falling (China)", ""]),
        ({"schedule": None}, ["", "", "from flat to falling (China)", ""]),
        ({"schedule": {"name": "weekly", "cron": "0 6 * *"}}, ["", "", "from flat to falling (China)", ""]),
        ({"schedule": WEEKLY}, ["", "", "", "from flat to falling (China)"]),
    ],
)
def test_runs_of_one_turn_of_their_schedule_are_one_look(
    tmp_path: Path, told: dict[str, Any], agreed: list[str]
) -> None:
    for week, letter in ((-1, "a"), (0, "a"), (0.3, "c"), (0.6, "c"), (1, "c")):
        ran(tmp_path, week, letter, told=told)
    assert list(history_of(tmp_path).drop_duplicates("run")["agreed"])[-4:] == agreed


def test_a_changed_reading_is_numbered_and_named(tmp_path: Path) -> None:
    for week, scorer in enumerate(("diplomatic", "diplomatic", "vader", "diplomatic")):
        path = ran(tmp_path, week)
        told = (path / "run.json").read_text("utf-8").replace('"scorer": "diplomatic"', f'"scorer": "{scorer}"')
        (path / "run.json").write_text(told, "utf-8")
    each = history_of(tmp_path).drop_duplicates("run")
    assert list(each["reading"]) == [1, 1, 2, 1]
    assert list(each["anew"]) == ["", "", "scorer", "scorer"]


def test_a_run_that_does_not_tell_is_there_without_a_verdict(tmp_path: Path) -> None:
    ran(tmp_path, 0)
    (ran(tmp_path, 1) / "tables" / "trends.parquet").unlink()
    ran(tmp_path, 2, told={"started": "yesterday"})
    table = history_of(tmp_path).drop_duplicates("run")
    assert list(table["status"]) == ["ok", UNTOLD, UNTOLD]
    assert table["began"].notna().all()


def test_a_run_that_is_going_on_is_not_told_yet_and_a_killed_one_is(tmp_path: Path) -> None:
    ran(tmp_path, 0, status="running")
    assert list(history_of(tmp_path)["status"]) == ["killed"]


@pytest.mark.parametrize("place", ["nothing-here", "weekly"])
def test_where_nothing_ran_there_is_no_history(tmp_path: Path, place: str) -> None:
    assert history_of(tmp_path / place).empty


def test_the_schedule_that_ran_last_is_taken_where_none_is_named(tmp_path: Path) -> None:
    ran(tmp_path / "daily", 1)
    ran(tmp_path / "weekly", 0)
    ran(tmp_path / "weekly", 2)
    ran(tmp_path, 9)
    assert folder_of("", out=tmp_path) == tmp_path / "weekly"
    assert folder_of("daily", out=tmp_path) == tmp_path / "daily"
    assert folder_of(str(tmp_path / "daily"), out=tmp_path / "elsewhere") == tmp_path / "daily"


def test_without_schedules_the_runs_by_hand_are_taken(tmp_path: Path) -> None:
    ran(tmp_path, 0)
    assert folder_of("", out=tmp_path) == tmp_path


def test_a_folder_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    ran(tmp_path / "weekly", 0)
    with pytest.raises(RunError, match=r"weakly: no such folder .*: weekly"):
        folder_of("weakly", out=tmp_path)
