"""What is forked from the nursery is a clean process of its own, and goes with whoever asked for it."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tenor.runs.chain import Limits, nursery_for, run_chain
from tenor.runs.nursery import ANSWERING, CAN_FORK, Nursery
from tests.runs.test_chain import NOON, gone, nursery, run, told, wait_for, write_notebooks

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CAN_FORK, reason="processes are forked on Linux only")]

DIRTY = """
import os, random, sys, warnings
import matplotlib, numpy, pandas, tenor
tenor.leak = leak = 1
sys.path.append('leak')
os.environ['LEAK'] = '1'
os.chdir('/')
matplotlib.rcParams['lines.linewidth'] = 99
pandas.set_option('display.precision', 1)
warnings.simplefilter('error')
random.seed(1), numpy.random.seed(1)
"""
CLEAN = """
import os, random, sys, warnings
import matplotlib, numpy, pandas, tenor
assert 'leak' not in globals() and not hasattr(tenor, 'leak')
assert 'leak' not in sys.path
assert 'LEAK' not in os.environ
assert Path.cwd().name == 'notebooks'
assert matplotlib.rcParams['lines.linewidth'] != 99
assert matplotlib.get_backend().lower().endswith('inline')
assert pandas.get_option('display.precision') == 6
warnings.warn('this would be an error')
with open('draws', 'a') as file:
    print(random.random(), numpy.random.random(), os.getpid(), file=file)
"""


def test_nothing_leaks_from_one_kernel_into_another_or_from_one_run_into_the_next(tmp_path: Path) -> None:
    forked = nursery()
    assert forked
    notebooks = write_notebooks(
        tmp_path / "notebooks", _1_stances=CLEAN + DIRTY, _2_sentiment=CLEAN + DIRTY, _3_spiral=CLEAN, _4_report=CLEAN
    )
    for corpus in ("one", "other"):
        outcome = run(notebooks, tmp_path / "runs", corpus=corpus)
        assert outcome.status == "ok", outcome.failure
    draws = [line.split() for line in (notebooks / "draws").read_text().splitlines()]
    assert len(draws) == 8
    for each in zip(*draws, strict=True):
        assert len(set(each)) == 8, "two kernels drew alike, or were one process"


def test_kernels_are_forked_from_a_process_with_one_thread(tmp_path: Path) -> None:
    cell = "import os\nPath('parent').write_text(f'{os.getppid()} {len(os.listdir(f\"/proc/{os.getppid()}/task\"))}')"
    notebooks = write_notebooks(tmp_path / "notebooks", _1_stances=cell)
    assert run(notebooks, tmp_path / "runs").status == "ok"
    parent, threads = (notebooks / "parent").read_text().split()
    assert int(parent) != os.getpid()
    assert threads == "1"


def test_where_the_nursery_has_gone_or_may_not_fork_kernels_start_the_plain_way(tmp_path: Path) -> None:
    notebooks = write_notebooks(tmp_path / "notebooks")
    with ExitStack() as stack:
        threaded = nursery_for(
            stack,
            notebooks,
            preload="import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        )
        assert threaded
        with pytest.raises(OSError, match="it has threads"):
            threaded.fork("kernel", arguments=[], cwd="/", env={})
        outcome = run_chain(
            {},
            out=tmp_path / "runs",
            name="x",
            now=lambda: NOON,
            say=lambda _: None,
            notebooks=notebooks,
            nursery=threaded,
        )
    assert outcome.status == "ok"


def test_where_nothing_can_be_forked_there_is_no_nursery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenor.runs.chain.CAN_FORK", False)
    with ExitStack() as stack:
        assert nursery_for(stack) is None


ASK = """
import os, sys, time
from tenor.runs.nursery import Nursery
nursery = Nursery.started("")
forked = nursery.fork("kernel", arguments=["-f", sys.argv[1]], cwd="/", env=dict(os.environ))
print(forked.pid, os.popen(f"ps -o ppid= -p {forked.pid}").read().strip(), flush=True)
time.sleep(60)
"""


def test_what_was_forked_for_a_process_goes_with_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASK, str(tmp_path / "connection.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout
        kernel, nursery_of_it = map(int, asking.stdout.readline().split())
        os.kill(kernel, 0)
        asking.kill()
    assert gone(kernel)
    assert gone(nursery_of_it)


def test_who_goes_without_reading_the_answer_ends_the_nursery_in_silence() -> None:
    mine, theirs = socket.socketpair()
    command = [sys.executable, "-m", "tenor.runs.nursery", str(theirs.fileno())]
    with subprocess.Popen(command, pass_fds=(theirs.fileno(),), stderr=subprocess.PIPE) as forking:
        theirs.close()
        request = {"task": "kernel", "arguments": ["--version"], "cwd": "/", "env": {}}
        mine.sendall(json.dumps(request).encode() + b"\n")
        assert select.select([mine], [], [], 60)[0], "no answer"
        mine.close()  # with the answer in it, which the other end is told of as a reset
        assert forking.stderr
        assert (forking.stderr.read(), forking.wait(60)) == (b"", 0)


def test_requests_that_arrive_together_are_all_answered() -> None:
    with ExitStack() as stack:
        asked = Nursery.started("")
        stack.callback(asked.close)
        for _ in range(20):
            asked._send({"task": "preload", "source": ""})
        assert asked.fork("kernel", arguments=["--version"], cwd="/", env={}).pid


def test_a_deadline_is_kept_where_the_nursery_does_not_answer(tmp_path: Path) -> None:
    notebooks, begun = write_notebooks(tmp_path / "notebooks"), time.monotonic()
    with ExitStack() as stack:
        mine = nursery_for(stack, notebooks)
        assert mine
        assert mine._process
        os.kill(mine._process.pid, signal.SIGSTOP)
        outcome = run_chain(
            {}, out=tmp_path / "runs", name="x", now=lambda: NOON, say=lambda _: None, notebooks=notebooks,
            limits=Limits(deadline=1), nursery=mine,
        )  # fmt: skip
    assert outcome.status == told(outcome)["status"] == "timeout"
    assert time.monotonic() - begun < ANSWERING / 2
    assert gone(mine._process.pid)


def test_a_kernel_whose_nursery_is_killed_ends_and_so_does_the_run(tmp_path: Path) -> None:
    body = "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(600)"
    notebooks = write_notebooks(tmp_path / "notebooks", _1_stances=body)
    with ExitStack() as stack:
        mine = nursery_for(stack, notebooks)
        outcome = run_chain(
            {}, out=tmp_path / "runs", name="x", now=lambda: NOON, say=lambda _: None, notebooks=notebooks, nursery=mine
        )
    assert outcome.status == told(outcome)["status"] == "dead kernel"
    wait_for(lambda: not list((tmp_path / "runs" / ".locks").iterdir()))
