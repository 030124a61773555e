"""What a reader meets who types `make lab`: JupyterLab on the first notebook, its links, and the cells run."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Barriers, Look
from tests.browser.lab import Lab

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RENDERED, OUTPUTS = ".jp-NotebookPanel .jp-RenderedMarkdown", ".jp-NotebookPanel .jp-OutputArea"


def test_it_opens_on_the_first_notebook_with_nothing_in_the_way(lab: Lab, look: Look) -> None:
    lab.open()
    expect(lab.front.get_by_role("heading", name="Where do I start?")).to_be_visible()
    lab.page.wait_for_timeout(1000)  # news was offered only after everything else had come
    assert lab.dialogs == []
    look(lab.page, "lab-start-wide")


def test_the_first_notebook_runs_and_can_be_read_in_any_theme_and_width(
    lab: Lab, look: Look, barriers: Barriers
) -> None:
    lab.open()
    lab.run_all()
    expect(lab.output("article_view(").locator("mark").first).to_be_visible()
    for theme in ("light", "dark"):
        lab.theme(theme)
        assert [barriers(lab.page, part) for part in (RENDERED, OUTPUTS)] == [[], []]
    lab.cell("article_view(").scroll_into_view_if_needed()
    look(lab.page, "lab-start-dark")
    lab.narrow()
    look(lab.page, "lab-start-narrow")


def test_its_link_leads_to_the_next_notebook_which_runs(lab: Lab, look: Look) -> None:
    lab.open()
    lab.follow("Who said what?")
    lab.run_all()
    article = lab.output("article_view(")
    article.scroll_into_view_if_needed()
    expect(article.locator("mark").nth(3)).to_be_visible()
    look(lab.page, "lab-article")
