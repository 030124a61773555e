import datetime as dt
import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor import tables
from tenor.columns import TABLES
from tenor.errors import TableError
from tenor.records import Article, Assessment, Mention, Score, Span, Stance

STANCE = Stance(
    stance_id="a:0-9", article_id="a", kind="mixed", content="we agree to talk", spans=(Span(0, 4), Span(6, 9)),
    cue=Mention(10, 14, "said"), source=None, speaker="Ann Lee", resolution="name", role="envoy", side="US",
    topics=("dialogue", "trade"), within="", paragraph=2, published=dt.date(2023, 7, 1),
)  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_the_declared_columns_and_types(name: str) -> None:
    empty = tables.frame(name, [])
    assert list(empty) == list(TABLES[name])
    assert len(empty) == 0


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_means(name: str) -> None:
    assert (tables.meanings(name)["meaning"].str.len() >= 8).all()


def test_a_stance_becomes_one_row_of_plain_cells() -> None:
    row = tables.stances_table([STANCE]).iloc[0]
    assert row["spans"] == "0-4;6-9"
    assert row["topics"] == "dialogue;trade"
    assert (row["cue"], row["cue_span"]) == ("said", "10-14")
    assert (row["source"], row["source_span"]) == ("", "")
    assert row["published"] == pd.Timestamp("2023-07-01")


@pytest.mark.parametrize("day", [dt.date(2023, 7, 1), None])
def test_a_row_becomes_the_stance_again(day: dt.date | None) -> None:
    same = replace(STANCE, published=day, source=Mention(0, 3, "Ann"), spans=(Span(4, 9),))
    (row,) = tables.stances_table([same]).to_dict("records")
    assert tables.stance_of(row) == same


def test_an_article_without_a_date_has_an_empty_day_and_its_length() -> None:
    row = tables.articles_table([Article("a", "four")]).iloc[0]
    assert pd.isna(row["published"])
    assert row["n_chars"] == 4


def test_what_was_not_assessed_stays_missing_and_is_not_zero() -> None:
    nothing, something = Score(math.nan, math.nan, 0), Score(0.5, 0.25, 1, (Assessment(("very", "good"), 0.5, 0.25),))
    scores = tables.scores_table([("a", "s", nothing), ("b", "s", something)])
    assert scores["polarity"].isna().tolist() == [True, False]
    words = tables.assessments_table([("a", "s", nothing), ("b", "s", something)])
    assert words[["stance_id", "words"]].to_numpy().tolist() == [["b", "very good"]]


@pytest.mark.parametrize(
    "change, message",
    [
        ({"polarity": [1.5]}, "table 'scores', column 'polarity', row 0: .*1.5.* is not in_range"),
        ({"n_assessed": [-1]}, "column 'n_assessed', row 0"),
        ({"n_assessed": ["many"]}, "column 'n_assessed'"),
    ],
)
def test_a_value_that_is_not_as_declared_is_named_with_its_column_and_row(
    change: dict[str, list[object]], message: str
) -> None:
    good = {"stance_id": ["a"], "scorer": ["s"], "polarity": [0.1], "subjectivity": [0.1], "n_assessed": [1]}
    with pytest.raises(TableError, match=message):
        tables.checked("scores", pd.DataFrame(good | change))


def test_a_missing_column_and_an_unknown_table_are_named() -> None:
    with pytest.raises(TableError, match=r"lacks the column\(s\) scorer, polarity"):
        tables.checked("scores", pd.DataFrame({"stance_id": [], "subjectivity": [], "n_assessed": []}))
    with pytest.raises(TableError, match="no table 'score'; did you mean 'scores'"):
        tables.frame("score", [])


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: Span(*pair))))
def test_spans_survive_a_cell(spans: list[Span]) -> None:
    assert list(tables.split_spans(tables.join_spans(spans))) == spans


def test_a_table_of_an_earlier_version_gets_the_columns_that_a_run_adds_empty() -> None:
    whole = tables.stances_table([STANCE])
    pd.testing.assert_frame_equal(tables.checked("stances", whole.drop(columns="corrected")), whole)


def test_what_a_reader_changed_is_joined_in_one_cell() -> None:
    mended = replace(STANCE, corrected=("side", "polarity"))
    assert tables.stances_table([mended])["corrected"].iloc[0] == "side;polarity"
