"""Options, exit statuses and ways of saying something that more than one command has."""

from pathlib import Path

import click

from tenor.lines import WRITERS
from tenor.records import Fault

EXIT_NOTEBOOK, EXIT_INPUT = 1, 2

RELATION = "relation profile: a name, or a .toml file"
since_option = click.option("--since", default="", metavar="DAY", help="first day of publication kept, YYYY-MM-DD")
until_option = click.option("--until", default="", metavar="DAY", help="last day of publication kept, YYYY-MM-DD")
columns_option = click.option(
    "--map", "columns", default="", metavar="FIELD=COLUMN,...", help="your columns: text=body,url=link"
)
form_option = click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), default="jsonl", show_default=True, help="form of the output"
)
strict_option = click.option("--strict", is_flag=True, help="stop at the first broken input, instead of leaving it out")
out_option = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("runs"), show_default=True, help="folder of the run folders"
)


def say(line: str) -> None:
    """Say a line on standard error."""
    click.echo(line, err=True)


def tell(fault: Fault) -> None:
    """Say what is wrong with an input, and where."""
    say(f"tenor: {fault.where}: {fault.detail}")
