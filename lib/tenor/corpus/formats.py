"""The formats that can be read, by suffix."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import BinaryIO

from tenor.corpus.delimited import read_csv
from tenor.corpus.documents import read_html, read_md, read_txt
from tenor.corpus.entries import Entry
from tenor.corpus.jsonlines import read_jsonl
from tenor.corpus.parquet import read_parquet
from tenor.records import Fault

Reader = Callable[[BinaryIO, str, Mapping[str, str]], Iterator[Entry | Fault]]

READERS: dict[str, Reader] = {
    ".txt": read_txt,
    ".md": read_md,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
}
"""Each gives the articles of an open file, from `(stream, where, columns)`."""

KNOWN = f"{' '.join(READERS)}, plain or .gz"


def suffix_of(path: PurePath) -> str:
    """Give the suffix that says how `path` is read, in small letters and without `.gz`.

    >>> suffix_of(PurePath("2023/Week30.JSONL.gz"))
    '.jsonl'
    """
    return PurePath(path.name.lower().removesuffix(".gz")).suffix
