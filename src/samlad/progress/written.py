"""Values as they are written, and values that differ by nothing but how a machine adds.

What is said of a value has to agree with the number that stands beside it. So a value and its
target are compared as the pages write them, and 0.1 + 0.2 is 0.3.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

#: Values that lie closer than this part of their size differ by rounding in the machine alone.
NOISE = 1e-9


def as_written(value: float, decimals: int) -> float:
    """The value with that many decimals, rounded half up as the pages do.

    >>> as_written(10.04, 1), as_written(0.25, 1), as_written(-0.04, 1)
    (10.0, 0.3, 0.0)
    """
    shown = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return float(shown) + 0.0  # no −0


def step(before: float, after: float) -> float:
    """`after − before`, and 0 where they differ by the machine's rounding alone.

    >>> step(0.3, 0.1 + 0.2)
    0.0
    """
    return 0.0 if math.isclose(before, after, rel_tol=NOISE) else after - before
