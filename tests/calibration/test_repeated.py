"""Looking every week: what two rules announce of the same looks, and the shortcut that makes many looks bearable."""

import numpy as np
import pytest

import repeated_looks
from tenor.calibration import Tones, World, judged, news
from tenor.calibration.judging import answered
from tenor.calibration.repeated import REACHES, RULES, Announced, announced, cut
from tenor.calibration.tones import ORDINARY
from tenor.narrative.looks import Look

LETTERS = {"a": ("flat", "both"), "b": ("falling", "both"), "t": ("too little to tell", "")}


def told(letters: str, rule: str) -> Announced:
    looks = [Look(str(week), str(week), "", *LETTERS[letter]) for week, letter in enumerate(letters, start=1)]
    return RULES[rule](looks, 1)


@pytest.mark.parametrize(
    "letters, rule, moves, verdicts",
    [
        ("aaabaaa", "one run", (4,), (4, 5)),
        ("aaabaaa", "two runs", (), ()),
        ("aaabbba", "one run", (4,), (4, 7)),
        ("aaabbba", "two runs", (5,), (5,)),
        ("ttaab", "one run", (5,), (3, 5)),
        ("ttaab", "two runs", (), (4,)),
    ],
)
def test_two_runs_announce_what_lasts_and_one_run_announces_all(
    letters: str, rule: str, moves: tuple[int, ...], verdicts: tuple[int, ...]
) -> None:
    found = told(letters, rule)
    assert (found.falls, found.moves, found.verdicts, found.breaks) == (moves, moves, verdicts, ())


def test_a_recovery_is_a_move_and_no_fall() -> None:
    looks = [
        Look(str(week), str(week), "", name, "both") for week, name in enumerate(["flat"] * 2 + ["recovering"] * 2)
    ]
    for rule in RULES.values():
        found = rule(looks, 1)
        assert (found.falls, len(found.moves)) == ((), 1)


@pytest.mark.parametrize("seed", range(6))
def test_the_shortcut_answers_as_the_verdict_does(seed: int) -> None:
    draw = np.random.default_rng(seed)
    falls = float(draw.choice([0.0, 0.5, -0.5]))
    made = news(World(Tones(falls=(falls, falls / 2)), articles=int(draw.integers(6, 200)), outlets=3), draw)
    said = judged(made, delta=0.1)
    assert answered(made, delta=0.1) == (said.name, said.side)


def test_a_cut_holds_the_articles_of_its_weeks_with_their_stances() -> None:
    made = news(World(articles=60, weeks=20), np.random.default_rng(1))
    part = cut(made, 5, 12)
    assert ((part.day >= 35) & (part.day < 84)).all()
    assert len(part.article) == 5 * len(part.day)
    days = made.day[made.article]
    kept = (days >= 35) & (days < 84)
    np.testing.assert_array_equal(part.day[part.article], days[kept])
    np.testing.assert_array_equal(part.polarity, made.polarity[:, kept])


def test_a_fall_may_begin_after_quiet_weeks() -> None:
    tones = Tones(falls=(0.52, 0.0), quiet=10).drawn(np.random.default_rng(1), 30)
    assert (tones[:11] == ORDINARY).all()
    np.testing.assert_allclose(tones[20], [ORDINARY - 0.1, ORDINARY])


def test_a_sure_fall_is_announced_once_and_by_the_rule_of_two_a_week_later_or_more() -> None:
    world = World(Tones(falls=(2.0, 2.0), quiet=52), articles=312, weeks=104)
    found = announced(world, REACHES[2], seed=(1, 1), delta=0.1)
    assert found["one run"].falls
    assert found["two runs"].falls[0] > found["one run"].falls[0] > 52


def test_the_tables_name_their_world_and_count_years() -> None:
    found = repeated_looks._found(repeated_looks.world((0.3, 0.8)), REACHES[0], 2)
    assert {rule: len(years) for rule, years in found.items()} == {"one run": 2, "two runs": 2}
    assert repeated_looks._years([(), (3, 4)]) == "50 % (9-91)"
    assert repeated_looks._mean([(), (3, 4)]) == "1.00"
