"""Typed parameters: read from the cell tagged `parameters` of a notebook, checked before anything starts.

A parameter is one line of that cell: `name: type = value  # help`. The types are str, int, float and bool.
"""

import ast
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tenor.errors import ParameterError, RunError, unknown

Value = str | int | float | bool
TYPES: dict[str, type[Value]] = {"str": str, "int": int, "float": float, "bool": bool}
TRUE, FALSE = frozenset(("true", "yes", "1", "on")), frozenset(("false", "no", "0", "off"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook: its name, type, default and what it means."""

    name: str
    kind: type[Value]
    default: Value
    help: str


def parameters_of(notebook: Path) -> dict[str, Parameter]:
    """Give the parameters that a notebook declares, by name, in order; none where it has no such cell.

    Raises RunError for a line that is not `name: type = value`.
    """
    cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", ())]
    if not tagged:
        return {}
    source = tagged[0].source
    helps = {number: _help(line) for number, line in enumerate(source.splitlines(), start=1)}
    found = [_parameter(notebook, statement, helps) for statement in ast.parse(source).body]
    return {parameter.name: parameter for parameter in found}


def checked(given: Mapping[str, object], declared: Mapping[str, Parameter]) -> dict[str, Value]:
    """Give `given` with each value in its parameter's type; text is read as that type.

    Raises ParameterError for a name that is not declared, with the nearest one, and for a value of another type.
    """
    for name in given:
        if name not in declared:
            raise ParameterError(unknown("parameter", name, declared))
    return {name: value_of(declared[name], value) for name, value in given.items()}


def value_of(parameter: Parameter, given: object) -> Value:
    """Give `given` as the parameter's type; raises ParameterError where it is not one.

    >>> value_of(Parameter("delta", float, 0.1, ""), "0.2")
    0.2
    """
    try:
        return _READ[parameter.kind](given)
    except (ValueError, TypeError):
        wanted = _WORDS[parameter.kind]
        raise ParameterError(
            f"parameter {parameter.name!r}: {given!r} is not {wanted}; its default is {parameter.default!r}"
        ) from None


def _text(given: object) -> str:
    if isinstance(given, str):
        return given
    raise TypeError


def _truth(given: object) -> bool:
    if isinstance(given, bool):
        return given
    if (word := _text(given).lower()) in TRUE | FALSE:
        return word in TRUE
    raise ValueError


def _whole(given: object) -> int:
    return given if isinstance(given, int) and not isinstance(given, bool) else int(_text(given))


def _real(given: object) -> float:
    number = float(given) if isinstance(given, int | float) and not isinstance(given, bool) else float(_text(given))
    if math.isfinite(number):
        return number
    raise ValueError


_READ: dict[type, Callable[[object], Value]] = {str: _text, bool: _truth, int: _whole, float: _real}
_WORDS: dict[type, str] = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}


def pairs(assignments: Iterable[str]) -> dict[str, str]:
    """Read `name=value` options, as of `--param`; raises ParameterError for one without `=`."""
    split = [assignment.partition("=") for assignment in assignments]
    for name, equals, _ in split:
        if not equals or not name.strip():
            raise ParameterError(f"--param {name!r}: give it as name=value")
    return {name.strip(): value for name, _, value in split}


def _help(line: str) -> str:
    found = re.search(r"\s{2,}#\s(.{1,300})$", line)
    return found.group(1).strip() if found else ""


def _parameter(notebook: Path, statement: ast.stmt, helps: Mapping[int, str]) -> Parameter:
    where = f"{notebook.name}, parameters cell, line {statement.lineno}"
    if not (isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value):
        raise RunError(f"{where}: a parameter is written `name: type = value`")
    kind = TYPES.get(ast.unparse(statement.annotation))
    if kind is None:
        raise RunError(f"{where}: the type is one of {', '.join(TYPES)}")
    default = ast.literal_eval(statement.value)
    if not isinstance(default, kind):
        raise RunError(f"{where}: {default!r} is not {kind.__name__}")
    return Parameter(statement.target.id, kind, default, helps.get(statement.lineno, ""))
