"""What changed since an earlier run: of the articles, and of the measuring; the parts are the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tenor import tables
from tenor.columns import MOVING
from tenor.narrative.changes import Changes, changes
from tenor.narrative.comparison import PastRun
from tests.narrative.test_comparison import SAID, Said, past_run, rows

PARTS = [cause.replace(" ", "_") for cause in MOVING]
METHODS = {"reading": "1", "extraction": "1", "scoring": "1", "statistics": "1"}


def run_of(
    name: str, said: Sequence[Said] = SAID, *, texts: Mapping[str, str] | None = None, **parameters: Any
) -> PastRun:
    """A run of articles a letter and digit each, whose texts are told by `texts`, else by their ids."""
    made = past_run(name, said, **parameters)
    articles = made.tables["articles"]
    told = articles["article_id"].map(lambda i: (texts or {}).get(i, i))
    whole = {**made.tables, "articles": articles.assign(digest=told), "breaks": tables.frame("breaks", [])}
    return replace(made, tables=whole, methods=METHODS, started="2023-07-03T06:00:00+00:00")


def causes(told: Changes) -> dict[str, str]:
    return dict(told.tables["changed_stances"][["stance_id", "cause"]].itertuples(index=False, name=None))


def means(told: Changes, side: str = "North") -> dict[str, float]:
    return next(row for row in rows(told.tables["changed_means"]) if row["side"] == side)


def test_a_run_compared_with_itself_has_not_changed() -> None:
    told = changes(run_of("one"), run_of("two"))
    assert told.nothing
    assert not told.measured
    assert list(told.tables["standings"]["state"]) == ["then", "now"]
    assert told.tables["changed_means"][["difference", *PARTS]].eq(0).all(axis=None)


def test_what_stands_in_a_new_article_is_news() -> None:
    told = changes(run_of("one"), run_of("two", [*SAID, ("a4:0-5", "North", -0.9)]))
    assert causes(told) == {"a4:0-5": "new article"}
    (article,) = rows(told.tables["changed_articles"])
    assert (article["article_id"], article["fate"], article["n_stances"]) == ("a4", "new", 1)
    assert means(told)["new_article"] == pytest.approx(-0.4) == means(told)["difference"]
    assert not told.measured


def test_a_stance_that_is_found_anew_in_an_article_that_is_the_same_is_no_news() -> None:
    told = changes(run_of("one"), run_of("two", [*SAID[1:], ("a3:7-9", "North", -0.9)], texts={}))
    assert causes(told) == {"a1:0-5": "article gone", "a3:7-9": "newly found"}
    told = changes(run_of("one"), run_of("two", [("a1:7-9", "North", 0.4), *SAID[1:]]))
    assert causes(told) == {"a1:0-5": "no longer found", "a1:7-9": "newly found"}
    assert told.measured
    assert not told.nothing


def test_what_differs_where_the_text_changed_is_of_the_article() -> None:
    after: list[Said] = [("a1:7-9", "North", 0.1), *SAID[1:]]
    told = changes(run_of("one"), run_of("two", after, texts={"a1": "another"}))
    assert set(causes(told).values()) == {"article changed"}
    assert list(told.tables["changed_articles"]["fate"]) == ["changed"]


def test_the_same_words_scored_otherwise_are_rescored_even_where_the_text_around_them_changed() -> None:
    after: list[Said] = [("a1:0-5", "North", 0.1), *SAID[1:]]
    told = changes(run_of("one"), run_of("two", after, texts={"a1": "another"}))
    assert causes(told) == {"a1:0-5": "rescored"}


def test_what_changes_in_an_article_that_is_the_same_is_told_by_kind() -> None:
    after: list[Said] = [
        ("a1:0-5", "South", 0.4),
        ("a2:0-5", "North", None),
        ("a2:7-9", "South", -0.2),
        ("a3:0-5", "South", -0.3),
    ]
    now = run_of("two", after)
    stances = now.tables["stances"]
    speakers = stances["speaker"].mask(stances["stance_id"] == "a3:0-5", "somebody else")
    now = replace(now, tables={**now.tables, "stances": stances.assign(speaker=speakers)})
    told = changes(run_of("one"), now)
    assert causes(told) == {
        "a1:0-5": "side changed",
        "a2:0-5": "assessed",
        "a2:7-9": "rescored",
        "a3:0-5": "told otherwise",
    }
    both = told.tables["changed_stances"].query("stance_id == 'a1:0-5'")
    assert sorted(both["side"]) == ["North", "South"]
    assert told.measured


def correction(stance_id: str, **given: object) -> dict[str, object]:
    blank: dict[str, object] = dict.fromkeys(tables.meanings("corrections")["column"], "")
    told = {"who": "Dee Fox", "when": "2023-07-03T10:00:00Z", "outcome": "applied"}
    return {**blank, "polarity": None, "rejected": False, **told, "stance_id": stance_id, **given}


def with_corrections(run: PastRun, *made: dict[str, object]) -> PastRun:
    return replace(run, tables={**run.tables, "corrections": tables.frame("corrections", made)})


def test_what_readers_corrected_is_told_from_what_was_measured_anew() -> None:
    after: list[Said] = [("a1:0-5", "North", -0.5), ("a2:0-5", "North", 0.1), ("a3:0-5", "South", -0.3)]
    made = (
        correction("a1:0-5", changed="polarity", polarity=-0.5),
        correction("a2:7-9", changed="rejected", rejected=True),
    )
    told = changes(run_of("one"), with_corrections(run_of("two", after), *made))
    assert causes(told) == {"a1:0-5": "corrected", "a2:0-5": "rescored", "a2:7-9": "corrected"}
    assert means(told)["corrected"] == pytest.approx(-0.45)


def test_a_correction_that_both_runs_know_corrects_nothing_between_them() -> None:
    one, other = (
        with_corrections(run_of(name), correction("a1:0-5", changed="side", side="North", who=name))
        for name in ("one", "two")
    )
    assert changes(one, other).nothing


def test_a_text_under_another_name_is_the_same_article() -> None:
    after: list[Said] = [("b1:0-5", "North", 0.4), *SAID[1:]]
    told = changes(run_of("one"), run_of("two", after, texts={"b1": "a1"}))
    assert told.nothing


def test_methods_and_parameters_that_are_not_alike_are_named() -> None:
    then = run_of("one", since="", top=5, over="week")
    now = run_of("two", since="2023-01-01", top=9, over="month", previous="one")
    now = replace(now, methods={**METHODS, "scoring": "2"})
    told = changes(then, now)
    assert told.methods == {"scoring": "another"}
    assert told.parameters == {"since": ("", "2023-01-01")}
    assert told.measured
    assert not told.nothing


def test_of_a_run_that_does_not_say_how_it_was_made_nothing_is_taken_for_granted() -> None:
    told = changes(replace(run_of("one"), methods={}), run_of("two"))
    assert set(told.methods.values()) == {"unknown"}
    assert told.measured


def test_runs_of_other_sides_have_means_only_where_both_speak() -> None:
    told = changes(run_of("one"), run_of("two", [("a1:0-5", "East", 0.1)], sides=("East", "West")))
    assert list(told.tables["changed_means"]["side"]) == ["East", "North", "South"]
    assert told.tables["changed_means"]["difference"].isna().all()
