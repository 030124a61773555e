"""What `make bench` measures, and that it measures the same text for both sides of a ratio."""

import importlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import archive_rate
import sampling
import tagger_rate
from tenor.corpus.archive import Archive, search
from tenor.records import Article
from tenor.relation import load
from tenor.stances import stances


class Reader:
    """Keeps what it was given to read, and takes its time over it."""

    def __init__(self, patience: int = 1) -> None:
        self.read: list[str] = []
        self.patience = patience

    def __call__(self, texts: Sequence[str]) -> None:
        self.read += texts
        sum(range(20_000 * self.patience))


def test_both_read_each_article_once_in_the_same_order() -> None:
    ours, theirs = Reader(), Reader()
    texts = [f"article {number}" for number in range(10)]
    measured = tagger_rate.beside(ours, theirs, texts)
    assert ours.read == theirs.read
    assert sorted(ours.read) == texts
    assert set(measured) == {"rate", "tagger", "ratio"}


def test_the_ratio_falls_when_extraction_takes_longer() -> None:
    assert tagger_rate.beside(Reader(patience=50), Reader(), ["a"] * 9)["ratio"] < 0.5


@pytest.mark.parametrize("text", ["abc", "a much longer text than that"])
def test_every_length_is_of_the_same_text(text: str) -> None:
    reader = Reader()
    measured = tagger_rate.by_length(reader, text, (2, 10))
    assert list(measured) == [2, 10]
    whole = (text * 4)[:10]
    assert reader.read == [*tagger_rate.cut(whole, 2), whole] * tagger_rate.ROUNDS


@pytest.mark.parametrize("length, expected", [(2, ["ab", "cd", "e"]), (5, ["abcde"]), (9, ["abcde"])])
def test_pieces_join_to_the_text(length: int, expected: list[str]) -> None:
    assert tagger_rate.cut("abcde", length) == expected


def test_the_stages_name_modules_and_functions_that_exist() -> None:
    for place in (place for places in sampling.STAGES.values() for place in places):
        module, _, function = place.partition(":")
        found = importlib.import_module(f"tenor.stances.{module}")
        assert not function or callable(getattr(found, function)), place


def test_time_outside_extraction_belongs_to_no_stage() -> None:
    assert sampling.stage_of(sys._getframe()) == sampling.REST
    assert sampling.stage_of(None) == sampling.REST


def test_the_shares_of_extraction_name_its_stages_and_sum_to_one() -> None:
    text = "Ann Lee, a pilot, said that the talks had failed. “We never asked for any of this,” he added.\n" * 3000
    found = sampling.shares(lambda: list(stances(Article("a", text), load("us-china"))))
    assert set(found) <= {*sampling.STAGES, sampling.REST}
    assert {"tokens and tags", "cues and attribution", "speakers"} <= set(found)
    assert sum(found.values()) == pytest.approx(1)


def test_the_timer_is_taken_away_again() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(ZeroDivisionError):
        sampling.shares(lambda: 1 / 0)
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_an_archive_is_searched_for_as_many_stances_as_the_line_says(tmp_path: Path) -> None:
    extractions = list(archive_rate.invented(1_000))
    assert sum(len(one.stances) for one in extractions) == 1_000
    with Archive(tmp_path / "tenor.db") as archive:
        archive.add(Article(one.article_id, f"The text of {one.article_id}.") for one in extractions)
        assert len(archive_rate.write(archive, extractions)) == 1
        assert len(list(search(archive, "common"))) == 10


def test_a_second_run_is_measured_on_an_archive_with_a_little_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive_rate._print_second_run(tmp_path / "tenor.db", 3, 1)
    assert "for 3 articles, then 1 more), at most 0.15" in capsys.readouterr().out
    with Archive(tmp_path / "tenor.db") as archive:
        assert archive.database.count("SELECT count(*) FROM extractions") == 4
