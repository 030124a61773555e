"""A real Chromium for the tests of pages and widgets: Debian's, driven by playwright, never downloaded.

Where there is none these tests are skipped, and say so; where TENOR_BROWSER is `required`, as in `.ci/run`, they fail
instead. What a test looked at is kept in `build/screenshots/`.
"""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.lab import Lab, Served, jupyterlab

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=420, height=800)
FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Look = Callable[[Page, str], Path]
Barriers = Callable[..., list[str]]


def chromium() -> str | None:
    """Give the path of a Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        told = "no Chromium on PATH: the tests in a browser are not run (Debian, Ubuntu: apt install chromium)"
        (pytest.fail if os.environ.get("TENOR_BROWSER") == "required" else pytest.skip)(told)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page in a fresh profile; an error that a script of the page does not catch fails the test."""
    context = browser.new_context(viewport=WIDE)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def look() -> Look:
    """Give what keeps a picture of a page under a name, and its path."""

    def keep(page: Page, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path)
        return path

    return keep


@pytest.fixture(scope="session")
def barriers() -> Barriers:
    """Give what lists the serious and critical violations that axe-core finds in a page, or in a part of it."""

    def found(page: Page, selector: str = "html") -> list[str]:
        if not page.evaluate("typeof window.axe === 'object'"):
            page.evaluate(AXE.read_text("utf-8"))
        told = page.evaluate("async (part) => (await axe.run(part, {iframes: false})).violations", selector)
        return [
            f"{each['id']} ({each['impact']}): {node['target']} {node['failureSummary']}"
            for each in told
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]

    return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give a JupyterLab on a copy of the checkout, shared by the tests of a module."""
    if importlib.util.find_spec("jupyterlab") is None:
        pytest.skip("JupyterLab is not installed here: its tests are not run (`make browser` installs it)")
    with jupyterlab(tmp_path_factory.mktemp("lab")) as started:
        yield started


@pytest.fixture
def lab(page: Page, served: Served) -> Iterator[Lab]:
    """Give JupyterLab in a fresh page; its kernels and tabs end with the test."""
    yield Lab(page, served)
    page.close()
    served.forget()
