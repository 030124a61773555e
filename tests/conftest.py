"""What holds for every test."""

import os
import signal
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def without_a_proxy() -> Iterator[None]:
    """Let no test ask a server of its own through a proxy of the machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            patch.delenv(name)
        yield


@pytest.fixture
def heeded() -> Iterator[None]:
    """Let signals be heeded, also where whoever started the tests has them ignored (`nohup`, a job of a script)."""
    numbers = (signal.SIGINT, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in [number for number in numbers if before[number] == signal.SIG_IGN]:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
