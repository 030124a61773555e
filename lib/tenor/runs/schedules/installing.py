"""A schedule handed to what the machine has: a service and a timer of systemd, or a line of a crontab."""

import re
import shlex
import sys
from functools import partial
from pathlib import Path

from tenor.corpus.opening import PROJECT
from tenor.errors import ParameterError
from tenor.runs.folder import write_whole
from tenor.runs.schedules.reading import Schedule

_SERVICE = """# Made by `tenor schedule install {name}`; what it runs stands in {file}.
[Unit]
Description=Tenor: the schedule {name}
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={project}
ExecStart={command}
TimeoutStartSec={seconds}
"""

_TIMER = """# Made by `tenor schedule install {name}`: {words}
[Unit]
Description=Tenor: when the schedule {name} runs

[Timer]
OnCalendar={calendar}
# What was missed while the machine was off is caught up, once.
Persistent=true

[Install]
WantedBy=timers.target
"""

GRACE = 120
"""Seconds beyond its deadline after which systemd ends a run that did not end itself."""


def units(schedule: Schedule, *, file: Path, out: Path) -> dict[str, str]:
    """Give the two unit files by name."""
    words = {
        "name": schedule.name,
        "file": file,
        "project": PROJECT,
        "command": " ".join(map(_of_systemd, command(schedule, file=file, out=out))),
        "seconds": schedule.deadline + GRACE,
        "words": schedule.cron.words,
        "calendar": schedule.cron.calendar,
    }
    stem = f"tenor-{schedule.name}"
    return {f"{stem}.service": _SERVICE.format(**words), f"{stem}.timer": _TIMER.format(**words)}


def install(schedule: Schedule, folder: Path, *, file: Path, out: Path) -> list[Path]:
    """Write the two unit files into `folder`, and give where; raises ParameterError where they cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in units(schedule, file=file, out=out).items():
            write_whole(folder / name, partial(Path.write_text, data=text, encoding="utf-8"))
    except OSError as error:
        raise ParameterError(f"{folder}: cannot be written: {error.strerror}; name another one with --into") from None
    return [folder / name for name in units(schedule, file=file, out=out)]


def crontab_line(schedule: Schedule, *, file: Path, out: Path) -> str:
    """Give the line for `crontab -e`. Cron knows the machine's own time zone alone: CRON_TZ stands above it."""
    words = shlex.join(command(schedule, file=file, out=out)).replace("%", "\\%")
    fields = schedule.cron.crontab
    return f"CRON_TZ={schedule.cron.zone}\n{fields} cd {shlex.quote(str(PROJECT))} && {words}"


def command(schedule: Schedule, *, file: Path, out: Path) -> list[str]:
    """Give the command that runs the schedule once."""
    python = [sys.executable, "-m", "tenor"]
    return [*python, "schedule", "run", schedule.name, "--file", str(file.absolute()), "--out", str(out.absolute())]


def _of_systemd(word: str) -> str:
    """Quote a word for ExecStart, where % and $ mean something as well."""
    if re.search(r"[\x00-\x1f]", word):
        raise ParameterError(f"{word!r} holds a control character, which systemd does not take")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return escaped if re.fullmatch(r"[\w./:@+,=-]+", escaped) else f'"{escaped}"'
