"""Where words that look like a time phrase are none: "May said", "Route 2020", "2000 troops", "his 80s".

A guard is told the words and what stands before and after them, and says whether they are a time phrase.
"""

import re
from collections.abc import Callable

from tenor.stances.grammar import MONTHS

Guard = Callable[[str, str, str], bool]
REACH = 40
"""How many characters before and after the words a guard is told."""


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\s\Z", re.IGNORECASE)


MONTH = "|".join(MONTHS)
YEAR = r"\b(?:1[7-9]|20)\d\d"
LEADS = re.compile(
    r"\b(?:in|since|by|of|until|till|from|to|through|during|before|after|between|for|last|next|this|early|mid|late|"
    r"around|about|and|or|than|back|on|starting|beginning|ending|ended|following|throughout|circa|year|as)"
    r"(?:\s(?:the|early|mid|late|at least))?[\s-]\Z|[(–—-]\Z",
    re.IGNORECASE,
)
"""What leads to a time: mostly prepositions."""
SURELY = re.compile(
    r"\b(?:(?i:in|by|of|since|until|last|next|this|early|late|mid|prior to|through|during|end of|start of)|"
    rf"(?:{MONTH})\s(?:to|and|or|through)|(?:{MONTH})-to)[\s-]\Z"
)
"""What leads to a time and hardly to a person."""
INDEED = _before("in|since|last")
JOINED = _before("to|and|or|as|than|on|from|for")
DETERMINED = re.compile(
    r"(?:\b(?:the|a|an|its|their|his|her|our|my|in|since|until|each|every|all|both)|['’]s|s['’]),?\s\Z", re.IGNORECASE
)
COUNTED = _before(
    r"route|highway|flight|room|chapter|page|section|article|model|number|no\.?|nearly|almost|approximately|some|"
    r"more than|least|most|up to|only|another|over|under|roughly|exceed(?:s|ed)?|area code|total|channel|class|league"
)
A_NUMBER = re.compile(r"(?<![QH])\d\s\Z|\d,\Z")
ANOTHER_YEAR = re.compile(rf"{YEAR},? (?:and|or) \Z")
GOES_ON = re.compile(rf"[-–](?!{YEAR[2:]}(?!\d))\d{{3,}}")
CAPITAL = re.compile(r"(?:\A|[^.!?…\s]\s)([A-Z][\w-]{0,25})\s\Z")
BEFORE_A_YEAR = frozenset(
    "In Since By Of Until Till From To Through During Before After Between For Early Mid Late Around About And Or The "
    "Spring Summer Autumn Fall Winter Christmas Easter Olympics Olympic Games Conference "
    "Summit Forum Cup Expo Festival Championship Championships Convention Awards Congress Assembly Election".split()
)
ACRONYM = re.compile(r"[A-Z]{3,}|[QH][1-4]")
PLURAL = re.compile(
    r"\s(?:[a-z]{2,15}\s)?(?:[a-z]{2,18}(?<!s)(?<!i)(?<!wa)(?<!ha)(?<!doe)(?<!u)s|people|men|women|children|percent|"
    r"per cent|feet|km|kg|tons|tonnes|troops|miles|metres|meters)\b(?!['’])"
)
CAPITALISED = re.compile(r"\s[A-Z][a-z]")
SAYS = re.compile(
    r"\s(?:said|says|told|has|had|is|was|will|would|wants?|added|warned|who|and \w+ (?:said|met))\b|['’]s\b"
)
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|President|Minister|Theresa|Senator)\.?\s\Z")
MARCHING = re.compile(r"\s(?:on|for|against|to|through|past|of|in|madness|Madness)\b")
NAMES = frozenset("April May June August January Jan March".split())
NEWSPAPER = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Independent|Star|Sun|Tribune|Night (?:Live|Football))\b"
)
EVERY_WEEK = re.compile(r"\s(?:nights|mornings|evenings|afternoons)\b")
CODED = re.compile(
    r"\b(?:Black|Super|Bloody|Cyber|Sheffield|Man|Ruby|Girl|Joe|Casual|Giving|Fat|Freaky|Blue|Holy|Maundy)\s\Z"
)
SPOKEN_OF = _before(
    r"(?:in|on|for|of|during|over|through|throughout|at|from|since|until|than|end|ends|ended|ending|finish|"
    r"finished|finishing|close|closed|closing|start|started|starting)(?:\sall)?"
)
A_CLAUSE = re.compile(
    r"\s(?:after|before|when|that|of|he|she|they|it|we|I|ahead|long|old|to come|in which|job|care)\b|-", re.IGNORECASE
)
EDGE = _before(
    r"(?:early|late|later|earlier)\s(?:in|on)|"
    r"(?:end|start|beginning|middle|close|rest|remainder|part|half|days|weeks|months)\sof"
)
SEASON_OF = re.compile(
    r"\b(?:in|into|by|since|until|of|last|next|this|early|late|mid|every|during|before|after|for)[\s-]\Z", re.IGNORECASE
)
SEASONAL = re.compile(rf"\s(?:(?:of\s)?{YEAR[2:]}|(?:election|campaign|semester|term|session|season)s?)\b")
OF_A_THING = re.compile(rf"\s(?:in|from|to|of (?!{YEAR[2:]}))\s?[a-z]")
POSSESSED = re.compile(
    r"\b(?:his|her|their|my|its|our|your|low|mid|high|upper|lower|in)[\s-](?:early|mid|late)?[\s-]?\Z", re.IGNORECASE
)
OF_A_WHOLE = re.compile(r"\sof (?:a|all|the (?:game|match|town|city|final|world|population))\b")
ALONE = re.compile(r"(?:past|coming|current|same|previous|following|latest|most recent) ", re.IGNORECASE)
MARKS = frozenset("“”\"‘’'«»")


def always(_before: str, _words: str, _after: str) -> bool:
    """Tell that the words are always a time phrase."""
    return True


def inside(_before: str, _words: str, _after: str) -> bool:
    """Tell that the words are one if a longer stretch follows, of which they name a part; `chains.py` asks for that."""
    return True


def near_day(before: str, _words: str, after: str) -> bool:
    """Take "today" for a day unless it is the name of a programme or a paper: “Today”, USA Today."""
    return not (before[-1:] in MARKS and after[:1] in MARKS) and not before.endswith("USA ")


def month(before: str, words: str, after: str) -> bool:
    """Take a month for one unless it is somebody's name; "May" and "March" only where they can be nothing else."""
    if TITLED.search(before) or (words == "May" and not _is_may(before, after)):
        return False
    if words == "March" and MARCHING.match(after) and not LEADS.search(before):
        return False
    return not (words in NAMES and CAPITALISED.match(after) and not SURELY.search(before))


def _is_may(before: str, after: str) -> bool:
    if SURELY.search(before):
        return not SAYS.match(after) or INDEED.search(before) is not None
    return LEADS.search(before) is not None and not SAYS.match(after) and not JOINED.search(before)


def year(before: str, words: str, after: str) -> bool:
    """Take four digits for a year unless they count something, number something, or follow a name."""
    if COUNTED.search(before) or A_NUMBER.search(before) or GOES_ON.match(after):
        return False
    if ANOTHER_YEAR.search(before):
        return True
    if PLURAL.match(after):
        return DETERMINED.search(before) is not None
    if words[0] in MARKS:
        return LEADS.search(before) is not None or DETERMINED.search(before) is not None
    capital = CAPITAL.search(before)
    return capital is None or capital[1] in BEFORE_A_YEAR or ACRONYM.fullmatch(capital[1]) is not None


def quarter(before: str, words: str, after: str) -> bool:
    """Take a quarter for one of a year unless it is one of a game, a city or an amount."""
    if OF_A_WHOLE.match(after):
        return False
    whole = "half" not in words.lower() or words[0] in "Hh" or "-" in words or words.lower().startswith("the ")
    return whole or DETERMINED.search(before) is not None


def same(before: str, words: str, after: str) -> bool:
    """Take "the day" for one that is spoken of only behind a preposition, and not before a clause of its own."""
    kind, *more = words.lower().split()
    if kind != "the":
        return not A_CLAUSE.match(after)
    if len(more) > 1 or EDGE.search(before):
        return True
    return SPOKEN_OF.search(before) is not None and not A_CLAUSE.match(after)


def decade(before: str, words: str, _after: str) -> bool:
    """Take "80s" for years, but not of somebody's age or of a temperature."""
    return len(words) > len("80s") or POSSESSED.search(before) is None


def weekday(before: str, _words: str, after: str) -> bool:
    """Take a weekday for one unless it is every one, or in a name: the Sunday Times, Black Monday."""
    return not (EVERY_WEEK.match(after) or NEWSPAPER.match(after) or CODED.search(before))


def season(before: str, words: str, after: str) -> bool:
    """Take "spring" and "fall" for seasons only behind a preposition, the others unless they are in a name."""
    if words.lower().endswith(("fall", "spring")):
        led = SEASON_OF.search(before) is not None and not OF_A_THING.match(after)
        return led or SEASONAL.match(after) is not None
    return not CAPITALISED.match(after)


def deictic(before: str, words: str, after: str) -> bool:
    """Take "this fall" for time, but not "this fall in prices", "past day" or the programme “This Week”."""
    if (before[-1:] in MARKS and words.istitle()) or (words.lower().endswith(" fall") and OF_A_THING.match(after)):
        return False
    return not ALONE.match(words) or DETERMINED.search(before) is not None


def holiday(_before: str, _words: str, after: str) -> bool:
    """Take a holiday for a day unless it is in a name: the Christmas Islands, an Easter Rising."""
    return CAPITALISED.match(after) is None
