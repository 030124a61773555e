"""`tenor collect`: new articles of feeds into an archive."""

import datetime as dt
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies_environment

import click

if TYPE_CHECKING:
    from tenor.corpus.feeds import Outcome

EXIT_NONE_READ = 1
MOST_TOLD = 5


@click.command()
@click.argument("feeds", nargs=-1, metavar="FEED...")
@click.option("--feeds", "lists", multiple=True, metavar="FILE", help="a list of feeds, like @FILE; may be repeated")
@click.option(
    "--archive", "path", type=click.Path(path_type=Path), default=Path("tenor.db"), show_default=True,
    help="the file of the archive; made where it is not there",
)  # fmt: skip
@click.option("--since", default="", metavar="DAY", help="first day of publication taken, YYYY-MM-DD")
@click.option(
    "--max-articles", type=click.IntRange(min=1), default=500, show_default=True,
    help="most articles taken of each feed; the rest is left for the next time",
)  # fmt: skip
@click.option(
    "--delay", type=float, default=1.0, show_default=True, metavar="SECONDS",
    help="wait between two requests to a server; more where its robots.txt asks for it",
)  # fmt: skip
@click.option("--no-pages", is_flag=True, help="keep to what the feeds hold; fetch no page")
@click.option(
    "--contact", envvar="TENOR_CONTACT", default="", metavar="ADDRESS", show_envvar=True,
    help="mail or web address under which a server's people find you",
)  # fmt: skip
@click.option("--allow-local", is_flag=True, help="also ask local and private addresses")
@click.pass_context
def collect(ctx: click.Context, /, path: Path, since: str, max_articles: int, no_pages: bool, **options: Any) -> None:
    """Fetch new articles of RSS and Atom feeds and sitemaps into the archive.

    FEED is an address, or @FILE with one a line. Exit status 0 where at least one feed was read, 1 where none was, 2
    for a bad parameter.
    """
    from tenor.corpus.archive import Archive
    from tenor.corpus.feeds import Fetcher, Wanted, feeds_of
    from tenor.corpus.feeds import collect as collected
    from tenor.corpus.opening import day

    given = feeds_of((*options.pop("feeds"), *(f"@{name}" for name in options.pop("lists"))))
    wanted = Wanted(since=day(since, name="since"), max_articles=max_articles, pages=not no_pages)
    fetcher = Fetcher(_clock(), proxies=getproxies_environment(), **options)
    with Archive(path) as archive:
        outcomes = list(_told(collected(given, archive, fetcher=fetcher, wanted=wanted)))
    n_read = sum(outcome.status != "failed" for outcome in outcomes)
    new = sum(outcome.new + outcome.copies for outcome in outcomes)
    _say(f"{n_read:,} of {_number(len(outcomes), 'feed')} read, {_number(new, 'article')} added to {path}")
    if not n_read:
        ctx.exit(EXIT_NONE_READ)


def _told(outcomes: "Iterator[Outcome]") -> "Iterator[Outcome]":
    """Give outcomes as they come, each told: a line for the feed, and one for each of the first faults of a kind."""
    from tenor.corpus import REASONS as OF_ARTICLES
    from tenor.corpus.feeds import REASONS

    meanings = OF_ARTICLES | REASONS
    for outcome in outcomes:
        for reason, n in outcome.counts.items():
            told = [fault for fault in outcome.faults if fault.reason == reason]
            for fault in told[:MOST_TOLD]:
                _say(f"{fault.where}: {fault.detail}")
            if len(told) > MOST_TOLD:
                _say(f"{outcome.url}: {n - MOST_TOLD:,} more, each of which {meanings[reason]}")
        if outcome.status != "failed":
            _say(f"{outcome.url}: {', '.join(_counts(outcome))}")
        yield outcome


def _counts(outcome: "Outcome") -> Iterator[str]:
    if outcome.status == "unchanged":
        yield "not changed"
        return
    yield f"{outcome.new:,} new"
    if outcome.copies:
        yield f"{outcome.copies:,} with the text of another outlet"
    yield f"{outcome.known:,} known"
    if passed := outcome.counts["passed_over"]:
        yield f"{passed:,} without an article when last looked at"
    if old := outcome.counts["out_of_period"]:
        yield f"{old:,} too old"


def _clock() -> Any:
    from tenor.corpus.feeds import Clock

    return Clock(lambda: dt.datetime.now(dt.UTC), time.sleep, random.SystemRandom().random)


def _number(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def _say(line: str) -> None:
    # A feed may hold what a terminal would obey.
    click.echo(f"tenor: {''.join(c if c.isprintable() else ' ' for c in line)}", err=True)
