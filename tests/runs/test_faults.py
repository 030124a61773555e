"""Three points of each fault; `tools/soak.py` has fifty."""

from pathlib import Path

import pytest

from tenor.runs.past import past_runs
from tests.runs.faults import FAULTS, campaign, polled, read_whole
from tests.runs.test_chain import driver, write_notebooks

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_process_is_killed_the_status_is_true_and_the_next_run_succeeds(tmp_path: Path, fault: str) -> None:
    assert len(campaign(tmp_path, fault, n=3)) == 3


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
