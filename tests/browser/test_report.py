"""The saved report in a real browser: filtered, sorted, read and printed without a kernel and without a network."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from tenor import tables
from tenor.corpus.opening import open_corpus
from tenor.relation import load
from tenor.report import ReportContents, report_html
from tenor.report.page import LIMITS
from tenor.runs.stages import read, score
from tests.browser.conftest import NARROW, WIDE, Barriers, Look
from tests.report.conftest import SAID, TEXT, article, built_of, contents_of, stance
from tests.report.conftest import score as score_of

pytestmark = pytest.mark.browser

DRAWN = 100
"""Rows that the page shows before a reader asks for more."""

COLUMNS = ("date", "content", "speaker", "side", "kind", "topics", "outlet", "polarity")
HOSTILE = "<script>window.ran = 1</script>"
SPEAKER = '</td><img src="x" onerror="window.ran = 2">'
OUTLET = '" onclick="window.ran = 3" onmouseover="window.ran = 3'
BIDI = "\u202eevil\u2066 \x00"

# Five stances whose order by each column is known: day, content, speaker, side, kind, topics, outlet, polarity.
FIVE: list[tuple[str | None, str, str, str, str, str, str, float | None]] = [
    ("2023-05-02", "we walk", "Ann Lee", "North", "indirect", "trade", "Second Post", 0.5),
    ("2023-05-02", "they ran", "", "observer", "direct", "climate;trade", "Second Post", -0.25),
    ("2023-11-01", "all sat", "José Ray", "South", "mixed", "", "First Post", 0.0),
    ("2024-01-09", "none stood", "Ann Lee", "North", "direct", "trade wars", "First Post", None),
    (None, "2 slept", "Bo Ray", "South", "indirect", "climate", "", -0.1),
]
SHORT = [row[1] for row in FIVE]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="session")
def sample(folder: Path) -> Path:
    """Give a report on the sample corpus, without the figures."""
    profile = load("us-china")
    made = read(open_corpus("sample"), profile.name)
    made |= score(made["stances"], made["events"], ["diplomatic"])
    contents = contents_of(made["articles"], made["texts"], made["stances"], made["scores"])
    titled = replace(contents, relation_title=profile.title, sides=profile.side_keys, scorer="diplomatic")
    return saved(titled, folder / "sample.html")


@pytest.fixture(scope="session")
def five(folder: Path) -> Path:
    return saved(of_five(), folder / "five.html")


def saved(contents: ReportContents, path: Path) -> Path:
    path.write_text(report_html(contents), "utf-8")
    return path


def of_five() -> ReportContents:
    """Give contents of five articles, each with one stance of `FIVE`."""
    made: dict[str, list[dict[str, object]]] = {"articles": [], "texts": [], "stances": [], "scores": []}
    for i, (day, content, speaker, side, kind, topics, outlet, polarity) in enumerate(FIVE):
        start = len("Then: ")
        named = f"a{i}:{start}-{start + len(content)}"
        found = {"content": content, "speaker": speaker, "side": side, "kind": kind, "topics": topics}
        spans = {"stance_id": named, "spans": named.partition(":")[2], "cue_span": "", "source_span": ""}
        published = day and pd.Timestamp(day)
        made["articles"].append(article(i, outlet=outlet, published=published))
        made["stances"].append(stance(i, SAID[0], published) | found | spans)
        made["scores"].append(score_of(i, SAID[0]) | {"stance_id": named, "polarity": polarity})
        made["texts"].append({"article_id": f"a{i}", "text": f"Then: {content}."})
    return contents_of(*(tables.frame(name, rows) for name, rows in made.items()))


Opened = Callable[[Path], Page]


@pytest.fixture
def opened(page: Page) -> Iterator[Opened]:
    """Give what opens a report with its stances unfolded; a request for anything but the file fails the test."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paths: list[Path] = []

    def of(path: Path) -> Page:
        paths.append(path)
        page.goto(path.as_uri())
        page.locator("#stances summary").click()
        return page

    yield of
    assert asked == [path.as_uri() for path in paths]


def shown(page: Page) -> list[str]:
    """Give the contents of the rows in the table, in order."""
    return page.locator("#stances tbody td.content").all_inner_texts()


def count(page: Page) -> str:
    return page.locator("#stances-count").inner_text()


def sorted_by(page: Page, column: str) -> str:
    """Sort by the head of a column, and give the way that it says."""
    page.locator(f"th[data-column={column}] button").click()
    return page.locator(f"th[data-column={column}]").get_attribute("aria-sort") or ""


@pytest.mark.parametrize(
    "control, wanted, places",
    [
        ("Words", "WALK", [0]),
        ("Words", "jose mixed", [2]),
        ("Words", "post ann", [0, 3]),
        ("Words", "nobody said this", []),
        ("Speaker", "ray", [2, 4]),
        ("Speaker", "unattributed", [1]),
        ("Side", "South", [2, 4]),
        ("Kind", "direct", [1, 3]),
        ("Topic", "trade", [0, 1]),
        ("Topic", "climate", [1, 4]),
        ("Since", "2023-11-01", [2, 3]),
        ("Until", "2023-11-01", [0, 1, 2]),
        ("Polarity", "negative", [1, 4]),
        ("Polarity", "zero", [2]),
        ("Polarity", "positive", [0]),
        ("Polarity", "not assessed", [3]),
    ],
)
def test_each_control_leaves_what_fits_and_counts_it(
    opened: Opened, five: Path, control: str, wanted: str, places: list[int]
) -> None:
    page = opened(five)
    field = page.get_by_label(control, exact=True)
    (field.select_option if field.evaluate("e => e.tagName") == "SELECT" else field.fill)(wanted)
    assert shown(page) == [SHORT[place] for place in places]
    assert count(page) == f"{len(places)} of 5 stances"


def test_controls_work_together_and_one_button_clears_them(opened: Opened, five: Path) -> None:
    page = opened(five)
    page.get_by_label("Speaker", exact=True).fill("ann")
    page.get_by_label("Until").fill("2023-12-31")
    assert shown(page) == ["we walk"]
    page.get_by_label("Polarity").select_option("negative")
    assert count(page) == "0 of 5 stances"
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.locator("#stances-count")).to_have_text("5 of 5 stances")
    assert shown(page) == SHORT
    assert page.get_by_label("Speaker", exact=True).input_value() == ""


def test_the_count_is_announced_and_the_form_is_never_sent(opened: Opened, five: Path) -> None:
    page = opened(five)
    page.get_by_label("Words").fill("sat")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "1 of 5 stances"
    assert page.url == five.as_uri()


@pytest.mark.parametrize(
    "column, rising, falling",
    [
        ("date", [0, 1, 2, 3, 4], [3, 2, 0, 1, 4]),
        ("content", [4, 2, 3, 1, 0], [0, 1, 3, 2, 4]),
        ("speaker", [0, 3, 4, 2, 1], [2, 4, 0, 3, 1]),
        ("side", [0, 3, 1, 2, 4], [2, 4, 1, 0, 3]),
        ("kind", [1, 3, 0, 4, 2], [2, 0, 4, 1, 3]),
        ("topics", [4, 1, 0, 3, 2], [3, 0, 1, 4, 2]),
        ("outlet", [2, 3, 0, 1, 4], [0, 1, 2, 3, 4]),
        ("polarity", [1, 4, 2, 0, 3], [0, 2, 4, 1, 3]),
    ],
)
def test_each_column_sorts_both_ways_keeps_ties_in_order_and_puts_what_is_missing_last(
    opened: Opened, five: Path, column: str, rising: list[int], falling: list[int]
) -> None:
    page = opened(five)
    ways = [("ascending", rising), ("descending", falling)]
    for way, places in reversed(ways) if column == "date" else ways:
        assert sorted_by(page, column) == way
        assert shown(page) == [SHORT[place] for place in places]
        assert page.locator("th[aria-sort]").count() == 1


def test_the_table_is_by_date_at_first_and_says_so(opened: Opened, five: Path) -> None:
    page = opened(five)
    assert shown(page) == SHORT
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Date"


def test_sorting_keeps_the_filter_and_sorts_within_the_order_that_was_there(opened: Opened, five: Path) -> None:
    page = opened(five)
    page.get_by_label("Words").fill("post")
    sorted_by(page, "content")
    sorted_by(page, "side")
    assert shown(page) == ["none stood", "we walk", "they ran", "all sat"]
    assert count(page) == "4 of 5 stances"


def test_a_stance_opens_its_article_in_place_and_one_button_leads_back(
    opened: Opened, sample: Path, look: Look
) -> None:
    page = opened(sample)
    page.get_by_label("Side", exact=True).select_option("China")
    page.get_by_label("Polarity").select_option("negative")
    before = count(page)
    look_at_stances(page, look, "report-filtered")
    link = page.locator("#stances tbody a").nth(3)
    words = link.inner_text()
    link.click()
    mark = page.locator("mark:focus")
    assert mark.inner_text().startswith(words[:20])
    assert mark.evaluate("e => e.matches(':target')")
    assert in_view(page, "mark:focus")
    assert page.locator("details.paper[open]").count() == 1
    look(page, "report-article")
    page.get_by_role("button", name="Back to the table").click()
    assert page.locator("a:focus").inner_text() == words
    assert in_view(page, "a:focus")
    assert count(page) == before


def test_the_same_stance_opens_again_and_the_way_back_is_that_of_the_last_link(opened: Opened, sample: Path) -> None:
    page = opened(sample)
    link = page.locator("#stances tbody a").first
    for _ in range(2):
        link.click()
        assert in_view(page, "mark:focus")
        page.get_by_role("button", name="Back to the table").click()
        page.locator("details.paper[open]").evaluate("e => { e.open = false; }")
    page.locator("#telling tbody a").first.click()
    page.get_by_role("button", name="Back to the table").click()
    assert page.locator("#telling a:focus").count() == 1


def test_the_browser_s_own_way_back_keeps_the_filter(opened: Opened, sample: Path) -> None:
    page = opened(sample)
    page.get_by_label("Words").fill("trade")
    before = count(page)
    page.locator("#stances tbody a").first.click()
    expect(page.locator("mark:focus")).to_be_visible()
    page.go_back()
    assert count(page) == before
    assert page.get_by_label("Words").input_value() == "trade"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_stance_named_in_the_address_is_in_view_with_and_without_scripts(
    browser: Browser, sample: Path, scripts: bool
) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{sample.as_uri()}#stance-30")
    mark = page.locator("mark#stance-30")
    expect(mark).to_be_in_viewport()
    assert page.locator(".back").count() == scripts
    if scripts:
        page.get_by_role("button", name="Back to the table").click()
        assert page.locator("#stances a:focus").get_attribute("href") == "#stance-30"
    context.close()


@pytest.mark.parametrize("named", ["", "nothing", "stance-1%", "stances", "[x]"])
def test_an_address_that_names_no_stance_does_nothing(page: Page, sample: Path, named: str) -> None:
    page.goto(f"{sample.as_uri()}#{named}")
    assert page.locator("details.paper[open]").count() == 0
    assert page.locator("#stances-count").text_content() == "444 of 444 stances"


def test_the_way_back_finds_a_stance_that_is_not_drawn_yet(page: Page, sample: Path) -> None:
    page.goto(sample.as_uri())
    drawn = set(page.locator("#stances tbody a").evaluate_all("all => all.map(a => a.hash)"))
    far = page.evaluate(
        "drawn => [...document.querySelectorAll('mark[id]')].find(m => !drawn.includes('#' + m.id)).id", list(drawn)
    )
    page.goto(f"{sample.as_uri()}#{far}")
    page.get_by_role("button", name="Back to the table").click()
    assert page.locator("#stances a:focus").get_attribute("href") == f"#{far}"


def test_long_tables_are_drawn_in_part_and_can_be_drawn_on(opened: Opened, sample: Path) -> None:
    page = opened(sample)
    assert len(shown(page)) == DRAWN
    assert page.locator("#stances-cut").inner_text() == f"The first {DRAWN} are shown. Show more"
    page.get_by_role("button", name="Show more").click()
    assert len(shown(page)) == 444
    assert not page.locator("#stances-cut").is_visible()


def test_everything_can_be_reached_and_done_by_keyboard(page: Page, five: Path) -> None:
    page.goto(five.as_uri())
    page.locator("#stances summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("ann")
    assert count(page) == "2 of 5 stances"
    tab_to(page, "select[name=kind]")
    page.keyboard.press("d")
    assert shown(page) == ["none stood"]
    tab_to(page, "button[type=reset]")
    page.keyboard.press("Space")
    expect(page.locator("#stances-count")).to_have_text("5 of 5 stances")
    tab_to(page, "th[data-column=polarity] button")
    page.keyboard.press("Enter")
    assert shown(page)[0] == "they ran"
    tab_to(page, "#stances tbody a")
    page.keyboard.press("Enter")
    assert page.locator("mark:focus").inner_text() == "they ran"
    page.keyboard.press("Shift+Tab")
    tab_to(page, ".back button", "Shift+Tab")
    page.keyboard.press("Enter")
    assert page.locator("#stances a:focus").inner_text() == "they ran"


def test_focus_can_be_seen(opened: Opened, five: Path) -> None:
    page = opened(five)
    page.locator("#stances summary").focus()
    for _ in range(9):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML")


def test_without_scripts_there_is_the_whole_plain_table_and_no_dead_control(
    browser: Browser, sample: Path, look: Look
) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(sample.as_uri())
    assert page.locator("#stances summary").inner_text() == "Show 444 stances"
    page.locator("#stances summary").click()
    assert len(shown(page)) == 444
    for control in ("input", "select", "button", "form", ".scripted", "[role=status]"):
        assert page.locator(control).locator("visible=true").count() == 0
    page.locator("#stances tbody a").nth(200).click()
    expect(page.locator("mark:target")).to_be_in_viewport()
    context.close()


def test_a_report_without_stances_and_one_without_texts_work_as_far_as_they_go(page: Page, folder: Path) -> None:
    page.goto(f"{saved(built_of(0), folder / 'empty.html').as_uri()}#stance-1")
    assert page.locator("#stances form").count() == 0
    page.goto(saved(replace(built_of(2), texts=None), folder / "excerpts.html").as_uri())
    page.locator("#stances summary").click()
    page.get_by_label("Side", exact=True).select_option("South")
    assert count(page) == "2 of 6 stances"
    assert page.locator("#stances tbody a").first.get_attribute("href") == "https://example.org/0"


def hostile_contents() -> ReportContents:
    """Give contents whose words try to run as a script, in each place that the script reads or writes."""
    contents = built_of(1, title=HOSTILE, outlet=OUTLET, url="javascript:window.ran=4")
    text = f"{TEXT} {HOSTILE} <a href='javascript:window.ran=5' onclick='window.ran=6'>here</a> {BIDI}"
    stances = contents.stances.assign(speaker=[SPEAKER, OUTLET, BIDI], topics=HOSTILE, content=[HOSTILE, OUTLET, BIDI])
    texts = tables.frame("texts", [{"article_id": "a0", "text": text}])
    return replace(contents, texts=texts, stances=stances)


def test_hostile_words_run_nothing_and_show_as_text(folder: Path, opened: Opened) -> None:
    page = opened(saved(hostile_contents(), folder / "hostile.html"))
    page.get_by_label("Words").fill("<script>")
    page.get_by_label("Topic").select_option(HOSTILE)
    page.get_by_label("Speaker", exact=True).fill(SPEAKER)
    assert count(page) == "1 of 3 stances"
    assert HOSTILE in page.locator("#stances tbody").inner_text()
    assert SPEAKER in page.locator("#stances tbody").inner_text()
    assert SPEAKER in (page.locator("#stances-told").text_content() or "")
    sorted_by(page, "speaker")
    page.locator("#stances tbody a").click()
    assert HOSTILE in page.locator("details.paper[open] .text").inner_text()
    for each in page.locator("mark, td, details.paper .text").all():
        each.dispatch_event("click")
        each.dispatch_event("mouseover")
    assert page.evaluate("window.ran === undefined")
    assert page.locator("script").count() == 1
    assert page.locator("img, [onclick], [onerror], [onmouseover], a[href^=javascript]").count() == 0
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", page.locator("body").inner_text())


def test_the_policy_stops_scripts_that_get_into_the_page_all_the_same(page: Page, five: Path, folder: Path) -> None:
    broken = five.read_text("utf-8").replace("<main id=", f"{HOSTILE}<main onclick='window.ran = 7' id=")
    path = folder / "broken.html"
    path.write_text(broken, "utf-8")
    page.goto(path.as_uri())
    page.locator("main").dispatch_event("click")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 8'}))")
    assert page.evaluate("window.ran === undefined")
    assert page.locator("#stances-count").text_content() == "5 of 5 stances"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_keeps_anybody_out(opened: Opened, sample: Path, barriers: Barriers, scheme: str) -> None:
    page = opened(sample)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.get_by_label("Words").fill("trade")
    page.locator("#stances tbody a").first.click()
    assert barriers(page) == []


def test_it_is_looked_at_wide_narrow_and_dark(opened: Opened, sample: Path, look: Look) -> None:
    page = opened(sample)
    look_at_stances(page, look, "report-wide")
    page.emulate_media(color_scheme="dark")
    look_at_stances(page, look, "report-dark")
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="light")
    look_at_stances(page, look, "report-narrow")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_printed_are_only_what_is_unfolded_and_what_the_filter_leaves(opened: Opened, sample: Path) -> None:
    page = opened(sample)
    page.locator("#stances summary").click()
    page.emulate_media(media="print")
    assert not page.locator("#stances table").is_visible()
    assert page.locator("details.paper .text").locator("visible=true").count() == 0
    folded = n_pages(page)
    page.emulate_media(media="screen")
    page.locator("#stances summary").click()
    page.emulate_media(media="print")
    assert page.locator("#stances-cut").inner_text().strip() == f"The first {DRAWN} are shown."
    assert n_pages(page) > folded
    page.emulate_media(media="screen")
    page.get_by_label("Words").fill("trade")
    page.get_by_label("Side", exact=True).select_option("China")
    page.locator("#stances tbody a").first.click()
    page.emulate_media(media="print")
    assert page.locator("#stances-told").inner_text() == "Words: trade; Side: China"
    assert len(shown(page)) == int(count(page).split()[0])
    assert page.locator("details.paper .text").locator("visible=true").count() == 1
    for control in ("form", ".back", "nav"):
        assert not page.locator(control).is_visible()
    assert n_pages(page) <= folded + 2


def test_ten_thousand_stances_can_be_filtered_and_sorted(
    folder: Path, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "stances", 10_000)
    page.goto(saved(built_of(3334, published=dt.date(2024, 2, 29)), folder / "many.html").as_uri())
    page.locator("#stances summary").click()
    page.get_by_label("Polarity").select_option("negative")
    assert count(page) == "3,333 of 10,000 stances"
    assert sorted_by(page, "content") == "ascending"
    assert len(shown(page)) == DRAWN


def look_at_stances(page: Page, look: Look, name: str) -> None:
    page.evaluate("document.getElementById('stances').scrollIntoView()")
    look(page, name)


def in_view(page: Page, selector: str) -> bool:
    expect(page.locator(selector)).to_be_in_viewport()
    return True


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press `key` until the first element of `selector` has the focus."""
    for _ in range(30):
        if page.locator(selector).first.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{selector} is not reached by {key}")


def n_pages(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4")))
