"""What collecting needs of an archive; `tenor.corpus.archive.Archive` has it."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from tenor.records import Article


class Added(Protocol):
    """What became of articles that an archive was given."""

    @property
    def new(self) -> int:
        """How many were new."""

    @property
    def known(self) -> int:
        """How many were known."""

    @property
    def copies(self) -> int:
        """How many have the text of another outlet's article."""


class State(Protocol):
    """What a feed said of itself when it was last read."""

    @property
    def etag(self) -> str:
        """Its ETag."""

    @property
    def modified(self) -> str:
        """Its Last-Modified."""


class Archive(Protocol):
    """Keeps articles, and what feeds said. What is added is kept when `add` returns."""

    def add(self, articles: Iterable[Article], *, feed: str = "", fetched: dt.datetime | None = None) -> Added:
        """Keep articles."""

    def has_url(self, url: str) -> bool:
        """Tell whether an article from this address is kept."""

    def was_passed_over(self, url: str, *, since: dt.datetime) -> bool:
        """Tell whether the page at this address was looked at since then, and held no article."""

    def pass_over(self, url: str, *, why: str, looked: dt.datetime, forget: dt.datetime) -> None:
        """Keep that a page held no article, and why; what is older than `forget` may go."""

    def feed_state(self, url: str) -> State:
        """Give what a feed said of itself."""

    def keep_feed_state(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        checked: dt.datetime | None = None,
        error: str = "",
    ) -> None:
        """Keep what a feed said of itself; what is None stays."""
