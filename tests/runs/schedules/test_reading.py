"""`schedules.toml`: read whole, or refused with the schedule and the key that is wrong."""

from pathlib import Path

import pytest

from tenor.errors import ParameterError
from tenor.runs.retention import KEEP
from tenor.runs.schedules.reading import DEADLINE, read_schedules, schedule_named
from tenor.runs.schedules.sending import Receiver

WEEKLY = """
[weekly]
cron = "0 6 * * mon"
zone = "Europe/Berlin"
feeds = ["https://example.org/world.xml"]
archive = "tenor.db"

[weekly.parameters]
over = "week"
delta = 0.2
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "schedules.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_schedule_is_read_with_its_defaults(tmp_path: Path) -> None:
    (weekly,) = read_schedules(written(tmp_path, WEEKLY)).values()
    assert (weekly.name, weekly.archive, weekly.keep, weekly.deadline) == ("weekly", "tenor.db", KEEP, DEADLINE)
    assert weekly.feeds == ("https://example.org/world.xml",)
    assert weekly.parameters == {"over": "week", "delta": 0.2}
    assert weekly.cron.words == "At 06:00, only on Monday (Europe/Berlin)"
    assert weekly.on_change is None


def test_who_is_told_of_a_change_is_read(tmp_path: Path) -> None:
    text = f'{WEEKLY}\n[weekly.on_change]\ncommand = ["./tell", "--quiet"]\n'
    (weekly,) = read_schedules(written(tmp_path, text)).values()
    assert weekly.on_change == Receiver(command=("./tell", "--quiet"))


@pytest.mark.parametrize(
    "was, becomes, sentence",
    [
        ("[weekly]", "[Weekly!]", "cannot be read"),
        ("weekly", "Weekly", r"\[Weekly\] is no name"),
        ("0 6 * * mon", "0 6 * * moon", r"\[weekly\] cron: 'moon' is no day of the week"),
        ("Europe/Berlin", "Europe/Bonn", "there is no time zone 'Europe/Bonn'"),
        ("cron =", "chron =", r"\[weekly\] has an unknown key 'chron'; did you mean cron?"),
        ('zone = "Europe/Berlin"', "", r"\[weekly\] has no zone; give a time zone in quotes"),
        ('["https://example.org/world.xml"]', '["file:///etc/passwd"]', "is no http or https address"),
        ('["https://example.org/world.xml"]', '"https://example.org"', "feeds is 'https://example.org'; give a list"),
        ('archive = "tenor.db"', "", "names feeds and no archive"),
        ('archive = "tenor.db"', "keep = 0\narchive = 'a.db'", "keep is 0; give the number of runs to keep"),
        ('archive = "tenor.db"', "keep = true\narchive = 'a.db'", "keep is True"),
        ("delta = 0.2", 'delta = "much"', "'delta': 'much' is not a number"),
        ("over =", "ovre =", "no parameter 'ovre'; did you mean 'over'?"),
        ('over = "week"', 'run_dir = "/tmp"', "no parameter 'run_dir'"),
        ('archive = "tenor.db"', 'archive = "a.db"\non_change = "https://example.org"', "give a table with command"),
        ('archive = "tenor.db"', 'archive = "a.db"\non_change.hook = "example.org"', r"\[weekly\] on_change: hook"),
    ],
)
def test_what_is_wrong_is_refused_where_it_stands(tmp_path: Path, was: str, becomes: str, sentence: str) -> None:
    assert was in WEEKLY
    path = written(tmp_path, WEEKLY.replace(was, becomes))
    with pytest.raises(ParameterError, match=sentence) as raised:
        read_schedules(path)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize("text", ["", "weekly = 3\n", "[weekly\n"])
def test_a_file_that_names_no_schedule_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ParameterError, match=r"schedules\.toml"):
        read_schedules(written(tmp_path, text))


def test_a_file_that_is_not_there_says_where_to_find_one(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"no such file; docs/schedule.md shows one"):
        read_schedules(tmp_path / "schedules.toml")


def test_the_sample_corpus_is_never_scheduled_by_forgetting_one(tmp_path: Path) -> None:
    text = '[weekly]\ncron = "@weekly"\nzone = "UTC"\n'
    with pytest.raises(ParameterError, match="names neither an archive nor a corpus"):
        read_schedules(written(tmp_path, text))
    assert read_schedules(written(tmp_path, text + '[weekly.parameters]\ncorpus = "news/"\n'))


def test_an_unknown_name_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"no schedule 'weakly'; did you mean 'weekly'\?"):
        schedule_named(written(tmp_path, WEEKLY), "weakly")
