"""The judge itself: axe-core has to find what keeps people out, or its silence says nothing."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Barriers

pytestmark = pytest.mark.browser
PAGE = "<!doctype html><html lang='en'><title>t</title><main><h1>t</h1>{}</main>"


def test_a_control_without_a_label_is_found(page: Page, barriers: Barriers) -> None:
    page.set_content(PAGE.format("<input>"))
    (told,) = barriers(page)
    assert told.startswith("label (critical): ['input']")


def test_a_page_that_everybody_can_use_has_no_barrier(page: Page, barriers: Barriers) -> None:
    page.set_content(PAGE.format("<label>Name <input></label>"))
    assert barriers(page) == []
