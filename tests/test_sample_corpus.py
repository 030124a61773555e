"""The embedded corpus keeps the promises of its README: form, dates, outlets, and no invented quotation."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
OUTLETS = {"The Invented Courier", "Sample Straits Gazette", "Placeholder Wire"}
FRAGMENTS = (  # short, and on the public record; everything else is paraphrase
    "containment, encirclement and suppression",
    "conflict and confrontation",
    "disastrous",
    "candid, substantive and constructive",
    "absurd and irresponsible",
    "overreaction",
    "uninvestable",
)
QUARTERS = [(2022, 3), (2022, 4), (2023, 1), (2023, 2), (2023, 3), (2023, 4)]
TYPOGRAPHIC = "“”’–—"


class SampleArticle(NamedTuple):
    path: Path
    front: dict[str, Any]
    body: str


def read(path: Path) -> SampleArticle:
    """The article in `path`, its front matter apart from its body."""
    before, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert before == "", f"{path.name}: text before the front matter"
    return SampleArticle(path, yaml.safe_load(front), body)


def fragments(text: str) -> list[str]:
    """What stands between quotation marks in `text`."""
    return re.findall(r'[“"]([^“”"]*)[”"]', text)


def quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


ARTICLES = [read(path) for path in sorted(SAMPLE.glob("*.md")) if path.name != "README.md"]
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.path.stem)


def test_there_are_enough_articles_for_a_timeline() -> None:
    assert len(ARTICLES) >= 24


@each_article
def test_front_matter_is_title_outlet_and_published(article: SampleArticle) -> None:
    assert list(article.front) == ["title", "outlet", "published"]
    assert article.front["title"].strip()
    assert article.front["outlet"] in OUTLETS
    assert type(article.front["published"]) is date


@each_article
def test_published_is_the_day_in_the_file_name(article: SampleArticle) -> None:
    named = re.fullmatch(r"(\d{4}-\d{2}-\d{2})_[a-z0-9-]+\.md", article.path.name)
    assert named, "file name is not YYYY-MM-DD_short-slug.md"
    assert article.front["published"] == date.fromisoformat(named[1])


def test_the_corpus_runs_from_august_2022_to_november_2023_without_a_long_gap() -> None:
    days = [article.front["published"] for article in ARTICLES]
    assert (days[0].year, days[0].month) == (2022, 8)
    assert (days[-1].year, days[-1].month) == (2023, 11)
    assert max((later - earlier).days for earlier, later in pairwise(days)) <= 90


@each_article
def test_body_is_plain_paragraphs_of_180_to_350_words(article: SampleArticle) -> None:
    assert 180 <= len(article.body.split()) <= 350
    assert article.body.startswith("\n")
    paragraphs = article.body.strip("\n").split("\n\n")
    assert len(paragraphs) >= 4
    assert all(re.fullmatch(r"[A-Z].*[.”\"]", paragraph) for paragraph in paragraphs), "not one line of prose"


@each_article
def test_characters_are_ascii_and_typographic_punctuation(article: SampleArticle) -> None:
    text = article.front["title"] + article.body
    assert {char for char in text if not char.isascii()} <= set(TYPOGRAPHIC)


def test_every_outlet_reports_in_every_quarter() -> None:
    seen = {(article.front["outlet"], quarter(article.front["published"])) for article in ARTICLES}
    assert seen == {(outlet, when) for outlet in OUTLETS for when in QUARTERS}


@each_article
def test_every_quoted_fragment_is_short_and_on_record(article: SampleArticle) -> None:
    quoted = fragments(article.body)
    assert set(quoted) <= set(FRAGMENTS)
    assert all(len(fragment.split()) <= 8 for fragment in quoted)


@each_article
def test_no_quotation_hides_in_a_title_an_unpaired_mark_or_single_marks(article: SampleArticle) -> None:
    assert not re.search(r'[“”"]', article.front["title"])
    assert len(re.findall(r'[“”"]', article.body)) == 2 * len(fragments(article.body))
    assert not re.search(r"(?<!\w)['’]", article.body), "a single mark that is no apostrophe"


def test_every_fragment_on_the_list_is_used() -> None:
    assert {fragment for article in ARTICLES for fragment in fragments(article.body)} == set(FRAGMENTS)
