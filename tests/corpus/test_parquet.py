import datetime as dt
import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tenor.corpus import Corpus
from tenor.corpus.entries import Entry
from tenor.corpus.faults import UnreadableError
from tenor.corpus.parquet import read_parquet
from tenor.records import Fault

English = Callable[[int], str]


def packed(table: pa.Table) -> bytes:
    buffer = BytesIO()
    pq.write_table(table, buffer)
    return buffer.getvalue()


def items(data: bytes, **columns: str) -> list[Entry | Fault]:
    return list(read_parquet(BytesIO(data), "x.parquet", columns))


def test_rows_give_their_fields_in_order_over_many_batches() -> None:
    table = pa.table({"text": [f"t{n}" for n in range(200)], "outlet": ["Post"] * 200, "vector": [[1.0]] * 200})
    found = items(packed(table))
    assert found[199] == Entry("x.parquet: row 200", {"text": "t199", "outlet": "Post"})
    assert len(found) == 200


@pytest.mark.parametrize(
    "column",
    [
        pa.array([dt.date(2023, 7, 23)]),
        pa.array([dt.datetime(2023, 7, 23, 23, 30, tzinfo=dt.UTC)], pa.timestamp("ns")),
        pa.array([dt.datetime(2023, 7, 24, 6, 30, tzinfo=dt.UTC)], pa.timestamp("us", tz="America/Los_Angeles")),
        pa.array(["2023-07-23T23:30:00-07:00"]).dictionary_encode(),
    ],
    ids=["date", "nanoseconds", "time zone", "string"],
)
def test_days_and_moments_are_dates_of_publication(column: pa.Array, tmp_path: Path, english: English) -> None:
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"body": [english(1)], "day": column}), path)
    (article,) = Corpus(path, columns={"text": "body", "published": "day"})
    assert article.published == dt.date(2023, 7, 23)


def test_nulls_numbers_and_nan_are_read_as_what_they_mean(tmp_path: Path, english: English) -> None:
    path = tmp_path / "x.parquet"
    moments = pa.array([None, dt.datetime(2023, 7, 23, tzinfo=dt.UTC)], pa.timestamp("ns"))
    columns = {"text": [english(1), english(2)], "article_id": [12.0, float("nan")], "title": [None, "T"]}
    pq.write_table(pa.table({**columns, "published": moments}), path)
    first, second = Corpus(path)
    assert (first.article_id, first.title, first.published) == ("12", "", None)
    assert (len(second.article_id), second.title, second.published) == (12, "T", dt.date(2023, 7, 23))


def test_a_row_that_is_not_utf8_is_named_and_the_others_are_read() -> None:
    bad = pa.Array.from_buffers(pa.string(), 3, pa.array([b"a", b"caf\xe9", b"b"]).buffers())
    before, broken, after = items(packed(pa.table({"text": bad})))
    assert isinstance(broken, Fault)
    assert (broken.reason, broken.where) == ("not_utf8", "x.parquet: row 2")
    assert [before.where, after.where] == ["x.parquet: row 1", "x.parquet: row 3"]


def test_a_missing_column_names_those_that_are_there() -> None:
    with pytest.raises(UnreadableError, match=r"no column 'text'; found: content, id. .*--map text=content"):
        items(packed(pa.table({"id": [1], "content": ["a"]})))


@pytest.mark.parametrize("data", [b"PAR1", b"no Parquet at all", b"PAR1" + b"\x00" * 50 + b"PAR1"])
def test_a_damaged_file_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"x.parquet: not Parquet, or damaged: "):
        items(data)


def test_a_packed_file_is_unpacked_first(tmp_path: Path, english: English) -> None:
    path = tmp_path / "x.parquet.gz"
    path.write_bytes(gzip.compress(packed(pa.table({"text": [english(1)]}))))
    assert [article.text for article in Corpus(path)] == [english(1)]
