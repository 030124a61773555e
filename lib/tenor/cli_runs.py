"""`tenor run`, `tenor sweep` and `tenor runs`: the notebooks executed, once or over a grid, and what became of that."""

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import click

from tenor.cli_options import (
    EXIT_NOTEBOOK,
    RELATION,
    columns_option,
    out_option,
    say,
    since_option,
    strict_option,
    tell,
    until_option,
)
from tenor.errors import ParameterError

Command = TypeVar("Command", bound=Callable[..., object])


class _OfParameters(click.Command):
    """A command whose help lists the parameters of the notebooks too."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        from tenor.runs.chain import all_parameters

        rows = [(f"{each.name} = {each.default!r}", each.help) for each in all_parameters().values()]
        with formatter.section("Parameters, for --param"):
            formatter.write_dl(rows)


def _of_a_run(command: Command) -> Command:
    """Give a command the options that say what is run, and how long it may take."""
    options = (
        click.option(
            "--corpus", "-c", help="file, folder or archive of articles, - for standard input  [default: sample]"
        ),
        click.option("--relation", "-r", help=f"{RELATION}  [default: us-china]"),
        since_option,
        until_option,
        click.option("--scorer", "-s", help="the scorer that the verdict rests on  [default: diplomatic]"),
        click.option("--over", help="period of the timeline: day, week, month, quarter or auto  [default: auto]"),
        click.option(
            "--param", "params", multiple=True, metavar="NAME=VALUE", help="any parameter listed below; may be repeated"
        ),
        columns_option,
        strict_option,
        click.option("--deadline", type=click.FloatRange(0, min_open=True), help="most seconds that a run may take"),
        click.option("--cell-timeout", type=click.IntRange(1), help="most seconds that one cell may take"),
        out_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(cls=_OfParameters)
@_of_a_run
@click.option("--resume", metavar="RUN", help="go on with a run that was stopped, from its first notebook not done")
@click.option("--parameters", is_flag=True, help="list every parameter with type, default and meaning, and stop")
@click.pass_context
def run(ctx: click.Context, /, out: Path, resume: str | None, parameters: bool, **options: Any) -> None:
    """Execute the notebooks into a new run folder; the last line printed is the path of the report."""
    from tenor.runs import chain

    chain.require_notebooks()
    if parameters:
        for parameter in chain.all_parameters().values():
            click.echo(f"{parameter.name}: {parameter.kind.__name__} = {parameter.default!r}\n    {parameter.help}")
        return
    limits = chain.Limits(options.pop("deadline"), options.pop("cell_timeout"))
    values, folder = _resumed(resume, out, options) if resume else (_given(ctx, options), None)
    name = _ready(values, out)
    with ExitStack() as stack:
        outcome = chain.run_chain(
            values, out=folder.parent if folder else out, name=name, now=now, say=say, bar=sys.stderr.isatty(),
            limits=limits, resume=folder, nursery=chain.nursery_for(stack),
        )  # fmt: skip
    _tell_reading(outcome.run)
    _tell_corrections(outcome.run)
    _tell_changes(outcome.run)
    if outcome.status != "ok":
        ctx.exit(_tell_failure(outcome))
    say(outcome.run.results("3_spiral")["sentence"])
    click.echo(str(outcome.run.report))


def _given(ctx: click.Context, options: Mapping[str, Any]) -> dict[str, Any]:
    """Give the value of every parameter: of the options, of `--param`, and the defaults."""
    from tenor.runs.chain import all_parameters
    from tenor.runs.parameters import checked, pairs
    from tenor.runs.preparation import spooled

    declared = all_parameters()
    asked = {name: value for name, value in options.items() if value and name != "params"}
    values = {name: parameter.default for name, parameter in declared.items()}
    values |= checked(asked | pairs(options["params"]), declared)
    if values["corpus"] == "-":
        folder = ctx.with_resource(TemporaryDirectory(prefix="tenor-"))
        values["corpus"] = str(spooled(sys.stdin.buffer, Path(folder)))
    return values


def _resumed(place: str, out: Path, options: Mapping[str, Any]) -> tuple[dict[str, Any], Path]:
    """Give the parameters and the folder of a run to go on with."""
    from tenor.runs.folder import manifest_of
    from tenor.runs.past import stopped_run

    if any(options.values()):
        raise ParameterError("--resume goes on with the parameters of the run; give no others, or run anew")
    folder = stopped_run(place, out=out)
    return dict(manifest_of(folder)["parameters"]), folder


def _ready(values: dict[str, Any], out: Path) -> str:
    """Look at the inputs before anything runs, say what is wrong with corrections, and give the run's name."""
    from tenor.runs.preparation import ready, unusable_corrections

    name = ready(values, out=out)
    for fault in unusable_corrections(values):
        tell(fault)
    return name


def _tell_reading(finished: Any) -> None:
    for row in finished.table("reading").itertuples() if finished.has("reading") else ():
        articles = "1 article" if row.n == 1 else f"{row.n:,} articles"
        what = "left out" if row.left_out == "yes" else "read differently"
        say(f"tenor: {articles} {what}: {'it' if row.n == 1 else 'each'} {row.meaning}")


def _tell_corrections(finished: Any) -> None:
    outcomes = list(finished.table("corrections")["outcome"]) if finished.has("corrections") else []
    if outcomes:
        n = {outcome: outcomes.count(outcome) for outcome in ("applied", "no longer matches", "cannot be used")}
        what = "1 correction" if n["applied"] == 1 else f"{n['applied']:,} corrections"
        lost = f"{n['no longer matches']:,} no longer {'matches' if n['no longer matches'] == 1 else 'match'}"
        unusable = f", {n['cannot be used']:,} cannot be used" if n["cannot be used"] else ""
        say(f"tenor: {what} applied, {lost}{unusable}")


def _tell_changes(run: Any) -> None:
    """Say why a run could not be compared with the previous one."""
    told = run.results("4_report").get("changes") or {}
    if "why" in told:
        say(f"tenor: nothing could be compared: {told['why']}")


def _tell_failure(outcome: Any) -> int:
    failure = outcome.failure
    cell = f", cell [{failure['cell']}]" if failure["cell"] is not None else ""
    say(f"tenor: {failure['notebook']}{cell}: {outcome.status}: {failure['error']}")
    copy = outcome.run.path / "notebooks" / f"{failure['notebook']}.ipynb"
    if copy.is_file():  # not where no kernel has started
        say(f"tenor: the notebook as executed is in {copy.parent}")
    say(f"tenor: `tenor run --resume {outcome.run.path}` goes on from there")
    return EXIT_NOTEBOOK


@click.command(cls=_OfParameters)
@_of_a_run
@click.option("--set", "sets", multiple=True, required=True, metavar="NAME=A,B", help="values to try; may be repeated")
@click.option("--jobs", "-j", type=click.IntRange(1), help="runs at a time  [default: one a core]")
@click.pass_context
def sweep(ctx: click.Context, /, out: Path, sets: tuple[str, ...], jobs: int | None, **options: Any) -> None:
    """Run every combination of the values given with --set, in parallel, then compare the runs.

    The same sweep goes on where it was stopped, and what ended ok is not run again. Printed are a row a run, and last
    the path of the comparison.
    """
    from tenor.runs import chain
    from tenor.runs.grid import grid
    from tenor.runs.parameters import checked
    from tenor.runs.sweeping import sweep as swept_over

    chain.require_notebooks()
    limits = chain.Limits(options.pop("deadline"), options.pop("cell_timeout"))
    points, declared, common = grid(sets), chain.all_parameters(), _given(ctx, options)
    asked = [(point, common | checked(point, declared)) for point in points]
    names = [_ready(values, out) for _, values in asked]
    with click.progressbar(length=len(asked), label="runs", file=sys.stderr) as bar:
        swept = swept_over(
            asked, out=out, name=names[0], began=f"{now():%Y-%m-%dT%H:%M:%S}", jobs=jobs, limits=limits,
            ended=lambda: bar.update(1),
        )  # fmt: skip
    click.echo(swept.table.drop(columns="run").to_string(index=False))
    if swept.failure:
        say(f"tenor: compare: {swept.failure.status}: {swept.failure.error}")
    if swept.compared:
        click.echo(os.path.relpath(swept.compared))
    if swept.failure or (swept.table["status"] != "ok").any():
        ctx.exit(EXIT_NOTEBOOK)


@click.command()
@out_option
@click.option("--keep", type=click.IntRange(1), help="remove all but this many runs, the oldest first")
def runs(out: Path, keep: int | None) -> None:
    """List past runs, oldest first: name, status, verdict, report; then those of each schedule, as NAME/RUN.

    With --keep the oldest in the folder itself are removed first of all, but never the last good one, and never one
    that is going on. Schedules keep as many as schedules.toml says.
    """
    from tenor.runs.past import past_runs, runs_of_schedules
    from tenor.runs.retention import remove_superfluous

    for gone in remove_superfluous(out, keep=keep) if keep else ():
        say(f"tenor: removed {gone.name}")
    found, of_schedules = past_runs(out), runs_of_schedules(out)
    if not (found or of_schedules):
        say(f"tenor: no runs in {out} yet; `tenor run` makes one")
    _list_runs(found)
    for name, each in of_schedules.items():
        _list_runs(each)
        _tell_standing(name, out / name)


def _list_runs(found: Iterable[Mapping[str, Any]]) -> None:
    for row in found:
        cells = (row["name"], f"{row['status']:<11}", f"{row['verdict'] or '-':<20}", row["report"] or "-")
        click.echo("  ".join(cells))


def _tell_standing(name: str, folder: Path) -> None:
    """Say what stands of a schedule that tells somebody, and what could not be delivered yet."""
    from tenor.errors import RunError
    from tenor.narrative.looks import named
    from tenor.runs.schedules.announcing import read_book

    try:
        book = read_book(folder)
    except RunError as error:
        say(f"tenor: {error}")
        return
    if book and (stands := book.course.standing):
        say(f"tenor: {name}: {named(stands.verdict, stands.side)} stands, as two runs in a row agreed")
    for waiting in book.pending if book else ():
        say(f"tenor: {name}: not delivered yet: {waiting['text']}")


def now() -> dt.datetime:
    """Give the time, in UTC."""
    return dt.datetime.now(dt.UTC)
