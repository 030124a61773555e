"""What changed since an earlier run, in words: the same for the page and for `changes.md`."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, day, in_period, listed, shortened
from tenor.columns import MEASURING
from tenor.narrative.changes import BOTH_NOW, BOTH_THEN, NOW, THEN, Changes
from tenor.narrative.numerals import NOTHING, signed
from tenor.report.findings import safe_url
from tenor.report.papers import date_of

MOST_MOVERS, MOST_OUTLETS = 3, 5
"""So many stances a side, and so many outlets, are named; the tables have all."""

CAUTION = (
    "Each run is another look at nearly the same articles, and whoever looks often sees changes that chance made: "
    "a change counts as news only when the next run agrees."
)

METHODS = {
    "reading": "the rules by which articles are read",
    "extraction": "the rules that find stances",
    "relation": "the relation profile",
    "scoring": "the scorers and their lexicons",
    "statistics": "the rules of the statistics and the verdict",
}

Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class SideChange:
    """How far the mean of a side moved, by what, and its trend then and now, in words."""

    side: str
    before: float
    after: float
    new: float
    other: float
    measured: float
    trends: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """The changes as a reader is told them; words of articles and outlets in them are not escaped.

    `verdict`, `breaks` and `articles` are sentences; `movers` are rows of changed_stances, `measured` are sentences on
    what was measured differently, with the rows behind them in `remeasured`.
    """

    heading: str
    verdict: list[str]
    breaks: list[str]
    articles: list[str]
    sides: list[SideChange]
    movers: list[Row]
    measured: list[str]
    remeasured: list[Row]


def heading(changes: Changes) -> str:
    """Name the earlier run by its day, or by its name where it does not say when it was.

    >>> heading(Changes("weekly", started="2023-07-03T06:00:00+00:00"))
    'Since the run of 3 July 2023'
    """
    try:
        return f"Since the run of {day(dt.datetime.fromisoformat(changes.started))}"
    except ValueError:
        return f"Since the run {changes.then}"


def changes_told(changes: Changes) -> ChangesTold:
    """Put changes into words; raises KeyError where the runs were not compared."""
    standings = changes.tables["standings"].set_index("state", drop=False)
    states: dict[str, Row] = {str(row["state"]): row for row in standings.to_dict("records")}
    articles, stances = changes.tables["changed_articles"], changes.tables["changed_stances"]
    sides = [states[NOW]["first"], states[NOW]["second"]]
    return ChangesTold(
        heading=heading(changes),
        verdict=list(_verdict(states)),
        breaks=list(_breaks(changes.tables["changed_breaks"], "all")),
        articles=list(_articles(articles, stances)),
        sides=list(_sides(changes.tables["changed_means"], states)),
        movers=_movers(stances[stances["cause"] == "new article"], sides),
        measured=list(_measured(changes, states)),
        remeasured=_movers(stances[stances["cause"].isin(MEASURING)], sides),
    )


def changed_row(row: Row, anchors: Mapping[str, str], most: int) -> dict[str, Any]:
    """Give a row of changed_stances as the page shows it, at most `most` characters of its content."""
    known = {str(name): value for name, value in row.items()}
    return known | {
        "content": shortened(known["content"], most),
        "published": date_of(known["published"]),
        "url": safe_url(known["url"]),
        "anchor": anchors.get(known["stance_id"], ""),
    }


def _verdict(states: Mapping[str, Row]) -> Iterator[str]:
    then, now = states[THEN], states[NOW]
    if _named(then) == _named(now):
        yield f"The verdict is as before: {_named(now)}."
        return
    yield f"The verdict was {_named(then)} and is {_named(now)}."
    yield CAUTION
    if BOTH_NOW in states:
        yield _source(*(_named(states[state]) for state in (THEN, BOTH_THEN, BOTH_NOW, NOW)))


def _source(then: str, both_then: str, both_now: str, now: str) -> str:
    """Say whether articles or measuring made another verdict."""
    if both_then == both_now:
        return "On the articles that both runs read, measuring differently makes no other verdict: other articles did."
    if (both_then, both_now) == (then, now):
        return "This is no news: the articles that both runs read already give the other verdict when measured as now."
    return "Something was measured differently as well, so it cannot be laid to the articles alone."


def _named(standing: Row) -> str:
    side = f" ({standing['side']})" if standing["side"] not in ("", "both") else ""
    return f"“{standing['verdict']}”{side}"


def _breaks(table: pd.DataFrame, of: str) -> Iterator[str]:
    for row in table[table["of"] == of].to_dict("records"):
        when = "before" if row["outcome"] == "vanished" else "after"
        step = f"{row['side']} in {in_period(row[f'bin_{when}'], row['period'])} ({signed(row[f'shift_{when}'])})"
        if row["outcome"] == "still there":
            moved = row["bin_before"] != row["bin_after"]
            yield f"The break of {step} is still there{', a bin away from where it was' if moved else ''}."
        else:
            other = "this run" if when == "before" else "the earlier run"
            verb = "vanished" if when == "before" else "appeared"
            yield f"A break {verb}: {step}. Of that place {other} says: {row['note']}."


def _articles(articles: pd.DataFrame, stances: pd.DataFrame) -> Iterator[str]:
    new = articles[articles["fate"] == "new"]
    by_outlet = Counter(outlet or "no outlet named" for outlet in new["outlet"]).most_common()
    named = [f"{outlet} {n:,}" for outlet, n in by_outlet[:MOST_OUTLETS]]
    rest = len(by_outlet) - MOST_OUTLETS
    more = [counted(rest, "other outlet")] if rest > 0 else []
    said = stances[stances["cause"] == "new article"].drop_duplicates("stance_id")
    by_side = [f"{side} {n:,}" for side, n in Counter(said["side"]).most_common()]
    if new.empty:
        yield "No new article."
    else:
        yield f"{counted(len(new), 'new article')}: {listed([*named, *more])}."
        yield f"{counted(len(said), 'new stance')} in {'it' if len(new) == 1 else 'them'}" + (
            f": {listed(by_side)}." if by_side else "."
        )
    for fate, words in (("gone", "no longer read"), ("changed", "read with another text, day or version")):
        if n := int((articles["fate"] == fate).sum()):
            yield f"{counted(n, 'article')} {words}."


def _sides(means: pd.DataFrame, states: Mapping[str, Row]) -> Iterator[SideChange]:
    for row in means.to_dict("records"):
        if row["side"] in (states[NOW]["first"], states[NOW]["second"]):
            measured = [row[cause.replace(" ", "_")] for cause in MEASURING if cause.replace(" ", "_") in row]
            yield SideChange(
                side=str(row["side"]),
                before=row["before"],
                after=row["after"],
                new=row["new_article"],
                other=row["article_gone"] + row["article_changed"],
                measured=sum(measured),
                trends=(_trend(states[THEN], row["side"]), _trend(states[NOW], row["side"])),
            )


def _trend(standing: Row, side: str) -> str:
    place = next((p for p in ("first", "second") if standing[p] == side), "")
    if not place or standing[f"{place}_change"] != standing[f"{place}_change"]:
        return NOTHING
    low, high = (signed(standing[f"{place}_{end}"]) for end in ("low", "high"))
    return f"{signed(standing[f'{place}_change'])} ({low} to {high})"


def _movers(stances: pd.DataFrame, sides: list[str]) -> list[Row]:
    """Give the stances with the largest contributions, whichever way, a few of each side."""
    moving = stances[stances["contribution"].abs() > 0]
    order = moving.assign(size=-moving["contribution"].abs()).sort_values(["size", "stance_id"])
    return [row for side in sides for row in order[order["side"] == side].head(MOST_MOVERS).to_dict("records")]


def _measured(changes: Changes, states: Mapping[str, Row]) -> Iterator[str]:
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
        yield from (f"On these articles: {sentence}" for sentence in _breaks(_unlike(changes), "articles of both"))


def _unlike(changes: Changes) -> pd.DataFrame:
    table = changes.tables["changed_breaks"]
    return table[table["outcome"] != "still there"]


def _made_with(changes: Changes) -> Iterator[str]:
    """Say by what else the runs were made; of what was read by other rules, an article that is new need be no news."""
    known = {
        kind: [METHODS[n] for n, what in changes.methods.items() if what == kind] for kind in ("another", "unknown")
    }
    if known["another"]:
        yield f"Since then changed: {listed(known['another'])}."
    if known["unknown"]:
        yield f"That run does not say which of these it had, so they may have changed: {listed(known['unknown'])}."
    if "reading" in changes.methods:
        yield "Where articles are read by other rules, one that is told as new, gone or changed need be no news."
    for name, (then, now) in changes.parameters.items():
        yield f"The parameter {name} is {now or 'empty'}, and was {then or 'empty'}."


def _on_both(states: Mapping[str, Row]) -> Iterator[str]:
    then, now = states[BOTH_THEN], states[BOTH_NOW]
    n = counted(now["n_articles"], "article")
    alike = (
        f"{_named(now)} either way"
        if _named(then) == _named(now)
        else f"{_named(then)} as measured then, {_named(now)} as measured now"
    )
    yield f"On the {n} that both runs read and that are the same, the verdict is {alike}."
    for side in (now["first"], now["second"]):
        yield f"{side} there: trend a year {_trend(then, side)} as measured then, {_trend(now, side)} as measured now."


_CAUSES = {
    "corrected": "corrected by a reader",
    "newly found": "newly found",
    "no longer found": "no longer found",
    "side changed": "on another side",
    "assessed": "scored by one run only",
    "rescored": "with another score",
    "told otherwise": "with another speaker, cue or topic",
}
