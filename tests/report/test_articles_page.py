import datetime as dt
import html
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.charts.wording import shown
from tenor.records import Article, Mention, Span, Stance
from tenor.report.articles_page import articles_page, unattributed_quotations

SIDES = ("North", "South")
TEXT = "Ann Lee said the talks were good. “We never asked for any of this.” He left “in a hurry”, with “no words”."
ARTICLE = Article("a1", TEXT, "Talks go on", "The Invented Post", dt.date(2023, 7, 3), "https://example.org/1")
STANCE = Stance(
    stance_id="a1:13-32",
    article_id="a1",
    kind="indirect",
    content="the talks were good",
    spans=(Span(13, 32),),
    cue=Mention(8, 12, "said"),
    source=Mention(0, 7, "Ann Lee"),
    speaker="Ann Lee",
    resolution="name",
    role="minister",
    side="North",
    topics=("trade",),
    within="",
    paragraph=0,
    published=dt.date(2023, 7, 3),
)
HOSTILE = [
    "<script>alert(1)</script>",
    "</style></article><script>alert(2)</script>",
    '" onmouseover="alert(3)',
    "]]> <!-- --> &amp; {{ 7*7 }} {% raw %}",
    "\u202egnp.exe\x00\x1b\ud800\ufffe",
    "javascript:alert(4)",
]
Tree = Any


def page(*found: tuple[Article, list[Stance]], title: str = "North and South") -> str:
    return "".join(articles_page(found, sides=SIDES, title=title))


def tree(written: str) -> Tree:
    """Read the page strictly: as well-formed XML."""
    return ElementTree.fromstring(written)


def words(element: Tree) -> str:
    return " ".join("".join(element.itertext()).split())


def missed(text: str, *spans: Span) -> list[str]:
    return [span.of(text) for span in unattributed_quotations(text, spans)]


def test_stances_stand_marked_in_the_text_with_side_speaker_cue_and_source() -> None:
    text = tree(page((ARTICLE, [STANCE]))).find(".//article/div[@class='text']")
    assert words(text) == TEXT
    (mark,) = text.findall("mark")
    assert (mark.text, mark.get("class"), mark.get("data-speaker")) == ("the talks were good", "side-1", "Ann Lee")
    assert [(e.get("class"), e.text) for e in text.findall("span")][:2] == [("source", "Ann Lee"), ("cue", "said")]


def test_a_quotation_without_a_source_is_framed_and_listed() -> None:
    root = tree(page((ARTICLE, [STANCE])))
    (link,) = root.findall(".//ul[@class='missed-list']//a")
    assert words(link) == "We never asked for any of this."
    (framed,) = [e for e in root.findall(".//article//span") if e.get("class") == "missed"]
    assert framed.get("id") == link.get("href")[1:]
    assert framed.text == "We never asked for any of this."


@pytest.mark.parametrize(
    "spans, expected",
    [
        ([], ["one two three four", "five six seven eight"]),
        ([Span(0, 1)], ["one two three four", "five six seven eight"]),
        ([Span(16, 25)], ["five six seven eight"]),
        ([Span(0, 60)], []),
        ([Span(24, 30), Span(3, 4), Span(4, 5)], []),
    ],
)
def test_a_quotation_counts_as_missed_where_no_stance_touches_it(spans: list[Span], expected: list[str]) -> None:
    assert missed("“one two three four” or “five six seven eight”", *spans) == expected


def test_the_table_says_who_and_how_it_was_found() -> None:
    (row,) = tree(page((ARTICLE, [STANCE]))).findall(".//tbody/tr")
    assert [words(cell) for cell in row] == ["Ann Lee", "North", "the talks were good", "indirect", "name", "trade"]


def test_counts_stand_by_article_and_at_the_end() -> None:
    nobody = replace(STANCE, speaker="", side="observer")
    root = tree(page((ARTICLE, [STANCE]), (ARTICLE, [nobody]), (replace(ARTICLE, text="Rain."), [])))
    told = [words(article.findall("p")[1]) for article in root.iter("article")]
    assert told == [
        "1 stance; 1 quotation without a source.",
        "1 stance, 1 of them without a speaker; 1 quotation without a source.",
        "0 stances; 0 quotations without a source.",
    ]
    total = "3 articles, 2 stances, 1 of them without a speaker; 2 quotations without a source."
    assert words(root.find(".//footer/p")) == total


def test_no_article_makes_a_page_that_says_so() -> None:
    assert words(tree(page()).find(".//main")) == "No article was read."


def test_one_article_at_a_time_is_asked_for() -> None:
    asked: list[int] = []

    def source() -> Iterator[tuple[Article, list[Stance]]]:
        for number in range(5):
            asked.append(number)
            yield ARTICLE, [STANCE]

    pieces = articles_page(source(), sides=SIDES, title="North and South")
    assert asked == []
    assert "article-2" in pieces
    assert asked == [0, 1]


def test_landmarks_headings_and_links() -> None:
    written = page((ARTICLE, [STANCE]), (ARTICLE, [STANCE]))
    root = tree(written)
    assert (root.get("lang"), root.find("head/title").text) == ("en", "North and South: stances marked (Tenor)")
    assert {element.tag for element in root.find("body")} >= {"header", "main", "footer"}
    levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels.count(1) == 1 == levels[0]
    assert all(b <= a + 1 for a, b in pairwise(levels))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {element.get("href")[1:] for element in root.iter() if (element.get("href") or "").startswith("#")}
    named = {element.get("aria-labelledby") for element in root.iter() if element.get("aria-labelledby")}
    assert targets | named <= set(ids)
    assert all(head.get("scope") in ("col", "row") for head in root.iter("th"))
    assert all(table.find("caption") is not None for table in root.iter("table"))


def test_nothing_is_loaded_and_the_policy_forbids_it() -> None:
    root = tree(page((ARTICLE, [STANCE])))
    policy = root.find("head/meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert not {element.tag for element in root.iter()} & {"script", "link", "img", "iframe", "object", "embed", "base"}
    css = root.find("head/style").text
    assert "url(" not in css
    assert "@import" not in css


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_an_article_holds_is_shown_as_text(hostile: str) -> None:
    text = f"{hostile} “{hostile} one two three four” and the end."
    article = Article(hostile, text, hostile, hostile, None, hostile)
    said = Mention(0, 3, hostile)
    stance = replace(STANCE, spans=(Span(0, 5),), cue=said, source=said, content=hostile, speaker=hostile)
    stance = replace(stance, side=hostile, topics=(hostile,), resolution=hostile)
    written = page((article, [stance]), title=hostile)
    root = tree(written)
    assert not {element.tag for element in root.iter()} & {"script", "img"}
    assert not [e for e in root.iter() if any(name.startswith("on") for name in e.attrib)]
    assert not [e for e in root.iter("a") if not e.get("href").startswith("#")]
    assert "49" not in words(root.find(".//main"))
    assert "\u202e" not in written
    written.encode("utf-8")


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=5))
def test_the_words_of_the_text_stay_the_articles(text: str, places: list[tuple[int, int]]) -> None:
    stances = [replace(STANCE, spans=(Span(start, start + length),)) for start, length in places]
    written = page((replace(ARTICLE, text=text), stances))
    tree(written)
    inside = re.search('<div class="text" dir="auto">(.*?)</div>', written, re.DOTALL)
    assert inside is not None
    assert html.unescape(re.sub("<[^>]*>", "", inside[1])) == html.unescape(html.escape(shown(text)))


def test_time_grows_with_the_length_of_an_article() -> None:
    def seconds(n: int) -> float:
        text = "“We never asked for any of this.” Ann Lee said it. " * n
        stances = [replace(STANCE, spans=(Span(at, at + 10),)) for at in range(40, len(text), 102)]
        started = time.perf_counter()
        page((replace(ARTICLE, text=text), stances))
        return time.perf_counter() - started

    seconds(100)
    assert seconds(4000) < 40 * max(seconds(400), 0.01)
