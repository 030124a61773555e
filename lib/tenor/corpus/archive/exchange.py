"""An archive as a folder of plain tables, and back: a file of Parquet or of JSON lines for each table.

    articles.parquet feeds.parquet extractors.parquet ...
    archive.json            the version of the tables

Nothing is lost on the way: every column of every row is there.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tenor.corpus.archive.articles import Added, Archive
from tenor.corpus.archive.merging import merge
from tenor.corpus.archive.schema import VERSION
from tenor.corpus.files import shown
from tenor.errors import ArchiveError, ParameterError, unknown

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("articles", "feeds", "passed_over", "extractors", "extractions", "stances", "events", "scorers", "scores")
"""In an order in which each refers only to those before it."""

CONTENTS = "archive.json"
BATCH = 2_000
_COLUMN_TYPES = {"TEXT": "string", "INTEGER": "int64", "REAL": "float64"}

Values = tuple[Any, ...]


def export(archive: Archive, folder: Path, *, form: str = "parquet") -> dict[str, int]:
    """Write every table into a new `folder`, and give the number of rows of each.

    The folder appears when all of it is there. Raises ArchiveError where it is there already and not empty, or cannot
    be written, and ParameterError for an unknown form.
    """
    if form not in WRITE:
        raise ParameterError(unknown("form", form, WRITE))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError(f"{shown(folder)}: is there already; name a folder that is not, to export into")
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.absolute().parent) as name:
            whole = Path(name) / "export"
            whole.mkdir()
            with archive.database.still():
                counts = {table: _export(archive, table, whole, form) for table in TABLES}
            told = {"tables": VERSION, "form": form, "rows": counts}
            (whole / CONTENTS).write_text(json.dumps(told, indent=2) + "\n", "utf-8")
            os.replace(whole, folder)  # noqa: PTH105  # takes the place of an empty folder too
    except OSError as error:
        raise ArchiveError(f"{shown(folder)}: cannot be written: {error.strerror or error}") from None
    return counts


def is_export(folder: Path) -> bool:
    """Tell whether `folder` holds what `export` wrote."""
    return (folder / CONTENTS).is_file()


def restored(folder: Path, path: Path) -> Archive:
    """Make a new archive at `path` of what `export` wrote into `folder`, all in one transaction.

    Raises ArchiveError where something of it is missing, is not what it should be, or is of a newer Tenor.
    """
    form, rows_then = _contents(folder)
    archive = Archive(path)
    try:
        with archive.database.writing() as write:
            for table in TABLES:
                names = [str(row[1]) for row in write.execute(f"PRAGMA table_info({table})")]
                marks = ", ".join("?" * len(names))
                rows = READ[form](folder / f"{table}.{form}", names)
                write.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
                found = write.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                if found != rows_then.get(table):
                    raise ArchiveError(f"{shown(folder)}: {table} has {found} rows, not {rows_then.get(table)}")
    except BaseException as error:
        archive.close()
        if isinstance(error, (OSError, ValueError, KeyError, TypeError)):
            raise ArchiveError(f"{shown(folder)}: not a whole export: {error}") from None
        raise
    return archive


def import_folder(archive: Archive, folder: Path) -> Added:
    """Take what `export` wrote into `folder` into an archive: all of it into an empty one, else as `merge` does."""
    with tempfile.TemporaryDirectory(prefix=f".{archive.path.name}-", dir=archive.path.absolute().parent) as name:
        restored(folder, Path(name) / "export.db").close()
        return merge(archive, Path(name) / "export.db")


def _contents(folder: Path) -> tuple[str, dict[str, int]]:
    try:
        told = json.loads((folder / CONTENTS).read_text("utf-8"))
        version, form, rows = told["tables"], told["form"], told["rows"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{shown(folder)}: {CONTENTS} cannot be read: {error}") from None
    if version != VERSION or form not in READ:
        told = f"was written by another Tenor (version {version}; this one knows {VERSION})"
        raise ArchiveError(f"{shown(folder)}: {told}; import it with that one, and its archive with this one")
    return form, rows


def _export(archive: Archive, table: str, folder: Path, form: str) -> int:
    declared = [(str(row[1]), str(row[2])) for row in archive.database.rows(f"PRAGMA table_info({table})")]
    names = ", ".join(name for name, _ in declared)
    rows = archive.database.rows(f"SELECT {names} FROM {table} ORDER BY 1, 2")
    return WRITE[form](rows, dict(declared), folder / f"{table}.{form}")


def _write_jsonl(rows: Iterable[Values], declared: dict[str, str], path: Path) -> int:
    n = 0
    with path.open("w", encoding="utf-8") as file:
        for n, row in enumerate(rows, start=1):  # noqa: B007
            file.write(json.dumps(dict(zip(declared, row, strict=True)), ensure_ascii=False) + "\n")
    return n


def _read_jsonl(path: Path, names: list[str]) -> Iterator[Values]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            row = json.loads(line)
            yield tuple(row[name] for name in names)


def _write_parquet(rows: Iterable[Values], declared: dict[str, str], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, getattr(pa, _COLUMN_TYPES[kind])()) for name, kind in declared.items()])
    n, left = 0, iter(rows)
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(left, BATCH)):
            writer.write_table(_table(batch, schema))
            n += len(batch)
    return n


def _table(batch: list[Values], schema: "pa.Schema") -> "pa.Table":
    import pyarrow as pa

    columns = zip(*batch, strict=True)
    return pa.table([pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)], schema=schema)


def _read_parquet(path: Path, names: list[str]) -> Iterator[Values]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=names):
        yield from zip(*(batch.column(name).to_pylist() for name in names), strict=True)


WRITE: dict[str, Callable[[Iterable[Values], dict[str, str], Path], int]] = {
    "parquet": _write_parquet,
    "jsonl": _write_jsonl,
}
READ: dict[str, Callable[[Path, list[str]], Iterator[Values]]] = {"parquet": _read_parquet, "jsonl": _read_jsonl}
