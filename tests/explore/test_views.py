"""What the views draw: the numbers of the narrative, and text that is text."""

import json

import numpy as np
import pandas as pd
import pytest

from tenor.explore.asked import Asked
from tenor.explore.session import Session
from tenor.explore.views import PAGE, dots_view, table_view, timeline_view, topics_view
from tenor.narrative import mean_by, timeline
from tenor.narrative.means import by_topic

SIDES = ("US", "China", "observer")


@pytest.mark.parametrize("over", ["auto", "week", "month", "quarter"])
def test_the_timeline_has_the_numbers_of_the_report(session: Session, over: str) -> None:
    whole = timeline(session.material.stances, session.material.scores, scorer="diplomatic", over=over)
    filled = whole[whole["n_stances"] > 0].sort_values(["bin", "side"])
    points = timeline_view(session.found, over=over, few=5)["points"]
    firsts = filled["bin"].dt.strftime("%Y-%m-%d")
    assert [(point["bin"], point["side"]) for point in points] == list(zip(firsts, filled["side"], strict=True))
    drawn = [np.nan if point["polarity"] is None else point["polarity"] for point in points]
    assert drawn == pytest.approx(filled["polarity"].tolist(), abs=1e-4, nan_ok=True)


def test_a_period_ends_where_the_next_begins(session: Session) -> None:
    for over in ("day", "week", "month", "quarter"):
        points = timeline_view(session.found, over=over, few=5)["points"]
        for point in points:
            day_after = pd.Timestamp(point["last"]) + pd.Timedelta(days=1)
            again = timeline_view(session.found.assign(published=day_after), over=over, few=5)["points"]
            assert again[0]["bin"] == f"{day_after:%Y-%m-%d}"


def test_the_topic_grid_has_the_numbers_of_mean_by(session: Session) -> None:
    means = mean_by(session.material.stances, session.material.scores, ["topic", "side"], scorer="diplomatic")
    expected = {(row["topic"], row["side"]): (row["n_stances"], row["polarity"]) for row in means.to_dict("records")}
    rows = topics_view(by_topic(session.found), sides=SIDES, few=5)["rows"]
    drawn = {(row["topic"], cell["side"]): (cell["n"], cell["polarity"]) for row in rows for cell in row["cells"]}
    assert drawn.keys() == expected.keys()
    for key, (n, polarity) in drawn.items():
        assert n == expected[key][0]
        assert np.nan if polarity is None else polarity == pytest.approx(expected[key][1], abs=1e-4, nan_ok=True)


def test_a_point_on_few_stances_says_so_in_words_and_shape(session: Session) -> None:
    points = timeline_view(session.found, over="month", few=2)["points"]
    told = {point["label"]: point["few"] for point in points}
    assert told["US, January 2023: mean polarity +0.27, 1 scored stance"] is True
    assert told["China, January 2023: mean polarity −0.61, 2 scored stances"] is False
    assert told["China, February 2023: nothing assessed, 0 scored stances"] is True


def test_dots_are_the_dated_and_scored_stances(session: Session) -> None:
    picked = (session.found["side"] == "US").to_numpy()
    told, columns = dots_view(session.found, picked, sides=SIDES)
    days, polarity, side, places, mine = (np.frombuffer(column, "<f4") for column in columns)
    there = session.found.dropna(subset=["published", "polarity"])
    assert told == {"n": 6, "n_picked": 3, "n_without": 0, "first": "2023-01-10", "last": "2023-03-20"}
    assert session.found["stance_id"].iloc[places.astype(int)].tolist() == there["stance_id"].tolist()
    assert polarity.tolist() == pytest.approx(there["polarity"].tolist(), abs=1e-6)
    assert [SIDES[int(each)] for each in side] == there["side"].tolist()
    assert mine.tolist() == [1.0 if each == "US" else 0.0 for each in there["side"]]
    assert days[0] == (pd.Timestamp("2023-01-10") - pd.Timestamp("1970-01-01")).days


@pytest.mark.parametrize("descending", [False, True])
def test_what_has_no_value_stands_last_in_either_order(session: Session, descending: bool) -> None:
    for column in ("published", "polarity"):
        shown = table_view(session.found, Asked(sort=column, descending=descending))["rows"]
        cell = "day" if column == "published" else "polarity"
        assert [row[cell] for row in shown if row[cell] in ("", "–")] == [shown[-1][cell]]


def test_a_page_beyond_the_last_is_the_last(session: Session) -> None:
    many = pd.concat([session.found] * 6, ignore_index=True)
    told = table_view(many, Asked(page=99))
    assert (told["n"], told["page"], told["pages"], len(told["rows"])) == (48, 2, 3, 48 - 2 * PAGE)


def test_hostile_words_travel_as_words_and_turn_nothing(session: Session) -> None:
    told = json.dumps(table_view(session.found, Asked()), ensure_ascii=False)
    assert "the mood <script>alert(1)</script> grim \ufffdand angry" in told
    assert "\u202e" not in told


def test_views_of_nothing_say_so() -> None:
    columns: dict[str, list[str]] = {"article_id": [], "polarity": [], "side": [], "topics": []}
    nothing = pd.DataFrame({"published": pd.to_datetime([]), **columns})
    assert timeline_view(nothing, over="auto", few=5)["why"] == "No stance is left."
    assert topics_view(nothing, sides=SIDES, few=5) == {"rows": []}
    assert dots_view(nothing, np.array([], dtype=bool), sides=SIDES)[0] == {"n": 0, "n_picked": 0, "n_without": 0}
