"""The explorer in a real browser: filters, picks, the article, corrections, the keyboard, and words that stay words."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tenor.explore.session import Session
from tests.browser.conftest import NARROW, WIDE, Barriers, Look
from tests.browser.kernel import show_explorer
from tests.explore.conftest import write_corpus, write_run

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sample() -> Session:
    return Session("sample", out="no runs here")


@pytest.fixture
def frame(page: Page, sample: Session) -> Locator:
    """Give the explorer of the sample corpus, with nothing asked yet."""
    list(sample.answer({"do": "ask", "asked": {}, "picked": {}}))
    return show_explorer(page, sample)


@pytest.fixture
def hostile(page: Page, tmp_path: Path) -> tuple[Locator, Path]:
    """Give the explorer of a small run with hostile articles, and its folder."""
    write_run(tmp_path / "runs", write_corpus(tmp_path))
    return show_explorer(page, Session(out=tmp_path / "runs")), tmp_path


def drawn(frame: Locator) -> str:
    return str(frame.get_attribute("data-drawn"))


def rows(frame: Locator) -> Locator:
    return frame.locator("tbody tr")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_keeps_people_out_in_any_theme(
    page: Page, sample: Session, barriers: Barriers, look: Look, dark: bool
) -> None:
    frame = show_explorer(page, sample, dark=dark)
    frame.locator("td.said button").first.click()
    frame.get_by_text("Correct this stance").click()
    frame.get_by_role("button", name="Code of topics").click()
    expect(frame.locator(".of-topics pre")).to_contain_text("mean_by")
    frame.get_by_text("Topic: all").click()
    assert barriers(page) == []
    frame.get_by_text("Topic: all").click()
    name = "dark" if dark else "light"
    look(page, f"explorer-{name}-wide")
    page.set_viewport_size(NARROW)
    # Charts are drawn again for the new width, a moment later.
    page.wait_for_function(f"document.documentElement.scrollWidth <= {NARROW['width']}")
    look(page, f"explorer-{name}-narrow")
    page.set_viewport_size(WIDE)


def test_filters_work_together_and_can_be_cleared(frame: Locator) -> None:
    frame.get_by_label("Words said").fill("climate")
    expect(frame.locator(".counted")).to_have_text(re.compile(r"^\d+ of 444 stances$"))
    frame.get_by_text("Side: all").click()
    frame.get_by_role("button", name="Side: none").click()
    frame.get_by_role("checkbox", name=re.compile("^China")).check()
    expect(rows(frame).first.locator(".who")).to_have_text("China")
    expect(frame.locator(".counted")).to_have_text(re.compile(r"^10 of 444 stances$"))
    assert set(rows(frame).locator(".who").all_inner_texts()) == {"China"}
    expect(frame.locator("summary", has_text="Side: China")).to_be_visible()
    frame.get_by_role("button", name="Clear the filters").click()
    expect(frame.locator(".counted")).to_have_text("444 stances")


def test_dropping_an_outlet_leaves_the_others(frame: Locator, sample: Session) -> None:
    outlet = sample.found["outlet"].value_counts().index[0]
    frame.get_by_text("Outlet: all").click()
    frame.get_by_role("checkbox", name=re.compile(f"^{re.escape(outlet)}")).uncheck()
    left = int((sample.found["outlet"] != outlet).sum())
    expect(frame.locator(".counted")).to_have_text(f"{left} of 444 stances")
    assert outlet not in set(sample.selection["outlet"])


def test_a_point_of_the_timeline_shows_the_stances_behind_it(frame: Locator, sample: Session) -> None:
    point = frame.get_by_role("button", name=re.compile("^US, February 2023"))
    point.focus()
    point.press("Enter")
    expect(frame.locator(".chip")).to_contain_text("Picked: US, February 2023")
    assert set(sample.selection["side"]) == {"US"}
    assert {f"{day:%Y-%m}" for day in sample.selection["published"]} == {"2023-02"}
    expect(rows(frame)).to_have_count(len(sample.selection))
    expect(frame.get_by_role("button", name=re.compile("^US, February 2023"))).to_have_attribute("aria-pressed", "true")
    frame.get_by_role("button", name="Unpick").click()
    expect(frame.locator(".counted")).to_have_text("444 stances")


def test_a_click_takes_the_point_that_is_nearest(page: Page, frame: Locator, sample: Session) -> None:
    place = frame.get_by_role("button", name=re.compile("^China, July 2023")).locator(".dot").bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] / 2 + 3, place["y"] + place["height"] / 2 + 2)
    expect(frame.locator(".chip")).to_contain_text("Picked: China, July 2023")


def test_a_bar_of_the_grid_shows_the_stances_behind_it(frame: Locator, sample: Session) -> None:
    frame.get_by_role("button", name=re.compile("^China on dialogue")).click()
    expect(frame.locator(".chip")).to_contain_text("Picked: China on dialogue")
    assert set(sample.selection["side"]) == {"China"}
    assert all("dialogue" in topics.split(";") for topics in sample.selection["topics"])


def test_a_dot_opens_its_article_with_the_stance_in_place(page: Page, frame: Locator, sample: Session) -> None:
    canvas = frame.locator("canvas")
    canvas.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    told = frame.locator(".of-stances .said").inner_text()
    page.keyboard.press("Enter")
    panel = frame.locator(".panel")
    expect(panel.locator(".here").first).to_be_in_viewport()
    day = told.split(",")[0]
    opened = " ".join("".join(panel.locator(".here").all_inner_texts()).split())
    found = sample.found[sample.found["published"] == day]
    assert opened in {" ".join(content.split()) for content in found["content"]}
    expect(panel.locator(".words").first).to_be_visible()
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(canvas).to_be_focused()


def test_the_keyboard_alone_goes_from_a_line_to_its_article_and_back(page: Page, frame: Locator) -> None:
    link = frame.locator("td.said button").nth(2)
    said = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".panel h4")).to_be_focused()
    words = "".join(frame.locator(".panel .here").all_inner_texts())
    assert " ".join(words.split()) == said
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(link).to_be_focused()


def test_arrows_go_along_a_line_and_to_the_other_side(page: Page, frame: Locator) -> None:
    point = frame.get_by_role("button", name=re.compile("^US, February 2023"))
    point.focus()
    page.keyboard.press("ArrowRight")
    expect(frame.get_by_role("button", name=re.compile("^US, March 2023"))).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(point).to_be_focused()
    page.keyboard.press("ArrowDown")
    assert "February 2023" in str(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert "US," not in str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def test_the_table_sorts_and_turns_its_pages(frame: Locator, sample: Session) -> None:
    frame.get_by_role("button", name="Polarity", exact=True).click()
    expect(frame.get_by_role("columnheader", name="Polarity")).to_have_attribute("aria-sort", "ascending")
    lowest = sample.found["polarity"].min()
    expect(rows(frame).first.locator(".number")).to_have_text(f"{lowest:.2f}".replace("-", "−"))
    frame.get_by_role("button", name="Polarity", exact=True).click()
    expect(rows(frame).first.locator(".number")).to_have_text(f"+{sample.found['polarity'].max():.2f}")
    frame.get_by_role("button", name="Next").click()
    expect(frame.locator(".pages")).to_contain_text("Page 2 of 23")


def test_another_scorer_is_another_picture(frame: Locator, sample: Session) -> None:
    before = drawn(frame)
    frame.get_by_label("Scorer").select_option("vader")
    expect(frame).not_to_have_attribute("data-drawn", before)
    assert sample.asked.scorer == "vader"
    frame.get_by_label("Timeline by").select_option("quarter")
    expect(frame.get_by_role("button", name=re.compile("^US, January to March 2023"))).to_be_visible()


def test_hostile_words_do_nothing_and_are_shown(hostile: tuple[Locator, Path], page: Page) -> None:
    frame, _ = hostile
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    frame.get_by_role("button", name=re.compile("^the mood")).click()
    expect(frame.locator(".panel h4")).to_have_text("Hostile </td> <script>alert(1)</script>")
    expect(frame.locator(".panel .text")).to_contain_text("called the mood <script>alert(1)</script> grim")
    assert frame.locator("script").count() == 0
    assert "\u202e" not in frame.inner_text()


def test_a_correction_is_kept_seen_everywhere_and_taken_back(hostile: tuple[Locator, Path], look: Look) -> None:
    frame, folder = hostile
    frame.get_by_role("button", name="This is a dangerous provocation,").click()
    frame.get_by_text("Correct this stance").click()
    panel = frame.locator(".panel")
    panel.get_by_label("Speaker").fill("</td> Bo Ray")
    panel.get_by_label("Side", exact=True).select_option("China")
    panel.get_by_label("Who corrects").fill("Ann")
    panel.get_by_role("button", name="Keep the correction").click()
    line = frame.locator("tr", has_text="This is a dangerous provocation,")
    expect(line).to_contain_text("</td> Bo Ray")
    expect(line).to_contain_text("corrected: speaker, side")
    expect(line.locator(".who")).to_have_text("China")
    expect(frame.locator(".said").first).to_contain_text("later runs apply it")
    look(frame.page, "explorer-corrected")
    kept = (folder / "corrections.toml").read_text("utf-8")
    assert 'side = "China"' in kept
    frame.locator(".kept summary").click()
    frame.locator(".kept").get_by_role("button", name="Take back").click()
    expect(line).to_contain_text("Ann Lee")


def test_a_rejected_stance_leaves_the_table(hostile: tuple[Locator, Path]) -> None:
    frame, _ = hostile
    frame.get_by_role("button", name="This is a dangerous provocation,").click()
    frame.get_by_text("Correct this stance").click()
    frame.get_by_label("This is no stance").check()
    frame.get_by_label("Who corrects").fill("Ann")
    frame.get_by_role("button", name="Keep the correction").click()
    expect(frame.locator(".counted")).to_have_text("7 stances")
    expect(frame.locator(".panel")).to_be_hidden()
    expect(frame.locator(".kept summary")).to_have_text("Corrections: 1")


def test_a_correction_without_a_change_is_refused_in_words(hostile: tuple[Locator, Path]) -> None:
    frame, folder = hostile
    frame.get_by_role("button", name="This is a dangerous provocation,").click()
    frame.get_by_text("Correct this stance").click()
    frame.get_by_label("Who corrects").fill("Ann")
    frame.get_by_role("button", name="Keep the correction").click()
    expect(frame.locator(".said").first).to_have_text(re.compile("nothing was changed"))
    assert not (folder / "corrections.toml").exists()
