"""Which nouns and adjectives attribute: "her call for a bridge", "the claim that it is safe", "is open to talks"."""

from tenor.stances.verbs import BE

CUE_NOUNS = frozenset(
    "assertion call claim complaint condemnation contention criticism demand endorsement insistence pledge plea "
    "promise vow warning".split()
)
"""Nouns for what somebody says, thinks or wants."""
NOUN_FORMS = CUE_NOUNS | {noun + "s" for noun in CUE_NOUNS}
NOUN_LINKS = frozenset("that of for about on against over".split())
STATES = frozenset(
    """
    adamant afraid alarmed angry anxious concerned confident convinced critical determined disappointed
    dismissive doubtful eager fearful frustrated furious glad grateful happy hesitant hopeful interested keen mindful
    nervous open opposed optimistic outraged pessimistic pleased proud reluctant sceptical skeptical supportive sure
    sympathetic thrilled unconvinced unhappy unsure unwilling upset wary willing worried
    """.split()
)
"""Adjectives for what somebody thinks or wants."""
STATE_LINKS = frozenset("that of to about with by in over at on how whether".split())
COPULAS = BE | frozenset(
    "remain remains remained seem seems seemed sound sounds sounded become becomes became feel feels felt grew".split()
)
MAKING = frozenset(
    "issue issues issued make makes made give gives gave deliver delivers delivered lodge lodged".split()
)
"""Verbs whose subject says what the noun behind them names."""
