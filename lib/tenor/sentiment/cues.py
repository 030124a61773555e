"""The cues that are part of what is said: whoever *refused* an overture did not make one.

A cue only reports, with one exception: cues of refusal, rejection, denial and doubt. They act on the score of the
content by a rule that the explanation names; no other cue ever does. Whoever *ruled out* force or *dismissed* fears
said something good, while whoever *rejected* an accusation or a demand quarrels on.
"""

from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tenor.sentiment.inflection import verb_forms


class CueRule(NamedTuple):
    """What a cue does to the content.

    It turns good terms, multiplies bad words by `words` (accusations, demands, threats) and other bad terms by `deeds`
    (force, fears), and adds `polarity` itself, unless what it said no to was nothing but bad.
    """

    name: str
    polarity: float
    words: float
    deeds: float

    def factor(self, polarity: float, group: str) -> float:
        """Give what the polarity of a term of the content is multiplied by."""
        return -1.0 if polarity > 0 else self.words if group in WORDS else self.deeds


WORDS = frozenset("request disapprove accuse reject threaten protest".split())
"""The groups of bad words, which are no better for being rejected."""
REFUSAL = CueRule("refusal", -0.4, 1.0, -0.5)
REJECTION = CueRule("rejection", -0.4, 0.5, -0.5)
DENIAL = CueRule("denial", -0.1, -0.3, -0.5)
DOUBT = CueRule("doubt", -0.2, -0.3, -0.3)
LEMMAS = {
    REFUSAL: "refuse decline rebuff spurn withhold shun",
    REJECTION: "reject dismiss repudiate oppose resist veto renounce",
    DENIAL: "deny refute rebut disavow",
    DOUBT: "doubt question dispute distrust mistrust challenge",
}
NOUNS = {REFUSAL: "refusal", REJECTION: "rejection opposition", DENIAL: "denial", DOUBT: "doubts skeptical sceptical"}
PHRASES = {"ruled out": REFUSAL, "rules out": REFUSAL, "rule out": REFUSAL, "turned down": REFUSAL, "scoffed at": DOUBT}
NEGATIONS = frozenset("not never n't without cannot neither no".split())


@lru_cache(maxsize=1 << 12)
def rule_of(cue: str) -> CueRule | None:
    """Give the rule of a cue of refusal, rejection, denial or doubt, None for every other cue, and for a negated one.

    >>> rule_of("has refused").name
    'refusal'
    >>> rule_of("said"), rule_of("did not deny")
    (None, None)
    """
    words = cue.lower().replace("’", "'").replace("n't", " not").split()
    if NEGATIONS.intersection(words):
        return None
    joined = " ".join(words)
    found = next((rule for phrase, rule in PHRASES.items() if phrase in joined), None)
    return found or next((_rules()[word] for word in words if word in _rules()), None)


@cache
def _rules() -> MappingProxyType[str, CueRule]:
    verbs = {form: rule for rule, lemmas in LEMMAS.items() for lemma in lemmas.split() for form in verb_forms(lemma)}
    return MappingProxyType(verbs | {noun: rule for rule, nouns in NOUNS.items() for noun in nouns.split()})
