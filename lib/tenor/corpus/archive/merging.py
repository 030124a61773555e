"""One archive taken into another: its articles, what was found in them, and what is known of their feeds."""

from pathlib import Path

from tenor.corpus.archive.articles import Added, Archive, put
from tenor.corpus.archive.results import EVENT, STANCE
from tenor.errors import ArchiveError

_ARTICLE = ("article_id", "outlet", "published", "title", "url", "text", "digest", "language", "feed", "fetched")


def merge(archive: Archive, other: Path) -> Added:
    """Take all that is in the archive at `other` into `archive`, in one transaction; tell what became of its articles.

    What was found in an article comes along where the article has the same text and identifier here. Into an empty
    archive nothing is lost; where both know something, `archive` keeps its own, and of two looks at a feed or a page
    the later one counts.

    Raises ArchiveError where either cannot be opened, or where they are one.
    """
    if archive.path.samefile(other):
        raise ArchiveError(f"{archive.database.name}: is the archive itself; name another source")
    Archive(other, new=False).close()  # brought up to date, or refused
    database = archive.database
    with database.beside(other), database.writing() as write:
        rows = write.execute(f"SELECT {', '.join(_ARTICLE)} FROM other.articles ORDER BY number")
        added = sum((put(write, dict(zip(_ARTICLE, row, strict=True))) for row in rows), Added())
        for statement in _MERGE:
            write.execute(statement)
    return added


def _known(what: str, key: tuple[str, str]) -> str:
    """Give the statement that makes the other's extractors or scorers known here, as used before all of ours."""
    names = ", ".join(key)
    before = f"coalesce((SELECT min(last_used) FROM main.{what}s) - (SELECT max(last_used) FROM other.{what}s) - 1, 0)"
    return (
        f"INSERT OR IGNORE INTO main.{what}s ({names}, last_used) "
        f"SELECT {names}, last_used + {before} FROM other.{what}s ORDER BY {what}"
    )


def _rows_of(table: str, columns: list[str]) -> str:
    theirs = ", ".join("fresh.mine" if name == "extractor" else f"theirs.{name}" for name in columns)
    return (
        f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {theirs} FROM other.{table} AS theirs "
        "JOIN temp.fresh ON (theirs.article_id, theirs.extractor) = (fresh.article_id, fresh.theirs) "
        "ORDER BY theirs.number"
    )


_MERGE = (
    _known("extractor", ("version", "relation")),
    _known("scorer", ("name", "version")),
    """
    CREATE TEMP TABLE fresh AS
    SELECT done.article_id, mine.extractor AS mine, theirs.extractor AS theirs, n_stances, n_events
    FROM other.extractions AS done JOIN other.extractors AS theirs USING (extractor)
        JOIN main.extractors AS mine ON (mine.version, mine.relation) = (theirs.version, theirs.relation)
        JOIN other.articles AS article USING (article_id)
        JOIN main.articles AS same ON (same.article_id, same.text) = (article.article_id, article.text)
    WHERE NOT EXISTS (
        SELECT 1 FROM main.extractions AS kept
        WHERE kept.article_id = done.article_id AND kept.extractor = mine.extractor
    )
    """,
    "INSERT INTO main.extractions SELECT article_id, mine, n_stances, n_events FROM temp.fresh",
    _rows_of("stances", STANCE),
    _rows_of("events", EVENT),
    "DROP TABLE temp.fresh",
    """
    INSERT INTO main.scores (said, scorer, polarity, subjectivity, n_assessed, assessments)
    SELECT said, mine.scorer, polarity, subjectivity, n_assessed, assessments
    FROM other.scores AS score JOIN other.scorers AS theirs USING (scorer)
        JOIN main.scorers AS mine ON (mine.name, mine.version) = (theirs.name, theirs.version)
    WHERE true
    ON CONFLICT (scorer, said) DO UPDATE SET assessments = excluded.assessments WHERE assessments IS NULL
    """,
    """
    INSERT INTO main.feeds SELECT url, etag, modified, checked, error FROM other.feeds WHERE true
    ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, modified = excluded.modified, checked = excluded.checked,
        error = excluded.error
    WHERE coalesce(excluded.checked, '') > coalesce(feeds.checked, '')
    """,
    """
    INSERT INTO main.passed_over SELECT url, why, looked FROM other.passed_over WHERE true
    ON CONFLICT (url) DO UPDATE SET why = excluded.why, looked = excluded.looked
    WHERE excluded.looked > passed_over.looked
    """,
)
