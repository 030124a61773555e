"""What holds for any text."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.records import Article, Stance
from tenor.relation import Relation, load
from tenor.stances import stances
from tenor.stances.quotation import quotations
from tenor.stances.text import paragraphs, sentences
from tenor.stances.tokens import tags, tokens

PROFILE = load("us-china")

# Sentences that attribute in every way that the rooms know, made of invented people and of what reads come across.
PARAGRAPHS = [
    "“The bridge is safe,” Ann Lee said. “It was tested in May.”",
    '"We will not close this harbour," said Bob Moss, a pilot from Leith.',
    "Ann Lee said that the harbour would close, adding that the pilots knew it.",
    "While Ann Lee stressed the need for a harbour, Bob Moss insisted the town had one.",
    "According to the pilots, the bridge is “safe for everyone who uses it”.",
    "The State Department said the talks were useful. It urged Beijing to go on.",
    "“Nobody needs to worry about the winter.”",
    "Snow fell on the town all week.",
]
PIECES = [
    "Ann Lee", " said ", "that ", "the harbour would close", ", ", ". ", "\n", "\n\n", "“", "”", '"', "''", "«", "»",
    "‘", "’", "'s ", "(", ")", ": ", "; ", " — ", "...", "?", " told ", "she ", "According to ", "adding ", "Beijing ",
    "U.S. ", "\x00", "\u2028", "\t", "\r", " and ", " while ", " who ", "Mr. ", "J. ", "5,000 ", "é", "中国", "🙂",
    "-", "to ",
]  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
MADE_UP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
ARTICLES = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6)
ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found_in(text: str, relation: Relation = PROFILE) -> list[Stance]:
    return list(stances(Article("a", text), relation))


@ANY
@given(TEXTS | MADE_UP | ARTICLES.map("\n\n".join))
def test_every_place_slices_back_to_its_words(text: str) -> None:
    for stance in found_in(text):
        pieces = [span.of(text) for span in stance.spans]
        assert all(pieces)
        assert " ".join(pieces) == stance.content
        assert stance.spans == tuple(sorted(stance.spans))
        assert stance.stance_id == f"a:{stance.spans[0].start}-{stance.spans[-1].end}"
        for mention in (stance.cue, stance.source):
            assert mention is None or text[mention.start : mention.end] == mention.text


@ANY
@given(TEXTS | MADE_UP | ARTICLES.map("\n\n".join))
def test_identifiers_are_unique_and_a_stance_within_another_names_one_of_them(text: str) -> None:
    found = found_in(text)
    known = {stance.stance_id for stance in found}
    assert len(known) == len(found)
    assert {stance.within for stance in found} <= known | {""}
    assert all(stance.within != stance.stance_id for stance in found)


@ANY
@given(TEXTS | MADE_UP)
def test_columns_hold_what_they_promise(text: str) -> None:
    for stance in found_in(text):
        assert stance.kind in ("direct", "indirect", "mixed")
        assert stance.side in (*PROFILE.side_keys, "observer")
        assert set(stance.topics) <= set(PROFILE.topics)
        assert 0 <= stance.paragraph < len(list(paragraphs(text)))


@ANY
@given(ARTICLES, st.data(), st.sampled_from(["“", "”", '"', "''", "«", "»"]))
def test_a_stray_mark_loses_no_stance_of_another_paragraph(parts: list[str], data: st.DataObject, mark: str) -> None:
    number = data.draw(st.integers(0, len(parts) - 1))
    place = data.draw(st.integers(0, len(parts[number])))
    broken = [*parts]
    broken[number] = f"{parts[number][:place]}{mark}{parts[number][place:]}"
    told = [
        {(stance.paragraph, stance.content) for stance in found_in("\n\n".join(version)) if stance.cue}
        for version in (parts, broken)
    ]
    assert {pair for pair in told[0] if pair[0] != number} <= told[1]


@ANY
@given(ARTICLES)
def test_more_blank_lines_change_no_content(parts: list[str]) -> None:
    contents = [
        [(s.content, s.kind, s.speaker) for s in found_in(gap.join(parts))] for gap in ("\n\n", "\n\n\n\n", "\n")
    ]
    assert contents[0] == contents[1] == contents[2]


@ANY
@given(ARTICLES)
def test_another_style_of_marks_changes_no_content(parts: list[str]) -> None:
    curly = "\n\n".join(parts).replace('"We will not close this harbour,"', "“We will not close this harbour,”")
    straight = curly.replace("“", '"').replace("”", '"')
    assert [s.content.replace("“", '"').replace("”", '"') for s in found_in(curly)] == [
        s.content for s in found_in(straight)
    ]


@ANY
@given(TEXTS | MADE_UP)
def test_paragraphs_sentences_tokens_and_quotations_stand_in_order_inside_one_another(text: str) -> None:
    for paragraph in paragraphs(text):
        marks = [mark.span for mark in quotations(text, paragraph)]
        inside = list(sentences(text, paragraph, marks))
        for spans, around in ((marks, paragraph), (inside, paragraph)):
            assert all(before.end <= after.start for before, after in pairwise(spans))
            assert all(around.start <= span.start < span.end <= around.end for span in spans)
        for sentence in inside:
            places = [(token.start, token.end) for token in tokens(text, sentence)]
            assert all(end <= start for (_, end), (start, _) in pairwise(places))
            assert "".join(sentence.of(text).split()) == "".join("".join(text[a:b].split()) for a, b in places)


@ANY
@given(st.lists(st.sampled_from("The the talks U.S. China said 's Ann , . resumed re-opened 2023 well-known".split())))
def test_a_word_has_the_tag_that_textblob_gives_it_in_its_sentence(words: list[str]) -> None:
    text = " ".join(words)
    found = [tokens(text, span)[:40] for span in sentences(text, next(paragraphs(text)))] if words else []
    for sentence in found:
        plain = [token for token in sentence if token.lower not in ("'s", "'")]
        theirs = dict(zip(sentence, tags([token.text for token in sentence]), strict=True))
        assert [token.tag for token in plain] == [theirs[token] for token in plain]


# --- time grows with the length of the text, whatever the text ---

HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "(" * n,
    "words of one letter": lambda n: "a " * n,
    "opening marks": lambda n: "“" * n,
    "straight marks": lambda n: '"' * n,
    "marks around words": lambda n: '"a b c d" ' * (n // 4),
    "marks after a cue": lambda n: "Lee said " + "“" * n,
    "full stops": lambda n: ". " * n,
    "commas": lambda n: ", " * n,
    "capitals": lambda n: "Ann " * n,
    "one long capital": lambda n: "A" * n,
    "initials": lambda n: "A. " * n,
    "cues": lambda n: "Lee said " * (n // 4),
    "cues without a source": lambda n: "said " * n,
    "told": lambda n: "told Lee " * (n // 4),
    "according": lambda n: "according to Lee, " * (n // 4),
    "cues of strangers": lambda n: "It rains, Moss said. The board said it was late. " * (n // 16),
    "speakers of a new name each": lambda n: "".join(f"Ann M{i} said it rains. " for i in range(n // 8)),
    "surnames of a new name each": lambda n: "".join(f"M{i}x said it rains. " for i in range(n // 8)),
    "spaces": lambda n: " " * n + "x",
    "line breaks": lambda n: "\n" * n + "x",
    "lines in lower case": lambda n: "a\n" * n,
    "dashes": lambda n: "- " * n,
    "and": lambda n: "Lee and " * n + "said so.",
    "possessives": lambda n: "Lee's " * n + "said so.",
    "while": lambda n: "while Lee said it " * (n // 4),
    "a quotation and many cues": lambda n: '"It rains all day here" ' + "x, Lee said, " * (n // 4),
    "single marks": lambda n: "‘it rains,’ " * (n // 8),
    "brackets in quotations": lambda n: "“(Lee) says it rains,” Moss said, " * (n // 16),
    "claims": lambda n: "Lee's claim that it is open to " * (n // 16),
    "capitals with dashes": lambda n: "A A - " * (n // 4),
    "colons": lambda n: "Lee said: " * (n // 4),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length(make: Callable[[int], str]) -> None:
    found_in(make(100))
    short, long = (min(_seconds(make(n)) for _ in range(2)) for n in (10_000, 40_000))
    assert long < 8 * short + 0.5


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Ann Lee said it rains, ", "a ", "“It rains” "])
def test_a_million_characters_on_one_line_are_read(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert _seconds(text) < 120


def _seconds(text: str) -> float:
    start = time.process_time()
    for _ in found_in(text):
        pass
    return time.process_time() - start
