import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tenor.errors import RelationError
from tenor.relation import OBSERVER, Baseline, Holder, Relation, known, load
from tenor.relation_check import check, template

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/relations.md").read_text("utf-8")

SMALL = """
name = "arland-boria"
title = "Arland and Boria"

[sides.Arland]
speaker = "Arland"
names = ["Arland", "Arport"]
adjectives = ["Arlandic"]

[sides.Boria]
speaker = "Boria"
names = ["Boria"]
adjectives = ["Borian"]

[[institutions]]
side = "Arland"
names = ["Harbour Ministry", "ministry of harbours"]

[[offices]]
side = "Boria"
titles = ["Pilot General", "chief pilot"]
holders = [
  { name = "Ann Lee", from = 2020-01-01, until = 2022-06-01 },
  { name = "Bob Moss", aliases = ["Robert Moss"], from = 2022-06-01 },
]

[[people]]
side = "observer"
role = "former pilot"
names = ["Cao Lin"]

[topics]
harbour = ["harbour*", "lines of pilots"]
"""

BASELINE = "[[baselines]]\nside = 'Boria'\nscorer = 'vader'\nsource = 'ten articles'\n"


def profile(folder: Path, text: str = SMALL) -> Path:
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path: Path) -> Relation:
    return load(profile(tmp_path))


# --- the profiles that come with Tenor ---


@pytest.mark.parametrize("name", known())
def test_a_profile_that_comes_with_tenor_is_whole(name: str) -> None:
    relation = load(name)
    assert relation.name == name
    assert relation.title
    assert set(relation.side_keys) == {side.key for side in relation.sides}
    assert relation.institutions
    assert relation.offices
    assert relation.topics


@pytest.mark.parametrize("name", known())
def test_the_tenures_of_an_office_follow_one_another(name: str) -> None:
    for office in load(name).offices:
        for before, after in pairwise(office.holders):
            assert before.until is not None, (office.titles[0], before.name)
            assert before.until <= after.since, (office.titles[0], before.name, after.name)


@pytest.mark.parametrize("name", known())
def test_everybody_who_holds_an_office_is_known_with_its_title_from_the_first_day(name: str) -> None:
    relation = load(name)
    for office in relation.offices:
        for holder in office.holders:
            assert relation.people[holder.name.lower()].name == holder.name
            held = [o.titles[0] for o in relation.offices for h in o.holders if h.name == holder.name]
            assert relation.role_on(holder.name, holder.since) in held


@pytest.mark.parametrize("name", known())
def test_no_title_or_name_of_a_body_stands_twice_for_one_side(name: str) -> None:
    relation = load(name)
    titles = [(office.side, title) for office in relation.offices for title in office.titles]
    bodies = [body.lower() for institution in relation.institutions for body in institution.names]
    assert len(titles) == len(set(titles))
    assert len(bodies) == len(set(bodies))


@pytest.mark.parametrize(
    "name, day, role",
    [
        ("Wang Yi", dt.date(2022, 6, 15), "foreign minister"),
        ("Wang Yi", dt.date(2023, 6, 15), "top diplomat"),
        ("Wang Yi", dt.date(2023, 8, 15), "foreign minister"),
        ("Qin Gang", dt.date(2022, 6, 15), "ambassador to the united states"),
        ("Qin Gang", dt.date(2023, 6, 15), "foreign minister"),
        ("Mao Ning", dt.date(2023, 6, 15), "foreign ministry spokesperson"),
        ("Nobody Known", dt.date(2023, 6, 15), ""),
    ],
)
def test_a_role_is_the_office_held_that_day(name: str, day: dt.date, role: str) -> None:
    assert load("us-china").role_on(name, day) == role


# --- what a profile gives ---


def test_sides_people_and_titles_are_as_the_file_says(small: Relation) -> None:
    assert small.side_keys == ("Arland", "Boria")
    assert small.offices[0].titles == ("pilot general", "chief pilot")
    assert small.people["robert moss"] is small.people["bob moss"]
    assert small.people["cao lin"].side == OBSERVER


def test_a_profile_may_document_what_tone_is_ordinary(small: Relation, tmp_path: Path) -> None:
    assert small.baselines == ()
    documented = load(profile(tmp_path, f"{SMALL}\n{BASELINE}polarity = 0\n")).baselines
    assert documented == (Baseline("Boria", "vader", 0.0, "ten articles"),)


def test_a_day_of_change_is_the_successors(small: Relation) -> None:
    days = [dt.date(2019, 12, 31), dt.date(2022, 5, 31), dt.date(2022, 6, 1), dt.date(2050, 1, 1)]
    holding = [[holder.name for holder in small.offices[0].holders if holder.held_on(day)] for day in days]
    assert holding == [[], ["Ann Lee"], ["Bob Moss"], ["Bob Moss"]]


def test_without_a_day_an_office_is_whoever_still_holds_it(small: Relation) -> None:
    assert small.role_on("Bob Moss", None) == "pilot general"
    assert Holder("Ann Lee", dt.date(2020, 1, 1), dt.date(2022, 6, 1)).held_on(None) is False


@pytest.mark.parametrize(
    "words, found",
    [
        ("the Harbours of Arport", True),
        ("harbourmaster", True),
        ("two lines of pilots", True),
        ("the old lighthouse", False),
        ("an inharbour boat", False),
    ],
)
def test_a_topic_is_found_by_its_keywords(small: Relation, words: str, found: bool) -> None:
    assert bool(small.topic_patterns["harbour"].search(words)) is found


# --- what is wrong is said with its place and what would be right ---


@pytest.mark.parametrize(
    "old, new, message",
    [
        ('name = "arland-boria"', "", "`name` is missing; it must be a text in quotation marks"),
        ('title = "Arland and Boria"', "title = 7", "`title` is 7; it must be a text in quotation marks"),
        ("[sides.Boria]", "[other.Boria]", "no key 'other'. Known: baselines, institutions, name, offices"),
        ("[sides.Boria]", "[sides.Arland.Boria]", "sides: Arland: no key 'Boria'. Known: adjectives, names, speaker"),
        ("[sides.Boria]", "[sides.observer]", "sides: a relation has two sides, such as [sides.US] and [sides.China]"),
        ("[topics]", '[sides.C]\nspeaker="C"\nnames=["C"]\nadjectives=["Cean"]\n[topics]', "here: Arland, Boria, C"),
        ('speaker = "Boria"', "speaker = []", "sides: Boria: `speaker` is []; it must be a text in quotation marks"),
        ('names = ["Boria"]', 'names = "Boria"', "sides: Boria: `names` is 'Boria'; it must be a list of texts"),
        ('names = ["Boria"]', "names = []", "sides: Boria: `names` is []; it must be a list of texts"),
        ('side = "Arland"', 'side = "Arlan"', "institutions 1: no side 'Arlan'; did you mean 'Arland'?"),
        ("from = 2020-01-01", 'from = "2020"', "offices 1: holders 1: `from` is '2020'; it must be a day without"),
        ("from = 2020-01-01, ", "", "offices 1: holders 1: `from` is missing; it must be a day without"),
        ("until = 2022-06-01", "until = 2019-06-01", "holders 1: `until` 2019-06-01 is not after `from` 2020-01-01"),
        (", until = 2022-06-01", "", "(pilot general): Ann Lee is still in office when Bob Moss begins"),
        (
            "until = 2022-06-01",
            "until = 2022-06-02",
            "(pilot general): Ann Lee is still in office when Bob Moss begins",
        ),
        ("until = ", "till = ", "offices 1: holders 1: no key 'till'; did you mean 'until'?"),
        ("[[offices]]", "[offices]", "`offices` is {'side': 'Boria'"),
        ("[topics]", "[[topics]]", "`topics` is [{"),
        ('role = "former pilot"', "role = 1", "people 1: `role` is 1; it must be a text"),
        ('side = "observer"', 'side = "nobody"', "people 1: no side 'nobody'. Known: Arland, Boria, observer"),
        ('harbour = ["harbour*", "lines of pilots"]', "harbour = [1]", "topics: `harbour` is [1]; it must be a list"),
        ("[topics]", "[topics", "not a TOML file: "),
        ("[topics]", "[[baselines]]\nside = 'Kell'\n[topics]", "baselines 1: no side 'Kell'. Known: Arland"),
        ("[topics]", f"{BASELINE}polarity = 2\n[topics]", "`polarity` is 2; it must be a number from -1 to 1"),
        ("[topics]", f"{BASELINE}[topics]", "baselines 1: `polarity` is missing; it must be a number"),
        (
            "[topics]",
            f"{BASELINE}polarity = 0.1\n{BASELINE}polarity = 0.2\n[topics]",
            "baselines 2: Boria has a baseline for 'vader' already; keep one",
        ),
    ],
)
def test_a_fault_says_where_what_and_what_would_be_right(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    path = profile(tmp_path, SMALL.replace(old, new, 1))
    with pytest.raises(RelationError) as error:
        load(path)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RelationError, match=r"x\.toml: not a TOML file"):
        load(path)


def test_an_unknown_relation_names_the_nearest_and_the_known_ones() -> None:
    with pytest.raises(RelationError, match=r"no relation 'us-chyna'; did you mean 'us-china'\? Known: .*us-china"):
        load("us-chyna")


def test_a_missing_file_is_an_unknown_relation(tmp_path: Path) -> None:
    with pytest.raises(RelationError, match=r"no relation '.*none\.toml'"):
        load(tmp_path / "none.toml")


# --- what is allowed and deserves a second look ---


def test_a_check_counts_what_the_profile_holds(tmp_path: Path) -> None:
    path = profile(tmp_path)
    said = "2 sides, 1 institution, 1 office with 2 holders, 1 person, 1 topic"
    assert check(path).lines[0] == f"{path}: ok: {said}"


def test_a_check_says_what_load_says_of_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RelationError, match="`title` is missing"):
        check(profile(tmp_path, SMALL.replace('title = "Arland and Boria"', "")))


BARE = ("side Arland has no office: its officials are found only by name",)
BARE_BORIA = "side Boria has no institution: its ministries and spokespeople without a name stay as written"
MORE_INSTITUTIONS = '\n[[institutions]]\nside = "Boria"\nnames = ["Ministry of Harbours", "Pilots"]\n[[people]]'
MORE_OFFICES = """
[[offices]]
side = "Boria"
titles = ["chief pilot"]
holders = [{ name = "Zoe Lee", from = 2021-01-01, until = 2021-02-01 }]

[[offices]]
side = "Arland"
titles = ["mayor"]

[[people]]"""


@pytest.mark.parametrize(
    "old, new, warnings",
    [
        ("", "", ()),
        ("[[people]]", MORE_INSTITUTIONS, ("institution 'ministry of harbours' is listed twice: the first counts",)),
        (
            "[[people]]",
            MORE_OFFICES,
            (
                "title 'chief pilot' of Boria is listed twice: it is found only where the article names the holder",
                "Boria chief pilot: nobody since 2021-02-01",
                "Arland mayor: no holders, so the title is never found",
                "Ann Lee and Zoe Lee were in office on the same day: Lee alone may be either",
            ),
        ),
        ("from = 2022-06-01", "from = 2022-07-01", ()),
        ("from = 2022-06-01", "from = 2022-08-01", ("Boria pilot general: nobody from 2022-06-01 to 2022-08-01",)),
        (
            'names = ["Cao Lin"]',
            'names = ["Ann Lee"]',
            ("name 'ann lee' stands for Ann Lee (Boria) and Ann Lee (observer): the last counts",),
        ),
        (
            'names = ["Cao Lin"]',
            'names = ["Robert Moss"]',
            ("name 'robert moss' stands for Bob Moss (Boria) and Robert Moss (observer): the last counts",),
        ),
        ('"lines of pilots"', '"Harbour*"', ("topic harbour: keyword 'Harbour*' is listed twice",)),
        (
            '"lines of pilots"',
            '"harbour master"',
            ("topic harbour: keyword 'harbour master' finds nothing that 'harbour*' does not",),
        ),
        ('"lines of pilots"', '"harb"', ()),
        ('harbour = ["harbour*", "lines of pilots"]', "", ("no topics: no stance will have one",)),
    ],
)
def test_a_check_warns_of_what_may_be_an_oversight(
    tmp_path: Path, old: str, new: str, warnings: tuple[str, ...]
) -> None:
    assert old in SMALL
    found = check(profile(tmp_path, SMALL.replace(old, new, 1))).warnings
    assert [said for said in found if said not in (*BARE, BARE_BORIA)] == list(warnings)


def test_a_check_warns_of_a_side_that_nobody_speaks_for(tmp_path: Path) -> None:
    assert check(profile(tmp_path)).warnings == (*BARE, BARE_BORIA)


def test_a_check_prints_a_line_for_each_warning(tmp_path: Path) -> None:
    path = profile(tmp_path)
    assert check(path).lines[1:] == (f"{path}: warning: {BARE[0]}", f"{path}: warning: {BARE_BORIA}")


# Offices that were vacant, or whose holder nobody was certain of, are gaps: see the head of each profile.
LOOKED_AT = {
    "india-pakistan": {"Amit Shah and Ijaz Shah were in office on the same day: Shah alone may be either"},
    "us-china": {
        "Nicholas Burns and William Burns were in office on the same day: Burns alone may be either",
        "Qin Gang and Yi Gang were in office on the same day: Gang alone may be either",
    },
    "us-russia": {"Jake Sullivan and John Sullivan were in office on the same day: Sullivan alone may be either"},
}
GAP = re.compile(r".+: nobody (?:from|since) ")


@pytest.mark.parametrize("name", known())
def test_a_profile_that_comes_with_tenor_has_no_warning_but_gaps_and_those_looked_at(name: str) -> None:
    assert {said for said in check(name).warnings if not GAP.match(said)} == LOOKED_AT[name]


# --- a profile to start from ---


def test_the_profile_to_start_from_is_whole_and_without_warnings(tmp_path: Path) -> None:
    path = profile(tmp_path, template("arland-boria"))
    assert load(path).name == "arland-boria"
    assert check(path).warnings == ()


def test_the_profile_to_start_from_shows_every_key() -> None:
    assert {key for key in schema() if not re.search(rf"\b{key}\b( =|\]|\.)", template("x"))} == set()


def test_the_profile_to_start_from_is_not_one_of_those_that_come_with_tenor() -> None:
    assert not any(name.startswith("_") for name in known())


@pytest.mark.parametrize("name", ["", "Japan-Korea", "../x", "a b", "-", 'x"', "x\n"])
def test_a_new_profile_has_a_name_that_a_file_can_have(name: str) -> None:
    with pytest.raises(RelationError, match=r"no relation can be called .*; use small letters, digits and -"):
        template(name)


# --- the guide ---


def schema() -> set[str]:
    """Give every key that a profile may have, as `load` lists them."""
    code = (ROOT / "lib/tenor/relation.py").read_text("utf-8")
    return {key for keys in re.findall(r"\.only\(([^)*]+)\)", code) for key in re.findall(r'"(\w+)"', keys)}


def test_every_key_of_a_profile_is_in_the_guide() -> None:
    assert {"title", "speaker", "until", "topics"} <= schema()
    assert {key for key in schema() if f"| `{key}` |" not in GUIDE} == set()


def test_every_profile_that_comes_with_tenor_is_in_the_guide() -> None:
    assert {name for name in known() if f"`{name}`" not in GUIDE} == set()


def test_the_examples_of_the_guide_are_one_profile_without_faults(tmp_path: Path) -> None:
    examples = "\n".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))
    relation = load(profile(tmp_path, examples))
    assert relation.institutions
    assert relation.offices
    assert relation.listed
    assert relation.topics
