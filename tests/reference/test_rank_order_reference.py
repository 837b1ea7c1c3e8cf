"""Rank-order H, R and S on the made-up tracts of PySAL's own test, against its stated values."""

import numpy as np
import pytest

from samlad.indices import Counts
from samlad.indices.rank_order import rank_order_h, rank_order_r, rank_order_s

#: PySAL's tests state eight decimals.
STATED = 1e-8


@pytest.fixture(scope="module")
def tracts() -> Counts:
    """100 tracts × 16 bins: a normal mean for each tract, then its size and its people."""
    rng = np.random.default_rng(42)
    rows = []
    for mean in rng.normal(8, 3, 100):
        shares = np.exp(-0.5 * ((np.arange(16) - mean) / 3) ** 2)
        rows.append(rng.multinomial(rng.integers(500, 2000), shares / shares.sum()))
    return Counts.from_arrays(rows)


@pytest.mark.parametrize(
    ("index", "value"),
    [(rank_order_h, 0.20187570), (rank_order_r, 0.22296188), (rank_order_s, 0.16716787)],
)
def test_index_of_the_tracts(tracts, index, value: float) -> None:
    assert index(tracts)[0] == pytest.approx(value, abs=STATED)
