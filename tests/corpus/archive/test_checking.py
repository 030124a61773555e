import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.corpus.archive import Archive, Extraction, Results
from tenor.corpus.archive.checking import contents_of, faults_of
from tenor.records import Article

Make = Callable[..., Article]


@pytest.fixture
def checked(path: Path, make: Make) -> Path:
    """Give a closed archive of an article and its copy, looked at by one extractor."""
    with Archive(path) as archive:
        archive.add([make(1), make(1, outlet="Herald", article_id="h")])
        results = Results(archive.database)
        results.keep(results.extractor("1", relation="us-china"), [Extraction("a1", [], [])])
    return path


def faults_after(path: Path, *statements: str) -> list[str]:
    plain = sqlite3.connect(path)
    for statement in statements:
        plain.execute(statement)
    plain.commit()
    plain.close()
    with Archive(path) as archive:
        return list(faults_of(archive))


def test_a_whole_archive_has_no_faults(checked: Path) -> None:
    assert faults_after(checked) == []


@pytest.mark.parametrize(
    "statement, fault",
    [
        ("UPDATE extractions SET n_stances = 3", "of article 'a1' not all is there that extractor 1 found"),
        ("UPDATE extractions SET article_id = 'gone'", "belongs to nothing in articles"),
        (
            "INSERT INTO articles_words (articles_words, rowid, title, text) VALUES ('delete', 1, 'Round 1', 'said')",
            "the full-text index of articles does not agree with them",
        ),
        ("DROP TRIGGER articles_words_anew", ""),
    ],
)
def test_what_is_wrong_is_told(checked: Path, statement: str, fault: str) -> None:
    told = faults_after(checked, statement)
    assert [fault in one for one in told] == ([True] if fault else [])


def test_an_index_that_was_not_kept_up_is_told(checked: Path) -> None:
    told = faults_after(checked, "DROP TRIGGER articles_words_anew", "UPDATE articles SET text = 'Other.'")
    assert told == ["the full-text index of articles does not agree with them"]


def test_a_damaged_page_is_told(checked: Path) -> None:
    plain = sqlite3.connect(checked)
    (page,) = plain.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'articles_by_url'").fetchone()
    (size,) = plain.execute("PRAGMA page_size").fetchone()
    plain.close()
    with checked.open("r+b") as file:
        file.seek((page - 1) * size + size - 40)
        file.write(b"\xff" * 40)
    with Archive(checked) as archive:
        assert any("damaged" in fault for fault in faults_of(archive))


def test_what_is_in_an_archive_is_told_in_words(checked: Path) -> None:
    with Archive(checked) as archive:
        told = dict(contents_of(archive))
    assert told["articles"] == told["copies"] == "1"
    assert told["published"] == "2023-01-02 to 2023-01-02"
    assert told["found for us-china"] == "1 article, 0 stances, 0 events (version 1)"


def test_an_empty_archive_is_told_of_too(archive: Archive) -> None:
    assert dict(contents_of(archive))["published"] == "nothing says when"
