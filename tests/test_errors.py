import pytest

from tenor import errors


@pytest.mark.parametrize(
    "given, expected",
    [
        ("vadr", "no scorer 'vadr'; did you mean 'vader'? Known: textblob, vader"),
        ("zzz", "no scorer 'zzz'. Known: textblob, vader"),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones_and_the_nearest(given: str, expected: str) -> None:
    assert errors.unknown("scorer", given, ["vader", "textblob"]) == expected


def test_all_errors_are_of_one_family() -> None:
    kinds = [value for value in vars(errors).values() if getattr(value, "__module__", "") == errors.__name__]
    kinds = [kind for kind in kinds if isinstance(kind, type)]
    assert len(kinds) > 7
    assert all(issubclass(kind, errors.TenorError) for kind in kinds)
