"""An announcement: what its receiver is told of a change, as JSON and in a sentence."""

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, in_period, listed
from tenor.narrative.looks import Break, Change, named
from tenor.narrative.numerals import signed
from tenor.narrative.trend import BOTH
from tenor.runs.folder import Run, manifest_of

FIELDS = {
    "id": "the same whenever this announcement is sent again, and no other's: drop what has come already",
    "schedule": "name of the schedule",
    "when": "when the change was found, in UTC",
    "test": "true where somebody tries the receiver and nothing has changed",
    "text": "all of it in some sentences",
    "verdict": "`from` and `to`, each with the side that it is about, and the new one in a `sentence`",
    "breaks": "`new` ones and those that are `gone`: side, first day of the bin, period, shift, and `p`, how often "
    "chance makes as clear a step",
    "because": "what had changed in how articles are read and judged; empty for news",
    "weeks": "weeks from the first article to the last that the trends rest on",
    "runs": "the two runs that agree, the older one first",
    "trends": "the trend of each side in the later run: change a year, its interval, and what it rests on",
    "report": "path of the later one's report",
    "changes": "path of what that one says has changed since the last good run; null where it says nothing",
}
"""What an announcement holds, with its meaning."""

SHORT = 52
"""Over fewer weeks than these, many a change is a false alarm (docs/method.md, "Looking every week")."""


def message(change: Change, folder: Path, *, schedule: str, number: int, when: dt.datetime) -> dict[str, Any]:
    """Give the announcement of a change that the run in `folder` brought; `number` counts those of the schedule.

    Raises TableError where tables of the run cannot be read.
    """
    manifest = manifest_of(folder)
    said = str(manifest.get("results", {}).get("3_spiral", {}).get("sentence", ""))
    trends, changes = _trends_in(folder, manifest), Run(folder).changes
    weeks = int(trends["days"].max()) // 7 if len(trends) else 0
    told = {
        "verdict": _verdict(change, said),
        "breaks": {"new": [_break(one) for one in change.new], "gone": [_break(one) for one in change.gone]},
        "because": list(change.because),
        "weeks": weeks,
        "runs": list(change.runs),
    }
    return {
        "id": _id(schedule, number, told),
        "schedule": schedule,
        "when": when.isoformat(timespec="seconds"),
        "test": False,
        "text": " ".join([f"{schedule}:", *_sentences(change, said, weeks)]),
        **told,
        "trends": list(_trends(trends)),
        "report": str(folder / "report.html"),
        "changes": str(changes) if changes.is_file() else None,
    }


def trial(schedule: str, *, folder: Path, when: dt.datetime) -> dict[str, Any]:
    """Give an announcement to try a receiver with: it looks like any other, and says that nothing has changed."""
    verdict = {"from": "flat", "from_side": BOTH, "to": "falling", "to_side": BOTH, "sentence": "Made up for a test."}
    return {
        "id": f"{schedule}-test-{when:%Y%m%dT%H%M%S}",
        "schedule": schedule,
        "when": when.isoformat(timespec="seconds"),
        "test": True,
        "text": f"{schedule}: a test. Nothing has changed; the verdicts in here are made up.",
        "verdict": verdict,
        "breaks": {"new": [], "gone": []},
        "because": [],
        "weeks": 0,
        "runs": [],
        "trends": [],
        "report": str(folder / "report.html"),
        "changes": None,
    }


def _verdict(change: Change, said: str) -> dict[str, str]:
    before, after = change.before, change.after
    told = {"from": before.verdict, "from_side": before.side, "to": after.verdict, "to_side": after.side}
    return {**told, "sentence": said}


def _break(one: Break) -> dict[str, Any]:
    return {
        "side": one.side,
        "day": one.day.isoformat(),
        "period": one.period,
        "shift": round(one.shift, 4),
        "p": round(one.p, 4),
    }


def _sentences(change: Change, said: str, weeks: int) -> Iterator[str]:
    before, after = (named(of.verdict, of.side) for of in (change.before, change.after))
    yield f"the verdict changed from {before} to {after}." if change.of_verdict else f"the verdict is still {after}."
    yield said
    for one in change.new:
        yield f"{one.side} broke by {signed(one.shift)} in {in_period(one.day, one.period)}."
    for one in change.gone:
        yield f"The break of {one.side} in {in_period(one.day, one.period)} holds no longer."
    if change.because:
        yield f"This may be no news: what also changed is the {listed(change.because)}."
    if weeks < SHORT:
        yield f"The articles reach over {counted(weeks, 'week')} only, in which chance alone often looks like a change."
    yield f"Two runs agree: {change.runs[0]} and {change.runs[1]}."


def _trends_in(folder: Path, manifest: Mapping[str, Any]) -> pd.DataFrame:
    table = Run(folder).table("trends")
    scorer = str(manifest.get("parameters", {}).get("scorer"))
    return table[(table["scorer"] == scorer) & (table["left_out"] == "")]


def _trends(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in table.to_dict("records"):
        numbers = {name: None if math.isnan(row[name]) else round(row[name], 4) for name in ("change", "low", "high")}
        yield {"side": row["side"], **numbers, **{name: int(row[name]) for name in ("n_stances", "n_articles")}}


def _id(schedule: str, number: int, told: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f"{schedule}-{number:04d}-{digest[:10]}"
