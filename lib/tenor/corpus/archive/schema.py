"""What an archive is made of: its tables, indexes and views, step by step as they came.

A step is never changed once it is out; what is new is a step of its own. Names are written to be read: an archive opens
in Datasette, or in any other tool for SQLite, as it stands. These find a table's full-text index by `content="table"`,
written so.
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
        title, text, content="articles", content_rowid = 'number',
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
    """
    CREATE TABLE extractors (
        extractor INTEGER PRIMARY KEY,
        version TEXT NOT NULL,
        relation TEXT NOT NULL,
        last_used INTEGER NOT NULL,
        UNIQUE (version, relation)
    ) STRICT;

    CREATE TABLE extractions (
        article_id TEXT NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE,
        extractor INTEGER NOT NULL REFERENCES extractors (extractor) ON DELETE CASCADE,
        n_stances INTEGER NOT NULL,
        n_events INTEGER NOT NULL,
        PRIMARY KEY (article_id, extractor)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX extractions_by_extractor ON extractions (extractor);

    CREATE TABLE stances (
        number INTEGER PRIMARY KEY,
        stance_id TEXT NOT NULL,
        article_id TEXT NOT NULL,
        extractor INTEGER NOT NULL,
        kind TEXT NOT NULL,
        content TEXT NOT NULL,
        spans TEXT NOT NULL,
        cue TEXT NOT NULL,
        cue_span TEXT NOT NULL,
        source TEXT NOT NULL,
        source_span TEXT NOT NULL,
        speaker TEXT NOT NULL,
        resolution TEXT NOT NULL,
        role TEXT NOT NULL,
        side TEXT NOT NULL,
        topics TEXT NOT NULL,
        within TEXT NOT NULL,
        paragraph INTEGER NOT NULL,
        published TEXT,
        said TEXT NOT NULL,
        UNIQUE (article_id, extractor, stance_id),
        FOREIGN KEY (article_id, extractor) REFERENCES extractions (article_id, extractor) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX stances_by_id ON stances (stance_id);
    CREATE INDEX stances_by_words ON stances (said);

    CREATE TABLE events (
        number INTEGER PRIMARY KEY,
        event_id TEXT NOT NULL,
        article_id TEXT NOT NULL,
        extractor INTEGER NOT NULL,
        text TEXT NOT NULL,
        text_span TEXT NOT NULL,
        phrase TEXT NOT NULL,
        span TEXT NOT NULL,
        earliest TEXT NOT NULL,
        latest TEXT NOT NULL,
        future INTEGER NOT NULL,
        sentence TEXT NOT NULL,
        said TEXT NOT NULL,
        sentence_said TEXT NOT NULL,
        UNIQUE (article_id, extractor, event_id),
        FOREIGN KEY (article_id, extractor) REFERENCES extractions (article_id, extractor) ON DELETE CASCADE
    ) STRICT;

    CREATE TABLE scorers (
        scorer INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        last_used INTEGER NOT NULL,
        UNIQUE (name, version)
    ) STRICT;

    CREATE TABLE scores (
        said TEXT NOT NULL,
        scorer INTEGER NOT NULL REFERENCES scorers (scorer) ON DELETE CASCADE,
        polarity REAL,
        subjectivity REAL,
        n_assessed INTEGER NOT NULL,
        assessments TEXT,
        PRIMARY KEY (scorer, said)
    ) STRICT, WITHOUT ROWID;

    CREATE VIRTUAL TABLE stances_words USING fts5 (
        content, speaker, content="stances", content_rowid = 'number',
        tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER stances_words_in AFTER INSERT ON stances BEGIN
        INSERT INTO stances_words (rowid, content, speaker) VALUES (new.number, new.content, new.speaker);
    END;
    CREATE TRIGGER stances_words_out AFTER DELETE ON stances BEGIN
        INSERT INTO stances_words (stances_words, rowid, content, speaker)
        VALUES ('delete', old.number, old.content, old.speaker);
    END;
    CREATE TRIGGER stances_words_anew AFTER UPDATE OF content, speaker ON stances BEGIN
        INSERT INTO stances_words (stances_words, rowid, content, speaker)
        VALUES ('delete', old.number, old.content, old.speaker);
        INSERT INTO stances_words (rowid, content, speaker) VALUES (new.number, new.content, new.speaker);
    END;

    CREATE VIEW newest_extractors AS
        SELECT extractor, relation, version FROM extractors AS mine
        WHERE last_used = (SELECT max(last_used) FROM extractors AS other WHERE other.relation = mine.relation);
    CREATE VIEW newest_scorers AS
        SELECT scorer, name, version FROM scorers AS mine
        WHERE last_used = (SELECT max(last_used) FROM scorers AS other WHERE other.name = mine.name);
    CREATE VIEW stances_with_articles AS
        SELECT stances.number, stances.stance_id, articles.published, articles.outlet, stances.speaker, stances.side,
            stances.kind, stances.cue, stances.content, stances.topics, articles.title, articles.url,
            stances.article_id, relation
        FROM stances JOIN articles USING (article_id) JOIN extractors USING (extractor)
        WHERE extractor IN (SELECT extractor FROM newest_extractors);
    CREATE VIEW scores_by_stance AS
        SELECT stance_id, name AS scorer, polarity, subjectivity, n_assessed, speaker, side, content,
            stances.published, article_id, relation
        FROM stances JOIN extractors USING (extractor) JOIN scores USING (said) JOIN scorers USING (scorer)
        WHERE extractor IN (SELECT extractor FROM newest_extractors)
            AND scorer IN (SELECT scorer FROM newest_scorers);
    CREATE VIEW events_with_articles AS
        SELECT event_id, earliest, latest, events.text, phrase, future, articles.outlet, articles.published,
            articles.title, articles.url, article_id, relation
        FROM events JOIN articles USING (article_id) JOIN extractors USING (extractor)
        WHERE extractor IN (SELECT extractor FROM newest_extractors);
    """,
    """
    CREATE TABLE passed_over (
        url TEXT PRIMARY KEY,
        why TEXT NOT NULL,
        looked TEXT NOT NULL
    ) STRICT;
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
