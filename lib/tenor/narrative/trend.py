"""How fast mean polarity changes: the table `trends`."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from tenor import tables
from tenor.narrative.jackknife import half_width
from tenor.narrative.means import with_polarity
from tenor.narrative.persistence import DAYS_A_WEEK, lasting_half_width
from tenor.narrative.sums import Floats, Sums, lack, sums

BOTH = "both"
"""The two sides together, where a side's name stands."""

FEWEST_OUTLETS = 3
"""From this many on, each outlet is left out in turn."""

DAYS_A_YEAR = 365.25

NOTABLY = 1.2
"""An interval this many times wider than by articles alone is said to be so."""


def trends(
    stances: pd.DataFrame,
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    scorers: Sequence[str],
    sides: tuple[str, str],
) -> pd.DataFrame:
    """Give the table `trends`: the change of mean polarity a year, by scorer, for each side and for `both`.

    The change is the slope of the least-squares line through the scored, dated stances, each of equal weight: it is
    the mean that is followed. For `both` it is the average of the two sides' changes, not the slope through all
    stances, which would move when one side merely speaks more. The 95 % interval is by article (see `jackknife`);
    articles that quote both sides are left out of both at once. It is wider where the weekly means show news that
    lasts, and where they are too few to show it (see `persistence`); `widened` says by how much. Where three outlets or
    more are named in `articles`, the same follows without each one (`left_out`).

    Too little gives NaN and says so in `note`: fewer than 8 articles of a side, fewer than 60 days from its first to
    its last, all but one article on one day, or articles in fewer than 5 weeks. Stances of other sides play no part.

    Raises ParameterError for a scorer that is not in `scores`, TableError for a stance scored twice.
    """
    rows: list[dict[str, object]] = []
    for scorer in scorers:
        told = sums(with_polarity(stances, scores, scorer=scorer), articles, sides=sides)
        for left_out in ("", *left_out_in_turn(told)):
            rows.extend({"scorer": scorer, **row} for row in changes(told, sides=sides, left_out=left_out))
    return tables.frame("trends", rows)


def left_out_in_turn(told: Sums) -> Sequence[str]:
    """Give the outlets to leave out, one at a time: all, or none where there are fewer than three."""
    return outlets if len(outlets := told.outlets) >= FEWEST_OUTLETS else ()


def changes(told: Sums, *, sides: tuple[str, str], left_out: str = "") -> Iterator[dict[str, object]]:
    """Give the rows of `trends` for each side and for `both`, without the outlet `left_out`, but for their scorer."""
    rest = told.without(left_out) if left_out else told
    parts = {side: rest.of(i) for i, side in enumerate(sides)}
    for side, part in parts.items():
        yield {"side": side, "left_out": left_out, **_cells(part, lack=lack({side: part}))}
    yield {"side": BOTH, "left_out": left_out, **_cells(rest, lack=lack(parts))}


def _cells(part: Sums, *, lack: str) -> dict[str, object]:
    n_stances, n_articles = int(part.n.sum()), len(part.day)
    change, half, widened = (np.nan,) * 3 if lack else mean_change(part, np.ones(part.n.shape[1]))
    lasting = "; wider than by articles alone, for news that may last" if widened > NOTABLY else ""
    return {
        "change": change,
        "low": change - half,
        "high": change + half,
        "n_stances": n_stances,
        "n_articles": n_articles,
        "days": part.days,
        "widened": widened,
        "note": lack or f"{n_stances} scored stances in {n_articles} articles over {part.days} days{lasting}",
    }


def mean_change(part: Sums, signs: Floats) -> tuple[float, float, float]:
    """Give the change a year, averaged over the sides in `part`, and half the width of its interval.

    The third number is how many times wider that is than by articles alone. Each side counts with its sign in `signs`:
    with 1 and -1 it is half the change of the gap between two sides.
    """
    years = ((part.day - part.day.mean()) / DAYS_A_YEAR)[:, None]
    moments = np.stack([part.n, part.n * years, part.total, part.n * years**2, part.total * years])
    whole = moments.sum(axis=1)
    change = (_slope(whole) * signs).mean()
    without_each = (_slope(whole[:, None, :] - moments) * signs).mean(axis=-1)
    by_article = float(half_width(np.square(without_each - change).sum(), len(part.day)))
    lasting = lasting_half_width(part, signs, degree=1) * DAYS_A_YEAR / DAYS_A_WEEK
    half = float(np.fmax(by_article, lasting))
    return float(change), half, half / by_article if by_article else 1.0


def _slope(moments: Floats) -> Floats:
    """Give the least-squares slope of p on t from the sums of 1, t, p, t * t and t * p."""
    n, t, p, tt, tp = moments
    slope: Floats = (n * tp - t * p) / (n * tt - t * t)
    return slope
