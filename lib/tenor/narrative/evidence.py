"""The strongest evidence, each piece in one computed sentence: the table `evidence`.

Evidence speaks for a movement or against one. What is surely there lies at least one half width of its interval from
none. What cannot be shown counts by how far it falls short of that, so it ranks below whatever is sure, the emptiest
first; a trend that is surely small counts by how far it lies from the nearest change that would be called one.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from tenor import tables
from tenor.narrative.agreement import ALL
from tenor.narrative.criteria import PAIR, Trend, trend_of
from tenor.narrative.numerals import signed
from tenor.narrative.trend import BOTH
from tenor.narrative.verdict import DELTA

Tables = Mapping[str, pd.DataFrame]
Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class _Piece:
    about: str
    sentence: str
    strength: float


def evidence(made: Tables, *, scorer: str, delta: float = DELTA) -> pd.DataFrame:
    """Give the table `evidence` under `scorer`, strongest first, at most one piece about each thing.

    `made` has the tables by name. `trends` has to be there; `reciprocity`, `breaks`, `extremes`, `gaps` and `agreement`
    are looked at where they are. So there is always a first piece: about the trend, which is told as open where it is,
    and as what is lacking, with no strength, where there is too little for one.
    """
    pieces = [piece for find in FINDERS.values() for piece in find(made, scorer, delta)]
    best = {piece.about: piece for piece in sorted(pieces, key=lambda piece: piece.strength)}
    ordered = sorted(best.values(), key=lambda piece: -piece.strength)
    return tables.frame("evidence", ({"rank": rank, **asdict(piece)} for rank, piece in enumerate(ordered, 1)))


def _trend(made: Tables, scorer: str, delta: float) -> Iterator[_Piece]:
    """Tell the surest trend of a side or of both; where none is sure, that of both, as small, open or lacking."""
    own = made["trends"][made["trends"]["scorer"] == scorer]
    found = {side: trend_of(own, scorer=scorer, side=str(side)) for side in (BOTH, *own["side"].unique())}
    sure = {side: trend for side, trend in found.items() if trend.known and _in_half_widths(trend) >= 1}
    if sure:
        side = max(sure, key=lambda one: _in_half_widths(sure[one]))
        sentence = f"Mean polarity {_of(str(side))} changes by {sure[side]}."
        yield _Piece("trend", sentence, _in_half_widths(sure[side]))
        return
    both = found[BOTH]
    if not both.known:
        yield _Piece("trend", f"There is no trend: {both.note}.", 0.0)
    elif both.inside(delta):
        sentence = f"Mean polarity {_of(BOTH)} surely changes by less than {delta:.2f} a year ({both.interval})."
        yield _Piece("trend", sentence, _ratio(delta - abs(both.change), _half(both)))
    else:
        sentence = f"The trend {_of(BOTH)} is open: {both}."
        yield _Piece("trend", sentence, 1 - _in_half_widths(both))


def _answers(made: Tables, scorer: str, _delta: float) -> Iterator[_Piece]:
    rows = [row for row in _rows(made, "reciprocity", scorer) if row["answers"]]
    answering = [row for row in rows if row["answers"] == "yes"]
    if rows and len(answering) == len(rows):
        sentence = f"Each side answers the other's moves: {'; '.join(map(_direction, rows))}."
        yield _Piece("answers", sentence, min(_strength(row, "correlation") for row in rows))
    elif answering:
        (one,) = answering
        sentence = f"{one['side']} answers the moves of {one['follows']}, not the other way round: {_direction(one)}."
        yield _Piece("answers", sentence, _strength(one, "correlation"))
    elif rows:
        sentence = f"Neither side can be shown to answer the other's moves: {'; '.join(map(_direction, rows))}."
        yield _Piece("answers", sentence, max(0.0, 1 - max(_strength(row, "correlation") for row in rows)))


def _direction(row: Row) -> str:
    after = f"{int(row['lag'])} {row['period']}{'s' if row['lag'] > 1 else ''} after {row['follows']}"
    return f"{row['side']} {after}, correlation {signed(row['correlation'])} (p = {row['p_both']:.3f})"


def _break(made: Tables, scorer: str, _delta: float) -> Iterator[_Piece]:
    for row in _rows(made, "breaks", scorer):
        if row["breaks"] == "yes":
            way = "falls" if row["shift"] < 0 else "rises"
            sentence = (
                f"Mean polarity of {row['side']} {way} from {signed(row['before'])} to {signed(row['after'])} "
                f"{_when(row)} (by {signed(row['shift'])}, {_interval(row, 'low', 'high')})."
            )
            yield _Piece("break", sentence, _strength(row, "shift"))


def _extremes(made: Tables, scorer: str, _delta: float) -> Iterator[_Piece]:
    for row in _rows(made, "extremes", scorer):
        if row["holds"] == "yes":
            sentence = (
                f"The tone of {row['side']} has a {row['end']} at {signed(row['polarity'])} {_when(row)}; since then "
                f"it lies {signed(row['since'])} from there ({_interval(row, 'low', 'high')})."
            )
            yield _Piece(row["end"], sentence, _strength(row, "since"))


def _gap(made: Tables, scorer: str, _delta: float) -> Iterator[_Piece]:
    for row in _rows(made, "gaps", scorer):
        if np.isnan(row["gap"]):
            continue
        strength = _strength(row, "gap")
        told = f"{signed(row['gap'])}, {_interval(row, 'low', 'high')}"
        if row["course"] in ("closer", "apart"):
            way = "come closer" if row["course"] == "closer" else "move apart"
            change = f"{signed(row['change'])} a year, {_interval(row, 'change_low', 'change_high')}"
            sentence = f"{row['side']} and {row['less']} {way}: the gap changes by {change}."
            yield _Piece("gap", sentence, _strength(row, "change", "change_low", "change_high"))
        if strength >= 1:
            kinder, other = (row["side"], row["less"]) if row["gap"] > 0 else (row["less"], row["side"])
            yield _Piece(
                "gap", f"{kinder} is the more conciliatory of the two, {other} the less (gap {told}).", strength
            )
        else:
            yield _Piece("gap", f"No gap between {row['side']} and {row['less']} can be shown ({told}).", 1 - strength)


def _agreement(made: Tables, scorer: str, _delta: float) -> Iterator[_Piece]:
    """Tell whether another scorer sees the two sides together move the same way: as surely as the less sure does."""
    others = [other for other in PAIR if other != scorer and other in set(made["trends"]["scorer"])]
    for other in others if scorer in PAIR else ():
        mine, theirs = (trend_of(made["trends"], scorer=one, side=BOTH) for one in (scorer, other))
        if not (mine.known and theirs.known):
            continue
        told = f"{scorer} {mine}; {other} {theirs}{_tau(made, scorer, other)}"
        if _in_half_widths(mine) < 1:
            both = _in_half_widths(theirs) < 1
            found = "The intervals of both scorers hold 0" if both else f"The interval of {scorer} alone holds 0"
            yield _Piece("agreement", f"{found}: {told}.", max(0.0, 1 - _in_half_widths(theirs)))
        elif _in_half_widths(theirs) < 1:
            yield _Piece("agreement", f"{other} does not see what {scorer} sees: {told}.", 1 - _in_half_widths(theirs))
        elif mine.change * theirs.change < 0:
            sentence = f"{other} sees the opposite of what {scorer} sees: {told}."
            yield _Piece("agreement", sentence, _in_half_widths(theirs))
        else:
            strength = min(_in_half_widths(mine), _in_half_widths(theirs))
            way = "fall" if mine.change < 0 else "rise"
            yield _Piece("agreement", f"Two scorers agree that both sides together {way}: {told}.", strength)


def _tau(made: Tables, scorer: str, other: str) -> str:
    if "agreement" not in made:
        return ""
    rows = made["agreement"]
    pair = rows[rows["scorer"].isin([scorer, other]) & rows["other"].isin([scorer, other]) & (rows["side"] == ALL)]
    known = pair.dropna(subset="tau").to_dict("records")
    return f"; they order stances alike with tau {signed(known[0]['tau'])}" if known else ""


FINDERS: dict[str, Callable[[Tables, str, float], Iterator[_Piece]]] = {
    "trend": _trend,
    "answers": _answers,
    "break": _break,
    "extremes": _extremes,
    "gap": _gap,
    "agreement": _agreement,
}
"""Where evidence is looked for: functions of the tables, the scorer and delta."""


def _rows(made: Tables, name: str, scorer: str) -> list[dict[Hashable, Any]]:
    return made[name][made[name]["scorer"] == scorer].to_dict("records") if name in made else []


def _half(trend: Trend) -> float:
    return (trend.high - trend.low) / 2


def _in_half_widths(trend: Trend) -> float:
    return _ratio(abs(trend.change), _half(trend))


def _strength(row: Row, estimate: str, low: str = "low", high: str = "high") -> float:
    return _ratio(abs(row[estimate]), (row[high] - row[low]) / 2)


CERTAIN = 1000.0
"""The strength of an estimate without any doubt, which only made-up news has."""


def _ratio(distance: float, half: float) -> float:
    """Give a distance in half widths; 0 where either is unknown."""
    if np.isnan(distance) or np.isnan(half):
        return 0.0
    return float(min(distance / half, CERTAIN)) if half > 0 else CERTAIN * (distance > 0)


def _interval(row: Row, low: str, high: str) -> str:
    return f"95 % interval {signed(row[low])} to {signed(row[high])}"


def _of(side: str) -> str:
    return "of both sides together" if side == BOTH else f"of {side}"


def _when(row: Row) -> str:
    """Say when a bin is: on 3 May 2023, in the week of 1 May 2023, in May 2023, in the quarter from May 2023."""
    month = f"{row['bin']:%B %Y}"
    day = f"{row['bin'].day} {month}"
    said = {"day": f"on {day}", "week": f"in the week of {day}", "month": f"in {month}"}
    return said.get(row["period"], f"in the {row['period']} from {month}")
