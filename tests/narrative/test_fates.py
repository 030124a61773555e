"""What became of articles between two runs."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor import tables
from tenor.narrative.fates import fates, names_after

Row = tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str | None]


def articles(*rows: Row) -> pd.DataFrame:
    """Articles of (article_id, text, url, day), of which the last two may be left out."""
    return tables.frame("articles", (_article(*row) for row in rows))


def _article(article_id: str, text: str, url: str = "", day: str | None = "2023-01-02") -> dict[str, object]:
    told = {"article_id": article_id, "digest": text, "url": url, "published": day}
    return {**told, "outlet": "", "title": "", "n_chars": 9}


ONE = "https://example.org/1"
CASES: dict[str, tuple[Row, Row, dict[str, str]]] = {
    "the same text": (("a", "x"), ("a", "x"), {"a": "same"}),
    "the same text without a day": (("a", "x", "", None), ("a", "x", "", None), {"a": "same"}),
    "another text": (("a", "x"), ("a", "y"), {"a": "changed"}),
    "another day": (("a", "x"), ("a", "x", "", "2023-01-03"), {"a": "changed"}),
    "a day that it had not": (("a", "x", "", None), ("a", "x"), {"a": "changed"}),
    "another name and text": (("a", "x"), ("b", "y"), {"a": "gone", "b": "new"}),
    "another version at the same address": (("a", "x", ONE), ("b", "y", ONE), {"a": "changed", "b": "changed"}),
    "a text without a digest": (("a", ""), ("a", "y"), {"a": "same"}),
}


@pytest.mark.parametrize("case", CASES)
def test_what_became_of_an_article(case: str) -> None:
    before, after, expected = CASES[case]
    assert fates(articles(before), articles(after)).to_dict() == expected


def test_another_version_beside_the_first_is_no_new_article() -> None:
    # So an archive keeps a text that changed: the first one as it was, the other under a name of its own.
    told = fates(articles(("a", "x", ONE)), articles(("a", "x", ONE), ("a-y", "y", ONE)))
    assert told.to_dict() == {"a": "same", "a-y": "changed"}


def test_an_address_that_many_articles_share_tells_no_version() -> None:
    told = fates(articles(("a", "x", ONE), ("b", "y", ONE)), articles(("c", "z", ONE), ("d", "w", ONE)))
    assert set(told) == {"gone", "new"}


def test_a_length_tells_texts_apart_where_there_is_no_digest() -> None:
    assert fates(articles(("a", "")), articles(("a", "")).assign(n_chars=10)).to_dict() == {"a": "changed"}


def test_a_text_under_another_name_is_known_again() -> None:
    assert names_after(articles(("a", "x"), ("b", "y")), articles(("c", "x"), ("b", "y"))) == {"a": "c"}
    assert names_after(articles(("a", "x"), ("b", "x")), articles(("c", "x"))) == {}
    assert names_after(articles(("a", "")), articles(("c", ""))) == {}


def test_nothing_at_all_has_no_fates() -> None:
    assert fates(articles(), articles()).empty
    assert names_after(articles(), articles()) == {}


ARTICLES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["", "x", "y", "z"]), st.sampled_from(["", ONE, f"{ONE}0"])),
    max_size=4,
    unique_by=lambda row: row[0],
)


@settings(max_examples=50, deadline=None)
@given(ARTICLES, ARTICLES)
def test_seen_from_the_other_run_new_is_gone_and_the_rest_is_as_it_was(
    one: list[tuple[str, str, str]], other: list[tuple[str, str, str]]
) -> None:
    before, after = articles(*one), articles(*other)
    turned = {"new": "gone", "gone": "new"}
    there, back = fates(before, after).to_dict(), fates(after, before).to_dict()
    assert there == {article: turned.get(fate, fate) for article, fate in back.items()}
    assert names_after(before, after) == {name: old for old, name in names_after(after, before).items()}
