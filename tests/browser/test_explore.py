"""The explorer in JupyterLab, used as a reader uses it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Barriers, Look
from tests.browser.lab import Lab

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_first_look(lab: Lab, look: Look, barriers: Barriers) -> None:
    lab.page.on("console", lambda m: print("CONSOLE", m.type, m.text[:600]) if m.type in ("error", "warning") else None)
    lab.page.set_viewport_size({"width": 1280, "height": 2000})
    lab.open("explore.ipynb")
    lab.run_all()
    out = lab.output("Explorer(look_at")
    frame = out.locator(".tenor-explorer")
    expect(frame).to_be_visible()
    frame.scroll_into_view_if_needed()
    lab.page.wait_for_timeout(1500)
    look(lab.page, "explore-1")
    frame.screenshot(path="/tmp/e-all.png")
    frame.locator(".point").nth(5).focus()
    lab.page.keyboard.press("Enter")
    expect(frame.locator(".counted")).to_contain_text("picked")
    lab.page.wait_for_timeout(1500)
    frame.screenshot(path="/tmp/e-picked.png")
    frame.locator("td.said button").first.click()
    lab.page.wait_for_timeout(4000)
    print("SAID", frame.locator("p.said").all_inner_texts())
    frame.locator(".panel .text").wait_for(timeout=2000)
    lab.page.wait_for_timeout(500)
    frame.screenshot(path="/tmp/e-article.png")
    print(barriers(lab.page, ".tenor-explorer"))
    lab.theme("dark")
    lab.page.wait_for_timeout(800)
    frame.screenshot(path="/tmp/e-dark.png")
    print(barriers(lab.page, ".tenor-explorer"))
    lab.narrow()
    lab.page.wait_for_timeout(800)
    frame.screenshot(path="/tmp/e-narrow.png")
    print(frame.get_attribute("data-took"))
