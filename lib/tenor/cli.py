"""`tenor ...`: the library's functions for shells and cron.

What a command gives goes to standard output, what it tells of its work to standard error. Exit status: 0; 1 where a
notebook failed; 2 for bad input or a bad parameter.
"""

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import click

from tenor import __version__
from tenor.cli_archive import archive
from tenor.errors import CorpusError, ParameterError, TenorError
from tenor.lines import WRITERS, explained_line, question, score_line
from tenor.records import Article, Fault

EXIT_NOTEBOOK, EXIT_INPUT = 1, 2


class _Tenor(click.Group):
    """Commands whose errors of the family TenorError are one sentence on standard error, and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TenorError as error:
            click.echo(f"tenor: {error}", err=True)
            ctx.exit(EXIT_INPUT)


@click.group(cls=_Tenor, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tenor")
def main() -> None:
    """Tell who said what about two countries, in what tone, and whether it is a downward spiral."""


main.add_command(archive)

RELATION = "relation profile: a name, or a .toml file"
_since = click.option("--since", default="", metavar="DAY", help="first day of publication kept, YYYY-MM-DD")
_until = click.option("--until", default="", metavar="DAY", help="last day of publication kept, YYYY-MM-DD")
_map = click.option("--map", "columns", default="", metavar="FIELD=COLUMN,...", help="your columns: text=body,url=link")
_form = click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), default="jsonl", show_default=True, help="form of the output"
)
_strict = click.option("--strict", is_flag=True, help="stop at the first broken input, instead of leaving it out")
_out = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("runs"), show_default=True, help="folder of the run folders"
)


@main.command()
@click.option("--corpus", "-c", help="file, folder or archive of articles, - for standard input  [default: sample]")
@click.option("--relation", "-r", help=f"{RELATION}  [default: us-china]")
@_since
@_until
@click.option("--scorer", "-s", help="the scorer that the verdict rests on  [default: diplomatic]")
@click.option("--over", help="period of the timeline: day, week, month, quarter or auto  [default: auto]")
@_out
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="any other parameter; may be repeated")
@_map
@_strict
@click.option("--parameters", is_flag=True, help="list every parameter with type, default and meaning, and stop")
@click.pass_context
def run(ctx: click.Context, /, out: Path, params: tuple[str, ...], parameters: bool, **options: Any) -> None:
    """Execute the notebooks into a new run folder; the last line printed is the path of the report."""
    from tenor.runs import chain
    from tenor.runs.parameters import checked, pairs
    from tenor.runs.preparation import ready, spooled

    chain.require_notebooks()
    declared = chain.all_parameters()
    if parameters:
        for parameter in declared.values():
            click.echo(f"{parameter.name}: {parameter.kind.__name__} = {parameter.default!r}\n    {parameter.help}")
        return
    given = {name: value for name, value in options.items() if value} | pairs(params)
    values = {name: parameter.default for name, parameter in declared.items()} | checked(given, declared)
    if values["corpus"] == "-":
        folder = ctx.with_resource(TemporaryDirectory(prefix="tenor-"))
        values["corpus"] = str(spooled(sys.stdin.buffer, Path(folder)))
    name = ready(values)
    outcome = chain.run_chain(values, out=out, name=name, now=_now, say=_say, bar=sys.stderr.isatty())
    _tell_reading(outcome.run)
    if outcome.status != "ok":
        ctx.exit(_tell_failure(outcome))
    _say(outcome.run.results("3_spiral")["sentence"])
    click.echo(str(outcome.run.report))


def _tell_reading(finished: Any) -> None:
    for row in finished.table("reading").itertuples() if finished.has("reading") else ():
        articles = "1 article" if row.n == 1 else f"{row.n:,} articles"
        what = "left out" if row.left_out == "yes" else "read differently"
        _say(f"tenor: {articles} {what}: {'it' if row.n == 1 else 'each'} {row.meaning}")


def _tell_failure(outcome: Any) -> int:
    failure = outcome.failure
    cell = f", cell [{failure['cell']}]" if failure["cell"] is not None else ""
    _say(f"tenor: {failure['notebook']}{cell} failed: {failure['error']}")
    _say(f"tenor: the notebook as executed is in {outcome.run.path / 'notebooks'}")
    return EXIT_NOTEBOOK


@main.command()
@click.argument("source")
@_form
@click.option("--relation", "-r", default="us-china", show_default=True, help=RELATION)
@_since
@_until
@_map
@_strict
@click.option("--html", is_flag=True, help="write a page instead: the articles with their stances marked in place")
def stances(source: str, form: str, relation: str, html: bool, **options: Any) -> None:
    """Find the stances of the articles in SOURCE: a file, a folder, an archive, or - for standard input."""
    corpus, profile, found = _found(source, relation, options)
    if html:
        from tenor.report.articles_page import articles_page

        sys.stdout.writelines(articles_page(found, sides=profile.side_keys, title=profile.title))
    else:
        WRITERS[form]((stance for _, of_article in found for stance in of_article), sys.stdout)
    for fault in corpus.faults:
        _tell(fault)


def _found(source: str, relation: str, options: dict[str, Any]) -> tuple[Any, Any, Iterator[tuple[Article, Any]]]:
    """Give the corpus, the profile, and each article with its stances, found as they are asked for."""
    from tenor.corpus.opening import open_corpus
    from tenor.relation import load
    from tenor.stances import stances as stances_of

    profile = load(relation)
    corpus = open_corpus(source, stdin=sys.stdin.buffer, **options)
    return corpus, profile, ((article, stances_of(article, profile)) for article in corpus)


@main.command()
@click.argument("source")
@_form
@_since
@_until
@_map
@_strict
def dates(source: str, form: str, **options: Any) -> None:
    """Find every time phrase in the articles of SOURCE, and the days that it means."""
    from tenor.stances.dates import dates as dates_of

    _write(source, form, options, table="dates", give=dates_of)


@main.command()
@click.argument("source")
@_form
@_since
@_until
@_map
@_strict
def events(source: str, form: str, **options: Any) -> None:
    """Find the dated events in the articles of SOURCE: what happened, and when."""
    from tenor.stances.events import events as events_of

    _write(source, form, options, table="events", give=events_of)


def _write(
    source: str, form: str, options: dict[str, Any], *, table: str, give: Callable[[Article], Iterator[object]]
) -> None:
    """Write what each article of a corpus gives, as it is found."""
    from tenor.corpus.opening import open_corpus

    corpus = open_corpus(source, stdin=sys.stdin.buffer, **options)
    WRITERS[form]((each for article in corpus for each in give(article)), sys.stdout, table=table)
    for fault in corpus.faults:
        _tell(fault)


@main.command()
@click.argument("source", required=False)
@click.option("--sample", "n", type=int, default=100, show_default=True, help="how many stances to draw")
@click.option("--seed", type=int, default=0, show_default=True, help="which of the possible samples")
@click.option("--read", "sheets", multiple=True, metavar="SHEET", help="a filled-in sheet; may be repeated")
@click.option("--relation", "-r", default="us-china", show_default=True, help=RELATION)
@_since
@_until
@_map
@_strict
def audit(source: str | None, n: int, seed: int, sheets: tuple[str, ...], relation: str, **options: Any) -> None:
    """Draw stances of SOURCE into a coding sheet, or tell from filled-in ones how often the extraction is right."""
    from tenor import audit as auditing

    if bool(source) == bool(sheets):
        raise ParameterError("give either a SOURCE to draw a coding sheet from, or filled-in sheets with --read")
    if source:
        corpus, _, found = _found(source, relation, options)
        auditing.write_sheet(auditing.draw(found, n=n, seed=seed), sys.stdout)
        _say(auditing.explain())
        for fault in corpus.faults:
            _tell(fault)
        return
    answers = auditing.read_sheets(sheets)
    if not any(right is not None for answer in answers for right in answer.right.values()):
        raise CorpusError(f"{', '.join(sheets)}: no answer in it yet; fill in the columns that end in _right")
    for table in (auditing.precision(answers), auditing.agreement(answers)):
        click.echo(f"{table.to_string(index=False, na_rep='-', float_format='{:.3f}'.format)}\n")
    _say(auditing.NOTE)


@main.group()
def relation() -> None:
    """Check a relation profile, or start a new one."""


@relation.command("check")
@click.argument("profile")
def relation_check(profile: str) -> None:
    """Tell what PROFILE holds, a file or a name, what is wrong in it, and what deserves a second look."""
    from tenor.relation_check import check

    for line in check(profile).lines:
        click.echo(line)


@relation.command("new")
@click.argument("name", default="my-relation")
def relation_new(name: str) -> None:
    """Write a commented profile to start from to standard output; NAME is its name."""
    from tenor.relation_check import template

    click.echo(template(name), nl=False)


@main.command()
@click.argument("source", type=click.File("rb"))
@click.option("--scorer", "-s", default="diplomatic", show_default=True, help="diplomatic, textblob or vader")
@click.option("--explain", "explained", is_flag=True, help="tell the words behind each score: place, weight and rule")
def score(source: BinaryIO, scorer: str, explained: bool) -> None:
    """Score the lines of SOURCE: JSON with `text` and, if there, `id` and `cue`. One line out for each, in order."""
    from tenor.sentiment import explain, scorer_named

    plain = scorer_named(scorer)
    function = partial(explain, scorer=scorer) if explained else plain
    written = explained_line if explained else score_line
    for number, line in enumerate(source, start=1):
        if line.strip():
            asked, fault = question(line, where=f"{getattr(source, 'name', '-')}:{number}")
            if fault:
                _tell(fault)
            found = function(asked.text, cue=asked.cue) if asked.text is not None else None
            sys.stdout.write(json.dumps(written(asked.id, found), ensure_ascii=False) + "\n")


@main.command()
@_out
def runs(out: Path) -> None:
    """List past runs, oldest first: name, status, verdict, report."""
    from tenor.runs.chain import past_runs

    found = past_runs(out)
    if not found:
        _say(f"tenor: no runs in {out} yet; `tenor run` makes one")
    for row in found:
        cells = (row["name"], f"{row['status']:<10}", f"{row['verdict'] or '-':<20}", row["report"] or "-")
        click.echo("  ".join(cells))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _tell(fault: Fault) -> None:
    _say(f"tenor: {fault.where}: {fault.detail}")
