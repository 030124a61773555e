"""A process that has imported what notebooks import, and forks the kernels of runs: they start in a tenth of the time.

Each kernel is a process of its own, forked from one in which nothing but imports has run. A fork of a process with
threads may hang, so the nursery has one thread only: it takes requests one by one over a socket, gives the linear
algebra under numpy one thread, and refuses to fork where some import has started another. Whoever asked is watched:
when it goes away, `kill -9` included, the nursery ends what it forked for it, children of the kernels too.

Linux only: elsewhere, and wherever the nursery refuses, kernels start the plain way.
"""

import atexit
import gc
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tenor.runs.provenance import LIBRARY

CAN_FORK = sys.platform == "linux"
ONE_THREAD = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""What keeps numpy, scipy and pyarrow from starting threads when they are imported."""
ANSWERING = 120
"""Seconds that a nursery may take to import, and to fork."""

LEAVING = 2
"""Seconds that a nursery has to end what it forked, and at most for an answer that somebody does not wait for."""

INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
"""What a kernel sets before anything imports matplotlib."""


class Nursery:
    """The side that asks: `Nursery.started` starts one, `fork` has it fork."""

    def __init__(self, connection: socket.socket, process: "subprocess.Popen[bytes] | None" = None) -> None:
        self._connection, self._process, self._asking = connection, process, threading.Lock()
        connection.settimeout(LEAVING)

    @classmethod
    def started(cls, preload: str) -> "Nursery":
        """Start a nursery that runs the import statements in `preload`; it has ended when this one is closed."""
        mine, theirs = socket.socketpair()
        command = [sys.executable, "-m", "tenor.runs.nursery", str(theirs.fileno())]
        places = os.pathsep.join(filter(None, [str(LIBRARY.parent), os.environ.get("PYTHONPATH")]))
        environment = INLINE | dict(os.environ) | ONE_THREAD | {"PYTHONPATH": places}
        with theirs:
            process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), env=environment, start_new_session=True)
        nursery = cls(mine, process)
        nursery._send({"task": "preload", "source": preload})
        return nursery

    def fork(self, task: str, *, unwanted: Callable[[], bool] = lambda: False, **request: object) -> "Forked":
        """Give a new process that does `task`.

        Raises OSError where the nursery has gone, may not fork or does not answer; that is InterruptedError where it
        has not answered yet, and the process is `unwanted` by now.
        """
        with self._asking:
            self._send({"task": task, **request})
            told = json.loads(self._answer(unwanted))
        if "pid" not in told:
            raise OSError(told["refused"])
        return Forked(told["pid"])

    def close(self) -> None:
        """Let go of the nursery: it ends what it forked for this side."""
        self._connection.close()
        if self._process:
            try:
                self._process.wait(LEAVING)
            except subprocess.TimeoutExpired:  # it is still importing, and has forked nothing yet
                self._process.kill()
                self._process.wait()

    def _send(self, request: Mapping[str, object]) -> None:
        self._connection.sendall(json.dumps(request).encode() + b"\n")

    def _answer(self, unwanted: Callable[[], bool]) -> bytes:
        """Wait for an answer; where there is none in time let go of the nursery, and so of what it may fork later."""
        line, end = b"", time.monotonic() + ANSWERING
        while not line.endswith(b"\n"):
            try:
                part = self._connection.recv(1 << 12)
            except TimeoutError:
                if time.monotonic() < end and not unwanted():
                    continue
                self._connection.close()
                raise (InterruptedError if unwanted() else TimeoutError)("the nursery does not answer") from None
            if not part:
                return b'{"refused": "the nursery has gone"}'
            line += part
        return line


class Forked:
    """A forked process, with what callers of `subprocess.Popen` ask of one; its exit status is not known."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Give None while the process is there, then 0."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Give 0: asked only once the process has gone."""
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the process and to what it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def terminate(self) -> None:
        """Tell the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill the process and what it started."""
        self.send_signal(signal.SIGKILL)


class _Server:
    """The side that forks: who is connected, and which processes were forked for whom."""

    def __init__(self, connection: socket.socket) -> None:
        self._selector = selectors.DefaultSelector()
        self._forked: dict[socket.socket, list[tuple[int, str]]] = {}
        self._begun: dict[socket.socket, bytes] = {}
        self._connect(connection)

    def serve(self) -> None:
        """Answer until everybody has gone."""
        while self._forked:
            for key, _ in self._selector.select():
                self._hear(key.fileobj)

    def _hear(self, connection: Any) -> None:
        """Take in what a connection has sent, and answer every request that is whole."""
        try:
            heard = connection.recv(1 << 16)
        except ConnectionResetError:  # who asked was killed before it read the answer
            heard = b""
        if not heard:
            self._disconnect(connection)
            return
        *lines, self._begun[connection] = (self._begun[connection] + heard).split(b"\n")
        for line in lines:
            self._answer(connection, json.loads(line))

    def _answer(self, connection: socket.socket, request: dict[str, Any]) -> None:
        task = request.pop("task")
        if task == "preload":
            _preload(request["source"])
            return
        told = {"pid": self._fork(connection, task, request)} if _threads() == 1 else {"refused": "it has threads"}
        with suppress(OSError):
            connection.sendall(json.dumps(told).encode() + b"\n")

    def _fork(self, connection: socket.socket, task: str, request: dict[str, Any]) -> int:
        ours, theirs = socket.socketpair() if task == "run" else (None, None)
        pid = os.fork()
        if pid == 0:
            for each in [*self._forked, *([ours] if ours else [])]:
                os.close(each.fileno())
            _do(task, request, theirs)
        with suppress(OSError):
            os.setpgid(pid, pid)  # the child does so too: whoever is first
        self._forked[connection].append((pid, task))
        if ours and theirs:
            theirs.close()
            self._connect(ours)
        return pid

    def _connect(self, connection: socket.socket) -> None:
        self._forked[connection], self._begun[connection] = [], b""
        self._selector.register(connection, selectors.EVENT_READ)

    def _disconnect(self, connection: Any) -> None:
        """End what was forked for somebody who has gone: kernels at once, runs so that they can say how they ended."""
        self._selector.unregister(connection)
        for pid, task in self._forked.pop(connection):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGTERM if task == "run" else signal.SIGKILL)
        del self._begun[connection]
        connection.close()


def _do(task: str, request: Mapping[str, Any], connection: socket.socket | None) -> None:
    """Be the forked process: do the task in a process group and an environment of its own, then end."""
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        _new_random_state()
        _TASKS[task](request, connection)
    except SystemExit:
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()
        sys.stderr.flush()
        os._exit(0)


def _kernel(request: Mapping[str, Any], _connection: socket.socket | None) -> None:
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = [sys.executable, *request["arguments"]]
    arguments = [*request["arguments"], f"--IPKernelApp.parent_handle={os.getppid()}"]
    IPKernelApp.launch_instance(argv=arguments)


def _run(request: Mapping[str, Any], connection: socket.socket | None) -> None:
    from tenor.runs.points import run_point

    assert connection
    run_point(request, Nursery(connection))


_TASKS: dict[str, Callable[[Mapping[str, Any], socket.socket | None], None]] = {"kernel": _kernel, "run": _run}


def _preload(source: str) -> None:
    import ipykernel.kernelapp  # noqa: F401

    names = {"__name__": "preload"}
    for line in source.splitlines():
        with suppress(Exception):  # what a notebook cannot import, it says itself
            exec(line, names)  # noqa: S102  # import statements of our own notebooks
    gc.collect()
    gc.freeze()


def _new_random_state() -> None:
    """Seed numpy's old generator anew, or every kernel would draw alike; Python's seeds itself after a fork."""
    numpy = sys.modules.get("numpy")
    if numpy:
        numpy.random.seed()


def _threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def main() -> None:
    """Serve on the socket whose number is the first argument."""
    sys.path[:] = [place for place in sys.path if place not in ("", str(Path.cwd()))]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # what has ended is forgotten at once
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Server(socket.socket(fileno=int(sys.argv[1]))).serve()


if __name__ == "__main__":
    main()
