import os
import signal
import threading
import time

import pytest

from tenor.runs.ending import ending


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_ends_a_run_is_named_and_is_handled_as_before_afterwards(number: signal.Signals) -> None:
    killed, before = [], signal.getsignal(number)
    with ending(lambda: killed.append(1)) as end:
        os.kill(os.getpid(), number)
        assert (end.status, end.error) == ("killed", f"ended by {number.name}")
    assert killed == [1]
    assert signal.getsignal(number) is before


def test_a_deadline_ends_a_run_and_the_first_reason_counts() -> None:
    killed: list[int] = []
    with ending(lambda: killed.append(1), deadline=0.05) as end:
        time.sleep(0.3)
        end.now("killed", "later")
    assert (end.status, end.error) == ("timeout", "the deadline of 0.05 s is over")
    assert killed == [1, 1]


def test_a_run_that_ends_in_time_is_not_ended_later() -> None:
    killed: list[int] = []
    with ending(lambda: killed.append(1), deadline=0.05) as end:
        pass
    time.sleep(0.2)
    assert (end.status, killed) == ("", [])


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending(lambda: None) as end:
            os.kill(os.getpid(), signal.SIGHUP)
            assert end.status == ""
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_has_a_deadline_and_no_signals() -> None:
    found: list[str] = []

    def work() -> None:
        with ending(lambda: None, deadline=0.05) as end:
            time.sleep(0.3)
            found.append(end.status)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["timeout"]
