import json
from io import BytesIO

import pytest

from tenor.corpus.entries import Entry
from tenor.corpus.faults import UnreadableError
from tenor.corpus.jsonlines import read_jsonl
from tenor.records import Fault


def items(data: bytes, **columns: str) -> list[Entry | Fault]:
    return list(read_jsonl(BytesIO(data), "x.jsonl", columns))


def test_a_line_gives_its_fields_and_ignores_other_keys() -> None:
    assert items(b'{"text": "a", "outlet": "b", "mood": 3}\n') == [Entry("x.jsonl:1", {"text": "a", "outlet": "b"})]


def test_a_text_is_kept_character_for_character() -> None:
    text = " a\r\nb\rc\u2028d\x00e  \n"
    entry = items(json.dumps({"text": text}).encode())[0]
    assert isinstance(entry, Entry)
    assert entry.fields["text"] == text


def test_columns_rename_keys() -> None:
    assert items(b'{"body": "a", "text": "teaser"}', text="body") == [Entry("x.jsonl:1", {"text": "a"})]


def test_blank_lines_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    found = items(b'\xef\xbb\xbf{"text": "a"}\r\n\r\n  \n{"text": "b"}')
    assert found == [Entry("x.jsonl:1", {"text": "a"}), Entry("x.jsonl:4", {"text": "b"})]


@pytest.mark.parametrize(
    "line, reason, detail",
    [
        (
            b'{"text": "a',
            "broken_line",
            "not JSON: Unterminated string starting at at character 10; the line is skipped",
        ),
        (b"\x00\x00", "broken_line", "not JSON: Expecting value at character 1; the line is skipped"),
        (b'[{"text": "a"}]', "broken_line", "JSON, but a list: write one object a line"),
        (b'"a"', "broken_line", 'JSON, but no object, as in {"text": "..."}; the line is skipped'),
        (b"[" * 100_000, "broken_line", "JSON that cannot be read: maximum recursion depth exceeded"),
        (b'{"text": ' + b"9" * 5000 + b"}", "broken_line", "JSON that cannot be read: Exceeds the limit"),
        (b'{"text": "caf\xe9"}', "not_utf8", "not UTF-8 (byte 0xe9 at 13); it looks like latin1"),
        (b'{"text": "\x93a\x94"}', "not_utf8", "convert it with `iconv -f windows-1252 -t utf-8`"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(line: bytes, reason: str, detail: str) -> None:
    before, broken, after = items(b'{"text": "a"}\n' + line + b'\n{"text": "b"}\n')
    assert isinstance(broken, Fault)
    assert (broken.reason, broken.where) == (reason, "x.jsonl:2")
    assert detail in broken.detail
    assert [before, after] == [Entry("x.jsonl:1", {"text": "a"}), Entry("x.jsonl:3", {"text": "b"})]


def test_a_key_that_no_line_has_is_an_error_after_the_last() -> None:
    with pytest.raises(UnreadableError, match=r"^x.jsonl: no key 'text'; found: body, id. .* --map text=body$"):
        items(b'{"id": 1, "body": "a"}\n{"id": 2, "body": "b"}\n')
    with pytest.raises(
        UnreadableError, match=r"--map published=dat: no key 'dat'; did you mean 'date'\? Known: date, text"
    ):
        items(b'{"text": "a", "date": "2023-07-23"}\n', published="dat")


def test_utf_16_is_one_fault_of_the_file() -> None:
    with pytest.raises(UnreadableError, match="looks like utf-16: convert it with `iconv -f utf-16 -t utf-8`"):
        items('{"text": "a"}\n'.encode("utf-16"))
