"""An article in a cell of a notebook."""

from xml.etree import ElementTree

import pytest

from tenor.errors import ParameterError
from tenor.records import Article
from tenor.relation import load
from tenor.report.article_view import LONGEST, ArticleView, article_view
from tenor.stances import stances
from tenor.tables import articles_table, stances_table, texts_table

SIDES = ("US", "China")
SHORT = Article("short", "Beijing rejected the offer of talks.", "A short one")
LONG = Article(
    "long",
    "Beijing rejected the offer of talks. Washington said that it <b>wanted</b> talks.\n\n"
    "“We never asked for this.” Nobody knew who.",
    "A & B",
)


def view(*articles: Article, show: str = "", full_text: bool = True) -> ArticleView:
    profile = load("us-china")
    found = [stance for article in articles for stance in stances(article, profile)]
    tables = {
        "articles": articles_table(articles),
        "texts": texts_table(articles),
        "stances": stances_table(found),
    }
    return article_view(tables, show, sides=SIDES, full_text=full_text)


def body(shown: ArticleView) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{shown._repr_html_()}</div>")


def test_the_article_with_the_most_stances_is_shown_where_none_is_asked_for() -> None:
    assert "A & B" in repr(view(SHORT, LONG))


def test_an_article_is_shown_by_its_id() -> None:
    assert repr(view(SHORT, LONG, show="short")) == "A short one: 1 stance, 0 quotations without a source"


def test_an_unknown_id_is_an_error_that_names_known_ones() -> None:
    with pytest.raises(ParameterError, match="show_article: there is no article 'other'; ids look like short, long"):
        view(SHORT, LONG, show="other")


def test_contents_are_marked_in_their_sides_and_the_rest_is_the_words_of_the_article() -> None:
    shown = body(view(LONG))
    text = shown.find(".//div")
    assert text is not None
    assert "".join(text.itertext()) == LONG.text
    classes = {mark.get("class") for mark in text.iter("mark")}
    assert classes == {"side-1", "side-2"}


def test_html_in_an_article_is_shown_as_text() -> None:
    assert "&lt;b&gt;wanted&lt;/b&gt;" in view(LONG)._repr_html_()


def test_quotations_without_a_source_are_counted_and_listed() -> None:
    assert view(LONG).missed == ("We never asked for this.",)


def test_no_text_is_shown_where_full_text_is_false() -> None:
    shown = view(LONG, full_text=False)
    assert "offer of talks" not in shown._repr_html_()
    assert repr(shown) == "The article is not shown, because full_text is false."


def test_no_article_is_said_in_words() -> None:
    assert repr(view()) == "No article was read."


def test_a_very_long_article_is_cut_and_says_so() -> None:
    shown = view(Article("huge", "Beijing rejected the offer of talks. " * 2_000, "Huge"))
    assert f"its first {LONGEST:,} characters" in repr(shown)
    assert len("".join(body(shown).itertext())) < LONGEST + 3_000


def test_the_style_touches_nothing_outside_the_article() -> None:
    css = view(SHORT)._repr_html_().split("</style>")[0].split("<style>")[1]
    selectors = [rule.split("{")[0].split("*/")[-1].strip() for rule in css.split("}")[:-1]]
    assert all(selector.startswith(".tenor-article") for selector in selectors)
