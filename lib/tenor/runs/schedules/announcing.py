"""Announcing that a verdict or a break has changed, once two runs agree on it: at least once, and in order.

`runs/NAME/announced.json` holds the last looks, what stands, and what is still to be delivered:

    look at new runs -> write down what they change -> deliver -> write down that it is delivered

Each step is written whole before the next one begins. So whatever ends a process, the next one goes on where it was:
what was delivered and not yet written down is delivered again, under the same id.
"""

import datetime as dt
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tenor.errors import RunError, TenorError
from tenor.narrative.looks import Break, Course, Look, Standing, named
from tenor.runs.folder import write_json
from tenor.runs.lock import holding
from tenor.runs.looking import good_runs, look_at
from tenor.runs.schedules.cron import Cron
from tenor.runs.schedules.message import message

FILE = "announced.json"
LOCK = "announcing"

PATIENCE = 20
"""After so many seconds of delivering, no other announcement is begun: the next run goes on."""

Json = dict[str, Any]
Say = Callable[[str], None]


@dataclass(slots=True)
class Book:
    """What `announced.json` holds. `followed` names the runs that were looked at, `n` counts all announcements.

    `pending` are those still to be delivered, oldest first; of each one in `delivered` there is its id, text and time.
    """

    course: Course = field(default_factory=Course)
    followed: list[str] = field(default_factory=list)
    n: int = 0
    pending: list[Json] = field(default_factory=list)
    delivered: list[Json] = field(default_factory=list)

    def follow(self, path: Path, cron: Cron, *, schedule: str, now: dt.datetime, silent: bool) -> None:
        """Look at the run in the folder `path`, and keep what it changes as pending.

        With `silent` nothing becomes pending: what stood before anybody was to be told is no news. Raises TenorError
        for a run that cannot be looked at.
        """
        course, change = self.course.after(look_at(path, turn=cron.turn))
        if change and not silent:
            self.pending.append(message(change, path, schedule=schedule, number=self.n + 1, when=now))
            self.n += 1
        self.course = course


def announce(
    folder: Path,
    cron: Cron,
    deliver: Callable[[Mapping[str, Any]], str],
    *,
    schedule: str,
    now: Callable[[], dt.datetime],
    say: Say,
) -> None:
    """Announce what the runs of a schedule in `folder` have changed, and what could not be delivered before.

    `deliver` takes an announcement and gives what the receiver said, or raises a TenorError. Nothing is raised: whether
    somebody could be told is no matter of how the run ended. What goes wrong is said, and tried again at the next run.
    """
    try:
        with holding(folder, LOCK):
            book = _up_to_date(folder, cron, schedule=schedule, now=now(), say=say)
            _deliver_all(book, folder, deliver, now=now, say=lambda line: say(f"{schedule}: {line}"))
    except (TenorError, OSError) as error:
        say(f"{schedule}: nothing announced: {error}")


def read_book(folder: Path) -> Book | None:
    """Give what `announced.json` in `folder` holds, None where there is none; raises RunError where it is damaged."""
    path = folder / FILE
    try:
        return _book(path)
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        why = f"it is not what Tenor wrote ({error!r}); put it right, or remove it to begin with what stands now"
        raise RunError(f"{path}: {why}") from None


def _up_to_date(folder: Path, cron: Cron, *, schedule: str, now: dt.datetime, say: Say) -> Book:
    before = read_book(folder)
    book = before or Book()
    stood, good = book.course.standing, list(good_runs(folder))
    for path in good:
        if path.name not in book.followed:
            try:
                book.follow(path, cron, schedule=schedule, now=now, silent=before is None)
            except TenorError as error:
                say(f"{schedule}: {error}; what it says is left out of what is announced")
    book.followed = [path.name for path in good]
    _write(book, folder)
    if stood is None and (stands := book.course.standing):
        say(f"{schedule}: {named(stands.verdict, stands.side)}, as two runs agree; changes are announced from now on")
    return book


def _deliver_all(
    book: Book,
    folder: Path,
    deliver: Callable[[Mapping[str, Any]], str],
    *,
    now: Callable[[], dt.datetime],
    say: Say,
) -> None:
    """Deliver what is pending, in its order, until something cannot be delivered."""
    began = time.monotonic()
    while book.pending and time.monotonic() - began < PATIENCE:
        first = book.pending[0]
        try:
            answer = deliver(first)
        except TenorError as error:
            say(f"not announced, to be tried again at the next run: {first['text']} ({error})")
            return
        moment = now().isoformat(timespec="seconds")
        book.delivered.append({"id": first["id"], "text": first["text"], "when": moment})
        book.pending.pop(0)
        _write(book, folder)
        say(f"announced: {first['text']} ({answer})")


def _write(book: Book, folder: Path) -> None:
    write_json(folder / FILE, asdict(book))


def _book(path: Path) -> Book:
    told = json.loads(path.read_text("utf-8"))
    course = told["course"]
    return Book(
        Course(tuple(map(_look, course["looks"])), _standing(course["standing"])),
        list(told["followed"]),
        int(told["n"]),
        [dict(one) for one in told["pending"]],
        [dict(one) for one in told["delivered"]],
    )


def _look(cells: Json) -> Look:
    return Look(**{**cells, "breaks": tuple(map(_break, cells["breaks"]))})


def _standing(cells: Json | None) -> Standing | None:
    return None if cells is None else Standing(**{**cells, "breaks": tuple(map(_break, cells["breaks"]))})


def _break(cells: Json) -> Break:
    return Break(**{**cells, "day": dt.date.fromisoformat(cells["day"])})
