"""Sitemaps and indexes of sitemaps, read by lxml with entities and network off."""

import re
from typing import Any
from urllib.parse import urljoin

from tenor.corpus.feeds.addresses import shown
from tenor.corpus.feeds.contents import Contents, Item, cut_off

_CLOSED = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)\s{0,9}>")
_OF_MEDIA = re.compile(r"\{[^}]*(?:image|video)")
_CLOSED_ITEM = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:url|sitemap)\s{0,9}>")


def sitemap(body: bytes, *, url: str, where: str) -> Contents | None:
    """Give the pages, or the other sitemaps, that the sitemap `body`, in UTF-8, names; None if it is none.

    What changed last comes first, for a sitemap may go back for years.
    """
    from lxml import etree

    # What its own first line says of its encoding is not true any more.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    root = etree.fromstring(body, parser)
    if root is None:
        return None
    whole = _CLOSED.search(body[-1000:]) is not None
    elements = [element for element in root if _name(element) in ("url", "sitemap")]
    if not whole:
        elements = elements[: len(_CLOSED_ITEM.findall(body))]
    items = [item for item in (_item(element, url) for element in elements) if item.url]
    newest = tuple(sorted(items, key=lambda item: item.changed or item.published, reverse=True))
    faults = () if whole else (cut_off(where),)
    if _name(root) == "sitemapindex":
        return Contents(sitemaps=newest, faults=faults)
    return Contents(items=newest, faults=faults)


def _item(element: Any, url: str) -> Item:
    said: dict[str, str] = {}
    for one in element.iter():
        if isinstance(one.tag, str) and not _OF_MEDIA.search(one.tag) and one.text and one.text.strip():
            said.setdefault(_name(one), one.text.strip())
    try:
        link = urljoin(url, said.get("loc", "")) if said.get("loc") else ""
    except ValueError:
        link = ""
    day = said.get("publication_date", "")
    return Item(shown(link), link, said.get("title", ""), day, said.get("name", ""), changed=said.get("lastmod", ""))


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
