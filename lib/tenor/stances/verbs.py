"""Which verbs attribute, and in what forms.

`SPEECH` verbs report what was said: their content may stand before or after them. `ATTITUDE` verbs name a position
("refused US overtures", "urged Beijing to ..."): their content is what follows. Forms are made from the base,
irregular ones are listed.
"""

from collections.abc import Iterator

SPEECH = frozenset(
    """
    acknowledge add admit advise affirm agree allege announce answer argue ask assert assure believe boast caution
    chant charge claim clarify concede conclude confess confirm contend continue counter declare
    demand deny determine disclose doubt echo elaborate emphasise emphasize estimate exclaim expect explain fear
    feel find forecast guess hint hope imply impress indicate inform insist joke know lament learn maintain mention
    muse note object observe opine pledge post predict proclaim promise propose protest quip read realize reason
    reassure recall reckon recommend recount reflect reiterate remark remind repeat reply report respond retort
    reveal say scoff shout show signal speculate state stress suggest suspect swear tell testify theorize think
    tweet underline underscore urge vow warn wonder worry write yell
    bark bellow brag bristle chime chuckle complain concur crow declaim deplore email fret fume groan grouse
    grumble interject intone joke marvel mutter opine preach prophesy recite reaffirm reassert reckon rejoin
    rue scoff scream sigh snap sneer thunder whisper
    assume attest blurt calculate conjecture convey deadpan demonstrate discover divulge enthuse figure gush heckle
    holler hypothesize illustrate imagine intimate mumble murmur notice posit project prove rant remember stammer
    surmise understand
    """.split()
)
ATTITUDE = frozenset(
    """
    accuse appeal applaud assail attack back bemoan blame blast call censure challenge cite compare condemn consider
    credit criticise criticize decide decline decry deem defend demand denounce deride describe disavow discuss
    dismiss dispute downplay echo encourage endorse express favor favour hail highlight implore invite lambast liken
    mock offer oppose order plan portray praise prefer question quote rebuff rebuke recognize refer reference refuse
    reject renounce request resent ridicule rule see seek slam support thank threaten tout veto view voice
    want welcome wish
    accept advocate anticipate bash belittle berate caricature castigate champion
    characterise characterize chastise chide commend concur condone congratulate contradict contrast
    critique deplore depict detail disagree disapprove disparage downplay dub embrace excoriate
    exhort extol foresee hammer hate identify intend invoke label laud lampoon list
    misrepresent outline persuade presume pressure pronounce rebut recite refute repudiate reprimand retweet
    savage scold scorn skewer telegraph trash vilify vouch
    admire admonish beseech bemoan boo brand decry demonize demonise despise detest disown
    dislike distrust dread entreat envision equate float glorify herald impugn insult interpret jeer loathe malign mistrust
    mourn perceive promote recant regret resist retract salute shun smear spurn taunt trumpet
    """.split()
)
THOUGHT = frozenset(
    "assume believe calculate determine discover doubt expect fear figure imagine notice remember surmise understand feel find guess hope know learn realize reason show suspect think wonder "
    "worry".split()
)
ACCUSING = frozenset(
    "accuse blame call censure condemn criticise criticize denounce describe dismiss praise reject".split()
)
REPORTING = (SPEECH - THOUGHT) | ACCUSING
"""Verbs of saying aloud: inside somebody's words, only these make a stance of somebody else."""
CLAUSAL = frozenset(
    "answer assume attest calculate conjecture continue convey demonstrate discover figure illustrate imagine intimate learn maintain "
    "notice posit project prove rant reflect remember respond understand".split()
)
"""Verbs that attribute only what is told in a clause or quoted: what a town maintains may be a harbour."""
CLAUSE_OPENERS = frozenset("that how what whether why if . , : ;".split())
TELLING = frozenset("tell inform".split())
RECIPIENT = TELLING | frozenset("remind assure reassure advise urge warn ask promise".split())
IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "think": ("thinks", "thought", "thinking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "know": ("knows", "knew", "known", "knowing"),
    "feel": ("feels", "felt", "feeling"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "seek": ("seeks", "sought", "seeking"),
    "read": ("reads", "reading"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "lay": ("lays", "laid", "laying"),
    "hit": ("hits", "hitting"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "shoot": ("shoots", "shot", "shooting"),
    "prove": ("proves", "proved", "proven", "proving"),
    "understand": ("understands", "understood", "understanding"),
    "boo": ("boos", "booed", "booing"),
    "learn": ("learns", "learned", "learnt", "learning"),
}
DOUBLED = frozenset("admit brag bar demur dub extol fret plan prod quip rebut refer regret shun slam".split())
BE = frozenset("is are was were be been being 's".split())
MODALS = frozenset("would could should can may might must".split())
AUXILIARIES = BE | MODALS | frozenset("have has had having do does did will shall 'd 've".split())
ADVERBS = frozenset(
    "also later then since previously recently once again first repeatedly publicly privately reportedly never always still "
    "often even just already now long soon ever simply instead thus sometimes famously however further initially "
    "earlier".split()
)


def forms(base: str) -> Iterator[str]:
    """Give the forms of a verb, the base first.

    >>> list(forms("deny"))
    ['deny', 'denies', 'denied', 'denying']
    """
    yield base
    if base in IRREGULAR:
        yield from IRREGULAR[base]
        return
    if base.endswith("y") and base[-2] not in "aeiou":
        yield from (base[:-1] + "ies", base[:-1] + "ied", base + "ing")
        return
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    stem = base + base[-1] if base in DOUBLED else base.removesuffix("e")
    yield from (third, stem + "ed", stem + "ing")


PHRASAL = {
    "point": frozenset(("out", "to")),
    "talk": frozenset(("about", "of")),
    "speak": frozenset(("about", "of", "out")),
    "lay": frozenset(("out",)),
    "rail": frozenset(("against",)),
    "lash": frozenset(("out",)),
    "spell": frozenset(("out",)),
    "focus": frozenset(("on",)),
    "apologize": frozenset(("for",)),
    "apologise": frozenset(("for",)),
    "comment": frozenset(("on",)),
    "complain": frozenset(("about", "of", "that")),
    "vote": frozenset(("for", "against")),
    "advocate": frozenset(("for",)),
    "acquiesce": frozenset(("to",)),
    "approve": frozenset(("of",)),
    "aspire": frozenset(("to",)),
    "assent": frozenset(("to",)),
    "care": frozenset(("about",)),
    "clamor": frozenset(("for",)),
    "clamour": frozenset(("for",)),
    "consent": frozenset(("to",)),
    "despair": frozenset(("of",)),
    "double": frozenset(("down",)),
    "dream": frozenset(("of", "about")),
    "gloss": frozenset(("over",)),
    "quarrel": frozenset(("with",)),
    "subscribe": frozenset(("to",)),
    "walk": frozenset(("back",)),
    "yearn": frozenset(("for",)),
    "agitate": frozenset(("for", "against")),
    "allude": frozenset(("to",)),
    "balk": frozenset(("at",)),
    "brush": frozenset(("off", "aside")),
    "bristle": frozenset(("at",)),
    "campaign": frozenset(("for", "against")),
    "fire": frozenset(("back",)),
    "hit": frozenset(("back", "out")),
    "lobby": frozenset(("for", "against")),
    "object": frozenset(("to", "that")),
    "play": frozenset(("down",)),
    "plead": frozenset(("for", "with", "guilty")),
    "press": frozenset(("for",)),
    "push": frozenset(("for", "back", "to")),
    "rally": frozenset(("behind",)),
    "shoot": frozenset(("back", "down")),
    "shrug": frozenset(("off",)),
    "side": frozenset(("with",)),
    "single": frozenset(("out",)),
    "sum": frozenset(("up",)),
    "turn": frozenset(("down",)),
    "vouch": frozenset(("for",)),
    "wave": frozenset(("off",)),
    "weigh": frozenset(("in",)),
}
"""Verbs that attribute only with a word behind them."""
LEMMA = {form: base for base in sorted(SPEECH | ATTITUDE | PHRASAL.keys()) for form in forms(base)}
"""The base of every form of every verb that attributes."""
