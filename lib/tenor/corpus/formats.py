"""The formats that can be read, by suffix."""

import io
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO

from tenor.corpus.delimited import read_csv
from tenor.corpus.documents import read_html, read_md, read_txt
from tenor.corpus.entries import Entry
from tenor.corpus.jsonlines import read_jsonl
from tenor.corpus.parquet import read_parquet
from tenor.errors import CorpusError
from tenor.records import Fault

BLANK = BOM_UTF8 + b" \t\r\n"
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

NO_SUFFIX = ""
"""Named by itself, a file without a suffix is read like standard input; in a folder it is passed over."""

KNOWN = f"{' '.join(READERS)}, plain or .gz"


def reader_of(path: PurePath) -> Reader:
    """Give the function that reads `path`, which has a known suffix or none."""
    return READERS.get(suffix_of(path), read_any)


def read_any(stream: BinaryIO, where: str, columns: Mapping[str, str]) -> Iterator[Entry | Fault]:
    """Give the articles of a stream whose name tells no format: JSON lines if it begins with `{`, else one text."""
    lines = iter(stream)
    head = list(_to_first_word(lines))
    begin = head[-1].lstrip(BLANK) if head else b""
    if begin.startswith(b"{"):
        yield from read_jsonl(chain(head, lines), where, columns)
    elif begin.startswith(b"[{"):
        raise CorpusError(f"{where}: a JSON list; give one object a line, as `jq -c '.[]'` writes them")
    else:
        yield from read_txt(io.BytesIO(b"".join(chain(head, lines))), where, columns)


def suffix_of(path: PurePath) -> str:
    """Give the suffix that says how `path` is read, in small letters and without `.gz`.

    >>> suffix_of(PurePath("2023/Week30.JSONL.gz"))
    '.jsonl'
    """
    return PurePath(path.name.lower().removesuffix(".gz")).suffix


def _to_first_word(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line
        if line.strip(BLANK):
            return
