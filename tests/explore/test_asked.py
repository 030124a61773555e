"""What can be asked, what it keeps, and that the code which is shown keeps the same."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import ParameterError
from tenor.explore.asked import Asked, asked_of, code_of, kept, words_of
from tenor.explore.session import Session

CASES = [
    ({}, "all of them", 8),
    ({"sides": ("US",)}, "one side", 3),
    ({"sides": ("US", "observer")}, "two sides", 4),
    ({"outlets": ("Beta Times",)}, "an outlet", 2),
    ({"outlets": ("",)}, "what no outlet printed", 1),
    ({"kinds": ("direct",)}, "what stands between marks", 1),
    ({"topics": ("economy",)}, "a topic among others", 2),
    ({"topics": ("",)}, "what has no topic", 3),
    ({"speaker": "ann"}, "part of a name, in any case", 2),
    ({"words": "talks HARMLESS"}, "both words", 0),
    ({"words": "trade TALKS"}, "both words, of the title too, in any order and case", 3),
    ({"words": '"good talks"'}, "words that stand together", 1),
    ({"words": '"talks good"'}, "words that do not", 0),
    ({"words": "balloon"}, "a word of the title", 2),
    ({"words": "<script>"}, "hostile words, which are words", 2),
    ({"words": "(.*"}, "no pattern", 0),
    ({"since": "2023-02-14"}, "from a day on, without the undated", 4),
    ({"until": "2023-02-14"}, "up to a day, without the undated", 5),
    ({"since": "2023-02-14", "until": "2023-02-14"}, "one day", 2),
    ({"sides": ("China",), "topics": ("dialogue",)}, "two filters at once", 1),
]


@pytest.mark.parametrize("asked, meaning, n", CASES, ids=[meaning for _, meaning, _ in CASES])
def test_what_is_asked_is_kept(asked: dict[str, Any], meaning: str, n: int, session: Session) -> None:
    assert kept(session.found, Asked(**asked)).sum() == n


@pytest.mark.parametrize("asked, meaning, n", CASES, ids=[meaning for _, meaning, _ in CASES])
def test_the_code_that_is_shown_keeps_the_same(asked: dict[str, Any], meaning: str, n: int, session: Session) -> None:
    names: dict[str, Any] = {"found": session.found}
    exec("\n".join(code_of(Asked(**asked))), names)
    assert list(names["found"]["stance_id"]) == list(session.found[kept(session.found, Asked(**asked))]["stance_id"])


def test_a_stance_that_nobody_was_given_is_found_under_unattributed() -> None:
    row = {"speaker": "", "content": "it is over", "title": "", "side": "US", "kind": "direct", "outlet": ""}
    assert kept(pd.DataFrame([row]), Asked(speaker="unattrib")).tolist() == [True]


@pytest.mark.parametrize(
    "message, sentence",
    [
        ({"side": ["US"]}, "no filter 'side'; did you mean 'sides'?"),
        ({"sides": "US"}, "sides: 'US' is not a list of names"),
        ({"sides": [1]}, r"sides: \[1\] is not a list of names"),
        ({"words": None}, "words: None is not what it can be; its default is ''"),
        ({"page": True}, "page: True is not what it can be; its default is 0"),
        ({"page": -1}, "page: -1 is not what it can be; its default is 0"),
        ({"since": "yesterday"}, "since: 'yesterday' is not a day; give it as YYYY-MM-DD"),
        ({"sort": "content"}, "no column to sort by 'content'"),
    ],
)
def test_what_nobody_can_ask_is_refused_in_a_sentence(message: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ParameterError, match=sentence):
        asked_of(message)


@given(st.text(max_size=50))
def test_any_words_can_be_looked_for(words: str) -> None:
    rows = pd.DataFrame({"content": [words, "else"], "title": ["", ""]})
    looked_for = words_of(words)
    assert kept(rows, Asked(words=words)).iloc[0]
    assert all('"' not in one or '"' in words for one in looked_for)
