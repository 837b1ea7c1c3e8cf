"""The 95 % interval holds the truth in about 95 of 100 draws, in small, medium and large units.

A fast version of benchmarks/small_units.py, whose full tables are in docs/indices.md.
"""

import numpy as np
import pytest

from samlad.indices import Counts, table

#: 95 % ± 2, and three standard errors of 1,000 draws.
LOWEST, HIGHEST = 93 - 2.1, 97 + 1.6


def held(index: str, units: int, size: int, share: float, spread: float) -> float:
    random = np.random.default_rng([units, size])
    found = []
    for _ in range(10):
        logit = np.log(share / (1 - share)) + random.normal(0, spread, units)
        people = 1 / (1 + np.exp(-logit))
        underlying = Counts.from_arrays(np.column_stack([people, 1 - people]) * size)
        true = table(underlying, [index], interval=None, correct=False).estimate[0]
        first = random.binomial(size, people, (100, units))
        cells = np.stack([first, size - first], axis=-1).reshape(-1, 2)
        result = table(Counts.from_arrays(cells, segments=np.repeat(range(100), units)), [index])
        found.append((result.low <= true) & (true <= result.high))
    return 100 * float(np.mean(found))


@pytest.mark.parametrize("index", ["dissimilarity", "theil-m", "theil-h", "isolation", "gini"])
@pytest.mark.parametrize("size", [20, 150, 1500])
@pytest.mark.parametrize("units", [10, 50, 200])
def test_the_interval_covers_as_it_says(index: str, size: int, units: int) -> None:
    assert LOWEST <= held(index, units, size, 0.2, 0.8) <= HIGHEST


@pytest.mark.parametrize("index", ["dissimilarity", "theil-h", "correlation-ratio", "gini"])
def test_where_nobody_is_segregated_the_interval_begins_at_nought(index: str) -> None:
    assert held(index, 100, 20, 0.1, 0.0) >= 97
