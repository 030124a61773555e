"""What `schedules.toml` names: when, over what, with which parameters, and for how long.

    [weekly]
    cron = "0 6 * * mon"
    zone = "Europe/Berlin"
    feeds = ["https://example.org/world.xml"]
    archive = "tenor.db"
    keep = 52
    deadline = 3600

    [weekly.parameters]
    over = "week"

    [weekly.on_change]
    command = ["./tell-the-desk"]

    [weekly.on_failure]
    command = ["./tell-the-keeper"]

The file is reviewed like code: what is not known in it is refused, and nothing of it is run by checking it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tenor.charts.wording import counted
from tenor.errors import ParameterError, unknown
from tenor.runs.chain import all_parameters
from tenor.runs.parameters import Value, checked
from tenor.runs.past import SCHEDULE
from tenor.runs.retention import KEEP
from tenor.runs.schedules.cron import Cron, cron_of
from tenor.runs.schedules.sending import RIGHT, Receiver, receiver_of

FILE = "schedules.toml"
DEADLINE = 3 * 3600
"""Seconds that collecting and a run may take together."""

_KEYS = {
    "cron": str,
    "zone": str,
    "feeds": list,
    "archive": str,
    "keep": int,
    "deadline": int,
    "parameters": dict,
    "on_change": dict,
    "on_failure": dict,
}


@dataclass(frozen=True)
class Schedule:
    """One schedule. `feeds` are collected into `archive` first; `archive` is the corpus where no other is given.

    - cron: when; keep: how many of its runs are kept; deadline: seconds for all of it
    - parameters: those of the run that differ from the defaults, checked
    - on_change: who is told when the verdict or a break has changed; None for nobody
    - on_failure: who is told when a run did not end well, or none of its feeds could be read; None for nobody
    """

    name: str
    cron: Cron
    feeds: tuple[str, ...] = ()
    archive: str = ""
    keep: int = KEEP
    deadline: int = DEADLINE
    parameters: Mapping[str, Value] = field(default_factory=dict)
    on_change: Receiver | None = None
    on_failure: Receiver | None = None

    @property
    def told(self) -> str:
        """What it does, in one sentence."""
        feeds = (
            f"collects {counted(len(self.feeds), 'feed')} into {self.archive}, then reads" if self.feeds else "reads"
        )
        corpus = self.parameters.get("corpus", self.archive)
        others = ", ".join(f"{name}={value}" for name, value in self.parameters.items() if name != "corpus")
        limits = f"within {self.deadline} s, keeps {counted(self.keep, 'run')}"
        return f"{feeds} {corpus}{f' with {others}' if others else ''} {limits}"


def read_schedules(path: Path) -> dict[str, Schedule]:
    """Give the schedules of a file, by name, in its order.

    Raises ParameterError, naming file, schedule and key, for the first thing that is wrong; paths are not followed yet.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ParameterError(f"{path}: no such file; docs/schedule.md shows one to start from") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ParameterError(f"{path}: cannot be read: {error}") from None
    if not data:
        raise ParameterError(f"{path}: no schedule in it; write one below a line [weekly]")
    return {name: _schedule(path, name, entry) for name, entry in data.items()}


def schedule_named(path: Path, name: str) -> Schedule:
    """Give one schedule of a file; raises ParameterError as `read_schedules` does, and for an unknown name."""
    found = read_schedules(path)
    if name not in found:
        raise ParameterError(f"{path}: {unknown('schedule', name, found)}")
    return found[name]


def _schedule(path: Path, name: str, entry: object) -> Schedule:
    try:
        return _made(name, entry)
    except ParameterError as error:
        raise ParameterError(f"{path}: [{name}] {error}") from None


def _made(name: str, entry: object) -> Schedule:
    if not isinstance(entry, dict):
        raise ParameterError(f"is {entry!r}; a schedule is a table: [{name}] and its keys below")
    if not SCHEDULE.fullmatch(name):
        raise ParameterError("is no name; give small letters, digits, - and _, as it names a folder")
    given = {key: _of_type(key, value) for key, value in entry.items()}
    for key in ("cron", "zone"):
        if key not in given:
            raise ParameterError(f"has no {key}; give {_RIGHT[key]}")
    cron = cron_of(given.pop("cron"), given.pop("zone"))
    parameters = checked(given.pop("parameters", {}), all_parameters())
    given |= {key: _receiver(key, given[key]) for key in ("on_change", "on_failure") if key in given}
    return _sensible(Schedule(name, cron, tuple(given.pop("feeds", ())), parameters=parameters, **given))


def _receiver(key: str, entry: Mapping[str, Any]) -> Receiver:
    try:
        return receiver_of(entry)
    except ParameterError as error:
        raise ParameterError(f"{key}: {error}") from None


def _sensible(schedule: Schedule) -> Schedule:
    if schedule.feeds and not schedule.archive:
        raise ParameterError('names feeds and no archive; add archive = "tenor.db", where they are collected')
    if not schedule.archive and "corpus" not in schedule.parameters:
        raise ParameterError("names neither an archive nor a corpus; add one, or it would read the sample corpus")
    for feed in schedule.feeds:
        if urlsplit(feed).scheme not in ("http", "https"):
            raise ParameterError(f"feeds: {feed!r} is no http or https address")
    for key in ("keep", "deadline"):
        if getattr(schedule, key) < 1:
            raise ParameterError(f"{key} is {getattr(schedule, key)}; give {_RIGHT[key]}")
    return schedule


def _of_type(key: str, value: Any) -> Any:
    if key not in _KEYS:
        near = get_close_matches(key, _KEYS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ParameterError(f"has an unknown key {key!r}{hint} Known: {', '.join(_KEYS)}")
    wrong = not isinstance(value, _KEYS[key]) or isinstance(value, bool)
    if wrong or (key == "feeds" and not all(isinstance(feed, str) for feed in value)):
        raise ParameterError(f"{key} is {value!r}; give {_RIGHT[key]}")
    return value


_RIGHT = {
    "cron": 'a cron line in quotes, as "0 6 * * mon"',
    "zone": 'a time zone in quotes, as "Europe/Berlin"',
    "feeds": "a list of addresses in quotes",
    "archive": "the path of an archive in quotes",
    "keep": "the number of runs to keep, 1 or more",
    "deadline": "seconds, 1 or more",
    "parameters": "a table of parameters, as below [weekly.parameters]",
    "on_change": f"{RIGHT}, below [weekly.on_change]",
    "on_failure": f"{RIGHT}, below [weekly.on_failure]",
}
