"""A lexicon file is read into forms, and a line that is not as declared is named with its file and number."""

from pathlib import Path
from statistics import median

import pytest

from tenor.errors import LexiconError
from tenor.sentiment.engine import DIPLOMATIC
from tenor.sentiment.lexicon import ACTIONS, COLUMNS, Entry, read_lexicon, read_lines

HEAD = ",".join(COLUMNS)
GOLDSTEIN = {
    "agree": 4.0, "consult": 1.5, "support": 3.5, "cooperate": 6.0, "aid": 7.0, "yield": 5.0, "request": -1.0,
    "disapprove": -2.0, "accuse": -2.0, "reject": -4.0, "threaten": -6.0, "protest": -6.5, "sanction": -4.0,
    "mobilise": -7.2, "coerce": -7.0, "assault": -9.5,
}  # fmt: skip
"""The mean of the Goldstein weights of the CAMEO roots that each class stands for (docs/scorers.md)."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "words.csv"


def write(file: Path, *lines: str) -> Path:
    file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return file


def test_forms_are_made_of_each_lemma(file: Path) -> None:
    lexicon = read_lexicon(
        write(
            file,
            "suspend,verb,-.3,.2,1,undo,",
            "crisis,noun,-.5,.3,1,relation,",
            "shaky,adjective,-.4,.5,1,relation,",
            "play with fire,phrase,-.6,.6,1,threaten,",
        )
    )
    forms = {form for form, _ in lexicon.entries}
    assert forms >= {"suspend", "suspends", "suspended", "suspending", "crises", "shakier", "shakily"}
    assert forms >= {"play with fire", "playing with fire", "played with fire"}


def test_a_form_that_two_lines_make_belongs_to_the_noun(file: Path) -> None:
    lexicon = read_lexicon(write(file, "attack,verb,-.9,.3,1,assault,", "attack,noun,-.8,.3,1,assault,"))
    assert lexicon.words["attacks"].pos == "noun"
    assert lexicon.words["attacked"].pos == "verb"


@pytest.mark.parametrize(
    "line, expected",
    [
        ("war,noun,-.9,.3,1,assault", "2: 6 columns instead of 7"),
        ("war,noun,bad,.3,1,assault,", "2: 'war' has polarity 'bad'; give a number from -1 to 1"),
        ("war,noun,-2,.3,1,assault,", "2: 'war' has polarity '-2'; give a number from -1 to 1"),
        ("war,noun,nan,.3,1,assault,", "2: 'war' has polarity 'nan'"),
        ("war,noun,-.9,7,1,assault,", "2: 'war' has subjectivity '7'; give a number from 0 to 1"),
        ("war,noun,-.9,.3,3,assault,", "2: 'war' has intensity '3'; give a number from 0 to 2"),
        ("war,thing,-.9,.3,1,assault,", "2: 'war' has pos 'thing'; it is one of verb, noun"),
        ("war,noun,-.9,.3,1,fighting,", "2: 'war' has group 'fighting'; it is one of agree"),
        ("War,noun,-.9,.3,1,assault,", "2: form 'War'; write it in lower case"),
        (",noun,-.9,.3,1,assault,", "2: form ''; write it in lower case"),
        ("trade war,noun,-.9,.3,1,assault,", "2: 'trade war' as noun; forms of several words"),
        ("war,noun,-.9,.3,1,assault,\nwar,noun,-.8,.3,1,assault,", "3: 'war' as noun stands in line 2 too"),
    ],
)
def test_a_malformed_line_is_named_with_what_would_be_right(file: Path, line: str, expected: str) -> None:
    with pytest.raises(LexiconError) as raised:
        read_lexicon(write(file, line))
    assert f"{file}:{expected}" in str(raised.value)


def test_a_file_without_the_header_is_refused(file: Path) -> None:
    file.write_text("word,weight\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=f":1: the first line must be {HEAD}"):
        read_lexicon(file)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_missing_or_binary_file_is_refused(file: Path, content: bytes | None) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(LexiconError, match="cannot be read as UTF-8 text"):
        read_lexicon(file)


def entries() -> list[Entry]:
    return [entry for _, entry in read_lines(DIPLOMATIC)]


@pytest.mark.parametrize("group", ACTIONS)
def test_the_words_of_a_class_of_action_have_one_sign(group: str) -> None:
    verbs = [entry.polarity for entry in entries() if entry.group == group and entry.pos in ("verb", "noun")]
    against = [polarity for polarity in verbs if polarity * GOLDSTEIN[group] < 0]
    assert group == "request" or len(against) <= 0.05 * len(verbs)


def test_the_classes_stand_in_the_order_of_the_goldstein_scale() -> None:
    """Spearman's rank correlation of the medians with Goldstein's weights."""
    medians = {group: median(e.polarity for e in entries() if e.group == group) for group in ACTIONS}
    ours, theirs = (sorted(ACTIONS, key=table.__getitem__) for table in (medians, GOLDSTEIN))
    squares = sum((ours.index(group) - theirs.index(group)) ** 2 for group in ACTIONS)
    n = len(ACTIONS)
    assert 1 - 6 * squares / (n * (n * n - 1)) > 0.8
