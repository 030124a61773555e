"""The timeline: how each side sounds, period by period, how sure that is, and how much was said."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from tenor.charts.colors import OTHER, look, side_colors
from tenor.charts.figure import Figure
from tenor.charts.headlines import name_events, nameable
from tenor.charts.layout import Floats, date_ticks, days_of, draw_tone, is_narrow, say, spread
from tenor.charts.wording import counted, in_period, listed, shown
from tenor.charts.zero import NEUTRAL, Zero, zero_of
from tenor.narrative.numerals import signed
from tenor.relation import OBSERVER

SMALLEST_SCALE = 0.3
"""The scale ends no nearer to 0 than this, so that small differences look small."""


def timeline_figure(
    timeline: pd.DataFrame,
    *,
    sides: Sequence[str],
    scorer: str,
    period: str,
    verdict: str = "",
    min_stances: int = 5,
    baselines: pd.DataFrame | None = None,
    storyline: pd.DataFrame | None = None,
) -> Figure:
    """Give the figure of the table `timeline`.

    Its title is the sentence of the verdict, so that no figure claims a trend that the verdict does not; without one it
    only says what is drawn. `period` is day, week, month or quarter; points that rest on fewer than `min_stances`
    scored stances are hollow. With the table `baselines`, tone is drawn as distance from what is ordinary for the side,
    and stays as it is in the figure's table. With the table `storyline`, its strongest events are named above.
    """
    colors, zero = side_colors(sides), zero_of(baselines)
    drawn = measured(timeline, zero)
    events = nameable(storyline, scorer=scorer)

    def draw(canvas: Canvas) -> None:
        enough = not too_little(drawn, period=period)
        canvas.set_figheight((4.3 if canvas.get_figwidth() > 5 else 3.9) + 0.6 * bool(len(events)) if enough else 1.1)
        upper, lower = canvas.subplots(2, 1, sharex=True, height_ratios=(5, 1) if enough else (50, 1))
        draw_timeline((upper, lower), drawn, colors=colors, period=period, min_stances=min_stances, zero=zero)
        if enough and len(events):
            name_events(upper, events)

    return Figure(
        name="timeline",
        title=shown(verdict) or _title(drawn, sides=sides, period=period),
        caption=_caption(drawn, scorer=scorer, period=period, zero=zero, events=events, min_stances=min_stances),
        alt=_alt(drawn, sides=sides, period=period, zero=zero),
        table=_table(timeline, period=period, zero=zero),
        draw=draw,
    )


def measured(timeline: pd.DataFrame, zero: Zero) -> pd.DataFrame:
    """Give the table with the tone that is drawn in `polarity`, `low` and `high`: as it is, or from the baseline."""
    if not zero.measured:
        return timeline
    return timeline.assign(polarity=timeline["relative"], low=timeline["relative_low"], high=timeline["relative_high"])


def draw_timeline(
    axes: tuple[Axes, Axes],
    timeline: pd.DataFrame,
    *,
    colors: Mapping[str, str],
    period: str = "month",
    min_stances: int = 5,
    zero: Zero = NEUTRAL,
) -> None:
    """Draw each side's mean polarity with its bands onto the upper of two axes, the numbers of stances onto the lower.

    A line has a gap where nobody spoke. Where there are not two periods to draw, the axes say so in words. `timeline`
    is as `measured` gives it.
    """
    tone, counts = axes
    why_not = too_little(timeline, period=period)
    if why_not:
        counts.remove()
        say(tone, why_not)
        return
    limit = y_limit(timeline)
    ends = []
    for side in _in_order(timeline, colors):
        part = _of(timeline, side)
        days = middles(part)
        _draw_side(tone, days, part, side=side, colors=colors, min_stances=min_stances)
        ends.append((side, float(part["polarity"].dropna().iloc[-1])))
    draw_tone(tone, limit, zero=zero.name)
    _name_lines(tone, ends, colors, gap=limit * (0.13 if is_narrow(tone) else 0.1), right=float(days[-1]))
    _draw_counts(counts, timeline, colors)
    starts = np.unique(days_of(timeline["bin"]))
    counts.set_xlim(starts.min(), starts.max() + width_of_bins(starts))
    ticks, names = date_ticks(*counts.get_xlim(), most=5 if is_narrow(tone) else 9)
    counts.set_xticks(ticks, names)
    tone.tick_params(axis="x", length=0, labelbottom=False)


def too_little(timeline: pd.DataFrame, *, period: str) -> str:
    """Give the sentence that says why there is no timeline to draw, or ""."""
    scored = timeline.dropna(subset="polarity")
    if scored.empty:
        return "No scored stance has a date, so there is no timeline to draw."
    if len(scored["bin"].unique()) > 1:
        return ""
    n = int((scored["n_stances"] - scored["n_unscored"]).sum())
    there = "The one scored stance with a date falls" if n == 1 else f"All {n:,} scored stances with a date fall"
    return f"{there} into one {period}, {in_period(scored['bin'].iloc[0], period)}: one point makes no timeline."


def y_limit(timeline: pd.DataFrame) -> float:
    """Give the end of the scale, the same above and below 0: beyond all points, bands as far as points stay apart."""
    point, band = timeline["polarity"].abs().max(), timeline[["low", "high"]].abs().max().max()
    highest = max(point * 1.15, min(band, point * 2) if band == band else 0.0, SMALLEST_SCALE)
    return min(max(1.0, float(point)), float(np.ceil(round(highest * 10, 6)) / 10))


def _draw_side(
    ax: Axes, days: Floats, part: pd.DataFrame, *, side: str, colors: Mapping[str, str], min_stances: int
) -> None:
    color, how = colors.get(side, OTHER), look(side, colors)
    if side not in _two(colors):
        ax.plot(days, part["polarity"], color=color, linewidth=0.9, marker=".", markersize=3, zorder=1.5)
        return
    width = width_of_bins(days) * 0.24
    days = days + width * (_two(colors).index(side) - 0.5)
    ax.bar(days, part["high"] - part["low"], width * 0.9, bottom=part["low"], color=color, alpha=0.16, linewidth=0)
    ax.plot(days, part["polarity"], color=color, linestyle=how.line)
    small = (part["n_stances"] - part["n_unscored"]) < min_stances
    for which, face in ((~small, color), (small, "white")):
        points = part["polarity"].where(which)
        ax.plot(days, points, linestyle="", marker=how.marker, color=color, markerfacecolor=face, zorder=3)


def _name_lines(
    ax: Axes, ends: Sequence[tuple[str, float]], colors: Mapping[str, str], *, gap: float, right: float
) -> None:
    for (side, _), y in zip(ends, spread([y for _, y in ends], gap), strict=True):
        two = side in _two(colors)
        ax.annotate(
            "observers" if side == OBSERVER else shown(side),
            (right, y),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color=colors.get(side, OTHER),
            fontweight="bold" if two else "normal",
            fontsize=9.5 if two else 8.5,
            annotation_clip=False,
        )


def _draw_counts(ax: Axes, timeline: pd.DataFrame, colors: Mapping[str, str]) -> None:
    order = _in_order(timeline, colors)
    for place, side in enumerate(order):
        part = _of(timeline, side)
        starts = days_of(part["bin"])
        width = width_of_bins(starts) * 0.84 / len(order)
        left = starts + width_of_bins(starts) * 0.08 + place * width
        color = colors.get(side, OTHER)
        ax.bar(left, part["n_stances"], width, align="edge", fill=False, edgecolor=color, linewidth=0.7)
        alpha = 1 if side in _two(colors) else 0.4  # in greyscale, observers would look like the second side
        ax.bar(left, part["n_stances"] - part["n_unscored"], width, align="edge", color=color, linewidth=0, alpha=alpha)
    most = int(timeline["n_stances"].max())
    ax.set_yticks([0, most])
    ax.set_ylim(0, most * 1.05)
    ax.set_ylabel("stances", rotation=0, ha="right", va="center")
    ax.spines["left"].set_visible(False)


def _title(timeline: pd.DataFrame, *, sides: Sequence[str], period: str) -> str:
    who = listed(shown(side) for side in sides)
    if too_little(timeline, period=period):
        return f"How {who} sound over time: too little to draw"
    first, last = timeline["bin"].min(), timeline["bin"].max()
    return f"How {who} sound, by {period}, from {in_period(first, period)} to {in_period(last, period)}"


def _caption(
    timeline: pd.DataFrame, *, scorer: str, period: str, zero: Zero, events: pd.DataFrame, min_stances: int
) -> str:
    n, unscored = int(timeline["n_stances"].sum()), int(timeline["n_unscored"].sum())
    what = (
        f"Mean polarity by {period} (scorer {shown(scorer)}) of {counted(n - unscored, 'scored stance')} with a date; "
        f"{unscored:,} more in which nothing was assessed count in no mean."
    )
    if too_little(timeline, period=period):
        return what
    limit = y_limit(timeline)
    beyond = timeline[["low", "high"]].abs().max().max() > limit
    scale = f"{signed(-limit, 1)} to {signed(limit, 1)}{'' if zero.measured else ' of the possible −1 to 1'}"
    return (
        f"{what} Upright bands: 95 %, by article; none where a side speaks in one article only. "
        f"Hollow: fewer than {counted(min_stances, 'scored stance')}. Gaps: no scored stance. "
        "Below: number of stances, the outlined part unscored. "
        f"{f'{zero.told}; polarity itself is in the table. ' if zero.told else ''}The scale shows {scale}."
        f"{' Bands that reach further are cut off.' if beyond else ''}"
        f"{' Above: the strongest dated events, of whatever side.' if len(events) else ''}"
    )


def _alt(timeline: pd.DataFrame, *, sides: Sequence[str], period: str, zero: Zero) -> str:
    why_not = too_little(timeline, period=period)
    if why_not:
        return f"No chart: {why_not}"
    n_bins, n = timeline["bin"].nunique(), int(timeline["n_stances"].sum())
    order = _in_order(timeline, side_colors(sides))
    told = " ".join(_told(_of(timeline, side), side, period, n_bins) for side in order)
    what = "mean polarity, less what is ordinary for the side," if zero.measured else "mean polarity"
    return f"Line chart of {what} over {counted(n_bins, period)}, with {counted(n, 'stance')}. {told}"


def _told(part: pd.DataFrame, side: str, period: str, n_bins: int) -> str:
    points = part.dropna(subset="polarity")[["polarity", "bin"]].itertuples(index=False, name=None)
    told = [(polarity, f"{signed(polarity)} in {in_period(start, period)}") for polarity, start in points]
    who = "Observers" if side == OBSERVER else shown(side)
    path = told[0][1]
    if len(told) > 1:
        low, high = min(told, key=itemgetter(0)), max(told, key=itemgetter(0))
        path += f" to {told[-1][1]}; lowest {low[1]}, highest {high[1]}"
    return f"{who}: {path}; {len(told)} of {counted(n_bins, period)} with scored stances."


def _table(timeline: pd.DataFrame, *, period: str, zero: Zero) -> pd.DataFrame:
    names = {"bin": period, "side": "side", "polarity": "mean polarity", "low": "low", "high": "high"}
    if zero.measured:
        names |= {"baseline": "ordinary", "relative": "less ordinary"}
    names |= {"n_stances": "stances", "n_unscored": "unscored", "n_articles": "articles"}
    if timeline["n_read"].notna().any():
        names |= {"n_read": "articles read", "negative_salience": "negative stances per article read"}
    rows = timeline.assign(bin=timeline["bin"].dt.strftime("%Y-%m-%d"))
    return rows[list(names)].rename(columns=names)


def _in_order(timeline: pd.DataFrame, colors: Mapping[str, str]) -> list[str]:
    """Give the sides that have a point, the two of the relation first."""
    there = set(timeline.dropna(subset="polarity")["side"])
    two = _two(colors)
    return [*(side for side in two if side in there), *sorted(there - set(two))]


def _two(colors: Mapping[str, str]) -> list[str]:
    return [side for side in colors if side != OBSERVER]


def _of(timeline: pd.DataFrame, side: str) -> pd.DataFrame:
    return timeline[timeline["side"] == side].sort_values("bin")


def middles(part: pd.DataFrame) -> Floats:
    """Give the middle of each bin of one side, in days since 1970."""
    starts = days_of(part["bin"])
    following = np.append(starts[1:], starts[-1] + width_of_bins(starts))
    middles: Floats = (starts + following) / 2
    return middles


def width_of_bins(starts: Floats) -> float:
    """Give how many days a bin has, as most have; 1 where there is only one."""
    steps = np.diff(np.unique(starts))
    return float(np.median(steps)) if len(steps) else 1.0
