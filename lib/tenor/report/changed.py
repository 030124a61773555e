"""What changed since an earlier run, in words: the same for the page and for `changes.md`."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, day, in_period, listed, shortened
from tenor.columns import CAUSES, MEASURING
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
    """How far the mean of a side moved, by what, and its trend then and now: words by what they are of, in order."""

    side: str
    cells: Mapping[str, str]


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

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table of the sides, a row a number and a column a side."""
        return [(name, [one.cells[name] for one in self.sides]) for name in self.sides[0].cells]


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
    sides, breaks = [states[NOW]["first"], states[NOW]["second"]], changes.tables["changed_breaks"]
    return ChangesTold(
        heading=heading(changes),
        verdict=list(_verdict(states)),
        breaks=list(_breaks(breaks[breaks["of"] == "all"])),
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
        "told": tone(row),
        "content": shortened(known["content"], most),
        "published": date_of(known["published"]),
        "url": safe_url(known["url"]),
        "anchor": anchors.get(known["stance_id"], ""),
    }


def tone(row: Row) -> str:
    """Say why a stance of changed_stances is not what it was, where no article is the reason, and its polarity."""
    was, now = (row[when] == row[when] for when in ("before", "after"))
    then = f"{signed(row['before'])} then" if was else ""
    told = ", ".join(part for part in (then, f"{signed(row['after'])}{' now' if was else ''}" if now else "") if part)
    return f"polarity {told}" if row["cause"] == "new article" else f"{row['cause']}, polarity {told}"


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


def _breaks(table: pd.DataFrame) -> Iterator[str]:
    if table.empty:
        yield "No break was found, then or now."
    yield from map(_break, table.to_dict("records"))


def _break(row: Row) -> str:
    when, other = ("before", "this run") if row["outcome"] == "vanished" else ("after", "the earlier run")
    step = f"{row['side']} in {in_period(row[f'bin_{when}'], row['period'])} ({signed(row[f'shift_{when}'])})"
    if row["outcome"] == "still there":
        return f"The break of {step} is still there{_moved(row)}."
    return f"A break {row['outcome']}: {step}. Of that place {other} says: {row['note']}."


def _moved(row: Row) -> str:
    before = row["bin_before"]
    return "" if before == row["bin_after"] else f", before it was put to {in_period(before, row['period'])}"


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
            parts = {cause: row.get(cause.replace(" ", "_"), 0.0) for cause in CAUSES}
            cells = {
                "Mean polarity then": signed(row["before"], 3),
                "by new articles": signed(parts["new article"], 3),
                "by articles gone or changed": signed(parts["article gone"] + parts["article changed"], 3),
                "by measuring differently": signed(sum(parts[cause] for cause in MEASURING), 3),
                "Mean polarity now": signed(row["after"], 3),
                "Trend a year then": _trend(states[THEN], row["side"]),
                "Trend a year now": _trend(states[NOW], row["side"]),
            }
            yield SideChange(str(row["side"]), cells)


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
        breaks = changes.tables["changed_breaks"]
        unlike = breaks[(breaks["of"] == "articles of both") & (breaks["outcome"] != "still there")]
        yield from (f"There: {sentence}" for sentence in map(_break, unlike.to_dict("records")))


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
    read = f"On the {counted(now['n_articles'], 'article')} that both runs read and that are the same"
    yield f"{read}, the verdict is {_either_way(_named(then), _named(now))}."
    for side in (now["first"], now["second"]):
        yield f"There the trend of {side} a year is {_either_way(_trend(then, side), _trend(now, side))}."


def _either_way(then: str, now: str) -> str:
    return f"{now} as measured then and now" if then == now else f"{then} as measured then, and {now} as measured now"


_CAUSES = {
    "corrected": "corrected by a reader",
    "newly found": "newly found",
    "no longer found": "no longer found",
    "side changed": "on another side",
    "assessed": "scored by one run only",
    "rescored": "with another score",
    "told otherwise": "with another speaker, cue or topic",
}
