"""What RSS, Atom and sitemaps hold, whole or broken, and what in them is never believed."""

import datetime as dt
import gzip
import time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.corpus.feeds.charsets import as_utf8
from tenor.corpus.feeds.contents import Contents, contents
from tenor.corpus.feeds.exchange import Answer
from tenor.corpus.feeds.markup import words
from tenor.corpus.feeds.pages import day_or_none
from tenor.corpus.feeds.reasons import FetchError
from tests.corpus.feeds.server import item, rss, story

packed = partial(gzip.compress, mtime=0)  # the same in each process that collects these tests

URL = "https://harbour.example/news/feed.xml"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The <![CDATA[Post]]></title>
<entry><id>urn:post:1</id><title type="html">Tea &amp;amp; talks</title><link href="../a/1"/>
<published>2023-07-23T23:30:00-07:00</published><updated>2023-07-25T01:00:00Z</updated>
<content type="html">&lt;p&gt;Ships &amp;amp; men.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content></entry></feed>"""


def read(body: str | bytes, *, kind: str = "application/xml", whole: bool = True) -> Contents:
    data = body.encode() if isinstance(body, str) else body
    answer = Answer(URL, 200, {"content-type": kind}, data, whole)
    return contents(answer, where=URL, limit=2_000_000)


def refused(body: str | bytes, **options: str) -> FetchError:
    with pytest.raises(FetchError) as error:
        read(body, **options)  # type: ignore[arg-type]
    return error.value


def test_an_item_of_rss_has_what_the_feed_says() -> None:
    feed = read(rss(item(1, link="/news/1", content="<p>Ships.</p>")))
    (one,) = feed.items
    assert feed.title == "The Harbour Post"
    assert (one.key, one.url) == ("tag:post,1", "https://harbour.example/news/1")
    assert (one.title, one.published) == ("Ferry talks, round 1", "Sun, 23 Jul 2023 10:00:00 GMT")
    assert (one.text, one.is_article) == ("Ships.", True)
    assert feed.faults == ()


def test_an_entry_of_atom_has_its_day_of_publication_and_its_words_without_markup() -> None:
    feed = read(ATOM)
    (one,) = feed.items
    assert feed.title == "The Post"
    assert (one.key, one.url, one.title) == ("urn:post:1", "https://harbour.example/a/1", "Tea & talks")
    assert (one.text, one.is_article) == ("Ships & men.\n\nMore.", True)
    assert day_or_none(one.published) == dt.date(2023, 7, 23)


@pytest.mark.parametrize(
    "written, day",
    [
        ("Sun, 23 Jul 2023 23:30:00 -0700", dt.date(2023, 7, 23)),
        ("Mon, 24 Jul 2023 00:30:00 +0900", dt.date(2023, 7, 24)),
        ("2023-07-23T23:59:59-11:00", dt.date(2023, 7, 23)),
        ("2023-07-24T00:00:00+14:00", dt.date(2023, 7, 24)),
        ("23 Jul 2023", dt.date(2023, 7, 23)),
        ("03/04/2023", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_day_is_the_one_on_the_articles_own_calendar(written: str, day: dt.date | None) -> None:
    (one,) = read(rss(item(1, link="/1", date=written))).items
    assert day_or_none(one.published) == day


@pytest.mark.parametrize(
    "parts, key",
    [
        ("<guid isPermaLink='false'>7</guid><link>/a</link>", f"{URL} 7"),
        ("<guid>https://harbour.example/x?token=1</guid><link>/a</link>", "https://harbour.example/x"),
        ("<link>/a</link>", "https://harbour.example/a"),
        ("<guid isPermaLink='false'>7</guid>", f"{URL} 7"),
        ("<guid>7.html</guid>", "https://harbour.example/news/7.html"),
    ],
)
def test_an_item_is_known_by_its_guid_or_else_its_link(parts: str, key: str) -> None:
    (one,) = read(rss(f"<item><title>T</title>{parts}</item>")).items
    assert one.key == key
    assert one.article_id == read(rss(f"<item><title>Other</title>{parts}</item>")).items[0].article_id


def test_an_item_with_neither_guid_nor_link_is_none() -> None:
    assert read(rss("<item><title>T</title></item>")).items == ()


@pytest.mark.parametrize(
    "end, is_article",
    [("", True), (" ...", False), ("…", False), (" [...]", False), (" [&amp;hellip;]", False), (" Read more »", False),
     ("<a href='x'>Continue reading</a>", False)],
)  # fmt: skip
def test_first_words_are_told_from_an_article_by_their_end(end: str, is_article: bool) -> None:
    (one,) = read(rss(item(1, link="/1", content=f"{story(1)}{end}".replace("&amp;", "&")))).items
    assert one.is_article is is_article


def test_a_description_is_an_article_only_if_it_is_long() -> None:
    for text, is_article in ((story(1), False), (story(1) * 3, True)):
        (one,) = read(rss(f"<item><link>/1</link><description>{text}</description></item>")).items
        assert (one.text, one.is_article) == (text, is_article)


def test_html_in_a_feed_is_only_text() -> None:
    hostile = (
        "<p onclick='x()'>One <b>two</b><script>steal()</script><style>p{}</style>.</p><iframe src='//x'>no</iframe>"
        "<img src=x onerror=y><!-- hidden --><p>Three<br>four &lt;script&gt; five.</p>"
    )
    (one,) = read(rss(item(1, link="/1", content=hostile))).items
    assert one.text == "One two.\n\nThree\nfour <script> five."


@given(st.text())
def test_any_markup_gives_words_without_control_characters(markup: str) -> None:
    text = words(markup)
    assert not set(text) & {chr(n) for n in range(32) if chr(n) not in "\n\t"}
    assert text == text.strip()


def test_markup_nested_without_end_is_read_or_left() -> None:
    assert isinstance(words("<div>" * 50_000 + "deep"), str)


@pytest.mark.parametrize(
    "body, kind",
    [
        (rss(item(1, link="/1", content="Café")).encode("utf-16"), "application/xml"),
        (rss(item(1, link="/1", content="Café")).encode("utf-16-le"), "application/xml"),
        (rss(item(1, link="/1", content="Café")).encode(), "text/xml; charset=iso-8859-1"),
        (rss(item(1, link="/1", content="Café")).encode(), "text/xml; charset=nonsense"),
        (rss(item(1, link="/1", content="Café")).encode(), "text/html"),
        (rss(item(1, link="/1", content="Café")).encode("latin-1"), "application/xml"),
        (rss(item(1, link="/1", content="Café")).encode("latin-1"), "text/xml; charset=utf-8"),
        (rss(item(1, link="/1", content="Café")).encode("cp1252"), "text/xml; charset=base64"),
        (rss(item(1, link="/1", content="Café")).replace("utf-8", "iso-8859-1").encode(), ""),
        (rss(item(1, link="/1", content="Café")).replace("utf-8", "mac-roman").encode("mac-roman"), ""),
        (b"\xef\xbb\xbf" + rss(item(1, link="/1", content="Café")).encode(), "application/rss+xml"),
        (packed(rss(item(1, link="/1", content="Café")).encode()), "application/gzip"),
    ],
)
def test_bad_and_lying_encodings_are_seen_through(body: bytes, kind: str) -> None:
    (one,) = read(body, kind=kind).items
    assert one.text == "Café"


@given(st.text())
def test_what_is_utf8_stays_what_it_is_whatever_is_said(text: str) -> None:
    body = b"x" + text.encode()
    assert as_utf8(body, "text/html; charset=shift_jis") == body


@given(st.binary(), st.text())
def test_any_bytes_become_utf8_or_nothing(body: bytes, said: str) -> None:
    found = as_utf8(body, f"text/html; charset={said}")
    assert found is None or found.decode() is not None


# Broken


@pytest.mark.parametrize(
    "cut", ["</channel></rss>", "</item></channel></rss>", "Ferry talks, round 2", "<item><title>Ferry talks, round 3"]
)
def test_of_a_feed_that_ends_too_early_the_whole_items_are_kept_and_a_fault_told(cut: str) -> None:
    whole = rss(*(item(n, link=f"/{n}", content=story(n)) for n in (1, 2, 3)))
    feed = read(whole[: whole.index(cut)])
    n_whole = {"</c": 3, "</i": 2, "Fer": 1, "<it": 2}[cut[:3]]
    assert [one.key for one in feed.items] == [f"tag:post,{n}" for n in range(1, n_whole + 1)]
    assert all(one.text == story(n) for n, one in enumerate(feed.items, 1))
    assert [fault.reason for fault in feed.faults] == ["cut_off"]


def test_a_feed_cut_at_any_character_gives_only_whole_items() -> None:
    whole = rss(*(item(n, link=f"/{n}", content=f"<p>{story(n)}</p>") for n in (1, 2)))
    stories = [story(1), story(2)]
    for end in range(0, len(whole), 7):
        try:
            feed = read(whole[:end])
        except FetchError:
            assert end < 300
        else:
            assert [one.text for one in feed.items] == stories[: len(feed.items)], end
            assert feed.is_cut_off, end


def test_a_body_that_was_cut_is_told_though_its_xml_is_whole() -> None:
    assert read(rss(item(1, link="/1")), whole=False).is_cut_off


def test_a_feed_that_is_not_well_formed_is_read_and_told() -> None:
    feed = read(rss("<item><link>/1</link><title>Ships & men &nbsp; <b></title></item>", item(2, link="/2")))
    assert len(feed.items) == 2
    assert [fault.reason for fault in feed.faults] == ["malformed"]


BOMB = '<!DOCTYPE x [<!ENTITY a "{0}">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("kind", ["rss", "sitemap", "external"])
def test_entity_bombs_are_not_read(kind: str, encoding: str) -> None:
    bomb = (
        BOMB.replace("{0}", "ha" * 100)
        if kind != "external"
        else '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
    )
    body = f"<?xml version='1.0'?>{bomb}" + (
        "<urlset><url><loc>https://a.example/&j;</loc></url></urlset>"
        if kind == "sitemap"
        else "<rss version='2.0'><channel><title>&j;</title></channel></rss>"
    )
    began = time.monotonic()
    error = refused(body.encode(encoding))
    assert error.fault.reason == "malformed"
    assert "entities" in error.fault.detail
    assert time.monotonic() - began < 5


def test_a_document_type_that_defines_nothing_is_read_and_not_fetched() -> None:
    kind = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
    assert len(read(rss(item(1, link="/1")).replace("<rss", f"{kind}<rss")).items) == 1


@pytest.mark.parametrize(
    "body, detail",
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("<html><body>Sign in</body></html>", "is a web page, not a feed"),
        ("<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/rss'></head></html>",
         "is a web page, not a feed; its feeds: https://harbour.example/rss"),
        ('{"items": []}', "is neither RSS nor Atom nor a sitemap"),
        ("<opml><body/></opml>", "is neither RSS nor Atom nor a sitemap"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is neither RSS nor Atom nor a sitemap"),
        ("/etc/passwd", "is neither RSS nor Atom nor a sitemap"),
        ("http://127.0.0.1:1/", "is neither RSS nor Atom nor a sitemap"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told_for_what_it_is(body: str | bytes, detail: str) -> None:
    error = refused(body)
    assert error.fault.reason == "not_a_feed"
    assert error.fault.detail.startswith(detail)


def test_a_bomb_within_gzip_is_not_unpacked() -> None:
    assert refused(packed(bytes(50_000_000))).fault.reason == "too_large"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_a_fault(body: bytes) -> None:
    for data in (body, rss(item(1, link="/1")).encode()[:-40] + body, b"<urlset>" + body, b"<html>" + body):
        try:
            found = read(data)
        except FetchError:
            continue
        assert isinstance(found.items, tuple)


# Sitemaps


def sitemap(*urls: str, root: str = "urlset", space: str = "http://www.sitemaps.org/schemas/sitemap/0.9") -> str:
    kind = "url" if root == "urlset" else "sitemap"
    body = "".join(f"<{kind}>{url}</{kind}>" for url in urls)
    return f'<?xml version="1.0" encoding="iso-8859-1"?><{root} xmlns="{space}">{body}</{root}>'


def test_a_sitemap_gives_pages_with_the_newest_first() -> None:
    found = read(
        sitemap(
            "<loc> https://harbour.example/1?caf\xe9 </loc><lastmod>2023-07-01</lastmod>",
            "<loc>/2</loc><lastmod>2023-07-23T10:00:00+09:00</lastmod>",
            "<lastmod>2023-07-24</lastmod>",
        )
    )
    assert [one.url for one in found.items] == ["https://harbour.example/2", "https://harbour.example/1?caf\xe9"]
    assert [one.published for one in found.items] == ["", ""]
    assert not any(one.is_article for one in found.items)


def test_a_news_sitemap_gives_title_outlet_and_day_and_not_those_of_its_pictures() -> None:
    url = (
        '<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>/p.png</image:loc>'
        "<image:title>A boat</image:title></image:image><loc>/1</loc>"
        '<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><news:publication><news:name>Post'
        "</news:name></news:publication><news:publication_date>2023-07-23T23:30:00-07:00</news:publication_date>"
        "<news:title>Ferry &amp; talks</news:title></news:news>"
    )
    (one,) = read(sitemap(url)).items
    assert (one.url, one.title, one.outlet) == ("https://harbour.example/1", "Ferry & talks", "Post")
    assert day_or_none(one.published) == dt.date(2023, 7, 23)


def test_an_index_gives_sitemaps_and_gzip_and_prefixes_are_read() -> None:
    index = sitemap("<loc>/a.xml</loc><lastmod>2023-01-01</lastmod>", "<loc>/b.xml.gz</loc>", root="sitemapindex")
    found = read(packed(index.encode()), kind="application/gzip")
    assert [one.url for one in found.sitemaps] == ["https://harbour.example/a.xml", "https://harbour.example/b.xml.gz"]
    assert found.items == ()
    prefixed = '<s:urlset xmlns:s="x"><s:url><s:loc>/1</s:loc></s:url></s:urlset>'
    assert [one.url for one in read(prefixed).items] == ["https://harbour.example/1"]


def test_of_a_sitemap_that_ends_too_early_no_half_address_is_given() -> None:
    whole = sitemap("<loc>https://harbour.example/first</loc>", "<loc>https://harbour.example/second</loc>")
    found = read(whole[: whole.index("cond")])
    assert [one.url for one in found.items] == ["https://harbour.example/first"]
    assert found.is_cut_off
