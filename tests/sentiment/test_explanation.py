"""An explanation tells the same score, with places that slice back, weights that add up, and rules in words."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.errors import ParameterError
from tenor.records import Assessment, Score, Span
from tenor.sentiment import SCORERS, explain, marked

WORDS = [
    *["good", "bad", "very", "not", "never", "!", "agreed", "refused", "talks", "sanctions", "war", "lift", "end"],
    *["China", "the", "to", "of", ",", ".", "“", "”", "isn’t", "n't", "cannot", "strongly", "condemned", "👍", "🕊️"],
    *["after", "could", "must", "trade war", ":)", "'", "\n\n", "…", "İ", "no longer", "red line", "(!)", "but"],
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


def bare(text: str) -> str:
    return "".join(text.lower().split())


@pytest.mark.parametrize("scorer", SCORERS)
@settings(deadline=None)
@given(text=TEXTS | ANYTHING)
def test_an_explained_score_is_the_same_score(scorer: str, text: str) -> None:
    plain, told = SCORERS[scorer](text), explain(text, scorer=scorer)
    assert repr(plain) == repr(told)
    assert len(told.assessments) == told.n_assessed


@pytest.mark.parametrize("scorer", ["diplomatic", "textblob"])
@settings(deadline=None)
@given(text=TEXTS | ANYTHING)
def test_the_weights_add_up_to_the_polarity(scorer: str, text: str) -> None:
    score = explain(text, scorer=scorer)
    total = sum(one.weight for one in score.assessments)
    assert score.n_assessed == 0 or total == pytest.approx(score.polarity, abs=1e-9)


@pytest.mark.parametrize("scorer", SCORERS)
@settings(deadline=None)
@given(text=TEXTS | ANYTHING)
def test_the_words_stand_where_the_span_says(scorer: str, text: str) -> None:
    for one in explain(text, scorer=scorer).assessments:
        assert one.span is not None
        assert 0 <= one.span.start < one.span.end <= len(text)
        there = bare(one.span.of(text).replace("’", "'"))
        for word in one.words if scorer != "vader" else ():
            assert word == "!" or bare(word) in there or not word.isascii()


@settings(deadline=None)
@given(text=TEXTS)
def test_vader_is_ranked_the_strongest_first_without_weights(text: str) -> None:
    seen = explain(text, scorer="vader").assessments
    strengths = [abs(one.polarity) for one in seen]
    assert strengths == sorted(strengths, reverse=True)
    assert all(math.isnan(one.weight) for one in seen)


@pytest.mark.parametrize(
    "scorer, text, expected",
    [
        ("textblob", "It is not very good!", [("not very good", "negated by not; degree: very; raised by !")]),
        ("textblob", "a dangerous, bad idea", [("dangerous", ""), ("bad", "")]),
        ("vader", "not good, but terrible", [("terrible", "listed as -0.53"), ("good", "listed as +0.47")]),
        ("vader", "peace 👍", [("peace", "")]),
        ("diplomatic", "They strongly condemned it.", [("strongly condemned", "first action")]),
        ("diplomatic", "no longer a threat", [("threat", "negated by no longer")]),
    ],
)
def test_the_rule_says_what_changed_the_words(scorer: str, text: str, expected: list[tuple[str, str]]) -> None:
    seen = explain(text, scorer=scorer).assessments
    assert [(one.span.of(text), one.rule) for one in seen if one.span] == expected


def test_a_scorer_without_an_explainer_has_its_words_found_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def loud(text: str, cue: str = "") -> Score:
        return Score(0.5, math.nan, 2, (Assessment(("peace",), 0.5, math.nan), Assessment(("Peace",), 0.5, math.nan)))

    monkeypatch.setitem(SCORERS, "loud", loud)
    seen = explain("Peace, and more peace", scorer="loud").assessments
    assert [one.span for one in seen] == [Span(0, 5), Span(16, 21)]


def test_an_unknown_scorer_is_refused() -> None:
    with pytest.raises(ParameterError, match="no scorer 'loud'"):
        explain("peace", scorer="loud")


def test_marked_text_shows_each_weight_and_escapes_the_rest() -> None:
    text = "<b> talks & war"
    page = marked(text, explain(text, scorer="diplomatic"))
    assert page.startswith("&lt;b&gt; <mark")
    assert "&amp;" in page
    assert ">talks<sup>+" in page
    assert ">war<sup>-" in page


@given(text=TEXTS)
@settings(deadline=None, max_examples=50)
def test_marked_text_keeps_every_character(text: str) -> None:
    import html
    import re

    page = marked(text, explain(text, scorer="diplomatic"))
    assert html.unescape(re.sub(r"<sup>[^<]{0,9}</sup>|</?mark[^>]{0,200}>", "", page)) == text
