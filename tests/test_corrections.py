"""A reader's corrections: kept in a file that people edit, read back, and applied to stances and scores."""

import datetime as dt
import math
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.corpus.opening import SAMPLE
from tenor.corrections import (
    CHANGES,
    Correction,
    chosen_file,
    corrected,
    corrected_score,
    corrections_file,
    keep,
    read_corrections,
    take_back,
)
from tenor.errors import CorrectionError
from tenor.records import Assessment, Score, Span, Stance

NOON = dt.datetime(2023, 7, 3, 12, tzinfo=dt.UTC)
SIDES = ("US", "China")
HOSTILE = "</td><script>\x00\x1b\u202e\r\n\t\"''' ]] [[correction]]\n[[correction]]\nwho = \"x\" # \\u0000 é😀"
TEXTS = st.text(max_size=40) | st.sampled_from([HOSTILE, "[[correction]]", "'''", '"""', "\\", "# no comment"])
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
CORRECTIONS = st.builds(
    Correction,
    stance_id=st.sampled_from(["a:0-9", "a:20-29", "b:0-9", HOSTILE]),
    content=NAMES,
    who=NAMES,
    when=st.datetimes(timezones=st.just(dt.UTC)),
    why=TEXTS,
    speaker=st.none() | TEXTS,
    side=st.none() | NAMES,
    topics=st.none() | st.lists(NAMES.filter(lambda text: ";" not in text), max_size=3).map(tuple),
    polarity=st.none() | st.floats(-1, 1),
    rejected=st.booleans(),
).filter(lambda correction: bool(correction.changed))


def stance(stance_id: str = "a:0-9", content: str = "it is fun", **other: object) -> Stance:
    start, end = (int(number) for number in stance_id.rpartition(":")[2].split("-"))
    made = Stance(
        stance_id=stance_id, article_id=stance_id.rpartition(":")[0], kind="indirect", content=content,
        spans=(Span(start, end),), cue=None, source=None, speaker="Ann Lee", resolution="name", role="envoy", side="US",
        topics=("trade",), within="", paragraph=0, published=dt.date(2023, 7, 1),
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def correction(who: str = "Bo Ray", hours: int = 0, **other: object) -> Correction:
    said: dict[str, object] = {"stance_id": "a:0-9", "content": "it is fun", "when": NOON + dt.timedelta(hours=hours)}
    return Correction(who=who, **(said | other))  # type: ignore[arg-type]


STANCES = [stance(), stance("a:20-29", "we regret"), stance("b:0-9", "no deal", side="China", speaker="Wu Ke")]


# --- where the file lies


def test_the_file_lies_in_the_folder_or_beside_the_file_and_nowhere_for_standard_input(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}")
    assert (
        corrections_file(str(tmp_path)) == corrections_file(str(tmp_path / "a.jsonl")) == tmp_path / "corrections.toml"
    )
    assert corrections_file("sample") == SAMPLE / "corrections.toml"
    assert corrections_file("-") is None


def test_another_file_may_be_named_or_none_and_has_to_be_there(tmp_path: Path) -> None:
    assert chosen_file("", str(tmp_path)) == tmp_path / "corrections.toml"
    assert chosen_file("none", str(tmp_path)) is None
    with pytest.raises(CorrectionError, match=r"gone\.toml: no such file of corrections; name one .*, or none"):
        chosen_file(str(tmp_path / "gone.toml"), str(tmp_path))


# --- reading


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "corrections.toml"
    path.write_bytes(text.encode())
    return path


GOOD = """[[correction]]
stance_id = "a:0-9"
content = "it is fun"
who = "Bo Ray"
when = 2023-07-03T14:00:00+02:00
polarity = -1
"""


def test_an_entry_written_by_hand_is_read_in_utc(tmp_path: Path) -> None:
    assert read_corrections(written(tmp_path, "\ufeff" + GOOD)) == ([correction(polarity=-1.0)], [])


def test_no_file_and_an_empty_file_hold_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(None) == read_corrections(tmp_path / "no.toml") == ([], [])
    assert read_corrections(written(tmp_path, "\n# nothing yet\n")) == ([], [])


@pytest.mark.parametrize(
    "line, told",
    [
        ('who = ""', "who is ''; give the name of whoever says so, in quotes"),
        ("polarity = 3", "polarity is 3; give a number from -1 to 1"),
        ("polarity = nan", "polarity is nan; give a number from -1 to 1"),
        ("polarity = true", "polarity is True; give a number from -1 to 1"),
        ("polrity = 0.3", "no key 'polrity'; did you mean 'polarity'? Known:"),
        ("topics = 'trade'", "topics is 'trade'; give a list of topics without ;"),
        ("topics = ['a;b']", "topics is ['a;b']; give a list of topics without ;"),
        ("rejected = 'yes'", "rejected is 'yes'; give true or false"),
        (
            "when = 2023-07-03T10:00:00",
            "when is '2023-07-03T10:00:00'; give it with its offset, as 2023-07-03T10:00:00Z",
        ),
        ("when = 2023-07-03", "when is '2023-07-03'; give it with its offset"),
        ("when = 0001-01-01T00:00:00+10:00", "when is '0001-01-01T00:00:00+10:00'; give it with its offset"),
        ("speaker = 7", "speaker is 7; give a name in quotes"),
        ("stance_id = ' '", "stance_id is ' '; copy it from the table stances"),
    ],
)
def test_a_bad_entry_is_a_fault_that_says_where_and_loses_no_other(tmp_path: Path, line: str, told: str) -> None:
    kept = [entry for entry in GOOD.splitlines() if not entry.startswith(line.split(" ", maxsplit=1)[0] + " ")]
    path = written(tmp_path, GOOD + "\n" + "\n".join([*kept, line]) + "\n\n" + GOOD)
    corrections, (fault,) = read_corrections(path)
    assert corrections == [correction(polarity=-1.0)] * 2
    assert fault.where == f"{path}:8"
    assert fault.detail.startswith(told)


@pytest.mark.parametrize("missing", ["stance_id", "content", "who", "when"])
def test_an_entry_without_what_it_needs_is_a_fault(tmp_path: Path, missing: str) -> None:
    text = "".join(line + "\n" for line in GOOD.splitlines() if not line.startswith(missing))
    corrections, (fault,) = read_corrections(written(tmp_path, text))
    assert corrections == []
    assert fault.detail.startswith(f"no {missing}; ")


def test_an_entry_that_changes_nothing_is_a_fault(tmp_path: Path) -> None:
    _, (fault,) = read_corrections(written(tmp_path, GOOD.replace("polarity = -1", "rejected = false")))
    assert fault.detail == "it changes nothing; give one of speaker, side, topics, polarity, rejected"


def test_a_misspelt_table_and_a_single_one_are_faults(tmp_path: Path) -> None:
    _, (fault,) = read_corrections(written(tmp_path, GOOD.replace("[[correction]]", "[[corection]]")))
    assert "no table 'corection'; did you mean 'correction'?" in fault.detail
    _, (fault,) = read_corrections(written(tmp_path, GOOD.replace("[[correction]]", "[correction]")))
    assert "two brackets" in fault.detail


def test_a_line_is_not_guessed_where_words_look_like_an_entry(tmp_path: Path) -> None:
    inside = GOOD.replace('content = "it is fun"', "content = '''\n[[correction]]\n'''")
    path = written(tmp_path, inside + GOOD.replace("-1", "-7"))
    assert [fault.where for fault in read_corrections(path)[1]] == [f"{path}, correction 2"]


@pytest.mark.parametrize(
    "text, line",
    [("[[correction]]\nwho = Ann\n", 2), (GOOD + "[[correction", 7), ("a = " + "[" * 5000, 1), ("a = 2023-13-41", 1)],
)
def test_a_file_that_is_no_toml_is_told_with_its_line_and_stays_as_it_is(tmp_path: Path, text: str, line: int) -> None:
    path = written(tmp_path, text)
    for act in (lambda: read_corrections(path), lambda: keep(path, correction(polarity=0.1))):
        with pytest.raises(CorrectionError, match=rf"corrections\.toml:{line}: not TOML: .*; a correction is a line"):
            act()
    assert path.read_text() == text


def test_a_file_that_is_not_utf8_or_is_a_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_bytes(b"# \xff")
    with pytest.raises(CorrectionError, match=r"corrections\.toml: not in UTF-8 \(byte 2\)"):
        read_corrections(path)
    with pytest.raises(CorrectionError, match="cannot be read: Is a directory"):
        read_corrections(tmp_path)


# --- keeping


@given(kept=st.lists(CORRECTIONS, min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_what_is_kept_is_read_back_whatever_its_text(kept: list[Correction]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.toml"
        for each in kept:
            given_back = keep(path, each)
        last = {(each.stance_id, each.who): each for each in kept}
        assert given_back == list(last.values())
        assert read_corrections(path) == (list(last.values()), [])
        for each in kept:
            given_back = take_back(path, each.stance_id, each.who)
        assert given_back == read_corrections(path)[0] == []


def test_an_entry_is_short_lines_that_a_diff_shows(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    keep(path, correction(why="irony", side="China", topics=("trade", "chips"), polarity=-0.4))
    assert path.read_text() == (
        '[[correction]]\nstance_id = "a:0-9"\ncontent = "it is fun"\nwho = "Bo Ray"\nwhen = 2023-07-03T12:00:00Z\n'
        'why = "irony"\nside = "China"\ntopics = ["trade", "chips"]\npolarity = -0.4\n'
    )


BY_HAND = """# Corrections of the spring corpus; ask Cy before you change them.

# the first one
[[correction]]
stance_id = "a:0-9"  # look it up
content = "it is fun"
# not sure
who = "Bo Ray"
when = 2023-07-03T12:00:00Z
polarity = 0.3  # or less

# the second one
[[correction]]
who = "Cy Orr"
stance_id = "a:0-9"
content = "it is fun"
when = 2023-07-03T12:00:00Z
rejected = true
# the end
"""


def test_a_new_entry_leaves_all_above_it_as_people_wrote_it(tmp_path: Path) -> None:
    path = written(tmp_path, BY_HAND)
    keep(path, correction("Dee", polarity=0.1))
    assert path.read_text().startswith(BY_HAND)


def test_an_entry_by_the_same_person_is_replaced_in_place_with_its_comments(tmp_path: Path) -> None:
    path = written(tmp_path, BY_HAND)
    kept = keep(path, correction(hours=1, polarity=0.5, side="US"))
    assert [each.who for each in kept] == ["Bo Ray", "Cy Orr"]
    assert path.read_text() == BY_HAND.replace("0.3  # or less", '0.5  # or less\nside = "US"').replace("T12", "T13", 1)


def test_what_is_taken_back_leaves_the_comments_of_the_others(tmp_path: Path) -> None:
    path = written(tmp_path, BY_HAND)
    assert [each.who for each in take_back(path, "a:0-9", "Bo Ray")] == ["Cy Orr"]
    assert '# the second one\n[[correction]]\nwho = "Cy Orr"' in path.read_text()
    assert take_back(path, "a:0-9", "Nobody") == read_corrections(path)[0]
    assert take_back(path, "a:0-9", "Cy Orr") == []
    assert path.read_text().startswith("# Corrections of the spring corpus")
    assert "# the end" in path.read_text()
    assert keep(path, correction(polarity=0.1)) == [correction(polarity=0.1)]


def test_a_bad_entry_of_somebody_else_stays_in_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("-1", "-7"))
    assert keep(path, correction("Cy Orr", polarity=0.1)) == [correction("Cy Orr", polarity=0.1)]
    assert "polarity = -7" in path.read_text()


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"polarity": 2.0}, "polarity is 2.0; give a number from -1 to 1"),
        ({"who": " ", "rejected": True}, "who is ' '; give the name"),
        ({"rejected": True, "when": dt.datetime(2023, 7, 3)}, "give it with its offset"),  # noqa: DTZ001 (that is the point)
        ({"speaker": "half \ud800"}, "speaker holds half of a character"),
        ({}, "it changes nothing"),
    ],
)
def test_what_could_not_be_read_back_is_not_kept(tmp_path: Path, wrong: dict[str, object], told: str) -> None:
    path = tmp_path / "corrections.toml"
    with pytest.raises(CorrectionError, match="correction of 'a:0-9': ") as raised:
        keep(path, correction(**({"who": "Bo Ray"} | wrong)))  # type: ignore[arg-type]
    assert told in str(raised.value)
    assert not path.exists()


def test_a_list_in_brackets_is_read_and_named_where_it_would_be_written(tmp_path: Path) -> None:
    path = written(
        tmp_path, "correction = [{stance_id='a:0-9', content='x', who='Bo Ray', when=2023-07-03T12:00:00Z, side='US'}]"
    )
    assert len(read_corrections(path)[0]) == 1
    with pytest.raises(CorrectionError, match=r"write each below a line \[\[correction\]\]"):
        take_back(path, "a:0-9", "Bo Ray")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match=r"corrections\.toml: cannot be written: No such file or directory; name"):
        keep(tmp_path / "gone" / "corrections.toml", correction(polarity=0.1))


def test_a_link_to_a_shared_file_stays_a_link_and_its_rights_stay(tmp_path: Path) -> None:
    shared = written(tmp_path, GOOD)
    shared.chmod(0o664)
    link = tmp_path / "link.toml"
    link.symlink_to(shared)
    keep(link, correction("Cy Orr", polarity=0.1))
    assert link.is_symlink()
    assert len(read_corrections(shared)[0]) == 2
    assert shared.stat().st_mode & 0o777 == 0o664


def test_without_file_locks_corrections_are_kept_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenor.corrections.keeping.fcntl", None)
    path = tmp_path / "corrections.toml"
    assert keep(path, correction(polarity=0.1)) == read_corrections(path)[0] == [correction(polarity=0.1)]


def test_nothing_to_take_back_makes_no_file(tmp_path: Path) -> None:
    assert take_back(tmp_path / "corrections.toml", "a:0-9", "Bo Ray") == []
    assert not (tmp_path / "corrections.toml").exists()


def test_marks_that_turn_or_hide_text_are_written_so_that_a_diff_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    keep(path, correction(why="a\u202eb\u200bc\x85", polarity=0.1))
    assert 'why = "a\\u202eb\\u200bc\\u0085"' in path.read_text("utf-8")


KEEPER = """
import datetime as dt, sys
from pathlib import Path
from tenor.corrections import Correction, keep
path, who, n = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for i in range(n):
    keep(path, Correction(f"a:{i}-9", "x" * 2000, who, dt.datetime(2023, 7, 3, tzinfo=dt.UTC), polarity=0.5))
    print(i, flush=True)
"""


def keeper(path: Path, who: str, n: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", KEEPER, str(path), who, str(n)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_processes_that_keep_at_once_lose_none(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    for process in [keeper(path, who, 25) for who in ("Ann", "Bo", "Cy")]:
        process.communicate()
        assert process.returncode == 0
    corrections, faults = read_corrections(path)
    assert faults == []
    assert {(each.who, each.stance_id) for each in corrections} == {
        (who, f"a:{i}-9") for who in ("Ann", "Bo", "Cy") for i in range(25)
    }


@pytest.mark.parametrize("after", [0.0, 0.003, 0.011])
def test_a_process_killed_while_it_keeps_leaves_a_whole_file_and_no_lock(tmp_path: Path, after: float) -> None:
    path = tmp_path / "corrections.toml"
    process = keeper(path, "Ann", 10_000)
    assert process.stdout
    said = [process.stdout.readline() for _ in range(5)]
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    said += process.communicate()[0].splitlines()
    corrections, faults = read_corrections(path)
    assert faults == []
    assert len(corrections) in (len(said), len(said) + 1)
    assert len(keep(path, correction(polarity=0.1))) == len(corrections) + 1


# --- applying


def test_a_field_that_a_reader_corrects_is_changed_and_named() -> None:
    fix = correction(speaker="Wu Ke", side="China", topics=("chips", "trade"), polarity=-0.5)
    (first, *others), (outcome,) = corrected(STANCES, [fix], sides=SIDES)
    assert (first.speaker, first.side, first.topics, first.resolution, first.role) == (
        "Wu Ke", "China", ("chips", "trade"), "corrected", "",
    )  # fmt: skip
    assert first.corrected == ("speaker", "side", "topics", "polarity")
    assert others == STANCES[1:]
    assert (outcome.name, outcome.detail, outcome.found) == ("applied", "", STANCES[0])


def test_a_speaker_that_is_confirmed_keeps_the_role() -> None:
    (first, *_), _ = corrected(STANCES, [correction(speaker="Ann Lee")], sides=SIDES)
    assert (first.role, first.resolution) == ("envoy", "corrected")


def test_a_rejected_stance_is_left_out_and_nothing_stands_within_it_any_more() -> None:
    inner = stance("a:2-5", "is", within="a:0-9")
    left, (outcome,) = corrected([STANCES[0], inner], [correction(rejected=True)], sides=SIDES)
    assert left == [replace(inner, within="")]
    assert outcome.name == "applied"


@pytest.mark.parametrize(
    "other, name, detail",
    [
        ({"stance_id": "a:1-9"}, "no longer matches", "no stance stands there any more"),
        ({"content": "it was fun"}, "no longer matches", "other words stand there now: it is fun"),
        ({"stance_id": "z:0-9"}, "not read", "its article is not among those that were read"),
        ({"side": "EU"}, "cannot be used", "side is 'EU'; give one of US, China, observer"),
    ],
)
def test_a_correction_that_cannot_be_applied_says_why_and_changes_nothing(
    other: dict[str, object], name: str, detail: str
) -> None:
    fix = correction(**({"polarity": 0.5} | other))  # type: ignore[arg-type]
    left, (outcome,) = corrected(STANCES, [fix], sides=SIDES, articles={"a", "b"})
    assert left == STANCES
    assert (outcome.name, outcome.detail) == (name, detail)


def test_without_the_articles_a_correction_of_another_one_no_longer_matches() -> None:
    _, (outcome,) = corrected(STANCES, [correction(stance_id="z:0-9", polarity=0.1)], sides=SIDES)
    assert outcome.name == "no longer matches"


def test_anybody_may_be_an_observer() -> None:
    (first, *_), _ = corrected(STANCES, [correction(side="observer")], sides=SIDES)
    assert first.side == "observer"


def test_of_two_people_the_later_one_holds_field_by_field_wherever_they_stand_in_the_file() -> None:
    late = correction("Cy Orr", hours=2, side="China")
    early = correction("Bo Ray", hours=1, side="observer", topics=())
    (first, *_), outcomes = corrected(STANCES, [late, early], sides=SIDES)
    assert (first.side, first.topics, first.corrected) == ("China", (), ("side", "topics"))
    assert [(each.correction.who, each.detail) for each in outcomes] == [
        ("Bo Ray", "corrected again: side by Cy Orr"),
        ("Cy Orr", ""),
    ]


FITTING = st.builds(
    lambda of, said: replace(said, stance_id=of.stance_id, content=of.content, side=said.side and "China"),
    st.sampled_from(STANCES),
    CORRECTIONS,
)


@given(fixes=st.lists(FITTING | CORRECTIONS, max_size=5))
def test_applying_twice_is_applying_once_and_the_order_of_stances_stays(fixes: list[Correction]) -> None:
    once, outcomes = corrected(STANCES, fixes, sides=SIDES)
    twice, _ = corrected(once, fixes, sides=SIDES)
    assert twice == once
    ids = [each.stance_id for each in STANCES]
    assert [each.stance_id for each in once] == [i for i in ids if i in {each.stance_id for each in once}]
    assert len(outcomes) == len(fixes)
    assert all(set(each.corrected) <= set(CHANGES) for each in once)


def test_without_corrections_every_stance_is_as_it_was_found() -> None:
    assert corrected(iter(STANCES), [], sides=SIDES) == (STANCES, [])


def test_a_corrected_tone_replaces_the_polarity_and_keeps_what_the_scorer_saw() -> None:
    seen = Score(0.2, 0.5, 2, (Assessment(("fun",), 0.2, 0.5),) * 2)
    assert corrected_score(seen, correction(polarity=-0.5)) == replace(seen, polarity=-0.5)
    assert corrected_score(seen, correction(side="US")) == seen


def test_a_person_assesses_what_no_scorer_could_see() -> None:
    blind = corrected_score(Score(math.nan, math.nan, 0), correction(polarity=0.0))
    assert (blind.polarity, blind.n_assessed, blind.assessments) == (0.0, 1, ())
    assert math.isnan(blind.subjectivity)
