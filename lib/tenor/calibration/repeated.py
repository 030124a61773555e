"""What comes of looking every week: how often a change is announced where there is none, and how late where there is.

A history is two years of invented news. It is looked at week after week, with a *reach* of one of three kinds, and what
the looks say is handed to two rules: *one run*, which announces whatever differs from the last look, and *two runs*,
which is the one that schedules follow (`tenor.narrative.looks`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tenor.calibration.counting import FALLS
from tenor.calibration.judging import SIDES, answered, moves_in
from tenor.calibration.worlds import News, World, news
from tenor.narrative.breaks import breaks_in
from tenor.narrative.looks import Break, Look, changes

YEAR = 52
"""Weeks of looking, and of news before the first look where there is any."""

MOVES = (*FALLS, "recovering")
"""The verdicts that say that something happened."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a look reads: the `window` weeks before it, 0 for all so far; weeks count from the one called `first` on."""

    name: str
    first: int
    window: int = 0


REACHES = (
    Reach("all, first year", 1),
    Reach("all, second year", YEAR),
    Reach("last 52 weeks", YEAR, YEAR),
)


@dataclass(frozen=True, slots=True)
class Announced:
    """The weeks in which a rule announced something.

    That tone falls, that it moves at all, any other verdict, and a break that came or went.
    """

    falls: tuple[int, ...]
    moves: tuple[int, ...]
    verdicts: tuple[int, ...]
    breaks: tuple[int, ...]


def announced(
    world: World, reach: Reach, *, seed: Sequence[int], delta: float, with_breaks: bool = False
) -> dict[str, Announced]:
    """Give what each rule announces in a year of looking at one history of `world`, which `seed` decides.

    Breaks take ten times as long, so they are looked for only where they are asked for.
    """
    told = news(world, np.random.default_rng(seed))
    weeks = range(max(1, reach.first - 1), reach.first + YEAR + (reach.first > 1))
    parts = (cut(told, week - reach.window if reach.window else 0, week) for week in weeks)
    seen = [_look(part, week, delta, with_breaks) for week, part in zip(weeks, parts, strict=True)]
    return {name: rule(seen, reach.first) for name, rule in RULES.items()}


def one_run(seen: Sequence[Look], first: int) -> Announced:
    """Give what is announced after the week `first` by whoever believes each look."""
    pairs = [(int(now.turn), before, now) for before, now in pairwise(seen) if int(now.turn) > first]
    verdicts = [(week, now) for week, before, now in pairs if (before.verdict, before.side) != (now.verdict, now.side)]
    return Announced(
        tuple(week for week, now in verdicts if now.verdict in FALLS),
        tuple(week for week, now in verdicts if now.verdict in MOVES),
        tuple(week for week, _ in verdicts),
        tuple(week for week, before, now in pairs if _lacks(before, now) or _lacks(now, before)),
    )


def two_runs(seen: Sequence[Look], first: int) -> Announced:
    """Give what is announced after the week `first` where two looks in a row have to agree."""
    told = [(int(look.turn), change) for look, change in zip(seen, changes(seen), strict=True) if change]
    found = [(week, change) for week, change in told if week > first]
    return Announced(
        tuple(week for week, change in found if change.of_verdict and change.after.verdict in FALLS),
        tuple(week for week, change in found if change.of_verdict and change.after.verdict in MOVES),
        tuple(week for week, change in found if change.of_verdict),
        tuple(week for week, change in found if change.new or change.gone),
    )


RULES = {"one run": one_run, "two runs": two_runs}


def cut(told: News, first: int, last: int) -> News:
    """Give the news from the beginning of the week `first` to that of the week `last`."""
    kept = (told.day >= 7 * first) & (told.day < 7 * last)
    of_kept = kept[told.article]
    number = np.cumsum(kept) - 1
    return News(
        told.day[kept],
        told.outlet[kept],
        number[told.article[of_kept]],
        told.side[of_kept],
        told.polarity[:, of_kept],
    )


def _lacks(look: Look, other: Look) -> bool:
    """Tell whether the other look has a break that this one does not have."""
    return not all(look.has(one) for one in other.breaks)


def _look(told: News, week: int, delta: float, with_breaks: bool) -> Look:
    verdict, side = answered(told, delta=delta)
    found = tuple(_breaks(told)) if with_breaks else ()
    return Look(str(week), str(week), "", verdict, side, found)


def _breaks(told: News) -> Iterator[Break]:
    made = moves_in(told)
    for row in breaks_in(made, sides=SIDES):
        if row["breaks"] == "yes":
            yield Break(row["side"], row["bin"].item(), made.period, row["shift"], row["p_all"])
