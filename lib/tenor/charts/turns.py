"""Where a path turns: the few of its points that tell its shape."""

from itertools import pairwise

import numpy as np

from tenor.charts.layout import Floats


def turns(path: Floats, *, most: int, least: float) -> list[int]:
    """Give at most `most` points of `path`, both ends among them, in the order of how much they tell of its shape.

    After the ends comes, again and again, the point farthest from the line through those that are chosen, as long as
    that is `least` or more (Ramer 1972, Douglas and Peucker 1973).

    >>> turns(np.array([[0, 0], [1, 0.1], [2, 0], [2, 1], [2, 3]]), most=4, least=0.5)
    [0, 4, 2]
    """
    chosen = [0, len(path) - 1]
    while len(chosen) < most:
        far = max(_farthest(path, *ends) for ends in _pieces(chosen))
        if far[0] < least:
            break
        chosen.append(far[1])
    return chosen


def _pieces(chosen: list[int]) -> list[tuple[int, int]]:
    order = sorted(chosen)
    return list(pairwise(order))


def _farthest(path: Floats, start: int, end: int) -> tuple[float, int]:
    """Give the distance and the number of the point between two others that is farthest from their line."""
    if end - start < 2:
        return 0.0, start
    base, points = path[end] - path[start], path[start + 1 : end] - path[start]
    length = float(base @ base)
    part = np.clip(points @ base / length, 0, 1) if length else np.zeros(len(points))
    distance = np.hypot(*(points - part[:, None] * base).T)
    i = int(np.argmax(distance))
    return float(distance[i]), start + 1 + i
