"""Kernels started ahead of their notebook: the next one starts, and does its imports, while the one before it runs.

Starting a kernel and importing pandas takes longer than most notebooks here, and uses one core. Each notebook still
gets a clean process of its own: nothing but the imports that it opens with has run in it.
"""

import ast
import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import nbformat

QUIET = ["--IPKernelApp.log_level=50"]
"""Kernels warn at their start that they do not encrypt what they say over loopback, and at their end that they were
interrupted, which is how they are told to stop. What goes wrong in a notebook reaches us by another way."""

STARTING = 60
"""Seconds that a kernel may take to start and to import."""


@contextmanager
def kernels_for(notebooks: Sequence[Path], *, cwd: Path) -> Iterator[Iterator[Any]]:
    """Give an iterator over kernel managers, one for each notebook in turn, the next always started ahead.

    All of them have been shut down at the end, also those that no notebook has used.
    """
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(1, thread_name_prefix="kernel"))
        yield _ahead(notebooks, pool, stack, cwd)


def imports_of(notebook: Path) -> str:
    """Give the import statements of a notebook, a line each."""
    cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    trees = (ast.parse(cell.source) for cell in cells if cell.cell_type == "code")
    found = (node for tree in trees for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    return "\n".join(map(ast.unparse, found))


def _ahead(notebooks: Sequence[Path], pool: ThreadPoolExecutor, stack: ExitStack, cwd: Path) -> Iterator[Any]:
    started: list[Future[Any]] = []
    for i in range(len(notebooks)):
        for notebook in notebooks[len(started) : i + 2]:
            future = pool.submit(_started, notebook, cwd)
            started.append(future)
            stack.callback(_shut_down, future)
        yield started[i].result()
        _shut_down(started[i])


def _started(notebook: Path, cwd: Path) -> Any:
    return asyncio.run(_start(notebook, cwd))


async def _start(notebook: Path, cwd: Path) -> Any:
    """Start a kernel and let it do the notebook's imports; if these fail, the notebook will say so itself."""
    from jupyter_client.manager import AsyncKernelManager

    manager = AsyncKernelManager(kernel_name="python3")
    await manager.start_kernel(extra_arguments=QUIET, cwd=str(cwd))
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=STARTING)
        await client.execute_interactive(imports_of(notebook), silent=True, timeout=STARTING, output_hook=_unheard)
    except (RuntimeError, TimeoutError, SyntaxError):
        pass
    finally:
        client.stop_channels()
    return manager


def _unheard(message: object) -> None:
    """Drop what the imports print: they print it again in the notebook, or only once and to nobody."""


def _shut_down(future: "Future[Any]") -> None:
    with suppress(Exception):  # a kernel that never started, or has gone, needs no shutting down
        manager = future.result()
        asyncio.run(manager.shutdown_kernel(now=True))
