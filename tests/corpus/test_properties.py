"""What holds for any text and any bytes."""

import csv
import io
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.corpus import READERS, Corpus
from tenor.corpus.dates import day_of
from tenor.corpus.entries import Entry
from tenor.corpus.language import language
from tenor.errors import TenorError

GOOD = "The ministry said that the talks would be held, and that their delegation was ready."
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
TEXTS_OR_MARKS = TEXTS | st.text(' ,;"\t\r\n\x00\ufeff\u2028“’aé')

# Bytes as they come, and bytes that come close to what the formats are made of.
PIECES = [
    b'{"text": "',
    b'"}',
    b"\n",
    b"\r\n",
    b'"',
    b",",
    b"---\n",
    b"title: ",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x00",
    b"\xe9",
    b"\x1f\x8b\x08",
]
BYTES = st.binary(max_size=200) | st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=12).map(b"".join)


def read(suffix: str, data: bytes) -> list[object]:
    entries = READERS[suffix](io.BytesIO(data), f"x{suffix}", {})
    return [entry.fields["text"] for entry in entries if isinstance(entry, Entry)]


@given(st.lists(TEXTS_OR_MARKS, min_size=1, max_size=4))
def test_any_text_comes_back_exactly_from_json_lines(texts: list[str]) -> None:
    for plain in (True, False):
        lines = "".join(json.dumps({"text": text}, ensure_ascii=plain) + "\n" for text in texts)
        assert read(".jsonl", lines.encode()) == texts


@given(st.lists(TEXTS_OR_MARKS, min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_any_text_comes_back_exactly_from_csv(texts: list[str], delimiter: str) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["n", "text"], *enumerate(texts)])
    assert read(".csv", file.getvalue().encode()) == texts


@given(st.lists(TEXTS_OR_MARKS, min_size=1, max_size=4))
def test_any_text_comes_back_exactly_from_parquet(texts: list[str]) -> None:
    file = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), file)
    assert read(".parquet", file.getvalue()) == texts


@given(TEXTS_OR_MARKS)
def test_any_text_comes_back_exactly_from_a_text_file(text: str) -> None:
    assert read(".txt", text.encode("utf-8-sig")) == [text]


@given(TEXTS_OR_MARKS)
def test_a_markdown_text_loses_only_blank_lines_and_white_space_around_it(text: str) -> None:
    (body,) = read(".md", f"---\ntitle: T\n---\n{text}".encode())
    assert str(body).strip() == text.strip()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("suffix", sorted({".jsonl", ".csv", ".txt", ".md", ".html", ".parquet"}))
@given(data=BYTES)
def test_any_bytes_are_articles_faults_or_a_clear_error(suffix: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        path.write_bytes(data)
        try:
            corpus = Corpus(path)
            for article in corpus:
                article.text.encode()
                article.article_id.encode()
        except TenorError as error:
            str(error).encode()


@given(BYTES.filter(lambda data: b"\n" not in data))
def test_good_lines_around_any_bytes_are_read(data: bytes) -> None:
    lines = [json.dumps({"text": f"{GOOD} {n}"}).encode() for n in range(2)]
    corpus = Corpus("-", stdin=io.BytesIO(lines[0] + b"\n" + data + b"\n" + lines[1] + b"\n"))
    texts = [article.text for article in corpus]
    assert (texts[0], texts[-1]) == (f"{GOOD} 0", f"{GOOD} 1")


@given(st.binary(max_size=200).filter(lambda data: not set(b'"\r\n') & set(data)))
def test_good_rows_around_any_bytes_are_read(data: bytes) -> None:
    texts = read(".csv", b"n,text\n1,good\n" + data + b'\n"open\n2,better\n')
    assert (texts[0], texts[-1]) == ("good", "better")


@settings(deadline=None)
@given(st.text(max_size=40) | st.integers() | st.text("0123456789-/. :TZJuly,", max_size=20))
def test_any_metadata_is_a_day_in_range_none_or_a_reason(value: object) -> None:
    try:
        day = day_of(value)
    except ValueError as error:
        reason = str(error)
        assert "write YYYY-MM-DD" in reason
    else:
        assert day is None or 1800 <= day.year <= 2200


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_language(text: str) -> None:
    assert language(text).isascii()
