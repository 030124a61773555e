"""What changed since an earlier run, at the top of a report, in a real browser."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tenor.narrative.changes import Changes, changes
from tenor.report import report_html
from tests.browser.conftest import NARROW, Barriers, Look
from tests.narrative.test_changes import METHODS, run_of
from tests.narrative.test_comparison import Said
from tests.report.conftest import built_of
from tests.report.test_changed import NEW, judged, with_cells

pytestmark = pytest.mark.browser

HOSTILE = "<script>window.ran = 1</script>"
HANDLER = '" onclick="window.ran = 3" onmouseover="window.ran = 3'
LONG = "unbroken" * 40


def both() -> Changes:
    """News of hostile words, another verdict, and stances that were scored otherwise."""
    said: list[Said] = [(stance, side, None if tone is None else tone / 2) for stance, side, tone in NEW]
    now = judged(run_of("two", said), "falling", "South")
    now = with_cells(now, "articles", "article_id", "a4", outlet=HANDLER, url="https://example.org/?a=1&b='")
    now = with_cells(now, "stances", "stance_id", "a4:0-5", speaker=HOSTILE, content=f"{HOSTILE} {LONG}")
    return changes(run_of("one"), replace(now, methods={**METHODS, "scoring": "2"}))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("changes") / "report.html"
    path.write_text(report_html(replace(built_of(), changes=both())), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_keeps_anybody_out_and_hostile_words_do_nothing(
    page: Page, report: str, barriers: Barriers, look: Look, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(report)
    page.get_by_role("link", name="What changed").click()
    section = page.get_by_role("region", name="Since the run of 3 July 2023")
    assert HOSTILE in section.inner_text()
    section.locator("li").last.hover()
    section.locator("bdi").last.click()
    assert page.evaluate("window.ran === undefined")
    assert barriers(page) == []
    look(page, f"changes-{scheme}")


def test_on_a_phone_it_is_no_wider_than_the_screen(page: Page, report: str, look: Look) -> None:
    page.set_viewport_size(NARROW)
    page.goto(f"{report}#changes")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    look(page, "changes-narrow")


def test_printed_it_is_all_there(page: Page, report: str) -> None:
    page.goto(report)
    page.emulate_media(media="print")
    for heading in ("New stances that moved it most", "Measured differently"):
        assert page.get_by_role("heading", name=heading).is_visible()
