"""Collecting from a real server into an archive: what comes in, what is told, and what the next time brings."""

import datetime as dt
from collections.abc import Callable

import pytest

from tenor.corpus import REASONS as OF_ARTICLES
from tenor.corpus.feeds import REASONS, Feed, Fetcher, Outcome, collect
from tenor.records import Fault
from tests.corpus.feeds.conftest import START, Memory, Time
from tests.corpus.feeds.server import Answer, Request, Server, answers, item, page, redirect, rss, story, text

Gather = Callable[..., list[Outcome]]


def reasons(outcome: Outcome) -> list[str]:
    for fault in outcome.faults:
        assert fault.reason in {**REASONS, **OF_ARTICLES}
        assert fault.detail
    return [fault.reason for fault in outcome.faults]


def full(*numbers: int, **options: str) -> bytes:
    return text(rss(*(item(n, link=f"/{n}", content=f"<p>{story(n)}</p>") for n in numbers), **options))


def links(*numbers: int) -> bytes:
    return text(rss(*(item(n, link=f"/{n}") for n in numbers)))


def test_articles_come_with_what_the_feed_says_of_them(server: Server, archive: Memory, gather: Gather) -> None:
    server.paths["/feed"] = full(1)
    (outcome,) = gather("/feed")
    assert (outcome.url, outcome.status, outcome.new, outcome.faults) == (f"{server.url}/feed", "read", 1, ())
    (article,) = archive.articles
    assert (article.text, article.title) == (story(1), "Ferry talks, round 1")
    assert (article.outlet, article.published) == ("The Harbour Post", dt.date(2023, 7, 23))
    assert article.url == f"{server.url}/1"
    assert server.asked["/1"] == 0


def test_an_article_without_text_is_read_from_its_page(server: Server, archive: Memory, gather: Gather) -> None:
    server.paths |= {"/feed": links(1, 2), "/1": page(1), "/2": page(2)}
    (outcome,) = gather("/feed")
    assert (outcome.new, reasons(outcome)) == (2, [])
    assert "We have counted 2 boats" in archive.articles[1].text
    assert "Home" not in archive.articles[1].text


def test_without_pages_the_text_of_the_feed_is_kept(server: Server, archive: Memory, gather: Gather) -> None:
    teaser = "<item><link>/1</link><description>The ferry talks have begun, said Ana Verity.</description></item>"
    server.paths |= {"/feed": conditional(text(rss(teaser, item(2, link="/2")), 'ETag: "7"')), "/1": page(1)}
    (outcome,) = gather("/feed", pages=False)
    assert [article.text for article in archive.articles] == ["The ferry talks have begun, said Ana Verity."]
    assert reasons(outcome) == ["no_text"]
    assert server.asked == {"/robots.txt": 1, "/feed": 1}
    server.paths["/2"] = page(2)
    assert gather("/feed")[0].new == 1  # with pages, what had no text has one


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden"])
def test_where_there_will_be_no_page_the_text_of_the_feed_is_kept(
    server: Server, archive: Memory, gather: Gather, status: str
) -> None:
    teaser = "<item><link>/1</link><description>The ferry talks have begun, said Ana Verity.</description></item>"
    server.paths |= {"/feed": text(rss(teaser, item(2, link="/2")), 'ETag: "1"'), "/1": text("", status=status)}
    server.paths["/2"] = server.paths["/1"]
    (outcome,) = gather("/feed")
    assert reasons(outcome) == ["feed_text", "gone" if status.startswith("404") else "refused"]
    assert len(archive.articles) == 1
    assert archive.feed_state(f"{server.url}/feed").etag == '"1"'


def test_a_page_that_cannot_be_had_just_now_is_had_the_next_time(
    server: Server, archive: Memory, gather: Gather
) -> None:
    server.paths |= {"/feed": text(rss(item(1, link="/1")), 'ETag: "1"'), "/1": text("", status="503 Busy")}
    (outcome,) = gather("/feed")
    assert (outcome.status, outcome.new, reasons(outcome)) == ("read", 0, ["refused"])
    assert archive.feed_state(f"{server.url}/feed").etag == ""
    server.paths["/1"] = page(1)
    assert gather("/feed")[0].new == 1


def test_a_page_that_fails_is_asked_for_once_though_several_feeds_name_it(server: Server, gather: Gather) -> None:
    server.paths |= {"/a": links(1), "/b": links(1)}
    first, second = gather("/a", "/b")
    assert (reasons(first), second.counts) == (["gone"], {"passed_over": 1})
    server.paths |= {"/a": links(2), "/b": links(2), "/2": text("", status="503 Busy")}
    assert [reasons(outcome) for outcome in gather("/a", "/b")] == [["refused"], ["refused"]]
    assert (server.asked["/1"], server.asked["/2"]) == (1, 3)


def test_a_server_whose_pages_all_fail_is_soon_left_alone(server: Server, gather: Gather) -> None:
    server.paths |= {"/feed": links(*range(1, 30))} | {f"/{n}": text("", status="503 Busy") for n in range(1, 30)}
    (outcome,) = gather("/feed")
    assert reasons(outcome) == ["refused"] * 3 + ["left_for_later"]
    assert "26 articles left" in outcome.faults[-1].detail
    assert sum(server.asked[f"/{n}"] for n in range(1, 30)) == 9


def conditional(body: bytes) -> Callable[[Request], bytes]:
    def answer(request: Request) -> bytes:
        known = request.headers.get("if-none-match") == '"7"'
        return b"HTTP/1.1 304 Not Modified\r\n\r\n" if known else body

    return answer


def test_a_feed_that_has_not_changed_is_not_read_again(server: Server, archive: Memory, gather: Gather) -> None:
    server.paths["/feed"] = conditional(
        text(rss(item(1, link="/1", content=story(1))), 'ETag: "7"', "Last-Modified: L")
    )
    assert [outcome.status for outcome in gather("/feed")] == ["read"]
    state = archive.feed_state(f"{server.url}/feed")
    assert (state.etag, state.modified, state.error) == ('"7"', "L", "")
    assert [outcome.status for outcome in gather("/feed")] == ["unchanged"]
    assert archive.feed_state(f"{server.url}/feed").etag == '"7"'
    assert len(archive.articles) == 1


def test_known_articles_are_counted_and_their_pages_not_asked_for(server: Server, gather: Gather) -> None:
    server.paths |= {"/feed": links(1), "/1": page(1), "/2": page(2)}
    gather("/feed")
    server.paths["/feed"] = links(2, 1)
    (outcome,) = gather("/feed")
    assert (outcome.new, outcome.known) == (1, 1)
    assert server.asked["/1"] == 1


def test_the_same_text_in_two_outlets_is_linked_by_the_archive(server: Server, gather: Gather) -> None:
    server.paths |= {"/a": full(1), "/b": text(rss(item(9, link="/b/9", content=story(1)), title="The Quay Courier"))}
    first, second = gather("/a", "/b")
    assert (first.new, second.new, second.copies) == (1, 0, 1)


def test_one_feed_that_fails_stops_no_other(server: Server, archive: Memory, gather: Gather) -> None:
    server.paths |= {
        "/gone": text("", status="410 Gone"),
        "/ring": redirect("/ring"),
        "/page": page(1),
        "/oops": text("", status="500 Oops"),
        "/bomb": text("<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>"),
        "/good": full(1),
    }
    found = gather("/gone", "/ring", "/page", "/oops", "/bomb", "/good")
    assert {outcome.url.rpartition("/")[2]: (outcome.status, reasons(outcome)) for outcome in found} == {
        "gone": ("failed", ["gone"]),
        "ring": ("failed", ["redirects"]),
        "page": ("failed", ["not_a_feed"]),
        "oops": ("failed", ["refused"]),
        "bomb": ("failed", ["malformed"]),
        "good": ("read", []),
    }
    assert "410" in archive.states[f"{server.url}/gone"].error
    assert archive.states[f"{server.url}/gone"].checked == START


def test_a_library_that_trips_over_a_page_or_a_feed_stops_nothing_else(
    server: Server, archive: Memory, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trips(*_: object, **__: object) -> None:
        raise ZeroDivisionError("odd")

    server.paths |= {"/feed": text(rss(item(1, link="/1"), item(2, link="/2", content=story(2)))), "/1": page(1)}
    with monkeypatch.context() as patched:
        patched.setattr("tenor.corpus.feeds.pages.read_html", trips)
        (outcome,) = gather("/feed")
        assert (outcome.new, reasons(outcome)) == (1, ["no_text"])
        patched.setattr("tenor.corpus.feeds.collecting.contents", trips)
        first, second = gather("/feed", "/feed")
        assert (first.status, reasons(first), second.status) == ("failed", ["malformed"], "failed")
    assert archive.states[f"{server.url}/feed"].etag == ""


def test_a_feed_that_comes_back_has_no_error_any_more(server: Server, archive: Memory, gather: Gather) -> None:
    server.paths["/feed"] = text("", status="404 Not Found")
    gather("/feed")
    server.paths["/feed"] = full(1)
    gather("/feed")
    assert archive.states[f"{server.url}/feed"].error == ""


def test_a_feed_that_moved_for_good_is_read_and_told(server: Server, gather: Gather) -> None:
    server.paths |= {"/old": redirect("/new", "301 Moved"), "/new": full(1)}
    (outcome,) = gather("/old")
    assert (outcome.status, outcome.new) == ("read", 1)
    assert outcome.faults == (
        Fault("moved", f"{server.url}/old", f"has moved for good to {server.url}/new; change it in your list"),
    )


def test_a_move_is_told_also_where_nothing_changed(server: Server, gather: Gather) -> None:
    new = conditional(text(rss(item(1, link="/1", content=story(1))), 'ETag: "7"'))
    server.paths |= {"/old": redirect("/new", "301 Moved"), "/new": new}
    gather("/old")
    (outcome,) = gather("/old")
    assert (outcome.status, reasons(outcome)) == ("unchanged", ["moved"])


def test_of_a_feed_that_ends_too_early_the_rest_comes_the_next_time(
    server: Server, archive: Memory, gather: Gather
) -> None:
    whole = rss(*(item(n, link=f"/{n}", content=story(n)) for n in (1, 2, 3)))
    server.paths["/feed"] = text(whole[:-300], 'ETag: "7"')
    (outcome,) = gather("/feed")
    assert (outcome.new, reasons(outcome)) == (2, ["cut_off"])
    server.paths["/feed"] = conditional(text(whole, 'ETag: "7"'))
    (outcome,) = gather("/feed")
    assert (outcome.status, outcome.new, outcome.known) == ("read", 1, 2)


def test_what_is_older_is_left_out_before_its_page_is_asked_for(
    server: Server, archive: Memory, gather: Gather
) -> None:
    old = item(1, link="/1", date="Sat, 22 Jul 2023 10:00:00 GMT")
    undated = item(3, link="/3", date="")
    server.paths |= {"/feed": text(rss(old, item(2, link="/2"), undated), 'ETag: "7"')}
    server.paths |= {"/1": page(1), "/2": page(2), "/3": page(3, day="2023-07-01")}
    (outcome,) = gather("/feed", since=dt.date(2023, 7, 23))
    assert outcome.counts["out_of_period"] == 2
    assert [article.url[-1] for article in archive.articles] == ["2"]
    assert server.asked["/1"] == 0
    # Without a period, the next collection must not be told that nothing changed.
    assert archive.feed_state(f"{server.url}/feed").etag == ""
    assert gather("/feed")[0].new == 2


def test_no_more_articles_are_taken_than_wanted_and_the_rest_the_next_time(
    server: Server, archive: Memory, gather: Gather
) -> None:
    server.paths |= {"/feed": conditional(text(rss(*(item(n, link=f"/{n}") for n in range(1, 6))), 'ETag: "7"'))}
    server.paths |= {f"/{n}": page(n) for n in range(1, 6)}
    news = []
    for _ in range(4):
        (outcome,) = gather("/feed", max_articles=2)
        news.append((outcome.status, outcome.new, reasons(outcome)))
    left = ["left_for_later"]
    assert news == [("read", 2, left), ("read", 2, left), ("read", 1, []), ("unchanged", 0, [])]
    assert [article.url[-1] for article in archive.articles] == list("12345")


def test_feeds_of_several_hosts_take_turns_so_that_waits_are_shared(
    server: Server, archive: Memory, fetcher: Fetcher, time: Time
) -> None:
    with Server() as other:
        for one, title in ((server, "Post"), (other, "Courier")):
            one.paths["/feed"] = text(rss(*(item(n, link=f"/{n}") for n in (1, 2)), title=title))
            one.paths |= {"/1": page(1), "/2": page(2)}
        feeds = [Feed(f"{server.url}/feed"), Feed(f"{other.url.replace('127.0.0.1', 'localhost')}/feed")]
        assert [outcome.status for outcome in collect(feeds, archive, fetcher=fetcher)] == ["read", "read"]
        assert [request.path for request in server.log] == ["/robots.txt", "/feed", "/1", "/2"]
        assert [request.path for request in other.log] == ["/robots.txt", "/feed", "/1", "/2"]
    came = [f"{article.outlet} {article.url[-1]}" for article in archive.articles]
    assert came == ["Post 1", "Courier 1", "Post 2", "Courier 2"]
    assert time.slept == [1.0, 1.0]


def busy(seconds: int, answer: bytes) -> Answer:
    """Ask for a wait first, and give the answer then."""
    return answers(text("", f"Retry-After: {seconds}", status="429 Too Many"), answer)


def test_a_host_that_asks_for_a_wait_holds_no_other_up(
    server: Server, archive: Memory, fetcher: Fetcher, time: Time
) -> None:
    with Server() as other:
        server.paths["/feed"] = busy(45, full(1, title="Post"))
        other.paths["/feed"] = text(rss(item(2, link="/2"), item(3, link="/3"), title="Courier"))
        other.paths |= {"/2": page(2), "/3": page(3)}
        feeds = [Feed(f"{server.url}/feed"), Feed(f"{other.url.replace('127.0.0.1', 'localhost')}/feed")]
        first, second = collect(feeds, archive, fetcher=fetcher)
    assert [article.outlet for article in archive.articles] == ["Courier", "Courier", "Post"]
    assert (first.new, first.faults) == (2, ())
    assert second.faults == (
        Fault(
            "waited",
            f"{server.url}/feed",
            "its server asked for a wait of 45 seconds; other servers were asked meanwhile",
        ),
    )
    assert time.slept == [1.0, 1.0, 43.0]


def test_when_its_time_is_over_a_collection_leaves_the_rest_to_the_next(
    server: Server, archive: Memory, fetcher: Fetcher, time: Time
) -> None:
    named = rss(*(item(n, link=f"/{n}") for n in (1, 2, 3, 4)))
    server.paths |= {"/feed": conditional(text(named, 'ETag: "7"')), "/other": links()}
    server.paths |= {f"/{n}": page(n) for n in range(1, 5)}
    feeds = [Feed(f"{server.url}/feed"), Feed(f"{server.url}/other")]
    other, one = collect(feeds, archive, fetcher=fetcher, seconds=3.5)
    assert (one.status, one.new, reasons(one)) == ("read", 2, ["left_for_later"])
    assert (other.status, other.new, reasons(other)) == ("read", 0, [])
    assert time.now - START == dt.timedelta(seconds=3.5)

    other, one = collect(feeds, archive, fetcher=fetcher)
    assert (one.new, one.known, reasons(one)) == (2, 2, [])
    assert next(collect(feeds, archive, fetcher=fetcher)).status == "unchanged"


def test_no_server_is_waited_for_longer_than_there_is_time(
    server: Server, archive: Memory, fetcher: Fetcher, time: Time
) -> None:
    server.paths["/feed"] = busy(45, full(1))
    (outcome,) = collect([Feed(f"{server.url}/feed")], archive, fetcher=fetcher, seconds=20)
    assert (outcome.status, reasons(outcome)) == ("failed", ["waited", "left_for_later"])
    assert time.slept == [20.0]


def test_a_host_that_asks_for_a_wait_is_left_alone_by_all_its_feeds(
    server: Server, archive: Memory, gather: Gather, time: Time
) -> None:
    moments = []

    def answer(request: Request) -> bytes:
        moments.append((request.path, (time.now - START).total_seconds()))
        return full(2)

    server.paths |= {"/a": busy(30, full(1)), "/b": answer}
    outcomes = gather("/a", "/b")
    assert [outcome.new for outcome in outcomes] == [1, 1]
    assert moments == [("/b", 31.0)]


def test_the_rules_of_a_host_that_asks_for_a_wait_are_asked_for_once_by_all_its_feeds(
    server: Server, gather: Gather, time: Time
) -> None:
    server.paths |= {"/robots.txt": busy(30, text("")), "/a": full(1), "/b": full(2)}
    assert [outcome.new for outcome in gather("/a", "/b")] == [1, 1]
    assert server.asked == {"/robots.txt": 2, "/a": 1, "/b": 1}


def test_a_host_that_asks_for_an_hour_is_not_asked_again_by_another_of_its_feeds(
    server: Server, gather: Gather, time: Time
) -> None:
    server.paths |= {"/a": text("", "Retry-After: 3600", status="429 Too Many"), "/b": full(2)}
    assert [reasons(outcome) for outcome in gather("/a", "/b")] == [["wait"], ["wait"]]
    assert (server.asked["/a"], server.asked["/b"], time.slept) == (1, 0, [])


def test_a_clock_that_is_set_back_makes_no_wait_longer(server: Server, gather: Gather, time: Time) -> None:
    def set_back(request: Request) -> bytes:
        time.now -= dt.timedelta(hours=3)
        return text("", status="404 Gone")

    server.paths |= {"/a": busy(30, full(1)), "/b": full(2), "/robots.txt": text("User-agent: *\nCrawl-delay: 5")}
    with Server({"/feed": set_back}) as other:
        gather("/a", "/b", f"{other.url.replace('127.0.0.1', 'localhost')}/feed")
    assert server.asked == {"/robots.txt": 1, "/a": 2, "/b": 1}
    assert sum(time.slept) < 100


def test_a_page_that_two_feeds_name_is_asked_for_once_though_both_wait_for_its_server(
    server: Server, archive: Memory, gather: Gather
) -> None:
    server.paths |= {"/a": links(1, 2), "/b": links(1, 2), "/1": busy(20, page(1)), "/2": page(2)}
    assert [(outcome.new, outcome.known) for outcome in gather("/a", "/b")] == [(2, 0), (0, 2)]
    assert (server.asked["/1"], server.asked["/2"]) == (2, 1)


def test_the_name_of_the_outlet_in_a_list_goes_before_the_title_of_the_feed(
    server: Server, archive: Memory, fetcher: Fetcher
) -> None:
    server.paths["/feed"] = full(1, title="World - The Harbour Post")
    list(collect([Feed(f"{server.url}/feed", "Harbour Post")], archive, fetcher=fetcher))
    assert archive.articles[0].outlet == "Harbour Post"


def test_secrets_in_addresses_are_used_and_neither_kept_nor_told(
    server: Server, archive: Memory, gather: Gather
) -> None:
    server.paths["/feed?token=s3cret"] = text(rss(item(1, link="/1?api_key=s3cret&id=1", content=story(1))))
    (outcome,) = gather("/feed?token=s3cret")
    (failed,) = gather("/other?token=s3cret")
    assert (outcome.new, failed.status) == (1, "failed")
    assert "s3cret" not in repr((outcome, failed, archive))
    assert archive.articles[0].url == f"{server.url}/1?id=1"


def no_article(number: int) -> bytes:
    """Give a page that holds pictures."""
    return text(f"<html><head><title>Album {number}</title></head><body></body></html>", kind="text/html")


@pytest.mark.parametrize("answer", [no_article(1), text("", status="404 Gone"), text("", status="403 No")])
def test_a_page_without_an_article_is_not_asked_for_whenever_its_feed_changes(
    server: Server, archive: Memory, gather: Gather, time: Time, answer: bytes
) -> None:
    server.paths |= {"/feed": links(1), "/1": answer, "/2": page(2)}
    (first,) = gather("/feed")
    assert (first.new, len(first.faults)) == (0, 1)
    server.paths["/feed"] = conditional(text(rss(item(1, link="/1"), item(2, link="/2")), 'ETag: "7"'))
    (second,) = gather("/feed")
    assert (second.new, second.faults, second.counts["passed_over"]) == (1, (), 1)
    assert server.asked["/1"] == 1
    assert gather("/feed")[0].status == "unchanged"  # what is passed over keeps nothing waiting
    time.now += dt.timedelta(days=31)
    server.paths |= {"/feed": links(1), "/1": page(1)}
    assert gather("/feed")[0].new == 1


@pytest.mark.parametrize("answer", [text("", status="503 Busy"), text("x", length=1000, kind="text/html")])
def test_a_page_that_may_be_had_the_next_time_is_not_passed_over(
    server: Server, archive: Memory, gather: Gather, answer: bytes
) -> None:
    server.paths |= {"/feed": links(1), "/1": answer}
    gather("/feed")
    server.paths["/1"] = page(1)
    assert (gather("/feed")[0].new, archive.passed_over) == (1, {})


def test_a_page_that_robots_txt_closes_is_asked_for_when_it_opens(
    server: Server, archive: Memory, gather: Gather
) -> None:
    server.paths |= {"/feed": links(1), "/1": page(1), "/robots.txt": text("User-agent: *\nDisallow: /1")}
    assert reasons(gather("/feed")[0]) == ["robots"]
    del server.paths["/robots.txt"]
    assert gather("/feed")[0].new == 1


def test_an_article_whose_page_held_none_comes_in_when_its_feed_has_the_text(server: Server, gather: Gather) -> None:
    server.paths |= {"/feed": links(1), "/1": no_article(1)}
    gather("/feed")
    server.paths["/feed"] = full(1)
    assert gather("/feed")[0].new == 1


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "video/mp4"])
def test_what_is_no_page_is_not_read_as_one(server: Server, gather: Gather, kind: str) -> None:
    server.paths |= {"/feed": links(1), "/1": text(b"%PDF-1.4", kind=kind)}
    (outcome,) = gather("/feed")
    assert outcome.faults == (Fault("no_text", f"{server.url}/1", f"is {kind!r}, not a web page"),)


def test_a_page_in_another_encoding_is_read_in_it(server: Server, archive: Memory, gather: Gather) -> None:
    body = page(1).partition(b"\r\n\r\n")[2].decode().encode("cp1252")
    server.paths |= {"/feed": links(1), "/1": text(body, kind="text/html; charset=windows-1252")}
    gather("/feed")
    assert "“We have counted 1 boats" in archive.articles[0].text


# Sitemaps


def urls(*paths: str, root: str = "urlset", day: str = "2023-07-23") -> bytes:
    kind = "url" if root == "urlset" else "sitemap"
    body = "".join(f"<{kind}><loc>{path}</loc><lastmod>{day}</lastmod></{kind}>" for path in paths)
    return text(f"<{root}>{body}</{root}>", 'ETag: "7"')


def test_the_pages_of_a_sitemap_are_articles_of_their_own_day_and_outlet(
    server: Server, archive: Memory, gather: Gather
) -> None:
    server.paths |= {"/map.xml": urls("/1"), "/1": page(1, day="2023-07-20")}
    (outcome,) = gather("/map.xml")
    assert outcome.new == 1
    (article,) = archive.articles
    assert (article.outlet, article.published) == ("The Harbour Post", dt.date(2023, 7, 20))


def test_the_sitemaps_of_an_index_are_read_and_an_index_within_is_not(server: Server, gather: Gather) -> None:
    server.paths |= {
        "/index.xml": urls("/a.xml", "/gone.xml", "/index.xml?2", root="sitemapindex"),
        "/index.xml?2": urls("/b.xml", root="sitemapindex"),
        "/a.xml": conditional(urls("/1")),
        "/1": page(1),
    }
    (outcome,) = gather("/index.xml")
    assert (outcome.status, outcome.new) == ("read", 1)
    assert sorted(reasons(outcome)) == ["gone", "not_a_feed"]
    assert server.asked["/b.xml"] == 0
    gather("/index.xml")
    assert "if-none-match" not in server.log[-4].headers  # an index does not change with what it names
    assert server.asked["/1"] == 1


def test_of_a_vast_index_the_newest_sitemaps_are_read_and_that_is_told(server: Server, gather: Gather) -> None:
    server.paths["/index.xml"] = urls(*(f"/{n}.xml" for n in range(60)), root="sitemapindex")
    (outcome,) = gather("/index.xml")
    assert "names 60 sitemaps, of which the newest 50 are read" in outcome.faults[0].detail
    assert sum(path.endswith(".xml") for path in server.asked) == 1 + 50


def test_old_sitemaps_of_an_index_are_not_asked_for(server: Server, gather: Gather) -> None:
    server.paths |= {"/index.xml": urls("/a.xml", root="sitemapindex", day="2020-01-01"), "/a.xml": urls("/1")}
    gather("/index.xml", since=dt.date(2023, 1, 1))
    assert server.asked["/a.xml"] == 0


def test_articles_are_fetched_when_the_clock_says(server: Server, gather: Gather, archive: Memory) -> None:
    server.paths["/feed"] = full(1)
    gather("/feed")
    assert archive.states[f"{server.url}/feed"].checked == START
