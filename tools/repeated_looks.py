"""How often a weekly look announces a change that there is not, and how late one that there is: for docs/method.md.

    python tools/repeated_looks.py [HISTORIES] [alarms] [breaks] [price]

Five articles a week of five stances each, from one outlet, for two years. The same seeds give the same tables. With a
hundred histories of each world it takes a quarter of an hour of a processor's time; single tables can be asked for.
"""

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from pandera.config import config_context

from tenor.audit import wilson
from tenor.calibration import World
from tenor.calibration.cells import NEWS, steady
from tenor.calibration.repeated import REACHES, RULES, YEAR, Announced, Reach, announced

HISTORIES = 100
SEED, DELTA = 1, 0.1
ARTICLES = 5 * 2 * YEAR
FALLS = (0.4, 0.6)
OF_BREAKS, OF_PRICE = 8, 6
"""For breaks, which take ten times as long, every eighth history is drawn; for falls, which vary less, every sixth."""

Found = dict[str, list[Announced]]


def main(histories: int, asked: Sequence[str]) -> None:
    """Print the tables that are asked for: false verdicts, false breaks, and how late a fall is announced."""
    tables = {
        "alarms": ("| news | reads | rule | years with a false move | moves a year | verdicts a year |", alarms, 1),
        "breaks": ("| news | reads | rule | years with a false break | breaks a year |", breaks, OF_BREAKS),
        "price": (
            "| fall | news | reads | rule | announced within a year | weeks, median | nine of ten |",
            price,
            OF_PRICE,
        ),
    }
    for name in asked or tables:
        head, rows, fewer = tables[name]
        print(head, "|" + "---|" * (head.count("|") - 1), sep="\n")
        for row in rows(max(1, histories // fewer)):
            print(row, flush=True)
        print()


def alarms(histories: int) -> Iterator[str]:
    """Give the rows of announced verdicts in worlds where nothing changes."""
    for news, reach in product(NEWS, REACHES):
        for rule, found in _found(world(news), reach, histories).items():
            moves, verdicts = ([getattr(one, kind) for one in found] for kind in ("moves", "verdicts"))
            yield f"| {_told(news)} | {reach.name} | {rule} | {_years(moves)} | {_mean(moves)} | {_mean(verdicts)} |"


def breaks(histories: int) -> Iterator[str]:
    """Give the rows of announced breaks in worlds where nothing changes: without news, and where it lasts longest."""
    for news, reach in product((NEWS[0], NEWS[-1]), REACHES):
        for rule, found in _found(world(news), reach, histories, with_breaks=True).items():
            told = [one.breaks for one in found]
            yield f"| {_told(news)} | {reach.name} | {rule} | {_years(told)} | {_mean(told)} |"


def price(histories: int) -> Iterator[str]:
    """Give the rows of how late a fall of both sides is announced that begins after a year in which nothing changes."""
    for fall, news, reach in product(FALLS, (NEWS[0], NEWS[2]), REACHES[1:]):
        for rule, found in _found(world(news, fall=fall), reach, histories).items():
            late = [min(one.falls, default=np.inf) - YEAR for one in found]
            share = _share(sum(weeks < np.inf for weeks in late), len(late))
            half, most = (_weeks(float(np.quantile(late, part, method="inverted_cdf"))) for part in (0.5, 0.9))
            yield f"| {fall} | {_told(news)} | {reach.name} | {rule} | {share} | {half} | {most} |"


def world(news: tuple[float, float], *, fall: float = 0.0) -> World:
    """Give two years in which both sides feel the same news, and fall from the second year on."""
    tones = replace(steady(*news), falls=(fall, fall), quiet=YEAR)
    return World(tones, articles=ARTICLES, weeks=2 * YEAR)


def _found(asked: World, reach: Reach, histories: int, *, with_breaks: bool = False) -> Found:
    with config_context(validation_enabled=False):  # most of the time would go into checks of tables
        years = [
            announced(asked, reach, seed=(SEED, number), delta=DELTA, with_breaks=with_breaks)
            for number in range(histories)
        ]
    return {rule: [year[rule] for year in years] for rule in RULES}


def _years(weeks: Sequence[Sequence[int]]) -> str:
    return _share(sum(bool(each) for each in weeks), len(weeks))


def _share(n: int, of: int) -> str:
    low, high = wilson(n / of, of)
    return f"{100 * n / of:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def _mean(weeks: Sequence[Sequence[int]]) -> str:
    return f"{statistics.fmean(len(each) for each in weeks):.2f}"


def _weeks(number: float) -> str:
    return f"{number:.0f}" if number < np.inf else "more than 52"


def _told(news: tuple[float, float]) -> str:
    return f"{100 * news[0]:.0f} %, {news[1]}" if news[0] else "none"


if __name__ == "__main__":
    numbers, names = ([word for word in sys.argv[1:] if word.isdecimal() == is_number] for is_number in (True, False))
    main(int(numbers[0]) if numbers else HISTORIES, names)
