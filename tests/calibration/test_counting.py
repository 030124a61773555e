"""How often a verdict is right: fifty corpora a cell here, a thousand in `notebooks/calibration.ipynb`.

Limits are such that a right rate passes: where the truth is 5 %, more than 7 of 50 come once in 100 times.
"""

from dataclasses import replace

import pandas as pd
import pytest

from tenor.calibration import TRUTHS, Cell, Tones, World, calibration, cells, confusion, shares
from tenor.narrative import VERDICTS

CORPORA = 50
SOME = [Cell("alarms", "steady", World(articles=8)), Cell("power", "falling", World(Tones(falls=(0.9, 0.9)), 40))]


@pytest.fixture(scope="module")
def few() -> pd.DataFrame:
    return calibration(SOME, corpora=12, seed=1, delta=0.1)


def falls(cell: Cell) -> int:
    return int(shares(calibration([cell], corpora=CORPORA, seed=7, delta=0.1), ["truth"])["n"].iloc[0])


def test_each_cell_has_a_row_a_verdict_and_all_corpora_are_counted(few: pd.DataFrame) -> None:
    assert list(few["verdict"]) == [*VERDICTS, *VERDICTS]
    assert list(few.groupby("truth")["n"].sum()) == [12, 12]


def test_the_same_seed_counts_the_same_however_many_processes_work(few: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(few, calibration(SOME, corpora=12, seed=1, processes=2, delta=0.1))


def test_another_seed_draws_other_corpora() -> None:
    first, second = (
        calibration([Cell("power", "falling", World(Tones(falls=(0.3, 0.3))))], corpora=30, seed=seed, delta=0.1)
        for seed in (1, 2)
    )
    assert list(first["n"]) != list(second["n"])


def test_shares_are_counted_over_verdicts_and_cells_with_their_interval(few: pd.DataFrame) -> None:
    (row,) = shares(few, ["weeks"], verdicts=["falling", "too little to tell"]).to_dict("records")
    assert (row["n"], row["corpora"], row["share"]) == (24, 24, 1)
    assert row["low"] == pytest.approx(24 / (24 + 1.96**2), abs=1e-3)


def test_a_confusion_has_all_verdicts_and_every_truth_once() -> None:
    truths = [cell for cell in cells() if cell.question == "truths"]
    small = [Cell("truths", cell.truth, World(articles=8)) for cell in truths]
    crossed = confusion(calibration(small, corpora=2, seed=1, delta=0.1))
    assert list(crossed.index) == list(TRUTHS)
    assert list(crossed.columns) == list(VERDICTS)
    assert (crossed.sum(axis=1) == 1).all()


ALARMS = [cell for cell in cells() if cell.question == "alarms" and cell.world.outlets == 1]


@pytest.mark.slow
@pytest.mark.parametrize("cell", ALARMS, ids=lambda cell: f"{cell.world.articles} articles, {cell.world.tones.carried}")
def test_where_nothing_changes_a_fall_is_hardly_ever_called(cell: Cell) -> None:
    assert falls(cell) <= 7


@pytest.mark.slow
def test_nor_is_it_with_five_outlets() -> None:
    lasting = max(ALARMS, key=lambda cell: (cell.world.tones.news, cell.world.tones.carried, cell.world.articles))
    assert falls(replace(lasting, world=replace(lasting.world, outlets=5))) <= 7


@pytest.mark.slow
def test_a_fall_of_two_fifths_over_four_hundred_stances_is_found_four_times_of_five() -> None:
    # Where the truth is 80 %, fewer come once in 100 times.
    assert falls(Cell("power", "falling", World(Tones(falls=(0.4, 0.4)), articles=80, per=5))) >= 33


@pytest.mark.slow
def test_a_spiral_is_told_from_everything_else() -> None:
    asked = [replace(cell, world=replace(cell.world, outlets=1)) for cell in cells() if cell.question == "truths"]
    said = confusion(calibration(asked, corpora=CORPORA, seed=7, delta=0.1)).to_dict("index")
    assert said["spiral"]["downward spiral"] >= 0.75
    assert all(row["downward spiral"] <= 0.04 for truth, row in said.items() if truth != "spiral")
    assert said["recovery"]["recovering"] >= 0.9
    assert said["one-sided"]["falling"] >= 0.9
    assert said["steady"]["falling"] == said["steady"]["recovering"] == 0
