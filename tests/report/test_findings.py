from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from tenor import tables
from tenor.narrative.means import with_polarity
from tenor.report import ReportContents, telling
from tenor.report.findings import command, kinds_by_side, missing, outlets, safe_url, speakers, survival

Build = Callable[..., ReportContents]


def verdicts(**by_scorer: tuple[str, str]) -> pd.DataFrame:
    rows = [
        {"scorer": s, "verdict": v, "side": side, "sentence": "", "enough": "", "summary": ""}
        for s, (v, side) in by_scorer.items()
    ]
    return tables.frame("verdicts", rows)


def test_telling_stances_are_the_ends_of_each_side(built: Build) -> None:
    contents = built(4)
    found = telling(contents.stances, contents.scores, scorer="toy", sides=contents.sides, top=3)
    assert found[["side", "end"]].value_counts().to_dict() == {("North", "positive"): 3, ("South", "negative"): 3}


def test_telling_of_everybody_or_of_nothing(built: Build) -> None:
    contents = built(1)
    assert set(telling(contents.stances, contents.scores, scorer="toy")["side"]) == {"North", "South"}
    assert telling(contents.stances.head(0), contents.scores.head(0), scorer="toy").empty


def test_speakers_have_counts_means_role_and_ways(built: Build) -> None:
    contents = built(3)
    table = speakers(with_polarity(contents.stances, contents.scores, scorer="toy"))
    told = table[["speaker", "n_stances", "n_unscored", "role", "resolution"]].to_dict("split")["data"]
    assert ["Ann Lee", 3, 0, "minister", "name 3"] in told
    assert ["", 3, 3, "minister", "name 3"] in told


def test_no_stances_have_no_speakers(built: Build) -> None:
    contents = built(0)
    assert speakers(with_polarity(contents.stances, contents.scores, scorer="toy")).empty


def test_kinds_outlets_and_what_is_missing_are_counted(built: Build) -> None:
    contents = built(2, published=None)
    scored = with_polarity(contents.stances, contents.scores, scorer="toy")
    assert kinds_by_side(contents.stances, contents.sides)[0] == ("North", {"direct": 0, "mixed": 0, "indirect": 2}, 2)
    assert outlets(contents.articles) == [("The Invented Post", 2)]
    assert missing(scored, contents.articles) == {"undated_articles": 2, "undated": 6, "unscored": 2, "unattributed": 2}


def test_a_side_that_says_nothing_is_counted_as_nothing(built: Build) -> None:
    contents = replace(built(1), sides=("North", "West"))
    assert [side for side, _, n in kinds_by_side(contents.stances, contents.sides) if not n] == ["West"]


@pytest.mark.parametrize(
    "table, expected",
    [
        (verdicts(a=("flat", "both")), "Not asked: only one scorer has a verdict."),
        (verdicts(a=("flat", "both"), b=("flat", "both")), "Yes: a and b come to the same verdict."),
        (
            verdicts(a=("falling", "North"), b=("falling", "South"), c=("too little to tell", "")),
            "No: a says “falling” (North); b says “falling” (South); c says “too little to tell”.",
        ),
        (verdicts(), "Not asked: only one scorer has a verdict."),
    ],
)
def test_survival(table: pd.DataFrame, expected: str) -> None:
    assert survival(table, "a") == expected


@pytest.mark.parametrize("url", ["http://example.org", "https://example.org/a?b=c#d", "HTTPS://EXAMPLE.org/"])
def test_web_addresses_are_links(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org",
        "http:example.org",
        "https://",
        "http://[broken",
        "https://example.org/ and more",
        "https://example.org/\u202e",
        "https://example.org/\x00",
        "vbscript:x",
    ],
)
def test_other_addresses_are_none(url: str) -> None:
    assert safe_url(url) == ""


def test_the_command_can_be_pasted_into_a_shell() -> None:
    assert (
        command({"corpus": "a b;c", "since": "", "strict": False, "top": 5})
        == "tenor run --corpus 'a b;c' --param top=5"
    )
    assert command({"full_text": False}) == "tenor run --param full_text=False"
