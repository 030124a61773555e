"""Whether an archive is whole, and what is in it."""

import os
from collections.abc import Iterator
from itertools import islice

from tenor.corpus.archive.articles import Archive
from tenor.corpus.archive.database import DamagedError, Database
from tenor.corpus.archive.schema import VERSION

MOST = 20
"""Faults of one kind that are named."""

INDEXES = {"articles_words": "articles", "stances_words": "stances"}

_HALF = """
    SELECT article_id, extractor FROM extractions
    WHERE n_stances <> (
        SELECT count(*) FROM stances
        WHERE (stances.article_id, stances.extractor) = (extractions.article_id, extractions.extractor)
    ) OR n_events <> (
        SELECT count(*) FROM events
        WHERE (events.article_id, events.extractor) = (extractions.article_id, extractions.extractor)
    )
"""


def faults_of(archive: Archive) -> Iterator[str]:
    """Give what is wrong in an archive, a sentence a fault; nothing for one that is whole.

    Looked at are the pages of the file and the types of its columns, links between tables, the full-text indexes
    against what they index, and whether each article's stances and events are all there.
    """
    for look in (_pages, _links, _extractions, _indexes):
        try:
            yield from look(archive.database)
        except DamagedError as error:
            yield f"the file is damaged: {error.__cause__}"


def contents_of(archive: Archive) -> Iterator[tuple[str, str]]:
    """Give what is in an archive, as names and words."""
    database = archive.database
    count = database.count
    first, last = database.one("SELECT min(published), max(published) FROM articles") or (None, None)
    yield "articles", f"{count('SELECT count(*) FROM articles WHERE copy_of IS NULL'):,}"
    yield "copies", f"{count('SELECT count(*) FROM articles WHERE copy_of IS NOT NULL'):,}"
    yield "published", f"{first} to {last}" if first else "nothing says when"
    yield "outlets", f"{count('SELECT count(DISTINCT outlet) FROM articles'):,}"
    yield "feeds", f"{count('SELECT count(*) FROM feeds'):,}"
    yield "pages without an article", f"{count('SELECT count(*) FROM passed_over'):,}"
    for relation, version, n, n_stances, n_events in database.rows(
        "SELECT relation, version, count(article_id), coalesce(sum(n_stances), 0), coalesce(sum(n_events), 0) "
        "FROM extractors LEFT JOIN extractions USING (extractor) GROUP BY extractor ORDER BY last_used DESC"
    ):
        told = f"{_many(n, 'article')}, {_many(n_stances, 'stance')}, {_many(n_events, 'event')}"
        yield f"found for {relation}", f"{told} (version {version})"
    for name, version, n in database.rows(
        "SELECT name, version, count(said) FROM scorers LEFT JOIN scores USING (scorer) GROUP BY scorer "
        "ORDER BY last_used DESC"
    ):
        yield f"scored by {name}", f"{_many(n, 'text')} (version {version})"
    yield "tables", f"version {VERSION}"
    yield "size", f"{os.stat(archive.path).st_size / (1 << 20):,.1f} MiB"  # noqa: PTH116


def _pages(database: Database) -> Iterator[str]:
    for (told,) in database.rows(f"PRAGMA integrity_check({MOST})"):
        if told != "ok":
            yield f"the file is damaged: {told}"


def _links(database: Database) -> Iterator[str]:
    for table, row, parent, _ in islice(database.rows("PRAGMA foreign_key_check"), MOST):
        yield f"row {row} of {table} belongs to nothing in {parent}"


def _extractions(database: Database) -> Iterator[str]:
    for article_id, extractor in database.rows(f"{_HALF} LIMIT {MOST}"):
        yield f"of article {article_id!r} not all is there that extractor {extractor} found"


def _indexes(database: Database) -> Iterator[str]:
    """Hold the full-text indexes against what they index; SQLite asks to be allowed to write for that."""
    for index, table in INDEXES.items() if database.writable else ():
        try:
            with database.writing() as write:
                write.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except DamagedError:
            yield f"the full-text index of {table} does not agree with them"


def _many(n: object, what: str) -> str:
    return f"{int(str(n)):,} {what}{'' if n == 1 else 's'}"
