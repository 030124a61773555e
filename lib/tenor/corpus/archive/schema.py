"""What an archive is made of: its tables, indexes and views, step by step as they came.

A step is never changed once it is out; what is new is a step of its own. Names are written to be read: an archive opens
in Datasette, or in any other tool for SQLite, as it stands.
"""

import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x54454E52
"""What tells an archive of Tenor from other files of SQLite: the letters TENR."""

STEPS = (
    """
    CREATE TABLE articles (
        number INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL UNIQUE,
        outlet TEXT NOT NULL,
        published TEXT,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        text TEXT NOT NULL,
        digest TEXT NOT NULL,
        copy_of INTEGER REFERENCES articles (number),
        language TEXT NOT NULL,
        feed TEXT NOT NULL,
        fetched TEXT,
        UNIQUE (digest, outlet)
    ) STRICT;
    CREATE INDEX articles_by_day ON articles (published);
    CREATE INDEX articles_by_outlet ON articles (outlet);
    CREATE INDEX articles_by_url ON articles (url);
    CREATE INDEX articles_by_original ON articles (copy_of);

    CREATE TABLE feeds (
        url TEXT PRIMARY KEY,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        checked TEXT,
        error TEXT NOT NULL
    ) STRICT;

    CREATE VIRTUAL TABLE articles_words USING fts5 (
        title, text, content = 'articles', content_rowid = 'number',
        tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER articles_words_in AFTER INSERT ON articles BEGIN
        INSERT INTO articles_words (rowid, title, text) VALUES (new.number, new.title, new.text);
    END;
    CREATE TRIGGER articles_words_out AFTER DELETE ON articles BEGIN
        INSERT INTO articles_words (articles_words, rowid, title, text)
        VALUES ('delete', old.number, old.title, old.text);
    END;
    CREATE TRIGGER articles_words_anew AFTER UPDATE OF title, text ON articles BEGIN
        INSERT INTO articles_words (articles_words, rowid, title, text)
        VALUES ('delete', old.number, old.title, old.text);
        INSERT INTO articles_words (rowid, title, text) VALUES (new.number, new.title, new.text);
    END;

    CREATE VIEW copies AS
        SELECT first.article_id, first.outlet, copy.article_id AS copy_id, copy.outlet AS copy_outlet,
            copy.published AS copy_published, copy.url AS copy_url, first.title
        FROM articles AS copy JOIN articles AS first ON first.number = copy.copy_of;
    """,
)
"""The way from an empty file to this version; a file says in `user_version` how many steps it has gone."""

VERSION = len(STEPS)


def steps_from(version: int) -> Iterator[str]:
    """Give the statements that are still to do for a file that has gone `version` steps."""
    for step in STEPS[version:]:
        yield from statements(step)


def statements(script: str) -> Iterator[str]:
    r"""Give the statements of a script one by one, so that all of them fit into one transaction.

    >>> list(statements("SELECT 1;\nSELECT 2;"))
    ['SELECT 1;', 'SELECT 2;']
    """
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if line.rstrip().endswith(";") and sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines).strip()
            lines.clear()
