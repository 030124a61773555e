"""The readable pairs in tests/cases/tone_pairs.toml: a sentence and its opposite, scored as a diplomat would.

They hold the scorer `diplomatic`, and are skipped where there is none.
"""

import json
import math
import tomllib
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from tenor.sentiment import SCORERS

CASES = Path(__file__).parents[1] / "cases" / "tone_pairs.toml"
SENTENCES = Path(__file__).parents[2] / "data" / "validation" / "sentences.jsonl"
TABLE = tomllib.loads(CASES.read_text("utf-8"))
GROUPS = (
    "negation",
    "flipped objects",
    "conditional objects",
    "intensifiers",
    "idioms",
    "refusal cues",
    "action classes",
    "masked names",
)
NEAR_ZERO = 0.05

needs_the_scorer = pytest.mark.skipif("diplomatic" not in SCORERS, reason="there is no scorer `diplomatic` yet")


def cases(kind: str) -> list[Any]:
    return [pytest.param(case, id=_name(case), marks=_marks(case)) for case in TABLE[kind]]


def _name(case: dict[str, Any]) -> str:
    return f"{case['group']}: {case['name']}" if "group" in case else case["name"]


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []


def polarity(text: str, cue: str = "") -> float:
    return SCORERS["diplomatic"](text, cue).polarity


@needs_the_scorer
@pytest.mark.parametrize("case", cases("pair"))
def test_a_sentence_and_its_opposite_have_opposite_signs(case: dict[str, Any]) -> None:
    good, bad = (polarity(case[side], case.get(f"{side}_cue", case.get("cue", ""))) for side in ("good", "bad"))
    assert good > 0 > bad, f"good {good:+.2f}, bad {bad:+.2f}"


@needs_the_scorer
@pytest.mark.parametrize("case", cases("sentence"))
def test_what_textblob_alone_gets_wrong_has_the_sign_that_a_diplomat_would_give(case: dict[str, Any]) -> None:
    found = polarity(case["text"])
    sign = "none" if math.isnan(found) or abs(found) <= NEAR_ZERO else "positive" if found > 0 else "negative"
    assert sign == case["sign"], f"{found:+.2f}"


@needs_the_scorer
@pytest.mark.parametrize("case", cases("same"))
def test_names_titles_offices_and_nationalities_change_no_score(case: dict[str, Any]) -> None:
    assert polarity(case["one"]) == polarity(case["other"])


def test_every_group_has_pairs_enough_and_no_pair_stands_twice() -> None:
    pairs = TABLE["pair"]
    assert len(pairs) >= 70
    assert set(Counter(pair["group"] for pair in pairs)) == set(GROUPS)
    told = [(pair["good"], pair["bad"], pair.get("good_cue")) for pair in pairs]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("pair", TABLE["pair"], ids=_name)
def test_the_two_sentences_of_a_pair_are_a_word_or_a_construction_apart(pair: dict[str, Any]) -> None:
    good, bad = (f"{pair.get(f'{side}_cue', '')} {pair[side]}".split() for side in ("good", "bad"))
    alike = sum(block.size for block in SequenceMatcher(None, good, bad, autojunk=False).get_matching_blocks())
    assert alike < max(len(good), len(bad)), "the same twice"
    assert max(len(good), len(bad)) - alike <= 6


def test_no_pair_repeats_a_sentence_of_the_validation_set() -> None:
    kept = {json.loads(line)["text"] for line in SENTENCES.read_text("utf-8").splitlines()}
    mine = {text for pair in TABLE["pair"] for text in (pair["good"], pair["bad"]) if len(text.split()) > 4}
    assert mine & kept == set()
