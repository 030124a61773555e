"""Three weeks of a schedule in fast-forward; `make soak` lets two hundred pass."""

from pathlib import Path

import pytest

from tests.runs.schedules.fast_forward import WARM, Week, campaign, flat


@pytest.mark.slow
def test_three_weeks_pass_and_leave_only_the_runs_that_are_kept(tmp_path: Path) -> None:
    assert campaign(tmp_path, 3).startswith("3 weeks, ")


def test_what_is_held_more_from_week_to_week_is_told() -> None:
    steady = [Week(memory=100, files=9, threads=5, disk=100)] * 3 * WARM
    assert flat(steady, anew=100) == "memory 100 to 100, files 9 to 9, threads 5 to 5, disk 100 to 100"
    leaking = [Week(memory=100, files=10 + n // WARM, threads=5, disk=100) for n in range(4 * WARM)]
    with pytest.raises(AssertionError, match=r"files: 11\.0 in the beginning, 13\.0 now"):
        flat(leaking, anew=100)
    with pytest.raises(AssertionError, match=r"disk: 80 in the beginning, 100\.0 now"):
        flat(steady, anew=80)
