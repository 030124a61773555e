"""What went wrong with a run that nobody watched: what somebody is told of it, as JSON and in a sentence."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenor.charts.wording import counted
from tenor.corpus.feeds import Outcome as FeedOutcome
from tenor.runs.chain import Outcome
from tenor.runs.folder import manifest_of
from tenor.runs.past import run_folders, status_of

FIELDS = {
    "id": "another one for each failure",
    "schedule": "name of the schedule",
    "when": "when the failure was found, in UTC",
    "test": "true where somebody tries the receiver and nothing has failed",
    "text": "all of it in a sentence",
    "status": "how the run ended ([what each means](runs.md#statuses)), `not run` where none could begin, or `no feed` "
    "where the run ended well and none of its feeds could be read",
    "notebook": "the notebook that was stopped, or null",
    "error": "what went wrong",
    "run": "path of the folder of the run, or null",
}
"""What a message of a failure holds, with its meaning."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, with its status, and of which run and notebook if there is one."""

    status: str
    error: str
    run: Path | None = None
    notebook: str | None = None

    def told(self, schedule: str, when: dt.datetime, *, test: bool = False) -> dict[str, Any]:
        """Give the message of it."""
        of = self.run.name if self.run else f"{when:%Y-%m-%dT%H-%M-%S}"
        how = f"{of}: {self.status}{f', in {self.notebook}' if self.notebook else ''}"
        return {
            "id": f"{schedule}-{self.status.replace(' ', '-')}-{of}",
            "schedule": schedule,
            "when": when.isoformat(timespec="seconds"),
            "test": test,
            "text": f"{schedule}: {'a test; nothing has failed' if test else how}: {self.error}",
            "status": self.status,
            "notebook": self.notebook,
            "error": self.error,
            "run": str(self.run) if self.run else None,
        }


TRIAL = Trouble("failed", "made up for a test")
"""To try a receiver with."""


def cut_off(folder: Path) -> Iterator[Trouble]:
    """Give the newest run in `folder` where it was killed so that it could not tell: by a power cut, or `kill -9`."""
    newest = next(reversed(list(run_folders(folder))), folder)
    if manifest_of(newest).get("status") == "running" and status_of(newest) == "killed":
        yield Trouble("killed", "its process was gone before it could say so, as after a power cut", newest.absolute())


def of_run(outcome: Outcome, feeds: Sequence[FeedOutcome]) -> Iterator[Trouble]:
    """Give what is wrong with a run that has ended, and with what was collected for it."""
    run = outcome.run.path
    if outcome.status != "ok":
        failure = outcome.failure
        yield Trouble(outcome.status, str(failure.get("error", "")), run, failure.get("notebook"))
    if feeds and all(feed.status == "failed" for feed in feeds):
        why = next((f"{fault.where}: {fault.detail}" for feed in feeds for fault in feed.faults), "no answer")
        yield Trouble("no feed", f"none of {counted(len(feeds), 'feed')} could be read ({why}): no news came in", run)
