"""The story line: what happened when, as the articles date it, and how it is told."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Canvas

from tenor.charts.figure import Figure
from tenor.charts.happenings import LONG, drawn, named, past, strongest, swings, window, with_days
from tenor.charts.labels import Mark, along, axis_lines, label
from tenor.charts.layout import Floats, date_ticks, draw_tone, is_narrow, say
from tenor.charts.wording import counted, in_period, listed, shortened, shown, span_of
from tenor.narrative.numerals import signed

FEWEST_EVENTS = 3
"""Fewer events with a tone make no line."""

SWING = 0.12
"""A smaller move of the level is not told in words."""

SMALLEST_SCALE = 0.4
INK, SOFT = "#2b2b2b", "#a6a6a6"


def storyline_figure(storyline: pd.DataFrame, *, scorer: str) -> Figure:
    """Give the figure of the table `storyline`: dated events on the calendar, their tone as height.

    Its title tells where the level turned. Events far from all others in time stand in the table only.
    """
    rows = with_days(storyline[storyline["scorer"] == scorer])

    def draw(canvas: Canvas) -> None:
        canvas.set_figheight((4.2 if canvas.get_figwidth() > 5 else 4.0) if not _too_little(rows) else 1.1)
        draw_storyline(canvas.subplots(), rows)

    return Figure(
        name="storyline",
        title=_title(rows),
        caption=_caption(rows, scorer=scorer),
        alt=_alt(rows),
        table=_table(rows),
        draw=draw,
    )


def draw_storyline(ax: Axes, rows: pd.DataFrame) -> None:
    """Draw the events of `rows`, as `with_days` gives them: dots, bars for long ones, hollow what was to come.

    Where there are too few, the axes say so in words.
    """
    why_not = _too_little(rows)
    if why_not:
        say(ax, why_not)
        return
    days = window(_toned(rows)["x"].to_numpy(float))
    told = drawn(_toned(rows), days)
    margin = max((days[1] - days[0]) * 0.05, 2.0)
    ax.set_xlim(days[0] - margin, days[1] + margin)
    limit = _limit(told)
    draw_tone(ax, limit, zero="neutral 0")
    _draw_level(ax, told)
    _draw_events(ax, told)
    unheard = drawn(rows[rows["polarity"].isna()], days)
    ax.plot(unheard["x"], np.full(len(unheard), -limit), marker="|", markersize=5, color=SOFT, linestyle="", zorder=2)
    ticks, names = date_ticks(*ax.get_xlim(), most=5 if is_narrow(ax) else 9)
    ax.set_xticks(ticks, names)
    _name_events(ax, told)


def _too_little(rows: pd.DataFrame) -> str:
    n = len(_toned(rows))
    if n >= FEWEST_EVENTS:
        return ""
    if rows.empty:
        return "No article dates an event, so there is no story line to draw."
    there = counted(int(rows["n_events"].sum()), "dated event")
    return f"{there} with {counted(n, 'point') if n else 'no point'} of known tone: too little for a story line."


def _toned(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.dropna(subset="polarity").reset_index(drop=True)


def _limit(told: pd.DataFrame) -> float:
    highest = max(float(told["polarity"].abs().max()) * 1.1, SMALLEST_SCALE)
    return min(1.05, float(np.ceil(round(highest * 10, 6)) / 10))


def _draw_level(ax: Axes, told: pd.DataFrame) -> None:
    """Draw the level, dashed from the last event that had happened on."""
    line = _level(told)
    known = line[past(line)]
    split = float(known["x"].max()) if len(known) else -np.inf
    for part, style in ((line[line["x"] <= split], "-"), (line[line["x"] >= split], (0, (2, 1.5)))):
        ax.plot(
            part["x"], part["level"], color=SOFT, linewidth=3.0, linestyle=style, zorder=1.5, solid_joinstyle="round"
        )


def _level(told: pd.DataFrame) -> pd.DataFrame:
    return told.dropna(subset="level").drop_duplicates("x").reset_index(drop=True)


def _draw_events(ax: Axes, told: pd.DataFrame) -> None:
    long = (told["right"] - told["left"] > LONG).to_numpy()
    happened = past(told)
    for which, style in ((long & happened, "-"), (long & ~happened, (0, (1.5, 1.2)))):
        part = told[which]
        bars = [
            [(left, y), (right, y)] for left, right, y in part[["left", "right", "polarity"]].itertuples(index=False)
        ]
        ax.add_collection(
            LineCollection(bars, colors="#8c8c8c", linewidths=2.2, linestyles=[style], alpha=0.75, zorder=2),
            autolim=False,
        )
    area = 26 * np.sqrt(told["n_articles"].clip(lower=1).to_numpy(float))
    area = np.minimum(area if len(told) < 200 else area * 0.4, 160)
    for which, face in ((happened, INK), (~happened, "white")):
        x, y = told.loc[which, "x"], told.loc[which, "polarity"]
        ax.scatter(x, y, area[which], facecolors=face, edgecolors=INK, linewidths=1.0, alpha=0.9, zorder=3)


def _name_events(ax: Axes, told: pd.DataFrame) -> None:
    narrow = is_narrow(ax)
    most = 4 if narrow else 7
    chosen = strongest(told, most=most, apart=float(np.ptp(told["x"])) / (most * 2.2))
    letters = 17 if narrow else 23
    marks = [
        Mark(float(told["x"].iloc[i]), float(told["polarity"].iloc[i]), named(told.iloc[i], letters=letters))
        for i in chosen
    ]
    label(ax, marks, around=np.vstack([_obstacles(told), axis_lines(ax)[0]]), size=7 if narrow else 7.5)


def _obstacles(told: pd.DataFrame) -> Floats:
    level = _level(told)[["x", "level"]].to_numpy(float)
    dots = told[["x", "polarity"]].to_numpy(float)
    long = told[told["right"] - told["left"] > LONG]
    bars = [
        along(np.array([[left, y], [right, y]]), n=24)
        for left, right, y in long[["left", "right", "polarity"]].to_numpy(float)
    ]
    return np.vstack([along(level, n=4), np.repeat(dots, 5, axis=0), *bars])


def _title(rows: pd.DataFrame) -> str:
    if _too_little(rows):
        return "What happened when: too little to draw"
    told = drawn(_toned(rows), window(_toned(rows)["x"].to_numpy(float)))
    line = _level(told[past(told)])
    if len(line) < 2:
        return "What happened when: nearly all of it was still to come"
    level = line["level"].to_numpy(float)
    turning = swings(level, least=SWING)
    if np.ptp(level[turning]) < SWING:
        return f"What happened is told in much the same tone throughout, about {signed(float(np.median(level)))}"
    steps = [
        f"{'up' if level[b] > level[a] else 'down'} to {signed(level[b])} in {_month(line['x'].iloc[b])}"
        for a, b in pairwise(turning)
        if abs(level[b] - level[a]) >= SWING
    ]
    start = (
        f"from {signed(level[turning[0]])} in {_month(line['x'].iloc[turning[0]])}, " if len(steps) <= 4 else "last "
    )
    return f"The tone of what happened: {start}{listed(steps[-4:])}"


def _month(x: float) -> str:
    return in_period(pd.Timestamp(0) + pd.Timedelta(days=int(x)), "month")


def _caption(rows: pd.DataFrame, *, scorer: str) -> str:
    toned = _toned(rows)
    n, unscored = int(toned["n_events"].sum()), int(rows["n_events"].sum() - toned["n_events"].sum())
    told = f"Polarity of the clauses (scorer {shown(scorer)}) that tell {counted(n, 'dated event')}"
    if _too_little(rows):
        return f"{told}; {unscored:,} more have none."
    verb = "has none and is a tick" if unscored == 1 else "have none and are ticks"
    blind = f"; {unscored:,} more {verb} at the foot" if unscored else ""
    days = window(toned["x"].to_numpy(float))
    astray = int(toned["n_events"].sum() - drawn(toned, days)["n_events"].sum())
    far = (
        f" {astray:,} far from all others in time {'is' if astray == 1 else 'are'} left to the table." if astray else ""
    )
    return (
        f"{told}{blind}. Larger dots: told in more articles. Bars: dated to more than "
        f"{LONG} days. Hollow and dashed: still to come when told. Grey line: level, events near in time "
        f"weighing more. How an event is told is not how it was, and what is told again counts again.{far}"
    )


def _alt(rows: pd.DataFrame) -> str:
    why_not = _too_little(rows)
    if why_not:
        return f"No chart: {why_not}"
    told = drawn(_toned(rows), window(_toned(rows)["x"].to_numpy(float)))
    chosen = sorted(strongest(told, most=7, apart=float(np.ptp(told["x"])) / 15))
    points = "; ".join(
        f"{span_of(told['start'].iloc[i], told['end'].iloc[i])}, {shortened(told['text'].iloc[i], 80)}, "
        f"{signed(told['polarity'].iloc[i])}"
        for i in chosen
    )
    return f"Dated events on the calendar by polarity, {counted(len(told), 'point')}. The strongest: {points}."


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    names = {
        "start": "first day",
        "end": "last day",
        "future": "still to come",
        "polarity": "polarity",
        "level": "level",
        "n_events": "events",
        "n_articles": "articles",
        "text": "clause",
    }
    days = {name: rows[name].dt.strftime("%Y-%m-%d") for name in ("start", "end")}
    return rows.assign(**days)[list(names)].rename(columns=names)
