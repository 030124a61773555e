"""The tone of one article in the order in which it is told."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from tenor.errors import ParameterError
from tenor.narrative.agreement import ALL
from tenor.narrative.arc import PLACES, arc
from tests.narrative.worlds import SIDES, World

Cell = tuple[int, str, str, float]


def article(cells: Sequence[Cell], *, name: str = "a", length: int = 1000) -> World:
    """The tables of one article: `(start, side, speaker, polarity)`."""
    stances = pd.DataFrame(
        {
            "stance_id": [f"{name}:{start}-{start + 9}" for start, *_ in cells],
            "article_id": name,
            "spans": [f"{start}-{start + 9}" for start, *_ in cells],
            "side": [cell[1] for cell in cells],
            "speaker": [cell[2] for cell in cells],
            "published": pd.NaT,
        }
    )
    scores = pd.DataFrame({"stance_id": stances["stance_id"], "scorer": "v", "polarity": [cell[3] for cell in cells]})
    return stances, scores, pd.DataFrame({"article_id": [name], "n_chars": [length]})


def told(world: World, side: str = ALL) -> pd.DataFrame:
    rows = arc(*world, scorer="v", sides=SIDES)
    return rows[rows["side"] == side].reset_index(drop=True)


def talk(seed: int, n: int = 30) -> list[Cell]:
    draw = np.random.default_rng(seed)
    starts = np.sort(draw.choice(990, n, replace=False))
    return [(int(s), SIDES[i % 2], f"speaker {i // 2}", float(draw.uniform(-0.8, 0.8))) for i, s in enumerate(starts)]


def test_an_article_that_turns_from_good_to_bad_shows_it() -> None:
    cells = [(20 * i, SIDES[i % 2], f"speaker {i}", 0.5 - i / 50 + 0.05 * (-1) ** i) for i in range(50)]
    rows = told(article(cells))
    assert len(rows) == len(PLACES)
    assert rows["polarity"][0] > 0.3
    assert rows["polarity"][40] < -0.2
    assert (rows["low"] < rows["polarity"]).all()
    assert (rows["polarity"] < rows["high"]).all()
    assert rows["n_stances"].between(10, 22).all()


def test_nearer_stances_weigh_more_as_worked_out_by_hand() -> None:
    # At the place 0.5 the one stands there and the other a tenth of the article away.
    rows = told(article([(500, "US", "A", 0.6), (600, "US", "B", -0.2)]))
    away = np.exp(-0.5)
    assert rows["polarity"][20] == pytest.approx((0.6 - 0.2 * away) / (1 + away))
    assert rows["n_stances"][20] == 2


def test_one_speaker_in_a_row_is_one_voice_and_has_no_band() -> None:
    rows = told(article([(400 + 20 * i, "US", "A", 0.1 * i) for i in range(6)]))
    assert rows["polarity"][20] > 0
    assert rows["low"].isna().all()


def test_stances_in_runs_have_a_wider_band_than_as_many_that_stand_alone() -> None:
    draw = np.random.default_rng(2)
    cells = [(20 * i, "US", f"speaker {i}", 0.6 * (-1) ** (i // 4) + draw.normal(0, 0.05)) for i in range(48)]
    alone = told(article(cells))
    runs = told(article([(start, side, f"speaker {i // 4}", p) for i, (start, side, _, p) in enumerate(cells)]))
    width = [(rows["high"] - rows["low"])[10:30].mean() for rows in (runs, alone)]
    assert width[0] > 1.2 * width[1]


def test_far_from_any_stance_there_is_no_tone() -> None:
    rows = told(article([(0, "US", "A", 0.6), (10, "China", "B", 0.2), (20, "US", "A", 0.2)]))
    assert rows["polarity"][0] == pytest.approx(1 / 3, abs=0.05)
    assert rows["polarity"][20:].isna().all()
    assert (rows["n_stances"][20:] == 0).all()


def test_a_band_holds_a_level_tone_about_nineteen_times_in_twenty() -> None:
    held = []
    for seed in range(150):
        draw = np.random.default_rng(seed)
        mood = np.repeat(draw.normal(0, 0.2, 20), 2)
        cells = [
            (25 * i, "US", f"speaker {i // 2}", float(np.clip(mood[i] + draw.normal(0, 0.2), -1, 1))) for i in range(40)
        ]
        rows = told(article(cells))
        held.append(((rows["low"] <= 0) & (rows["high"] >= 0)).mean())
    assert np.mean(held) >= 0.9


def test_laws_of_the_arc() -> None:
    stances, scores, articles = article(talk(1))
    first = arc(stances, scores, articles, scorer="v", sides=SIDES)
    shuffled = arc(stances.sample(frac=1, random_state=1), scores[::-1], articles, scorer="v", sides=SIDES)
    pd.testing.assert_frame_equal(first, shuffled, check_exact=True)

    swapped = arc(
        stances.assign(side=stances["side"].map({"US": "China", "China": "US"})),
        scores,
        articles,
        scorer="v",
        sides=SIDES,
    )
    mine, theirs = (rows[rows["side"] == side] for rows, side in ((first, "US"), (swapped, "China")))
    np.testing.assert_array_equal(mine["polarity"], theirs["polarity"])

    lifted = arc(stances, scores.assign(polarity=scores["polarity"] + 0.1), articles, scorer="v", sides=SIDES)
    np.testing.assert_allclose(lifted["polarity"], first["polarity"] + 0.1)

    dated = arc(stances.assign(published=pd.Timestamp("2023-01-01")), scores, articles, scorer="v", sides=SIDES)
    pd.testing.assert_frame_equal(first, dated)


def test_the_article_with_most_scored_stances_is_taken_unless_one_is_named() -> None:
    many = [*talk(1, 12), (995, "US", "Z", np.nan)]
    one, other = article(talk(2, 12), name="b"), article(many, name="c")
    world = [pd.concat(pair) for pair in zip(one, other, strict=True)]
    assert set(arc(*world, scorer="v", sides=SIDES)["article_id"]) == {"b"}
    assert set(arc(*world, scorer="v", sides=SIDES, article="c")["article_id"]) == {"c"}
    with pytest.raises(ParameterError, match="no article with a scored stance 'd'"):
        arc(*world, scorer="v", sides=SIDES, article="d")


def test_where_nothing_was_scored_there_is_no_arc() -> None:
    stances, scores, articles = article(talk(1))
    assert arc(stances, scores.assign(polarity=np.nan), articles, scorer="v", sides=SIDES).empty
    assert arc(stances[:0], scores[:0], articles, scorer="v", sides=SIDES).empty
