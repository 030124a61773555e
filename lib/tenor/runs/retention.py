"""How many runs are kept: the oldest go, but never the last good one, and never one that is going on."""

import shutil
from contextlib import suppress
from pathlib import Path

from tenor.errors import RunError
from tenor.runs.folder import manifest_of
from tenor.runs.lock import holding
from tenor.runs.past import runs_with_status

KEEP = 52
"""So many runs are kept where nothing else is said: a year of weeks."""

HIDDEN = ".removed-"


def superfluous(out: Path, *, keep: int = KEEP) -> list[Path]:
    """Give the run folders beyond the newest `keep`, oldest first, without the last good run and those going on.

    Only a folder that is named like a run and has a `run.json` is one: whatever else lies there is left alone.
    """
    if keep < 1:
        raise RunError(f"keep: {keep} is too few; 1 keeps the newest run, and the last good one")
    status = {path: status for path, status in runs_with_status(out) if manifest_of(path)}
    last_good = next((path for path in reversed(status) if status[path] == "ok"), None)
    return [path for path in [*status][:-keep] if path != last_good and status[path] != "running"]


def remove_superfluous(out: Path, *, keep: int = KEEP) -> list[Path]:
    """Remove the runs that `superfluous` gives, and give those that were removed.

    A folder is taken out of sight before it is emptied, under the lock of its run, so that nobody reads half of one
    and nobody resumes it meanwhile; one that just has been resumed is left. Two processes may do this at once.
    """
    for left in out.glob(f"{HIDDEN}*"):  # by a removal that was stopped
        _remove(left)
    removed = []
    for path in superfluous(out, keep=keep):
        with suppress(RunError, FileNotFoundError), holding(out, str(manifest_of(path).get("key"))):
            hidden = path.rename(path.with_name(f"{HIDDEN}{path.name}"))
            removed.append(path)
            _remove(hidden)
    return removed


def _remove(folder: Path) -> None:
    """Remove a folder; what another process removes of it meanwhile is as good as removed."""
    while folder.exists():
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)
