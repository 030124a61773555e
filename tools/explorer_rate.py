"""How long a click takes in the explorer, in a real browser, at 10,000 and at 100,000 stances, and in JupyterLab.

From the click until every view is drawn again, the kernel's part included. First the browser asks a session in this
process, then, of 10,000 stances, a kernel of a JupyterLab on loopback.
It needs Chromium on PATH and the groups `test` and `lab`:  python tools/explorer_rate.py
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import narrative_rate
from tenor.columns import TABLES
from tenor.explore.session import Session
from tenor.runs.folder import Run, write_json
from tests.browser.conftest import FLAGS, WIDE, chromium
from tests.browser.kernel import show_explorer
from tests.browser.lab import Lab, jupyterlab

EXPLORER = "Explorer(look_at"
ROUNDS = 5
SIZES = (10_000, 100_000)
TOPICS = ("", "trade", "taiwan;military", "climate", "technology;trade")
DRAWN = "(before) => document.querySelector('.tenor-explorer').dataset.drawn !== before"


def main() -> None:
    """Print the first view and the median and slowest of each kind of click."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS.split())
        for n in SIZES:
            run = run_of(n, Path(folder))
            page = browser.new_page(viewport=WIDE)
            begun = time.perf_counter()
            frame = show_explorer(page, Session(str(run), out=folder))
            print(f"explorer: first view of {n:,} stances after {time.perf_counter() - begun:.1f} s")
            for name, taken in clicks(page, frame):
                print(f"  {name}: {statistics.median(taken):.0f} ms, the slowest {max(taken)} ms")
            page.close()
        rate_in_lab(browser.new_page(viewport=WIDE), Path(folder))


def rate_in_lab(page: Page, folder: Path) -> None:
    """Print the same of the notebook `explore` in JupyterLab, of the smaller size."""
    with jupyterlab(folder) as served:
        (served.root / "runs").mkdir()
        run_of(SIZES[0], served.root / "runs")
        lab = Lab(page, served)
        lab.open("explore.ipynb")
        lab.run_all()
        frame = lab.output(EXPLORER).locator(".tenor-explorer[data-drawn]")
        print(f"explorer, in JupyterLab, {SIZES[0]:,} stances:")
        for name, taken in clicks(page, frame):
            print(f"  {name}: {statistics.median(taken):.0f} ms, the slowest {max(taken)} ms")


def run_of(n: int, folder: Path) -> Path:
    """Make a run folder of `n` made-up stances."""
    world = narrative_rate.world(n)
    found, articles = world["stances"], world["articles"]
    found = found.assign(
        topics=[TOPICS[i % len(TOPICS)] for i in range(len(found))],
        kind="indirect",
        paragraph=0,
        content=[f"both would have to find a way {i} to talk about what divides them" for i in range(len(found))],
    )
    path = folder / f"2024-01-01T00-00-00_{n}"
    path.mkdir()
    Run(path).save(
        articles=articles.assign(
            **{name: 0 if name == "n_chars" else "" for name in TABLES["articles"] if name not in articles}
        ),
        stances=found.assign(**{name: "" for name in TABLES["stances"] if name not in found}),
        scores=world["scores"].assign(subjectivity=0.5, n_assessed=2),
    )
    parameters = {"corpus": "-", "relation": "us-china", "scorer": "diplomatic"}
    write_json(path / "run.json", {"status": "ok", "parameters": parameters})
    return path


def clicks(page: Page, frame: Locator) -> Iterator[tuple[str, list[int]]]:
    """Give the milliseconds of each kind of click, each round another one."""
    words, scorer, over = (frame.get_by_label(name) for name in ("Words said", "Scorer", "Timeline by"))
    kinds: dict[str, Callable[[int], object]] = {
        "words are looked for": lambda n: words.fill(f"way {n + 1}"),
        "and cleared": lambda _: words.fill(""),
        "a point is picked": lambda n: frame.locator(".point").nth(3 + n).press("Enter"),
        "and unpicked": lambda _: frame.get_by_role("button", name="Unpick").click(),
        "the table is sorted": lambda _: frame.get_by_role("button", name="Polarity", exact=True).click(),
        "a page is turned": lambda _: frame.get_by_role("button", name="Next").click(),
        "another period": lambda n: over.select_option(["week", "quarter"][n % 2]),
        "another scorer": lambda n: scorer.select_option(["vader", "textblob"][n % 2]),
    }
    taken: dict[str, list[int]] = {name: [] for name in kinds}
    for number in range(ROUNDS):
        for name, click in kinds.items():
            before = frame.get_attribute("data-drawn")
            click(number)
            page.wait_for_function(DRAWN, arg=before, timeout=60_000)
            taken[name].append(int(str(frame.get_attribute("data-took"))))
    yield from taken.items()


if __name__ == "__main__":
    main()
