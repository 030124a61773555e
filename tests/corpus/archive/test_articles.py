import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.corpus.archive import Added, Archive, FeedState
from tenor.corpus.archive.merging import merge
from tenor.corpus.identity import digest
from tenor.records import Article

Make = Callable[..., Article]
MONDAY = dt.datetime(2023, 7, 3, 6, 0, tzinfo=dt.UTC)
FEED = "https://courier.example/feed"


def test_articles_come_back_as_they_were_added_in_that_order(archive: Archive, make: Make) -> None:
    given_ = [make(3), make(1, published=None), make(2, title="", outlet="", url="")]
    assert archive.add(given_) == Added(new=3)
    assert list(archive.articles()) == given_


def test_what_was_added_is_there_for_whoever_opens_the_file_next(path: Path, make: Make) -> None:
    with Archive(path) as archive:
        archive.add([make(1)], feed=FEED, fetched=MONDAY)
    with Archive(path) as archive:
        assert list(archive.articles()) == [make(1)]
        assert archive.database.one("SELECT feed, fetched, language FROM articles") == (
            FEED, "2023-07-03T06:00:00+00:00", "en",
        )  # fmt: skip


def test_the_same_text_of_the_same_outlet_is_known(archive: Archive, make: Make) -> None:
    archive.add([make(1)])
    spaced = make(1, text=make(1).text.replace(" said", "\n said"), url="https://courier.example/again", article_id="b")
    assert archive.add([make(1), spaced]) == Added(known=2)
    assert list(archive.articles()) == [make(1)]


def test_the_same_text_of_another_outlet_is_a_copy_linked_to_the_first(archive: Archive, make: Make) -> None:
    wire = make(1)
    others = [replace(wire, article_id=name, outlet=name.title()) for name in ("herald", "mirror")]
    assert archive.add([wire, *others, make(2)]) == Added(new=2, copies=2)
    assert list(archive.articles()) == [wire, *others, make(2)]
    assert list(archive.database.rows("SELECT article_id, outlet, copy_id, copy_outlet FROM copies")) == [
        ("a1", "Courier", "herald", "Herald"),
        ("a1", "Courier", "mirror", "Mirror"),
    ]


def test_another_text_under_a_known_identifier_is_an_article_of_its_own(archive: Archive, make: Make) -> None:
    later = make(2, article_id="a1")
    assert archive.add([make(1), later]) == Added(new=2)
    assert [article.article_id for article in archive.articles()] == ["a1", f"a1-{digest(later.text)}"]
    assert archive.add([make(1), later]) == Added(known=2)


def test_an_article_without_an_identifier_gets_the_digest_of_its_text(archive: Archive, make: Make) -> None:
    archive.add([make(1, article_id=" \n")])
    assert [article.article_id for article in archive.articles()] == [digest(make(1).text)]


def test_a_period_holds_its_first_and_last_day_and_nothing_undated(archive: Archive, make: Make) -> None:
    archive.add([*map(make, range(9)), make(20, published=None)])
    first, last = make(3).published, make(5).published
    assert [a.article_id for a in archive.articles(since=first, until=last)] == ["a3", "a4", "a5"]
    assert [a.article_id for a in archive.articles(since=make(8).published)] == ["a8"]
    assert [a.article_id for a in archive.articles(until=make(0).published)] == ["a0"]


def test_more_articles_than_one_question_gives_all_come_and_those_added_meanwhile_do_not(
    archive: Archive, make: Make
) -> None:
    archive.add(map(make, range(1203)))
    found = archive.articles()
    first = next(found)
    archive.add([make(5000)])
    assert [first.article_id, *(article.article_id for article in found)] == [f"a{n}" for n in range(1203)]


def test_an_address_is_known_once_an_article_from_it_is_kept(archive: Archive, make: Make) -> None:
    assert not archive.has_url(make(1).url)
    archive.add([make(1)])
    assert archive.has_url(make(1).url)


def test_what_cannot_be_written_is_mended_as_in_any_corpus(archive: Archive, make: Make) -> None:
    archive.add([make(1, text="Half \ud800 of it.", title="\udfff", outlet=" Courier \n", article_id="a\0b\nc")])
    assert list(archive.articles()) == [
        make(1, text="Half \ufffd of it.", title="\ufffd", outlet="Courier", article_id="a b c")
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1), title=st.text().map(str.strip))
def test_any_text_comes_back_character_for_character(path: Path, text: str, title: str) -> None:
    path.unlink(missing_ok=True)
    with Archive(path) as archive:
        archive.add([Article("a", text, title=title)])
        (back,) = archive.articles()
    assert back.text == text
    assert back.title == title.encode(errors="surrogatepass").decode(errors="replace") or "\ufffd" in back.title


def test_a_feed_that_was_never_looked_at_has_no_state(archive: Archive) -> None:
    assert archive.feed_state(FEED) == FeedState(FEED)
    assert archive.feeds() == []


def test_the_state_of_a_feed_is_kept_and_what_is_not_told_stays(path: Path) -> None:
    with Archive(path) as archive:
        archive.keep_feed_state(FEED, etag='"x1"', modified="Mon, 03 Jul 2023 06:00:00 GMT", checked=MONDAY)
        later = MONDAY + dt.timedelta(hours=1)
        archive.keep_feed_state(FEED, checked=later, error="503")
    with Archive(path) as archive:
        assert archive.feeds() == [FeedState(FEED, '"x1"', "Mon, 03 Jul 2023 06:00:00 GMT", later, "503")]
        archive.keep_feed_state(FEED, etag="", checked=later)
        assert archive.feed_state(FEED) == FeedState(FEED, "", "Mon, 03 Jul 2023 06:00:00 GMT", later, "")


PAGE = "https://harbour.example/video"


def test_a_page_without_an_article_is_remembered_for_as_long_as_is_asked(path: Path) -> None:
    day = dt.timedelta(days=1)
    with Archive(path) as archive:
        assert not archive.was_passed_over(PAGE, since=MONDAY - day)
        archive.pass_over(PAGE, why="no article found in the page", looked=MONDAY, forget=MONDAY - day)
    berlin = dt.timezone(dt.timedelta(hours=2))
    with Archive(path) as archive:
        assert archive.was_passed_over(PAGE, since=MONDAY.astimezone(berlin))
        assert not archive.was_passed_over(PAGE, since=MONDAY + day)
        archive.pass_over(f"{PAGE}/2", why="gone", looked=MONDAY + 2 * day, forget=MONDAY + day)
        assert [row[0] for row in archive.database.rows("SELECT url FROM passed_over")] == [f"{PAGE}/2"]


def test_the_later_look_at_a_page_counts_where_two_archives_become_one(path: Path, tmp_path: Path) -> None:
    later = MONDAY + dt.timedelta(hours=1)
    with Archive(path) as archive, Archive(tmp_path / "other.db") as other:
        for each, why, moment in ((archive, "first", MONDAY), (other, "second", later)):
            each.pass_over(PAGE, why=why, looked=moment, forget=MONDAY)
            each.pass_over(f"{PAGE}/{why}", why=why, looked=moment, forget=MONDAY)
        merge(archive, tmp_path / "other.db")
        rows = archive.database.rows("SELECT why FROM passed_over ORDER BY url")
        assert [row[0] for row in rows] == ["second", "first", "second"]


def test_an_odd_address_of_a_feed_is_no_trouble(archive: Archive) -> None:
    archive.keep_feed_state("https://\ud800\0", etag="\ud800")
    assert archive.feed_state("https://\ud800\0").etag == "\ufffd"
