"""The dated events on the calendar, and their level."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tenor import tables
from tenor.errors import ParameterError
from tenor.narrative.storyline import MOST_POINTS, storyline

SEED = Path(__file__).parents[3] / "shared" / "seed" / "articles.jsonl"
Row = tuple[str, str, str, float]


def happened(rows: Sequence[Row], *, future: Sequence[int] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables events and event_scores of `(article_id, first day, last day, polarity)`."""
    ids = [f"{article}@{number}-{number + 1}" for number, (article, *_) in enumerate(rows)]
    events = pd.DataFrame(
        {
            "event_id": ids,
            "article_id": [row[0] for row in rows],
            "text": [f"event {number}" for number in range(len(rows))],
            "text_span": "0-1",
            "phrase": "then",
            "span": "0-1",
            "earliest": [row[1] for row in rows],
            "latest": [row[2] for row in rows],
            "future": [number in future for number in range(len(rows))],
            "sentence": "",
        }
    )
    scores = pd.DataFrame({"event_id": ids, "scorer": "v", "of": "clause", "polarity": [row[3] for row in rows]})
    scores = scores.assign(subjectivity=np.nan, n_assessed=1)
    return tables.checked("events", events), tables.checked("event_scores", scores)


def line(rows: Sequence[Row], *, future: Sequence[int] = ()) -> pd.DataFrame:
    return storyline(*happened(rows, future=future), scorer="v")


def test_events_of_the_same_days_are_one_point_with_the_clause_of_the_strongest() -> None:
    rows = line(
        [
            ("a", "2023-01-10", "2023-01-10", -0.2),
            ("b", "2023-01-10", "2023-01-10", -0.6),
            ("b", "2023-01-10", "2023-01-10", np.nan),
            ("b", "2023-03-01", "2023-03-31", 0.4),
        ]
    )
    assert rows["n_events"].tolist() == [3, 1]
    assert rows["n_articles"].tolist() == [2, 1]
    assert rows["polarity"].tolist() == pytest.approx([-0.4, 0.4])
    assert rows["text"].tolist() == ["event 1", "event 3"]


def test_a_fall_and_a_recovery_can_be_read_off_the_level() -> None:
    days = [("2023-01-05", 0.4), ("2023-02-20", -0.5), ("2023-04-20", -0.4), ("2023-07-10", 0.3), ("2023-08-01", 0.5)]
    level = line([("a", day, day, polarity) for day, polarity in days])["level"]
    assert level[0] > 0 > level[1]
    assert level[2] < 0 < level[3] < 0.5


def test_a_long_span_weighs_little_beside_a_day() -> None:
    day, year = ("a", "2023-06-10", "2023-06-10", 0.4), ("a", "2022-12-10", "2023-12-10", -0.8)
    rows = line([day, year, ("a", "2023-01-01", "2023-01-01", 0.4), ("a", "2023-11-30", "2023-11-30", 0.4)])
    own = rows[rows["start"] == "2023-06-10"]
    assert own["level"].item() > 0.1  # which is what the four would make if they weighed alike


def test_the_middle_between_two_events_of_two_days_is_worked_out_by_hand() -> None:
    # Both are seven days and a half from the middle of the day between, so both weigh alike there.
    rows = line(
        [
            ("a", "2023-01-01", "2023-01-01", 0.6),
            ("a", "2023-01-08", "2023-01-08", np.nan),
            ("a", "2023-01-15", "2023-01-15", -0.2),
        ]
    )
    assert rows["level"][1] == pytest.approx(0.2)


def test_what_had_not_happened_has_no_level_and_moves_none() -> None:
    past = [("a", "2023-01-01", "2023-01-01", 0.2), ("a", "2023-02-01", "2023-02-01", 0.2)]
    rows = line([*past, ("a", "2023-02-01", "2023-02-01", -1.0)], future=[2])
    assert rows["future"].tolist() == [False, False, True]
    assert rows["level"].tolist() == pytest.approx([0.2, 0.2, np.nan], nan_ok=True)


@pytest.mark.parametrize("every, n", [(1, 800), (7, 400), (1, 5000), (40, 100)])
def test_big_corpora_make_a_readable_number_of_points(every: int, n: int) -> None:
    days = np.datetime64("2015-01-01") + every * np.arange(n)
    rows = line([(f"a{i}", str(day), str(day), 0.1) for i, day in enumerate(days)])
    assert 10 <= len(rows) <= MOST_POINTS
    assert rows["n_events"].sum() >= 0.9 * n
    assert (rows["start"].to_numpy()[1:] > rows["end"].to_numpy()[:-1]).all()


def test_a_few_events_of_long_ago_do_not_make_the_points_coarser() -> None:
    recent = [
        ("a", f"2023-{1 + i // 28:02d}-{1 + i % 28:02d}", f"2023-{1 + i // 28:02d}-{1 + i % 28:02d}", 0.1)
        for i in range(35)
    ]
    old = [("b", f"19{50 + i}-01-01", f"19{50 + i}-12-31", -0.5) for i in range(3)]
    rows = line(recent + old)
    assert len(rows) == 38
    assert rows["level"][10] == pytest.approx(0.1)


def test_laws_of_the_story_line() -> None:
    draw = np.random.default_rng(1)
    starts = np.datetime64("2022-01-01") + draw.integers(0, 500, 120)
    cells = [
        (f"a{i % 30}", str(start), str(start + draw.integers(0, 40)), float(draw.uniform(-1, 1)))
        for i, start in enumerate(starts)
    ]
    events, scores = happened(cells)
    first = storyline(events, scores, scorer="v")
    shuffled = storyline(events.sample(frac=1, random_state=1), scores[::-1], scorer="v")
    pd.testing.assert_frame_equal(first, shuffled, check_exact=True)

    move = pd.Timedelta(days=1000)
    few, moved = (
        events[:30],
        events[:30].assign(earliest=lambda e: e["earliest"] + move, latest=lambda e: e["latest"] + move),
    )
    before, after = (storyline(one, scores, scorer="v") for one in (few, moved))
    pd.testing.assert_frame_equal(after.assign(start=after["start"] - move, end=after["end"] - move), before)

    halved = storyline(events, scores.assign(polarity=scores["polarity"] / 2), scorer="v")
    np.testing.assert_allclose(halved["level"], first["level"] / 2)


def test_no_event_no_score_and_an_unknown_scorer() -> None:
    events, scores = happened([("a", "2023-01-01", "2023-01-01", np.nan)])
    assert storyline(events[:0], scores[:0], scorer="v").empty
    rows = storyline(events, scores, scorer="v")
    assert rows[["polarity", "level"]].isna().all(axis=None)
    with pytest.raises(ParameterError, match="no scorer 'w'"):
        storyline(events, scores, scorer="w")


@pytest.mark.skipif(not SEED.is_file(), reason="the labelled article beside the project is not there")
def test_the_seed_article_tells_of_a_fall_a_thaw_a_fall_and_a_brittle_recovery() -> None:
    from tenor.corpus import Corpus
    from tenor.runs.stages import read, score

    made = read(Corpus(str(SEED)), "us-china")
    scored = score(made["stances"], made["events"], ["diplomatic"])
    rows = storyline(made["events"], scored["event_scores"], scorer="diplomatic")
    level = rows[~rows["future"]].set_index("start")["level"]
    august, november = level[pd.Timestamp("2022-08-01")], level[pd.Timestamp("2022-11-01")]
    early, june = level[pd.Timestamp("2023-01-01")], level[pd.Timestamp("2023-06-01")]
    assert august < 0 < november
    assert early < 0
    assert early < june < november
