"""No date, one date, impossible dates, no score, one side: every statistic gives its table, a note where it has one."""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from tenor import narrative
from tests.narrative.worlds import SIDES, World, told

Cells = list[tuple[str, str, str, float]]


def both_sides(days: list[str], *, polarity: float = 0.1) -> Cells:
    return [(f"a{i}", day, side, polarity + i % 7 / 20) for i, day in enumerate(days) for side in SIDES]


WORLDS: dict[str, Cells] = {
    "nothing": [],
    "no dated article": both_sides([""] * 12),
    "one article": both_sides(["2023-07-01"]),
    "one date": both_sides(["2023-07-01"] * 12),
    "far future": both_sides([f"2199-{month:02d}-01" for month in range(1, 13)]),
    "before 1900": both_sides([f"1815-{month:02d}-18" for month in range(1, 13)]),
    "three centuries apart": both_sides(["1700-01-01", "2023-01-01", "2250-01-01"]),
    "nothing scored": [(f"a{i}", f"2023-{i + 1:02d}-01", side, math.nan) for i in range(12) for side in SIDES],
    "one side scored": [
        (f"a{i}", f"2023-{i + 1:02d}-01", side, 0.1 if side == "US" else math.nan) for i in range(12) for side in SIDES
    ],
    "one side missing": [(f"a{i}", f"2023-{i + 1:02d}-01", "US", i / 20) for i in range(12)],
    "observers only": [(f"a{i}", f"2023-{i + 1:02d}-01", "observer", 0.1) for i in range(12)],
    "all alike": [(f"a{i}", str(np.datetime64("2022-01-03") + 7 * i), side, 0.1) for i in range(60) for side in SIDES],
    "the ends of the scale": [
        (f"a{i}", str(np.datetime64("2022-01-03") + 7 * i), side, (-1.0) ** (i // 20))
        for i in range(60)
        for side in SIDES
    ],
}


def world(cells: Cells) -> World:
    made = told(cells or [("a1", "2023-07-01", "US", 0.1)])
    stances, scores, articles = (table if cells else table[:0] for table in made)
    return stances.assign(spans="0-9", speaker=stances["side"]), scores, articles.assign(n_chars=1000)


def rows_of(given: World) -> dict[str, pd.DataFrame]:
    stances, scores, articles = given
    scorers = ["vader"]
    made = {
        "trends": narrative.trends(stances, scores, articles, scorers=scorers, sides=SIDES),
        "reciprocity": narrative.reciprocity(stances, scores, scorers=scorers, sides=SIDES),
        "gaps": narrative.gaps(stances, scores, articles, scorers=scorers, sides=SIDES),
        "breaks": narrative.breaks(stances, scores, scorers=scorers, sides=SIDES),
        "reactions": narrative.reactions(stances, scores, scorers=scorers, sides=SIDES),
        "extremes": narrative.extremes(stances, scores, scorers=scorers, sides=SIDES),
        "portrait": narrative.portrait(stances, scores, articles, scorers=scorers, sides=SIDES),
        "arc": narrative.arc(stances, scores, articles, scorer="vader", sides=SIDES),
    }
    both = pd.concat([scores, scores.assign(scorer="w")])
    made["agreement"] = narrative.agreement(stances, both, scorers=["vader", "w"], sides=SIDES)
    made["around"] = narrative.around(stances, scores, made["breaks"])
    return made | {"evidence": narrative.evidence(made, scorer="vader")}


ASKED: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "gaps": lambda rows: rows["change"].notna(),
    "breaks": lambda rows: rows["breaks"] != "",
    "reactions": lambda rows: rows["stable"] != "",
    "extremes": lambda rows: rows["holds"] != "",
}


@pytest.mark.parametrize("name", WORLDS)
def test_every_statistic_gives_its_table_and_says_why_where_there_is_no_number(name: str) -> None:
    made = rows_of(world(WORLDS[name]))
    for table, asked in ASKED.items():
        rows = made[table]
        assert not rows.empty, table
        assert rows["note"][~asked(rows)].str.contains("would be enough").all(), table
    assert len(made["evidence"]) >= 1
    assert not made["evidence"]["sentence"].str.contains("nan|NaT").any()


def test_ten_thousand_articles_of_one_day() -> None:
    draw = np.random.default_rng(1)
    cells = [(f"a{i:05d}", "2023-07-01", SIDES[i % 2], float(draw.uniform(-1, 1))) for i in range(10_000)]
    made = rows_of(world(cells))
    assert made["gaps"]["gap"].notna().all()
    assert made["gaps"]["note"][0].startswith("no change of the gap: US has 5000 articles of one day")
    assert set(made["extremes"]["holds"]) == {""}
    assert len(made["portrait"]) == 1


def test_events_without_days_or_scores_make_an_empty_story_line_or_one_without_numbers() -> None:
    events = pd.DataFrame(
        {
            "event_id": ["a@1-2", "b@1-2"],
            "article_id": ["a", "b"],
            "text": ["one", "two"],
            "earliest": pd.to_datetime(["1815-06-18", "2199-01-01"]),
            "latest": pd.to_datetime(["1815-06-18", "2199-12-31"]),
            "future": [False, True],
        }
    )
    scores = pd.DataFrame({"event_id": ["a@1-2", "b@1-2"], "scorer": "v", "polarity": [math.nan, 0.5]})
    rows = narrative.storyline(events, scores, scorer="v")
    assert rows["level"].isna().all()
    assert rows["future"].tolist() == [False, True]
    undated = events.assign(earliest=pd.Series([pd.NaT] * 2), latest=pd.Series([pd.NaT] * 2))
    assert narrative.storyline(undated, scores, scorer="v").empty
