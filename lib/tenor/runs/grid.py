"""The grid of a sweep: every combination of the values that parameters are given."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import product

from tenor.errors import ParameterError
from tenor.runs.parameters import Value

MOST = 1000
"""More runs than this are a mistake rather than a sweep."""


def grid(sets: Iterable[str]) -> list[dict[str, str]]:
    """Give the points of a grid, the last parameter changing fastest.

    Raises ParameterError for what is not `name=a,b`, for a parameter or a value that is given twice, and for a grid
    that is too large.

    >>> grid(["scorer=textblob,vader", "over=week"])
    [{'scorer': 'textblob', 'over': 'week'}, {'scorer': 'vader', 'over': 'week'}]
    """
    choices: dict[str, list[str]] = {}
    for assignment in sets:
        name, equals, values = (part.strip() for part in assignment.partition("="))
        if not name or not equals:
            raise ParameterError(f"--set {assignment!r}: give it as name=value,value")
        if name in choices:
            raise ParameterError(f"--set {name}: given twice; name all its values in one --set {name}=a,b")
        choices[name] = _each_once(name, [value.strip() for value in values.split(",")])
    points = [dict(zip(choices, point, strict=True)) for point in product(*choices.values())]
    if len(points) > MOST:
        raise ParameterError(f"a grid of {len(points):,} runs; {MOST:,} are the most: sweep over fewer values at once")
    return points


def label(point: Mapping[str, str]) -> str:
    """Give the words for a point.

    >>> label({"scorer": "vader", "over": "week"})
    'scorer=vader over=week'
    """
    return " ".join(f"{name}={value}" for name, value in point.items())


def grid_key(points: Iterable[Mapping[str, str]], values: Mapping[str, Value]) -> str:
    """Give the key of a sweep: the same points with the same other parameters have the same, as `sha256:...`."""
    points = list(points)
    swept = set().union(*points)
    told = [points, {name: value for name, value in values.items() if name not in swept}]
    return f"sha256:{hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()}"


def _each_once(name: str, values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ParameterError(f"--set {name}: a value is given twice")
    return values
