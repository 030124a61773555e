"""What each view of the explorer draws, as plain values that travel to a browser: timeline, dots, topics and table.

The numbers are those of `tenor.narrative`, which the figures of a report rest on too. Whatever comes from an article is
sent as text, with what cannot be seen but could do harm made visible (`wording.shown`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tenor.charts.wording import counted, day, in_period, shortened, shown
from tenor.explore.asked import NOBODY, Asked
from tenor.narrative import period_for
from tenor.narrative.means import group_means
from tenor.narrative.numerals import signed
from tenor.narrative.timeline import PERIODS, first_days

PAGE = 20
"""Stances on one page of the table."""

CONTENT = 400
NO_TOPIC = "no topic named"

Payload = dict[str, Any]


def timeline_view(found: pd.DataFrame, *, over: str, few: int) -> Payload:
    """Give the points of the timeline of `found`, with their bands: the bins of `narrative.timeline` with stances.

    `found` has a column `polarity`. A point is `few` where fewer than that many scored stances are behind it. `why`
    says why there is no point, "" where there is one.
    """
    dated = found[["published", "side", "article_id", "polarity"]].dropna(subset="published")
    if dated.empty:
        return {"over": "", "points": [], "why": "No stance here has a date." if len(found) else "No stance is left."}
    over = period_for(dated["published"], over=over)
    rows = group_means(dated.assign(bin=first_days(dated["published"], over=over)), ["bin", "side"])
    return {"over": over, "points": [_point(row, over, few) for row in rows.to_dict("records")], "why": ""}


def topics_view(topics: pd.DataFrame, *, sides: Sequence[str], few: int) -> Payload:
    """Give a row a topic of `topics`, most stances first, and in it a mean and a count for each of `sides`.

    `topics` are the stances by topic, as `narrative.means.by_topic` gives them.
    """
    if topics.empty:
        return {"rows": []}
    means = group_means(topics, ["topic", "side"])
    order = means.groupby("topic")["n_stances"].sum().sort_values(ascending=False, kind="stable").index
    cells = {(row["topic"], row["side"]): row for row in means.to_dict("records")}
    return {
        "rows": [
            {
                "topic": topic,
                "named": shown(topic) or NO_TOPIC,
                "cells": [_cell(cells[topic, side], topic, few) for side in sides if (topic, side) in cells],
            }
            for topic in order
        ]
    }


def table_view(found: pd.DataFrame, asked: Asked) -> Payload:
    """Give one page of `found`, in the order that is asked for; what has no value stands last either way."""
    order = found[asked.sort].sort_values(ascending=not asked.descending, kind="stable", na_position="last").index
    pages = max(1, -(-len(order) // PAGE))
    page = min(asked.page, pages - 1)
    rows = found.loc[order[page * PAGE : (page + 1) * PAGE]]
    return {"n": len(order), "page": page, "pages": pages, "rows": [_row(row) for row in rows.to_dict("records")]}


def dots_view(found: pd.DataFrame, picked: NDArray[np.bool_], *, sides: Sequence[str]) -> tuple[Payload, list[bytes]]:
    """Give a dot for each dated and scored stance of `found`: how many, from when to when, and their numbers as bytes.

    The numbers are days since 1970, polarities, sides counted from 0 in the order of `sides`, places in `found`, and 1
    where `picked`, else 0: 32-bit floats, a column each.
    """
    there = (found["published"].notna() & found["polarity"].notna()).to_numpy()
    dated, mine = found.loc[there, ["published", "polarity", "side"]], picked[there]
    days = dated["published"].to_numpy().astype("datetime64[D]")
    named = {side: number for number, side in enumerate(sides)}
    columns = (days, dated["polarity"].to_numpy(), dated["side"].map(named).to_numpy(), np.flatnonzero(there), mine)
    told: Payload = {"n": len(dated), "n_picked": int(mine.sum()), "n_without": int(picked.sum() - mine.sum())}
    if len(dated):
        told |= {"first": str(days.min()), "last": str(days.max())}
    return told, [np.ascontiguousarray(column, dtype="<f4").tobytes() for column in columns]


def _point(row: Mapping[Any, Any], over: str, few: int) -> Payload:
    first = row["bin"].date()
    n = int(row["n_stances"] - row["n_unscored"])
    named = f"{shown(row['side'])}, {in_period(first, over)}"
    return {
        "side": row["side"],
        "bin": first.isoformat(),
        "last": last_day(first, over).isoformat(),
        "polarity": _number(row["polarity"]),
        "low": _number(row["low"]),
        "high": _number(row["high"]),
        "few": n < few,
        "label": f"{named}: {_mean(row['polarity'])}, {counted(n, 'scored stance')}",
        "named": named,
    }


def _cell(row: Mapping[Any, Any], topic: str, few: int) -> Payload:
    n = int(row["n_stances"] - row["n_unscored"])
    named = f"{shown(row['side'])} on {shown(topic) or NO_TOPIC}"
    return {
        "side": row["side"],
        "polarity": _number(row["polarity"]),
        "shown": signed(row["polarity"]),
        "n": int(row["n_stances"]),
        "few": n < few,
        "label": f"{named}: {_mean(row['polarity'])}, {counted(int(row['n_stances']), 'stance')}",
        "named": named,
    }


def _row(row: Mapping[Any, Any]) -> Payload:
    published = row["published"]
    return {
        "stance_id": row["stance_id"],
        "day": "" if pd.isna(published) else f"{published:%Y-%m-%d}",
        "speaker": shown(row["speaker"]) or NOBODY,
        "side": row["side"],
        "kind": row["kind"],
        "outlet": shown(row["outlet"]),
        "polarity": signed(row["polarity"]),
        "content": shortened(row["content"], CONTENT),
        "corrected": row.get("corrected", "").replace(";", ", "),
    }


def last_day(first: dt.date, over: str) -> dt.date:
    """Give the last day of the period that begins on `first`.

    >>> last_day(dt.date(2023, 2, 1), "month")
    datetime.date(2023, 2, 28)
    """
    soon = np.datetime64(first + dt.timedelta(days={"day": 1, "week": 7, "month": 32, "quarter": 95}[over]), "D")
    following: dt.date = PERIODS[over](np.array([soon]))[0].item()
    return following - dt.timedelta(days=1)


def _mean(polarity: float) -> str:
    return "nothing assessed" if polarity != polarity else f"mean polarity {signed(polarity)}"


def _number(value: float) -> float | None:
    return None if value != value else round(float(value), 4)


def dated(published: pd.Timestamp | None) -> str:
    """Write a cell's day as a reader would, "no date" where there is none."""
    return "no date" if published is None or pd.isna(published) else day(published.date())
