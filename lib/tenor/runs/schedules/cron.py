"""Cron lines: what they mean in words, when they fire, and the same for systemd.

The line is read as cron(5) reads it: Sunday is 0 and 7. Where both a day of the month and a day of the week are given,
cron fires on either and others on both at once: such a line is refused instead of guessed.

The times are worked out here and not by APScheduler's own trigger. That one counts days of the week from Monday, and in
the night in which clocks go back it gives a time of the repeated hour again and again (3.11).
"""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cron_descriptor import Options, get_description

from tenor.errors import ParameterError

FIELDS = ("minute", "hour", "day of the month", "month", "day of the week")
RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FARTHEST = 366 * 9
"""Days in which a line fires, or never does: from one 29 February to the next may take eight years."""

SHORT = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *"}
_PART = re.compile(r"(?P<first>\*|[a-z]{3}|\d{1,2})(?:-(?P<last>[a-z]{3}|\d{1,2}))?(?:/(?P<step>\d{1,2}))?")


@dataclass(frozen=True)
class Cron:
    """A cron line in a time zone; make one with `cron_of`. `fields` hold sorted numbers, None for every one."""

    line: str
    zone: str
    fields: tuple[tuple[int, ...] | None, ...]

    @property
    def words(self) -> str:
        """What it means.

        >>> cron_of("0 6 * * 1", "Europe/Berlin").words
        'At 06:00, only on Monday (Europe/Berlin)'
        """
        options = Options()
        options.use_24hour_time_format = True
        return f"{get_description(SHORT.get(self.line, self.line), options)} ({self.zone})"

    def after(self, moment: dt.datetime, n: int = 3) -> list[dt.datetime]:
        """Give the next `n` times after `moment`, which has a time zone, in the line's own; fewer where there are not.

        A time that clocks skip in spring fires when they have gone on, and one that comes twice in autumn fires once.
        """
        zone = ZoneInfo(self.zone)
        first = moment.astimezone(zone).date() - dt.timedelta(days=1)
        days = (first + dt.timedelta(days=number) for number in range(FARTHEST))
        times = (time for day in days if self._has(day) for time in self._times(day, zone) if time > moment)
        return [time.astimezone(zone) for time in islice(times, n)]

    def turn(self, began: dt.datetime) -> str:
        """Name the turn of a run: the next time of the line, as it began. All runs before that are of one turn.

        >>> cron_of("0 6 * * 1", "Europe/Berlin").turn(dt.datetime(2024, 3, 6, tzinfo=dt.UTC))
        '2024-03-11T06:00:00+01:00'
        """
        return self.after(began, 1)[0].isoformat()

    @property
    def crontab(self) -> str:
        """The five fields in numbers, as every cron reads them.

        >>> cron_of("0 6 * jan-mar mon", "UTC").crontab
        '0 6 * 1,2,3 1'
        """
        return " ".join("*" if values is None else ",".join(map(str, values)) for values in self.fields)

    def _has(self, day: dt.date) -> bool:
        wanted = zip(self.fields[2:], (day.day, day.month, day.isoweekday() % 7), strict=True)
        return all(values is None or value in values for values, value in wanted)

    def _times(self, day: dt.date, zone: ZoneInfo) -> list[dt.datetime]:
        minutes, hours = (values or range(high + 1) for values, (_, high) in zip(self.fields[:2], RANGES, strict=False))
        walls = (dt.datetime.combine(day, dt.time(hour, minute), zone) for hour in hours for minute in minutes)
        return sorted({wall.astimezone(dt.UTC) for wall in walls})

    @property
    def calendar(self) -> str:
        """The same as systemd's OnCalendar.

        >>> cron_of("30 6 * * 1-5", "UTC").calendar
        'Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00 UTC'
        """
        minute, hour, day, month, weekday = self.fields
        days = "" if weekday is None else ",".join(DAYS[number].title() for number in weekday) + " "
        return f"{days}*-{_listed(month)}-{_listed(day)} {_listed(hour)}:{_listed(minute)}:00 {self.zone}"


def cron_of(line: str, zone: str) -> Cron:
    """Read a cron line of five fields, or one of @hourly, @daily, @weekly and @monthly.

    Raises ParameterError, naming the field, for a line that cannot be read, never fires, or that programs read
    differently, and for an unknown time zone.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ParameterError(f"zone: there is no time zone {zone!r}; give one as Europe/Berlin or UTC") from None
    parts = SHORT.get(line.strip(), line).lower().split()
    if len(parts) != len(FIELDS):
        raise ParameterError(
            f"cron: {line!r} has {len(parts)} fields; give five: {', '.join(FIELDS)}, as in 0 6 * * mon"
        )
    fields = tuple(_field(number, part) for number, part in enumerate(parts))
    if fields[2] is not None and fields[4] is not None:
        raise ParameterError(
            f"cron: {line!r} names a day of the month and a day of the week, and programs differ on whether that means "
            "either or both; name one of them"
        )
    made = Cron(line.strip(), zone, fields)
    if not made.after(dt.datetime(2024, 1, 1, tzinfo=dt.UTC), 1):
        raise ParameterError(f"cron: {line!r} never fires: no month that it names has such a day")
    return made


def _field(number: int, text: str) -> tuple[int, ...] | None:
    low, high = RANGES[number]
    values: set[int] = set()
    for part in text.split(","):
        found = _PART.fullmatch(part)
        if found is None:
            raise _wrong(number, part)
        if found["first"] == "*" and not found["last"]:
            first, last = low, high if number < 4 else 6
        else:
            first = _number(number, found["first"], part)
            last = _number(number, found["last"], part) if found["last"] else high if found["step"] else first
        step = int(found["step"] or 1)
        if not low <= first <= last <= high or not step:
            raise _wrong(number, part)
        values.update(range(first, last + 1, step))
    if number == 4:
        values = {value % 7 for value in values}
    whole = range(low, high + 1) if number < 4 else range(7)
    return None if values == set(whole) else tuple(sorted(values))


def _number(number: int, text: str, part: str) -> int:
    if text.isdecimal():
        return int(text)
    names = {3: MONTHS, 4: DAYS[:7]}.get(number, ())
    if text not in names:
        raise _wrong(number, part)
    return names.index(text) + (1 if number == 3 else 0)


def _wrong(number: int, part: str) -> ParameterError:
    low, high = RANGES[number]
    return ParameterError(
        f"cron: {part!r} is no {FIELDS[number]}; give *, a number from {low} to {high}, a list 1,2 or a range 1-5"
    )


def _listed(values: tuple[int, ...] | None) -> str:
    """Write numbers as systemd does: runs as 01..05.

    >>> _listed((1, 2, 3, 5)), _listed(None)
    ('01..03,05', '*')
    """
    if values is None:
        return "*"
    starts = [values[0], *(after for before, after in pairwise(values) if after != before + 1)]
    ends = [*(before for before, after in pairwise(values) if after != before + 1), values[-1]]
    runs = zip(starts, ends, strict=True)
    return ",".join(f"{start:02d}" if start == end else f"{start:02d}..{end:02d}" for start, end in runs)
