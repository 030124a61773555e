"""Kernels started ahead of their notebook: the next one starts while the one before it runs.

Starting a kernel and importing pandas takes longer than most notebooks here. Where there is a nursery, kernels are
forked from a process that has done the imports; elsewhere each does them itself, before its notebook asks. Either way
each notebook gets a clean process of its own: nothing but imports has run in it.
"""

import ast
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from tenor.runs.nursery import Nursery

QUIET = ["--IPKernelApp.log_level=50"]
"""Kernels warn at their start that they do not encrypt what they say over loopback, and at their end that they were
interrupted, which is how they are told to stop. What goes wrong in a notebook reaches us by another way."""

APART = ["--HistoryManager.enabled=False", "--InteractiveShellApp.exec_PYTHONSTARTUP=False"]
"""A run is the same for everybody: what somebody's own sessions start with does not run before its notebooks, and their
cells are in nobody's history. So kernels have an IPython folder of their own besides."""

STARTING = 60
"""Seconds that a kernel may take to start and to import."""


class Kernels:
    """Kernel managers, one for each notebook in turn, as an iterator; the next is always started ahead."""

    def __init__(self, notebooks: Sequence[Path], *, cwd: Path, nursery: Nursery | None = None) -> None:
        self._notebooks, self._cwd, self._nursery = notebooks, cwd, nursery
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="kernel")
        self._started: list[Future[Any]] = []
        self._groups: list[int] = []
        self._killed = False
        self._ipython = TemporaryDirectory(prefix="tenor-", ignore_cleanup_errors=True)

    def __iter__(self) -> Iterator[Any]:
        for i in range(len(self._notebooks)):
            for notebook in self._notebooks[len(self._started) : i + 2]:
                self._started.append(self._pool.submit(self._start, notebook))
            yield self._started[i].result()
            self._shut_down(self._started[i])

    def kill(self) -> None:
        """Kill every kernel, and what each has started; none starts any more. Safe in a handler of signals."""
        self._killed = True
        for group in list(self._groups):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)

    def close(self) -> None:
        """Shut down every kernel, also those that no notebook has used, with what they have started."""
        for future in self._started:
            if not future.cancel():
                self._shut_down(future)
        self.kill()
        self._pool.shutdown()
        self._ipython.cleanup()

    def _start(self, notebook: Path) -> Any:
        manager = self._manager()
        arguments = [*QUIET, *APART, f"--ipython-dir={self._ipython.name}"]
        asyncio.run(_start(manager, notebook, self._cwd, arguments))
        self._groups.append(manager.provisioner.pgid)
        if self._killed:
            self.kill()
        return manager

    def _manager(self) -> Any:
        from jupyter_client.manager import AsyncKernelManager

        manager = AsyncKernelManager(kernel_name="python3")
        if self._nursery:
            manager.provisioner = _provisioner(manager, self._nursery, lambda: self._killed)
        return manager

    def _shut_down(self, future: "Future[Any]") -> None:
        with suppress(Exception):  # a kernel that never started, or has gone, needs no shutting down
            manager = future.result()
            asyncio.run(manager.shutdown_kernel(now=True))
        if future.exception() is None:
            with suppress(ProcessLookupError, PermissionError, ValueError):
                group = future.result().provisioner.pgid
                self._groups.remove(group)
                os.killpg(group, signal.SIGKILL)  # what the kernel has started and left


@contextmanager
def kernels_for(notebooks: Sequence[Path], *, cwd: Path, nursery: Nursery | None = None) -> Iterator[Kernels]:
    """Give the kernels of these notebooks; all of them have been shut down at the end."""
    with ExitStack() as stack:
        kernels = Kernels(notebooks, cwd=cwd, nursery=nursery)
        stack.callback(kernels.close)
        yield kernels


def imports_of(notebook: Path) -> str:
    """Give the import statements of a notebook, a line each."""
    cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    trees = (ast.parse(cell.source) for cell in cells if cell.cell_type == "code")
    found = (node for tree in trees for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    return "\n".join(map(ast.unparse, found))


async def _start(manager: Any, notebook: Path, cwd: Path, arguments: list[str]) -> None:
    """Start a kernel and let it do the notebook's imports; if these fail, the notebook will say so itself."""
    await manager.start_kernel(extra_arguments=arguments, cwd=str(cwd))
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=STARTING)
        await client.execute_interactive(imports_of(notebook), silent=True, timeout=STARTING, output_hook=_unheard)
    except (RuntimeError, TimeoutError, SyntaxError):
        pass
    finally:
        client.stop_channels()


def _provisioner(manager: Any, nursery: Nursery, unwanted: Callable[[], bool]) -> Any:
    """Give a provisioner that has kernels forked, where they are of this interpreter and the nursery does.

    It starts none the plain way either once they are `unwanted`.
    """
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class ForkedProvisioner(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
            if cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
                return await super().launch_kernel(cmd, **kwargs)
            try:
                request = {"arguments": cmd[3:], "cwd": kwargs["cwd"], "env": kwargs["env"]}
                forked = nursery.fork("kernel", unwanted=unwanted, **request)
            except OSError:
                if unwanted():
                    raise
                return await super().launch_kernel(cmd, **kwargs)
            self.process: Any = forked
            self.pid = self.pgid = forked.pid
            return self.connection_info

    return ForkedProvisioner(kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager)


def _unheard(message: object) -> None:
    """Drop what the imports print: they print it again in the notebook, or only once and to nobody."""
