from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tenor.corpus import READERS, Corpus
from tenor.corpus.entries import Entry
from tenor.corpus.faults import UnreadableError
from tenor.records import Fault

Write = Callable[..., Path]
English = Callable[[int], str]

PARAGRAPHS = "".join(
    f"<p>On day {n} the two ministries met again, officials said. “We will see,” said Ana Verity, deputy no. {n}.</p>"
    for n in range(200)
)


def items(suffix: str, data: str | bytes, **columns: str) -> list[Entry | Fault]:
    data = data.encode() if isinstance(data, str) else data
    return list(READERS[suffix](BytesIO(data), f"x{suffix}", columns))


def page(head: str, encoding: str = "utf-8") -> dict[str, object]:
    html = f"<html><head>{head}</head><body><nav>Home Sport</nav><article>{PARAGRAPHS}</article></body></html>"
    (entry,) = items(".html", html.encode(encoding))
    assert isinstance(entry, Entry)
    return dict(entry.fields)


def test_a_text_file_is_kept_character_for_character_without_its_byte_order_mark() -> None:
    assert items(".txt", b"\xef\xbb\xbf a\r\nb\r\x00 \n\n") == [Entry("x.txt", {"text": " a\r\nb\r\x00 \n\n"})]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("encoding, likely", [("latin1", "latin1"), ("cp1252", "windows-1252"), ("utf-16", "utf-16")])
def test_a_file_that_is_not_utf8_names_its_likely_encoding_and_the_way_out(
    suffix: str, encoding: str, likely: str
) -> None:
    text = "caf\xe9" if encoding == "latin1" else "“café”"
    with pytest.raises(UnreadableError, match=f"x{suffix}: not UTF-8 .* `iconv -f {likely} -t utf-8`"):
        items(suffix, text.encode(encoding))


def test_markdown_gives_its_front_matter_and_the_text_below() -> None:
    head = "---\ntitle: 'Talks: a start'\noutlet: Post\npublished: 2023-07-23\narticle_id: 007\nmood: 3\n---\n"
    data = head + "\n \n  One.\n\nTwo.\n\n"
    fields = {"title": "Talks: a start", "outlet": "Post", "published": "2023-07-23", "article_id": "007"}
    assert items(".md", data) == [Entry("x.md", {**fields, "text": "  One.\n\nTwo."})]
    assert items(".md", data.replace("\n", "\r\n")) == [Entry("x.md", {**fields, "text": "  One.\r\n\r\nTwo."})]


def test_markdown_keys_can_be_renamed() -> None:
    (entry,) = items(".md", "---\ndate: 2023-07-23\n---\nOne.", published="date")
    assert entry == Entry("x.md", {"published": "2023-07-23", "text": "One."})


@pytest.mark.parametrize("data", ["One.\n\n---\n\nTwo.", "---\n\nOne.", "---", "---\n---\nOne.", "--- a\nb: c\n---\nd"])
def test_markdown_without_front_matter_is_all_text(data: str) -> None:
    (entry,) = items(".md", data)
    assert isinstance(entry, Entry)
    assert list(entry.fields) == ["text"]


@pytest.mark.parametrize(
    "data, where, detail",
    [
        (
            "---\ntitle: Talks: a start\n---\nOne.\n",
            "x.md:2",
            "front matter is not YAML (mapping values are not allowed",
        ),
        ("---\ntitle: T\nurl: [\n---\nOne.\n", "x.md:", "front matter is not YAML"),
        ("---\nOne.\n---\nTwo.\n", "x.md:2", "front matter is not lines of `key: value`"),
        ("---\ntitle: \x07\n---\nTwo.\n", "x.md:1", "front matter is not YAML (unreadable)"),
        ("---\ntitle: " + "[" * 1000 + "\n---\nTwo.\n", "x.md:", "front matter is not YAML"),
    ],
)
def test_broken_front_matter_is_named_and_the_article_is_read_whole(data: str, where: str, detail: str) -> None:
    fault, entry = items(".md", data)
    assert isinstance(fault, Fault)
    assert fault.reason == "front_matter"
    assert fault.where.startswith(where)
    assert detail in fault.detail
    assert entry == Entry("x.md", {"text": data})


def test_front_matter_that_is_never_closed_is_named() -> None:
    fault, entry = items(".md", "---\ntitle: T\n\nOne.")
    assert fault == Fault("front_matter", "x.md:1", "front matter is never closed; end it with a line ---")
    assert entry == Entry("x.md", {"text": "---\ntitle: T\n\nOne."})


def test_a_list_in_the_front_matter_is_a_fault_and_an_alias_bomb_is_harmless(write: Write, english: English) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(f"c{n}: &c{n} [*b, *b]\n" for n in range(20))
    path = write("x.md", f"---\n{bomb}title: *b\noutlet: ~\npublished: 2023-02-30\n---\n{english(1)}")
    corpus = Corpus(path)
    (article,) = corpus
    assert (article.title, article.outlet, article.text) == ("", "", english(1))
    assert corpus.counts == {"bad_field": 1, "bad_date": 1}


def test_a_web_page_gives_its_article_and_metadata() -> None:
    fields = page(
        '<title>Talks resume</title><meta property="og:site_name" content="The Harbour Post">'
        '<meta property="article:published_time" content="2023-07-23T23:30:00-07:00">'
        '<link rel="canonical" href="https://harbour.example/talks">'
    )
    assert fields["title"] == "Talks resume"
    assert fields["outlet"] == "The Harbour Post"
    assert fields["published"] == "2023-07-23"
    assert fields["url"] == "https://harbour.example/talks"
    text = str(fields["text"])
    assert text.startswith("On day 0 the two ministries")
    assert text.endswith("deputy no. 199.")
    assert "Sport" not in text


def test_a_web_page_may_declare_another_encoding() -> None:
    assert "“We will see,”" in str(page('<title>T</title><meta charset="windows-1252">', "cp1252")["text"])


@pytest.mark.parametrize("content", ["2023-07", "2023 July", "July 2023", "2023"])
def test_a_web_page_with_a_month_alone_is_undated_on_every_day_of_the_year(content: str) -> None:
    assert page(f'<title>T</title><meta property="article:published_time" content="{content}">')["published"] is None


@pytest.mark.parametrize("data", ["", "<html><body></body></html>", "<p></p>", "\x00"])
def test_a_web_page_without_an_article_is_a_fault(data: str, capfd: pytest.CaptureFixture[str]) -> None:
    (fault,) = items(".html", data)
    assert fault == Fault(
        "no_text", "x.html", "no article found in the page; save it as .txt or give its text as a JSON line"
    )
    assert capfd.readouterr() == ("", "")
