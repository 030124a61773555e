"""New articles of feeds into an archive, feed by feed, each telling what became of it."""

import datetime as dt
import math
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping

from tenor.corpus.articles import article_of
from tenor.corpus.entries import Entry
from tenor.corpus.faults import Tally
from tenor.corpus.feeds.addresses import shown
from tenor.corpus.feeds.contents import Contents, Item, contents
from tenor.corpus.feeds.exchange import Answer
from tenor.corpus.feeds.fetching import Fetcher
from tenor.corpus.feeds.keeping import Archive
from tenor.corpus.feeds.lists import Feed
from tenor.corpus.feeds.outcomes import Outcome, Wanted
from tenor.corpus.feeds.pages import article_fields, day_or_none, page_fields
from tenor.corpus.feeds.politeness import Clock, Steps, Wait
from tenor.corpus.feeds.reasons import FetchError
from tenor.errors import TenorError
from tenor.records import Article, Fault

MOST_SITEMAPS = 50
LONGEST_TOLD = 300
AGAIN = dt.timedelta(days=30)
"""After so long a page without an article is asked for again."""
UNASKED = {"robots", "bad_address"}
"""Why a page was not even asked for: that costs nobody anything, and may be otherwise tomorrow."""
LONG = 10
"""Seconds of a wait that is worth telling."""
TIRED = 3
"""Pages in a row that could not be had, after which the rest of a feed is left for the next time."""


def collect(
    feeds: Iterable[Feed],
    archive: Archive,
    *,
    fetcher: Fetcher,
    wanted: Wanted | None = None,
    seconds: float = math.inf,
) -> Iterator[Outcome]:
    """Give what became of each feed, in the order in which they end.

    Feeds take turns request by request, and while one waits for its server others are asked. An article is in the
    archive before the next one is asked for; the state of a feed is kept only when all it names are there, or will
    never be, so that a collection that ends early loses nothing: the next one gets the rest. After so many `seconds`
    nothing more is asked for.

    A feed that fails stops no other. Errors of the archive are raised.
    """
    asking: set[str] = set()
    waiting = deque(_Collecting(feed, archive, fetcher, wanted or Wanted(), asking) for feed in feeds)
    there_is = Wait(fetcher.clock.moment(), seconds)
    while waiting and (left := there_is.left(fetcher.clock.moment())):
        one = _next(waiting, fetcher.clock, most=left)
        if one and one.goes_on():
            waiting.append(one)
        elif one:
            yield one.outcome()
    for one in waiting:
        one.leave()
        yield one.outcome()


def _next(waiting: "deque[_Collecting]", clock: Clock, *, most: float) -> "_Collecting | None":
    """Take out the first that need not wait, or when it need not any more, the one that waits shortest.

    Where that is longer than there is time for, at `most` seconds, wait so long and give None.
    """
    now = clock.moment()
    found = min(waiting, key=lambda one: one.waits.left(now))
    if seconds := found.waits.left(now):
        clock.sleep(min(seconds, most))
    if seconds > most:
        return None
    waiting.remove(found)
    return found


class _Collecting:
    """The collection of one feed, one request at a time. Steps give whether all of a part is there for good.

    `asking` holds the articles that any feed is just bringing in, `waits` how long this one has to.
    """

    def __init__(self, feed: Feed, archive: Archive, fetcher: Fetcher, wanted: Wanted, asking: set[str]) -> None:
        self._feed, self._archive, self._fetcher, self._wanted = feed, archive, fetcher, wanted
        self._asking, self.waits = asking, Wait(fetcher.clock.moment(), 0)
        self._tally, self._count = Tally(), Counter[str]()
        self._n_failed = 0
        self._steps = self._read(feed.url)

    def goes_on(self) -> bool:
        """Make the next request; tell whether there may be more."""
        try:
            self.waits = Wait(self._fetcher.clock.moment(), seconds := next(self._steps, -1.0))
        except TenorError:
            raise  # of the archive
        except Exception as error:  # whatever a library trips over, the other feeds are read
            detail = f"cannot be read further: {type(error).__name__}: {error}"
            self._tally.add(Fault("malformed", shown(self._feed.url), detail[:LONGEST_TOLD]))
            return False
        if seconds >= LONG and not self._tally.counts["waited"]:
            detail = f"its server asked for a wait of {seconds:,.0f} seconds; other servers were asked meanwhile"
            self._tally.add(Fault("waited", shown(self._feed.url), detail))
        return seconds >= 0

    def leave(self) -> None:
        """Leave what is not read yet to the next collection."""
        self._steps.close()
        detail = "the time for collecting was over; the next collection goes on"
        self._tally.add(Fault("left_for_later", shown(self._feed.url), detail))

    def outcome(self) -> Outcome:
        """Give what became of the feed so far."""
        status = next((name for name in ("read", "unchanged") if self._count[name]), "failed")
        new, known, copies = (self._count[name] for name in ("new", "known", "copies"))
        return Outcome(shown(self._feed.url), status, new, known, copies, tuple(self._tally.faults), self._tally.counts)

    def _read(self, url: str, *, within: bool = False) -> Steps[bool]:
        key = shown(url)
        state = self._archive.feed_state(key)
        try:
            answer = yield from self._fetcher.getting(url, etag=state.etag, modified=state.modified)
            found = self._contents(answer, key, within=within)
        except FetchError as error:
            self._tally.add(error.fault)
            self._archive.keep_feed_state(key, checked=self._fetcher.clock.moment(), error=error.fault.detail)
            yield 0
            return False
        yield 0
        if found is None:
            self._count["unchanged"] += 1
            self._archive.keep_feed_state(key, checked=self._fetcher.clock.moment())
            return True
        self._count["read"] += 1
        complete = (yield from self._all(found)) and not found.is_cut_off
        # Asked next time whether it changed, a feed must not hide what is still to be had.
        etag, modified = (answer.header(name) if complete else "" for name in ("etag", "last-modified"))
        self._archive.keep_feed_state(key, etag=etag, modified=modified, checked=self._fetcher.clock.moment())
        return complete

    def _contents(self, answer: Answer, where: str, *, within: bool) -> Contents | None:
        """Give what a feed holds, None where it has not changed."""
        if answer.moved:
            self._tally.add(Fault("moved", where, f"has moved for good to {answer.moved}; change it in your list"))
        if answer.status == 304:
            return None
        found = contents(answer, where=where, limit=self._fetcher.limits.unpacked)
        if within and found.sitemaps:
            raise FetchError("not_a_feed", where, "is an index of sitemaps within an index; name it by itself")
        for fault in found.faults:
            self._tally.add(fault)
        if (n := len(found.sitemaps)) > MOST_SITEMAPS:
            detail = f"names {n:,} sitemaps, of which the newest {MOST_SITEMAPS} are read; name others by themselves"
            self._tally.add(Fault("too_large", where, detail))
        return found

    def _all(self, found: Contents) -> Steps[bool]:
        complete, n_left = True, 0
        for item in found.items:
            while item.url and shown(item.url) in self._asking:
                yield 1  # for another feed
            if self._is_done(item):
                continue
            if self._is_old(item):
                complete = False
            elif self._is_over:
                n_left += 1
            else:
                self._asking.add(shown(item.url))
                try:
                    complete = (yield from self._article(item, found.title)) and complete
                finally:
                    self._asking.discard(shown(item.url))
        for one in found.sitemaps[:MOST_SITEMAPS]:
            if self._is_over:
                n_left += 1
            elif not self._is_old(one):
                yield from self._read(one.url, within=True)
        if n_left:
            what = "sitemaps" if found.sitemaps else "articles"
            self._tally.add(Fault("left_for_later", shown(self._feed.url), f"{n_left:,} {what} left for the next time"))
        return complete and not n_left and not found.sitemaps

    @property
    def _is_over(self) -> bool:
        return self._count["taken"] >= self._wanted.max_articles or self._n_failed >= TIRED

    def _is_done(self, item: Item) -> bool:
        """Tell whether an article is there already, or was looked for in vain not long ago."""
        if item.url and self._archive.has_url(shown(item.url)):
            self._count["known"] += 1
            return True
        since = self._fetcher.clock.moment() - AGAIN
        if self._needs_page(item) and not item.text and self._archive.was_passed_over(shown(item.url), since=since):
            self._tally.counts["passed_over"] += 1
            return True
        return False

    def _needs_page(self, item: Item) -> bool:
        return bool(item.url and self._wanted.pages and not item.is_article)

    def _is_old(self, item: Item) -> bool:
        """Tell whether an item is known to be older than what is wanted, before anything is asked for it."""
        day = day_or_none(item.published) or day_or_none(item.changed)
        if day and self._wanted.since and day < self._wanted.since:
            self._tally.add(Fault("out_of_period", shown(item.url), f"published or last changed {day}"))
            return True
        return False

    def _article(self, item: Item, title: str) -> Steps[bool]:
        """Bring one article into the archive; False where it is to be tried again."""
        self._count["taken"] += 1
        where = shown(item.url) or f"{shown(self._feed.url)}: {item.key}"
        page: Mapping[str, object] = {}
        if self._needs_page(item):
            try:
                page = page_fields((yield from self._fetcher.getting_page(item.url)), where)
            except FetchError as error:
                yield 0
                if not self._goes_without(item, error):
                    return not error.passing and self._passed_over(where, error.fault)
            else:
                yield 0
                self._n_failed = 0
        fields = article_fields(item, page, outlet=self._feed.outlet, title=title)
        article, faults = article_of(Entry(where, fields))
        for fault in faults:
            self._tally.add(fault)
        if article:
            return self._kept(article, where)
        if self._needs_page(item):
            return self._passed_over(where, *faults)
        # What had no text without its page may have one with it.
        return self._wanted.pages or not item.url

    def _goes_without(self, item: Item, error: FetchError) -> bool:
        """Tell whether an article is read without its page, because there will be none; its faults are told."""
        self._n_failed = self._n_failed + 1 if error.passing else 0
        if error.passing or not item.text:
            self._tally.add(error.fault)
            return False
        detail = f"{error.fault.detail}; the article is read as its feed gives it"
        self._tally.add(Fault("feed_text", error.fault.where, detail))
        return True

    def _passed_over(self, where: str, *faults: Fault) -> bool:
        """Remember that a page holds no article, so that it is not asked for whenever its feed changes; give True."""
        why = next((fault for fault in faults if fault.reason not in UNASKED), None)
        if why:
            now = self._fetcher.clock.moment()
            self._archive.pass_over(where, why=why.detail, looked=now, forget=now - AGAIN)
        return True

    def _kept(self, article: Article, where: str) -> bool:
        since = self._wanted.since
        if since and article.published and article.published < since:
            self._tally.add(Fault("out_of_period", where, f"published {article.published}"))
            return False
        moment = self._fetcher.clock.moment()
        added = self._archive.add([article], feed=shown(self._feed.url), fetched=moment)
        self._count.update(new=added.new, known=added.known, copies=added.copies)
        return True
