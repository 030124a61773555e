"""What feeds forget: articles, and what was found in them, kept in one file of SQLite."""

from tenor.corpus.archive.articles import Added, Archive, FeedState
from tenor.corpus.archive.results import Extraction, Results, said
from tenor.corpus.archive.searching import FoundArticle, FoundStance, search, search_articles
from tenor.corpus.files import is_archive

__all__ = [
    "Added",
    "Archive",
    "Extraction",
    "FeedState",
    "FoundArticle",
    "FoundStance",
    "Results",
    "is_archive",
    "said",
    "search",
    "search_articles",
]
