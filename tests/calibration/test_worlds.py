"""Invented worlds hold what they promise, and the news of them is judged as tables of it would be."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from tenor.calibration import News, Tones, World, judged, news
from tenor.calibration.judging import SIDES, named
from tenor.calibration.tones import ORDINARY
from tenor.calibration.worlds import FIRST_DAY, SPREAD
from tenor.narrative import Verdict, reciprocity, trends, verdict
from tenor.narrative.criteria import PAIR


def tones(made: Tones, *, weeks: int = 52, seed: int = 1) -> np.ndarray:
    return made.drawn(np.random.default_rng(seed), weeks)


def test_nothing_happens_unless_said() -> None:
    assert (tones(Tones()) == ORDINARY).all()


def test_each_side_loses_its_own_in_a_year() -> None:
    made = tones(Tones(falls=(0.4, -0.2)), weeks=53)
    np.testing.assert_allclose(made[52] - made[0], [-0.4, 0.2])


def test_a_step_is_one_fall_of_both_sides_away_from_the_ends() -> None:
    for seed in range(20):
        (when,) = np.flatnonzero(np.diff(tones(Tones(step=0.5), seed=seed)[:, 0]))
        assert 12 <= when <= 39


def test_news_moves_both_sides_alike_and_lasts() -> None:
    made = tones(Tones(news=0.2, carried=0.8), weeks=5000)
    assert (made[:, 0] == made[:, 1]).all()
    assert made[:, 0].std() == pytest.approx(0.2, rel=0.1)
    assert np.corrcoef(made[1:, 0], made[:-1, 0])[0, 1] == pytest.approx(0.8, abs=0.05)


def test_a_side_takes_up_its_share_of_the_other_s_last_move() -> None:
    made = tones(Tones(moves=0.1, back=0.5), weeks=5000) - ORDINARY
    for side in (0, 1):
        slope = np.polyfit(made[:-1, 1 - side], made[1:, side], 1)[0]
        assert slope == pytest.approx(0.5, abs=0.05)
    assert abs(np.corrcoef(made[:, 0], made[:, 1])[0, 1]) < 0.1


def test_polarities_spread_as_said_and_articles_have_something_in_common() -> None:
    made = news(World(articles=2000, outlets=3), np.random.default_rng(2))
    rest = np.asarray(made.polarity)[0] - ORDINARY
    assert rest.std() == pytest.approx(SPREAD, rel=0.05)
    means = np.bincount(made.article, rest) / 5
    assert means.std() > 1.3 * SPREAD / np.sqrt(5)
    assert set(made.outlet) == {0, 1, 2}


def by_tables(made: News) -> Verdict:
    """The verdict by way of the tables of the same news."""
    published = (FIRST_DAY + made.day).astype("datetime64[s]")
    ids, names = [f"a{i:05d}" for i in range(len(made.day))], [f"s{i:06d}" for i in range(len(made.side))]
    stances = pd.DataFrame(
        {
            "stance_id": names,
            "article_id": [ids[i] for i in made.article],
            "side": [SIDES[i] for i in made.side],
            "published": published[made.article],
        }
    )
    scored = [
        pd.DataFrame({"stance_id": names, "scorer": scorer, "polarity": polarity})
        for scorer, polarity in zip(PAIR, made.polarity, strict=True)
    ]
    outlets = [f"outlet {i + 1}" for i in made.outlet]
    articles = pd.DataFrame({"article_id": ids, "outlet": outlets, "published": published})
    scores = pd.concat(scored, ignore_index=True)
    changes = trends(stances, scores, articles, scorers=PAIR, sides=SIDES)
    answers = reciprocity(stances, scores, scorers=PAIR, sides=SIDES)
    return verdict(changes, sides=SIDES, scorer=PAIR[0], reciprocity=answers)


@pytest.mark.parametrize(
    "world",
    [
        World(articles=8),
        World(Tones(falls=(0.6, 0.6), moves=0.2, back=0.6), articles=150, outlets=4),
        World(Tones(falls=(0.6, 0.0)), articles=90, outlets=2),
        World(Tones(news=0.2, carried=0.8), articles=40, weeks=9),
    ],
    ids=["few articles", "spiral", "one-sided", "days"],
)
def test_the_quick_way_to_a_verdict_is_the_way_of_every_corpus(world: World) -> None:
    made = news(world, np.random.default_rng(3))
    quick, whole = judged(made, delta=0.1), by_tables(made)
    assert dataclasses.astuple(quick)[:4] == dataclasses.astuple(whole)[:4]
    assert quick.summary == whole.summary
    pd.testing.assert_frame_equal(quick.criteria, whole.criteria)


@pytest.mark.parametrize(
    "tones", [Tones(), Tones(falls=(0.6, 0.6), moves=0.2, back=0.6), Tones(falls=(0.6, 0.0)), Tones(falls=(-1, -1))]
)
@pytest.mark.parametrize("outlets", [1, 4])
def test_a_name_alone_is_that_of_the_whole_verdict(tones: Tones, outlets: int) -> None:
    for seed in range(3):
        made = news(World(tones, articles=250, outlets=outlets), np.random.default_rng(seed))
        assert named(made, delta=0.1) == judged(made, delta=0.1).name
