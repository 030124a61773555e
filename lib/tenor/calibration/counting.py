"""Verdicts counted over many corpora of each world: the table `calibration`."""

import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd
from pandera.config import config_context

from tenor import tables
from tenor.audit import wilson
from tenor.calibration.cells import Cell
from tenor.calibration.judging import named
from tenor.calibration.worlds import SPREAD, news
from tenor.narrative import VERDICTS

FALLS = ("falling", "downward spiral")
"""The verdicts that raise an alarm."""

AT_ONCE = 10
"""Corpora that a process takes on at a time."""


def calibration(cells: Sequence[Cell], *, corpora: int, seed: int, processes: int = 1, delta: float) -> pd.DataFrame:
    """Give the table `calibration`: how often each verdict was given in `corpora` corpora of each of `cells`.

    `seed` decides every corpus, whatever the number of `processes`. With more than one, work is dealt out to processes
    started afresh.
    """
    jobs = [
        (cell, (seed, number, first), min(AT_ONCE, corpora - first), delta)
        for number, cell in enumerate(cells)
        for first in range(0, corpora, AT_ONCE)
    ]
    found: dict[Cell, Counter[str]] = {cell: Counter() for cell in cells}
    for (cell, *_), names in zip(jobs, _done(jobs, processes), strict=True):
        found[cell].update(names)
    return tables.frame("calibration", _rows(found, corpora))


def shares(table: pd.DataFrame, by: Sequence[str], *, verdicts: Iterable[str] = FALLS) -> pd.DataFrame:
    """Give how often any of `verdicts` was given in `calibration`, by some of its columns, with Wilson's interval.

    Cells that agree in all of `by` are counted together.
    """
    hits = table[table["verdict"].isin(list(verdicts))].groupby(list(by), sort=False)["n"].sum()
    corpora = table[table["verdict"] == VERDICTS[0]].groupby(list(by), sort=False)["corpora"].sum()
    found = pd.DataFrame({"n": hits, "corpora": corpora}).reset_index()
    ends = [wilson(n / of, of) for n, of in zip(found["n"], found["corpora"], strict=True)]
    low, high = np.array(ends).reshape(-1, 2).T
    return found.assign(share=found["n"] / found["corpora"], low=low, high=high)


def confusion(table: pd.DataFrame) -> pd.DataFrame:
    """Give the shares of the verdicts (columns) on each truth (rows) of the question *truths*."""
    asked = table[table["question"] == "truths"].assign(share=lambda rows: rows["n"] / rows["corpora"])
    crossed = asked.pivot(index="truth", columns="verdict", values="share")
    return crossed.reindex(index=asked["truth"].unique(), columns=list(VERDICTS))


def _done(jobs: Sequence[tuple[Cell, tuple[int, int, int], int, float]], processes: int) -> Iterator[list[str]]:
    if processes <= 1:
        yield from map(_names, jobs)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(_names, jobs)


def _names(job: tuple[Cell, tuple[int, int, int], int, float]) -> list[str]:
    """Give the verdicts on some corpora; tables are not checked against their columns, which takes most of the time."""
    cell, seed, n, delta = job
    draw = np.random.default_rng(seed)
    with config_context(validation_enabled=False):
        return [named(news(cell.world, draw), delta=delta) for _ in range(n)]


def _rows(found: dict[Cell, Counter[str]], corpora: int) -> Iterator[dict[str, object]]:
    for cell, counts in found.items():
        world = cell.world
        lasting = world.tones.news**2 / (world.tones.news**2 + SPREAD**2)
        for verdict in VERDICTS:
            yield {
                "question": cell.question,
                "truth": cell.truth,
                "fall": max(world.tones.falls),
                "news": round(lasting, 3),
                "carried": world.tones.carried,
                "weeks": world.weeks,
                "articles": world.articles,
                "stances": world.articles * world.per,
                "outlets": world.outlets,
                "verdict": verdict,
                "n": counts[verdict],
                "corpora": corpora,
            }
