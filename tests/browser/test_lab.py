"""What a reader meets who types `make lab`: JupyterLab on the first notebook, its links, and the cells run."""

import re
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Barriers, Look
from tests.browser.lab import Lab, Served, jupyterlab
from tests.processes import command_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RENDERED, OUTPUTS = ".jp-NotebookPanel .jp-RenderedMarkdown", ".jp-NotebookPanel .jp-OutputArea"


def test_it_opens_on_the_first_notebook_with_nothing_in_the_way(lab: Lab, look: Look) -> None:
    asked: list[str] = []
    lab.page.on("request", lambda request: asked.append(request.url))
    lab.open()
    expect(lab.front.get_by_role("heading", name="Where do I start?")).to_be_visible()
    lab.page.wait_for_timeout(1000)  # news would be offered after everything else has come
    assert lab.dialogs == []
    assert [url for url in asked if not url.startswith((lab.served.address, "data:", "blob:"))] == []
    look(lab.page, "lab-start-wide")


def test_the_first_notebook_runs_and_everybody_can_read_it(lab: Lab, look: Look, barriers: Barriers) -> None:
    lab.open()
    lab.run_all()
    article = lab.cell("article_view(")
    for theme in ("light", "dark"):
        lab.theme(theme)
        assert [barriers(lab.page, part) for part in (RENDERED, OUTPUTS)] == [[], []]
    article.scroll_into_view_if_needed()
    look(lab.page, "lab-start-dark")
    lab.theme("light")
    lab.narrow()
    article.scroll_into_view_if_needed()
    look(lab.page, "lab-start-narrow")


def test_its_link_leads_to_the_next_notebook_which_runs(lab: Lab, look: Look) -> None:
    lab.open()
    lab.follow("Who said what?")
    lab.run_all()
    article = lab.output("article_view(")
    article.scroll_into_view_if_needed()
    expect(article.locator("mark").nth(3)).to_be_visible()
    look(lab.page, "lab-article")


def test_a_link_to_a_document_opens_it_as_a_page(lab: Lab) -> None:
    lab.open()
    lab.front.get_by_role("link", name="how it is made and what it cannot tell").click()
    expect(lab.page.locator(".jp-MarkdownViewer h1")).to_have_text(re.compile("what it cannot tell"))


def test_at_the_end_neither_jupyterlab_nor_a_kernel_runs_on(served: Served, tmp_path: Path) -> None:
    with jupyterlab(tmp_path) as mine:
        mine.asked("api/kernels", method="POST")
        family = [each for each in psutil.Process().children(recursive=True) if str(tmp_path) in command_of(each)]
        assert len(family) > 1
    assert not any(each.is_running() for each in family)
