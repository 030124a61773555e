"""The forms of a lemma, so that a lexicon holds one lemma a line: *suspend* gives *suspends, suspended, suspending*.

Rules of English spelling, with the irregular verbs and nouns of diplomacy and conflict listed. A form that is no word
("informations") does no harm: it never stands in a text.
"""

import re
from collections.abc import Iterator

IRREGULAR_VERBS = {
    lemma: tuple(forms)
    for lemma, *forms in (
        line.split()
        for line in """
        be is are was were been being am
        beat beats beat beating beaten
        become becomes became becoming
        begin begins began beginning begun
        bend bends bent bending
        bet bets betting
        bind binds bound binding
        bite bites bit biting bitten
        bleed bleeds bled bleeding
        blow blows blew blowing blown
        break breaks broke breaking broken
        breed breeds bred breeding
        bring brings brought bringing
        build builds built building
        burn burns burned burnt burning
        buy buys bought buying
        cast casts casting
        catch catches caught catching
        choose chooses chose choosing chosen
        cling clings clung clinging
        come comes came coming
        cost costs costing
        creep creeps crept creeping
        cut cuts cutting
        deal deals dealt dealing
        dig digs dug digging
        do does did doing done
        draw draws drew drawing drawn
        drive drives drove driving driven
        eat eats ate eating eaten
        fall falls fell falling fallen
        feed feeds fed feeding
        feel feels felt feeling
        fight fights fought fighting
        find finds found finding
        flee flees fled fleeing
        fly flies flew flying flown
        forbid forbids forbade forbidding forbidden
        forget forgets forgot forgetting forgotten
        forgive forgives forgave forgiving forgiven
        freeze freezes froze freezing frozen
        get gets got getting gotten
        give gives gave giving given
        go goes went going gone
        grow grows grew growing grown
        hang hangs hung hanged hanging
        have has had having
        hear hears heard hearing
        hide hides hid hiding hidden
        hit hits hitting
        hold holds held holding
        hurt hurts hurting
        keep keeps kept keeping
        lay lays laid laying
        lead leads led leading
        leave leaves left leaving
        lend lends lent lending
        let lets letting
        lie lies lied lying
        lose loses lost losing
        make makes made making
        mean means meant meaning
        meet meets met meeting
        mislead misleads misled misleading
        mistake mistakes mistook mistaking mistaken
        outdo outdoes outdid outdoing outdone
        overcome overcomes overcame overcoming
        overthrow overthrows overthrew overthrowing overthrown
        pay pays paid paying
        put puts putting
        quit quits quitting
        rebuild rebuilds rebuilt rebuilding
        reset resets resetting
        ride rides rode riding ridden
        rise rises rose rising risen
        run runs ran running
        say says said saying
        see sees saw seeing seen
        seek seeks sought seeking
        sell sells sold selling
        send sends sent sending
        set sets setting
        shake shakes shook shaking shaken
        shed sheds shedding
        shoot shoots shot shooting
        show shows showed showing shown
        shrink shrinks shrank shrunk shrinking
        shut shuts shutting
        sit sits sat sitting
        sink sinks sank sunk sinking
        slay slays slew slaying slain
        speak speaks spoke speaking spoken
        speed speeds sped speeding
        spend spends spent spending
        spill spills spilled spilt spilling
        spin spins spun spinning
        split splits splitting
        spoil spoils spoiled spoilt spoiling
        spread spreads spreading
        spring springs sprang sprung springing
        stand stands stood standing
        steal steals stole stealing stolen
        stick sticks stuck sticking
        strike strikes struck striking
        strive strives strove striven striving
        sue sues sued suing
        swear swears swore swearing sworn
        take takes took taking taken
        teach teaches taught teaching
        tear tears tore tearing torn
        tell tells told telling
        think thinks thought thinking
        throw throws threw throwing thrown
        tie ties tied tying
        understand understands understood understanding
        undertake undertakes undertook undertaking undertaken
        uphold upholds upheld upholding
        upset upsets upsetting
        weep weeps wept weeping
        win wins won winning
        wind winds wound winding
        withdraw withdraws withdrew withdrawing withdrawn
        withhold withholds withheld withholding
        withstand withstands withstood withstanding
        write writes wrote writing written
        """.strip().splitlines()
    )
}
IRREGULAR_NOUNS = {"crisis": "crises", "man": "men", "woman": "women", "thief": "thieves", "life": "lives"}
DOUBLING = frozenset(
    """abet abhor admit airdrop allot annul appal backstab bedevil befit beset booby-trap bootleg commit compel
    concur confer control debar defer demur deter disbar dispel eavesdrop entrap equip excel expel extol
    finger-wag forget fulfil impel incur infer kidnap misstep occur omit outgun outwit overlap overstep
    patrol permit prefer propel readmit rebel rebut recommit recur refer regret remit repel sidestep submit
    transfer underpin unplug unwrap wiretap worship""".split()
)
"""Verbs of more than one syllable that double their last letter."""
ONE_SYLLABLE = re.compile(r"[^aeiou]{0,4}(?:(?<=q)u)?[aeiou][^aeiouwxy]")
"""Verbs of one syllable that double it: one vowel, one consonant."""
EITHER = frozenset(
    """cancel cavil channel counsel dial duel fuel grovel imperil label level libel marshal model pummel quarrel rival
    shrivel signal spiral travel tunnel unravel""".split()
)
"""Verbs that double it in British spelling only."""
PREFIXES = ("re", "over", "out", "mis", "under", "un")


def verb_forms(lemma: str) -> Iterator[str]:
    """Give a verb and its forms.

    >>> sorted(verb_forms("ban"))
    ['ban', 'banned', 'banning', 'bans']
    """
    yield lemma
    if lemma in IRREGULAR_VERBS:
        yield from IRREGULAR_VERBS[lemma]
        return
    head, dash, last = lemma.rpartition("-")
    prefix = next(
        (p for p in PREFIXES if lemma.startswith(p) and lemma[len(p) :] in IRREGULAR_VERBS),
        "",
    )
    if dash and last in IRREGULAR_VERBS:
        yield from (f"{head}-{form}" for form in IRREGULAR_VERBS[last])
    elif prefix:
        yield from (prefix + form for form in IRREGULAR_VERBS[lemma[len(prefix) :]])
    else:
        doubled = lemma + lemma[-1]
        yield _with_s(lemma)
        for stem in (lemma, doubled) if last in EITHER else (doubled,) if _doubles(lemma, last) else (lemma,):
            yield _with_ed(stem)
            yield _with_ing(stem)


def noun_forms(lemma: str) -> Iterator[str]:
    """Give a noun and its plural.

    >>> list(noun_forms("tragedy"))
    ['tragedy', 'tragedies']
    """
    yield lemma
    head, dash, last = lemma.rpartition("-")
    if last in IRREGULAR_NOUNS:
        yield head + dash + IRREGULAR_NOUNS[last]
    elif not lemma.endswith(("s", "men")):
        yield _with_s(lemma)
    elif lemma.endswith("ss"):
        yield lemma + "es"


def adjective_forms(lemma: str) -> Iterator[str]:
    """Give an adjective, its comparison where it is short, and its adverb.

    >>> list(adjective_forms("shaky"))
    ['shaky', 'shakier', 'shakiest', 'shakily']
    """
    yield lemma
    if lemma.endswith("y") and len(lemma) < 9:
        yield from (lemma[:-1] + ending for ending in ("ier", "iest"))
    elif len(lemma) < 6 and not lemma.endswith(("ed", "al", "ic")):
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        yield from (stem + "er", stem + "est")
    yield adverb_of(lemma)


def adverb_of(adjective: str) -> str:
    """Give the adverb of an adjective.

    >>> [adverb_of(word) for word in ("candid", "shaky", "stable", "tragic")]
    ['candidly', 'shakily', 'stably', 'tragically']
    """
    if adjective.endswith("ic"):
        return adjective + "ally"
    if adjective.endswith("y"):
        return adjective[:-1] + "ily"
    if adjective.endswith("le"):
        return adjective[:-1] + "y"
    return adjective + "ly"


def _doubles(lemma: str, last: str) -> bool:
    return lemma in DOUBLING or ONE_SYLLABLE.fullmatch(last) is not None


def _with_s(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _with_ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if re.search(r"[^aeiou]y$", word) else word + "ed"


def _with_ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + "ing"
