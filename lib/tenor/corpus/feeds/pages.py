"""The article of a page, and what it takes from its feed."""

import datetime as dt
import io
from collections.abc import Mapping
from urllib.parse import urlsplit

from tenor.corpus.dates import day_of
from tenor.corpus.documents import read_html
from tenor.corpus.entries import Entry
from tenor.corpus.faults import UnreadableError
from tenor.corpus.feeds.addresses import shown
from tenor.corpus.feeds.charsets import as_utf8
from tenor.corpus.feeds.contents import Item
from tenor.corpus.feeds.exchange import Answer
from tenor.corpus.feeds.reasons import FetchError

READ = ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")


def page_fields(answer: Answer, where: str) -> Mapping[str, object]:
    """Give the fields of the article in a page: text, title, outlet, day and address.

    Raises FetchError for a page that ends too early, is not HTML, or holds no article.
    """
    if not answer.whole:
        raise FetchError("cut_off", where, "the page ends too early", passing=True)
    content_type = answer.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in READ:
        raise FetchError("no_text", where, f"is {kind[:60]!r}, not a web page")
    try:
        (found,) = read_html(io.BytesIO(as_utf8(answer.body, content_type) or answer.body), where, {})
    except UnreadableError as error:
        raise FetchError("no_text", where, error.fault.detail) from None
    except Exception as error:  # whatever a library trips over, the other pages are read
        raise FetchError("no_text", where, f"not a web page that can be read: {type(error).__name__}") from None
    if not isinstance(found, Entry):
        raise FetchError("no_text", where, "no article found in the page")
    return found.fields


def article_fields(item: Item, page: Mapping[str, object], *, outlet: str, title: str) -> dict[str, object]:
    """Give the fields of the article that `item` names, with the text of its `page` where there is one.

    What the feed says goes before what the page says: its title, and its date if that is one. `outlet` is what
    whoever collects calls it; else it is the item's own source, the feed's `title`, the page's site, or its host.
    """
    url = shown(item.url)
    return {
        "text": page.get("text") or item.text,
        "article_id": item.article_id,
        "title": item.title or page.get("title"),
        "outlet": outlet or item.outlet or title or page.get("outlet") or _host(url),
        "published": item.published if day_or_none(item.published) else page.get("published") or item.published,
        "url": url,
    }


def day_or_none(value: str) -> dt.date | None:
    """Give the day that `value` means, None where that is not sure."""
    try:
        return day_of(value)
    except ValueError:
        return None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
