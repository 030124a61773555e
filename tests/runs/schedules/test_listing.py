"""`tenor runs` where schedules ran too: which verdict when, and what stands."""

from pathlib import Path

from click.testing import CliRunner

from tenor.cli import main
from tests.runs.schedules.pasts import ran
from tests.runs.schedules.test_announcing import Desk, week_by_week


def runs(out: Path) -> tuple[list[list[str]], str]:
    result = CliRunner().invoke(main, ["runs", "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    return [line.split("  ") for line in result.stdout.splitlines()], result.stderr


def test_runs_of_schedules_follow_those_by_hand_each_oldest_first(tmp_path: Path) -> None:
    ran(tmp_path, 5, "b")
    for week, letter in enumerate("ab"):
        ran(tmp_path / "weekly", week, letter)
        ran(tmp_path / "daily", week, letter, status="failed")
    rows, said = runs(tmp_path)
    assert [row[0].rpartition("/")[0] for row in rows] == ["", "daily", "daily", "weekly", "weekly"]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=lambda name: (name.count("/"), name))
    assert [[cell.strip() for cell in row if cell.strip()][1:3] for row in rows[-2:]] == [
        ["ok", "flat"],
        ["ok", "falling"],
    ]
    assert all(Path(row[-1]).name == "report.html" for row in rows)
    assert said == ""


def test_what_stands_and_what_waits_is_said(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path / "weekly", "aab", desk)
    desk.down = True
    week_by_week(tmp_path / "weekly", "b", desk, first=3)
    _, said = runs(tmp_path)
    assert "tenor: weekly: falling stands, as two runs in a row agreed\n" in said
    assert "tenor: weekly: not delivered yet: weekly: the verdict changed from flat to falling." in said


def test_sweeps_links_and_other_folders_are_none(tmp_path: Path) -> None:
    ran(tmp_path / "sweep_us-china_12345678", 1)
    ran(tmp_path / ".hidden", 1)
    ran(tmp_path / "elsewhere" / "weekly", 1)
    (tmp_path / "linked").symlink_to(tmp_path / "elsewhere" / "weekly")
    (tmp_path / "by-hand" / "explore").mkdir(parents=True)
    rows, said = runs(tmp_path)
    assert rows == []
    assert "no runs in" in said


def test_a_damaged_book_does_not_hide_the_runs(tmp_path: Path) -> None:
    ran(tmp_path / "weekly", 1)
    (tmp_path / "weekly" / "announced.json").write_text("{", "utf-8")
    rows, said = runs(tmp_path)
    assert len(rows) == 1
    assert "it is not what Tenor wrote" in said
