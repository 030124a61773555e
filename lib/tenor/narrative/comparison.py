"""What moved between runs: the tables `compared`, `moved`, `movers` and `timelines`.

The first run is the reference, with which each of the others is compared. What a difference is made of is worked out in
`contributions`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from tenor import tables
from tenor.columns import MOVES
from tenor.errors import ParameterError
from tenor.narrative.contributions import UNCHANGED, contributions, paired_half_width
from tenor.narrative.criteria import trend_of
from tenor.narrative.fates import SAME, fates
from tenor.narrative.means import with_polarity

NEEDED = ("articles", "stances", "scores", "timeline", "verdicts", "trends")
"""The tables of a run that a comparison rests on."""

DECIDE = ("corpus", "relation", "since", "until", "columns", "scorer", "delta")
"""The parameters on which means, verdict and breaks rest; all others decide what is drawn and shown."""

ALSO = ("breaks", "corrections")
"""Tables that say more of it where they are there."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """A run that ended, as it is compared: its name, scorer, two sides, the period of its timeline, and its tables.

    `tables` has those called in `NEEDED`, and of those in `ALSO` what the run left. `parameters` are those that it was
    started with; `inputs` are digests of what it read, so that a corpus of the same name with another content can be
    told; `methods` are digests of what it was read, found, scored and judged with, "" where it does not say so.
    `started` is the time in ISO, "" where that is not known.
    """

    name: str
    scorer: str
    sides: tuple[str, str]
    period: str
    tables: Mapping[str, pd.DataFrame]
    parameters: Mapping[str, object]
    inputs: Mapping[str, str]
    methods: Mapping[str, str] = field(default_factory=dict)
    started: str = ""

    def stances(self) -> pd.DataFrame:
        """Give its stances with the polarity that its scorer gave them."""
        return with_polarity(self.tables["stances"], self.tables["scores"], scorer=self.scorer)


def compared(runs: Sequence[PastRun]) -> pd.DataFrame:
    """Give the table `compared`: a row a run, with what sets it apart, its verdict and the trend of each side.

    Raises ParameterError for no run, and for two of the same name.
    """
    short, names = labels(runs), differing(runs)
    return tables.frame("compared", (_compared(run, runs[0], short[run.name], names) for run in runs))


def moved(runs: Sequence[PastRun]) -> pd.DataFrame:
    """Give the table `moved`: for each run but the first and each side, how far the mean polarity moved, and by what.

    Means are over all scored stances of the side, dated or not, each of equal weight. `gone`, `new`, `rescored`,
    `assessed` and `side_changed` add up to the difference. The interval is that of `paired_half_width`; it is given
    where both runs read the same articles, and NaN elsewhere, as `note` says. A side that the other run does not have
    cannot be compared: NaN, and `note` says so.

    Raises ParameterError for no run, and for two of the same name.
    """
    first, *others = _distinct(runs)
    rows = (_moved(first, run, side) for run in others for side in first.sides)
    return tables.frame("moved", rows)


def movers(runs: Sequence[PastRun], *, top: int = 10) -> pd.DataFrame:
    """Give the table `movers`: of each run but the first, and each side, the stances with the largest contributions.

    At most `top` of each, the largest first, whichever way they pull; of several alike, by their ids.

    Raises ParameterError for no run, and for two of the same name.
    """
    first, *others = _distinct(runs)
    rows = (row for run in others for side in shared_sides(first, run) for row in _movers(first, run, side, top))
    return tables.frame("movers", rows)


def timelines(runs: Sequence[PastRun]) -> pd.DataFrame:
    """Give the table `timelines`: the timelines of all runs one after the other, each under its own scorer.

    Polarity is as it is, not from a baseline, which is another one in each run.
    """
    short = labels(runs)
    parts = [
        run.tables["timeline"].assign(run=run.name, label=short[run.name], scorer=run.scorer, period=run.period)
        for run in runs
    ]
    return tables.checked("timelines", pd.concat(parts))


def labels(runs: Sequence[PastRun]) -> dict[str, str]:
    """Give each run a few words that set it apart, by name: its values of the parameters in which the runs differ.

    A value that most runs have sets none apart, and is left out where something else is left to say. Runs that no
    parameter tells apart are called by the time at the head of their names, or by the whole of them.

    Raises ParameterError for no run, and for two of the same name.
    """
    names = differing(_distinct(runs))
    whole = {run.name: ", ".join(_valued(run, name) for name in names) for run in runs}
    few = {run.name: ", ".join(_valued(run, name) for name in names if _is_rare(run, name, runs)) for run in runs}
    given = {run.name: ", ".join(_valued(run, name) for name in names if run.parameters.get(name)) for run in runs}
    heads = {run.name: run.name.partition("_")[0] for run in runs}
    return {run.name: _first_of_its_own(run.name, (few, given, whole, heads)) for run in runs}


def differing(runs: Sequence[PastRun]) -> list[str]:
    """Give the names of the parameters that have not the same value in all runs, in the order of the first run.

    What a run was itself compared with sets it not apart.
    """
    known = dict.fromkeys(name for run in runs for name in run.parameters if name != "previous")
    return [name for name in known if len({str(run.parameters.get(name, "")) for run in runs}) > 1]


def shared_sides(first: PastRun, run: PastRun) -> list[str]:
    """Give the sides of the first run that the other has as well."""
    return [side for side in first.sides if side in run.sides]


def same_articles(first: PastRun, run: PastRun) -> bool:
    """Tell whether both runs read the same articles."""
    return bool(fates(first.tables["articles"], run.tables["articles"]).eq(SAME).all())


def _distinct(runs: Sequence[PastRun]) -> Sequence[PastRun]:
    names = [run.name for run in runs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice or not runs:
        raise ParameterError(f"run {twice!r} is there twice; give each run once" if twice else "no runs; give two")
    return runs


def _compared(run: PastRun, first: PastRun, label: str, names: Sequence[str]) -> dict[str, object]:
    verdict = run.tables["verdicts"].set_index("scorer").loc[run.scorer]
    cells: dict[str, object] = {"run": run.name, "label": label, "scorer": run.scorer}
    cells |= {"verdict": verdict["verdict"], "side": verdict["side"], "differs": "; ".join(_differs(run, first, names))}
    cells |= {f"n_{name}": len(run.tables[name]) for name in ("articles", "stances")}
    for place, side in zip(("first", "second"), run.sides, strict=True):
        trend = trend_of(run.tables["trends"], scorer=run.scorer, side=side)
        cells |= {place: side, f"{place}_change": trend.change}
        cells |= {f"{place}_low": trend.low, f"{place}_high": trend.high}
    return cells


def _is_rare(run: PastRun, name: str, runs: Sequence[PastRun]) -> bool:
    return 2 * sum(_valued(other, name) == _valued(run, name) for other in runs) <= len(runs)


def _first_of_its_own(name: str, told: Sequence[Mapping[str, str]]) -> str:
    """Give the first words that are said of this run and of no other, or its whole name."""
    own = (words[name] for words in told if words[name] and list(words.values()).count(words[name]) == 1)
    return next(own, name)


def _differs(run: PastRun, first: PastRun, names: Sequence[str]) -> Iterator[str]:
    yield from (_valued(run, name) for name in names)
    for name, digest in run.inputs.items():
        if name not in names and digest != first.inputs.get(name, digest):
            yield f"{name} with another content"


def _valued(run: PastRun, name: str) -> str:
    """Write a parameter with its value, of a path the last part."""
    value = str(run.parameters.get(name, "")).rstrip("/").rpartition("/")[2]
    return f"{name} {value}" if value else f"no {name}"


def _moved(first: PastRun, run: PastRun, side: str) -> dict[str, object]:
    cells: dict[str, object] = {"reference": first.name, "run": run.name, "side": side}
    cells |= dict.fromkeys(("n_before", "n_after", "n_both"), 0)
    if side not in run.sides:
        theirs = " and ".join(run.sides)
        return cells | {"note": f"cannot be compared: the sides of {run.name} are {theirs}, not {side}"}
    scored = [first.stances(), run.stances()]
    before, after = (part.loc[part["side"] == side, "polarity"].dropna() for part in scored)
    told = contributions(*scored, side=side)
    both = int(told["kind"].isin((UNCHANGED, "rescored")).sum())
    cells |= {"n_before": len(before), "n_after": len(after), "n_both": both}
    cells |= {"before": before.mean(), "after": after.mean()}
    if before.empty or after.empty:
        return cells | {"note": f"{(first if before.empty else run).name} has no scored stance of {side}"}
    parts = told.groupby("kind")["contribution"].sum()
    cells |= {kind.replace(" ", "_"): float(parts.get(kind, 0.0)) for kind in MOVES}
    half, note = _half_width(first, run, side)
    alone = "" if both else "; no stance is in both, so the parts are measured from the middle of the two means"
    difference = float(after.mean() - before.mean())
    interval = {"low": difference - half, "high": difference + half}
    return cells | {"difference": difference, **interval, "note": note + alone}


def _half_width(first: PastRun, run: PastRun, side: str) -> tuple[float, str]:
    """Give half the width of the interval of a difference and what it rests on, or NaN and why there is none."""
    if not same_articles(first, run):
        one, other = (set(r.tables["articles"]["article_id"]) for r in (first, run))
        told = f"{len(one - other)} only by the first, {len(other - one)} only by the other"
        return np.nan, f"no interval: the runs did not read the same articles ({told})"
    half, n = paired_half_width(first.stances(), run.stances(), side=side)
    if np.isnan(half):
        return np.nan, "no interval: a run rests on one article, which cannot disagree with itself"
    return half, f"{n} articles, each left out of both runs at once"


def _movers(first: PastRun, run: PastRun, side: str, top: int) -> Iterator[dict[str, object]]:
    told = contributions(first.stances(), run.stances(), side=side).dropna(subset="contribution")
    told = told[told["kind"] != UNCHANGED]
    order = told["contribution"].abs().sort_values(ascending=False, kind="stable").index[:top]
    words = [r.tables["stances"].set_index("stance_id")[["speaker", "content"]] for r in (first, run)]
    for rank, row in enumerate(told.loc[order].to_dict("records"), start=1):
        said = words[1] if row["stance_id"] in words[1].index else words[0]
        cells: dict[str, object] = {str(key): value for key, value in row.items()}
        cells |= {str(key): value for key, value in said.loc[str(row["stance_id"])].items()}
        yield {"reference": first.name, "run": run.name, "side": side, "rank": rank, **cells}
