"""A job of JupyterLab as `make jobs` opens it, asked for as its own page asks."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tenor.runs.past import past_runs
from tests.browser.lab import Served, jupyterlab

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("installed")]

LONGEST = 300


def ended(served: Served, job: str) -> dict[str, Any]:
    """Give a job when it has ended."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        told: dict[str, Any] = json.loads(served.asked(f"scheduler/jobs/{job}"))
        if told["status"] in ("COMPLETED", "FAILED"):
            return told
        time.sleep(0.5)
    raise AssertionError(f"the job is not done after {LONGEST} seconds")


def test_a_job_made_in_jupyterlab_ends_with_the_report_beside_it(tmp_path: Path) -> None:
    with jupyterlab(tmp_path) as served:
        asked = {
            "name": "weekly", "input_uri": "notebooks/4_report.ipynb", "runtime_environment_name": "python",
            "output_formats": ["ipynb", "html"], "parameters": {"over": "month", "deadline": "300"},
        }  # fmt: skip
        job = json.loads(served.asked("scheduler/jobs", method="POST", body=asked))["job_id"]
        told = ended(served, job)
        assert (told["status"], told["status_message"]) == ("COMPLETED", None)
        served.asked(f"scheduler/jobs/{job}/download_files")
        while not told["downloaded"]:
            told = json.loads(served.asked(f"scheduler/jobs/{job}"))
    (run,) = past_runs(served.root / "runs")
    assert run["status"] == "ok"
    paths = {file["file_format"]: served.root / file["file_path"] for file in told["job_files"]}
    report = served.root / "runs" / run["name"] / "report.html"
    assert paths["html"].read_bytes() == report.read_bytes()
    assert (paths["files"] / "executed" / "1_stances.ipynb").is_file()
    assert 'over = \\"month\\"' in (paths["files"] / "executed" / "3_spiral.ipynb").read_text("utf-8")
