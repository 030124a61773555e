"""Past runs as looks at one story: what each said, over which articles, and how it read them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tenor.errors import RunError, TableError
from tenor.narrative.comparison import DECIDE
from tenor.narrative.looks import Break, Look
from tenor.runs.folder import Run, manifest_of
from tenor.runs.past import runs_with_status

Turn = Callable[[dt.datetime], str]
"""Names the turn that a run is of, by the moment in which it began."""


def day_of(began: dt.datetime) -> str:
    """Name the turn of a run of no schedule: its day, in UTC."""
    return began.astimezone(dt.UTC).date().isoformat()


def good_runs(folder: Path) -> Iterator[Path]:
    """Give the run folders in `folder` that ended ok, oldest first."""
    return (path for path, status in runs_with_status(folder) if status == "ok")


def look_at(folder: Path, *, turn: Turn = day_of) -> Look:
    """Give what the run in `folder` said; raises RunError where that is not whole, or of a version too old to tell."""
    told = manifest_of(folder)
    try:
        said = told["results"]["3_spiral"]
        inputs = told.get("inputs") or {}
        return Look(
            run=folder.name,
            turn=turn(dt.datetime.fromisoformat(told["started"])),
            corpus=str(inputs.get("corpus", "")),
            verdict=str(said["verdict"]),
            side=str(said["side"]),
            breaks=tuple(_breaks(Run(folder), str(told["parameters"]["scorer"]))),
            reading=_reading(told, inputs),
        )
    except (KeyError, TypeError, ValueError, TableError) as error:
        raise RunError(f"{folder.name}: does not tell what it said: {error!r}; it is of another version") from None


def _breaks(run: Run, scorer: str) -> Iterator[Break]:
    table = run.table("breaks")
    for row in table[(table["scorer"] == scorer) & (table["breaks"] == "yes")].to_dict("records"):
        yield Break(row["side"], row["bin"].date(), row["period"], float(row["shift"]), float(row["p_all"]))


def _reading(told: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, str]:
    """Give what decides how articles are read and judged, by name: parameters, files, and what Tenor itself is."""
    parameters = {name: str(told["parameters"][name]) for name in DECIDE}
    files = {"relation profile": str(inputs.get("relation", "")), "corrections": str(inputs.get("corrections", ""))}
    # Runs of earlier versions do not tell their methods: then any change of Tenor's own files counts as one.
    methods = told.get("methods") or {"version of Tenor": told.get("library", "")}
    return {**parameters, **files, **{str(name): str(value) for name, value in methods.items()}}
