"""`tenor archive ...`: the archive for shells and cron."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenor.corpus import Corpus
    from tenor.corpus.archive import Added, Archive

EXIT_NONE = EXIT_FAULTS = 1

_archive = click.option(
    "--archive", "path", type=click.Path(path_type=Path), default=Path("tenor.db"), show_default=True,
    help="the file of the archive",
)  # fmt: skip


@click.group("archive")
def archive() -> None:
    """Keep articles, and what was found in them, in one file: check, export, import, search, stats, prune."""


@archive.command("import")
@click.argument("source")
@_archive
@click.option("--relation", "-r", default="us-china", show_default=True, help="relation profile that finds stances")
@click.option("--map", "columns", default="", metavar="FIELD=COLUMN,...", help="your columns: text=body,url=link")
@click.option("--strict", is_flag=True, help="stop at the first broken input, instead of leaving it out")
def take_in(source: str, path: Path, relation: str, columns: str, strict: bool) -> None:
    """Add the articles of SOURCE, and find their stances: files, a folder, -, an archive, or what `export` wrote."""
    from tenor.corpus.archive import Archive
    from tenor.relation import load
    from tenor.runs.kept import catch_up

    load(relation)
    add_to = _adding(source, columns, strict=strict)  # before a file is made for nothing
    with Archive(path) as opened:
        added = add_to(opened)
        n_stances = catch_up(opened, relation)
    click.echo(f"{added.new:,} new, {added.copies:,} copies, {added.known:,} known; {n_stances:,} stances found")


@archive.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@_archive
@click.option(
    "--format", "form", type=click.Choice(["parquet", "jsonl"]), default="parquet", show_default=True,
    help="form of the tables",
)  # fmt: skip
def give_out(folder: Path, path: Path, form: str) -> None:
    """Write every table into the new FOLDER, from which `import` brings all of it back."""
    from tenor.corpus.archive import Archive
    from tenor.corpus.archive.exchange import export

    with Archive(path, new=False) as opened:
        for table, n in export(opened, folder, form=form).items():
            click.echo(f"{table}: {n:,}")


@archive.command()
@click.argument("words", nargs=-1, required=True)
@_archive
@click.option("--articles", "whole", is_flag=True, help="search titles and texts of articles instead of stances")
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], path: Path, whole: bool) -> None:
    """Print a line for each stance with all WORDS in its content or speaker; exit status 1 where there is none.

    The line has day, outlet, speaker, side, content and stance_id, with tabs between them.
    """
    from tenor.corpus.archive import Archive, search_articles
    from tenor.corpus.archive import search as search_stances

    n = 0
    with Archive(path, new=False) as opened:
        asked = " ".join(words)
        if whole:
            for n, a in enumerate(search_articles(opened, asked), start=1):  # noqa: B007
                _line(a.published, a.outlet, a.title, a.url, a.article_id)
        else:
            for n, s in enumerate(search_stances(opened, asked), start=1):  # noqa: B007
                _line(s.published, s.outlet, s.speaker, s.side, s.content, s.stance_id)
            _tell_unread(opened)
    if not n:
        ctx.exit(EXIT_NONE)


@archive.command()
@_archive
@click.pass_context
def check(ctx: click.Context, path: Path) -> None:
    """Tell whether the archive is whole; exit status 1 where it is not, 2 where it cannot be opened."""
    from tenor.corpus.archive import Archive
    from tenor.corpus.archive.checking import faults_of

    with Archive(path, new=False) as opened:
        faults = list(faults_of(opened))
        unsure = "" if opened.database.writable else " (read-only: the full-text indexes were not looked at)"
    for fault in faults:
        click.echo(f"{path}: {fault}")
    if faults:
        ctx.exit(EXIT_FAULTS)
    click.echo(f"{path}: whole{unsure}")


@archive.command()
@_archive
def stats(path: Path) -> None:
    """Tell what is in the archive: articles, period, feeds, and what was found and scored by which version."""
    from tenor.corpus.archive import Archive
    from tenor.corpus.archive.checking import contents_of

    with Archive(path, new=False) as opened:
        for name, told in contents_of(opened):
            click.echo(f"{name}: {told}")


@archive.command()
@_archive
def prune(path: Path) -> None:
    """Take away what older versions of extractor and scorers left; articles stay."""
    from tenor.corpus.archive import Archive, Results

    with Archive(path, new=False) as opened:
        gone = Results(opened.database).prune()
    click.echo(", ".join(f"{n:,} {table}" for table, n in gone.items()) + " of older versions taken away")


def _adding(source: str, columns: str, *, strict: bool) -> "Callable[[Archive], Added]":
    """Give the function that adds SOURCE to an archive; raises where there is no such source."""
    from tenor.corpus.archive import Archive, is_archive
    from tenor.corpus.archive.exchange import import_folder, is_export
    from tenor.corpus.archive.merging import merge
    from tenor.corpus.opening import open_corpus

    if is_export(Path(source)):
        return partial(import_folder, folder=Path(source))
    if is_archive(Path(source)):
        Archive(source, new=False).close()
        return partial(merge, other=Path(source))
    corpus = open_corpus(source, columns=columns, strict=strict, copies=True, stdin=sys.stdin.buffer)
    return partial(_added, corpus=corpus)


def _added(opened: "Archive", corpus: "Corpus") -> "Added":
    added = opened.add(corpus)
    for fault in corpus.faults:
        click.echo(f"tenor: {fault.where}: {fault.detail}", err=True)
    return added


def _line(*cells: str) -> None:
    """Print cells on one line: what would move the cursor or turn the writing around is a space."""
    click.echo("\t".join("".join(c if c.isprintable() else " " for c in cell) for cell in cells))


def _tell_unread(opened: "Archive") -> None:
    n = opened.n_unread()
    if n:
        told = "1 article was" if n == 1 else f"{n:,} articles were"
        click.echo(f"tenor: {told} not read yet; `tenor run --corpus {opened.path}` does that", err=True)
