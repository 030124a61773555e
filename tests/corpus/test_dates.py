import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tenor.corpus.dates import day_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "corpus_dates.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", [case for case in CASES if "day" in case], ids=lambda case: case["value"])
def test_a_date_gives_the_day_on_its_own_calendar(case: dict[str, Any]) -> None:
    assert day_of(case["value"]) == case["day"]


@pytest.mark.parametrize("case", [case for case in CASES if "wrong" in case], ids=lambda case: case["value"])
def test_what_is_no_certain_day_says_why(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^{case['wrong']}$"):
        day_of(case["value"])


@pytest.mark.parametrize("value", [None, "", "  ", "null", "None", "NaN", "NaT", "n/a"])
def test_nothing_is_no_date_and_no_fault(value: object) -> None:
    assert day_of(value) is None


def test_days_and_moments_are_taken_as_they_are() -> None:
    late = dt.datetime(2023, 7, 23, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-7)))
    assert day_of(dt.date(2023, 7, 23)) == day_of(late) == day_of(20230723) == dt.date(2023, 7, 23)


@pytest.mark.parametrize("value", [["2023-07-23"], {"day": 1}, True, 2023.5])
def test_what_is_no_date_at_all_says_what_it_is(value: object) -> None:
    with pytest.raises(ValueError, match=f"is not a date but {type(value).__name__}; write YYYY-MM-DD"):
        day_of(value)
