"""Breaks of two runs, matched: which are still there, which appeared, and which vanished.

Where a side broke is itself uncertain, and another week of articles may move it. So a break is still there where the
other run has one of the same side and direction near it: within as many bins as a break may wander (see `looks`), of
the longer bins where those of the two runs differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from tenor.narrative.looks import is_near

STILL, APPEARED, VANISHED = "still there", "appeared", "vanished"

Break = Mapping[Any, Any]


def matched(
    before: pd.DataFrame, after: pd.DataFrame, *, scorers: tuple[str, str], sides: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Give a row for each break in the tables `breaks` of two runs, each under the scorer of its own.

    Cells: side, outcome, period, and before and after the first day of the bin and the shift, None where it is not
    there. `note` tells of what appeared or vanished what the other run says about that place.
    """
    for side in sides:
        one, other = (
            table[(table["scorer"] == scorer) & (table["side"] == side)].to_dict("records")
            for table, scorer in zip((before, after), scorers, strict=True)
        )
        yield from ({"side": side, **cells} for cells in _of_side(one, other))


def _of_side(before: Sequence[Break], after: Sequence[Break]) -> Iterator[dict[str, Any]]:
    was, now = (_held(rows) for rows in (before, after))
    pairs = _pairs(was, now)
    for i, j in pairs.items():
        yield _cells(STILL, was[i], now[j])
    for j, one in enumerate(now):
        if j not in pairs.values():
            yield _cells(APPEARED, None, one, _said(one, before))
    for i, one in enumerate(was):
        if i not in pairs:
            yield _cells(VANISHED, one, None, _said(one, after))


def _held(rows: Sequence[Break]) -> list[Break]:
    return sorted((row for row in rows if row["breaks"] == "yes"), key=lambda row: row["bin"])


def _pairs(was: Sequence[Break], now: Sequence[Break]) -> dict[int, int]:
    """Give which break of the one is which of the other, the nearest first, by their places."""
    near = [(_apart(a, b), i, j) for i, a in enumerate(was) for j, b in enumerate(now) if _is_one(a, b)]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(near):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return dict(sorted(pairs.items()))


def _is_one(a: Break, b: Break) -> bool:
    return bool(_is_near(a, b) and np.sign(a["shift"]) == np.sign(b["shift"]))


def _is_near(a: Break, b: Break) -> bool:
    return is_near(a["bin"], b["bin"], a["period"], b["period"])


def _apart(a: Break, b: Break) -> int:
    return int(abs((a["bin"] - b["bin"]).days))


def _said(one: Break, there: Sequence[Break]) -> str:
    """Give what the other run says where it has not this break: of a step near there, or of the side as a whole."""
    of_side = [row for row in there if row["breaks"] == "" or row["bin"] is pd.NaT]
    near = [row for row in there if row not in of_side and row["breaks"] == "no" and _is_near(one, row)]
    return next((str(row["note"]) for row in (*near, *of_side)), "no step was tested near there")


def _cells(outcome: str, was: Break | None, now: Break | None, note: str = "") -> dict[str, Any]:
    ends = {"before": was, "after": now}
    told = {f"{name}_{when}": row[name] if row else None for name in ("bin", "shift") for when, row in ends.items()}
    period = next(row["period"] for row in (now, was) if row)
    return {"outcome": outcome, "period": period, **told, "note": note}
