"""`tenor schedule ...`: what `schedules.toml` names, explained, run, and handed to the machine."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from tenor.cli_options import say
from tenor.errors import ParameterError, RunError

EXIT_RUN = 1
UNITS = Path("~/.config/systemd/user")
_file = click.option(
    "--file", type=click.Path(path_type=Path), default=Path("schedules.toml"), show_default=True, help="the schedules"
)
_out = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("runs"), show_default=True,
    help="folder in which each schedule has a folder of runs",
)  # fmt: skip


@click.group()
def schedule() -> None:
    """Run on a schedule what schedules.toml names."""


@schedule.command("list")
@_file
def list_(file: Path) -> None:
    """List the schedules: name, cron line, time zone."""
    from tenor.runs.schedules.reading import read_schedules

    for each in read_schedules(file).values():
        click.echo(f"{each.name}  {each.cron.line}  {each.cron.zone}")


@schedule.command()
@_file
def check(file: Path) -> None:
    """Say each schedule in words, with its next three times; exit status 2 for one that cannot be meant."""
    from tenor.runs.schedules.reading import read_schedules

    for each in read_schedules(file).values():
        click.echo(f"{each.name}: {each.cron.words}")
        for time in each.cron.after(_now()):
            click.echo(f"    {time:%a %d %b %Y %H:%M %Z}")
        click.echo(f"    {each.told}")
        if each.on_change:
            click.echo(f"    when two runs agree that the verdict or a break has changed, {each.on_change.told}")
        if each.on_failure:
            click.echo(f"    when a run fails, or no feed can be read, {each.on_failure.told}")


@schedule.command()
@_file
@_out
def start(file: Path, out: Path) -> None:
    """Run the schedules at their times, in the foreground, until Ctrl-C or SIGTERM."""
    from tenor.runs.schedules.reading import read_schedules
    from tenor.runs.schedules.starting import start as started

    started(read_schedules(file), file=file, out=out, now=_now, say=say)


@schedule.command()
@click.argument("name")
@_file
@_out
@click.option("--allow-local", is_flag=True, help="also ask feeds at local and private addresses")
@click.pass_context
def run(ctx: click.Context, /, name: str, file: Path, out: Path, allow_local: bool) -> None:
    """Run the schedule NAME once, now; the last line printed is the path of the report."""
    from tenor.runs.schedules.reading import schedule_named
    from tenor.runs.schedules.running import run_schedule

    found = schedule_named(file, name)
    outcome = run_schedule(found, out=out, now=_now, say=say, allow_local=allow_local)
    if outcome.status != "ok":
        say(f"tenor: {name}: {outcome.status}: {outcome.failure.get('error', '')}")
        ctx.exit(EXIT_RUN)
    click.echo(str(outcome.run.report))


@schedule.command()
@click.argument("name")
@_file
@_out
@click.option("--allow-local", is_flag=True, help="also post to local and private addresses")
@click.pass_context
def test(ctx: click.Context, /, name: str, file: Path, out: Path, allow_local: bool) -> None:
    """Send whoever on_change and on_failure of the schedule NAME name a message that says it is a test; run nothing.

    Exit status 0 where all was delivered, 1 where not.
    """
    from tenor.runs.schedules.message import trial
    from tenor.runs.schedules.reading import schedule_named
    from tenor.runs.schedules.running import clock
    from tenor.runs.schedules.sending import send
    from tenor.runs.schedules.trouble import TRIAL

    found, when, failed = schedule_named(file, name), _now(), False
    of_change, of_failure = trial(name, folder=(out / name).absolute(), when=when), TRIAL.told(name, when, test=True)
    tries = {"on_change": (found.on_change, of_change), "on_failure": (found.on_failure, of_failure)}
    if not (found.on_change or found.on_failure):
        raise ParameterError(
            f"{file}: [{name}] has no on_change and no on_failure to be tested; docs/schedule.md says what they take"
        )
    for key, (receiver, told) in tries.items():
        try:
            if receiver:
                answer = send(receiver, told, clock=clock(_now), allow_local=allow_local)
                click.echo(f"{key}: delivered: {answer}")
        except RunError as error:
            say(f"tenor: {name}: {key}: not delivered: {error}")
            failed = True
    ctx.exit(EXIT_RUN if failed else 0)


@schedule.command()
@click.argument("name")
@_file
@_out
@click.option("--into", type=click.Path(path_type=Path), default=UNITS, show_default=True, help="folder of the units")
@click.option("--crontab", is_flag=True, help="print a line for crontab -e instead, and write nothing")
def install(name: str, file: Path, out: Path, into: Path, crontab: bool) -> None:
    """Write a service and a timer of systemd for the schedule NAME, and say what was done."""
    from tenor.runs.schedules import installing
    from tenor.runs.schedules.reading import schedule_named

    found = schedule_named(file, name)
    places: dict[str, Any] = {"file": file, "out": out}
    if crontab:
        click.echo(installing.crontab_line(found, **places))
        return
    for path in installing.install(found, into.expanduser(), **places):
        click.echo(f"wrote {path}")
    click.echo(f"now: systemctl --user daemon-reload && systemctl --user enable --now tenor-{name}.timer")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
