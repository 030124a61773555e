"""Events: the readable table in tests/cases/events.toml, the seed article, and what holds for any text."""

import datetime as dt
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.records import Article, Event
from tenor.stances.dates import dates
from tenor.stances.events import events
from tests.stances.test_dates import ANY, DAYS, MADE_UP, TABLED, TEXTS

ROOT = Path(__file__).parents[2]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "events.toml").read_text(encoding="utf-8"))["case"]
STORIES = st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=4).map(" ".join)
PUBLISHED = dt.date(2023, 7, 19)
SEED = ROOT.parent / "shared" / "seed"
FEWEST_RIGHT, MOST_EXTRA = 13, 5


def found_in(text: str, published: dt.date | None = PUBLISHED) -> list[Event]:
    return list(events(Article("a", text, published=published)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_an_event_is_the_smallest_clause_that_says_what_happened(case: dict[str, Any]) -> None:
    told = [_told(event) for event in found_in(case["text"])]
    assert [{key: row[key] for key in wanted} for row, wanted in zip(told, case["expect"], strict=False)] == case[
        "expect"
    ], told
    assert len(told) == len(case["expect"]), told


def _told(event: Event) -> dict[str, Any]:
    days = f"{event.earliest}" if event.earliest == event.latest else f"{event.earliest}..{event.latest}"
    return {"text": event.text, "phrase": event.phrase, "days": days, "future": event.future}


@ANY
@given(TEXTS | MADE_UP | TABLED | STORIES, DAYS)
def test_events_slice_back_hold_their_phrase_and_are_dated_phrases(text: str, published: dt.date | None) -> None:
    found = found_in(text, published)
    phrases = {phrase.span: phrase for phrase in dates(Article("a", text, published=published))}
    for event in found:
        assert event.text_span.of(text) == event.text
        assert event.span.of(text) == event.phrase
        assert event.text_span.start <= event.span.start < event.span.end <= event.text_span.end
        assert (event.earliest, event.latest) == (phrases[event.span].earliest, phrases[event.span].latest)
    assert len({event.event_id for event in found}) == len(found)


HOSTILE: dict[str, Callable[[int], str]] = {
    "phrases": lambda n: "Monday " * (n // 8),
    "clauses": lambda n: "it rained on Monday and " * (n // 24),
    "sentences": lambda n: "Ann Lee said on Monday that it rained in May. " * (n // 46),
    "relatives": lambda n: "the pier that broke on Monday " * (n // 30),
    "commas": lambda n: "on Monday, " * (n // 11),
    "marks": lambda n: "“it rained on Monday” " * (n // 22),
    "dashes": lambda n: "May 3 – it rained – " * (n // 20),
}


@pytest.mark.slow
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length(make: Callable[[int], str]) -> None:
    _seconds(make(100))
    short, long = (min(_seconds(make(n)) for _ in range(2)) for n in (10_000, 40_000))
    assert long < 8 * short + 0.5


def _seconds(text: str) -> float:
    start = time.process_time()
    found_in(text)
    return time.process_time() - start


@pytest.mark.skipif(not (SEED / "check.py").is_file(), reason=f"{SEED} is not here")
def test_most_events_of_the_seed_article_are_found_and_little_else(tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    with found.open("wb") as out:
        command = [sys.executable, "-m", "tenor", "events", str(SEED / "articles.jsonl")]
        subprocess.run(command, stdout=out, check=True, cwd=ROOT / "lib")
    checked = subprocess.run(
        [sys.executable, str(SEED / "check.py"), "events", str(found)], capture_output=True, text=True
    )
    told = re.search(r"(\d+) of \d+ right, (\d+) that nobody annotated", checked.stdout)
    assert told, checked.stdout + checked.stderr
    right, extra = map(int, told.groups())
    assert right >= FEWEST_RIGHT, checked.stdout
    assert extra <= MOST_EXTRA, checked.stdout
