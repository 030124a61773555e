"""One run of a schedule: collect its feeds, run the notebooks over the archive, tell who is to be told of a change."""

import datetime as dt
import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.request import getproxies_environment

from tenor.corpus.archive import Archive
from tenor.corpus.feeds import Clock, Fetcher, Wanted, collect, feeds_of
from tenor.corpus.feeds import Outcome as FeedOutcome
from tenor.errors import RunError, TenorError
from tenor.runs.chain import Limits, Outcome, all_parameters, nursery_for, run_chain
from tenor.runs.nursery import Nursery
from tenor.runs.parameters import Value
from tenor.runs.past import last_good
from tenor.runs.preparation import ready
from tenor.runs.retention import remove_superfluous
from tenor.runs.schedules.announcing import announce
from tenor.runs.schedules.reading import Schedule
from tenor.runs.schedules.sending import send
from tenor.runs.schedules.trouble import Trouble, cut_off, of_run

FOR_COLLECTING = 0.5
"""The share of the deadline after which nothing more is collected: the run is to have its time."""


def run_schedule(
    schedule: Schedule,
    *,
    out: Path,
    now: Callable[[], dt.datetime],
    say: Callable[[str], None],
    allow_local: bool = False,
    nursery: Nursery | None = None,
) -> Outcome:
    """Do one run of `schedule` into `out/NAME`, and give how it ended.

    Kernels are forked from the `nursery`, where none is given from one of its own, as those of `tenor run`. Feeds that
    cannot be read do not stop the run, nor does time that is over for them: what the archive holds is looked at all the
    same.

    Raises ParameterError and RunError as `run_chain` does, and RunError where collecting took all the time there was.
    """
    troubles = list(cut_off(out / schedule.name))
    try:
        outcome, feeds = _run(schedule, out / schedule.name, now=now, say=say, allow_local=allow_local, nursery=nursery)
        troubles += of_run(outcome, feeds)
        return outcome
    except Exception as error:
        foreseen = isinstance(error, TenorError)
        troubles.append(Trouble("not run", f"{error}" if foreseen else f"{type(error).__name__}: {error}"))
        raise
    finally:
        for trouble in troubles:
            _tell(schedule, trouble, now=now, say=say, allow_local=allow_local)


def _run(
    schedule: Schedule,
    folder: Path,
    *,
    now: Callable[[], dt.datetime],
    say: Callable[[str], None],
    allow_local: bool,
    nursery: Nursery | None,
) -> tuple[Outcome, list[FeedOutcome]]:
    """Collect, run, announce and remove; give how the run ended, and what became of each feed."""
    began = time.monotonic()
    feeds = _collect(schedule, now=now, say=say, allow_local=allow_local) if schedule.feeds else []
    left = schedule.deadline - (time.monotonic() - began)
    if left <= 0:
        raise RunError(
            f"{schedule.name}: collecting took the {schedule.deadline} seconds of its deadline; give it more"
        )
    values = _values(schedule, last_good(folder))
    name = ready(values)
    with ExitStack() as stack:
        nursery = nursery or nursery_for(stack)
        limits = Limits(deadline=left)
        outcome = run_chain(
            values, out=folder, name=name, now=now, say=say, limits=limits, nursery=nursery, schedule=_told(schedule)
        )
    # Before any run is removed, as with `keep = 1` the one before would be.
    _announce(schedule, folder, now=now, say=say, allow_local=allow_local)
    for path in remove_superfluous(folder, keep=schedule.keep):
        say(f"{schedule.name}: removed {path.name}, as only {schedule.keep} are kept")
    return outcome, feeds


def _tell(
    schedule: Schedule,
    trouble: Trouble,
    *,
    now: Callable[[], dt.datetime],
    say: Callable[[str], None],
    allow_local: bool,
) -> None:
    """Tell whoever `on_failure` names; where that cannot be, it is said, and not tried again."""
    if schedule.on_failure:
        told = trouble.told(schedule.name, now())
        try:
            answer = send(schedule.on_failure, told, clock=clock(now), allow_local=allow_local)
            say(f"{schedule.name}: told: {told['text']} ({answer})")
        except TenorError as error:
            say(f"{schedule.name}: nobody could be told: {told['text']} ({error})")


def clock(now: Callable[[], dt.datetime]) -> Clock:
    """Give what those who ask the network wait by."""
    return Clock(now, time.sleep, random.SystemRandom().random)


def _told(schedule: Schedule) -> dict[str, str]:
    return {"name": schedule.name, "cron": schedule.cron.line, "zone": schedule.cron.zone}


def _announce(
    schedule: Schedule, folder: Path, *, now: Callable[[], dt.datetime], say: Callable[[str], None], allow_local: bool
) -> None:
    if schedule.on_change:
        deliver = partial(send, schedule.on_change, clock=clock(now), allow_local=allow_local)
        announce(folder, schedule.cron, deliver, schedule=schedule.name, now=now, say=say)


def _collect(
    schedule: Schedule, *, now: Callable[[], dt.datetime], say: Callable[[str], None], allow_local: bool
) -> list[FeedOutcome]:
    fetcher, outcomes = Fetcher(clock(now), allow_local=allow_local, proxies=getproxies_environment()), []
    with Archive(Path(schedule.archive)) as archive:
        feeds, seconds = feeds_of(schedule.feeds), schedule.deadline * FOR_COLLECTING
        for outcome in collect(feeds, archive, fetcher=fetcher, wanted=Wanted(), seconds=seconds):
            outcomes.append(outcome)
            say(f"{outcome.url}: {outcome.status}, {outcome.new:,} new")
            for fault in outcome.faults[:3]:
                say(f"{fault.where}: {fault.detail}")
    return outcomes


def _values(schedule: Schedule, previous: Path | None) -> dict[str, Value]:
    defaults = {name: parameter.default for name, parameter in all_parameters().items()}
    corpus = {"corpus": schedule.archive} if schedule.archive else {}
    since = {"previous": str(previous)} if previous else {}
    return defaults | corpus | since | dict(schedule.parameters)
