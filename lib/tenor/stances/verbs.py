"""Which verbs attribute, and in what forms.

`SPEECH` verbs report what was said: their content may stand before or after them. `ATTITUDE` verbs name a position
("refused US overtures", "urged Beijing to ..."): their content is what follows. Forms are made from the base,
irregular ones are listed.
"""

from collections.abc import Iterator

SPEECH = frozenset(
    """
    acknowledge add admit advise affirm agree allege announce answer argue ask assert assume assure attest bark
    believe bellow blurt boast brag bristle calculate caution chant charge chime chuckle claim clarify complain
    concede conclude concur confess confirm conjecture contend continue convey counter crow deadpan declaim declare
    demand demonstrate deny deplore determine disclose discover divulge doubt echo elaborate email emphasise
    emphasize enthuse estimate exclaim expect explain fear feel figure find forecast fret fume groan grouse grumble
    guess gush heckle hint holler hope hypothesize illustrate imagine imply impress indicate inform insist interject
    intimate intone joke know lament learn maintain marvel mention mumble murmur muse mutter note notice object
    observe opine pledge posit post preach predict proclaim project promise prophesy propose protest prove quip rant
    read reaffirm realize reason reassert reassure recall recite reckon recommend recount reflect reiterate rejoin
    remark remember remind repeat reply report respond retort reveal rue say scoff scream shout show sigh signal
    snap sneer speculate stammer state stress suggest surmise suspect swear tell testify theorize think thunder
    tweet underline underscore understand urge vow warn whisper wonder worry write yell
    """.split()
)
ATTITUDE = frozenset(
    """
    accept accuse admire admonish advocate anticipate appeal applaud assail attack back bash belittle bemoan berate
    beseech blame blast boo brand call caricature castigate censure challenge champion characterise characterize
    chastise chide cite commend compare concur condemn condone congratulate consider contradict contrast credit
    criticise criticize critique decide decline decry deem defend demand demonise demonize denounce depict deplore
    deride describe despise detail detest disagree disapprove disavow discuss dislike dismiss disown disparage
    dispute distrust downplay dread dub echo embrace encourage endorse entreat envision equate excoriate exhort
    express extol favor favour float foresee glorify hail hammer hate herald highlight identify implore impugn
    insult intend interpret invite invoke jeer label lambast lampoon laud liken list loathe malign misrepresent
    mistrust mock mourn offer oppose order outline perceive persuade plan portray praise prefer pressure presume
    promote pronounce question quote rebuff rebuke rebut recant recite recognize refer reference refuse refute
    regret reject renounce reprimand repudiate request resent resist retract retweet ridicule rule salute savage
    scold scorn see seek shun skewer slam smear spurn support taunt telegraph thank threaten tout trash trumpet veto
    view vilify voice vouch want welcome wish
    """.split()
)
THOUGHT = frozenset(
    """
    assume believe calculate determine discover doubt expect fear feel figure find guess hope imagine know learn
    notice realize reason remember show surmise suspect think understand wonder worry
    """.split()
)
ACCUSING = frozenset(
    "accuse blame call censure condemn criticise criticize denounce describe dismiss praise reject".split()
)
REPORTING = (SPEECH - THOUGHT) | ACCUSING
"""Verbs of saying aloud: inside somebody's words, only these make a stance of somebody else."""
CLAUSAL = frozenset(
    """
    answer assume attest calculate conjecture continue convey demonstrate discover figure illustrate imagine
    intimate learn maintain notice posit project prove rant reflect remember respond understand
    """.split()
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
    """
    again already also always earlier even ever famously first further however initially instead just later long
    never now often once previously privately publicly recently repeatedly reportedly simply since sometimes soon
    still then thus
    """.split()
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
