"""Run folders as runs leave them, made by hand: for tests of what is told of one run after another."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tenor import tables
from tenor.narrative.looks import Break

FIRST = dt.datetime(2026, 8, 31, 6, 0, 2, tzinfo=dt.UTC)  # a Monday
LETTERS = {"a": ("flat", "both"), "b": ("falling", "both"), "c": ("falling", "China"), "t": ("too little to tell", "")}
SIDES = ("US", "China")


def ran(
    folder: Path,
    week: float,
    letter: str = "a",
    *,
    status: str = "ok",
    corpus: str = "",
    breaks: Sequence[Break] = (),
    told: Mapping[str, Any] = {},
    parameters: Mapping[str, Any] = {},
) -> Path:
    """Leave a run that began so many weeks after the first, and said what the letter stands for."""
    began = FIRST + dt.timedelta(weeks=week)
    path = folder / f"{began:%Y-%m-%dT%H-%M-%S}_us-china_tenor"
    path.mkdir(parents=True)
    verdict, side = LETTERS[letter]
    said = {"verdict": verdict, "side": side, "sentence": f"It is {verdict}, run of week {week:g}.", "enough": ""}
    given = {"corpus": "tenor.db", "relation": "us-china", "since": "", "until": "", "columns": "", "delta": 0.1}
    manifest = {
        "status": status,
        "started": began.isoformat(timespec="seconds"),
        "parameters": {**given, "scorer": "diplomatic", **parameters},
        "inputs": {"corpus": corpus or f"sha256:{week:g}", "relation": "sha256:profile"},
        "methods": {"extraction": "1", "scoring": "1", "statistics": "1"},
        "results": {"3_spiral": said},
        "verdict": verdict,
        **told,
    }
    _save(path, breaks=_breaks(tuple(breaks)), trends=_trends(letter))
    (path / "report.html").write_text("<p>report</p>", "utf-8")
    (path / "run.json").write_text(json.dumps(manifest), "utf-8")
    return path


def _save(path: Path, **tables: bytes) -> None:
    (path / "tables").mkdir()
    for name, content in tables.items():
        (path / "tables" / f"{name}.parquet").write_bytes(content)


@cache
def _breaks(breaks: tuple[Break, ...]) -> bytes:
    shared = {"scorer": "diplomatic", "p": 0.001, "p_all": 0.002, "breaks": "yes", "n_bins": 60, "note": ""}
    rows = [
        {**shared, "side": one.side, "period": one.period, "bin": one.day, "before": 0.2, "after": 0.2 + one.shift,
         "shift": one.shift, "low": one.shift - 0.1, "high": one.shift + 0.1}
        for one in breaks
    ]  # fmt: skip
    return bytes(tables.frame("breaks", rows).to_parquet())


@cache
def _trends(letter: str) -> bytes:
    change = {"a": 0.0, "b": -0.4, "c": -0.3, "t": None}[letter]
    ends = {} if change is None else {"low": change - 0.05, "high": change + 0.05}
    counts = {"n_stances": 400, "n_articles": 80, "days": 300, "note": ""}
    rows = [
        {"scorer": "diplomatic", "side": side, "left_out": "", "change": change, **ends, **counts, "widened": 1.0}
        for side in (*SIDES, "both")
    ]
    return bytes(tables.frame("trends", rows).to_parquet())
