"""What changed since the previous run: compared, kept in the run folder, and never in the way of the report."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tenor.errors import TenorError
from tenor.narrative.changes import NOW, THEN, Changes, changes
from tenor.report.changes_page import changes_markdown
from tenor.runs.comparing import folder_of, open_run, run_of
from tenor.runs.folder import Run, manifest_of
from tenor.runs.provenance import methods


def since_previous(run: Run, previous: str, *, title: str, parameters: Mapping[str, Any]) -> Changes | None:
    """Give what changed since the run in the folder `previous`, with its tables saved and `changes.md` written.

    None for "": there is nothing to compare with. Whatever is wrong with the previous run (it is gone, half, or of
    another version) is told in `why`, here and in `changes.md`, and raises nothing. `parameters` are those of this run
    where its `run.json` does not tell them; `title` is what it is about.
    """
    if not previous:
        return None
    told = _compared(run, previous, parameters)
    run.save(**told.tables)
    run.write(run.changes.name, changes_markdown(told, title=title))
    return told


def outcome(changes: Changes | None) -> dict[str, Any] | None:
    """Give what changed in few numbers, in JSON's types, for `run.json`; None where nothing was compared with."""
    if changes is None or changes.why:
        return {"since": changes.then, "why": changes.why} if changes else None
    standings = changes.tables["standings"].set_index("state")
    breaks = changes.tables["changed_breaks"].query("of == 'all'")["outcome"]
    fates, causes = changes.tables["changed_articles"]["fate"], changes.tables["changed_stances"]["cause"]
    return {
        "since": changes.then,
        "verdict": [[standings.loc[state, name] for name in ("verdict", "side")] for state in (THEN, NOW)],
        "breaks": {name: int((breaks == name).sum()) for name in ("appeared", "vanished", "still there")},
        "articles": {name: int((fates == name).sum()) for name in ("new", "gone", "changed")},
        "stances": causes.value_counts().to_dict(),
        "measured_differently": changes.measured,
    }


def _compared(run: Run, previous: str, parameters: Mapping[str, Any]) -> Changes:
    try:
        then, manifest = open_run(folder_of(previous)), manifest_of(run.path)
        made = {"parameters": parameters, "methods": methods(), "inputs": run.results("1_stances").get("inputs")}
        return changes(then, run_of(run, made | manifest))
    except TenorError as error:
        return Changes(then=Path(previous).name, why=str(error))
    except Exception as error:  # whatever it is, the report is worth more than the comparison
        return Changes(then=Path(previous).name, why=f"{previous}: {type(error).__name__}: {error}")
