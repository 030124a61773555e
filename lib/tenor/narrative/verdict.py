"""Falling, recovering, downward spiral, flat, or too little to tell: the answer, with what passed and what failed.

The rules. A trend is *beyond* where its whole 95 % interval is below -δ or above +δ a year.

- falling, recovering: the trend of both sides together, or of one side alone (then named), is beyond, and still is
  without any one outlet where there are three or more. Both together is said only where the sides do not part: where
  one of them alone is beyond, and the interval of the other lies wholly apart from its own, that side is named. Where
  one falls and the other recovers, the fall is named and the sentence tells both.
- downward spiral: each side falls beyond, each side answers the other's moves (see `reciprocity`), and two scorers
  agree on the fall.
- flat: both sides' trends lie wholly inside ±δ.
- too little to tell: everything else, with what would be enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

import pandas as pd

from tenor import tables
from tenor.errors import ParameterError, unknown
from tenor.narrative import criteria as ask
from tenor.narrative import sentences
from tenor.narrative.criteria import Criterion, Trend, Trends
from tenor.narrative.trend import BOTH

VERDICTS = ("falling", "recovering", "downward spiral", "flat", "too little to tell")

DELTA = 0.10
"""A change of mean polarity of a tenth a year: less is not called a change."""


@dataclass(frozen=True)
class Verdict:
    """The answer under one scorer.

    `name` is one of `VERDICTS`. `side` says of whom it holds: "both", a side's name, or "" where it is too little to
    tell. `sentence` says it with its numbers. `enough` says what would be enough where it is too little to tell, else
    "". `criteria` is the table of what was asked. `summary` is all of it in one paragraph.
    """

    name: str
    side: str
    sentence: str
    enough: str = ""
    summary: str = field(default="", compare=False, repr=False)
    criteria: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A trend that is beyond: whose, which way (-1 or 1), and whether it is as sure without any one outlet."""

    side: str
    way: int
    survival: Criterion

    @property
    def holds(self) -> bool:
        return self.survival.outcome != "failed"


def verdict(
    trends: pd.DataFrame,
    *,
    sides: tuple[str, str],
    scorer: str,
    delta: float = DELTA,
    reciprocity: pd.DataFrame | None = None,
) -> Verdict:
    """Give the verdict on the table `trends` under `scorer`, for two `sides`; the module says by which rules.

    Without the table `reciprocity` it stays undecided whether each side answers the other, so that no fall is called a
    downward spiral.

    Raises ParameterError for a scorer without trends, and for a `delta` that is not above 0.
    """
    if scorer not in set(trends["scorer"]):
        raise ParameterError(unknown("scorer", scorer, trends["scorer"].unique()))
    if not delta > 0:
        raise ParameterError(f"delta is {delta}; give a change a year above 0, such as {DELTA}")
    found = ask.trends_in(trends)
    known = {side: ask.whole(found, scorer=scorer, side=side) for side in (BOTH, *sides)}
    claims = [
        _Claim(side, way, ask.survives(way, ask.without_each_outlet(found, scorer=scorer, side=side), delta=delta))
        for side, way in _ways(known, delta).items()
    ]
    asked = _asked(found, known, claims, answers=ask.answers(reciprocity, scorer=scorer), delta=delta)
    table = tables.frame("criteria", [asdict(criterion) for criterion in asked.values()])
    answer = _answer(known, claims, asked, table, delta=delta)
    return replace(answer, summary=sentences.summary(answer.sentence, answer.enough, known[BOTH], asked))


def by_scorer(
    trends: pd.DataFrame, *, sides: tuple[str, str], delta: float = DELTA, reciprocity: pd.DataFrame | None = None
) -> dict[str, Verdict]:
    """Give the verdict under every scorer in `trends`, to see whether it survives a change of scorer."""
    return {
        scorer: verdict(trends, sides=sides, scorer=scorer, delta=delta, reciprocity=reciprocity)
        for scorer in trends["scorer"].unique()
    }


def verdicts_table(verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Give the verdict under each scorer as the table `verdicts`."""
    rows = (
        {
            "scorer": scorer,
            "verdict": v.name,
            "side": v.side,
            "sentence": v.sentence,
            "enough": v.enough,
            "summary": v.summary,
        }
        for scorer, v in verdicts.items()
    )
    return tables.frame("verdicts", rows)


def _ways(known: dict[str, Trend], delta: float) -> dict[str, int]:
    """Give -1 or 1 for each trend that is beyond, in the order of being named: both, falls, recoveries."""
    ways = {side: way for side, trend in known.items() if (way := trend.beyond(delta))}
    both = ways.pop(BOTH, 0)
    alone = dict(sorted(ways.items(), key=lambda item: item[1]))
    first, second = (trend for side, trend in known.items() if side != BOTH)
    parted = len(set(alone.values())) > 1 or (len(alone) == 1 and first.apart(second))
    return {BOTH: both, **alone} if both and not parted else alone


def _asked(
    trends: Trends, known: dict[str, Trend], claims: Sequence[_Claim], *, answers: Criterion, delta: float
) -> dict[str, Criterion]:
    """Give every criterion; survival is told of the claim that is made, else of the first that could not be."""
    told = next((claim for claim in claims if claim.holds), next(iter(claims), None))
    return {
        **{side: ask.beyond(trend, side=side, delta=delta) for side, trend in known.items()},
        "inside": ask.inside({side: trend for side, trend in known.items() if side != BOTH}, delta=delta),
        "survives": told.survival if told else ask.survives(0, {}, delta=delta),
        "answers": answers,
        "agree": ask.agree(trends, delta=delta),
    }


def _answer(
    known: dict[str, Trend],
    claims: Sequence[_Claim],
    asked: dict[str, Criterion],
    table: pd.DataFrame,
    *,
    delta: float,
) -> Verdict:
    for claim in claims:
        if claim.holds:
            name = _name(claim, known, asked, delta=delta)
            return Verdict(name, claim.side, sentences.moving(name, claim.side, known, delta=delta), criteria=table)
    if asked["inside"].outcome == "passed":
        return Verdict("flat", BOTH, sentences.flat(known, delta=delta), criteria=table)
    if claims:
        reason, enough = sentences.one_outlet(claims[0].side, claims[0].survival.why)
    elif not known[BOTH].known:
        reason, enough = sentences.too_few(known[BOTH])
    else:
        reason, enough = sentences.too_wide(known, delta=delta)
    return Verdict(VERDICTS[-1], "", f"Too little to tell: {reason}.", enough, criteria=table)


def _name(claim: _Claim, known: dict[str, Trend], asked: dict[str, Criterion], *, delta: float) -> str:
    if claim.way > 0:
        return "recovering"
    each_falls = all(trend.beyond(delta) < 0 for trend in known.values())
    proven = asked["answers"].outcome == asked["agree"].outcome == "passed"
    return "downward spiral" if claim.side == BOTH and each_falls and proven else "falling"
