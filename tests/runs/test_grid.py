import pytest

from tenor.errors import ParameterError
from tenor.runs.grid import grid, grid_key, label


def test_a_grid_has_every_combination_the_last_parameter_changing_fastest() -> None:
    points = grid(["scorer=textblob, vader", "over=week,month"])
    assert [label(point) for point in points] == [
        "scorer=textblob over=week", "scorer=textblob over=month", "scorer=vader over=week", "scorer=vader over=month",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sets, message",
    [
        (["scorer"], "--set 'scorer': give it as name=value,value"),
        (["=a"], "give it as name=value,value"),
        (["top=1", "top=2"], "--set top: given twice"),
        (["top=1,2,1"], "--set top: a value is given twice"),
        ([f"{name}={','.join(map(str, range(11)))}" for name in "abc"], "a grid of 1,331 runs; 1,000 are the most"),
    ],
)
def test_what_is_no_grid_is_refused(sets: list[str], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        grid(sets)


def test_the_same_sweep_has_the_same_key_whatever_is_swept_over_has_as_its_default() -> None:
    points = grid(["scorer=textblob,vader"])
    assert grid_key(points, {"scorer": "vader", "top": 5}) == grid_key(points, {"scorer": "textblob", "top": 5})
    assert grid_key(points, {"scorer": "vader", "top": 6}) != grid_key(points, {"scorer": "vader", "top": 5})
    assert grid_key(points[:1], {"top": 5}) != grid_key(points, {"top": 5})
