"""What a diplomat would call good news or bad news, in a table of sentences."""

import math
import tomllib
from pathlib import Path

import pytest

from tenor.sentiment import explain
from tenor.sentiment.diplomatic import diplomatic

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "diplomatic.toml").read_text("utf-8"))["group"]
CASES = [
    pytest.param(text, sign, id=f"{group['name']}: {text}")
    for group in TABLE
    for key, sign in (("good", 1), ("bad", -1))
    for text in group.get(key, ())
]


@pytest.mark.parametrize("text, sign", CASES)
def test_a_sentence_has_the_sign_that_a_diplomat_would_give_it(text: str, sign: int) -> None:
    score = diplomatic(text)
    assert score.polarity * sign > 0, explain(text, scorer="diplomatic").assessments


@pytest.mark.parametrize("text", [text for group in TABLE for text in group.get("none", ())])
def test_a_name_or_an_office_is_not_assessed(text: str) -> None:
    assert math.isnan(diplomatic(text).polarity)
