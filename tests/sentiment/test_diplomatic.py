"""The scorer `diplomatic`: its laws, its cues, and what it makes of anything that is not a sentence."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.errors import ParameterError
from tenor.sentiment import SCORERS
from tenor.sentiment.cues import rule_of
from tenor.sentiment.diplomatic import diplomatic

WORDS = [
    *["good", "bad", "very", "strongly", "not", "never", "no", "neither", "cannot", "isn't", "hardly", "without"],
    *["agree", "agreed", "refused", "talks", "sanctions", "war", "lift", "end", "suspend", "suspended", "resolve"],
    *["must", "should", "could", "reportedly", "demand", "but", "after", "which", "to", "of", "the", "a", "against"],
    *["threat", "peace", "red line", "playing with fire", ",", ".", "!", "“", "”", "—", ":)", "Norland", "Minister"],
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@settings(deadline=None, max_examples=500)
@given(TEXTS | st.text(st.characters(exclude_categories=())), st.sampled_from(["", "said", "refused", "denied"]))
def test_polarity_and_subjectivity_are_in_range_or_missing_together(text: str, cue: str) -> None:
    score = diplomatic(text, cue)
    assert math.isnan(score.polarity) == math.isnan(score.subjectivity) == (score.n_assessed == 0)
    assert score.n_assessed == len(score.assessments)
    if score.n_assessed:
        assert -1 <= score.polarity <= 1
        assert 0 <= score.subjectivity <= 1
        assert score.polarity == pytest.approx(sum(one.weight for one in score.assessments))


@settings(deadline=None)
@given(TEXTS)
def test_the_same_text_has_the_same_score(text: str) -> None:
    assert repr(diplomatic(text)) == repr(diplomatic(text))


@settings(deadline=None)
@given(TEXTS, st.sampled_from("said says told warned noted insisted added claimed stressed argues".split()))
def test_a_neutral_cue_changes_nothing(text: str, cue: str) -> None:
    assert repr(diplomatic(text, cue)) == repr(diplomatic(text))


@pytest.mark.parametrize(
    "cue, content, sign",
    [
        ("refused", "overtures to restore ties", -1),
        ("has refused", "to meet the envoy", -1),
        ("rejected", "the offer of talks", -1),
        ("ruled out", "a compromise", -1),
        ("doubted", "that peace is near", -1),
        ("denied", "that it had attacked the ship", 1),
        ("did not rule out", "a compromise", 1),
        ("never refused", "the offer of talks", 1),
        ("welcomed", "the offer of talks", 1),
        ("refused", "Norland", -1),
    ],
)
def test_cues_of_refusal_rejection_denial_and_doubt_act_on_the_content(cue: str, content: str, sign: int) -> None:
    assert diplomatic(content, cue).polarity * sign > 0


def test_the_explanation_names_the_cue_and_what_it_did() -> None:
    *content, last = diplomatic("the offer of talks", "has refused").assessments
    assert (last.words, last.span, last.rule) == (("has refused",), None, "cue of refusal")
    assert all(one.rule.endswith("cue of refusal") and one.polarity < 0 for one in content)


@pytest.mark.parametrize("cue", ["", "said", "told", "was not denied", "never doubted", "according to"])
def test_no_other_cue_has_a_rule(cue: str) -> None:
    assert rule_of(cue) is None


def test_degree_before_and_after_counts() -> None:
    assert diplomatic("They strongly condemned it.").polarity < diplomatic("They condemned it.").polarity


def test_a_judgement_is_more_subjective_than_an_act() -> None:
    assert (
        diplomatic("It was a ridiculous, stupid idea.").subjectivity > diplomatic("They signed a treaty.").subjectivity
    )


@pytest.mark.parametrize("text", ["", " ", "\n", "...", "—“”", "\x00", "美中关系", "🕊🤝", "\ud83d", "Norland", "12 of"])
def test_where_nothing_was_assessed_polarity_is_nan_and_not_neutral(text: str) -> None:
    score = diplomatic(text)
    assert math.isnan(score.polarity)
    assert score.assessments == ()


@pytest.mark.parametrize("asked", [math.nan, None, 3, b"talks", ["talks"]])
@pytest.mark.parametrize("scorer", SCORERS)
def test_what_is_no_text_is_refused_in_words(scorer: str, asked: object) -> None:
    with pytest.raises(ParameterError, match=r"a scorer reads text, not .*; leave out what has no text"):
        SCORERS[scorer](asked)  # type: ignore[arg-type]


LONG = {
    "sentences": "The talks were candid but not very good. " * 25_000,
    "one sentence": "suspended talks collapsed " * 40_000,
    "quotation marks": '"' * 1_000_000,
    "brackets": '("' * 400_000 + "Peace",
    "one word": "a" * 1_000_000,
    "clitics": "a'" * 500_000,
    "capitals": "Peace " * 160_000,
    "but": "but peace " * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_million_characters_take_seconds(text: str) -> None:
    diplomatic("peace")
    start = time.process_time()
    diplomatic(text)
    assert time.process_time() - start < 20
