"""Answers from the web, fetched politely: robots.txt, waits, retries and redirects."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import cast
from urllib.parse import urljoin

from urllib3.util import Url

from tenor import __version__
from tenor.corpus.feeds.addresses import Resolve, checked, shown
from tenor.corpus.feeds.exchange import Answer, Limits, exchange
from tenor.corpus.feeds.politeness import NAME, Clock, Robots, Steps, Turns, retry_after
from tenor.corpus.feeds.proxies import Proxies, way
from tenor.corpus.feeds.reasons import FetchError
from tenor.errors import ParameterError

REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
PASSING = {408, 425, 429, 500, 502, 503, 504}
GONE = {404, 410}
ACCEPTED = (
    "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)


class Fetcher:
    """Fetches what may be fetched, one request at a time.

    `contact` is an address of mail or the web under which whoever runs a server finds whoever collects. Between two
    requests to a host there are `delay` seconds, or as many as its robots.txt asks for. Local and private addresses
    are asked only with `allow_local`. `proxies` are those that stand between, by scheme (`tenor.corpus.feeds.proxies`).
    No password and no cookie is used, but for a proxy's.

    Raises ParameterError for a delay, a contact or a proxy that cannot be.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        contact: str = "",
        delay: float = 1.0,
        allow_local: bool = False,
        proxies: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        resolve: Resolve | None = None,
    ) -> None:
        if not 0 <= delay < float("inf"):
            raise ParameterError(f"delay: {delay} is no number of seconds; give 0 or more")
        if contact and not (contact.isascii() and contact.isprintable() and not set(contact) & set("()\\")):
            raise ParameterError(f"contact: {contact!r} is no address; give one of mail or the web in plain letters")
        self.clock, self.limits = clock, limits or Limits()
        self._delay, self._allow_local, self._resolve = delay, allow_local, resolve
        self._proxies = Proxies(proxies or {})
        self.agent = f"{NAME}/{__version__} (news research{f'; {contact}' if contact else ''})"
        self._failed: dict[str, FetchError] = {}
        self._turns = Turns(clock, longest=self.limits.longest_wait)
        self._robots = Robots(lambda url: self._followed(url, {}, self.limits, robots=False))

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def get(self, url: str, *, etag: str = "", modified: str = "") -> Answer:
        """Give what is at `url`: an answer with a body, or one with status 304 where it is still as `etag` or
        `modified` of an earlier answer say.

        Raises FetchError for anything else.
        """
        return self._without_others(self.getting(url, etag=etag, modified=modified))

    def getting(self, url: str, *, etag: str = "", modified: str = "") -> Steps[Answer]:
        """Give in the end what `get` gives, and until then the seconds to wait."""
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._followed(url, {name: value for name, value in asked.items() if value}, self.limits)

    def page(self, url: str) -> Answer:
        """Give the page at `url`, which may be smaller than a feed; raises FetchError as `get` does.

        A page that failed is not asked for again, whichever feeds name it.
        """
        return self._without_others(self.getting_page(url))

    def getting_page(self, url: str) -> Steps[Answer]:
        """Give in the end what `page` gives, and until then the seconds to wait."""
        if url in self._failed:
            raise self._failed[url]
        try:
            return (yield from self._followed(url, {}, replace(self.limits, unpacked=self.limits.page)))
        except FetchError as error:
            self._failed[url] = error
            raise

    def _without_others(self, steps: Steps[Answer]) -> Answer:
        try:
            while True:
                self.clock.sleep(next(steps))
        except StopIteration as end:
            return cast("Answer", end.value)

    def _followed(self, url: str, asked: dict[str, str], limits: Limits, *, robots: bool = True) -> Steps[Answer]:
        """Give the answer at the end of all redirects; each address on the way is checked like the first."""
        been, moved, for_good = [url], "", True
        while True:
            target = checked(been[-1])
            moved = shown(target.url) if for_good and len(been) > 1 else moved
            delay = max(self._delay, (yield from self._robots.delay(target))) if robots else None
            answer = yield from self._tried(target, asked, limits, delay)
            location = answer.headers.get("location", "").strip()
            if answer.status not in REDIRECTS or not location:
                return _judged(replace(answer, moved=moved), where=url, asked=bool(asked))
            been.append(_joined(answer.url, location))
            for_good = for_good and answer.status in FOR_GOOD
            if been[-1] in been[:-1] or len(been) > limits.redirects + 1:
                what = "in a ring" if been[-1] in been[:-1] else f"more than {limits.redirects} times"
                raise FetchError("redirects", shown(url), f"is redirected {what}")

    def _tried(self, url: Url, asked: dict[str, str], limits: Limits, delay: float | None) -> Steps[Answer]:
        """Give the answer of the first try that succeeds, or of the last one; `delay` None is for robots.txt."""
        headers = {"User-Agent": self.agent, "Accept": ACCEPTED, "Accept-Encoding": "gzip", "Connection": "close"}
        for last, pause in self._pauses(limits.attempts):
            yield from self._turns.wait(url, delay or 0)
            answer = None
            try:
                answer = self._asked(url, headers | asked, limits)
                if last or (answer.status not in PASSING and answer.whole):
                    return answer
            except FetchError as error:
                if last or not error.again:
                    raise
            finally:
                if delay is not None:
                    self._turns.done(url)
            yield self._pause(url, answer, pause)
        raise AssertionError("the last try gives or raises")

    def _asked(self, url: Url, headers: dict[str, str], limits: Limits) -> Answer:
        """Ask once, through the proxy where there is one; the address is judged first either way."""
        proxy, addresses = way(url, self._proxies, allow_local=self._allow_local, resolve=self._resolve)
        return exchange(url, addresses, headers=headers, limits=limits, context=self._tls(url), proxy=proxy)

    def _pauses(self, attempts: int) -> Iterator[tuple[bool, float]]:
        for number in range(attempts):
            yield number == attempts - 1, 2**number * (0.5 + self.clock.chance())

    def _pause(self, url: Url, answer: Answer | None, pause: float) -> float:
        """Give how long to wait before the next try: what the server asks for, if that is not too long."""
        told = retry_after(answer.headers.get("retry-after", ""), self.clock.moment()) if answer else None
        if told is None or answer is None:
            return pause
        self._turns.hold(url, told)
        if told > self.limits.longest_wait:
            detail = f"the server answered {answer.status} and asks to come back in {told:,.0f} seconds"
            raise FetchError("wait", shown(url.url), detail, passing=True)
        return max(told, pause)

    def _tls(self, url: Url) -> ssl.SSLContext | None:
        return self._context if url.scheme == "https" else None


def _judged(answer: Answer, *, where: str, asked: bool) -> Answer:
    status = answer.status
    if status == 200 or (status == 304 and asked):
        return answer
    elsewhere = f" at {shown(answer.url)}" if shown(answer.url) != shown(where) else ""
    if status in GONE:
        what = "is gone for good; take it from your list" if status == 410 else "is not there (any more)"
        raise FetchError("gone", shown(where), f"{what}: the server answered {status}{elsewhere}")
    detail = f"the server answered {status}{elsewhere}"
    passing = status in PASSING or status >= 500
    if status == 407:
        detail, passing = "the proxy asks for a user and a password; name it as http://user:password@host:port", True
    raise FetchError("refused", shown(where), detail, passing=passing)


def _joined(url: str, location: str) -> str:
    """Give the address that a Location means; some servers send UTF-8 in it, which headers are not read as."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchError("redirects", shown(url), "is redirected to what is no address") from None
