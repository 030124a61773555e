from io import BytesIO

import pytest

from tenor.corpus.delimited import read_csv
from tenor.corpus.entries import Entry
from tenor.corpus.faults import UnreadableError
from tenor.records import Fault


def items(data: str | bytes, **columns: str) -> list[Entry | Fault]:
    data = data.encode() if isinstance(data, str) else data
    return list(read_csv(BytesIO(data), "x.csv", columns))


def texts(data: str | bytes, **columns: str) -> list[object]:
    return [item.fields.get("text") for item in items(data, **columns) if isinstance(item, Entry)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_found_in_the_header(mark: str) -> None:
    lines = [["text", "outlet", "a,b;c"], ["Hello", "Post", "x"]]
    data = "\n".join(mark.join(cell if mark not in cell else f'"{cell}"' for cell in line) for line in lines)
    assert items(data) == [Entry("x.csv:2", {"text": "Hello", "outlet": "Post"})]


def test_a_text_is_kept_character_for_character() -> None:
    text = " a, \r\n\rb\x00;\n\n"
    assert texts(f'id,text\n1,"{text}"\n2,"say ""no"""\n') == [text, 'say "no"']


def test_a_row_is_named_by_the_line_where_it_begins() -> None:
    assert [item.where for item in items('text\n"a\nb\nc"\n\nd\n')] == ["x.csv:2", "x.csv:6"]


def test_old_line_ends_a_byte_order_mark_and_spaces_in_the_header_do_not_matter() -> None:
    assert texts(b"\xef\xbb\xbf text ,outlet\rHello,Post\r") == ["Hello"]


def test_columns_rename() -> None:
    assert texts("body,text\nlong,teaser\n", text="body") == ["long"]


def test_a_megabyte_in_one_cell_is_read() -> None:
    assert texts(f"text\n{'a' * 1_000_000}\n") == ["a" * 1_000_000]


def test_a_missing_column_names_those_that_are_there_and_the_way_out() -> None:
    with pytest.raises(
        UnreadableError, match=r"^x.csv: no column 'text'; found: Full_Text, id. .*--map text=Full_Text$"
    ):
        items("id,Full_Text\n1,a\n")
    with pytest.raises(UnreadableError, match=r"^x.csv: --map published=dat: no column 'dat'; did you mean 'date'\?"):
        items("date,text\n2023-07-23,a\n", published="dat")


@pytest.mark.parametrize(
    "row, reason, detail",
    [
        (b"Hello, world,Post", "broken_line", "3 columns where the header has 2; text with separators needs quotation"),
        (b"Hello", "broken_line", "1 columns where the header has 2"),
        (
            b'"He said "no" to it",Post',
            "broken_line",
            "not CSV: ',' expected after '\"'; write a quotation mark inside",
        ),
        (b"caf\xe9,Post", "not_utf8", "not UTF-8 (byte 0xe9 at 3); it looks like latin1"),
    ],
)
def test_a_broken_row_is_named_and_the_others_are_read(row: bytes, reason: str, detail: str) -> None:
    before, broken, after = items(b"text,outlet\na,P\n" + row + b"\nb,P\n")
    assert isinstance(broken, Fault)
    assert (broken.reason, broken.where) == (reason, "x.csv:3")
    assert detail in broken.detail
    assert [before.where, after.where] == ["x.csv:2", "x.csv:4"]


def test_a_quotation_mark_that_is_never_closed_loses_one_row() -> None:
    rows = "".join(f"t{n},P\n" for n in range(50))
    data = f'text,outlet\na,P\n"open,P\n{rows}'
    (fault,) = (item for item in items(data) if isinstance(item, Fault))
    assert (fault.where, fault.reason) == ("x.csv:3", "broken_line")
    assert "a quotation mark is opened here and never closed" in fault.detail
    assert texts(data) == ["a", *(f"t{n}" for n in range(50))]


def test_nothing_gives_nothing() -> None:
    assert items("") == items("\n\n") == items("text\n") == []


def test_utf_16_is_one_fault_of_the_file() -> None:
    with pytest.raises(UnreadableError, match="looks like utf-16: convert it with `iconv -f utf-16 -t utf-8`"):
        items("text\toutlet\nHello\tPost\n".encode("utf-16"))
