"""The forms of a phrase: its verb inflected, its last noun in the plural, its object with any determiner."""

from collections.abc import Iterator
from itertools import product

from tenor.sentiment.inflection import IRREGULAR_VERBS, noun_forms, verb_forms

LIGHT_VERBS = frozenset(
    """abide abstain act add address adhere admit aim allow appeal appear appoint ask attract back balance bark be bear
    beef beg boil bounce bow box break breathe bring brush build call campaign carry cast cede cement chant chip
    clear climb clip close clutch come commute compare compete cook cope crack create cross cut deal declare
    desist dial dispense distribute dole double drag draw drum dry emerge enter establish even exceed exchange
    expect extend face fall fend file find flex force forge free get give go grasp grind guard hand have head
    heat hem hive hold hope host impose increase insulate intend issue join jump keep kick launch lay lead leave
    let level lick light link live lock look lose lower maintain make manage march meet mend mire mount move
    narrow nip offer open opt overplay own parachute pare pass patch pay perk phase pick pitch plan play poke
    pose pour present press pretend produce pull pump push put question race rain raise rally ramp ratchet reach readmit
    recall refrain refuse rein reserve resort rev rewrite rid rip rise roll root rope rub ruffle rule run scale
    scrape screw seek send set shake share shore shoulder shout show shrug shy side sign sit sleepwalk sling
    smooth sound sow speak spit square stamp stand stare start stave stay steer step stick sting stir strike
    strip supply swap take talk tamp tar team tend tense test throw tie tighten tilt trade tip touch transport tug
    turn use usher voice vote wage walk want ward wash wean wear welcome wipe work""".split()
).union(IRREGULAR_VERBS)
"""Verbs that begin phrases and have no polarity of their own."""


ANY_DETERMINER = "its"
"""In a phrase this is any determiner or number, and none: "close its border" is "closed two borders", too."""
DETERMINERS = frozenset("a an the this that these those his her its their our my your any another every each".split())
COUNTERS = frozenset(
    "one all both some more several many new fresh other two three four five six seven eight nine ten".split()
)
BEFORE_NOUNS = DETERMINERS | COUNTERS
"""What `ANY_DETERMINER` stands for. Not *no*, which is for the scope of negation."""
NOT_OPTIONAL = DETERMINERS | {"no"}
PARTICLES = frozenset(
    """up down off out on in over away back through apart forward ahead aside by for to of with from against about into
    under upon toward towards at together behind around without along that past free home short dead""".split()
)
"""Words that end a phrase without being the object of its verb."""


def phrase_forms(lemma: str, verbs: frozenset[str]) -> Iterator[str]:
    """Give a phrase and its forms; `verbs` are those whose forms are made where they begin a phrase.

    >>> sorted(phrase_forms("close its border", frozenset(("close",))))[:4]
    ['close border', 'close borders', 'close its border', 'close its borders']
    """
    for words in _with_determiners(lemma.split(" "), verbs):
        yield from _inflected(words, verbs)


def _with_determiners(words: list[str], verbs: frozenset[str]) -> Iterator[list[str]]:
    """Give the words of a phrase with and without `ANY_DETERMINER`; a verb's object may have one in any case."""
    yield words
    if ANY_DETERMINER in words:
        yield [word for word in words if word != ANY_DETERMINER]
    elif words[0] in verbs and not NOT_OPTIONAL.intersection(words) and words[-1] not in PARTICLES:
        yield [*words[:-1], ANY_DETERMINER, words[-1]]


def _inflected(words: list[str], verbs: frozenset[str]) -> Iterator[str]:
    first, *middle, last = words
    heads = verb_forms(first) if first in verbs else (first,)
    tails = noun_forms(last) if last.isalpha() and len(last) > 3 else (last,)
    yield from (" ".join((head, *middle, tail)) for head, tail in product(heads, tuple(tails)))
