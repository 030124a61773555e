"""Ending a run from outside, at its deadline or by a signal: its kernels are killed, and why is kept.

The notebook that is going on then ends by its dead kernel, wherever the code that executes it stands; raising in the
middle of that code instead would leave half of it undone.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Ending:
    """Whether a run has been ended from outside: `status` is "" until then. The first reason counts."""

    def __init__(self, kill: Callable[[], None]) -> None:
        self.status = self.error = ""
        self._kill = kill

    def now(self, status: str, error: str) -> None:
        """End the run: kill its kernels and keep why."""
        if not self.status:
            self.status, self.error = status, error
        self._kill()


@contextmanager
def ending(kill: Callable[[], None], *, deadline: float | None = None) -> Iterator[Ending]:
    """Give an Ending that comes after `deadline` seconds, or with SIGINT, SIGTERM or SIGHUP, whichever is first.

    Signals reach the main thread only: a run in another thread has its deadline and no more.
    """
    found = Ending(kill)
    timer = threading.Timer(
        deadline or 0, found.now, ("timeout", f"the deadline of {deadline:g} s is over" if deadline else "")
    )
    timer.daemon = True
    if deadline:
        timer.start()
    with _signals(lambda number, _: found.now("killed", f"ended by {signal.Signals(number).name}")):
        try:
            yield found
        finally:
            timer.cancel()


@contextmanager
def _signals(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    mine = [number for number in SIGNALS if main and signal.getsignal(number) is not signal.SIG_IGN]  # as after nohup
    before = {number: signal.signal(number, handler) for number in mine}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
