"""Who said it under each profile that comes with Tenor: tests/cases/relations.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tenor.records import Article
from tenor.relation import known, load
from tenor.stances import stances

TABLE = Path(__file__).parents[1] / "cases" / "relations.toml"
CASES: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["case"]
# What the cases under "not yet" say; each name here is of one of these kinds.
NOT_YET = (" military", "Liu He", "House China committee", "House select committee")


def marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=f"{case['relation']}: {case['name']}", marks=marks)


def names(*lists: tuple[str, ...]) -> list[str]:
    """Give the names of the lists but for those that are not found yet."""
    return [name for each in lists for name in each if not any(kind in name for kind in NOT_YET)]


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_a_speaker_is_found_by_the_profile(case: dict[str, Any]) -> None:
    found = list(stances(Article("a", case["text"], published=case.get("published")), load(case["relation"])))
    told = [
        {"speaker": s.speaker, "side": s.side, "role": s.role, "resolution": s.resolution, "topics": list(s.topics)}
        for s in found
    ]
    assert len(told) == len(case["expect"]), told
    for row, wanted in zip(told, case["expect"], strict=True):
        assert {key: row[key] for key in wanted} == wanted


@pytest.mark.parametrize("name", known())
def test_each_side_speaks_by_every_name_of_its_country(name: str) -> None:
    relation = load(name)
    for side in relation.sides:
        for country in names(side.names):
            text = f"{country[0].upper()}{country[1:]} said the talks were useful."
            told = [(stance.speaker, stance.side) for stance in stances(Article("a", text), relation)]
            assert told == [(side.speaker, side.key)], text


@pytest.mark.parametrize("name", known())
def test_each_body_speaks_for_its_side_by_every_name(name: str) -> None:
    relation = load(name)
    for institution in relation.institutions:
        for body in names(institution.names):
            text = f"The {body} said the talks were useful."
            told = [(stance.speaker, stance.side) for stance in stances(Article("a", text), relation)]
            assert told == [(institution.names[0], institution.side)], text


@pytest.mark.parametrize("name", known())
def test_each_holder_speaks_for_the_side_by_every_name(name: str) -> None:
    relation = load(name)
    for office in relation.offices:
        for holder in office.holders:
            for called in names((holder.name,), holder.aliases):
                article = Article("a", f"{called} said the talks were useful.", published=holder.since)
                assert [(s.speaker, s.side) for s in stances(article, relation)] == [(holder.name, office.side)], called
