import re
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from tenor import tables
from tenor.charts.colors import FIRST
from tenor.report import ReportContents, report_html
from tenor.report.page import FOLDER, LIMITS, cell, hash_of, own_script
from tenor.report.papers import EXCERPT, MOST_ARTICLES, TEXT

Build = Callable[..., ReportContents]
Tree = Any
HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(2)</script>",
    '" onmouseover="alert(3)',
    "' onfocus='alert(4)",
    "</td></table><img src=x onerror=alert(5)>",
    "]]> <!-- --> &amp; &lt;b&gt; {{ 7*7 }} {% raw %}",
    "\u202egnp.exe\u2066\x00\x1b\x85\ufffe",
]


def tree(page: str) -> Tree:
    """Read the page strictly: as well-formed XML."""
    return ElementTree.fromstring(page)


def text(page: str) -> str:
    return " ".join("".join(tree(page).find("body").itertext()).split())


def replaced(table: pd.DataFrame, value: str, *columns: str) -> pd.DataFrame:
    return table.assign(**dict.fromkeys(columns, value))


@pytest.fixture(scope="module")
def page(built: Build, with_figures: Callable[[ReportContents], ReportContents]) -> str:
    return report_html(with_figures(built(3)))


def test_the_page_has_language_title_one_h1_and_landmarks(page: str) -> None:
    root = tree(page)
    assert root.get("lang") == "en"
    assert root.find("head/title").text == "North and South: too little to tell (Tenor)"
    assert len(root.findall(".//h1")) == 1
    assert {element.tag for element in root.find("body")} >= {"header", "nav", "main", "footer"}


def test_headings_come_in_order(page: str) -> None:
    levels = [int(element.tag[1]) for element in tree(page).iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_identifiers_are_unique_and_every_link_inside_the_page_leads_somewhere(page: str) -> None:
    root = tree(page)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {element.get("href")[1:] for element in root.iter() if (element.get("href") or "").startswith("#")}
    named = {name for element in root.iter() for name in (element.get("aria-labelledby") or "").split()}
    assert targets | named <= set(ids)
    assert {"main", "verdict", "story", "statistics", "doubts", "stance-1"} <= targets


def test_every_drawing_has_title_and_description_and_a_figure_has_caption_and_table(page: str) -> None:
    root = tree(page)
    drawings = root.findall(".//svg")
    assert len(drawings) == 6
    for drawing in drawings:
        assert drawing.get("role") == "img"
        ids = drawing.get("aria-labelledby").split()
        assert [drawing.find(f"*[@id='{name}']").tag for name in ids] == ["title", "desc"]
        assert len(drawing.find("desc").text) > 20
    for figure in root.findall(".//figure"):
        assert figure.find("figcaption") is not None
        assert figure.find(".//table/caption") is not None


def test_tables_have_captions_and_heads_with_a_scope(page: str) -> None:
    for table in tree(page).findall(".//table"):
        assert table.find("caption") is not None
        assert all(head.get("scope") in ("col", "row") for head in table.iter("th"))
        assert len({len(row) for row in table.iter("tr")}) == 1


def test_nothing_is_loaded_and_the_policy_forbids_it(page: str) -> None:
    root = tree(page)
    policy = root.find("head/meta[@http-equiv='Content-Security-Policy']").get("content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("script-src") == f"'{hash_of(own_script())}'"
    assert rules == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not {element.tag for element in root.iter()} & {"link", "img", "iframe", "object", "embed", "base"}
    assert not [e for e in root.iter() if e.get("src") or any(name.startswith("on") for name in e.attrib)]
    css = root.find("head/style").text
    assert "url(" not in css
    assert "@import" not in css
    addresses = [element.get("href") for element in root.iter() if "href" in element.attrib]
    assert all(address.startswith(("#", "https://example.org/")) for address in addresses)
    assert page.count("http") == page.count("https://example.org/") + page.count("http-equiv")


def test_the_one_script_stands_in_the_page_as_its_hash_says_it(page: str) -> None:
    (script,) = tree(page).iter("script")
    assert script.attrib == {}
    as_html = page.partition("<script>")[2].partition("</script>")[0]
    assert as_html == own_script()
    assert "filter" in as_html


def test_the_script_writes_no_html_runs_no_text_and_reaches_for_nothing() -> None:
    script = (FOLDER / "report.js").read_text("utf-8")
    assert script.startswith('"use strict";')
    assert len(script.splitlines()) < 150
    for danger in ("HTML", "eval", "Function(", "fetch", "XMLHttp", "WebSocket", "sendBeacon", "Storage", "cookie"):
        assert danger not in script
    for ending in ("</", "<!--", "]]>", "import", "\r"):
        assert ending not in script


def test_controls_of_the_script_are_hidden_until_it_shows_them_and_have_labels(page: str) -> None:
    section = tree(page).find(".//section[@id='stances']")
    form = section.find(".//form")
    assert form.get("hidden") is not None
    assert all(part.get("hidden") is not None for part in section.iter() if "scripted" in (part.get("class") or ""))
    labelled = {label.get("for") for label in form.iter("label")}
    controls = [each for each in form.iter() if each.tag in ("input", "select")]
    assert {control.get("id") for control in controls} == labelled
    assert [each.get("name") for each in controls] == [
        *("words", "speaker", "side", "kind", "topic", "polarity", "since", "until")
    ]


def test_what_can_be_chosen_is_what_is_there_with_the_two_sides_first(page: str) -> None:
    form = tree(page).find(".//section[@id='stances']//form")
    chosen = {each.get("name"): [option.text for option in each] for each in form.iter("select")}
    assert chosen["side"] == ["any", "North", "South", "observer"]
    assert chosen["kind"] == ["any", "direct", "indirect"]
    assert chosen["topic"] == ["any", "climate", "trade"]
    named = [option.get("value") for option in form.find("datalist")]
    assert named == ["Ann Lee", "Bo Ray", "unattributed"]


def test_cells_say_exactly_what_they_are_sorted_by_and_where_there_is_nothing(built: Build) -> None:
    row, _, last = tree(report_html(built(1))).findall(".//section[@id='stances']//tbody/tr")
    assert row[0].find("time").get("datetime") == "2023-07-03"
    assert row[7].find("data").get("value") == "0.7"
    assert [cell.get("class") for cell in (last[2], last[7])] == ["missing", "n missing"]
    undated = tree(report_html(built(1, published=None, outlet=""))).find(".//section[@id='stances']//tbody/tr")
    assert [cell.get("class") for cell in (undated[0], undated[6])] == ["missing", "missing"]


def test_a_stance_whose_article_is_not_in_full_leads_to_the_original(built: Build) -> None:
    row = tree(report_html(replace(built(1), texts=None))).find(".//section[@id='stances']//tbody/tr")
    assert row[1].find("a") is None
    assert row[6].find("a").get("href") == "https://example.org/0"


def test_the_verdict_comes_first_with_what_would_be_enough_and_its_criteria_in_words(page: str) -> None:
    words = text(page)
    assert "Is it a downward spiral? Too little to tell 2 articles of one day." in words
    assert "What would be enough: 8 articles over 60 days." in words
    assert "Does it survive another scorer? Yes: toy and other come to the same verdict." in words
    outcomes = [element.text for element in tree(page).iter("td") if "outcome" in (element.get("class") or "")]
    assert outcomes == ["passed", "failed", "undecided"]


def test_it_says_what_was_read_and_what_was_left_out(page: str) -> None:
    words = text(page)
    assert "3 articles of 1 outlet from invented articles, published from 3 July 2023 to 3 September 2023" in words
    assert "In 3 stances the scorer toy assessed nothing" in words
    assert "For 3 stances no speaker was found." in words
    assert "1 left out: has no text" in words
    assert "2 read, but has an impossible date" in words
    assert "a.jsonl:7" in words


def test_only_quoted_words_stand_in_quotation_marks(page: str) -> None:
    words = text(page)
    assert "Bo Ray (warned): “Stop it at once.” quoted" in words
    assert "Ann Lee (said): the talks were good paraphrased" in words


def test_stances_lead_to_their_place_in_the_article(page: str) -> None:
    root = tree(page)
    row = next(row for row in root.find(".//section[@id='telling']").iter("tr") if "Stop it" in "".join(row.itertext()))
    target = root.find(f".//mark[@id='{row.find('.//a').get('href')[1:]}']")
    assert target.text == "Stop it at once."
    assert target.get("class") == "side-2"
    assert target.get("title") == "Bo Ray (South)"
    assert any("".join(paper.itertext()).startswith("Ann Lee said") for paper in root.iterfind(".//div[@class='text']"))


def test_articles_have_dates_and_links_that_leak_nothing(page: str) -> None:
    root = tree(page)
    assert root.find(".//time").get("datetime") == "2023-07-03"
    links = [element for element in root.iter("a") if element.get("href").startswith("http")]
    assert links
    assert all("noreferrer" in link.get("rel") for link in links)


def test_the_demonstration_corpus_is_named_as_one_first(built: Build) -> None:
    sentence = "Demonstration corpus: written for Tenor from the public record; cite nothing from it."
    assert sentence not in report_html(built(1))
    page = report_html(replace(built(1), demonstration=True))
    assert page.index(sentence) < page.index("<h1")


def test_without_texts_there_are_only_excerpts_and_links(built: Build) -> None:
    contents = built(2)
    long = contents.stances.assign(content="word " * 200)
    page = report_html(replace(contents, texts=None, stances=long))
    assert "<mark" not in page
    assert "Bo Ray warned:" not in page
    assert "https://example.org/1" in page
    cells = [e for e in tree(page).iter("bdi") if (e.text or "").startswith("word")]
    assert cells
    assert all(len(e.text) <= EXCERPT for e in cells)


def hostile_contents(contents: ReportContents, hostile: str) -> ReportContents:
    """Give contents in which every word that can come from elsewhere is `hostile`."""
    stances = replaced(contents.stances, hostile, "content", "cue", "source", "speaker", "role", "resolution", "topics")
    return replace(
        contents,
        relation_title=hostile,
        corpus_name=hostile,
        articles=replaced(contents.articles, hostile, "title", "outlet").assign(url=f"javascript:{hostile}"),
        stances=stances,
        texts=tables.frame("texts", [{"article_id": f"a{i}", "text": hostile * 20} for i in range(2)]),
        faults=tables.frame("faults", [{"reason": "no_text", "where": hostile, "detail": hostile}]),
        left_out={hostile: 1},
        parameters={hostile: hostile},
        versions={hostile: hostile},
    )


def assert_harmless(page: str) -> None:
    root = tree(page)
    assert "img" not in {element.tag for element in root.iter()}
    assert page.count("<script") == len(root.findall(".//script")) == 1
    assert own_script() in page
    assert not [e for e in root.iter() if any(name.startswith("on") for name in e.attrib)]
    assert "javascript:" not in "".join(element.get("href") or "" for element in root.iter())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)
    page.encode("utf-8")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_comes_from_elsewhere_is_shown_as_text(built: Build, hostile: str) -> None:
    assert_harmless(report_html(hostile_contents(built(2), hostile)))


def test_hostile_words_in_figures_are_shown_as_text(
    built: Build, with_figures: Callable[[ReportContents], ReportContents]
) -> None:
    assert_harmless(report_html(with_figures(hostile_contents(built(2), "".join(HOSTILE)))))


def test_a_side_with_a_hostile_name_is_only_a_name(built: Build) -> None:
    contents = built(1)
    side = '</style>"><script>'
    page = report_html(
        replace(contents, sides=(side, "South"), stances=contents.stances.replace({"side": {"North": side}}))
    )
    assert_harmless(page)


def test_no_article_no_date_no_verdict_and_one_side_alone_make_a_report(built: Build) -> None:
    nothing = replace(
        built(0),
        verdicts=tables.frame("verdicts", []),
        criteria=tables.frame("criteria", []),
        faults=tables.frame("faults", []),
        left_out={},
        read_differently={},
    )
    words = text(report_html(nothing))
    for sentence in ("No verdict", "no date known", "Nothing was left out.", "No stance was found in these articles."):
        assert sentence in words


def test_undated_articles_are_counted(built: Build) -> None:
    words = text(report_html(built(2, published=None)))
    assert "2 articles without a date, with 6 stances, count everywhere but on the calendar." in words
    assert "no date known" in words


def test_one_side_missing_is_said(built: Build) -> None:
    contents = built(1)
    only = contents.stances[contents.stances["side"] == "North"]
    scores = contents.scores[contents.scores["stance_id"].isin(only["stance_id"])]
    words = text(report_html(replace(contents, stances=only, scores=scores)))
    assert "No stance of South sounds negative to toy." in words


def test_a_report_with_figures_of_nothing_can_be_made(
    built: Build, with_figures: Callable[[ReportContents], ReportContents]
) -> None:
    words = text(report_html(with_figures(built(0))))
    assert "No scored stance has a date, so there is no timeline to draw." in " ".join(words.split())


def test_long_reports_are_cut_and_say_where_the_rest_is(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "stances", 1000)
    contents = built(400)
    start = time.perf_counter()
    page = report_html(contents)
    assert time.perf_counter() - start < 5
    words = text(page)
    assert "The first 1,000 of 1,200 stances by date; all of them are in tables/stances.csv" in words
    assert f"The {MOST_ARTICLES} articles with the most stances, of 400." in words
    assert len(tree(page).findall(".//details[@class='paper']")) == MOST_ARTICLES


def test_a_very_long_article_is_cut_and_says_so(built: Build) -> None:
    contents = built(1)
    texts = tables.frame("texts", [{"article_id": "a0", "text": "x" * (TEXT + 1000)}])
    page = report_html(replace(contents, texts=texts))
    assert f"Cut here, after {TEXT:,} characters." in text(page)
    assert "x" * (TEXT + 1) not in page


def test_many_speakers_fold(built: Build) -> None:
    contents = built(20)
    speakers = [f"Speaker {i}" for i in range(len(contents.stances))]
    words = text(report_html(replace(contents, stances=contents.stances.assign(speaker=speakers))))
    assert f"The other {60 - LIMITS['speakers']} speakers" in words


def test_the_method_names_scorer_versions_and_the_command(page: str) -> None:
    words = text(page)
    assert "tenor run --corpus 'my articles' --scorer toy --param delta=0.1" in words
    assert "What these numbers cannot tell" in words
    assert "0.1.0" in words


def test_each_parameter_stands_with_its_value_and_what_it_means(page: str) -> None:
    rows = [["".join(cell.itertext()) for cell in row] for row in tree(page).iter("tr")]
    assert ["delta", "0.1", "smallest <change>"] in rows
    assert ["scorer", "toy", ""] in rows


def test_the_colours_of_the_page_are_those_of_the_figures() -> None:
    css = (Path(__file__).parents[2] / "lib/tenor/report/report.css").read_text("utf-8")
    assert f"--side-1: {FIRST};" in css


def test_the_page_is_the_same_every_time(
    built: Build, with_figures: Callable[[ReportContents], ReportContents]
) -> None:
    contents = with_figures(built(2))
    assert report_html(contents) == report_html(contents)


@pytest.mark.parametrize(
    "value, expected",
    [(float("nan"), "–"), (None, "–"), ("", "–"), (12345, "12,345"), (-0.5, "−0.50"), ("US", "US"), ("a\x00", "a␀")],
)
def test_cells(value: object, expected: str) -> None:
    assert cell(value) == expected
