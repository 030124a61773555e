"""What the report and `changes.md` say of what changed since an earlier run."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from tenor import tables
from tenor.narrative.changes import Changes, changes
from tenor.narrative.comparison import PastRun
from tenor.report import ReportContents, report_html
from tenor.report.changed import CAUTION, UNCLEAR, changes_told, heading
from tenor.report.changes_page import changes_markdown, plain
from tests.narrative.test_changes import METHODS, run_of
from tests.narrative.test_comparison import SAID, Said
from tests.narrative.test_matching import broken

HOSTILE = (
    "</p><script>alert(1)</script> [x](javascript:alert(2)) ![](//evil) www.evil.example `*_ &lt; {{ 7*7 }}\n"
    "# no\u202e\x00"
)
NEW: list[Said] = [*SAID, ("a4:0-5", "North", -0.9)]
Build = Callable[..., ReportContents]


def with_cells(run: PastRun, name: str, key: str, row: str, **cells: object) -> PastRun:
    """The run with other cells in one row of one of its tables."""
    table = run.tables[name].copy()
    for column, value in cells.items():
        table[column] = table[column].mask(table[key] == row, value)
    return replace(run, tables={**run.tables, name: table})


def news(**cells: object) -> Changes:
    """What changed with one new article, whose cells and whose stance's cells are given."""
    now = run_of("two", NEW)
    of_article = {name: value for name, value in cells.items() if name in ("outlet", "title", "url", "published")}
    now = with_cells(now, "articles", "article_id", "a4", **of_article)
    said = {name: value for name, value in cells.items() if name in ("speaker", "content")}
    return changes(run_of("one"), with_cells(now, "stances", "stance_id", "a4:0-5", **said))


def judged(run: PastRun, verdict: str, side: str = "both") -> PastRun:
    return with_cells(run, "verdicts", "scorer", "toy", verdict=verdict, side=side)


def with_breaks(run: PastRun, *rows: dict[str, Any]) -> PastRun:
    return replace(run, tables={**run.tables, "breaks": tables.frame("breaks", rows)})


def test_the_earlier_run_is_named_by_its_day_or_by_its_name() -> None:
    assert heading(news()) == "Since the run of 3 July 2023"
    assert heading(Changes("weekly_7")) == "Since the run weekly_7"


def test_new_articles_are_counted_by_outlet_and_new_stances_by_side() -> None:
    told = changes_told(news(outlet="The Invented Post"))
    assert told.articles == ["1 new article: The Invented Post 1.", "1 new stance in it: North 1."]
    (row,) = told.movers
    assert (row["side"], row["contribution"], row["outlet"]) == ("North", pytest.approx(-0.4), "The Invented Post")
    assert told.measured == [
        "Nothing: the same rules, lexicons and parameters found and scored the same in the articles of both runs."
    ]


def test_many_outlets_are_not_all_named_and_those_without_a_name_are_counted() -> None:
    more = [(f"b{i}:0-5", "North", 0.1) for i in range(7)]
    now = run_of("two", [*SAID, *more])
    for i in range(6):
        now = with_cells(now, "articles", "article_id", f"b{i}", outlet=f"Post {i}")
    sentence = changes_told(changes(run_of("one"), now)).articles[0]
    assert sentence == "7 new articles: Post 0 1, Post 1 1, Post 2 1, Post 3 1, Post 4 1 and 2 other outlets."


def test_articles_that_are_gone_or_changed_are_counted_and_their_words_not_repeated() -> None:
    told = changes_told(changes(run_of("one", NEW), run_of("two", texts={"a1": "another"})))
    assert told.articles == [
        "No new article.",
        "1 article no longer read.",
        "1 article read with another text, day or version.",
    ]
    assert told.movers == told.remeasured == []


def test_a_changed_verdict_comes_with_the_caution_of_repeated_looks_and_one_as_before_without() -> None:
    same = changes_told(changes(run_of("one"), run_of("two", NEW)))
    assert same.verdict == ["The verdict is as before: “flat”."]
    told = changes_told(changes(run_of("one"), judged(run_of("two", NEW), "falling", "South")))
    assert told.verdict == ["The verdict was “flat” and is “falling” (South).", CAUTION]


def test_it_is_said_whether_articles_or_measuring_made_another_verdict() -> None:
    then, now = run_of("one"), replace(run_of("two"), methods={**METHODS, "scoring": "2"})
    no_news = changes_told(changes(then, judged(now, "falling")))
    assert no_news.verdict[-1].startswith("This is no news: the articles that both runs read already give")
    assert "the verdict is “flat” as measured then, and “falling” as measured now." in no_news.measured[2]
    with_news = replace(run_of("two", NEW), methods={**METHODS, "scoring": "2"})
    unclear = changes_told(changes(then, judged(with_news, "falling")))
    assert unclear.verdict[-1] == UNCLEAR
    little = judged(replace(now, methods={**METHODS, "scoring": "2"}), "too little to tell", "")
    articles = changes_told(changes(judged(run_of("one", NEW), "falling"), little))
    assert articles.verdict[-1].startswith("On the articles that both runs read, measuring differently makes no other")


def test_where_the_rules_of_the_verdict_changed_and_it_is_given_anew_no_cause_is_claimed() -> None:
    now = replace(run_of("two"), methods={**METHODS, "statistics": "2"})
    assert changes_told(changes(judged(run_of("one", NEW), "falling"), now)).verdict[-1] == UNCLEAR


def test_breaks_that_appeared_vanished_or_moved_are_told_with_what_the_other_run_says() -> None:
    then = with_breaks(run_of("one"), broken("2023-05-01"), broken("2023-09-04", 0.3))
    likely = broken("2023-09-04", 0.2, breaks="no", note="as clear a step is likely by chance")
    now = with_breaks(run_of("two"), broken("2023-05-08"), likely, broken("2023-07-03", 0.2))
    told = changes_told(changes(then, now))
    assert told.verdict == ["The verdict is as before: “flat”.", CAUTION]
    assert told.breaks == [
        "The break of North in the week of 8 May 2023 (−0.40) is still there, "
        "before it was put to the week of 1 May 2023.",
        "A break appeared: North in the week of 3 July 2023 (+0.20). "
        "Of that place the earlier run says: no step was tested near there.",
        "A break vanished: North in the week of 4 September 2023 (+0.30). "
        "Of that place this run says: as clear a step is likely by chance.",
    ]


def test_what_was_measured_differently_is_counted_by_kind_with_why_and_kept_from_the_news() -> None:
    after: list[Said] = [("a1:0-5", "North", 0.1), ("a2:7-9", "North", -0.1), *SAID[3:], ("a4:0-5", "North", -0.9)]
    now = replace(run_of("two", after, since="2023-01-01"), methods={**METHODS, "scoring": "2", "reading": "2"})
    told = changes_told(changes(run_of("one", since=""), now))
    assert told.measured[:4] == [
        "Since then there is another version of the rules by which articles are read and the scorers and their "
        "lexicons.",
        "Where articles are read by other rules, one that is told as new, gone or changed need be no news.",
        "The parameter since is 2023-01-01, and was empty.",
        "In articles that are the same, 3 stances are not as before: 1 no longer found, 1 on another side and 1 with "
        "another score.",
    ]
    assert [row["stance_id"] for row in told.movers] == ["a4:0-5"]
    assert {row["cause"] for row in told.remeasured} == {"no longer found", "side changed", "rescored"}


def test_of_a_run_that_does_not_say_how_it_was_made_nothing_is_taken_for_granted() -> None:
    told = changes_told(changes(replace(run_of("one"), methods={}), run_of("two")))
    assert told.measured[0].startswith(
        "That run does not say which of these it had, so they may have changed: the rules"
    )
    assert told.measured[2] == "In the articles of both runs all stances are found and scored as before."


def test_parts_of_a_side_add_up_in_its_column() -> None:
    told = changes_told(news())
    rows = dict(told.rows)
    assert [one.side for one in told.sides] == ["North", "South"]
    assert [rows[name][0] for name in list(rows)[:5]] == ["+0.300", "−0.400", "0.000", "0.000", "−0.100"]
    assert rows["Trend a year now"] == ["+0.20 (+0.10 to +0.30)"] * 2


def test_nothing_changed_is_said_so() -> None:
    page = changes_markdown(changes(run_of("one"), run_of("two")), title="North and South")
    assert page.splitlines() == [
        "# North and South: since the run of 3 July 2023",
        "",
        "**The verdict is as before: “flat”.** Flat.",
        "",
        "Nothing changed: the same articles, the same stances, the same scores.",
    ]


def test_where_nothing_could_be_compared_the_reason_is_all_that_is_said() -> None:
    page = changes_markdown(Changes("weekly_7", why="runs/weekly_7: no *run.json*"), title="North and South")
    assert page == (
        "# North and South: since the run weekly\\_7\n\nNothing could be compared: runs/weekly\\_7: no \\*run.json\\*\n"
    )


def test_a_link_ends_where_it_should_and_leads_only_to_pages() -> None:
    page = changes_markdown(news(url="https://example.org/a_(b)?c=[d]&copy;<e>'"), title="")
    assert "[original](https://example.org/a_%28b%29?c=%5Bd%5D&copy%3B%3Ce%3E%27)" in page
    assert "original" not in changes_markdown(news(url="javascript:alert(1)"), title="")


def test_hostile_words_are_read_as_text_by_a_reader_of_markdown() -> None:
    mistune = pytest.importorskip("mistune")
    told = news(speaker=HOSTILE, content=HOSTILE, outlet=HOSTILE, url="https://example.org/)<script>")
    page = mistune.create_markdown(escape=False, plugins=["url", "strikethrough", "math", "table"])(
        changes_markdown(told, title=HOSTILE)
    )
    links = set(re.findall(r'(?:href|src)="([^"]*)"', page))
    assert links == {"https://example.org/%29%3Cscript%3E"}
    assert set(re.findall(r"<(\w+)", page)) == {"h1", "h2", "p", "ul", "li", "strong", "a"}
    words = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert "</p><script>alert(1)</script> [x](javascript:alert(2)) ![](//evil) www.evil.example `*_ &lt;" in words


@pytest.mark.parametrize("text", ["plain words, and a dash - here.", "5 % of 3 (three)"])
def test_harmless_words_stay_as_they_are(text: str) -> None:
    assert plain(text) == text


def test_the_page_has_the_same_after_its_verdict_and_hostile_words_are_escaped(built: Build) -> None:
    told = news(speaker=HOSTILE, content=HOSTILE, outlet=HOSTILE, url="https://example.org/?a=1&b='")
    page = report_html(replace(built(), changes=told))
    ElementTree.fromstring(page.removeprefix("<!DOCTYPE html>\n"))
    assert page.index('id="verdict"') < page.index('id="changes"') < page.index('id="doubts"')
    assert '<a href="#changes">What changed</a>' in page
    assert "<script>alert" not in page
    section = page[page.index('<section id="changes"') : page.index('<section id="doubts"')]
    assert "Since the run of 3 July 2023" in section
    assert "1 new stance in it: North 1." in section
    assert 'href="https://example.org/?a=1&amp;b=&#39;"' in section
    assert "\u202e" not in section


def test_the_page_says_why_nothing_could_be_compared_and_nothing_where_nothing_was_asked(built: Build) -> None:
    page = report_html(replace(built(), changes=Changes("weekly_7", why="no <run.json>")))
    assert "Nothing could be compared: <bdi>no &lt;run.json&gt;</bdi>" in page
    assert 'id="changes"' not in report_html(built())


def test_without_full_texts_only_excerpts_are_shown(built: Build) -> None:
    told = news(content="word " * 200)
    whole, short = (report_html(replace(c, changes=told)) for c in (built(), replace(built(), texts=None)))
    assert len(short) < len(whole)
    assert "word " * 100 not in short


def test_where_only_observers_speak_no_side_is_told_of_and_nothing_fails(built: Build) -> None:
    nobody: list[Said] = [("a1:0-5", "observer", 0.4)]
    told = changes(run_of("one", nobody), run_of("two", [*nobody, ("a2:0-5", "observer", -0.2)]))
    assert changes_told(told).rows == []
    page = report_html(replace(built(), changes=told))
    ElementTree.fromstring(page.removeprefix("<!DOCTYPE html>\n"))
    for text in (page, changes_markdown(told, title="A")):
        assert "1 new stance in it: observer 1." in text
        assert "No stance of either side was scored, then or now." in text
    assert "How each side sounds" not in page
