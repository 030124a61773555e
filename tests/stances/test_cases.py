"""The readable tables in tests/cases: what is found in a text, and who said it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tenor.records import Article, Stance
from tenor.relation import Relation, load
from tenor.stances import stances

TABLES = [
    path
    for pattern in ("stances_*.toml", "speakers_*.toml")
    for path in sorted((Path(__file__).parents[1] / "cases").glob(pattern))
]


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}", marks=_marks(case))
        for path in TABLES
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []


@pytest.fixture(scope="module")
def relation() -> Relation:
    return load("us-china")


@pytest.mark.parametrize("case", cases())
def test_a_text_gives_its_stances(case: dict[str, Any], relation: Relation) -> None:
    found = list(stances(Article("a", case["text"], published=case.get("published")), relation))
    told = [_told(stance, found) for stance in found]
    assert [_only(row, wanted) for row, wanted in zip(told, case["expect"], strict=False)] == case["expect"], told
    assert len(told) == len(case["expect"]), told


def _told(stance: Stance, found: list[Stance]) -> dict[str, Any]:
    """Give a stance in the words of the tables."""
    around = {other.stance_id: other.content for other in found} | {"": ""}
    return {
        "content": stance.content,
        "kind": stance.kind,
        "cue": stance.cue.text if stance.cue else "",
        "source": stance.source.text if stance.source else "",
        "speaker": stance.speaker,
        "side": stance.side,
        "role": stance.role,
        "resolution": stance.resolution,
        "topics": list(stance.topics),
        "within": around[stance.within],
    }


def _only(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in wanted}
