"""RSS and Atom, read by feedparser from bytes that are there: it never fetches anything."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from tenor.corpus.feeds.addresses import shown
from tenor.corpus.feeds.contents import Contents, Item, cut_off
from tenor.corpus.feeds.markup import words
from tenor.records import Fault

ENOUGH = 1000
"""A summary of this many characters is the article; a shorter one is a few words about it."""

_CLOSED_ITEM = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_CLOSED_FEED = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:rss|feed|rdf)\s{0,9}>", re.IGNORECASE)
_TEASER = re.compile(
    r"(?:\.\.\.|…|\[(?:\.\.\.|…)\]|read (?:more|on)\W{0,3}|continue reading\W{0,3})\s{0,9}\Z", re.IGNORECASE
)
_UNIVERSAL = re.compile(r"(?:https?://|tag:|urn:)\S{4,}", re.IGNORECASE)


def syndicated(body: bytes, *, url: str, where: str) -> Contents | None:
    """Give what the RSS or Atom feed `body`, in UTF-8, holds; None if it is neither."""
    found = _parsed(body, url)
    if not found.get("version") and not found["entries"]:
        return None
    entries, faults = found["entries"], []
    if not _CLOSED_FEED.search(body[-1000:]):
        # The last one may have lost its end.
        entries = entries[: len(_CLOSED_ITEM.findall(body))]
        faults.append(cut_off(where))
    elif _broken(found):
        faults.append(Fault("malformed", where, f"is not well-formed XML ({_broken(found)}); read as far as it can be"))
    title = _line(found["feed"], "title")
    items = (_item(entry, url) for entry in entries)
    return Contents(title, tuple(item for item in items if item.key), faults=tuple(faults))


def _parsed(body: bytes, url: str) -> Mapping[str, Any]:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        # A stream, because it would open or fetch what a string names. Markup is taken off by `words`.
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever it trips over, the other feeds are read
        return {"entries": [], "feed": {}, "bozo_exception": error}
    return found


def _broken(found: Mapping[str, Any]) -> str:
    from xml.sax import SAXException

    error = found.get("bozo_exception")
    message = error.getMessage() if isinstance(error, SAXException) else ""
    return "".join(c for c in message if c.isprintable())[:100]


def _item(entry: Mapping[str, Any], url: str) -> Item:
    link = _link(entry, url)
    guid = str(entry.get("id", "")).strip()
    # A guid that is a number or a name is one only within its feed.
    key = shown(guid) if _UNIVERSAL.fullmatch(guid) else f"{shown(url)} {guid}" if guid else link
    text, is_article = _text(entry)
    day = next((str(entry[name]) for name in ("published", "updated", "created") if name in entry), "")
    source = entry.get("source")
    outlet = _line(source, "title") if isinstance(source, Mapping) else ""
    return Item(key, link, _line(entry, "title"), day, outlet, text, is_article)


def _link(entry: Mapping[str, Any], url: str) -> str:
    try:
        link = str(entry.get("link", "")).strip()
        return urljoin(url, link) if link else ""
    except ValueError:
        return ""


def _text(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """Give the longest text that the feed has of an article, and whether it is the article."""
    full = max(_texts(entry.get("content") or []), key=len, default="")
    summary = _words(entry, "summary")
    text = max(full, summary, key=len)
    is_article = bool(text) and not _TEASER.search(text[-100:]) and (text == full or len(text) >= ENOUGH)
    return text, is_article


def _texts(pieces: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for piece in pieces:
        value, kind = str(piece.get("value", "")), str(piece.get("type", ""))
        if kind.startswith("text/") or kind.endswith(("xml", "html")) or not kind:
            yield value.strip() if kind == "text/plain" else words(value)


def _words(entry: Mapping[str, Any], name: str) -> str:
    detail = entry.get(f"{name}_detail")
    return next(_texts([detail]), "") if isinstance(detail, Mapping) else ""


def _line(entry: Mapping[str, Any], name: str) -> str:
    return " ".join(_words(entry, name).split())
