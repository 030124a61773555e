"""What feeds forget: articles, and what was found in them, kept in one file of SQLite."""

from tenor.corpus.archive.articles import Added, Archive, FeedState
from tenor.corpus.files import is_archive

__all__ = ["Added", "Archive", "FeedState", "is_archive"]
