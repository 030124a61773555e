import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tenor.corpus.language import language

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "corpus_languages.toml").read_text(encoding="utf-8"))[
    "case"
]
SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:20]}")
def test_a_text_is_in_its_language(case: dict[str, str]) -> None:
    assert language(case["text"]) == case["language"]


def test_letters_of_another_script_are_not_english_however_few() -> None:
    assert language("北京和华盛顿") != "en"


def test_an_english_headline_or_ending_does_not_hide_another_language() -> None:
    spanish = next(case["text"] for case in CASES if case["language"] == "es")
    assert language("Breaking news from the wire\n" + 40 * spanish + "\nRead more on this website") == "es"


def test_what_is_obviously_english_needs_no_model() -> None:
    code = "import sys, tenor.corpus.language as l; l.language('the and ' * 40); print('numpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["gold/polnear_train.jsonl", "seed/articles.jsonl"])
def test_all_of_the_labelled_articles_are_english(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine")
    with path.open(encoding="utf-8") as lines:
        assert {language(json.loads(line)["text"]) for line in lines} == {"en"}
