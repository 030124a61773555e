"""What a diplomat would call good news or bad news, in a table of sentences."""

import json
import math
import tomllib
from pathlib import Path

import pytest

from tenor.sentiment import SCORERS, explain
from tenor.sentiment.diplomatic import diplomatic

SENTENCES = Path(__file__).parents[2] / "data" / "validation" / "sentences.jsonl"
CASES_FILE = tomllib.loads((Path(__file__).parents[1] / "cases" / "diplomatic.toml").read_text("utf-8"))
TABLE = CASES_FILE["group"]
CASES = [
    pytest.param(text, sign, id=f"{group['name']}: {text}")
    for group in TABLE
    for key, sign in (("good", 1), ("bad", -1))
    for text in group.get(key, ())
]
MISSED = [
    pytest.param(
        one["text"],
        {"good": 1, "bad": -1}[one["sign"]],
        id=one["text"],
        marks=pytest.mark.xfail(reason=one["reason"], strict=True),
    )
    for one in CASES_FILE["missed"]
]


@pytest.mark.parametrize("text, sign", [*CASES, *MISSED])
def test_a_sentence_has_the_sign_that_a_diplomat_would_give_it(text: str, sign: int) -> None:
    score = diplomatic(text)
    assert score.polarity * sign > 0, explain(text, scorer="diplomatic").assessments


@pytest.mark.parametrize("text", [text for group in TABLE for text in group.get("none", ())])
def test_a_name_or_an_office_is_not_assessed(text: str) -> None:
    assert math.isnan(diplomatic(text).polarity)


def test_no_sentence_stands_twice_or_in_the_validation_set() -> None:
    kept = {json.loads(line)["text"] for line in SENTENCES.read_text("utf-8").splitlines()}
    texts = [text for group in TABLE for key in ("good", "bad") for text in group.get(key, ())]
    assert len(set(texts)) == len(texts)
    assert set(texts) & kept == set()


PLAIN_GOOD = [
    "They thanked their friends for the wonderful, generous help.",
    "A happy, peaceful and friendly meeting.",
    "The leaders praised the excellent cooperation and great progress.",
    "It was a good and honest talk between loyal friends.",
]
PLAIN_BAD = [
    "It was a terrible, violent attack.",
    "The bitter dispute led to a horrible war.",
    "They accused him of an evil and disgusting crime.",
    "A nasty, hostile and dangerous threat.",
]


@pytest.mark.parametrize("scorer", SCORERS)
@pytest.mark.parametrize("text, sign", [(text, 1) for text in PLAIN_GOOD] + [(text, -1) for text in PLAIN_BAD])
def test_all_scorers_agree_on_what_is_plainly_good_or_bad(text: str, sign: int, scorer: str) -> None:
    assert SCORERS[scorer](text).polarity * sign > 0
