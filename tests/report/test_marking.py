import html
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.charts.wording import shown
from tenor.records import Span
from tenor.report.marking import Mark, marked, marks_of, stretches

SIDES = ("North", "South")
TEXTS = st.text(alphabet=st.one_of(st.sampled_from("ab <>&\"'\n\x00\u202e"), st.characters()), max_size=60)
MARKS = st.lists(
    st.builds(
        lambda start, length, side, speaker, kind: Mark(Span(start, start + length), side, speaker, kind),
        st.integers(-2, 70),
        st.integers(-1, 30),
        st.sampled_from(["North", "South", "observer", '"><script>']),
        st.sampled_from(["", "Ann Lee", '" onmouseover="x', "</mark>"]),
        st.sampled_from(["content", "cue", "source"]),
    ),
    max_size=8,
)


@given(TEXTS, MARKS)
def test_without_its_tags_the_text_is_the_escaped_text(text: str, marks: list[Mark]) -> None:
    assert html.unescape(re.sub("<[^>]*>", "", marked(text, marks))) == html.unescape(html.escape(shown(text)))


@given(TEXTS, MARKS)
def test_stretches_joined_are_the_text_and_each_mark_covers_its_own(text: str, marks: list[Mark]) -> None:
    pieces = list(stretches(text, [replace(mark, anchor=f"{place}") for place, mark in enumerate(marks)]))
    assert "".join(piece for piece, _ in pieces) == shown(text)
    for place, mark in enumerate(marks):
        covered = "".join(piece for piece, over in pieces if any(one.anchor == f"{place}" for one in over))
        start, end = max(0, mark.span.start), max(0, mark.span.end)
        assert covered == shown(text)[start:end]


@given(TEXTS, MARKS)
def test_elements_are_nested_and_closed(text: str, marks: list[Mark]) -> None:
    opened: list[str] = []
    for closing, name in re.findall("<(/?)([a-z]+)", marked(text, marks, sides=SIDES)):
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert not opened


@given(TEXTS, MARKS)
def test_every_character_of_a_mark_stands_inside_an_element_for_it(text: str, marks: list[Mark]) -> None:
    depth, covered = 0, []
    for tag, character in re.findall("(<[^>]*>)|(&[^;]+;|.)", marked(text, marks), re.DOTALL):
        depth += 0 if not tag else -1 if tag.startswith("</") else 1
        covered += [depth] if character else []
    expected = [sum(mark.span.start <= i < mark.span.end for mark in marks) for i in range(len(text))]
    assert covered == expected


@pytest.mark.parametrize(
    "marks, expected",
    [
        ([], "abcdef"),
        ([Mark(Span(1, 3), "North", "Ann")],
         'a<mark class="side-1" title="Ann (North)" data-speaker="Ann">bc</mark>def'),
        ([Mark(Span(0, 6), kind="cue"), Mark(Span(2, 3), kind="source")],
         '<span class="cue">ab<span class="source">c</span>def</span>'),
        ([Mark(Span(0, 3), kind="cue"), Mark(Span(2, 5), kind="source")],
         '<span class="cue">ab<span class="source">c</span></span><span class="source">de</span>f'),
        ([Mark(Span(4, 99), kind="cue"), Mark(Span(3, 3)), Mark(Span(9, 12))], 'abcd<span class="cue">ef</span>'),
    ],
)  # fmt: skip
def test_marked(marks: list[Mark], expected: str) -> None:
    assert marked("abcdef", marks, sides=SIDES) == expected


def test_a_mark_that_is_opened_again_is_named_and_anchored_once() -> None:
    overlapping = [Mark(Span(0, 4), "North", "Ann", anchor="one"), Mark(Span(2, 6), "South", "Bo", anchor="two")]
    page = marked("abcdef", overlapping, sides=SIDES)
    assert page.count('id="two"') == page.count('data-speaker="Bo"') == 1
    assert page.count('title="Bo (South)"') == 2


def test_words_in_attributes_are_escaped() -> None:
    page = marked("abc", [Mark(Span(0, 1), "North", '" onmouseover="alert(1)\u202e')], sides=SIDES)
    assert 'data-speaker="&#34; onmouseover=&#34;alert(1)\ufffd"' in page


def test_marks_of_a_table_are_contents_cues_and_sources() -> None:
    cells = {
        "stance_id": "a:0-9",
        "spans": "0-2;4-9",
        "cue_span": "2-3",
        "source_span": "",
        "side": "North",
        "speaker": "",
    }
    marks = list(marks_of(pd.DataFrame([cells]), {"a:0-9": "stance-1"}))
    assert marks == [
        Mark(Span(0, 2), "North", "unattributed", "content", "stance-1"),
        Mark(Span(4, 9), "North", "unattributed", "content", ""),
        Mark(Span(2, 3), kind="cue"),
    ]
