"""What the words around a term do to it, told by the rule that the explanation names."""

import pytest

from tenor.sentiment.diplomatic import diplomatic


def rules(text: str) -> dict[str, str]:
    return {" ".join(one.words): one.rule for one in diplomatic(text).assessments}


@pytest.mark.parametrize(
    "text, words, rule",
    [
        ("The march ended without violence.", "violence", "absent: without"),
        ("They prevented the dispute from worsening.", "worsening", "undone by prevented"),
        ("Talks with the rebels on the border collapsed.", "talks", "failing: collapsed"),
        ("They condemned the visit strongly.", "condemned", "degree: strongly"),
        ("He called it an unreliable alliance.", "alliance", "soured by unreliable"),
        ("Tensions rose at the border.", "rose", "of tensions"),
        ("Parliament approved the sanctions.", "approved", "for sanctions"),
        ("They blocked the deal and welcomed the envoy.", "welcomed", ""),
    ],
)
def test_a_rule_says_what_changed_the_words(text: str, words: str, rule: str) -> None:
    assert rule in rules(text)[words]


@pytest.mark.parametrize(
    "text, words",
    [
        ("The talks ended in anger.", "anger"),
        ("They prevented the dispute from being settled.", "dispute"),
        ("Over the release of water, trade was banned.", "release"),
        ("They condemned the attack and praised the rescue.", "praised"),
    ],
)
def test_what_is_out_of_reach_is_not_turned(text: str, words: str) -> None:
    assert not any(told in rules(text)[words] for told in ("undone", "mended", "spoilt", "failing"))


@pytest.mark.parametrize("text, sign", [("They ended the trade war.", 1), ("They began a trade war.", -1)])
def test_a_noun_before_another_only_tells_what_kind_it_is(text: str, sign: int) -> None:
    assert "trade" not in rules(text)
    assert diplomatic(text).polarity * sign > 0


def test_what_grows_says_nothing_where_nothing_tells_whether_that_is_good() -> None:
    assert diplomatic("The number grew.").n_assessed == 0


def test_a_degree_before_another_term_does_not_strengthen_the_one_before_it() -> None:
    assert "degree" not in rules("The talks were widely praised.")["talks"]


@pytest.mark.parametrize(
    "object_", ["its border", "the border", "borders", "their borders", "two borders", "new borders"]
)
def test_the_object_of_a_phrase_has_any_determiner_or_none(object_: str) -> None:
    assert f"closed {object_}" in rules(f"Norland closed {object_} on Friday.")


def test_no_is_not_a_determiner_of_a_phrase() -> None:
    assert diplomatic("Norland closed no border.").polarity != diplomatic("Norland closed the border.").polarity


def test_the_assessment_has_the_words_that_stand_in_the_text() -> None:
    assert "laid down their arms" in rules("The rebels laid down their arms.")
