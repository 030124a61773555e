"""The scorer `vader` is VADER, number for number, also where VADER itself is slow."""

import math
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from tenor.sentiment.vader import vader

STOCK = SentimentIntensityAnalyzer()
WORDS = [
    *[
        "good",
        "GOOD",
        "bad",
        "war",
        "threat",
        "support",
        "no",
        "not",
        "never",
        "so",
        "this",
        "without",
        "doubt",
        "least",
    ],
    *["at", "very", "kind", "of", "but", "BUT", "or", "nor", "the", "talks", "China", "don't", "!", "??", "???", ":)"],
    *["👍", "😀", "🕊️", "extremely", "barely", "hella", "shit", "ass", "bus", "stop", "sort"],
]


def assert_equals_vader(text: str) -> None:
    ours, theirs = vader(text), STOCK.polarity_scores(text)["compound"]
    if ours.n_assessed:
        assert ours.polarity == theirs
    else:
        assert math.isnan(ours.polarity)
        assert theirs == 0


@settings(deadline=None, max_examples=500)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_sentences_of_known_words_score_as_in_vader(text: str) -> None:
    assert_equals_vader(text)


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_scores_as_in_vader_even_with_lone_surrogates(text: str) -> None:
    assert_equals_vader(text)


def test_three_thousand_generated_texts_score_as_in_vader() -> None:
    draw = random.Random(14)
    rules = [*BOOSTER_DICT, *NEGATE, *SPECIAL_CASES, *WORDS]
    for _ in range(3_000):
        half = draw.choices(rules, k=draw.randint(0, 25)) + draw.choices(list(STOCK.lexicon), k=draw.randint(0, 25))
        draw.shuffle(half)
        assert_equals_vader(" ".join(half))


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_polarity_is_in_range_or_nan_and_subjectivity_always_nan(text: str) -> None:
    score = vader(text)
    assert math.isnan(score.polarity) == (score.n_assessed == 0)
    assert math.isnan(score.polarity) or -1 <= score.polarity <= 1
    assert math.isnan(score.subjectivity)
    assert all(-1 <= seen.polarity <= 1 and seen.polarity for seen in score.assessments)
    assert len(score.assessments) == score.n_assessed


@pytest.mark.parametrize("text", ["", " ", "!!!", "...", "\x00", "美中关系", "the talks", "kind of", "\udc00"])
def test_where_nothing_was_assessed_polarity_is_nan_and_not_neutral(text: str) -> None:
    score = vader(text)
    assert math.isnan(score.polarity)
    assert score.n_assessed == 0


def test_assessments_are_the_words_that_weighed_with_their_share_of_the_top_valence() -> None:
    score = vader("a good war")
    assert [(seen.words, seen.polarity) for seen in score.assessments] == [(("good",), 1.9 / 4), (("war",), -2.9 / 4)]


def test_a_negated_word_counts_with_the_sign_that_it_was_given() -> None:
    (seen,) = vader("not good").assessments
    assert seen.polarity == pytest.approx(-0.74 * 1.9 / 4)


def test_the_cue_changes_nothing() -> None:
    assert vader("good talks", cue="refused").polarity == vader("good talks").polarity


@pytest.mark.parametrize("text", ["A good war is bad. " * 53_000, "good " * 200_000 + "but bad", "!" * 1_000_000])
def test_a_million_characters_take_seconds(text: str) -> None:
    start = time.process_time()
    vader(text)
    assert time.process_time() - start < 20
