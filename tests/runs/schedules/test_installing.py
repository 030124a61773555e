"""Schedules handed to systemd and cron: files that those can read, and words that stay words."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

from tenor.errors import ParameterError
from tenor.runs.schedules.cron import cron_of
from tenor.runs.schedules.installing import command, crontab_line, install, units
from tenor.runs.schedules.reading import Schedule

WEEKLY = Schedule("weekly", cron_of("0 6 * * mon", "Europe/Berlin"), archive="tenor.db", deadline=600)
ODD = Path('a folder/100% "odd" $HOME')


def parsed(text: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text)
    return parser


def test_the_timer_fires_as_the_line_and_catches_up() -> None:
    timer = parsed(units(WEEKLY, file=Path("schedules.toml"), out=Path("runs"))["tenor-weekly.timer"])
    assert timer["Timer"]["OnCalendar"] == "Mon *-*-* 06:00:00 Europe/Berlin"
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_service_runs_the_schedule_once_with_a_limit_beyond_its_own() -> None:
    service = parsed(units(WEEKLY, file=Path("schedules.toml"), out=Path("runs"))["tenor-weekly.service"])["Service"]
    assert service["Type"] == "oneshot"
    assert int(service["TimeoutStartSec"]) > WEEKLY.deadline
    assert " -m tenor schedule run weekly --file " in service["ExecStart"]


def test_odd_paths_stay_one_word_each() -> None:
    told = parsed(units(WEEKLY, file=ODD / "s.toml", out=ODD)["tenor-weekly.service"])["Service"]["ExecStart"]
    quoted = f'"{(ODD / "s.toml").absolute()}"'.replace("%", "%%").replace("$", "$$")
    assert quoted.replace('"odd"', '\\"odd\\"') in told
    fields = crontab_line(WEEKLY, file=ODD / "s.toml", out=ODD).splitlines()[1]
    shell = fields.removeprefix("0 6 * * 1 ").replace("\\%", "%").partition(" && ")[2]
    words = subprocess.run(["sh", "-c", f"printf '%s\\n' {shell}"], capture_output=True, text=True, check=True).stdout
    assert words.splitlines() == command(WEEKLY, file=ODD / "s.toml", out=ODD)


def test_a_line_break_in_a_path_is_refused() -> None:
    with pytest.raises(ParameterError, match="control character"):
        units(WEEKLY, file=Path("a\nExecStartPre=/bin/false"), out=Path("runs"))


def test_what_was_written_is_told_and_written_again(tmp_path: Path) -> None:
    for _ in range(2):
        made = install(WEEKLY, tmp_path / "units", file=Path("schedules.toml"), out=Path("runs"))
    assert sorted(path.name for path in made) == ["tenor-weekly.service", "tenor-weekly.timer"]
    assert sorted(made) == sorted((tmp_path / "units").iterdir())


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "units").write_text("", "utf-8")
    with pytest.raises(ParameterError, match="cannot be written"):
        install(WEEKLY, tmp_path / "units", file=Path("schedules.toml"), out=Path("runs"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    made = install(WEEKLY, tmp_path, file=Path("schedules.toml"), out=Path("runs"))
    done = subprocess.run(["systemd-analyze", "verify", *map(str, made)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
