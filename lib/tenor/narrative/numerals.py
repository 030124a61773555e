"""Numbers as they stand in sentences."""

import math

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def signed(number: float, digits: int = 2) -> str:
    """Write a number with its sign; what rounds to nothing has none, and what is missing is a dash.

    >>> signed(-0.314), signed(0.2), signed(-0.001), signed(float("nan"))
    ('−0.31', '+0.20', '0.00', '–')
    """
    if math.isnan(number):
        return NOTHING
    written = f"{number:+.{digits}f}" if round(number, digits) else f"{0:.{digits}f}"
    return written.replace("-", MINUS)
