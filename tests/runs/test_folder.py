import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from tenor import tables
from tenor.columns import TABLES
from tenor.errors import RunError, TableError
from tenor.runs.folder import Run, new_folder, write_whole

NOON = dt.datetime(2023, 7, 23, 12, 0, 5, tzinfo=dt.UTC)
SCORES = tables.frame(
    "scores", [{"stance_id": "a", "scorer": "s", "polarity": 0.1, "subjectivity": None, "n_assessed": 1}]
)


def test_a_folder_is_named_by_time_and_name_and_never_taken_twice(tmp_path: Path) -> None:
    names = [new_folder(tmp_path, "us-china_my corpus/..", NOON).name for _ in range(3)]
    assert names == [f"2023-07-23T12-00-05_us-china_my-corpus{end}" for end in ("", "-2", "-3")]


def test_a_folder_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match=r"file: a run cannot be written there: .*; name another folder with --out"):
        new_folder(tmp_path / "file", "x", NOON)


def test_a_table_comes_back_as_it_was_saved_and_stands_beside_as_csv(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.save(scores=SCORES)
    pd.testing.assert_frame_equal(run.table("scores"), SCORES)
    assert (tmp_path / "tables" / "scores.csv").read_text().splitlines()[1] == "a,s,0.1,,1"


def test_every_kind_of_table_comes_back_even_empty(tmp_path: Path) -> None:
    run = Run(tmp_path)
    for name in TABLES:
        run.save(**{name: tables.frame(name, [])})
        pd.testing.assert_frame_equal(run.table(name), tables.frame(name, []))


def test_a_table_that_was_not_made_and_a_folder_that_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="has no table 'scores' yet: run the notebooks before this one first"):
        Run(tmp_path).table("scores")
    with pytest.raises(RunError, match="gone: no such run folder"):
        Run(tmp_path / "gone")


def test_results_are_kept_by_notebook(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.record("3_spiral", verdict="flat", n=3)
    assert run.results("3_spiral") == {"verdict": "flat", "n": 3}
    assert run.results("4_report") == {}


def test_a_write_that_fails_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_whole(path, lambda part: part.write_text("whole"))

    def half(part: Path) -> None:
        part.write_text("ha")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_whole(path, half)
    assert path.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [path]
