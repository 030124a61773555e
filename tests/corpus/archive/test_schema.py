"""A file of an older version is brought up to date, whole or not at all."""

import sqlite3
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from tenor.corpus.archive import Added, Archive, search_articles
from tenor.corpus.archive import database as file
from tenor.corpus.archive.checking import faults_of
from tenor.corpus.archive.schema import STEPS, VERSION, statements
from tenor.corpus.identity import likeness
from tenor.errors import ArchiveError
from tenor.records import Article

TEXT = "The delegation said that it was ready for the next round of talks."

# As the first version wrote it, by hand: nothing here may follow the schema of today.
FIRST = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, published TEXT,
    title TEXT NOT NULL, url TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL,
    copy_of INTEGER REFERENCES articles (number), language TEXT NOT NULL, feed TEXT NOT NULL, fetched TEXT,
    UNIQUE (digest, outlet)
) STRICT;
CREATE INDEX articles_by_day ON articles (published);
CREATE INDEX articles_by_outlet ON articles (outlet);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_by_original ON articles (copy_of);
CREATE TABLE feeds (
    url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, checked TEXT, error TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE articles_words USING fts5 (
    title, text, content="articles", content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_words_in AFTER INSERT ON articles BEGIN
    INSERT INTO articles_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER articles_words_out AFTER DELETE ON articles BEGIN
    INSERT INTO articles_words (articles_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER articles_words_anew AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_words (articles_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
    INSERT INTO articles_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE VIEW copies AS
    SELECT first.article_id, first.outlet, copy.article_id AS copy_id, copy.outlet AS copy_outlet,
        copy.published AS copy_published, copy.url AS copy_url, first.title
    FROM articles AS copy JOIN articles AS first ON first.number = copy.copy_of;
PRAGMA application_id = 1413828178;
PRAGMA user_version = 1;
"""


@pytest.fixture
def first(path: Path) -> Path:
    """Give a file of the first version with an article, its copy and a feed."""
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(FIRST)
        row = "INSERT INTO articles VALUES (?, ?, ?, '2023-07-03', 'Ready', '', ?, ?, ?, 'en', '', NULL)"
        for number, article_id, outlet, copy_of in ((1, "one", "Courier", None), (2, "two", "Herald", 1)):
            plain.execute(row, (number, article_id, outlet, TEXT, likeness(TEXT).hex(), copy_of))
        plain.execute("INSERT INTO feeds VALUES ('https://courier.example/feed', 'e', '', NULL, '')")
        plain.commit()
    return path


def schema_of(path: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        # however the lines of a statement are broken
        return {(kind, name, "".join((sql or "").split())) for kind, name, sql in rows}


def test_the_first_version_is_brought_up_to_date_with_all_that_is_in_it(first: Path) -> None:
    with Archive(first) as archive:
        assert archive.database.count("PRAGMA user_version") == VERSION == 3
        assert [(a.article_id, a.text) for a in archive.articles()] == [("one", TEXT), ("two", TEXT)]
        assert archive.feed_state("https://courier.example/feed").etag == "e"
        assert [found.article_id for found in search_articles(archive, "delegation")] == ["one", "two"]
        assert archive.add([Article("x", TEXT, outlet="Herald"), Article("y", TEXT)]) == Added(known=1, copies=1)
        assert list(faults_of(archive)) == []


def test_a_file_brought_up_to_date_has_the_tables_of_a_new_one(first: Path, tmp_path: Path) -> None:
    Archive(first).close()
    Archive(tmp_path / "new.db").close()
    assert schema_of(first) == schema_of(tmp_path / "new.db")


@pytest.mark.parametrize("table", ["articles", "stances"])
def test_tools_find_the_full_text_index_of_a_table_by_its_declaration(path: Path, table: str) -> None:
    question = "SELECT name FROM sqlite_schema WHERE rootpage = 0 AND sql LIKE ?"
    with Archive(path) as archive:
        found = list(archive.database.rows(question, (f'%VIRTUAL TABLE%USING FTS%content="{table}"%',)))
    assert found == [(f"{table}_words",)]


def test_a_step_that_fails_leaves_the_file_as_it_was(first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_of(first)

    def broken(version: int) -> list[str]:
        return [*(each for step in STEPS[version:] for each in statements(step)), "INSERT INTO no_table VALUES (1);"]

    with monkeypatch.context() as patch:
        patch.setattr(file, "steps_from", broken)
        with pytest.raises(ArchiveError, match="no such table: no_table"):
            Archive(first)
    assert schema_of(first) == before
    with Archive(first) as archive:
        assert len(list(archive.articles())) == 2


def test_whoever_opens_a_file_at_the_same_moment_finds_it_whole(first: Path, tmp_path: Path) -> None:
    for path in (first, tmp_path / "new.db"):
        openers = [get_context("fork").Process(target=_open, args=(path,)) for _ in range(6)]
        for opener in openers:
            opener.start()
        for opener in openers:
            opener.join(60)
        assert [opener.exitcode for opener in openers] == [0] * 6


def _open(path: Path) -> None:
    with Archive(path) as archive:
        assert not list(faults_of(archive))
