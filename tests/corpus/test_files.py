import gzip
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tenor.corpus import Corpus
from tenor.corpus.files import files_in
from tenor.errors import CorpusError
from tenor.records import Fault

Write = Callable[..., Path]
English = Callable[[int], str]

KNOWN = r"\.txt \.md \.html \.htm \.jsonl \.ndjson \.csv \.parquet, plain or \.gz"


def test_a_folder_is_read_recursively_in_order_without_what_is_no_article(
    write: Write, english: English, tmp_path: Path
) -> None:
    names = ["a/2.txt", "a/10.txt", "b.jsonl", "c/d/e.MD", "z.csv"]
    for number, name in enumerate(names):
        text = english(number)
        write(name, {"text": text} if name.endswith("jsonl") else f'text\n"{text}"\n' if name.endswith("csv") else text)
    for name in [".hidden.txt", ".git/x.txt", "README.md", "a/readme.txt", "corrections.toml", "photo.jpg", "notes"]:
        write(name, "Not an article of this corpus, that much is sure.")
    corpus = Corpus(tmp_path)
    assert [article.text for article in corpus] == [english(n) for n in (1, 0, 2, 3, 4)]
    assert corpus.counts == {"other_file": 2}
    assert corpus.faults == []


def test_links_that_lead_outside_are_named_and_those_inside_are_read_once(
    write: Write, english: English, tmp_path: Path
) -> None:
    outside = write("outside/x.txt", english(1))
    inside = write("in/y.txt", english(2))
    folder = tmp_path / "in"
    (folder / "file.txt").symlink_to(outside)
    (folder / "dir").symlink_to(outside.parent)
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    found = list(files_in(folder))
    assert [item for item in found if isinstance(item, Path)] == [inside]
    assert [(item.reason, Path(item.where).name) for item in found if isinstance(item, Fault)] == [
        ("outside_link", "dir"),
        ("outside_link", "file.txt"),
        ("unreadable_file", "gone.txt"),
    ]
    assert len(list(Corpus(folder))) == 1


def test_what_is_no_file_is_never_opened(write: Write, english: English, tmp_path: Path) -> None:
    write("a.txt", english(1))
    os.mkfifo(tmp_path / "b.txt")
    corpus = Corpus(tmp_path)
    assert len(list(corpus)) == 1
    assert corpus.counts == {"unreadable_file": 1}


def test_a_name_that_is_not_utf8_can_still_be_written(write: Write, english: English, tmp_path: Path) -> None:
    write("a.txt", english(1))
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(" ")
    corpus = Corpus(tmp_path)
    assert len(list(corpus)) == 1
    assert [fault.where.encode().decode()[-8:] for fault in corpus.faults] == ["caf\ufffd.txt"]


def test_a_missing_path_names_the_nearest(write: Write, english: English, tmp_path: Path) -> None:
    write("articles.jsonl", {"text": english(1)})
    with pytest.raises(CorpusError, match=r"article.jsonl: no such file or folder; did you mean 'articles.jsonl'\?$"):
        Corpus(tmp_path / "article.jsonl")


@pytest.mark.parametrize("source", ["", " "])
def test_no_source_says_what_to_name(source: str) -> None:
    with pytest.raises(CorpusError, match=r"^no corpus given; name a file, a folder, or - for standard input$"):
        Corpus(source)


@pytest.mark.parametrize("source", ["nowhere/x.txt", "x\0y.txt", "x" * 5000])
def test_an_impossible_path_is_an_error_like_any_other(source: str) -> None:
    with pytest.raises(CorpusError, match=r"no such file or folder|cannot be read: File name too long"):
        Corpus(source)


def test_a_folder_without_article_files_says_what_a_corpus_has(write: Write, tmp_path: Path) -> None:
    write("README.md", "about")
    write("x.pdf", "no")
    with pytest.raises(CorpusError, match=rf": no article file in this folder; a corpus has {KNOWN}$"):
        Corpus(tmp_path)


def test_an_unknown_kind_of_file_lists_the_known(write: Write) -> None:
    with pytest.raises(
        CorpusError, match=rf"x.json: a file of this kind is not read; known: {KNOWN}, or - for standard"
    ):
        Corpus(write("x.json", "{}"))


def test_an_empty_file_is_an_error_at_once(write: Write) -> None:
    with pytest.raises(CorpusError, match=r"x.jsonl: the file is empty$"):
        Corpus(write("x.jsonl", ""))


def test_a_file_without_permission_is_an_error_at_once(
    write: Write, english: English, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(CorpusError, match=r"x.txt: cannot be read; you lack the permission"):
        Corpus(write("x.txt", english(1)))


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.JSONL.GZ"])
def test_gzip_is_unpacked(write: Write, english: English, name: str) -> None:
    path = write(name, "")
    path.write_bytes(gzip.compress(b'{"text": "%s"}\n' % english(1).encode()))
    assert [article.text for article in Corpus(path)] == [english(1)]


def test_gzip_is_known_by_its_first_bytes_not_by_its_name(write: Write, english: English) -> None:
    packed, plain = write("x.txt", b""), write("y.txt.gz", b"")
    packed.write_bytes(gzip.compress(english(1).encode()))
    plain.write_text(english(1))
    assert [article.text for article in Corpus(packed)] == [article.text for article in Corpus(plain)] == [english(1)]


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_the_lines_before_the_end_of_a_truncated_file_are_read(write: Write, suffix: str) -> None:
    texts = [f"The ministry said that the file {n} with number {os.urandom(30).hex()} is theirs." for n in range(400)]
    path = write(
        f"x.{suffix}.gz",
        "text\n" if suffix == "csv" else "",
        *(f"{text}\n" if suffix == "csv" else {"text": text} for text in texts),
    )
    path.write_bytes(path.read_bytes()[:-4000])
    corpus = Corpus(path)
    read = [article.text for article in corpus]
    assert 0 < len(read) < 400
    assert read == texts[: len(read)]
    (fault,) = corpus.faults
    assert (fault.reason, fault.where) == ("unreadable_file", str(path))
    assert "the gzip file is truncated or damaged" in fault.detail


def test_a_damaged_gzip_file_does_not_stop_the_others(write: Write, english: English, tmp_path: Path) -> None:
    write("a.txt.gz", english(1)).write_bytes(gzip.compress(english(1).encode())[:-9] + b"damaged!!")
    write("b.txt", english(2))
    corpus = Corpus(tmp_path)
    assert [article.text for article in corpus] == [english(2)]
    assert corpus.counts == {"unreadable_file": 1}


def test_standard_input_is_json_lines_or_one_text(english: English) -> None:
    lines = b'\xef\xbb\xbf\n {"text": "%s"}\n{"text": "%s"}\n' % (english(1).encode(), english(2).encode())
    for data in (lines, gzip.compress(lines)):
        assert [article.text for article in Corpus("-", stdin=BytesIO(data))] == [english(1), english(2)]
    plain = f"\n{english(1)}\r\n{{}}\n"
    (article,) = Corpus("-", stdin=BytesIO(plain.encode()))
    assert article.text == plain


def test_lines_of_standard_input_are_counted_from_the_first(english: English) -> None:
    corpus = Corpus("-", stdin=BytesIO(b'\n{"text": "%s"}\n{"text\n' % english(1).encode()))
    assert len(list(corpus)) == 1
    assert [fault.where for fault in corpus.faults] == ["standard input:3"]


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "standard input: no article"),
        (b" \n\n", "standard input: no article"),
        (b'[{"text": "a"}]', "standard input: a JSON list; give one object a line, as `jq -c '.\\[\\]'` writes them"),
        (b"caf\xe9", "standard input: no article could be read. standard input: not UTF-8 .* looks like latin1"),
    ],
)
def test_standard_input_that_holds_nothing_says_so(data: bytes, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        list(Corpus("-", stdin=BytesIO(data)))


def test_standard_input_must_be_handed_in_and_is_read_once(english: English) -> None:
    with pytest.raises(CorpusError, match="- is standard input, which only the command line has"):
        Corpus("-")
    corpus = Corpus("-", stdin=BytesIO(english(1).encode()))
    assert len(list(corpus)) == 1
    with pytest.raises(CorpusError, match="standard input: can be read only once"):
        list(corpus)


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_without_a_suffix_is_read_like_standard_input(tmp_path: Path, packed: bool) -> None:
    lines = b'{"article_id": "one", "text": "The ministers met and agreed that they would meet again in the autumn."}\n'
    path = tmp_path / "articles"
    path.write_bytes(gzip.compress(lines) if packed else lines)
    assert [article.article_id for article in Corpus(path)] == ["one"]
    path.write_text("The ministers met and agreed that they would meet again in the autumn.")
    assert [article.text[:13] for article in Corpus(path)] == ["The ministers"]
