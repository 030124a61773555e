"""Parquet: one article a row."""

import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from tenor.corpus.entries import FIELDS, Entry, missing_column, renamed, wanted
from tenor.corpus.faults import UnreadableError
from tenor.records import Fault

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 64


def read_parquet(stream: BinaryIO, where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    """Give one article a row, read a few rows and only the needed columns at a time.

    A row that cannot be read is a fault, and the others are read. Raises UnreadableError where a wanted column is
    missing, and where the file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _seekable(stream) as table:
        try:
            file = pq.ParquetFile(table, pre_buffer=False, buffer_size=1 << 16)
            names = file.schema_arrow.names
            if wanted(columns) - set(names):
                raise missing_column(where, names, columns)
            needed = {columns.get(field, field) for field in FIELDS}.intersection(names)
            number = 0
            for batch in file.iter_batches(BATCH, columns=sorted(needed), use_threads=False):
                for row in range(batch.num_rows):
                    number += 1
                    yield _entry(batch, row, f"{where}: row {number}", columns)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableError("unreadable_file", where, f"not Parquet, or damaged: {error}") from None


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give `stream`, copied to a temporary file if it cannot jump to its end, where Parquet has its contents listed."""
    if isinstance(stream, io.BufferedReader) and stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        file.seek(0)
        yield file


def _entry(batch: "pa.RecordBatch", row: int, where: str, columns: Mapping[str, str]) -> Entry | Fault:
    try:
        cells = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
    except UnicodeDecodeError:
        return Fault("not_utf8", where, "not UTF-8; write the column as UTF-8 strings")
    except (ValueError, OverflowError, ArithmeticError) as error:
        return Fault("broken_line", where, f"a value that cannot be read: {error}; the row is skipped")
    return Entry(where, renamed(cells, columns))
