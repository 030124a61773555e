"""Faults at random moments of a run: how they are made, and what must hold after each.

`make test` looks at three of each; `python tools/soak.py` at fifty.
"""

import json
import os
import random
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import psutil

from tenor.runs.chain import CHAIN
from tenor.runs.past import all_runs, past_runs
from tests.runs.test_chain import driver, write_notebooks

LONGEST = 4.0
"""Seconds into a run of tiny notebooks at which a fault comes at the latest."""


def kill_driver(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Kill the process that executes the chain."""
    process.kill()


def kill_kernel(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Kill the first kernel that is there, or is there next: what was forked, not by the process itself."""
    while process.poll() is None:
        with suppress(psutil.NoSuchProcess):
            children = psutil.Process(process.pid).children(recursive=True)
            kernel = next((child for child in children if child.ppid() != process.pid), None)
            if kernel:
                kernel.kill()
                return
        time.sleep(0.005)


FAULTS: dict[str, Callable[["subprocess.Popen[bytes]", Path], None]] = {"driver": kill_driver, "kernel": kill_kernel}
AFTER = {"driver": {"killed", "ok"}, "kernel": {"dead kernel", "ok"}}
"""What a run may be called after each fault: it may have ended before that came."""


def campaign(folder: Path, fault: str, *, n: int, seed: int = 0) -> list[str]:
    """Let a fault befall `n` runs, each at another moment; give their statuses.

    Raises AssertionError where a status is not true, a process is left, or the next run does not succeed.
    """
    moments = random.Random(seed)
    notebooks, out = write_notebooks(folder / "notebooks"), folder / "runs"
    statuses = []
    for _ in range(n):
        status = _one(notebooks, out, fault, moments.uniform(0, LONGEST))
        assert status in AFTER[fault], status
        statuses.append(status)
    with driver(notebooks, out) as process:
        pass
    assert process.returncode == 0
    assert past_runs(out)[-1]["status"] == "ok"
    return statuses


def _one(notebooks: Path, out: Path, fault: str, moment: float) -> str:
    before = len(past_runs(out))
    with driver(notebooks, out) as process:
        while len(past_runs(out)) == before and process.poll() is None:
            time.sleep(0.01)
        time.sleep(moment)
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        FAULTS[fault](process, out)
    assert psutil.wait_procs(children, timeout=20)[1] == []
    last = past_runs(out)[-1]
    if last["status"] == "ok":
        assert_done(out / str(last["name"]))
    return str(last["status"])


def assert_done(run: Path) -> None:
    """Raise AssertionError where a notebook of the run was not executed to its end, or there is no report."""
    for name in CHAIN:
        cells = json.loads((run / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
        assert all(cell["execution_count"] for cell in cells if cell["cell_type"] == "code"), name
    assert (run / "report.html").read_text("utf-8") == "<p>done"


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
            assert path.read_bytes().endswith(b"IEND\xaeB`\x82"), "half a picture"
            return True
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    if path.name == "report.html":
        assert text == "<p>done" or text.endswith("</html>"), text[-20:]
    return READERS.get(path.suffix, str)(text) is not None


def polled(
    out: Path, process: "subprocess.Popen[bytes]", reads: Sequence[Callable[[Path], object]], *, pause: float = 0
) -> int:
    """Read everything in the run folders, again and again while a process runs; give how many files were read.

    A changed file is read again, and `pause` seconds pass between two rounds. No run may be called killed.
    """
    n, seen = 0, dict[Path, tuple[int, int]]()
    while process.poll() is None:
        time.sleep(pause)
        assert "killed" not in {run["status"] for run in all_runs(out)}
        for path in _files(out):
            with suppress(FileNotFoundError):
                found = path.stat()
                if path.is_file() and seen.get(path) != (found.st_mtime_ns, found.st_ino):
                    n += any(read(path) is not None for read in reads)
                    seen[path] = found.st_mtime_ns, found.st_ino
    return n


def _files(out: Path) -> Iterator[Path]:
    """Give the files in a folder but for hidden ones; what is removed meanwhile is passed over, folders too."""
    for folder, _, names in os.walk(out):
        yield from (Path(folder, name) for name in names if not name.startswith("."))
