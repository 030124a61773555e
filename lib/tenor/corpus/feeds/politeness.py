"""What a server asks of programs: which of its pages they leave alone, and how long they wait between two requests."""

import datetime as dt
from collections.abc import Callable, Generator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar

from protego import Protego
from urllib3.util import Url

from tenor.corpus.feeds.addresses import PORTS, shown
from tenor.corpus.feeds.exchange import Answer
from tenor.corpus.feeds.reasons import FetchError

T = TypeVar("T")
NAME = "Tenor"
LARGEST_ROBOTS = 500_000
NO_ANSWER = {"unreachable", "too_slow", "bad_address"}


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, given by whoever collects: the moment with its time zone, a way to wait, and chance from 0 to 1."""

    moment: Callable[[], dt.datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]


Steps = Generator[float, None, T]
"""Work that yields how many seconds it waits before it goes on, so that other work is done meanwhile."""


@dataclass(frozen=True, slots=True)
class Wait:
    """So many `seconds` from a moment on."""

    since: dt.datetime
    seconds: float

    def left(self, now: dt.datetime) -> float:
        """Give how many seconds of it are left; a clock that was set back makes it no longer."""
        return max(0.0, self.seconds - max(0.0, (now - self.since).total_seconds()))


class Robots:
    """The robots.txt of each server, asked for once with `fetch`."""

    def __init__(self, fetch: Callable[[str], Steps[Answer]]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego | FetchError] = {}
        self._reading: set[str] = set()

    def delay(self, url: Url) -> Steps[float]:
        """Give the seconds that the server of `url` asks for between two requests, 0 where it does not say.

        Raises FetchError where it leaves `url` to people, and where it has rules that cannot be had just now: RFC 9309
        then forbids all. A server without a robots.txt allows all.
        """
        origin = f"{url.scheme}://{url.host}:{url.port or PORTS[url.scheme or 'http']}"
        while origin in self._reading:
            yield 1  # for another feed, which is asking
        if origin not in self._rules:
            self._reading.add(origin)
            try:
                self._rules[origin] = yield from self._read(origin)
            finally:
                self._reading.discard(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            reason = rules.fault.reason if rules.fault.reason in NO_ANSWER else "robots"
            told = rules.fault.detail if reason in NO_ANSWER else f"its robots.txt cannot be had: {rules.fault.detail}"
            raise FetchError(reason, shown(url.url), told, passing=rules.passing)
        if not rules.can_fetch(url.url, NAME):
            raise FetchError("robots", shown(url.url), "its server's robots.txt leaves it to people; ask the outlet")
        rate = rules.request_rate(NAME)
        return max(rules.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)

    def _read(self, origin: str) -> Steps[Protego | FetchError]:
        try:
            body = (yield from self._fetch(f"{origin}/robots.txt")).body
        except FetchError as error:
            if not error.passing and error.fault.reason in ("gone", "refused", "redirects"):
                return Protego.parse("")
            return error
        return Protego.parse(body[:LARGEST_ROBOTS].decode("utf-8", "replace"))


class Turns:
    """One request to a host at a time, and a wait between the end of one and the next."""

    def __init__(self, clock: Clock, *, longest: float) -> None:
        self._clock, self._longest = clock, longest
        self._last: dict[str, dt.datetime] = {}
        self._held: dict[str, Wait] = {}

    def wait(self, url: Url, delay: float) -> Steps[None]:
        """Wait until the host of `url` may be asked again; raises FetchError where that takes longer than is waited."""
        while seconds := self._left(url.host or "", delay):
            if seconds > self._longest:
                detail = (
                    f"its server asks for {seconds:,.0f} seconds between requests; the rest is left for the next time"
                )
                raise FetchError("wait", shown(url.url), detail, passing=True)
            yield seconds

    def done(self, url: Url) -> None:
        """Remember that the host of `url` was asked just now."""
        self._last[url.host or ""] = self._clock.moment()

    def hold(self, url: Url, seconds: float) -> None:
        """Remember that the host of `url` wants to be left alone for so long, whichever feed is next."""
        self._held[url.host or ""] = Wait(self._clock.moment(), seconds)

    def _left(self, host: str, delay: float) -> float:
        now, held = self._clock.moment(), self._held.get(host)
        if host in self._last:  # a clock that was set back begins a wait anew, once
            self._last[host] = min(self._last[host], now)
        if held:
            held = self._held[host] = Wait(min(held.since, now), held.seconds)
        usual = Wait(self._last.get(host, now), delay if host in self._last else 0)
        return max(usual.left(now), held.left(now) if held else 0)


def retry_after(value: str, now: dt.datetime) -> float | None:
    """Give the seconds that a Retry-After header asks to wait, in either of its forms; None where it says nothing.

    >>> retry_after("Sun, 23 Jul 2023 12:00:30 GMT", dt.datetime(2023, 7, 23, 12, tzinfo=dt.UTC))
    30.0
    """
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
