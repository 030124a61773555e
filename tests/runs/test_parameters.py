from pathlib import Path

import nbformat
import pytest

from tenor.errors import ParameterError, RunError
from tenor.runs.parameters import Parameter, checked, pairs, parameters_of

DECLARED = {
    "corpus": Parameter("corpus", str, "sample", ""),
    "delta": Parameter("delta", float, 0.1, ""),
    "top": Parameter("top", int, 5, ""),
    "strict": Parameter("strict", bool, False, ""),
}


def notebook(folder: Path, source: str, *, tags: tuple[str, ...] = ("parameters",)) -> Path:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})  # type: ignore[no-untyped-call]
    book = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    path = folder / "book.ipynb"
    nbformat.write(book, path)  # type: ignore[no-untyped-call]
    return path


def test_parameters_are_read_with_type_default_and_help(tmp_path: Path) -> None:
    path = notebook(
        tmp_path, 'corpus: str = "a # b"  # where articles are\ntop: int = -3  # how many\nstrict: bool = True'
    )
    assert list(parameters_of(path).values()) == [
        Parameter("corpus", str, "a # b", "where articles are"),
        Parameter("top", int, -3, "how many"),
        Parameter("strict", bool, True, ""),
    ]


def test_a_notebook_without_a_parameters_cell_has_none(tmp_path: Path) -> None:
    assert parameters_of(notebook(tmp_path, "x = 1", tags=())) == {}


@pytest.mark.parametrize(
    "source, message",
    [
        ("corpus = 'a'", r"book.ipynb, parameters cell, line 1: a parameter is written `name: type = value`"),
        ("a: int = 1\nb: list = []", "line 2: the type is one of str, int, float, bool"),
        ("a: int = 'one'", "line 1: 'one' is not int"),
    ],
)
def test_a_line_that_is_no_parameter_is_named(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(RunError, match=message):
        parameters_of(notebook(tmp_path, source))


def test_a_parameters_cell_is_read_and_never_run(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="malformed"):
        parameters_of(notebook(tmp_path, "a: int = __import__('os').system('true')"))


@pytest.mark.parametrize(
    "name, given, expected",
    [
        ("delta", "0.2", 0.2),
        ("delta", 1, 1.0),
        ("top", "7", 7),
        ("strict", "yes", True),
        ("strict", "False", False),
        ("strict", True, True),
        ("corpus", "7", "7"),
    ],
)
def test_values_are_taken_in_the_type_of_their_parameter(name: str, given: object, expected: object) -> None:
    value = checked({name: given}, DECLARED)[name]
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    "given, message",
    [
        ({"delta": "much"}, "parameter 'delta': 'much' is not a number; its default is 0.1"),
        ({"delta": "nan"}, "'nan' is not a number"),
        ({"delta": True}, "True is not a number"),
        ({"top": "2.5"}, "'2.5' is not a whole number"),
        ({"top": True}, "True is not a whole number"),
        ({"strict": "maybe"}, "'maybe' is not true or false"),
        ({"corpus": 7}, "7 is not text"),
        ({"corpsu": "x"}, "no parameter 'corpsu'; did you mean 'corpus'\\? Known: corpus, delta, strict, top"),
    ],
)
def test_a_value_of_another_type_or_an_unknown_name_is_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        checked(given, DECLARED)


def test_options_are_split_at_the_first_equals_sign() -> None:
    assert pairs(["a=b=c", "d="]) == {"a": "b=c", "d": ""}
    with pytest.raises(ParameterError, match="--param 'delta': give it as name=value"):
        pairs(["delta"])
