"""The articles of an archive as those of any other source."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from tenor.corpus.archive.articles import Archive
from tenor.corpus.entries import FIELDS, Entry, missing_column, renamed, wanted
from tenor.records import Fault


def read_archive(path: Path, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    """Give every article in the order in which it came, copies too: a corpus tells which texts it read before."""
    with Archive(path, new=False) as archive:
        where = archive.database.name
        if wanted(columns) - set(FIELDS):
            raise missing_column(where, FIELDS, columns)
        for article in archive.articles():
            yield Entry(f"{where}: {article.article_id}", renamed(asdict(article), columns))
