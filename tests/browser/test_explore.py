"""From the first notebook to a corrected report, as a reader goes in JupyterLab."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Barriers, Look
from tests.browser.lab import Lab, Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELL = "Explorer(look_at"


def tenor_run(served: Served) -> Path:
    """Run the chain on the sample of the copied checkout, and give its folder."""
    command = [sys.executable, "-m", "tenor", "run", "--corpus", str(served.root / "data" / "sample")]
    done = subprocess.run(command, cwd=served.root, env=served.environment, capture_output=True, text=True, check=True)
    return Path(served.root, done.stdout.splitlines()[-1]).parent


def test_a_reader_goes_from_the_first_notebook_to_a_corrected_report(lab: Lab, look: Look, barriers: Barriers) -> None:
    lab.open()
    lab.follow("Explore")
    lab.run_all()
    frame = lab.output(CELL).locator(".tenor-explorer")
    expect(frame.locator(".counted")).to_have_text("444 stances")
    frame.scroll_into_view_if_needed()
    look(lab.page, "lab-explore")

    frame.get_by_label("Words said").fill("climate")
    expect(frame.locator(".counted")).to_contain_text(" of 444 stances")
    point = frame.locator(".point").first
    point.focus()
    point.press("Enter")
    expect(frame.locator(".counted")).to_contain_text("picked")
    line = frame.locator("td.said button").first
    said = line.inner_text()
    line.click()
    panel = frame.locator(".panel")
    expect(panel.locator(".here").first).to_be_visible()
    panel.scroll_into_view_if_needed()
    look(lab.page, "lab-explore-article")

    panel.get_by_text("Correct this stance").click()
    panel.get_by_label("Speaker").fill("Corrected Person")
    panel.get_by_label("Who corrects").fill("Ann")
    panel.get_by_role("button", name="Keep the correction").click()
    expect(frame.locator("tr", has_text=said).first).to_contain_text("Corrected Person")
    assert "Corrected Person" in (lab.served.root / "data" / "sample" / "corrections.toml").read_text("utf-8")

    for theme in ("dark", "light"):
        lab.theme(theme)
        assert barriers(lab.page, ".tenor-explorer") == []
        look(lab.page, f"lab-explore-{theme}")
    lab.narrow()
    look(lab.page, "lab-explore-narrow")
    lab.wide()

    lab.run("explorer.selection[[")
    expect(lab.output("explorer.selection[[")).to_contain_text("Corrected Person")

    run = tenor_run(lab.served)
    stances = pd.read_parquet(run / "tables" / "stances.parquet")
    assert stances[stances["speaker"] == "Corrected Person"]["corrected"].tolist() == ["speaker"]
    assert json.loads((run / "run.json").read_text("utf-8"))["status"] == "ok"
    lab.run_all()
    expect(frame.locator(".of-run")).to_contain_text("Verdict of the whole run")
    expect(frame.locator(".kept summary")).to_have_text("Corrections: 1")
    frame.get_by_label("Speaker").first.fill("Corrected Person")
    expect(frame.locator("tbody tr")).to_have_count(1)

    lab.page.goto((run / "report.html").as_uri())
    assert "Readers corrected 1 stance" in lab.page.inner_text("body")
    look(lab.page, "lab-report-corrected")
