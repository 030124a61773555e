"""Announcements: what two runs agree on, delivered at least once and in order, whatever ends a process in between."""

import datetime as dt
import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.errors import RunError
from tenor.narrative.looks import Break
from tenor.runs.lock import holding
from tenor.runs.schedules.announcing import FILE, LOCK, announce, read_book
from tenor.runs.schedules.cron import cron_of
from tenor.runs.schedules.message import FIELDS, trial
from tests.runs.schedules.pasts import FIRST, ran

MONDAYS = cron_of("0 6 * * mon", "UTC")
JULY = Break("China", dt.date(2026, 7, 6), "week", -0.3)


class Desk:
    """Somebody who is told, and who fails while `down`."""

    def __init__(self) -> None:
        self.told: list[Mapping[str, Any]] = []
        self.said: list[str] = []
        self.down = False

    def __call__(self, message: Mapping[str, Any]) -> str:
        if self.down:
            raise RunError("the desk is not there")
        self.told.append(message)
        return "thanks"

    def after(self, folder: Path, week: float = 9) -> None:
        """What is done when a run has ended."""
        now = FIRST + dt.timedelta(weeks=week)
        announce(folder, MONDAYS, self, schedule="weekly", now=lambda: now, say=self.said.append)

    @property
    def verdicts(self) -> str:
        letters = {("flat", "both"): "a", ("falling", "both"): "b", ("falling", "China"): "c"}
        return "".join(letters[one["verdict"]["to"], one["verdict"]["to_side"]] for one in self.told)


def week_by_week(folder: Path, letters: str, desk: Desk, first: int = 0) -> None:
    for week, letter in enumerate(letters, start=first):
        ran(folder, week, letter)
        desk.after(folder, week)


@pytest.mark.parametrize(
    "letters, told", [("a", ""), ("aa", ""), ("aab", ""), ("aabb", "b"), ("aabab", ""), ("aabbcc", "bc"), ("abba", "")]
)
def test_what_two_runs_agree_on_is_told_once(tmp_path: Path, letters: str, told: str) -> None:
    desk = Desk()
    week_by_week(tmp_path, letters, desk)
    assert desk.verdicts == told
    desk.after(tmp_path)
    assert desk.verdicts == told


def test_the_first_verdict_is_what_changes_are_told_from(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "bb", desk)
    assert desk.told == []
    assert desk.said == ["weekly: falling, as two runs agree; changes are announced from now on"]


def test_runs_from_before_anybody_was_to_be_told_are_no_news_but_count(tmp_path: Path) -> None:
    for week, letter in enumerate("aabbcb"):
        ran(tmp_path, week, letter)
    desk = Desk()
    desk.after(tmp_path)
    assert desk.told == []
    week_by_week(tmp_path, "bcc", desk, first=6)
    assert desk.verdicts == "c"


def test_runs_that_failed_are_no_looks(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    ran(tmp_path, 3, "a", status="failed")
    desk.after(tmp_path)
    ran(tmp_path, 4, "b")
    desk.after(tmp_path)
    assert desk.verdicts == "b"


def test_runs_by_hand_between_two_times_of_the_schedule_are_one_look(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    ran(tmp_path, 2.5, "b")
    desk.after(tmp_path)
    assert desk.told == []
    ran(tmp_path, 3, "b")
    desk.after(tmp_path)
    assert desk.verdicts == "b"


def test_weeks_without_a_new_article_are_one_look(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aa", desk)
    for week in (2, 3, 4):
        ran(tmp_path, week, "b", corpus="sha256:the feed is broken")
        desk.after(tmp_path)
    assert desk.told == []


def test_all_runs_before_the_next_time_are_of_one_turn() -> None:
    monday = FIRST.replace(second=0)
    assert MONDAYS.turn(monday) == MONDAYS.turn(monday + dt.timedelta(days=6, hours=23, minutes=59))
    assert MONDAYS.turn(monday) != MONDAYS.turn(monday + dt.timedelta(days=7))


def test_an_announcement_holds_what_the_documents_say(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    newest = ran(tmp_path, 3, "c", breaks=[JULY])
    (newest / "changes.md").write_text("# What changed", "utf-8")
    desk.after(tmp_path, 3)
    ran(tmp_path, 4, "c", breaks=[JULY])
    desk.after(tmp_path, 4)
    (told,) = desk.told
    assert list(told) == list(FIELDS)
    assert told["text"] == (
        "weekly: the verdict changed from flat to falling (China). It is falling, run of week 4. "
        "China broke by −0.30 in the week of 6 July 2026. "
        "The articles reach over 42 weeks only, in which chance alone often looks like a change. "
        "Two runs agree: 2026-09-21T06-00-02_us-china_tenor and 2026-09-28T06-00-02_us-china_tenor."
    )
    assert told["verdict"] == {
        "from": "flat", "from_side": "both", "to": "falling", "to_side": "China",
        "sentence": "It is falling, run of week 4.",
    }  # fmt: skip
    assert told["breaks"] == {
        "new": [{"side": "China", "day": "2026-07-06", "period": "week", "shift": -0.3, "p": 0.002}],
        "gone": [],
    }
    assert (told["because"], told["weeks"]) == ([], 42)
    assert told["trends"][0] == {
        "side": "US", "change": -0.3, "low": -0.35, "high": -0.25, "n_stances": 400, "n_articles": 80
    }  # fmt: skip
    assert told["when"] == "2026-09-28T06:00:02+00:00"
    assert Path(told["report"]).is_file()
    assert told["changes"] is None  # the newest run left none
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_a_trend_that_is_not_known_is_null(tmp_path: Path) -> None:
    desk = Desk()
    for week, letter in enumerate("aatt"):
        ran(tmp_path, week, letter)
        desk.after(tmp_path)
    assert desk.told[0]["trends"][0]["change"] is None


def test_a_changed_lexicon_is_said_not_to_be_news(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aa", desk)
    for week in (2, 3):
        ran(tmp_path, week, "b", told={"methods": {"extraction": "1", "scoring": "2", "statistics": "1"}})
        desk.after(tmp_path)
    (told,) = desk.told
    assert told["because"] == ["scoring"]
    assert "This may be no news: what also changed is the scoring." in told["text"]


def test_a_parameter_that_only_draws_is_no_change_of_reading(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aa", desk)
    for week in (2, 3):
        ran(tmp_path, week, "b", parameters={"top": 9, "min_stances": 3, "previous": f"runs/{week}"})
        desk.after(tmp_path)
    assert desk.told[0]["because"] == []


def test_a_trial_looks_like_any_other_and_says_that_nothing_changed() -> None:
    made = trial("weekly", folder=Path("runs/weekly"), when=FIRST)
    assert list(made) == list(FIELDS)
    assert made["test"] is True
    assert "Nothing has changed" in made["text"]


def test_what_cannot_be_delivered_is_tried_again_in_order_under_the_same_id(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    desk.down = True
    week_by_week(tmp_path, "bcc", desk, first=3)
    waiting = [one["id"] for one in _book(tmp_path).pending]
    assert len(set(waiting)) == 2
    assert "not announced, to be tried again at the next run: weekly: the verdict changed" in desk.said[-1]
    assert desk.said[-1].endswith("(the desk is not there)")
    desk.down = False
    desk.after(tmp_path)
    assert desk.verdicts == "bc"
    assert [one["id"] for one in desk.told] == waiting
    assert _book(tmp_path).pending == []
    assert [one["id"] for one in _book(tmp_path).delivered] == waiting


def test_a_run_that_failed_still_tries_what_is_pending(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    desk.down = True
    week_by_week(tmp_path, "b", desk, first=3)
    desk.down = False
    ran(tmp_path, 4, status="failed")
    desk.after(tmp_path)
    assert desk.verdicts == "b"


def test_one_run_kept_is_enough(tmp_path: Path) -> None:
    desk, last = Desk(), None
    for week, letter in enumerate("aabbb"):
        newest = ran(tmp_path, week, letter)
        desk.after(tmp_path)
        if last:
            (last / "run.json").unlink()
        last = newest
    assert desk.verdicts == "b"


def test_a_run_of_a_version_that_does_not_tell_is_left_out_in_words(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aa", desk)
    ran(tmp_path, 2, "b", told={"results": {}})
    desk.after(tmp_path)
    assert "is of another version" in desk.said[-1]
    week_by_week(tmp_path, "bb", desk, first=3)
    assert desk.verdicts == "b"


def test_a_change_whose_numbers_cannot_be_read_is_told_by_the_next_run(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    (ran(tmp_path, 3, "b") / "tables" / "trends.parquet").unlink()
    desk.after(tmp_path)
    assert "has no table 'trends' yet" in desk.said[-1]
    week_by_week(tmp_path, "b", desk, first=4)
    assert desk.verdicts == "b"


def test_who_sets_the_clock_back_is_told_all_the_same(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aa", desk, first=10)
    week_by_week(tmp_path, "bb", desk, first=2)
    assert desk.verdicts == "b"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"course": 3}', '{"course": {"looks": [{}], "standing": null}}']
)
def test_a_book_that_is_damaged_is_told_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aa", desk)
    (tmp_path / FILE).write_text(text, "utf-8")
    ran(tmp_path, 2, "b")
    desk.after(tmp_path)
    assert "weekly: nothing announced: " in desk.said[-1]
    assert "remove it to begin with what stands now" in desk.said[-1]
    assert (tmp_path / FILE).read_text("utf-8") == text


def test_two_runs_that_end_at_once_do_not_announce_at_once(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    ran(tmp_path, 3, "b")
    with holding(tmp_path, LOCK):
        desk.after(tmp_path)
    assert desk.told == []
    desk.after(tmp_path)
    assert desk.verdicts == "b"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    before = (tmp_path / FILE).read_text("utf-8")
    ran(tmp_path, 3, "b")
    with monkeypatch.context() as patched:
        patched.setattr("tenor.runs.schedules.announcing.write_json", full)
        desk.after(tmp_path)
    assert "No space left" in desk.said[-1]
    assert desk.told == []  # nothing is delivered that was not written down before
    assert (tmp_path / FILE).read_text("utf-8") == before
    desk.after(tmp_path)
    assert desk.verdicts == "b"


@settings(deadline=None, max_examples=8)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans()), max_size=7))
def test_whoever_is_down_and_whatever_is_lost_all_is_told_in_order_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, weeks: list[tuple[str, bool, bool]]
) -> None:
    """Weeks with their verdict, whether the desk is down, and whether nothing was announced after the run at all."""
    folder, plain = tmp_path_factory.mktemp("weeks"), tmp_path_factory.mktemp("plain")
    desk, always = Desk(), Desk()
    week_by_week(folder, "aa", desk)
    week_by_week(plain, "aa", always)
    for number, (letter, down, lost) in enumerate(weeks, start=2):
        ran(folder, number, letter)
        desk.down = down
        if not lost:
            desk.after(folder)
        week_by_week(plain, letter, always, first=number)
    desk.down = False
    desk.after(folder)
    assert desk.verdicts == always.verdicts
    assert [one["id"] for one in desk.told] == [one["id"] for one in always.told]


KILLED = """
import os, signal, sys, datetime as dt
from pathlib import Path
from tenor.runs.schedules import announcing
from tenor.runs.schedules.cron import cron_of
folder, when = Path(sys.argv[1]), sys.argv[2]
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def deliver(message):
    if when == "before delivery":
        die()
    with open(folder / "told.txt", "a") as told:
        told.write(message["id"] + "\\n")
    if when == "after delivery":
        die()
    return "ok"
write = announcing._write
def dying(book, path):
    if when == "before writing":
        die()
    write(book, path)
announcing._write = dying
now = lambda: dt.datetime.now(dt.UTC)
announcing.announce(folder, cron_of("0 6 * * mon", "UTC"), deliver, schedule="weekly", now=now, say=print)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "when, times", [("before writing", 1), ("before delivery", 1), ("after delivery", 2), ("never", 1)]
)
def test_kill_9_loses_nothing_and_what_comes_twice_has_one_id(tmp_path: Path, when: str, times: int) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aab", desk)
    ran(tmp_path, 3, "b")
    code = {moment: _killed(tmp_path, moment) for moment in dict.fromkeys((when, "never"))}
    assert code[when] == (0 if when == "never" else -signal.SIGKILL)
    told = (tmp_path / "told.txt").read_text("utf-8").split()
    assert len(told) == times
    assert len(set(told)) == 1
    assert _book(tmp_path).pending == []


def _killed(folder: Path, when: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), when], capture_output=True, check=False
    ).returncode


def _book(folder: Path) -> Any:
    book = read_book(folder)
    assert book
    return book


def test_ids_of_two_schedules_and_of_two_changes_differ(tmp_path: Path) -> None:
    desk = Desk()
    week_by_week(tmp_path, "aabbaabb", desk)
    assert len({one["id"] for one in desk.told}) == 3
    assert all(one["id"].startswith(f"weekly-000{number}-") for number, one in enumerate(desk.told, start=1))
