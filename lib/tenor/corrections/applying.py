"""Corrections applied: to the stances that were found, and to their scores."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tenor.corrections.correction import CHANGES, Correction
from tenor.records import Score, Stance
from tenor.relation import OBSERVER

OUTCOMES = ("applied", "no longer matches", "not read", "cannot be used")
APPLIED, NO_LONGER, NOT_READ, UNUSABLE = OUTCOMES
RESOLUTION = "corrected"
"""How a speaker was found whom a reader named."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: one of OUTCOMES, why, and the stance as it was found, None where there is none."""

    correction: Correction
    name: str
    detail: str = ""
    found: Stance | None = None


def corrected(
    stances: Iterable[Stance],
    corrections: Iterable[Correction],
    *,
    sides: Collection[str],
    articles: Collection[str] | None = None,
) -> tuple[list[Stance], list[Outcome]]:
    """Give `stances` as readers corrected them, in their order, without the rejected; and what became of each.

    The outcomes are in the order of `when`: of two people who correct the same field of a stance, the later one holds.
    `sides` are the two of the relation; `side` is not worked out from a corrected speaker. With `articles`, the
    identifiers of those that were read, a correction of another one is "not read"; without, it "no longer matches".

    >>> corrected([], [], sides=("US", "China"))
    ([], [])
    """
    found = {stance.stance_id: stance for stance in stances}
    ordered = sorted(corrections, key=lambda correction: correction.when)
    outcomes = [_outcome(each, found.get(each.stance_id), sides, articles) for each in ordered]
    said: dict[str, list[Correction]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.name == APPLIED:
            said[outcome.correction.stance_id].append(outcome.correction)
    made = [_changed(stance, said[stance_id]) if stance_id in said else stance for stance_id, stance in found.items()]
    kept = [stance for stance in made if stance is not None]
    return list(_standing(kept, gone=found.keys() - {stance.stance_id for stance in kept})), _overruled(outcomes)


def corrected_score(score: Score, correction: Correction) -> Score:
    """Give `score` with the polarity that a reader gave, the same under every scorer; what the scorer saw is kept.

    A person assessed the stance, so `n_assessed` is at least 1, also where the scorer knew no word.
    """
    if correction.polarity is None:
        return score
    return replace(score, polarity=correction.polarity, n_assessed=max(1, score.n_assessed))


def _outcome(
    correction: Correction, found: Stance | None, sides: Collection[str], articles: Collection[str] | None
) -> Outcome:
    if correction.side is not None and correction.side not in (*sides, OBSERVER):
        detail = f"side is {correction.side!r:.60}; give one of {', '.join((*sides, OBSERVER))}"
        return Outcome(correction, UNUSABLE, detail, found)
    if found is None and articles is not None and correction.stance_id.rpartition(":")[0] not in articles:
        return Outcome(correction, NOT_READ, "its article is not among those that were read")
    if found is None:
        return Outcome(correction, NO_LONGER, "no stance stands there any more")
    if found.content != correction.content:
        return Outcome(correction, NO_LONGER, f"other words stand there now: {found.content:.200}", found)
    return Outcome(correction, APPLIED, "", found)


def _changed(stance: Stance, said: Sequence[Correction]) -> Stance | None:
    """Give the stance as corrected, field by field by the last who said something of it; None where it was rejected."""
    changes = {name: getattr(each, name) for each in said for name in each.changed}
    if "rejected" in changes:
        return None
    corrected_now = tuple(name for name in CHANGES if name in changes)
    changes.pop("polarity", None)
    if changes.get("speaker", stance.speaker) != stance.speaker:
        changes |= {"role": ""}
    if "speaker" in changes:
        changes |= {"resolution": RESOLUTION}
    return replace(stance, **changes, corrected=corrected_now)


def _standing(stances: Iterable[Stance], gone: Collection[str]) -> Iterator[Stance]:
    """Give the stances, none of them within one that is gone."""
    for stance in stances:
        yield replace(stance, within="") if stance.within in gone else stance


def _overruled(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Give the outcomes, saying where somebody else had the last word."""
    last: dict[tuple[str, str], Correction] = {}
    for outcome in outcomes:
        if outcome.name == APPLIED:
            last |= {(outcome.correction.stance_id, name): outcome.correction for name in outcome.correction.changed}
    return [_told(outcome, last) for outcome in outcomes]


def _told(outcome: Outcome, last: Mapping[tuple[str, str], Correction]) -> Outcome:
    correction = outcome.correction
    if outcome.name != APPLIED:
        return outcome
    later = {name: last[correction.stance_id, name] for name in correction.changed}
    lost = [f"{name} by {each.who}" for name, each in later.items() if each is not correction]
    return replace(outcome, detail=f"corrected again: {', '.join(lost)}" if lost else "")
