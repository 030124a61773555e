"""An archive gives back what was found and scored before, and nothing else differs."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tenor.corpus import Corpus
from tenor.corpus.archive import Archive, Results, said
from tenor.corpus.opening import SAMPLE
from tenor.records import Article
from tenor.relation import FOLDER
from tenor.runs import kept, stages

Tables = dict[str, pd.DataFrame]
MORE = Article(
    "more",
    "On 3 May 2023 Ann Lee, the US envoy, said that the harmful tariffs “were a mistake.” Beijing rejected that.",
    outlet="Courier",
    published=dt.date(2023, 5, 4),
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of some articles of the sample."""
    folder = tmp_path_factory.mktemp("articles")
    for file in sorted(SAMPLE.glob("2*.md"))[:6]:
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def path(folder: Path, tmp_path: Path) -> Path:
    with Archive(tmp_path / "tenor.db") as archive:
        archive.add(Corpus(folder))
    return tmp_path / "tenor.db"


def run(corpus: Path, *, relation: str = "us-china", keep: bool = True) -> Tables:
    tables = stages.read(Corpus(corpus), relation)
    return tables | stages.score(tables["stances"], tables["events"], corpus=corpus if keep else None)


def assert_same(one: Tables, other: Tables, *, but: tuple[str, ...] = ()) -> None:
    assert set(one) == set(other)
    for name in set(one) - set(but):
        pd.testing.assert_frame_equal(one[name], other[name], obj=name)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count the articles that are extracted, and the questions that scorers are asked."""
    asked = {"articles": 0, "questions": 0}

    def counting(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def counted_call(*given: object, **options: object) -> object:
            asked[name] += 1
            return function(*given, **options)

        return counted_call

    for name, function in {"articles": "stances", "questions": "explain"}.items():
        monkeypatch.setattr(kept, function, counting(name, getattr(kept, function)))
    return asked


def test_the_tables_of_an_archive_are_those_of_the_folder_the_first_time_and_the_second(
    path: Path, folder: Path
) -> None:
    from_scratch = run(folder)
    assert len(from_scratch["stances"]) > 30
    assert len(from_scratch["events"]) > 10
    assert_same(run(path), from_scratch)
    assert_same(run(path), from_scratch)


def test_only_what_is_new_is_found_and_scored(path: Path, counted: dict[str, int]) -> None:
    first = run(path)
    assert counted["articles"] == len(first["articles"])
    assert counted["questions"] == 3 * len(set(zip(first["stances"]["content"], first["stances"]["cue"], strict=True)))
    counted.update(articles=0, questions=0)
    with Archive(path) as archive:
        archive.add([MORE])
    again = run(path)
    new = again["stances"][again["stances"]["article_id"] == "more"]
    assert counted == {"articles": 1, "questions": 3 * len(new)}
    assert len(again["stances"]) == len(first["stances"]) + len(new) > len(first["stances"])


def test_after_new_articles_the_tables_are_those_of_a_run_from_scratch(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    run(path)
    with Archive(path) as archive:
        archive.add([MORE])
    with Archive(tmp_path / "fresh.db") as archive:
        archive.add([*Corpus(folder), MORE])
    again, fresh = run(path), run(tmp_path / "fresh.db")
    assert_same(again, fresh, but=("faults",))
    assert len(again["events"]) > 0


def test_scores_are_kept_for_words_whatever_becomes_of_a_stance(path: Path) -> None:
    found = run(path)
    other = found["stances"].assign(content="They strongly condemned it.", cue="")
    mine, plain = (stages.score(other, found["events"], corpus=corpus) for corpus in (path, None))
    assert_same(mine, plain)


def test_a_changed_profile_extracts_again_and_old_results_stay_apart_until_pruned(
    path: Path, tmp_path: Path, counted: dict[str, int]
) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_bytes((FOLDER / "us-china.toml").read_bytes())
    before = run(path, relation=str(profile))
    profile.write_text(
        profile.read_text("utf-8").replace('"taiwan', '"formosa').replace('"Taiwan', '"Formosa'), "utf-8"
    )
    counted["articles"] = 0
    changed = run(path, relation=str(profile))
    assert counted["articles"] == len(before["articles"])
    assert not changed["stances"]["topics"].equals(before["stances"]["topics"])
    with Archive(path) as archive:
        n = len(before["articles"])
        assert archive.database.count("SELECT count(*) FROM extractions") == 2 * n
        assert Results(archive.database).prune() == {"extractions": n, "scores": 0}
        assert archive.database.count("SELECT count(*) FROM stances") == len(changed["stances"])
    assert_same(run(path, relation=str(profile)), changed)


def test_a_changed_lexicon_scores_again_and_extracts_nothing(
    path: Path, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(path)
    n = counted["questions"]
    monkeypatch.setattr(kept, "scorer_version", lambda: "another lexicon")
    counted.update(articles=0, questions=0)
    run(path)
    assert counted == {"articles": 0, "questions": n}
    with Archive(path) as archive:
        shown = archive.database.count("SELECT count(*) FROM scores_by_stance")
        assert shown == 3 * len(first["stances"])  # of the newest version alone
        pruned = Results(archive.database).prune()
    assert pruned["extractions"] == 0
    assert pruned["scores"] >= n


def test_two_relations_are_kept_side_by_side(path: Path, counted: dict[str, int]) -> None:
    first = run(path)
    other = run(path, relation="us-russia")
    assert not first["stances"]["side"].equals(other["stances"]["side"])
    counted["articles"] = 0
    assert_same(run(path), first)
    assert counted["articles"] == 0
    with Archive(path) as archive:
        assert Results(archive.database).prune()["extractions"] == 0


def test_an_archive_that_can_only_be_read_gives_what_it_has_and_the_rest_is_found(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, counted: dict[str, int]
) -> None:
    from_scratch = run(folder)
    before = path.read_bytes()
    monkeypatch.setattr("tenor.corpus.archive.database.os.access", lambda path, mode: mode != os.W_OK)
    assert_same(run(path), from_scratch)
    assert path.read_bytes() == before
    monkeypatch.setattr("tenor.corpus.archive.database.os.access", lambda path, mode: True)
    run(path)
    counted.update(articles=0, questions=0)
    monkeypatch.setattr("tenor.corpus.archive.database.os.access", lambda path, mode: mode != os.W_OK)
    assert_same(run(path), from_scratch)
    assert counted == {"articles": 0, "questions": 0}


def test_the_key_of_words_depends_on_words_and_cue_and_on_where_one_ends() -> None:
    assert len({said("a", "b"), said("b", "a"), said("ab"), said("", "ab"), said("b\0a")}) == 5
