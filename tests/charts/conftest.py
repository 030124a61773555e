"""Invented people in invented articles, as tables."""

import datetime as dt
from collections.abc import Callable, Iterable

import pandas as pd
import pytest

from tenor import tables

Row = tuple[str, str, float | None]
Rows = Callable[[Iterable[Row]], tuple[pd.DataFrame, pd.DataFrame]]


@pytest.fixture
def made() -> Rows:
    """Give tables of stances and scores from (side, speaker, polarity), each stance in an article of its own."""

    def of(rows: Iterable[Row]) -> tuple[pd.DataFrame, pd.DataFrame]:
        listed = list(rows)
        stances = tables.frame("stances", (stance(i, side, speaker) for i, (side, speaker, _) in enumerate(listed)))
        scores = tables.frame("scores", (score(i, polarity) for i, (_, _, polarity) in enumerate(listed)))
        return stances, scores

    return of


def stance(i: int, side: str, speaker: str) -> dict[str, object]:
    words = {"cue": "said", "cue_span": "5-9", "source": "Lee", "source_span": "0-4"}
    found = {"speaker": speaker, "resolution": "name", "role": "minister", "side": side, "topics": "trade"}
    place = {"stance_id": f"a{i}:10-20", "article_id": f"a{i}", "spans": "10-20", "paragraph": 0, "within": ""}
    day = dt.date(2023, 1, 1) + dt.timedelta(days=i % 28)
    return {
        **words,
        **found,
        **place,
        "kind": "direct",
        "content": f"we will answer in kind, number {i}",
        "published": day,
    }


def score(i: int, polarity: float | None) -> dict[str, object]:
    scored = {"polarity": polarity, "subjectivity": None, "n_assessed": 0 if polarity is None else 1}
    return {"stance_id": f"a{i}:10-20", "scorer": "toy", **scored}
