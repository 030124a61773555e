"""Corpora that leave little or nothing to say: a clear sentence in the report, and no crash.

What the chain of notebooks does is done here in one process, from articles to the page.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tenor.relation import load
from tenor.report import report_html
from tenor.runs import by_hand as by_hand_module
from tenor.runs.by_hand import by_hand
from tenor.runs.folder import Run
from tenor.runs.gathering import contents_of

GOOD = "US Senator Ann Lee welcomed the good talks."
BAD = "The Chinese foreign ministry condemned the hostile sanctions."
BLAND = "Beijing said the train was on the track."

Row = dict[str, str]
Report = Callable[..., tuple[Run, str]]


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Give the run folder and the page of a corpus, and of further inputs such as `since`."""
    monkeypatch.setattr(by_hand_module, "BY_HAND", tmp_path / "by-hand")

    def made(rows: Iterable[Row], **given: Any) -> tuple[Run, str]:
        corpus = tmp_path / "corpus.jsonl"
        corpus.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        inputs: dict[str, Any] = {"corpus": str(corpus), "relation": "us-china", "columns": "", "strict": False}
        inputs |= {"since": "", "until": "", "scorer": "diplomatic", "full_text": True, **given}
        run = by_hand("", "4_report", inputs)
        page = report_html(contents_of(run, load("us-china"), parameters=inputs, full_text=True, top=5))
        return run, page

    return made


def told(day: str, text: str = f"{GOOD} {BAD}", n: int = 1) -> list[Row]:
    return [{"text": f"{text} This is number {i}.", "published": day, "outlet": "Post"} for i in range(n)]


def months(text: str = f"{GOOD} {BAD}", year: int = 2023) -> list[Row]:
    return [row for month in range(1, 13) for row in told(f"{year}-{month:02d}-05", f"{text} This is month {month}.")]


CASES: dict[str, tuple[list[Row], dict[str, str], str]] = {
    "no dated article": (told("", n=9), {}, "No scored stance has a date"),
    "one article": (told("2023-07-01"), {}, "one article alone has no trend"),
    "one date": (told("2023-07-01", n=9), {}, "9 articles of one day"),
    "dates in the future": (months(year=2199), {}, "5 January 2199"),
    "dates before 1900": (months(year=1850), {}, "5 January 1850"),
    "all stances unscored": (months(BLAND), {}, "has no article"),
    "one side missing": (months(GOOD), {}, "China has no article"),
    "no stance at all": (months("The weather was fair all day in the hills."), {}, "No stance was found"),
    "a period longer than the corpus": (months(), {"since": "1990-01-01", "until": "2090-12-31"}, "5 January 2023"),
    "a period without an article": (months(), {"since": "2030-01-01"}, "no date known"),
    "a timezone in the date": (
        [{**row, "published": row["published"] + "T23:30:00-11:00"} for row in months()],
        {},
        "5 January 2023",
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_report_says_in_a_sentence_what_there_is(report: Report, name: str) -> None:
    rows, given, sentence = CASES[name]
    run, page = report(rows, **given)
    assert sentence in page
    assert set(run.table("verdicts")["verdict"]) <= {"too little to tell", "flat"}


@pytest.mark.slow
def test_many_articles_of_one_day_are_one_day(report: Report) -> None:
    run, page = report(told("2023-07-01", f"{GOOD} {BAD}", n=400))
    assert "Too little to tell" in page
    assert "400 articles of one day" in set(run.table("verdicts")["sentence"]).pop()
