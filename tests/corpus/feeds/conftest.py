"""A server that misbehaves, a clock that is not waited for, and an archive in memory."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from tenor.corpus.feeds import Clock, Feed, Fetcher, Limits, Outcome, Wanted, collect
from tenor.corpus.identity import likeness
from tenor.records import Article
from tests.corpus.feeds.server import Server

START = dt.datetime(2023, 7, 24, 6, tzinfo=dt.UTC)
LIMITS = Limits(connect=2, read=0.5, total=1.5, sent=300_000, unpacked=1_000_000, page=500_000)


@dataclass
class Time:
    """A clock that moves only when somebody sleeps; `slept` holds for how long."""

    now: dt.datetime = START
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += dt.timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep, lambda: 0.5)


@dataclass(frozen=True)
class Added:
    new: int = 0
    known: int = 0
    copies: int = 0


@dataclass(frozen=True)
class State:
    etag: str = ""
    modified: str = ""
    checked: dt.datetime | None = None
    error: str = ""


@dataclass
class Memory:
    """What an archive does, in memory."""

    articles: list[Article] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)
    passed_over: dict[str, tuple[str, dt.datetime]] = field(default_factory=dict)

    def add(self, articles: Iterable[Article], *, feed: str = "", fetched: dt.datetime | None = None) -> Added:
        (article,) = articles
        assert feed
        assert fetched
        likes = [one.outlet for one in self.articles if likeness(one.text) == likeness(article.text)]
        if article.outlet in likes:
            return Added(known=1)
        self.articles.append(article)
        return Added(copies=1) if likes else Added(new=1)

    def has_url(self, url: str) -> bool:
        return any(article.url == url for article in self.articles)

    def was_passed_over(self, url: str, *, since: dt.datetime) -> bool:
        return url in self.passed_over and self.passed_over[url][1] >= since

    def pass_over(self, url: str, *, why: str, looked: dt.datetime, forget: dt.datetime) -> None:
        self.passed_over[url] = why, looked

    def feed_state(self, url: str) -> State:
        return self.states.get(url, State())

    def keep_feed_state(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        checked: dt.datetime | None = None,
        error: str = "",
    ) -> None:
        before = self.feed_state(url)
        self.states[url] = State(
            before.etag if etag is None else etag, before.modified if modified is None else modified, checked, error
        )


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def archive() -> Memory:
    return Memory()


@pytest.fixture
def fetcher(time: Time) -> Fetcher:
    return Fetcher(time.clock, allow_local=True, limits=LIMITS)


@pytest.fixture
def gather(server: Server, archive: Memory, time: Time) -> Callable[..., list[Outcome]]:
    """Collect paths of the server, or whole addresses, into the archive in memory."""

    def _gather(*paths: str, **wanted: object) -> list[Outcome]:
        feeds = [Feed(path if ":" in path else server.url + path) for path in paths]
        fresh = Fetcher(time.clock, allow_local=True, limits=LIMITS)
        return list(collect(feeds, archive, fetcher=fresh, wanted=Wanted(**wanted)))  # type: ignore[arg-type]

    return _gather
