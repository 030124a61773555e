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
WANTED = frozenset("commitment determination desire eagerness opposition refusal reluctance unwillingness willingness".split())
STATES = frozenset(
    """
    adamant afraid alarmed ambivalent angry anxious appalled bullish certain comfortable cautious concerned cynical
    delighted dismayed distrustful enthusiastic gratified heartened horrified hostile inclined indifferent insistent
    outspoken passionate relieved resentful satisfied scared shocked stunned surprised suspicious thankful tired troubled
    unapologetic uncomfortable undecided uneasy upbeat vocal confident convinced critical determined disappointed
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
