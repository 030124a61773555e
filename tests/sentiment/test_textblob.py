"""The scorer `textblob` is TextBlob, bit for bit."""

import math
import random
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob
from textblob.en import sentiment as engine

import tenor
from tenor.sentiment.diplomatic import diplomatic
from tenor.sentiment.textblob import textblob

WORDS = [
    *["good", "bad", "great", "terrible", "new", "first", "firm", "foreign", "dangerous", "candid", "constructive"],
    *["very", "really", "hardly", "strongly", "extremely", "not", "no", "never", "n't", "isn't", "cannot", "a", "the"],
    *[
        "China",
        "U.S.",
        "war",
        "talks",
        "spiral",
        "condemned",
        "!",
        "(!)",
        ":)",
        ":-(",
        "(Feb. 8)",
        ".",
        "...",
        "“",
        "”",
    ],
]


SPOILABLE = ["a strongly worded, not so good sanction", "war", "trade talks", "foreign", "unknown", "very candid"]


def bits(number: float) -> bytes:
    return struct.pack("d", number)


def assert_equals_textblob(text: str) -> None:
    ours, theirs = textblob(text), TextBlob(text).sentiment_assessments
    assert ours.n_assessed == len(ours.assessments) == len(theirs.assessments)
    if not theirs.assessments:
        assert math.isnan(ours.polarity)
        assert math.isnan(ours.subjectivity)
        return
    assert bits(ours.polarity) == bits(theirs.polarity)
    assert bits(ours.subjectivity) == bits(theirs.subjectivity)
    for mine, (words, polarity, subjectivity, _) in zip(ours.assessments, theirs.assessments, strict=True):
        assert mine.words == tuple(words)
        assert bits(mine.polarity) == bits(polarity)
        assert bits(mine.subjectivity) == bits(subjectivity)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_sentences_of_known_words_score_as_in_textblob(text: str) -> None:
    assert_equals_textblob(text)


@settings(deadline=None, max_examples=300)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_scores_as_in_textblob_even_with_lone_surrogates(text: str) -> None:
    assert_equals_textblob(text)


def test_twenty_thousand_generated_texts_score_as_in_textblob() -> None:
    draw = random.Random(20230718)
    known = [*engine, *WORDS * 20]
    for _ in range(20_000):
        assert_equals_textblob(" ".join(draw.choices(known, k=draw.randint(0, 20))))


@given(st.text(st.sampled_from("aeg dot!?.'’:()-\n\t") | st.characters(exclude_categories=())))
def test_polarity_is_in_range_or_nan(text: str) -> None:
    score = textblob(text)
    assert math.isnan(score.polarity) or -1 <= score.polarity <= 1
    assert math.isnan(score.subjectivity) == math.isnan(score.polarity) == (score.n_assessed == 0)


@pytest.mark.parametrize("text", ["", " ", "\n", "...", "—“”", "\x00", "美中关系", "🕊🤝", "a trade war", "\ud83d"])
def test_where_nothing_was_assessed_polarity_is_nan_and_not_neutral(text: str) -> None:
    score = textblob(text)
    assert math.isnan(score.polarity)
    assert score.n_assessed == 0
    assert score.assessments == ()


def test_the_cue_changes_nothing() -> None:
    assert textblob("good talks", cue="refused") == textblob("good talks")


def test_a_million_characters_take_seconds() -> None:
    start = time.process_time()
    assert textblob("The talks were candid but not very good. " * 25_000).n_assessed == 50_000
    assert time.process_time() - start < 20


def test_the_sample_corpus_scores_as_in_textblob() -> None:
    for path in sorted((Path(__file__).parents[2] / "data" / "sample").glob("2*.md")):
        for paragraph in path.read_text("utf-8").split("\n\n"):
            assert_equals_textblob(paragraph)


def test_textblob_is_the_same_after_the_diplomatic_scorer_was_used() -> None:
    before = [repr(textblob(text).assessments) for text in SPOILABLE]
    shared = repr(dict(engine))
    for text in SPOILABLE:
        diplomatic(text)
    assert [repr(textblob(text).assessments) for text in SPOILABLE] == before
    assert repr(dict(engine)) == shared


def test_the_engine_shared_with_textblob_is_left_as_it_was() -> None:
    textblob("good")
    before = repr(dict(engine))
    textblob("a strongly worded, not so good sanction")
    assert repr(dict(engine)) == before


def test_importing_the_room_does_not_import_textblob() -> None:
    code = "import sys, tenor.sentiment; sys.exit(any(m in sys.modules for m in ('textblob', 'nltk', 'scipy')))"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONPATH": str(Path(tenor.__file__).parents[1])}, check=False
        ).returncode
        == 0
    )
