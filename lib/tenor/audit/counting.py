"""How often the extraction is right, and how far coders agree, from filled-in coding sheets."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from statistics import NormalDist

import pandas as pd

from tenor.audit.sheet import QUESTIONS, Answer

TOGETHER = "all four"
"""The question whether everything that was found of a stance is right."""

NOTE = (
    "Stances were drawn by side and kind, rare strata more often than their share: `share` is weighted back to the "
    "corpus, `n` and `right` are plain counts. low and high: 95 % (Wilson, on the effective number of stances). "
    "Precision says nothing of stances that were not found."
)
"""What to know when reading `precision`."""

FEWEST_OF_SPEAKER = 5
"""Judged stances that a speaker needs for a line of their own."""

_Z = NormalDist().inv_cdf(0.975)


def precision(answers: Sequence[Answer]) -> pd.DataFrame:
    """Give how often what was found is right, for each question and for all four together.

    One row for all stances (`by` is "all"), for each kind, each side, and each speaker with at least five judged
    stances. `n` stances were judged and `right` of them are right: those where most of their coders say so, a tie
    counting as wrong. All four together are wrong as soon as one is wrong, and judged only where a sheet answers all
    four somewhere.

    `share` is the stratified estimate (Cochran 1977, ch. 5): each stratum counts by its size in the corpus, shared
    among its judged stances. `low` and `high` are Wilson's 95 % interval (1927) with Kish's effective number of
    stances, (Σw)² / Σw², in place of `n` (Kish 1965, 11.7; with an effective number Wilson's is among the intervals
    that cover well in surveys: Dean and Pagano 2015, Franco et al. 2019). With equal weights it is just Wilson's. Left
    out: that stances of one article are alike, which makes the interval somewhat too narrow where many stances of few
    articles were drawn, and that a corpus is finite, which makes it too wide.
    """
    rows = [
        {"question": question, **line}
        for question in (*QUESTIONS, TOGETHER)
        for line in _lines(_judged(answers, question))
    ]
    columns = ["question", "by", "group", "n", "right", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def agreement(answers: Sequence[Answer]) -> pd.DataFrame:
    """Give Krippendorff's alpha between the coders for each question, and for all four together.

    1 is perfect agreement, 0 what chance would give; Krippendorff asks for .8, and for .667 where conclusions may be
    tentative. `n_units` stances were judged by two or more of `n_coders`. Alpha is NaN where it cannot be told; `note`
    says why.
    """
    rows = []
    for question in (*QUESTIONS, TOGETHER):
        by_stance: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        for answer in answers:
            said = _said(answer, question)
            if said is not None:
                by_stance[answer.stance_id][answer.coder] = said
        units = [given for given in by_stance.values() if len(given) > 1]
        coders = {coder for given in units for coder in given}
        found = alpha([list(given.values()) for given in units])
        note = _no_alpha(units) if math.isnan(found) else ""
        rows.append((question, found, len(units), len(coders), note))
    return pd.DataFrame(rows, columns=["question", "alpha", "n_units", "n_coders", "note"])


def alpha(units: Iterable[Sequence[Hashable]]) -> float:
    """Give Krippendorff's alpha of nominal values: those that the coders gave to each unit, missing ones left out.

    After Krippendorff (2011), Computing Krippendorff's alpha-reliability. NaN where no unit has two values or all
    values are the same.

    >>> round(alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]), 3)
    0.533
    """
    counts = [Counter(values) for values in units if len(values) > 1]
    totals: Counter[Hashable] = sum(counts, Counter())
    n = totals.total()
    expected = _unlike_pairs(totals) / (n - 1) if n else 0
    observed = sum(_unlike_pairs(unit) / (unit.total() - 1) for unit in counts)
    return 1 - observed / expected if expected else math.nan


def wilson(share: float, n: float) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share among `n`, which need not be a whole number.

    >>> low, high = wilson(0.9, 100)
    >>> round(low, 3), round(high, 3)
    (0.826, 0.945)
    """
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A judged stance, with its weight shared out among the judged ones of its stratum."""

    kind: str
    speaker: str
    side: str
    weight: float
    right: bool


def _judged(answers: Sequence[Answer], question: str) -> list[_Judged]:
    by_stance: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        by_stance[answer.stance_id].append(answer)
    said = {stance: _most_say(given, question) for stance, given in by_stance.items()}
    one_each = [given[0] for given in by_stance.values()]
    if question == TOGETHER and not any(None not in answer.right.values() for answer in answers):
        return []
    sizes: defaultdict[tuple[str, str], float] = defaultdict(float)
    for answer in one_each:
        sizes[answer.stratum] += answer.weight
    n = Counter(answer.stratum for answer in one_each if said[answer.stance_id] is not None)
    return [
        _Judged(answer.kind, answer.speaker, answer.side, sizes[answer.stratum] / n[answer.stratum], right)
        for answer in one_each
        if (right := said[answer.stance_id]) is not None
    ]


def _most_say(given: Sequence[Answer], question: str) -> bool | None:
    """Give what most coders say of a stance; wrong where they are divided, None where nobody judged."""
    if question == TOGETHER:
        return _together([_most_say(given, each) for each in QUESTIONS])
    said = [right for answer in given if (right := answer.right[question]) is not None]
    return sum(said) * 2 > len(said) if said else None


def _said(answer: Answer, question: str) -> bool | None:
    return _together(list(answer.right.values())) if question == TOGETHER else answer.right[question]


def _together(rights: Sequence[bool | None]) -> bool | None:
    """Wrong if one is, right if all are, None where that cannot be told."""
    return False if False in rights else None if None in rights else True


def _lines(judged: Sequence[_Judged]) -> Iterator[dict[str, object]]:
    if judged:
        yield {"by": "all", "group": "", **_estimate(judged)}
    for by, fewest in (("kind", 1), ("side", 1), ("speaker", FEWEST_OF_SPEAKER)):
        order = sorted(judged, key=attrgetter(by))
        for group, members in groupby(order, key=attrgetter(by)):
            part = list(members)
            if len(part) >= fewest:
                yield {"by": by, "group": group or "unattributed", **_estimate(part)}


def _estimate(judged: Sequence[_Judged]) -> dict[str, object]:
    weights = [each.weight for each in judged]
    share = min(1.0, math.fsum(each.weight for each in judged if each.right) / math.fsum(weights))
    low, high = wilson(share, math.fsum(weights) ** 2 / math.fsum(weight**2 for weight in weights))
    return {"n": len(judged), "right": sum(each.right for each in judged), "share": share, "low": low, "high": high}


def _unlike_pairs(values: Counter[Hashable]) -> int:
    """Give the number of ordered pairs of values that differ."""
    return values.total() ** 2 - sum(n**2 for n in values.values())


def _no_alpha(units: Sequence[Mapping[str, bool]]) -> str:
    if not units:
        return "no stance was judged by two coders; give the same sheet to another person"
    return "all answers are the same: without variation agreement cannot be told from chance"
