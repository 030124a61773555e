"""What a feed holds: its items, as RSS, Atom or a sitemap gives them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tenor.corpus.feeds.addresses import shown
from tenor.corpus.feeds.bodies import TooLargeError, without_gzip
from tenor.corpus.feeds.charsets import as_utf8
from tenor.corpus.feeds.exchange import Answer
from tenor.corpus.feeds.reasons import FetchError
from tenor.corpus.identity import digest
from tenor.records import Fault

HEAD = 4000
MOST_NAMED = 3
_SITEMAP = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)[\s>]")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of an article.

    `key` tells the article from all others: its guid or its address. `published` is as written; `changed` is the day
    of its last change in a sitemap, which is never before that of publication. `is_article` says that `text` is the
    article itself and not the first words of it.
    """

    key: str
    url: str = ""
    title: str = ""
    published: str = ""
    outlet: str = ""
    text: str = field(default="", repr=False)
    is_article: bool = False
    changed: str = ""

    @property
    def article_id(self) -> str:
        """The identifier of the article, the same in every collection."""
        return digest(self.key)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a feed holds: items in the order in which to read them, or other sitemaps, and what is wrong with it."""

    title: str = ""
    items: tuple[Item, ...] = ()
    sitemaps: tuple[Item, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_cut_off(self) -> bool:
        """Whether it ended too early."""
        return any(fault.reason == "cut_off" for fault in self.faults)


def contents(answer: Answer, *, where: str, limit: int) -> Contents:
    """Give what the feed or sitemap in `answer` holds.

    Of one that ends too early, the items that are whole are given, with a fault. Raises FetchError for what is none,
    for one that defines entities of its own (a few of which can stand for gigabytes), and for one that becomes more
    than `limit` bytes when unpacked.
    """
    from tenor.corpus.feeds.sitemaps import sitemap
    from tenor.corpus.feeds.syndication import syndicated

    try:
        body, whole = without_gzip(answer.body, limit=limit)
    except TooLargeError as error:
        raise FetchError("too_large", where, str(error)) from None
    body = as_utf8(body, answer.headers.get("content-type", "")) or body.decode("cp1252", "replace").encode()
    if _ENTITY.search(body):
        raise FetchError("malformed", where, "defines entities of its own, which no feed needs; it is not read")
    read = sitemap if _SITEMAP.search(body[:HEAD]) else syndicated
    found = read(body, url=answer.url, where=where)
    if found is None:
        raise FetchError("not_a_feed", where, _what_it_is(body, answer))
    if not (answer.whole and whole) and not found.is_cut_off:
        return replace(found, faults=(*found.faults, cut_off(where)))
    return found


def cut_off(where: str) -> Fault:
    """Give the fault of a feed that ends too early."""
    return Fault("cut_off", where, "ends too early; what came whole is read, the rest when it is there")


def _what_it_is(body: bytes, answer: Answer) -> str:
    if not body.strip():
        return "is empty; a feed is RSS, Atom or a sitemap"
    if not re.search(rb"<(?:!doctype\s+)?html", body[:HEAD], re.IGNORECASE):
        return "is neither RSS nor Atom nor a sitemap"
    named = list(_named(body, answer.url))[:MOST_NAMED]
    return "is a web page, not a feed" + (f"; its feeds: {', '.join(named)}" if named else "")


def _named(body: bytes, url: str) -> Iterator[str]:
    """Give the feeds that a web page names in its head."""
    from urllib.parse import urljoin

    from lxml import etree, html

    try:
        page = html.document_fromstring(body[:500_000], parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return
    for link in page.iter("link"):
        if link.get("type", "").lower() in ("application/rss+xml", "application/atom+xml") and link.get("href"):
            try:
                yield shown(urljoin(url, link.get("href")))
            except ValueError:
                continue
