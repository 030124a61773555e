"""Which nouns and adjectives attribute: "her call for a bridge", "the claim that it is safe", "is open to talks"."""

from tenor.stances.verbs import BE

CUE_NOUNS = frozenset(
    """
    accusation admission allegation anger approval argument assertion assessment assurance belief boast call claim
    commitment complaint concern conclusion condemnation contention conviction criticism declaration demand denial
    denunciation desire determination disapproval disdain doubt eagerness endorsement enthusiasm fear forecast
    frustration hope impression insistence objection opposition outrage plea pledge praise prediction promise proposal
    protest recommendation refusal reluctance skepticism scepticism suggestion support suspicion threat unwillingness
    vow warning willingness worry
    """.split()
)
"""Nouns for what somebody says, thinks or wants."""
NOUN_FORMS = CUE_NOUNS | {noun + "s" for noun in CUE_NOUNS} | {"worries"}
NOUN_LINKS = frozenset("that of for about on against over".split())
STATES = frozenset(
    """
    adamant afraid alarmed ambivalent angry anxious appalled bullish cautious certain comfortable concerned
    confident convinced critical cynical delighted determined disappointed dismayed dismissive distrustful doubtful
    eager enthusiastic fearful frustrated furious glad grateful gratified happy heartened hesitant hopeful horrified
    hostile inclined indifferent insistent interested keen mindful nervous open opposed optimistic outraged
    outspoken passionate pessimistic pleased proud relieved reluctant resentful satisfied scared sceptical shocked
    skeptical stunned supportive sure surprised suspicious sympathetic thankful thrilled tired troubled unapologetic
    uncomfortable unconvinced undecided uneasy unhappy unsure unwilling upbeat upset vocal wary willing worried
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
