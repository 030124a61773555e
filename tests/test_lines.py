import io
import json
import math
import re
from dataclasses import replace

import pandas as pd
import pytest

from tenor.lines import BATCH, WRITERS, question, score_line, stance_line
from tenor.records import Score
from tests.test_tables import STANCE

KEYS = (
    "article_id stance_id kind content spans cue source speaker resolution role side topics within paragraph published"
)


class Out(io.TextIOWrapper):
    """Standard output as a test sees it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def written(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_stance_line_has_the_keys_of_the_contract_in_order() -> None:
    line = stance_line(STANCE)
    assert list(line) == KEYS.split()
    assert line["spans"] == [[0, 4], [6, 9]]
    assert line["cue"] == {"start": 10, "end": 14, "text": "said"}
    assert line["source"] is None
    assert line["published"] == "2023-07-01"


def test_json_lines_keep_text_as_it_is() -> None:
    out = Out()
    said = replace(STANCE, content="“né”\n\u2028")
    WRITERS["jsonl"]([said, STANCE], out)
    lines = out.written().decode().split("\n")
    assert json.loads(lines[0])["content"] == "“né”\n\u2028"
    assert len(lines) == 3


def test_csv_and_parquet_hold_the_same_cells() -> None:
    csv, parquet = Out(), Out()
    WRITERS["csv"]([STANCE], csv)
    WRITERS["parquet"]([STANCE], parquet)
    from_csv = pd.read_csv(io.BytesIO(csv.written()), keep_default_na=False)
    from_parquet = pd.read_parquet(io.BytesIO(parquet.written()))
    assert list(from_csv) == list(from_parquet)
    for column in from_csv.columns.drop("published"):
        assert str(from_csv[column][0]) == str(from_parquet[column][0])


def test_parquet_of_nothing_and_of_more_than_a_batch_can_be_read() -> None:
    for n in (0, BATCH + 1):
        out = Out()
        WRITERS["parquet"]((replace(STANCE, stance_id=f"a:{i}-{i}") for i in range(n)), out)
        assert len(pd.read_parquet(io.BytesIO(out.written()))) == n


@pytest.mark.parametrize(
    "line, text, detail",
    [
        (b'{"id": 1, "text": "a", "cue": "said"}', "a", None),
        (b'{"text": "a", "cue": 3}', "a", None),
        (b"not json", None, "not JSON in UTF-8 .*; scored as null"),
        (b'{"text": "\xff"}', None, "not JSON in UTF-8"),
        (b"[1]", None, "not a JSON object with a `text`"),
        (b'{"id": 9, "text": 12}', None, "`text` is 12, not words"),
        (b'{"id": 9}', None, "`text` is None, not words"),
    ],
)
def test_a_line_to_score_is_read_or_named(line: bytes, text: str | None, detail: str | None) -> None:
    asked, fault = question(line, where="in.jsonl:7")
    assert asked.text == text
    if detail is None:
        assert fault is None
    else:
        assert fault is not None
        assert fault.where == "in.jsonl:7"
        assert re.search(detail, fault.detail)


def test_what_was_not_assessed_is_null_in_a_line() -> None:
    assert score_line("x", Score(math.nan, math.nan, 0)) == {
        "id": "x", "polarity": None, "subjectivity": None, "n_assessed": 0,
    }  # fmt: skip
    assert score_line(3, None)["polarity"] is None
    assert score_line(3, Score(0.5, math.nan, 2)) == {"id": 3, "polarity": 0.5, "subjectivity": None, "n_assessed": 2}


def test_what_only_a_run_adds_is_in_no_line_and_no_cell() -> None:
    mended = replace(STANCE, corrected=("side",))
    assert list(stance_line(mended)) == KEYS.split()
    csv, parquet = Out(), Out()
    WRITERS["csv"]([mended], csv)
    WRITERS["parquet"]([mended], parquet)
    header = csv.written().decode().splitlines()[0].split(",")
    assert "corrected" not in header
    assert list(pd.read_parquet(io.BytesIO(parquet.written()))) == header
