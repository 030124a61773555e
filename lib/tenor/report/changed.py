"""What changed since an earlier run, in words: the same for the page and for `changes.md`."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, day, listed, shortened
from tenor.columns import CAUSES, MEASURING
from tenor.narrative.changes import BOTH_NOW, BOTH_THEN, NOW, THEN, Changes
from tenor.narrative.numerals import signed
from tenor.report.findings import safe_url
from tenor.report.measured import measured_differently
from tenor.report.papers import date_of
from tenor.report.standings import Row, named, told_break, trend_of

MOST_MOVERS, MOST_OUTLETS, OUTLET = 3, 5, 60
"""So many stances a side, and so many outlets, are named, with so many characters; the tables have all."""

CAUTION = (
    "Each run is another look at nearly the same articles, and whoever looks often sees changes that chance made: "
    "a change counts as news only when the next run agrees."
)

NOTHING_CHANGED = "Nothing changed: the same articles, the same stances, the same scores."

UNSCORED = "No stance of either side was scored, then or now."

UNCLEAR = "Something was measured differently as well, so it cannot be laid to the articles alone."


@dataclass(frozen=True, slots=True)
class SideChange:
    """How far the mean of a side moved, by what, and its trend then and now: words by what they are of, in order."""

    side: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChangesTold:
    """The changes as a reader is told them; words of articles and outlets in them are not escaped.

    `compared` says with what, `now` is the verdict of this run with its numbers. `verdict`, `breaks` and `articles` are
    sentences, `movers` rows of changed_stances; `measured` are sentences on what was measured differently, `remeasured`
    the rows behind them.
    """

    heading: str
    compared: str
    now: str
    verdict: list[str]
    breaks: list[str]
    articles: list[str]
    sides: list[SideChange]
    movers: list[Row]
    measured: list[str]
    remeasured: list[Row]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table of the sides, a row a number and a column a side; empty where neither run scored any of theirs."""
        names = self.sides[0].cells if self.sides else ()
        return [(name, [one.cells[name] for one in self.sides]) for name in names]


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
        compared=f"Compared with the run {changes.then}; every stance not as before is in tables/changed_stances.csv.",
        now=str(states[NOW]["sentence"]),
        verdict=list(_verdict(states, breaks, rules="statistics" in changes.methods)),
        breaks=list(_breaks(breaks[breaks["of"] == "all"])),
        articles=list(_articles(articles, stances)),
        sides=list(_sides(changes.tables["changed_means"], states)),
        movers=_movers(stances[stances["cause"] == "new article"], sides),
        measured=list(measured_differently(changes, states)),
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


def _verdict(states: Mapping[str, Row], breaks: pd.DataFrame, *, rules: bool) -> Iterator[str]:
    """Say what became of the verdict; `rules` says that those by which it is given are not, or may not be, the same."""
    was, now = named(states[THEN]), named(states[NOW])
    yield f"The verdict is as before: {now}." if was == now else f"The verdict was {was} and is {now}."
    if was != now or set(breaks.loc[breaks["of"] == "all", "outcome"]) & {"appeared", "vanished"}:
        yield CAUTION
    if was != now and BOTH_NOW in states:
        on_both = named(states[BOTH_THEN]), named(states[BOTH_NOW])
        is_judged_anew = states[THEN]["n_articles"] != states[BOTH_THEN]["n_articles"]
        yield _source(was, *on_both, now) if not (rules and is_judged_anew) else UNCLEAR


def _source(then: str, both_then: str, both_now: str, now: str) -> str:
    """Say whether articles or measuring made another verdict."""
    if both_then == both_now:
        return "On the articles that both runs read, measuring differently makes no other verdict: other articles did."
    if (both_then, both_now) == (then, now):
        return "This is no news: the articles that both runs read already give the other verdict when measured as now."
    return UNCLEAR


def _breaks(table: pd.DataFrame) -> Iterator[str]:
    if table.empty:
        yield "No break was found, then or now."
    yield from map(told_break, table.to_dict("records"))


def _articles(articles: pd.DataFrame, stances: pd.DataFrame) -> Iterator[str]:
    new = articles[articles["fate"] == "new"]
    by_outlet = Counter(outlet or "no outlet named" for outlet in new["outlet"]).most_common()
    told = [f"{shortened(outlet, OUTLET)} {n:,}" for outlet, n in by_outlet[:MOST_OUTLETS]]
    rest = len(by_outlet) - MOST_OUTLETS
    more = [counted(rest, "other outlet")] if rest > 0 else []
    said = stances[stances["cause"] == "new article"].drop_duplicates("stance_id")
    by_side = [f"{side} {n:,}" for side, n in Counter(said["side"]).most_common()]
    if new.empty:
        yield "No new article."
    else:
        yield f"{counted(len(new), 'new article')}: {listed([*told, *more])}."
        where = "in it" if len(new) == 1 else "in them"
        yield f"{counted(len(said), 'new stance')} {where}{f': {listed(by_side)}' if by_side else ''}."
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
                "Trend a year then": trend_of(states[THEN], row["side"]),
                "Trend a year now": trend_of(states[NOW], row["side"]),
            }
            yield SideChange(str(row["side"]), cells)


def _movers(stances: pd.DataFrame, sides: list[str]) -> list[Row]:
    """Give the stances with the largest contributions, whichever way, a few of each side."""
    moving = stances[stances["contribution"].abs() > 0]
    order = moving.assign(size=-moving["contribution"].abs()).sort_values(["size", "stance_id"])
    return [row for side in sides for row in order[order["side"] == side].head(MOST_MOVERS).to_dict("records")]
