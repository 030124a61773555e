"""JupyterLab as `make lab` opens it, really started on loopback on a copy of the checkout, and driven in a page.

Ask for the fixture `lab` (in conftest.py), or start one's own with `jupyterlab(folder)`:

    lab.open("1_stances.ipynb")           # until its kernel is idle; without a name, what `make lab` opens
    lab.run_all()                         # as the menu Run does; raises AssertionError with a cell's error
    lab.output("article_view(")           # the outputs of the first cell whose source holds these words
    lab.theme("dark"); lab.narrow()
"""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Locator, Page, ViewportSize

ROOT = Path(__file__).parents[2]
COPIED = ("notebooks", "data", "docs", "lib", "tools")
NARROW, WIDE = ViewportSize(width=420, height=800), ViewportSize(width=1280, height=900)
NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"
SECONDS = 90


@dataclass(frozen=True, slots=True)
class Served:
    """A JupyterLab that answers: the copy of the checkout that it serves, its address, which ends in `/`, its token."""

    root: Path
    address: str
    token: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment that it runs in, for a command beside it."""
        return _environment(self.root, self.root.parent / "home")

    def asked(self, path: str, *, method: str = "GET", body: object = None) -> str:
        """Give what the server answers, as its own pages would ask it; a `body` is sent as JSON."""
        headers = {"Authorization": f"token {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return str(answer.read().decode())

    def forget(self) -> None:
        """End every kernel and close every tab, so that the next test finds none."""
        for kernel in json.loads(self.asked("api/kernels")):
            self.asked(f"api/kernels/{kernel['id']}", method="DELETE")
        shutil.rmtree(self.root / "build" / "lab", ignore_errors=True)


@contextmanager
def jupyterlab(folder: Path) -> Iterator[Served]:
    """Serve a copy of the checkout made in `folder`, with a home of its own; at the end nothing of it runs on."""
    root, home = folder / "checkout", folder / "home"
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    home.mkdir()
    command = [sys.executable, str(root / "tools" / "lab.py"), "--no-browser", "--ServerApp.port=0"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--LabApp.expose_app_in_browser=True"],
            cwd=root,
            env=_environment(root, home),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _answering(process, root, home)
        finally:
            _end(process)


class Lab:
    """A JupyterLab in a page; what is asked of a cell is asked of the notebook in front."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page = page
        self.served = served

    def open(self, notebook: str = "") -> None:
        """Open a notebook of `notebooks/`, by default where `make lab` leads, and wait until its kernel is idle."""
        where = f"lab/tree/notebooks/{notebook}" if notebook else ""
        self.page.goto(f"{self.served.address}{where}?token={self.served.token}")
        self.wait(notebook or "start.ipynb")

    def follow(self, link: str) -> None:
        """Click the link with these words in the notebook in front, and wait for the notebook that it leads to."""
        found = self.front.get_by_role("link", name=link, exact=True).first
        target = str(found.get_attribute("href")).split("?")[0].rsplit("/", 1)[-1]
        found.click()
        self.wait(target)

    def wait(self, notebook: str) -> None:
        """Wait until this notebook is in front, drawn, and its kernel idle."""
        self.page.wait_for_function(_IDLE, arg=notebook, timeout=SECONDS * 1000)
        self.front.locator(".jp-Cell").first.wait_for()

    def run_all(self, *, within: float = 2 * SECONDS) -> None:
        """Run all cells as the menu does; raises AssertionError with a cell's error."""
        self._done("runmenu:run-all", within)
        assert self.errors() == []

    def run(self, words: str, *, within: float = SECONDS) -> None:
        """Run the one cell whose source holds `words`; raises AssertionError as `run_all` does."""
        self.page.evaluate(f"(index) => {{{_BOOK}.activeCellIndex = index}}", self._index(words))
        self._done("notebook:run-cell", within)
        assert self.errors() == []

    def write(self, words: str, source: str) -> None:
        """Write another source into the cell whose source holds `words`."""
        self.page.evaluate(
            f"([index, source]) => {_BOOK}.widgets[index].model.sharedModel.setSource(source)",
            [self._index(words), source],
        )

    def errors(self) -> list[str]:
        """Give the errors that stand below cells."""
        return list(self.page.evaluate(_ERRORS))

    def cell(self, words: str) -> Locator:
        """Give the cell whose source holds `words`, the first of several."""
        return self.front.locator(f".jp-WindowedPanel-viewport > .jp-Cell >> nth={self._index(words)}")

    def output(self, words: str) -> Locator:
        """Give the output area of that cell."""
        return self.cell(words).locator(".jp-Cell-outputArea")

    @property
    def front(self) -> Locator:
        """The notebook in front."""
        return self.page.locator(NOTEBOOK)

    @property
    def dialogs(self) -> list[str]:
        """What stands in a reader's way: the words of dialogs and notifications."""
        return self.page.locator(".jp-Dialog, .Toastify__toast").all_inner_texts()

    def theme(self, name: str) -> None:
        """Change to the theme "light" or "dark"."""
        whole = f"JupyterLab {name.title()}"
        self.page.evaluate(f"(theme) => {_APP}.commands.execute('apputils:change-theme', {{theme}})", whole)
        self.page.locator(f"body[data-jp-theme-name='{whole}']").wait_for(state="attached")

    def narrow(self) -> None:
        """Look at it as in half a window, the list of files closed."""
        self.page.evaluate(f"{_APP}.shell.collapseLeft()")
        self.page.set_viewport_size(NARROW)

    def wide(self) -> None:
        """Look at it as at first."""
        self.page.evaluate(f"{_APP}.shell.expandLeft()")
        self.page.set_viewport_size(WIDE)

    def _done(self, command: str, within: float) -> None:
        self.page.evaluate(_EXECUTE, command)
        self.page.wait_for_function("() => window.tenorDone !== ''", timeout=within * 1000)
        assert self.page.evaluate("window.tenorDone") == "done"

    def _index(self, words: str) -> int:
        index = int(self.page.evaluate(_INDEX, words))
        assert index >= 0, f"no cell holds {words!r}"
        return index


_APP = "window.jupyterapp"
_BOOK = f"{_APP}.shell.currentWidget.content"
_EXECUTE = f"""(command) => {{
    window.tenorDone = '';
    {_APP}.commands.execute(command).then(
        () => {{ window.tenorDone = 'done'; }},
        (error) => {{ window.tenorDone = String(error); }},
    );
}}"""
_IDLE = f"""(name) => {{
    const panel = {_APP}?.shell?.currentWidget;
    return panel?.context?.path.endsWith('/' + name) && panel.context.isReady
        && panel.sessionContext?.session?.kernel?.status === 'idle';
}}"""
_INDEX = f"(words) => {_BOOK}.widgets.findIndex((cell) => cell.model.sharedModel.getSource().includes(words))"
_ERRORS = f"""() => {_BOOK}.widgets
    .flatMap((cell) => cell.model.type === 'code' ? cell.model.outputs.toJSON() : [])
    .filter((output) => output.output_type === 'error')
    .map((error) => error.ename + ': ' + error.evalue)"""


def _environment(root: Path, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG_", "MPL"))}
    return kept | {"HOME": str(home), "PYTHONPATH": str(root / "lib")}


def _answering(process: subprocess.Popen[bytes], root: Path, home: Path) -> Served:
    told = home / ".local" / "share" / "jupyter" / "runtime" / f"jpserver-{process.pid}.json"
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            known = json.loads(told.read_text("utf-8"))
            served = Served(root, f"http://127.0.0.1:{known['port']}/", known["token"])
            served.asked("api/status")
        except (OSError, ValueError):
            time.sleep(0.1)
        else:
            return served
    raise AssertionError(f"JupyterLab does not answer: {(root.parent / 'log').read_text('utf-8')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the server as its terminal would, then what it left; a kernel that outlives it fails the test."""
    if process.poll() is not None:
        return
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    _, left = psutil.wait_procs([psutil.Process(process.pid), *family], timeout=SECONDS / 2)
    for each in left:
        each.kill()
    process.wait()
    assert left == []
