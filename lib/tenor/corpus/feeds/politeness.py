"""What a server asks of programs: which of its pages they leave alone, and how long they wait between two requests."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from protego import Protego
from urllib3.util import Url

from tenor.corpus.feeds.addresses import PORTS, shown
from tenor.corpus.feeds.exchange import Answer
from tenor.corpus.feeds.reasons import FetchError

NAME = "Tenor"
LARGEST_ROBOTS = 500_000
NO_ANSWER = {"unreachable", "too_slow", "bad_address"}


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, given by whoever collects: the moment with its time zone, a way to wait, and chance from 0 to 1."""

    moment: Callable[[], dt.datetime]
    sleep: Callable[[float], None]
    chance: Callable[[], float]


class Robots:
    """The robots.txt of each server, asked for once with `fetch`."""

    def __init__(self, fetch: Callable[[str], Answer]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego | FetchError] = {}

    def delay(self, url: Url) -> float:
        """Give the seconds that the server of `url` asks for between two requests, 0 where it does not say.

        Raises FetchError where it leaves `url` to people, and where it has rules that cannot be had just now: RFC 9309
        then forbids all. A server without a robots.txt allows all.
        """
        origin = f"{url.scheme}://{url.host}:{url.port or PORTS[url.scheme or 'http']}"
        if origin not in self._rules:
            self._rules[origin] = self._read(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            reason = rules.fault.reason if rules.fault.reason in NO_ANSWER else "robots"
            told = rules.fault.detail if reason in NO_ANSWER else f"its robots.txt cannot be had: {rules.fault.detail}"
            raise FetchError(reason, shown(url.url), told, passing=rules.passing)
        if not rules.can_fetch(url.url, NAME):
            raise FetchError("robots", shown(url.url), "its server's robots.txt leaves it to people; ask the outlet")
        rate = rules.request_rate(NAME)
        return max(rules.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)

    def _read(self, origin: str) -> Protego | FetchError:
        try:
            body = self._fetch(f"{origin}/robots.txt").body
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

    def wait(self, url: Url, delay: float) -> None:
        """Wait until the host of `url` may be asked again; raises FetchError where that takes longer than is waited."""
        last = self._last.get(url.host or "")
        if last is None:
            return
        # A clock that was set back must not make this longer.
        passed = max(0.0, (self._clock.moment() - last).total_seconds())
        if delay - passed > self._longest:
            detail = f"its server asks for {delay:,.0f} seconds between requests; the rest is left for the next time"
            raise FetchError("wait", shown(url.url), detail, passing=True)
        if passed < delay:
            self._clock.sleep(delay - passed)

    def done(self, url: Url) -> None:
        """Remember that the host of `url` was asked just now."""
        self._last[url.host or ""] = self._clock.moment()


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
