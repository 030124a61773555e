"""Several tests at once: how likely the least likely of them is by chance alone."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p_values: ArrayLike) -> NDArray[np.float64]:
    """Give p-values corrected for how many there are; NaN stays, and does not count.

    Holm 1979, Scand. J. Statistics 6(2): the smallest times their number, the next times one less, and so on, none
    smaller than the one before and none above 1.

    >>> holm([0.04, 0.01, float("nan")]).tolist()
    [0.04, 0.02, nan]
    """
    p = np.asarray(p_values, dtype=float)
    corrected = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    times = np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(p[order] * times), 1.0)
    return corrected
