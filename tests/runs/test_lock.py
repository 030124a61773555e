import json
import subprocess
import sys
from pathlib import Path

import pytest

from tenor.errors import RunError
from tenor.runs.folder import Run
from tenor.runs.lock import holder, holding

KEY = "sha256:" + "a" * 64
HOLD = """
import sys, time
from pathlib import Path
from tenor.runs.folder import Run
from tenor.runs.lock import holding
with holding(Path(sys.argv[1]), sys.argv[2]) as lock:
    lock.tell(Run(sys.argv[1]), "noon")
    print("held", flush=True)
    time.sleep(60)
"""


def another(out: Path) -> "subprocess.Popen[str]":
    """Give another process that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(out), KEY], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_who_holds_a_lock_is_told_and_a_second_one_is_refused(tmp_path: Path) -> None:
    assert holder(tmp_path, KEY) == {}
    with another(tmp_path) as other:
        told = {"run": tmp_path.name, "process": other.pid, "since": "noon"}
        assert holder(tmp_path, KEY) == told
        with pytest.raises(
            RunError, match=f"the very same run is going on: {tmp_path.name}, process {other.pid}, since"
        ):
            holding(tmp_path, KEY).__enter__()
        with holding(tmp_path, KEY.replace("a", "b")):
            pass
        other.kill()


def test_a_lock_is_let_go_by_a_process_that_is_killed(tmp_path: Path) -> None:
    with another(tmp_path) as other:
        other.kill()
    assert holder(tmp_path, KEY) == {}
    with holding(tmp_path, KEY) as lock:
        lock.tell(Run(tmp_path), "later")
        assert holder(tmp_path, KEY)["since"] == "later"
    assert holder(tmp_path, KEY) == {}
    assert list((tmp_path / ".locks").iterdir()) == []


LOOK = """
import sys
from pathlib import Path
from tenor.runs.lock import holder
while True:
    holder(Path(sys.argv[1]), sys.argv[2])
"""


def test_looking_at_a_lock_does_not_keep_a_run_from_taking_it(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", LOOK, str(tmp_path), KEY]) as looker:
        for _ in range(50):
            with holding(tmp_path, KEY):
                pass
        looker.kill()


def test_a_file_that_says_nothing_of_use_is_no_holder(tmp_path: Path) -> None:
    with holding(tmp_path, KEY):
        (file,) = (tmp_path / ".locks").iterdir()
        for text in ("", "[]", json.dumps("x"), "{"):
            file.write_text(text)
            assert holder(tmp_path, KEY) == {}


def test_where_no_lock_can_be_written_another_folder_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / ".locks").write_text("")
    with pytest.raises(RunError, match=r"a run cannot be written there: .*; name another folder with --out"):
        holding(tmp_path, KEY).__enter__()
