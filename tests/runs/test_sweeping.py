"""Sweeps over tiny notebooks: every point has its run, what ended ok is not run again, and all are compared."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tenor.errors import RunError
from tenor.runs.grid import grid, grid_key
from tenor.runs.lock import holding
from tenor.runs.past import past_runs
from tenor.runs.sweeping import Swept, sweep
from tests.runs.test_chain import METADATA, wait_for, write_notebooks

pytestmark = pytest.mark.slow

COMPARE = [
    'runs: str = ""  # folders\nrun_dir: str = ""  # folder',
    "import pathlib\n(pathlib.Path(run_dir) / 'seen').write_text(runs)",
]


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """Give notebooks of which the first fails for the corpus `bad` while there is no file `repaired`."""
    body = "Path('ran').open('a').write(corpus + ' ')\nassert corpus != 'bad' or Path('repaired').exists()"
    folder = write_notebooks(tmp_path / "notebooks", _1_stances=body)
    cells = [nbformat.v4.new_code_cell(source) for source in COMPARE]  # type: ignore[no-untyped-call]
    cells[0].metadata["tags"] = ["parameters"]
    book = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)  # type: ignore[no-untyped-call]
    nbformat.write(book, folder / "compare.ipynb")  # type: ignore[no-untyped-call]
    return folder


def swept(notebooks: Path, out: Path, jobs: int = 2) -> tuple[Swept, int]:
    """Sweep over four corpora; give what came out, and how many points were told to have ended."""
    ended: list[None] = []
    asked = [(point, {"token_env": "", **point}) for point in grid(["corpus=a,b,bad,c"])]
    found = sweep(
        asked, out=out, name="tiny", began="noon", notebooks=notebooks, jobs=jobs, ended=lambda: ended.append(None)
    )
    return found, len(ended)


def test_a_sweep_has_a_run_a_point_and_goes_on_with_what_did_not_end_ok(notebooks: Path, tmp_path: Path) -> None:
    found, n_ended = swept(notebooks, tmp_path / "runs", jobs=3)
    assert list(found.table["corpus"]) == ["a", "b", "bad", "c"]
    assert list(found.table["status"]) == ["ok", "ok", "failed", "ok"]
    assert list(found.table["verdict"]) == ["flat", "flat", "", "flat"]
    assert n_ended == 4
    assert sorted((notebooks / "ran").read_text().split()) == ["a", "b", "bad", "c"]
    seen = (found.folder / "compare" / "seen").read_text().split(",")
    assert [Path(path).name for path in seen] == list(found.table.loc[found.table["status"] == "ok", "run"])
    assert found.compared
    assert found.failure is None
    (notebooks / "repaired").touch()
    again, n_ended = swept(notebooks, tmp_path / "runs")
    assert set(again.table["status"]) == {"ok"}
    assert again.folder == found.folder
    assert n_ended == 4
    assert sorted((notebooks / "ran").read_text().split()) == ["a", "b", "bad", "bad", "c"]
    assert len(past_runs(found.folder)) == 4
    assert (found.folder / "grid.csv").read_text().startswith("corpus,status,verdict,run,report\na,ok,flat,")


def test_runs_of_a_sweep_are_the_same_started_the_plain_way(
    notebooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenor.runs.chain.CAN_FORK", False)
    found, _ = swept(notebooks, tmp_path / "runs")
    assert list(found.table["status"]) == ["ok", "ok", "failed", "ok"]
    assert found.failure is None


def test_the_same_sweep_is_not_begun_twice_at_once(notebooks: Path, tmp_path: Path) -> None:
    found, _ = swept(notebooks, tmp_path / "runs")
    asked = grid_key(grid(["corpus=a,b,bad,c"]), {"token_env": ""})
    with holding(found.folder, asked), pytest.raises(RunError, match="the very same run is going on"):
        swept(notebooks, tmp_path / "runs")


SWEEP = """
import sys
from pathlib import Path
from tests.runs.test_sweeping import swept
swept(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_a_sweep_that_is_ended_leaves_no_process_and_true_statuses(
    notebooks: Path, tmp_path: Path, number: signal.Signals
) -> None:
    source = (notebooks / "1_stances.ipynb").read_text()
    (notebooks / "1_stances.ipynb").write_text(
        source.replace("assert corpus", "import time; time.sleep(600)\\nassert corpus")
    )
    with subprocess.Popen([sys.executable, "-c", SWEEP, str(notebooks), str(tmp_path / "runs")]) as process:
        wait_for((notebooks / "ran").exists)
        os.kill(process.pid, number)
    folder = next((tmp_path / "runs").glob("sweep_*"))
    wait_for(lambda: "running" not in [row["status"] for row in past_runs(folder)], 20)
    assert {row["status"] for row in past_runs(folder)} == {"killed"}
    wait_for(lambda: subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True).returncode == 1, 20)
