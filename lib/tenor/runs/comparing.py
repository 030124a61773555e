"""Run folders opened to be compared: by name or path, each whole, or said what is wrong with it."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from tenor.corpus.opening import open_corpus
from tenor.errors import ParameterError, RunError, TableError
from tenor.narrative.comparison import ALSO, NEEDED, PastRun, compared, moved
from tenor.narrative.timeline import period_for
from tenor.narrative.trend import BOTH
from tenor.relation import load
from tenor.runs.chain import RUNS
from tenor.runs.folder import Run, write_json
from tenor.runs.narration import narrate
from tenor.runs.past import all_runs, past_runs, status_of
from tenor.runs.stages import read, score

FEWEST = 2
"""So many runs make a comparison."""

SIDES = 2
"""So many sides has a relation."""

AGAIN = "make it again with `tenor run`"
OF_SAMPLE = {"corpus": "sample", "relation": "us-china", "over": "auto"}


@dataclass(frozen=True, slots=True)
class Opened:
    """The runs that could be opened, in order, and why others could not, by what they were called."""

    runs: list[PastRun]
    broken: Mapping[str, str]


def opened(runs: str = "", *, out: Path = RUNS, spare: Path | None = None) -> Opened:
    """Open the runs named in `runs`, separated by commas: each the path of a run folder, or its name in `out`.

    For "" those are the two newest that ended ok and can be opened, the older first; where there are not two, and
    `spare` is a folder, two runs on the demonstration corpus are made in there. A run that cannot be opened does not
    stop the others: it is told in `broken`.

    Raises RunError where fewer than two can be opened, with what is wrong with each of the others.
    """
    places = [name.strip() for name in runs.split(",") if name.strip()]
    found, broken = _each(places, out) if places else _newest(out)
    if not places and len(found) < FEWEST and spare:
        found = {folder: open_run(folder) for folder in _of_sample(spare)}
    if len(found) < FEWEST:
        there = "".join(f"\n  {why}" for why in broken.values())
        raise RunError(f"a comparison takes two runs, and {len(found) or 'none'} could be opened in {out}{there}")
    return Opened(_told_apart(found), broken)


def folder_of(place: str, *, out: Path = RUNS) -> Path:
    """Give the run folder meant by `place`: a path, or the name of a folder in `out`.

    Raises RunError where there is none, with the nearest names.
    """
    there = next((path for path in (out / place, Path(place)) if _is_folder(path)), None)
    if there:
        return there.resolve()
    names = [run["name"] for run in all_runs(out)]
    near = get_close_matches(place, names, n=3, cutoff=0.5) or names[-3:]
    known = f"the nearest names are {', '.join(near)}" if near else "there are no runs in it; give the path of a folder"
    raise RunError(f"{place}: no such run folder here or in {out}; {known}")


def open_run(folder: Path) -> PastRun:
    """Give the run in `folder`, with the tables that a comparison needs; they are read at once and the files let go.

    Raises RunError for a run that did not end ok, and for tables or columns that are missing or cannot be read.
    """
    manifest = _manifest(folder)
    try:
        return run_of(Run(folder), manifest)
    except (TableError, ParameterError, KeyError, TypeError, AttributeError, ValueError, OSError) as error:
        made_by = _version(manifest)
        raise RunError(f"{folder}: {_why(error)}; the run is of {made_by}, or not whole: {AGAIN}") from None


def run_of(folder: Run, manifest: Mapping[str, Any]) -> PastRun:
    """Give a run of which `run.json` tells `manifest`; raises whatever stands in the way of comparing it."""
    tables = {name: folder.table(name) for name in (*NEEDED, *filter(folder.has, ALSO))}
    inputs = manifest.get("inputs") or {}
    sides = [side for side in tables["trends"]["side"].unique() if side != BOTH]
    if len(sides) != SIDES:
        raise TableError(f"table 'trends' has the sides {', '.join(sides) or 'of nobody'}; two are right")
    period = manifest.get("results", {}).get("3_spiral", {}).get("period")
    run = PastRun(
        name=folder.path.name,
        scorer=str(manifest["parameters"]["scorer"]),
        sides=(sides[0], sides[1]),
        period=period or period_for(tables["stances"]["published"]),
        tables=tables,
        parameters=manifest["parameters"],
        inputs=inputs,
        methods={**(manifest.get("methods") or {}), "relation": inputs.get("relation", "")},
        started=str(manifest.get("started") or ""),
    )
    moved([run, replace(run, name=f"{run.name} again")])  # what is asked of it later is asked while it can be left out
    compared([run])
    return run


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long to be one, or a folder that may not be looked into
        return False


def _each(places: Iterable[str], out: Path, *, most: float = math.inf) -> tuple[dict[Path, PastRun], dict[str, str]]:
    """Give the runs that could be opened, up to `most` of them, and why others could not."""
    found: dict[Path, PastRun] = {}
    broken: dict[str, str] = {}
    for place in places:
        if len(found) >= most:
            break
        try:
            folder = folder_of(place, out=out)
            if folder in found:
                raise RunError(f"{place}: named twice; name each run once")
            found[folder] = open_run(folder)
        except RunError as error:
            broken[f"{place} (again)" if place in broken else place] = str(error)
    return found, broken


def _newest(out: Path) -> tuple[dict[Path, PastRun], dict[str, str]]:
    ended_well = [run["name"] for run in past_runs(out) if run["status"] == "ok"]
    found, broken = _each(reversed(ended_well), out, most=FEWEST)
    return dict(reversed(found.items())), broken


def _manifest(folder: Path) -> dict[str, Any]:
    status = status_of(folder)
    try:
        manifest = json.loads((folder / "run.json").read_text("utf-8"))
    except FileNotFoundError:
        raise RunError(f"{folder}: no run.json, so it is no run, or an older version wrote it; {AGAIN}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise RunError(f"{folder}: run.json cannot be read ({error}); {AGAIN}") from None
    if not isinstance(manifest, dict):
        raise RunError(f"{folder}: run.json is not what a run writes; {AGAIN}")
    if status == "running":
        raise RunError(f"{folder}: the run is going on; wait for its end")
    if status != "ok":
        raise RunError(f"{folder}: the run ended as {status!r}, not as 'ok'; {AGAIN}")
    return manifest


def _version(manifest: Mapping[str, Any]) -> str:
    versions = manifest.get("versions")
    made_by = versions.get("tenor") if isinstance(versions, dict) else None
    return f"Tenor {made_by}" if made_by else "another version"


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"no {error.args[0]!r} in it"
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _told_apart(found: Mapping[Path, PastRun]) -> list[PastRun]:
    """Give runs of which no two have one name: those that do are called by their paths."""
    names = [run.name for run in found.values()]
    return [replace(r, name=str(path)) if names.count(r.name) > 1 else r for path, r in found.items()]


def _of_sample(folder: Path) -> list[Path]:
    """Make two runs on the demonstration corpus, which differ in their scorers: what a comparison needs of them."""
    profile = load(OF_SAMPLE["relation"])
    made = read(open_corpus(OF_SAMPLE["corpus"]), profile.name)
    made |= score(made["stances"], made["events"])
    return [_made(folder / scorer, made, scorer) for scorer in ("diplomatic", "textblob")]


def _made(folder: Path, made: Mapping[str, Any], scorer: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(folder)
    told = {**made, **narrate(made.__getitem__, load(OF_SAMPLE["relation"]), scorer=scorer)}
    run.save(**{name: told[name] for name in NEEDED})
    write_json(folder / "run.json", {"status": "ok", "parameters": OF_SAMPLE | {"scorer": scorer}})
    return folder
