"""`tenor ...`: the library's functions for shells and cron.

What a command gives goes to standard output, what it tells of its work to standard error. Exit status: 0; 1 where a
notebook failed; 2 for bad input or a bad parameter.
"""

import datetime as dt
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import click

from tenor import __version__
from tenor.errors import ParameterError, TenorError, unknown
from tenor.lines import WRITERS, question, score_line
from tenor.records import Fault

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


RELATION = "relation profile: a name, or a .toml file"
_since = click.option("--since", default="", metavar="DAY", help="first day of publication kept, YYYY-MM-DD")
_until = click.option("--until", default="", metavar="DAY", help="last day of publication kept, YYYY-MM-DD")
_map = click.option("--map", "columns", default="", metavar="FIELD=COLUMN,...", help="your columns: text=body,url=link")
_strict = click.option("--strict", is_flag=True, help="stop at the first broken input, instead of leaving it out")
_out = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("runs"), show_default=True, help="folder of the run folders"
)


@main.command()
@click.option("--corpus", "-c", help="file or folder of articles, - for standard input  [default: sample]")
@click.option("--relation", "-r", help=f"{RELATION}  [default: us-china]")
@_since
@_until
@click.option("--scorer", "-s", help="the scorer that the verdict rests on  [default: textblob]")
@click.option("--over", help="period of the timeline: week, month, quarter or auto  [default: auto]")
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
        values["corpus"] = str(_spooled(sys.stdin.buffer, Path(folder)))
    name = _ready(values)
    outcome = chain.run_chain(values, out=out, name=name, now=_now, say=_say, bar=sys.stderr.isatty())
    _tell_reading(outcome.run)
    if outcome.status != "ok":
        ctx.exit(_tell_failure(outcome))
    _say(outcome.run.results("3_spiral")["sentence"])
    click.echo(str(outcome.run.report))


def _ready(values: dict[str, Any]) -> str:
    """Raise for any input that is not there before anything runs; make paths absolute and give the run's name."""
    from tenor.corpus.opening import corpus_path, open_corpus
    from tenor.narrative import PERIODS
    from tenor.relation import load
    from tenor.sentiment import scorer_named

    scorer_named(values["scorer"])
    if values["over"] not in (*PERIODS, "auto"):
        raise ParameterError(unknown("period", values["over"], (*PERIODS, "auto")))
    profile = load(values["relation"])
    if values["relation"].endswith(".toml"):
        values["relation"] = str(Path(values["relation"]).absolute())
    options = {name: values[name] for name in ("since", "until", "columns", "strict")}
    open_corpus(values["corpus"], **options)
    path = Path(corpus_path(values["corpus"]))
    if values["corpus"] != "sample":
        values["corpus"] = str(path.absolute())
    return f"{profile.name}_{path.absolute().name.split('.')[0]}"


def _spooled(stdin: BinaryIO, folder: Path) -> Path:
    """Write standard input to a file that the notebooks can read: JSON lines where it opens with `{`, else one text."""
    whole = folder / "stdin"
    with whole.open("wb") as file:
        while block := stdin.read(1 << 20):
            file.write(block)
    with whole.open("rb") as file:
        packed = ".gz" if file.read(2) == b"\x1f\x8b" else ""
        file.seek(0)
        lines = packed or file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    return whole.rename(folder / f"stdin{'.jsonl' if lines else '.txt'}{packed}")


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
@click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), default="jsonl", show_default=True, help="form of the output"
)
@click.option("--relation", "-r", default="us-china", show_default=True, help=RELATION)
@_since
@_until
@_map
@_strict
def stances(source: str, form: str, relation: str, **options: Any) -> None:
    """Find the stances of the articles in SOURCE: a file, a folder, or - for standard input."""
    from tenor.corpus.opening import open_corpus
    from tenor.relation import load
    from tenor.stances import stances as stances_of

    profile = load(relation)
    corpus = open_corpus(source, stdin=sys.stdin.buffer, **options)
    WRITERS[form]((stance for article in corpus for stance in stances_of(article, profile)), sys.stdout)
    for fault in corpus.faults:
        _tell(fault)


@main.command()
@click.argument("source", type=click.File("rb"))
@click.option("--scorer", "-s", default="textblob", show_default=True, help="the scorer")
def score(source: BinaryIO, scorer: str) -> None:
    """Score the lines of SOURCE: JSON with `text` and, if there, `id` and `cue`. One line out for each, in order."""
    from tenor.sentiment import scorer_named

    function = scorer_named(scorer)
    for number, line in enumerate(source, start=1):
        if line.strip():
            asked, fault = question(line, where=f"{getattr(source, 'name', '-')}:{number}")
            if fault:
                _tell(fault)
            found = function(asked.text, asked.cue) if asked.text is not None else None
            sys.stdout.write(json.dumps(score_line(asked.id, found), ensure_ascii=False) + "\n")


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
