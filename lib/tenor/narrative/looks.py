"""What repeated looks at one story agree on: the verdict and the breaks that stand, and when these changed.

Who looks every week is shown a change by chance sooner or later. So something counts as changed when two looks in a row
agree on it. The test of a break goes on and off near its limit: a new one has to be clearer than that, and one that
stands is withdrawn only when it was missing for longer. A look is a run; runs over the very same articles, or of the
same turn of a schedule, are one look, for which the last of them stands: asked twice, the same news says the same.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tenor.narrative.trend import BOTH

WANDERS = 2
"""A break may lie so many bins from where it was before, and still be the same: its place is not known better."""

FADES = 8
"""A break that so many looks in a row do not find stands no longer: two months of weekly ones."""

SURE = 0.01
"""A new break counts where chance makes as clear a step in at most this share of the cases: it is asked every week."""

DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92}
"""The most days of a bin."""


@dataclass(frozen=True, slots=True)
class Break:
    """A break that holds: whose, the first day of the first bin at the new level, how long a bin is, and the shift.

    `p` is how often chance makes as clear a step, as `p_all` of the table `breaks`.
    """

    side: str
    day: dt.date
    period: str
    shift: float
    p: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether it is clear enough to be new."""
        return self.p <= SURE

    def is_same(self, other: "Break") -> bool:
        """Tell whether two looks may mean the same break: of one side, one way, at most two bins apart.

        >>> july = Break("US", dt.date(2023, 7, 3), "week", -0.3)
        >>> july.is_same(Break("US", dt.date(2023, 7, 17), "week", -0.1))
        True
        >>> july.is_same(Break("US", dt.date(2023, 7, 24), "week", -0.3))
        False
        """
        one_way = self.side == other.side and (self.shift < 0) == (other.shift < 0)
        return one_way and is_near(self.day, other.day, self.period, other.period)


def is_near(day: dt.date, other: dt.date, *periods: str) -> bool:
    """Tell whether two places are as near as a break may wander, by the longer of the bins that they begin."""
    return abs((day - other).days) <= WANDERS * max(DAYS[period] for period in periods)


@dataclass(frozen=True, slots=True)
class Look:
    """What one run says. `corpus` is the digest of its articles, `turn` names the time of the schedule that it is of.

    `reading` holds what decides how articles are read and judged, by name: where two looks differ in it, they may
    differ without any news.
    """

    run: str
    turn: str
    corpus: str
    verdict: str
    side: str
    breaks: tuple[Break, ...] = ()
    reading: Mapping[str, str] = field(default_factory=dict)

    def is_same(self, other: "Look") -> bool:
        """Tell whether the two are one look: over the same articles, or of the same turn."""
        return self.turn == other.turn or bool(self.corpus and self.corpus == other.corpus)

    def has(self, one: Break) -> bool:
        """Tell whether it found this break."""
        return any(one.is_same(other) for other in self.breaks)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands: the verdict and the breaks on which two looks agreed, and how the later one was read."""

    verdict: str
    side: str
    breaks: tuple[Break, ...]
    reading: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What two looks agree on that did not stand before.

    `new` and `gone` are breaks. `because` names what had changed in the reading when the first of the two looks was
    taken, and is empty for news.
    """

    before: Standing
    after: Standing
    runs: tuple[str, str]
    new: tuple[Break, ...]
    gone: tuple[Break, ...]
    because: tuple[str, ...]

    @property
    def of_verdict(self) -> bool:
        """Whether the verdict, or the side that it is about, is another one."""
        return _verdict(self.before) != _verdict(self.after)


@dataclass(frozen=True, slots=True)
class Course:
    """How far a story was followed: the last eight looks, fewer at the beginning, and what stands."""

    looks: tuple[Look, ...] = ()
    standing: Standing | None = None

    def after(self, look: Look) -> "tuple[Course, Change | None]":
        """Give the course after one more look, and what changed by it; what stands first of all is no change.

        A look that is the same as the last one takes its place.
        """
        kept = self.looks[:-1] if self.looks and self.looks[-1].is_same(look) else self.looks
        looks = (*kept, look)[-FADES:]
        standing = _stands(self.standing, looks)
        change = _change(self.standing, standing, looks)
        return Course(looks, standing), change


def changes(looks: Iterable[Look]) -> Iterator[Change | None]:
    """Give for each of the looks, oldest first, what changed by it, or None."""
    course = Course()
    for look in looks:
        course, change = course.after(look)
        yield change


def named(verdict: str, side: str) -> str:
    """Name a verdict with the side that it is about.

    >>> named("falling", "China"), named("flat", "both")
    ('falling (China)', 'flat')
    """
    return verdict if side in ("", BOTH) else f"{verdict} ({side})"


def _stands(before: Standing | None, looks: Sequence[Look]) -> Standing | None:
    if len(looks) < 2:
        return before
    first, second = looks[-2:]
    agree = _verdict(first) == _verdict(second)
    if before is None:
        return Standing(second.verdict, second.side, _in_both(first, second), second.reading) if agree else None
    gone = [one for one in before.breaks if len(looks) == FADES and not any(look.has(one) for look in looks)]
    kept = tuple(one for one in before.breaks if one not in gone)
    sure = _in_both(_surely(first), _surely(second))
    new = tuple(one for one in sure if not any(one.is_same(other) for other in kept))
    # The reading is that of the last look on which something rests: so a change of it is told once.
    reading = second.reading if agree or gone or new else before.reading
    return Standing(*_verdict(second if agree else before), (*kept, *new), reading)


def _change(before: Standing | None, after: Standing | None, looks: Sequence[Look]) -> Change | None:
    if before is None or after is None:
        return None
    new = tuple(one for one in after.breaks if one not in before.breaks)
    gone = tuple(one for one in before.breaks if one not in after.breaks)
    if _verdict(before) == _verdict(after) and not (new or gone):
        return None
    first, second = looks[-2:]
    names = sorted({*before.reading, *first.reading})
    because = tuple(name for name in names if before.reading.get(name) != first.reading.get(name))
    return Change(before, after, (first.run, second.run), new, gone, because)


def _verdict(told: Look | Standing) -> tuple[str, str]:
    return told.verdict, told.side


def _surely(look: Look) -> Look:
    return replace(look, breaks=tuple(one for one in look.breaks if one.is_sure))


def _in_both(first: Look, second: Look) -> tuple[Break, ...]:
    return tuple(one for one in second.breaks if first.has(one))
