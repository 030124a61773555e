import csv
import datetime as dt
import io
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tenor.audit import (
    COLUMNS,
    NEEDED,
    QUESTIONS,
    Answer,
    Row,
    agreement,
    allotted,
    alpha,
    context,
    draw,
    explain,
    guarded,
    precision,
    read_sheets,
    unguarded,
    wilson,
    write_sheet,
)
from tenor.errors import CorpusError, ParameterError
from tenor.records import Article, Kind, Mention, Span, Stance

TEXT = "Ann Lee said the talks were good."


def stance(number: int, side: str = "North", kind: Kind = "direct", **other: object) -> Stance:
    made = Stance(
        stance_id=f"a{number}:13-32",
        article_id=f"a{number}",
        kind=kind,
        content="the talks were good",
        spans=(Span(13, 32),),
        cue=Mention(8, 12, "said"),
        source=Mention(0, 7, "Ann Lee"),
        speaker="Ann Lee",
        resolution="name",
        role="",
        side=side,
        topics=("trade", "climate"),
        within="",
        paragraph=0,
        published=dt.date(2023, 7, 3),
    )
    return replace(made, **other)  # type: ignore[arg-type]


def corpus(*stances: Stance, text: str = TEXT) -> Iterator[tuple[Article, list[Stance]]]:
    for each in stances:
        yield Article(each.article_id, text, outlet="The Invented Post"), [each]


def answer(number: int, coder: str = "A", said: bool | None = True, **other: object) -> Answer:
    right = dict.fromkeys(QUESTIONS, said)
    made = Answer(f"a{number}:0-1", coder, "direct", "Ann Lee", "North", 1.0, right)
    return replace(made, **other)  # type: ignore[arg-type]


def written(rows: list[Row]) -> str:
    out = io.StringIO()
    write_sheet(rows, out)
    return out.getvalue()


def sheet(folder: Path, *rows: str, name: str = "sheet.csv", header: str = ",".join(NEEDED)) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


# --- drawing


def test_a_row_shows_what_was_found_and_leaves_the_answers_empty() -> None:
    (row,) = draw(corpus(stance(1)), n=10)
    assert row == {
        "stance_id": "a1:13-32",
        "article_id": "a1",
        "outlet": "The Invented Post",
        "published": "2023-07-03",
        "context": "Ann Lee said [[the talks were good]].",
        "content": "the talks were good",
        "cue": "said",
        "source": "Ann Lee",
        "kind": "direct",
        "speaker": "Ann Lee",
        "side": "North",
        "topics": "trade;climate",
        "weight": "1",
    }
    (line,) = csv.DictReader(io.StringIO(written([row]).removeprefix("\ufeff")))
    assert list(line) == list(COLUMNS)
    assert not any(line[f"{question}_right"] for question in QUESTIONS)


STANCES = st.lists(
    st.tuples(st.integers(0, 500), st.sampled_from(["N", "S", "observer"]), st.sampled_from(["direct", "mixed"])),
    unique_by=lambda drawn: drawn[0],
    max_size=80,
).map(lambda drawn: [stance(number, side, kind) for number, side, kind in drawn])  # type: ignore[arg-type]


@given(STANCES, st.integers(1, 60), st.integers(), st.randoms())
def test_a_draw_is_a_subset_without_repeats_whatever_the_order(stances: list[Stance], n: int, seed: int, order) -> None:  # type: ignore[no-untyped-def]
    rows = draw(corpus(*stances), n=n, seed=seed)
    ids = [row["stance_id"] for row in rows]
    assert len(ids) == len(set(ids)) == min(n, len(stances))
    assert set(ids) <= {each.stance_id for each in stances}
    order.shuffle(stances)
    assert draw(corpus(*stances), n=n, seed=seed) == rows


@given(STANCES, st.integers(6, 60))
def test_the_weights_add_up_to_the_corpus(stances: list[Stance], n: int) -> None:
    weights = [float(row["weight"]) for row in draw(corpus(*stances), n=n)]
    assert math.isclose(sum(weights), len(stances), rel_tol=1e-4, abs_tol=1e-9)


@given(
    st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 400)), st.integers(1, 99)
)
def test_as_many_are_allotted_as_were_asked_for_and_are_there(sizes: dict[tuple[str, str], int], n: int) -> None:
    given_ = allotted(sizes, n)
    assert sum(given_.values()) == min(n, sum(sizes.values()))
    assert all(0 < share <= sizes[stratum] for stratum, share in given_.items())
    if n >= 5 * len(sizes):
        assert all(given_[stratum] >= min(5, size) for stratum, size in sizes.items())


def test_strata_are_drawn_in_proportion_where_all_are_large() -> None:
    assert allotted({("N", "direct"): 6000, ("S", "direct"): 3000, ("S", "mixed"): 1000}, 100) == {
        ("N", "direct"): 60,
        ("S", "direct"): 30,
        ("S", "mixed"): 10,
    }


def test_another_seed_draws_others_and_every_stance_has_the_same_chance() -> None:
    stances = [stance(number) for number in range(20)]
    drawn = [row["stance_id"] for seed in range(400) for row in draw(corpus(*stances), n=5, seed=seed)]
    counts = [drawn.count(each.stance_id) for each in stances]
    assert min(counts) > 60  # 100 are expected, with a standard deviation of 9
    assert max(counts) < 140


def test_a_stance_that_comes_twice_is_drawn_once() -> None:
    assert len(draw(corpus(stance(1), stance(1), stance(2)), n=10)) == 2


@pytest.mark.parametrize("n", [0, -3])
def test_a_sheet_of_nothing_is_refused(n: int) -> None:
    with pytest.raises(ParameterError, match="ask for at least 1"):
        draw(corpus(stance(1)), n=n)


def test_no_stances_make_an_empty_sheet() -> None:
    assert draw([], n=5) == []


@given(st.text(), st.data())
def test_context_stays_on_one_line_and_bearable(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line = context(text, [Span(start, end)])
    assert line.isprintable()
    assert "[[" in line


def test_context_says_where_lines_break_and_cuts_what_is_long() -> None:
    assert context("One.\n\nTwo said no.", [Span(15, 17)]) == "One. ¶ Two said [[no]]."
    assert len(context("x" * 100_000, [Span(100, 90_000)])) < 3_000


# --- the sheet as a file

CELLS = st.text(alphabet=st.one_of(st.sampled_from("=+-@'\",;\n\r\t ＝a"), st.characters(codec="utf-8")), max_size=12)


@given(CELLS)
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    assert not guarded(cell).lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert unguarded(guarded(cell)) == cell


@given(st.text(min_size=1, max_size=12).filter(lambda t: t.strip() == t and t.isprintable()), CELLS)
def test_a_sheet_comes_back_from_csv(tmp_path_factory: pytest.TempPathFactory, name: str, hostile: str) -> None:
    path = tmp_path_factory.getbasetemp() / "sheet.csv"
    rows = draw(corpus(stance(1, speaker=name, content=hostile)), n=1)
    path.write_text(written([{**row, "content_right": "Yes", "note": hostile} for row in rows]), "utf-8", newline="")
    (read,) = read_sheets([path])
    right = {"content": True, "speaker": None, "side": None, "topics": None}
    assert read == Answer("a1:13-32", str(path), "direct", name, "North", 1.0, right)


def test_a_spreadsheet_is_given_no_formula() -> None:
    rows = draw(corpus(stance(1, content='=HYPERLINK("http://x.invalid")', speaker="@lee", side="-North")), n=1)
    (line,) = csv.DictReader(io.StringIO(written(rows).removeprefix("\ufeff")))
    assert [line[c] for c in ("content", "speaker", "side")] == ['\'=HYPERLINK("http://x.invalid")', "'@lee", "'-North"]


@pytest.mark.parametrize("cell", ["yes", "Y", "1", "TRUE", "x", " Yes "])
def test_yes(tmp_path: Path, cell: str) -> None:
    (read,) = read_sheets([sheet(tmp_path, f"a:0-1,direct,Ann,North,2,{cell},,,")])
    assert read.right == {"content": True, "speaker": None, "side": None, "topics": None}


@pytest.mark.parametrize("cell", ["no", "N", "0", "False"])
def test_no(tmp_path: Path, cell: str) -> None:
    (read,) = read_sheets([sheet(tmp_path, f"a:0-1,direct,Ann,North,2,,,,{cell}")])
    assert read.right["topics"] is False


def test_spreadsheets_may_have_changed_separators_order_and_columns(tmp_path: Path) -> None:
    header = ";".join([*reversed(NEEDED), "mine"])
    path = sheet(tmp_path, "yes;no;;x;1,5;North;Ann;direct;a:0-1;whatever", ";;;;;;;;;", header="\ufeff" + header)
    (read,) = read_sheets([path])
    assert (read.weight, read.right["topics"], read.right["content"]) == (1.5, True, True)


@pytest.mark.parametrize(
    "row, words",
    [
        ("a:0-1,direct,Ann,North,2,maybe,,,", "sheet.csv:2, column content_right: 'maybe'; write yes or no, or leave"),
        ("a:0-1,direct,Ann,North,,yes,,,", "sheet.csv:2, column weight: '' is no number above 0"),
        ("a:0-1,direct,Ann,North,nan,yes,,,", "sheet.csv:2, column weight: 'nan' is no number"),
        (",direct,Ann,North,1,yes,,,", "sheet.csv:2, column stance_id: empty"),
        ("a:0-1,direct,Lee, Ann,North,1,yes,,,", "sheet.csv:2: more cells than columns"),
        ('a:0-1,direct,"Ann,North,1,yes,,,', "sheet.csv:2: not CSV"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(CorpusError) as error:
        read_sheets([sheet(tmp_path, row)])
    assert words in str(error.value)


def test_a_file_that_is_no_sheet_is_refused_with_its_columns(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"without the column\(s\) kind, .*; it has stance_id, text"):
        read_sheets([sheet(tmp_path, "1,b", header="stance_id,text")])
    with pytest.raises(CorpusError, match="it has none"):
        read_sheets([sheet(tmp_path, header="")])
    with pytest.raises(CorpusError, match="cannot be read"):
        read_sheets([tmp_path / "missing.csv"])
    (tmp_path / "latin.csv").write_bytes("é".encode("latin-1"))
    with pytest.raises(CorpusError, match=r"save the sheet as CSV \(UTF-8\)"):
        read_sheets([tmp_path / "latin.csv"])


def test_coders_have_a_column_or_a_file_each(tmp_path: Path) -> None:
    row = "a:0-1,direct,Ann,North,2,yes,,,"
    one, two = sheet(tmp_path, row, name="one.csv"), sheet(tmp_path, row, name="two.csv")
    assert [read.coder for read in read_sheets([one, two])] == [str(one), str(two)]
    both = sheet(tmp_path, f"{row},Ada", f"{row},Bea", header=",".join([*NEEDED, "coder"]))
    assert [read.coder for read in read_sheets([both])] == ["Ada", "Bea"]


def test_a_stance_judged_twice_by_one_coder_or_drawn_twice_is_refused(tmp_path: Path) -> None:
    row = "a:0-1,direct,Ann,North,{},yes,,,"
    with pytest.raises(CorpusError, match=r"sheet.csv:3, column coder: .* has judged a:0-1 before, in .*sheet.csv:2"):
        read_sheets([sheet(tmp_path, row.format(2), row.format(2))])
    drawn = [sheet(tmp_path, row.format(weight), name=f"{weight}.csv") for weight in (2, 3)]
    with pytest.raises(CorpusError, match=r"column weight: 3 for a:0-1, but 2 in .*sheets of one draw"):
        read_sheets(drawn)


def test_every_column_is_explained() -> None:
    assert all(f"  {column} " in explain() for column in COLUMNS)


# --- precision


def estimates(answers: list[Answer], question: str = "content") -> dict[tuple[str, str], tuple[int, int, float]]:
    found = precision(answers)
    found = found[found["question"] == question]
    keys = zip(found["by"], found["group"], strict=True)
    return dict(zip(keys, zip(found["n"], found["right"], found["share"].round(4), strict=True), strict=True))


def test_precision_by_kind_side_and_speaker() -> None:
    answers = [answer(i, said=i > 0, kind="mixed" if i < 2 else "direct") for i in range(5)]
    answers += [answer(9, speaker="", side="South"), answer(10, said=None)]
    assert estimates(answers) == {
        ("all", ""): (6, 5, round((5 / 5 * 4 + 1 / 2 * 2 + 1) / 7, 4)),
        ("kind", "direct"): (4, 4, 1.0),
        ("kind", "mixed"): (2, 1, 0.5),
        ("side", "North"): (5, 4, round((4 + 1) / 6, 4)),
        ("side", "South"): (1, 1, 1.0),
        ("speaker", "Ann Lee"): (5, 4, round((4 + 1) / 6, 4)),
    }


def test_rare_strata_are_weighted_back() -> None:
    common = [answer(i, weight=9.0) for i in range(5)]
    rare = [answer(i, said=False, kind="mixed") for i in range(10, 15)]
    assert estimates([*common, *rare])["all", ""] == (10, 5, 0.9)


def test_most_coders_decide_and_a_tie_is_wrong() -> None:
    votes = [answer(1, "A"), answer(1, "B"), answer(1, "C", said=False), answer(2, "A"), answer(2, "B", said=False)]
    assert estimates(votes)["all", ""] == (2, 1, 0.5)


def test_all_together_is_wrong_with_one_and_unknown_with_a_gap() -> None:
    gap = dict.fromkeys(QUESTIONS, True) | {"side": None}
    wrong = dict.fromkeys(QUESTIONS, None) | {"side": False}
    answers = [answer(1), answer(2, right=gap), answer(3, right=wrong)]
    assert estimates(answers, "all four")["all", ""] == (2, 1, 0.5)
    assert estimates(answers[1:], "all four") == {}


@given(st.integers(1, 200), st.data())
def test_with_equal_weights_the_interval_is_wilsons(n: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, n))
    expected = binomtest(right, n).proportion_ci(method="wilson")
    assert wilson(right / n, n) == pytest.approx((expected.low, expected.high), abs=1e-9)
    line = precision([answer(i, said=i < right) for i in range(n)]).iloc[0]
    assert (line["low"], line["high"]) == pytest.approx((expected.low, expected.high), abs=1e-9)


WEIGHED = st.lists(st.tuples(st.booleans(), st.floats(0.5, 500)), min_size=1, max_size=30)


@given(WEIGHED)
def test_the_share_lies_in_its_interval_and_unequal_weights_never_narrow_it(weighed: list[tuple[bool, float]]) -> None:
    answers = [answer(i, said=said, weight=w, kind=f"k{i}") for i, (said, w) in enumerate(weighed)]
    line = precision(answers).iloc[0]
    assert 0 <= line["low"] <= line["share"] + 1e-9
    assert line["share"] - 1e-9 <= line["high"] <= 1
    low, high = wilson(line["share"], len(answers))
    assert line["high"] - line["low"] >= high - low - 1e-9


def test_nothing_judged_gives_an_empty_table() -> None:
    assert precision([]).empty
    assert precision([answer(1, said=None)]).empty
    assert list(precision([])) == ["question", "by", "group", "n", "right", "share", "low", "high"]


# --- agreement


def coded(*coders: str) -> list[list[str]]:
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    "coders, expected",
    [
        # Krippendorff (2011), sections A, B and C.
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
        # By hand: two disagree in one of two units; pairs unlike 2 observed, 2 * 3 * 1 / 3 = 2 expected.
        (("ab", "bb"), 0.0),
    ],
)
def test_alpha_of_published_examples(coders: tuple[str, ...], expected: float) -> None:
    assert round(alpha(coded(*coders)), 3) == expected


UNITS = st.lists(st.lists(st.sampled_from("abc"), max_size=5), max_size=12)


@given(UNITS)
def test_alpha_lies_between_minus_one_and_one(units: list[list[str]]) -> None:
    found = alpha(units)
    assert math.isnan(found) or -1 <= found <= 1


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(2, 5)), min_size=2, max_size=12))
def test_alpha_is_one_for_perfect_agreement_with_variation_and_unknown_without(values: list[tuple[str, int]]) -> None:
    found = alpha([[value] * n for value, n in values])
    assert math.isnan(found) if len({value for value, _ in values}) == 1 else found == 1


def test_agreement_by_question() -> None:
    mixed = dict(zip(QUESTIONS, (True, False, None, True), strict=True))
    answers = [answer(1, "A"), answer(1, "B"), answer(2, "A", right=mixed), answer(2, "B", right=mixed), answer(3, "A")]
    found = agreement(answers).set_index("question")
    assert list(found.loc["speaker"]) == [1.0, 2, 2, ""]
    assert found.loc["all four", "alpha"] == 1
    assert found["alpha"].isna().loc["content"]
    assert (
        found["note"]["content"] == "all answers are the same: without variation agreement cannot be told from chance"
    )
    assert found["n_units"]["side"] == 1


def test_one_coder_agrees_with_nobody() -> None:
    found = agreement([answer(i, said=i > 2) for i in range(5)])
    assert found["alpha"].isna().all()
    assert set(found["note"]) == {"no stance was judged by two coders; give the same sheet to another person"}
    assert set(found["n_coders"]) == {0}
