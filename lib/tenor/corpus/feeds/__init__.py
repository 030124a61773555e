"""New articles of feeds into an archive: RSS, Atom and sitemaps, fetched politely, and nothing believed that they say.

This is the one room of the library that reads the network, so what is sent to a web hook goes from here too (`post`).
The clock is given by the caller (`Clock`).
"""

from tenor.corpus.feeds.collecting import collect
from tenor.corpus.feeds.exchange import Limits
from tenor.corpus.feeds.fetching import Fetcher
from tenor.corpus.feeds.keeping import Archive
from tenor.corpus.feeds.lists import Feed, feeds_of
from tenor.corpus.feeds.outcomes import Outcome, Wanted
from tenor.corpus.feeds.politeness import Clock
from tenor.corpus.feeds.posting import post
from tenor.corpus.feeds.reasons import REASONS, FetchError

__all__ = [
    "REASONS",
    "Archive",
    "Clock",
    "Feed",
    "FetchError",
    "Fetcher",
    "Limits",
    "Outcome",
    "Wanted",
    "collect",
    "feeds_of",
    "post",
]
