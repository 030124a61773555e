"""The table of time phrases: how each kind is written, what it means, and where it is none.

To teach Tenor another kind, add a line. Of two rules that begin at one place the one that stands first wins. How
patterns are written is said in `grammar.py`, what they mean in `meanings.py`, where they are none in `guards.py`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from tenor.stances import deixis, guards, meanings
from tenor.stances.calendar import SEASONS, Days
from tenor.stances.grammar import MONTHS, WEEKDAYS, compiled, plain, unit_name
from tenor.stances.guards import Guard
from tenor.stances.holidays import HOLIDAYS
from tenor.stances.reading import Reading

CLOCK, DAY, DATE, WEEK, MONTH, QUARTER, YEAR, DECADE, NONE = 0, 1, 1.5, 2, 3, 4, 5, 6, 9
"""The size of what a phrase names: a smaller one goes into a larger one after it ("Friday of last week")."""
SIZES = {
    "day": DAY, "night": DAY, "weekend": WEEK, "week": WEEK, "fortnight": WEEK, "month": MONTH, "quarter": QUARTER,
    "year": YEAR, "decade": DECADE, "century": DECADE,
}  # fmt: skip
TO = r"(?: ?[-–—] ?| (?:to|through|and) )"
NOUN = (
    r"(?!(?:in|on|at|of|with|by|and|or|but|to|that|which|who|was|were|is|are|has|had|have|will|would|said|he|she|they|it|"
    r"between|from|for|as|when|where|after|before|since|began|ended|opened|last|first|this|next|year|week|month|day|"
    r"quarter|weekend|the|a|an|his|her|its|their|\w{2,20}ed)\b)[^\W\d_][\w-]{1,20}(?!['’])"
)
"""A word of the happening that "two days after the" leads to: no preposition, verb or word of time."""
OF_TIME = (
    r"(?= (?:of|in) (?:(?:the|this|last|next|that|each|early|mid|late) )?"
    r"(?:<month>|(?:<one>)\b|(?:<season>)\b|[12]\d\d\d|['’]?\d0s|fiscal|first|second|third|fourth))"
)
HOLIDAY = "|".join(name.replace(".", r"\.").replace("'", "['’]") for name in HOLIDAYS)
THIS = "this past|this coming|this|last|next|past|previous|preceding|coming|following|current|same|latest|most recent"


Groups = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """One kind of time phrase.

    `floats` marks what comes again every week or year, so that it can be counted from another phrase: in "from
    December to March" the December before that March is meant. A `size` of None depends on the words.
    """

    name: str
    pattern: str
    meaning: Callable[[Groups, Reading], Days]
    size: float | None = NONE
    guard: Guard = guards.always
    floats: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its pieces as groups."""
        return compiled(rf"(?:{self.pattern})(?!\w)")

    def groups(self, text: str, start: int, end: int) -> Groups:
        """Give the pieces of the words from `start` to `end`, by name; "words" is the whole."""
        found = self.compiled.match(text, start, end + 20)
        groups: Groups = {"words": text[start:end]}
        for name, words in found.groupdict().items() if found else ():
            plain_name = name.rstrip("_")
            groups[plain_name] = groups.get(plain_name) or words
        return groups

    def size_of(self, groups: Groups) -> float:
        """Give the size of what a match names."""
        if self.size is not None:
            return self.size
        if unit := groups.get("one") or groups.get("unit"):
            return SIZES[unit_name(unit)]
        return DAY if groups.get("weekday") else MONTH if groups.get("month") else QUARTER


RULES = (
    Rule("number of a day", r"<year>-(?P<mm>[01]\d)-(?P<dd>[0-3]\d)", meanings.full_date, DATE),
    Rule("slashes", r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<yyyy>(?:(?:19|20)\d\d|\d\d)(?!\d|/))",
         meanings.slashes, DATE),
    Rule("attacks", r"9/11(?!/)|(?:Sept\.|September) 11(?:th)?(?= (?:terror(?:ist)? )?attacks)",
         meanings.attacks, DATE),
    Rule("month and day", rf"<month>(?: (?:the )?|(?<=\.))<dom>(?:{TO}<dom:to>)?(?:,? <year>)?"
         r"(?! (?:percent|per cent|points))",
         meanings.month_and_day, DATE, floats=True),
    Rule("day and month", rf"(?:the )?<dom>(?:{TO}(?:the )?<dom:to>)? (?:of )?<month>(?:,? <year>)?",
         meanings.month_and_day, DATE, floats=True),
    Rule("month and year", r"<month>(?:,? (?:of )?<year>| <yy>)", meanings.month, MONTH),
    Rule("holiday", rf"(?:(?P<which>this|last|next) )?(?P<holiday>{HOLIDAY})(?:,? (?:of )?<year>)?",
         meanings.holiday, DATE, guards.holiday, floats=True),
    Rule("fiscal year", r"(?:the )?(?:fiscal|financial)(?: year)? (?P<number>['’]?(?:(?:19|20)\d\d|\d\d(?!\d)))|"
         r"FY ?(?P<number_>(?:19|20)\d\d|\d\d)", meanings.fiscal_year, YEAR),
    Rule("part of a stretch", rf"(?:the )?(?:very )?<ordinal> (?:<number> )?(?:full )?<unit>{OF_TIME}",
         meanings.ordinal_unit, WEEK, guards.inside),
    Rule("nth weekday", rf"(?:the )?<nth> <weekday>{OF_TIME}", meanings.nth_weekday, DAY, guards.inside),
    Rule("quarter", r"(?!(?:the )?last (?:quarter|half)(?! of))(?:the )?<ordinal>"
         r"[- ](?:fiscal[- ]|calendar[- ])?(?:quarter|half)|Q[1-4]|[1-4]Q|H[12]",
         meanings.quarter, QUARTER, guards.quarter, floats=True),
    Rule("near day", r"the day (?:before yesterday|after tomorrow)|(?:yesterday|tomorrow|today)(?: <daypart>)?|tonight|"
         r"this (?:morning|afternoon|evening)|last night", deixis.near_day, DAY, guards.near_day),
    Rule("same time last year", r"the (?:same|comparable|corresponding|year-earlier|year-ago) "
         r"(?:period|quarter|month|week|time|day|half)(?: (?:of )?(?:last year|a year (?:earlier|ago|before)|"
         r"(?:the|in the) (?:previous|prior) year|the year before))|(?:the |a )?year-(?:earlier|ago)"
         r"(?: (?:period|quarter|month|half|week))?", deixis.year_before, QUARTER),
    Rule("year before", r"(?:the|a) (?P<unit>year|month|week|day|quarter) (?P<which>earlier|later|previous|previously|"
         r"(?:before|after)(?=[,.;:)]| and |\Z))(?P<number>)",
         deixis.later, None),
    Rule("ago", r"<number> <unit> ago(?: (?:today|this (?:week|month)))?", deixis.ago, None),
    Rule("after a happening", rf"(?:<number> <unit>|the <one>) (?P<which>after|before|following|prior to|ahead of) "
         rf"(?:the|a|an|his|her|its|their|that|this|[A-Z]\w{{1,20}}['’]s) (?P<anchor>(?:{NOUN} ){{0,2}}{NOUN})",
         meanings.nothing, DAY),
    Rule("later", r"<number> <unit> (?P<which>later|earlier|afterwards?|beforehand|previously)", deixis.later, None),
    Rule("past stretch", r"(?:the |these |those )?(?:past|last|previous|preceding) (?:(?:<number> )(?:full |straight "
         r"|consecutive )?<unit>)|(?:the |these |those )?(?:past|last|recent) <many:unit_>|the past <one:unit__>|"
         r"the last (?P<unit___>day|week|month|year|decade|century)", deixis.trailing, None),
    Rule("coming stretch", r"(?:the )?(?:next|coming|following|upcoming) (?:<number> (?:full )?<unit>|<many:unit_>)|"
         r"the (?:coming|next) (?P<unit__>week|month|quarter|year|decade|century)", deixis.ahead, None),
    Rule("this, last, next", rf"(?:the )?(?P<which>{THIS}) (?:(?P<fiscal>fiscal |financial )?<one>|<weekday>|<month>|"
         r"<season>)(?: <daypart>)?", deixis.deictic, None, guards.deictic),
    Rule("from now", r"<number> <unit> (?P<now>from (?:now|today))|(?P<within>within )(?:the next )?<number:number_> "
         r"<unit:unit_>|in (?:another )?<number:number__> <unit:unit__>(?P<time>['’]s?,? time)?",
         deixis.from_now, None),
    Rule("part of a day", r"(?P<which>that|the same|(?:the )?next|the following|the previous) <daypart>",
         deixis.day_part, DAY),
    Rule("end of a unit", r"(?:the )?<one>['’]s[ -]end|(?P<one_>year|month|quarter)-end(?! [a-z])", deixis.end,
         None),
    Rule("same", r"(?P<that>that|the same|the very same) <one>|the (?:entire |whole |full )?<one:one_>",
         deixis.same, None, guards.same),
    Rule("two years", r"<year>[-–/](?P<short>\d\d)(?!\d|[-–/,.]\d)", meanings.two_years, YEAR, guards.year),
    Rule("decade", r"(?:the )?(?P<decade>(?:1[7-9]|20)\d0)['’]?s|(?:the )?['’]?(?P<short>[1-9]0)s|"
         r"the (?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)",
         meanings.decade, DECADE, guards.decade),
    Rule("century", r"(?:the )?(?P<nth>18th|19th|20th|21st|eighteenth|nineteenth|twentieth|twenty-first)[- ]century",
         meanings.century, DECADE),
    Rule("weekend", r"(?:the|over the) weekend", deixis.weekend, WEEK),
    Rule("weekday", r"<weekday>(?: <daypart>)?", deixis.weekday, DAY, guards.weekday, floats=True),
    Rule("month", r"<month>", meanings.month, MONTH, guards.month, floats=True),
    Rule("season", r"(?:the )?<season>", meanings.season, QUARTER, guards.season, floats=True),
    Rule("clock", r"(?:1[0-2]|[1-9])(?:[:.][0-5]\d)? ?(?:a\.m\.|p\.m\.|am|pm)(?: \(?(?:<zone>)\)?)?|"
         r"(?:[01]?\d|2[0-3]):?[0-5]\d (?:<zone:zone_>)", deixis.clock, CLOCK),
    Rule("year", r"<year>|<yy>", meanings.year, YEAR, guards.year),
    Rule("length of time", r"<number>[- ]<unit>(?! old)", meanings.nothing),
    Rule("no days", r"<many> ago|recently|currently|nowadays|these days|lately|soon|at the moment|the (?:near |"
         r"foreseeable )?future|the (?:recent |distant )?past", meanings.nothing),
)  # fmt: skip


WORDS = (
    frozenset(
        """
    day night week fortnight month quarter year decade centur half today yesterday tomorrow morning afternoon evening
    period recent current nowadays late soon moment future past twenties thirties forties fifties sixties seventies
    eighties nineties
    """.split()
    )
    | SEASONS.keys()
    | {name.split()[-1] for name in HOLIDAYS}
)
NAMES = [name[:3] for name in (*MONTHS, *WEEKDAYS)]
BEHIND_A_DIGIT = r"(?:0?['’]?s\b|/\d|:\d\d| ?[ap]\.?m\b|Q|\d{3}(?!\d)|\d{3}['’]?s|\d{3} (?:UTC|GMT))"
CORE = re.compile(
    "|".join(sorted({*WORDS, *map(str.capitalize, WORDS), *map(str.upper, WORDS), *NAMES, *map(str.upper, NAMES)}))
    + "".join(rf"|{digit}{BEHIND_A_DIGIT}" for digit in range(10))
    + r"|'\d\d|’\d\d|Q[1-4]|H[12]\b|FY"
)
"""Where a time phrase may stand: the rules, which take longer, are tried only around these."""
LONGEST_BEFORE, LONGEST = 32, 70
"""More characters than a match has before the first of these words in it, and from there on."""


BEGINS = (
    r"(?:(?<![\w$€£#,./-])|(?<=[A-Za-z]\.)|(?<=-)(?:(?<=mid-)|(?<=end-)|(?<=to-)|(?<=early-)|(?<=late-)|"
    r"(?<=\d\d\d\d-)(?=\d{4}\b)|(?-i:(?=[A-Z][a-z]))))"
)
"""What may stand before a phrase: no part of a word, amount or number, and a hyphen only as in "mid-May"."""

STARTS = re.compile(BEGINS + r"(?=[\w'’])", re.IGNORECASE)


@cache
def scanner() -> re.Pattern[str]:
    """All rules as one expression; the number of the group that matched is the place of the rule in the table."""
    return re.compile(
        "(?:" + "|".join(f"({plain(_bare(rule.pattern))})" for rule in RULES) + r")(?!\w)",
        re.IGNORECASE,
    )


def _bare(pattern: str) -> str:
    """Give a pattern with its own named groups as groups without names."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
