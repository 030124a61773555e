import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
import pytest

from tenor.runs.kernels import imports_of
from tests.runs.test_chain import run, told, write_notebooks


def test_the_imports_of_a_notebook_are_all_that_runs_ahead(tmp_path: Path) -> None:
    cells = ["import os\nx = 1", "from pathlib import Path\nprint(x)"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])  # type: ignore[no-untyped-call]
    nbformat.write(book, tmp_path / "book.ipynb")  # type: ignore[no-untyped-call]
    assert imports_of(tmp_path / "book.ipynb") == "import os\nfrom pathlib import Path"


@pytest.mark.slow
def test_every_notebook_has_a_clean_kernel_of_its_own_in_the_folder_of_the_notebooks(tmp_path: Path) -> None:
    notebooks = write_notebooks(
        tmp_path / "notebooks",
        _1_stances="import os\nsecret = 1\nPath('pid').write_text(str(os.getpid()))",
        _2_sentiment="import os\nassert 'secret' not in globals()\nassert Path('pid').read_text() != str(os.getpid())",
    )
    assert run(notebooks, tmp_path / "runs").status == "ok"
    assert (notebooks / "pid").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("forked", [True, False], ids=["forked", "plain"])
def test_what_the_user_s_own_sessions_start_with_does_not_run_and_their_history_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, forked: bool
) -> None:
    profile = tmp_path / "ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    for path in (profile / "startup" / "mine.py", profile / "ipython_config.py", tmp_path / "startup.py"):
        path.write_text("import builtins\nbuiltins.mine = 1")
    before = {*profile.rglob("*")}
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "startup.py"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    looks = "import builtins\nassert not hasattr(builtins, 'mine')\nprint(get_ipython().ipython_dir)"
    outcome = run(write_notebooks(tmp_path / "notebooks", _1_stances=looks), tmp_path / "runs", forked=forked)
    assert outcome.status == "ok", outcome.failure
    assert {*profile.rglob("*")} == before
    assert [*tmp_path.glob("tenor-*")] == []


@pytest.mark.slow
def test_a_kernel_that_does_not_start_is_how_the_run_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jupyter_client.manager.AsyncKernelManager.start_kernel", _broken)
    outcome = run(write_notebooks(tmp_path / "notebooks"), tmp_path / "runs")
    assert told(outcome)["status"] == "dead kernel"
    assert outcome.failure["error"] == "no kernel: no more processes"


@pytest.mark.slow
@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_an_interrupted_run_says_so_and_leaves_no_kernel_behind(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "tenor", "run", "--out", str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stderr
        assert process.stderr.readline().startswith(b"[1/4]")
        kernels = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, number)
        process.communicate(timeout=60)
    (manifest,) = tmp_path.glob("*/run.json")
    assert process.returncode == 1
    assert json.loads(manifest.read_text())["status"] == "killed"
    assert json.loads(manifest.read_text())["failure"]["error"] == f"ended by {number.name}"
    assert psutil.wait_procs(kernels, timeout=20)[1] == []


async def _broken(*_: object, **__: object) -> None:
    raise OSError("no more processes")
