"""The small closed classes of words that several stages look at, in lower case."""

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
DAYS = WEEKDAYS | {"today", "yesterday", "tomorrow"}
MONTH_NAMES = frozenset("january february march april may june july august september october november december".split())
MONTHS = MONTH_NAMES | frozenset("jan feb mar apr jun jul aug sept oct nov dec".split())
PERIODS = frozenset("week month year".split())
TIMES = DAYS | MONTHS | PERIODS | frozenset("day night morning afternoon evening weekend time".split())
OCCASIONS = frozenset("statement interview speech briefing conference tweet".split())

PRONOUNS = frozenset(
    "i you he she it we they who both all many some most others another few several none each those third half".split()
)
DOCUMENTS = frozenset("statement letter email tweet memo interview speech note message post".split())
"""What somebody makes to say something: it is its maker who says it."""
WRITTEN = frozenset("analysis account article book document letter memo paper poll report study survey".split())
"""What is named with its maker: "a report by the town"."""
OFFICE_NOUNS = frozenset("chief official executive representative general expert".split())
"""Nouns for people that the tagger takes for adjectives."""
SUBORDINATORS = frozenset("while although though as when after because since even".split())
JOINERS = frozenset("while but and although though whereas as yet or even".split())
NEVER_IN_A_PHRASE = frozenset(
    "while although though because whether if when as that than but and or so yet however meanwhile".split()
)
