"""Three points of each fault; `tools/soak.py` has fifty."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from tenor.runs.past import past_runs
from tests.runs.faults import FAULTS, campaign, polled
from tests.runs.test_chain import driver, write_notebooks

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_process_is_killed_the_status_is_true_and_the_next_run_succeeds(tmp_path: Path, fault: str) -> None:
    assert len(campaign(tmp_path, fault, n=3)) == 3


def read_table(text: str) -> bool:
    """Read a table of numbers, or of nothing; raises where its last line is not whole."""
    assert text.endswith("\n")
    return True


READERS: dict[str, Callable[[str], object]] = {
    ".json": json.loads,
    ".ipynb": json.loads,
    ".svg": ElementTree.fromstring,
    ".csv": read_table,
}


def read_whole(path: Path) -> bool | None:
    """Read a file as what its name says it is; None for one that has gone meanwhile. Raises where it is half a file."""
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path) is not None
        if path.suffix == ".png":
            return path.read_bytes().endswith(b"IEND\xaeB`\x82") or pytest.fail("half a picture")
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    if path.name == "report.html":
        assert text == "<p>done"
    return READERS.get(path.suffix, str)(text) is not None


SAVES = """import pandas as pd
from tenor import tables
from tenor.charts import Figure, save
run.save(faults=tables.frame('faults', []))
drawing = Figure('drawn', 'Title.', 'Caption.', 'Words.', pd.DataFrame({'n': range(10**5)}), lambda canvas: None)
save(drawing, run.figures)
print('x' * 10**6)"""


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    notebooks = write_notebooks(tmp_path / "notebooks", _1_stances=SAVES, _3_spiral=SAVES)
    for _ in range(3):
        with driver(notebooks, tmp_path / "runs") as process:
            assert polled(tmp_path / "runs", process, [read_whole]) > 0
        assert process.returncode == 0


def test_a_backend_that_shows_nothing_does_not_pass_for_a_good_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "Agg")
    draws = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()  # tone is declared and never saved"
    notebooks = write_notebooks(tmp_path / "notebooks", _1_stances=draws)
    with driver(notebooks, tmp_path / "runs") as process:
        pass
    assert process.returncode == 1
    assert [row["status"] for row in past_runs(tmp_path / "runs")] == ["no figures"]
