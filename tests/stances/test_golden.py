"""The stances of the sample corpus, as tests/golden holds them for people to review."""

import difflib

import golden


def test_the_sample_corpus_gives_the_stances_that_people_reviewed() -> None:
    held = golden.GOLDEN.read_text(encoding="utf-8").splitlines()
    found = golden.golden().splitlines()
    differences = list(difflib.unified_diff(held, found, "reviewed", "found", lineterm="", n=0))
    hint = f"if this change is wanted, run `{golden.COMMAND}` and review the file with the code"
    assert not differences, "\n".join([hint, *differences[:40]])


def test_a_golden_line_has_a_cell_for_each_column() -> None:
    widths = {len(line.split("\t")) for line in golden.GOLDEN.read_text(encoding="utf-8").splitlines()}
    assert widths == {len(golden.COLUMNS)}
