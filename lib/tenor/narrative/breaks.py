"""Where a side's mean polarity moves to another level, and who said what there: the tables `breaks` and `around`."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from tenor import tables
from tenor.narrative.correction import holm
from tenor.narrative.jackknife import LEVEL
from tenor.narrative.means import with_polarity
from tenor.narrative.moves import FEWEST_BINS, FILLED, Moves, moves
from tenor.narrative.steps import Step, steps
from tenor.narrative.timeline import PERIODS, Days

ENOUGH = f"{FEWEST_BINS} bins in three quarters of which the side speaks would be enough to look for a break"

STRAIGHT = "a straight line tells these bins as well, so this may be a trend"

BESIDE = 2
"""The stances of so many bins on each side of a break are looked through."""

HANDFUL = 5
"""So many stances are told before and after a break."""


def breaks(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: tuple[str, str],
    over: str = "auto",
) -> pd.DataFrame:
    """Give the table `breaks`: by scorer, the steps of each side's mean polarity by bin that were tested.

    How steps are found and tested, `steps` says. `p_all` is corrected for all steps that were tested of the scorer
    (Holm). `breaks` is yes where `p_all` is at most .05 and no straight line tells the bins as well. `before` and
    `after` are the means of the bins from one break to the next, each bin weighing alike. The interval of `shift`
    allows for what one bin carries over to the next, and not for the break being where the shift looks largest. Bins in
    which the side says nothing are left out. A side in which nothing was to be tested has a row that says so; one with
    fewer than 24 bins, or silent in more than a quarter of them, has a row that says what would be enough.

    Raises ParameterError for an unknown period or scorer.
    """
    rows: list[dict[str, Any]] = []
    for scorer in scorers:
        made = moves(stances, scores, scorer=scorer, sides=sides, over=over)
        rows.extend({"scorer": scorer, **cells} for cells in breaks_in(made, sides=sides))
    return tables.frame("breaks", rows)


def breaks_in(made: Moves, *, sides: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give the rows of `breaks` under one scorer, but for the scorer."""
    common = {"period": made.period, "n_bins": len(made.bins)}
    found = [cells for number, side in enumerate(sides) for cells in _cells(made, number, side)]
    corrected = holm([float(cells.get("p", np.nan)) for cells in found])
    yield from ({**common, **_judged(cells, p_all)} for cells, p_all in zip(found, corrected, strict=True))


def around(stances: pd.DataFrame, scores: pd.DataFrame, breaks: pd.DataFrame, *, most: int = HANDFUL) -> pd.DataFrame:
    """Give the table `around`: what was said beside each break of the table `breaks`, at most `most` stances each way.

    They are of the two bins before it and the two from it on. Where a side falls, they are the friendliest before it
    and the harshest after it, where it rises the other way round: those that make the two levels what they are. The
    one that pulls most comes first.
    """
    held = breaks[breaks["breaks"] == "yes"]
    rows: list[dict[str, Any]] = []
    for scorer, broken in held.groupby("scorer", sort=False):
        scored = with_polarity(stances, scores, scorer=str(scorer)).dropna(subset=["published", "polarity"])
        for one in broken.to_dict("records"):
            where = {key: one[key] for key in ("scorer", "side", "bin")}
            told = scored[scored["side"] == one["side"]]
            rows.extend({**where, **cells} for cells in _pulling(told, one, most))
    return tables.frame("around", rows)


def _pulling(told: pd.DataFrame, one: Mapping[Hashable, Any], most: int) -> Iterator[dict[str, Any]]:
    """Give the stances of the bins beside a break that pull most: away from the new level before it, to it after."""
    distance = _bins_after(told["published"].to_numpy().astype("datetime64[D]"), one["bin"], one["period"])
    way = float(np.sign(one["shift"]))
    for when, near, sign in (
        ("before", (distance >= -BESIDE) & (distance < 0), -way),
        ("after", (distance >= 0) & (distance < BESIDE), way),
    ):
        pulls = told[near].assign(pull=sign * told["polarity"][near])
        first = pulls.sort_values(["pull", "stance_id"], ascending=[False, True]).head(most)
        for stance, polarity in zip(first["stance_id"], first["polarity"], strict=True):
            yield {"when": when, "stance_id": stance, "polarity": polarity}


def _cells(made: Moves, number: int, side: str) -> Iterator[dict[str, Any]]:
    polarity = made.polarity[:, number]
    told = ~np.isnan(polarity)
    filled, n = int(told.sum()), len(polarity)
    if n < FEWEST_BINS or filled < FILLED * n:
        note = f"{side} speaks in {filled} of {n} bins (one a {made.period}); {ENOUGH}"
        yield {"side": side, "breaks": "", "note": note}
        return
    found = steps(polarity[told])
    if not found:
        yield {"side": side, "breaks": "no", "note": f"no other level stands out in {filled} bins"}
    for step in found:
        yield {"side": side, "bin": made.bins[told][step.at], **_numbers(step), "straight": step.straight, "note": ""}


def _numbers(step: Step) -> dict[str, float]:
    shift = step.after - step.before
    ends = {"low": shift - step.half, "high": shift + step.half}
    return {"before": step.before, "after": step.after, "shift": shift, **ends, "p": step.p}


def _judged(cells: dict[str, Any], p_all: float) -> dict[str, Any]:
    if "p" not in cells:
        return cells
    likely = p_all > 1 - LEVEL
    why = "as clear a step is likely by chance" if likely else STRAIGHT if cells["straight"] else ""
    return {**cells, "p_all": p_all, "breaks": "no" if why else "yes", "note": why}


def _bins_after(days: Days, first: pd.Timestamp, period: str) -> np.ndarray:
    """Give how many bins each day lies after the bin that begins with `first`: below 0 where before it."""
    at = np.datetime64(first, "D")
    if not len(days):
        return np.zeros(0, dtype=int)
    bins = np.unique(PERIODS[period](np.arange(min(days.min(), at), max(days.max(), at) + 1)))
    return np.asarray(np.searchsorted(bins, PERIODS[period](days)) - np.searchsorted(bins, at))
