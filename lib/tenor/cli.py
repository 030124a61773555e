"""`tenor ...`: the library's functions for shells and cron.

What a command gives goes to standard output, what it tells of its work to standard error. Exit status: 0; 1 where a
notebook failed; 2 for bad input or a bad parameter.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

import click

from tenor import __version__
from tenor.cli_archive import archive
from tenor.cli_collect import collect
from tenor.cli_options import (
    EXIT_INPUT,
    RELATION,
    columns_option,
    form_option,
    say,
    since_option,
    strict_option,
    tell,
    until_option,
)
from tenor.cli_runs import run, runs, sweep
from tenor.cli_schedule import schedule
from tenor.errors import CorpusError, ParameterError, TenorError
from tenor.lines import WRITERS, explained_line, question, score_line
from tenor.records import Article


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


for command in (run, sweep, runs, archive, collect, schedule):
    main.add_command(command)


@main.command()
@click.argument("source")
@form_option
@click.option("--relation", "-r", default="us-china", show_default=True, help=RELATION)
@since_option
@until_option
@columns_option
@strict_option
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
        tell(fault)


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
@form_option
@since_option
@until_option
@columns_option
@strict_option
def dates(source: str, form: str, **options: Any) -> None:
    """Find every time phrase in the articles of SOURCE, and the days that it means."""
    from tenor.stances.dates import dates as dates_of

    _write(source, form, options, table="dates", give=dates_of)


@main.command()
@click.argument("source")
@form_option
@since_option
@until_option
@columns_option
@strict_option
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
        tell(fault)


@main.command()
@click.argument("source", required=False)
@click.option("--sample", "n", type=int, default=100, show_default=True, help="how many stances to draw")
@click.option("--seed", type=int, default=0, show_default=True, help="which of the possible samples")
@click.option("--read", "sheets", multiple=True, metavar="SHEET", help="a filled-in sheet; may be repeated")
@click.option("--relation", "-r", default="us-china", show_default=True, help=RELATION)
@since_option
@until_option
@columns_option
@strict_option
def audit(source: str | None, n: int, seed: int, sheets: tuple[str, ...], relation: str, **options: Any) -> None:
    """Draw stances of SOURCE into a coding sheet, or tell from filled-in ones how often the extraction is right."""
    from tenor import audit as auditing

    if bool(source) == bool(sheets):
        raise ParameterError("give either a SOURCE to draw a coding sheet from, or filled-in sheets with --read")
    if source:
        corpus, _, found = _found(source, relation, options)
        auditing.write_sheet(auditing.draw(found, n=n, seed=seed), sys.stdout)
        say(auditing.explain())
        for fault in corpus.faults:
            tell(fault)
        return
    answers = auditing.read_sheets(sheets)
    if not any(right is not None for answer in answers for right in answer.right.values()):
        raise CorpusError(f"{', '.join(sheets)}: no answer in it yet; fill in the columns that end in _right")
    for table in (auditing.precision(answers), auditing.agreement(answers)):
        click.echo(f"{table.to_string(index=False, na_rep='-', float_format='{:.3f}'.format)}\n")
    say(auditing.NOTE)


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
                tell(fault)
            found = function(asked.text, cue=asked.cue) if asked.text is not None else None
            sys.stdout.write(json.dumps(written(asked.id, found), ensure_ascii=False) + "\n")
