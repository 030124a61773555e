"""The rows of the dot plot: who has one, in which order, and where the words of the two outliers find room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from tenor.charts.wording import shortened
from tenor.narrative.numerals import signed
from tenor.relation import OBSERVER

MOST_OF_SIDES, MOST_OBSERVERS = 10, 4
OTHERS = "others"
"""The row of everybody on a side who has no row of their own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the drawing: a side's name, a row of dots, or room for the words of the outlier at an end (-1, 1)."""

    kind: Literal["side", "row", "words"]
    side: str
    row: str = ""
    end: int = 0


@dataclass(frozen=True, slots=True)
class Outlier:
    """The stance at one end of the scale."""

    side: str
    row: str
    speaker: str
    content: str
    kind: str
    polarity: float

    def words(self, most: int) -> str:
        """Give its first words and its polarity; only what was quoted whole stands in quotation marks."""
        content = shortened(self.content, max(most, 12))
        return f"{f'“{content}”' if self.kind == 'direct' else content} {signed(self.polarity)}"


def with_rows(scored: pd.DataFrame, by_speaker: pd.DataFrame, *, sides: Sequence[str]) -> pd.DataFrame:
    """Give `scored` with a column `row`: the speaker, or "others" for who has no row of their own.

    Most rows go to the two sides, a few to observers, by number of stances in `by_speaker`.
    """
    named = by_speaker[by_speaker["speaker"] != ""].sort_values(["n_stances", "speaker"], ascending=[False, True])
    of_sides = named["side"].isin(list(sides))
    kept = pd.concat([named[of_sides].head(MOST_OF_SIDES), named[~of_sides].head(MOST_OBSERVERS)])
    keys = set(zip(kept["side"], kept["speaker"], strict=True))
    row = [who if (side, who) in keys else OTHERS for side, who in zip(scored["side"], scored["speaker"], strict=True)]
    return scored.assign(row=pd.Series(row, index=scored.index, dtype="str"))


def lines(rows: pd.DataFrame, by_row: pd.DataFrame, colors: Mapping[str, str]) -> list[Line]:
    """Give the lines from top to bottom; below the row of an outlier there is room for its words."""
    return list(_lines(by_row, {end: outlier(rows, end, colors) for end in (-1, 1)}, colors))


def outlier(rows: pd.DataFrame, end: int, colors: Mapping[str, str]) -> Outlier | None:
    """Give the stance farthest below (-1) or above (1) 0, of the two sides if they have one; None if nobody has."""
    beyond = rows[rows["polarity"] * end > 0]
    of_sides = beyond[beyond["side"].isin([side for side in colors if side != OBSERVER])]
    among = of_sides if len(of_sides) else beyond
    farthest = among.loc[(among["polarity"] * end).nlargest(1).index]
    columns = ["side", "row", "speaker", "content", "kind", "polarity"]
    return next((Outlier(*cells) for cells in farthest[columns].itertuples(index=False, name=None)), None)


def in_order(by_row: pd.DataFrame, colors: Mapping[str, str]) -> list[str]:
    """Give the sides that have stances: the two of the relation, then observers, then any others."""
    there = set(by_row["side"])
    return [*(side for side in colors if side in there), *sorted(there - set(colors))]


def sorted_rows(by_row: pd.DataFrame, colors: Mapping[str, str]) -> pd.DataFrame:
    """Give `by_row` in the order of the drawing: by side, most stances first, "others" last."""
    place = {side: number for number, side in enumerate(in_order(by_row, colors))}
    keys = by_row.assign(place=by_row["side"].map(place), last=by_row["row"] == OTHERS)
    order = keys.sort_values(["place", "last", "n_stances", "row"], ascending=[True, True, False, True])
    return order[list(by_row)]


def _lines(by_row: pd.DataFrame, ends: Mapping[int, Outlier | None], colors: Mapping[str, str]) -> Iterator[Line]:
    last = None
    for side, row in sorted_rows(by_row, colors)[["side", "row"]].itertuples(index=False, name=None):
        if side != last:
            yield Line("side", side)
        last = side
        yield Line("row", side, row)
        for end, found in ends.items():
            if found is not None and (found.side, found.row) == (side, row):
                yield Line("words", side, row, end)
