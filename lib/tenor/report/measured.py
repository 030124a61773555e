"""What was measured differently since an earlier run, in sentences that keep it apart from news."""

from collections import Counter
from collections.abc import Iterator, Mapping

from tenor.charts.wording import counted, listed
from tenor.columns import MEASURING
from tenor.narrative.changes import BOTH_NOW, BOTH_THEN, Changes
from tenor.report.standings import Row, either_way, named, told_break, trend_of

METHODS = {
    "reading": "the rules by which articles are read",
    "extraction": "the rules that find stances",
    "relation": "the relation profile",
    "scoring": "the scorers and their lexicons",
    "statistics": "the rules of the statistics and the verdict",
}

_KINDS = ("another", "unknown")


def measured_differently(changes: Changes, states: Mapping[str, Row]) -> Iterator[str]:
    """Say what was measured differently, why that may be, and what it makes of the verdict; or that nothing was."""
    if not changes.measured:
        yield "Nothing: the same rules, lexicons and parameters found and scored the same in the articles of both runs."
        return
    yield from _made_with(changes)
    stances = changes.tables["changed_stances"]
    told = stances[stances["cause"].isin(MEASURING)].drop_duplicates("stance_id")
    n = Counter(told["cause"])
    kinds = listed(f"{n[cause]:,} {words}" for cause, words in _CAUSES.items() if n[cause])
    if len(told):
        are = "stance is" if len(told) == 1 else "stances are"
        yield f"In articles that are the same, {len(told):,} {are} not as before: {kinds}."
    else:
        yield "In the articles of both runs all stances are found and scored as before."
    if BOTH_NOW in states:
        yield from _on_both(states)
        breaks = changes.tables["changed_breaks"]
        unlike = breaks[(breaks["of"] == "articles of both") & (breaks["outcome"] != "still there")]
        yield from (f"There: {sentence}" for sentence in map(told_break, unlike.to_dict("records")))


def _made_with(changes: Changes) -> Iterator[str]:
    """Say by what else the runs were made; of what was read by other rules, an article that is new need be no news."""
    methods = changes.methods
    known = {kind: [words for name, words in METHODS.items() if methods.get(name) == kind] for kind in _KINDS}
    if known["another"]:
        yield f"Since then there is another version of {listed(known['another'])}."
    if known["unknown"]:
        yield f"That run does not say which of these it had, so they may have changed: {listed(known['unknown'])}."
    if "reading" in methods:
        yield "Where articles are read by other rules, one that is told as new, gone or changed need be no news."
    for name, (then, now) in changes.parameters.items():
        yield f"The parameter {name} is {now or 'empty'}, and was {then or 'empty'}."


def _on_both(states: Mapping[str, Row]) -> Iterator[str]:
    then, now = states[BOTH_THEN], states[BOTH_NOW]
    read = f"On the {counted(now['n_articles'], 'article')} that both runs read and that are the same"
    yield f"{read}, the verdict is {either_way(named(then), named(now))}."
    for side in (now["first"], now["second"]):
        yield f"There the trend of {side} a year is {either_way(trend_of(then, side), trend_of(now, side))}."


_CAUSES = {
    "corrected": "corrected by a reader",
    "newly found": "newly found",
    "no longer found": "no longer found",
    "side changed": "on another side",
    "assessed": "scored by one run only",
    "rescored": "with another score",
    "told otherwise": "with another speaker, cue or topic",
}
