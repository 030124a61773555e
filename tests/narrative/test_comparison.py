"""Runs side by side: what sets them apart, how far their means moved, and by which stances."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from tenor import tables
from tenor.errors import ParameterError, TableError
from tenor.narrative.comparison import PastRun, compared, differing, labels, moved, movers, timelines

SIDES = ("North", "South")
PARTS = ["gone", "new", "rescored", "assessed", "side_changed"]
Said = tuple[str, str, float | None]
SAID: tuple[Said, ...] = (
    ("a1:0-5", "North", 0.4),
    ("a2:0-5", "North", 0.2),
    ("a2:7-9", "South", -0.1),
    ("a3:0-5", "South", -0.3),
)


def past_run(
    name: str, said: Sequence[Said] = SAID, *, sides: tuple[str, str] = SIDES, scorer: str = "toy", **parameters: object
) -> PastRun:
    """A run of an article a letter and digit, from (stance_id, side, polarity)."""
    inputs = parameters.pop("inputs", {"corpus": "sha256:1"})
    assert isinstance(inputs, Mapping)
    made = {
        "articles": tables.frame("articles", map(_article, sorted({i.partition(":")[0] for i, _, _ in said}))),
        "stances": tables.frame("stances", (_stance(stance_id, side) for stance_id, side, _ in said)),
        "scores": tables.frame("scores", (_score(stance_id, scorer, polarity) for stance_id, _, polarity in said)),
        "timeline": tables.frame("timeline", [_point()]),
        "verdicts": tables.frame("verdicts", [_verdict(scorer)]),
        "trends": tables.frame("trends", (_trend(scorer, side) for side in (*sides, "both"))),
    }
    return PastRun(name, scorer, sides, "month", made, {"scorer": scorer, **parameters}, inputs)


def _article(article_id: str) -> dict[str, object]:
    blank = dict.fromkeys(("outlet", "title", "url"), "")
    return {**blank, "article_id": article_id, "published": "2023-01-02", "n_chars": 99}


def _score(stance_id: str, scorer: str, polarity: float | None) -> dict[str, object]:
    cells = {"polarity": polarity, "subjectivity": None, "n_assessed": int(polarity is not None)}
    return {"stance_id": stance_id, "scorer": scorer, **cells}


def _point() -> dict[str, object]:
    counts = {"n_stances": 2, "n_articles": 2, "n_unscored": 0, "negative_share": 0.0}
    return {"bin": "2023-01-01", "side": "North", "polarity": 0.3, "low": None, "high": None, **counts}


def _verdict(scorer: str) -> dict[str, object]:
    return {"scorer": scorer, "verdict": "flat", "side": "both", "sentence": "Flat.", "enough": "", "summary": "Flat."}


def _stance(stance_id: str, side: str) -> dict[str, object]:
    article, _, span = stance_id.partition(":")
    blank = dict.fromkeys(("cue", "cue_span", "source", "source_span", "resolution", "role", "topics", "within"), "")
    told = {"content": f"said at {span}", "speaker": f"somebody of {side}", "side": side, "kind": "direct"}
    place = {"stance_id": stance_id, "article_id": article, "spans": span, "paragraph": 0, "published": "2023-01-02"}
    return {**blank, **told, **place}


def _trend(scorer: str, side: str) -> dict[str, object]:
    counts = {"n_stances": 2, "n_articles": 2, "days": 90, "widened": 1.0, "note": "", "left_out": ""}
    return {"scorer": scorer, "side": side, "change": 0.2, "low": 0.1, "high": 0.3, **counts}


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def test_a_row_a_run_tells_what_sets_it_apart_and_what_it_says() -> None:
    first, second = rows(compared([past_run("one", since=""), past_run("two", since="2023-01-01")]))
    assert (first["label"], second["label"]) == ("no since", "since 2023-01-01")
    assert (first["n_articles"], first["n_stances"], first["verdict"], first["side"]) == (3, 4, "flat", "both")
    assert (second["first"], second["first_change"], second["second"], second["second_high"]) == (
        "North",
        0.2,
        "South",
        0.3,
    )
    assert second["differs"] == "since 2023-01-01"


def test_only_parameters_that_differ_are_told_and_a_value_that_most_have_sets_none_apart() -> None:
    runs = [
        past_run("one", over="month", top=5),
        past_run("two", over="week", top=5),
        past_run("three", over="month", top=5, scorer="other"),
    ]
    assert differing(runs) == ["scorer", "over"]
    assert labels(runs) == {"one": "scorer toy, over month", "two": "over week", "three": "scorer other"}
    assert list(compared(runs)["differs"]) == [
        "scorer toy; over month",
        "scorer toy; over week",
        "scorer other; over month",
    ]


def test_what_a_run_was_compared_with_sets_it_not_apart() -> None:
    assert differing([past_run("one", previous=""), past_run("two", previous="one")]) == []


def test_runs_alike_are_called_by_the_time_in_their_names_or_by_all_of_them() -> None:
    timed = ["2023-07-03T06-00-00_us-china", "2023-07-10T06-00-00_us-china"]
    assert list(labels([past_run(name) for name in timed]).values()) == ["2023-07-03T06-00-00", "2023-07-10T06-00-00"]
    assert list(labels([past_run("weekly_1"), past_run("weekly_2")]).values()) == ["weekly_1", "weekly_2"]


def test_a_path_is_called_by_its_last_part_and_a_parameter_that_is_missing_counts_as_empty() -> None:
    runs = [
        past_run("one", corpus="/far/away/spring.jsonl"),
        past_run("two", corpus="/far/away/autumn/"),
        past_run("three"),
    ]
    assert list(labels(runs).values()) == ["corpus spring.jsonl", "corpus autumn", "no corpus"]


def test_a_corpus_of_the_same_name_with_another_content_is_told() -> None:
    other = past_run("two", corpus="mine", inputs={"corpus": "sha256:2"})
    assert list(compared([past_run("one", corpus="mine"), other])["differs"]) == ["", "corpus with another content"]


def test_a_difference_and_its_parts_are_worked_out_by_hand() -> None:
    # Of North a2 stays and rises by .2, a1 went: it lay .2 above, and made half of the mean.
    after: list[Said] = [
        ("a2:0-5", "North", 0.4),
        ("a2:7-9", "South", -0.1),
        ("a3:0-5", "South", -0.3),
        ("a4:0-5", "South", -0.5),
    ]
    north, south = rows(moved([past_run("one"), past_run("two", after)]))
    assert (north["before"], north["after"], north["difference"]) == pytest.approx((0.3, 0.4, 0.1))
    assert [north[part] for part in PARTS] == pytest.approx([-0.1, 0, 0.2, 0, 0])
    assert [south[part] for part in PARTS] == pytest.approx([0, -0.1, 0, 0, 0])
    assert (south["n_before"], south["n_after"], south["n_both"]) == (2, 3, 2)
    assert south["low"] != south["low"]
    assert (
        south["note"]
        == "no interval: the runs did not read the same articles (1 only by the first, 1 only by the other)"
    )


def test_parts_add_up_in_every_row() -> None:
    after: list[Said] = [
        ("a1:0-5", "South", 0.4),
        ("a2:0-5", "North", None),
        ("a2:7-9", "North", 0.3),
        ("a9:0-5", "South", 0.1),
    ]
    table = moved([past_run("one"), past_run("two", after), past_run("three", SAID[1:])])
    assert list(table["run"]) == ["two", "two", "three", "three"]
    assert set(table["reference"]) == {"one"}
    assert table[PARTS].sum(axis=1).tolist() == pytest.approx(table["difference"].tolist())


def test_of_the_same_articles_the_difference_has_an_interval_of_its_own() -> None:
    after = [(i, side, None if p is None else p + 0.1) for i, side, p in SAID]
    north = rows(moved([past_run("one"), past_run("two", after, scorer="other")]))[0]
    assert (north["low"], north["high"]) == pytest.approx((0.1, 0.1))
    assert north["note"] == "2 articles, each left out of both runs at once"


def test_an_article_of_the_same_name_and_another_length_is_not_the_same() -> None:
    other = past_run("two")
    longer = {**other.tables, "articles": other.tables["articles"].assign(n_chars=100)}
    changed = PastRun("two", "toy", SIDES, "month", longer, {}, {})
    assert moved([past_run("one"), changed])["low"].isna().all()


def test_one_article_has_a_difference_and_no_interval() -> None:
    alone = [("a1:0-5", "North", 0.4), ("a1:7-9", "South", 0.1)]
    table = moved([past_run("one", alone), past_run("two", alone)])
    assert table["difference"].tolist() == [0, 0]
    assert list(table["note"]) == ["no interval: a run rests on one article, which cannot disagree with itself"] * 2


def test_sides_that_the_other_run_does_not_have_are_said_not_to_be_comparable() -> None:
    other = past_run("two", [("a1:0-5", "North", 0.1)], sides=("North", "East"))
    north, south = rows(moved([past_run("one"), other]))
    assert north["difference"] == pytest.approx(-0.2)
    assert south["difference"] != south["difference"]
    assert south["note"] == "cannot be compared: the sides of two are North and East, not South"
    assert set(movers([past_run("one"), other])["side"]) == {"North"}


def test_a_side_that_is_silent_in_one_run_has_no_difference() -> None:
    south = rows(moved([past_run("one"), past_run("two", SAID[:2])]))[1]
    assert south["difference"] != south["difference"]
    assert (south["before"], south["note"]) == (pytest.approx(-0.2), "two has no scored stance of South")


def test_with_no_stance_in_common_the_note_says_from_where_parts_are_measured() -> None:
    north = rows(moved([past_run("one"), past_run("two", [("b1:0-5", "North", 0.0)])]))[0]
    assert north["n_both"] == 0
    assert north["note"].endswith("; no stance is in both, so the parts are measured from the middle of the two means")


def test_movers_are_the_stances_that_moved_a_mean_most_with_what_befell_them() -> None:
    after: list[Said] = [
        ("a2:0-5", "North", 0.3),
        ("a2:7-9", "South", -0.1),
        ("a4:0-5", "North", -0.9),
        ("a3:0-5", "South", -0.3),
    ]
    table = rows(movers([past_run("one"), past_run("two", after)]))
    assert [(row["stance_id"], row["kind"], row["rank"]) for row in table] == [
        ("a4:0-5", "new", 1),
        ("a1:0-5", "gone", 2),
        ("a2:0-5", "rescored", 3),
    ]
    new, gone, _ = table
    assert (new["content"], new["speaker"], new["after"]) == ("said at 0-5", "somebody of North", -0.9)
    assert new["before"] != new["before"]
    assert (gone["before"], gone["contribution"]) == (0.4, pytest.approx(-0.1))


def test_no_more_movers_are_given_than_asked_for_and_none_that_moved_nothing() -> None:
    after = [(i, side, -1.0) for i, side, _ in SAID]
    assert len(movers([past_run("one"), past_run("two", after)], top=1)) == 2
    assert movers([past_run("one"), past_run("two")]).empty


def test_timelines_stand_one_after_the_other_with_the_names_of_their_runs() -> None:
    table = timelines([past_run("one"), past_run("two", scorer="other")])
    assert list(table["label"]) == ["scorer toy", "scorer other"]
    assert list(table["period"]) == ["month", "month"]


@pytest.mark.parametrize("make", [compared, moved, movers, timelines])
def test_no_runs_and_runs_of_one_name_are_refused(make: Any) -> None:
    with pytest.raises(ParameterError, match="no runs; give two"):
        make([])
    with pytest.raises(ParameterError, match="run 'one' is there twice; give each run once"):
        make([past_run("one"), past_run("one")])


def test_one_run_alone_is_told_and_has_not_moved() -> None:
    assert len(compared([past_run("one")])) == 1
    assert moved([past_run("one")]).empty


def test_a_stance_scored_twice_is_an_error_and_not_a_mean() -> None:
    broken = past_run("two")
    twice = {**broken.tables, "scores": pd.concat([broken.tables["scores"]] * 2)}
    with pytest.raises(TableError, match="scored twice"):
        moved([past_run("one"), PastRun("two", "toy", SIDES, "month", twice, {}, {})])
