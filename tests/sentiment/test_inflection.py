import pytest

from tenor.sentiment.inflection import adjective_forms, noun_forms, verb_forms


@pytest.mark.parametrize(
    "lemma, forms",
    [
        ("suspend", "suspend suspends suspended suspending"),
        ("ban", "ban bans banned banning"),
        ("deny", "deny denies denied denying"),
        ("play", "play plays played playing"),
        ("ease", "ease eases eased easing"),
        ("agree", "agree agrees agreed agreeing"),
        ("cancel", "cancel cancels canceled cancelled canceling cancelling"),
        ("withdraw", "withdraw withdraws withdrew withdrawing withdrawn"),
        ("de-escalate", "de-escalate de-escalates de-escalated de-escalating"),
        ("rewrite", "rewrite rewrites rewrote rewriting rewritten"),
        ("respond", "respond responds responded responding"),
        ("clash", "clash clashes clashed clashing"),
        ("lie", "lie lies lied lying"),
    ],
)
def test_verbs(lemma: str, forms: str) -> None:
    assert set(verb_forms(lemma)) == set(forms.split())


@pytest.mark.parametrize(
    "lemma, forms",
    [("tragedy", "tragedy tragedies"), ("crisis", "crisis crises"), ("abyss", "abyss abysses"), ("talks", "talks")],
)
def test_nouns(lemma: str, forms: str) -> None:
    assert set(noun_forms(lemma)) == set(forms.split())


@pytest.mark.parametrize(
    "lemma, forms",
    [
        ("candid", "candid candidly"),
        ("shaky", "shaky shakier shakiest shakily"),
        ("stable", "stable stably"),
        ("tragic", "tragic tragically"),
        ("warm", "warm warmer warmest warmly"),
    ],
)
def test_adjectives(lemma: str, forms: str) -> None:
    assert set(adjective_forms(lemma)) == set(forms.split())
