"""What stands before a time phrase and changes its days: "early", "the end of", "since", "until", "two days after"."""

import datetime as dt
import re
from typing import NamedTuple

from tenor.stances import calendar
from tenor.stances.calendar import Days, one, shifted
from tenor.stances.grammar import compiled, number, unit_name, weekday_number
from tenor.stances.reading import Reading

REACH = 48
LEADS = {
    "since": r"(?:ever )?since(?: at least| about| around)?",
    "until": r"(?:up )?(?:until|till)",
    "from": r"from",
    "between": r"between",
    "early": r"early(?: (?:on|in))?|the early (?:part|days|weeks|months|hours) of",
    "middle": r"mid|(?:the )?middle of|mid-?way through",
    "late": r"late(?: (?:on|in))?|(?:the )?(?:latter|later|late) (?:part|half|days|weeks|months|stages) of",
    "end": r"(?:the )?(?:very )?(?:end|close) of|end(?=-)",
    "start": r"(?:the )?(?:very )?(?:start|beginning|outset|opening) of",
    "so far": r"(?:so far|earlier)(?: (?:on|in))?",
    "rest": r"later(?: (?:on|in))?|(?:the )?(?:rest|remainder) of",
    "week": r"(?:the )?week (?:of|beginning|starting|ending|ended)",
    "weekend": r"(?:the )?weekend of",
    "weekday after": r"(?:the )?<weekday> after",
    "weekday before": r"(?:the )?<weekday> before",
    "after": r"<number> <unit> (?:after|following)|the <one> (?:after|following)",
    "before": r"<number> <unit> (?:before|prior to|ahead of)|the <one> (?:before|prior to|ahead of)",
}
"""What can stand before a phrase, with the name of what it does to the days."""
LAST_WORDS = frozenset(
    "since least about around until till from between early on in of mid through late end far earlier later beginning "
    "starting ending ended after following before to the".split()
)
LAST_WORD = re.compile(r"([A-Za-z]{2,10})[\s-]{1,2}\Z")
PATTERNS = {name: compiled(rf"(?<![\w-])(?:{pattern})(?:[ -](?:the )?)\Z") for name, pattern in LEADS.items()}
RECORD = re.compile(
    r"\b(?:(?!modest|protest|request|interest|arrest|contest|suggest|honest|harvest|forest|latest)\w{3,12}est|first|last|"
    r"most|least|worst|best|not|n['’]t|never|record|(?:high|low)s?)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
"""Behind these "since" does not open a stretch but names the day of the one before: "the worst storm since May"."""


class Lead(NamedTuple):
    """Words before a phrase: where they begin, what they do, and how many of which unit they count."""

    name: str
    start: int
    n: int = 0
    unit: str = ""


def leads_before(text: str, start: int) -> list[Lead]:
    """Give the leads before a place, the outermost first: for "since early" since and early."""
    found: list[Lead] = []
    while len(found) < 3 and (lead := _lead_before(text, start)):
        found.insert(0, lead)
        start = lead.start
    return found


def _lead_before(text: str, start: int) -> Lead | None:
    low = max(0, start - REACH)
    before = text[low:start]
    last = LAST_WORD.search(before)
    if not last or last[1].lower() not in LAST_WORDS:
        return None
    for name, pattern in PATTERNS.items():
        if found := pattern.search(before):
            return Lead(name, low + found.start(), *_counted(found))
    return None


def _counted(found: re.Match[str]) -> tuple[int, str]:
    groups = found.groupdict()
    if groups.get("weekday"):
        return weekday_number(groups["weekday"]), ""
    if unit := groups.get("unit"):
        return number(groups["number"]), unit_name(unit)
    return (1, unit_name(groups["one"])) if groups.get("one") else (0, "")


def led(days: Days, lead: Lead, reading: Reading) -> Days:
    """Give the days that are meant where `lead` stands before a phrase that means `days`."""
    if lead.name in calendar.PARTS:
        return calendar.part(days, lead.name)
    if lead.name in ("week", "weekend"):
        return (calendar.week if lead.name == "week" else calendar.weekend)(days.first)
    if lead.name in ("after", "before"):
        return counted(days, lead.n if lead.name == "after" else -lead.n, lead.unit)
    if lead.name == "weekday after":
        return one(days.last + dt.timedelta(days=(lead.n - days.last.weekday() - 1) % 7 + 1))
    if lead.name == "weekday before":
        return one(days.first - dt.timedelta(days=(days.first.weekday() - lead.n - 1) % 7 + 1))
    return _bounded(days, lead.name, reading)


def counted(days: Days, n: int, unit: str) -> Days:
    """Give what lies `n` units after a stretch, or before it: a day, or the week, month or year around then."""
    then = shifted(days.last if n > 0 else days.first, n, unit)
    return one(then) if unit in ("day", "week", "night", "weekend", "fortnight") else calendar.unit(then, unit)


def _bounded(days: Days, name: str, reading: Reading) -> Days:
    """Cut a stretch at the day of publication, or let it reach to there."""
    today = reading.published
    if today is None:
        return days
    if (
        name == "since"
        and days.first <= today
        and not RECORD.search(reading.text, max(0, reading.start - 60), reading.start)
    ):
        return Days(days.first, today)
    if name == "until" and days.last > today:
        return Days(min(today, days.last), days.last)
    if name == "so far" and days.first <= today <= days.last:
        return Days(days.first, today)
    if name == "rest" and days.first <= today < days.last:
        return Days(today + dt.timedelta(days=1), days.last)
    return days
