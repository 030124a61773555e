"""What changed since an earlier run, with what the articles changed kept apart from what measuring them changed.

A mean can move because somebody printed something, and because a lexicon was mended. Each stance's part of the
difference (see `contributions`) has one *cause*, told by what became of its article (see `fates`): what comes with a
new article, goes with one, or changes with its text is of the articles; whatever differs in an article of which not a
character changed is of the measuring. So the parts of both together are the difference, exactly.

A verdict has no parts. It is asked again on the articles that both runs read and that are the same, as they were
measured then and as they are measured now: what differs there is no news.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from tenor import tables
from tenor.columns import MEASURING, STATES
from tenor.narrative.comparison import DECIDE, PastRun
from tenor.narrative.differences import differences, renamed
from tenor.narrative.fates import SAME, fates
from tenor.narrative.matching import matched
from tenor.narrative.standing import on_articles, standing

THEN, BOTH_THEN, BOTH_NOW, NOW = STATES
"""What a run said, what the two say on the articles of both, and what this run says."""


@dataclass(frozen=True)
class Changes:
    """What changed since the run `then`, which began at `started` (ISO, "" where that is not known).

    `tables` are changed_articles, changed_stances, changed_means, changed_breaks and standings. `methods` names what
    the two were not made with alike, and whether it is "another" or "unknown", as the earlier run does not say;
    `parameters` are those of `DECIDE` that differ, with the values then and now. Where the runs could not
    be compared, `why` says so and the rest is empty.
    """

    then: str
    started: str = ""
    why: str = ""
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    methods: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """True where both runs read the same articles, found and scored the same, and judged it the same way."""
        return not (self.why or self.measured or len(self.tables["changed_articles"]))

    @property
    def measured(self) -> bool:
        """True where something was or may have been measured differently."""
        told = self.tables["changed_stances"]
        return bool(self.methods or self.parameters or told["cause"].isin(MEASURING).any())


def changes(then: PastRun, now: PastRun) -> Changes:
    """Give what changed from the run `then` to the run `now`, each under its own scorer."""
    then = renamed(then, now)
    told = Changes(
        then=then.name,
        started=then.started,
        tables=differences(then, now),
        methods=_methods(then, now),
        parameters=_parameters(then, now),
    )
    states = _states(then, now, apart=told.measured)
    said = {
        "changed_breaks": tables.frame("changed_breaks", _breaks(states)),
        "standings": tables.frame("standings", ({"state": name, **standing(run)} for name, run in states.items())),
    }
    return replace(told, tables={**told.tables, **said})


def _methods(then: PastRun, now: PastRun) -> dict[str, str]:
    differ = (name for name, digest in now.methods.items() if digest != then.methods.get(name))
    return {name: "another" if then.methods.get(name) else "unknown" for name in differ}


def _parameters(then: PastRun, now: PastRun) -> dict[str, tuple[str, str]]:
    """Give the parameters on which numbers rest that differ, with both values."""
    names = [name for name in DECIDE if name in then.parameters and name in now.parameters]
    values = {name: (str(then.parameters[name]), str(now.parameters[name])) for name in names}
    return {name: ends for name, ends in values.items() if ends[0] != ends[1]}


def _states(then: PastRun, now: PastRun, *, apart: bool) -> dict[str, PastRun]:
    """Give both runs, and where something was measured differently what each says on the articles of both."""
    fate = fates(then.tables["articles"], now.tables["articles"])
    same = set(fate.index[fate == SAME])
    if not (apart and same):
        return {THEN: then, NOW: now}
    on_both = [
        run if set(run.tables["articles"]["article_id"]) == same else on_articles(run, same) for run in (then, now)
    ]
    return {THEN: then, BOTH_THEN: on_both[0], BOTH_NOW: on_both[1], NOW: now}


def _breaks(states: Mapping[str, PastRun]) -> Iterator[dict[str, Any]]:
    for of, ends in {"all": (THEN, NOW), "articles of both": (BOTH_THEN, BOTH_NOW)}.items():
        pair = [states[name] for name in ends if name in states]
        if pair and all("breaks" in run.tables for run in pair):
            one, other = pair
            rows = matched(
                one.tables["breaks"], other.tables["breaks"], scorers=(one.scorer, other.scorer), sides=other.sides
            )
            yield from ({"of": of, **row} for row in rows)
