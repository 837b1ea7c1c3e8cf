"""What depends on size alone is the same whether each size is computed or a few of many."""

import numpy as np
import pytest

from samlad.indices import Counts
from samlad.indices.cell_loss import can_be_scarce, scarce_loss, summed_loss, usual_loss
from samlad.indices.entropy_loss import unit_losses
from samlad.indices.mixing import fitted
from samlad.indices.unit_sizes import interpolate

#: In nats, far below the last digit anything shows.
NEAR = 1e-10


@pytest.mark.parametrize("band", [0, 1, 3, 8])
def test_interpolated_losses_are_those_computed(band: int) -> None:
    random = np.random.default_rng(band)
    rare = 10 ** random.uniform(-6, -0.3, 80)
    share = np.concatenate([rare, 1 - rare[:20]])
    dispersion = 10 ** random.uniform(-9, 0, 100)
    dispersion[:10], dispersion[10] = 0.0, 1.0
    sizes = np.sort(64.0 * 4**band * 4 ** random.uniform(0.0001, 0.9999, 300))
    asked = []

    def compute(size, segment):
        asked.append(len(size))
        return scarce_loss(*np.broadcast_arrays(size[:, None], share, dispersion))

    found = np.zeros((300, 100))
    segment = np.zeros(300, dtype=np.int64)
    assert not interpolate(compute, sizes, segment, found).any()
    assert asked == [24]
    assert np.abs((found - compute(sizes, segment)) / sizes[:, None]).max() < NEAR


def test_segments_of_many_sizes_stand_beside_segments_of_few() -> None:
    # The third has small units only, the fourth starts large: a band must not reach over.
    random = np.random.default_rng(5)
    ranges = ((100, 900), (70, 80), (2, 60), (90, 300), (65, 5000), (1, 3000))
    sizes = [random.integers(low, high, 250) for low, high in ranges]
    segments = np.repeat(np.arange(6), 250)
    table = random.multinomial(np.concatenate(sizes), [0.7, 0.25, 0.05])
    together = unit_losses(Counts.from_arrays(table, segments=segments))
    for number in range(6):
        alone = Counts.from_arrays(table[segments == number])
        assert np.array_equal(unit_losses(alone), together[segments == number])
        share, spread = (
            np.broadcast_to(part, alone.table.shape).ravel()
            for part in (alone.group_shares, fitted(alone).overdispersion)
        )
        size = np.repeat(alone.unit_totals, 3)
        few, many = np.minimum(size, 64.0), np.maximum(size, 65.0)
        scarce = np.where(can_be_scarce(many, share, spread), scarce_loss(many, share, spread), 0)
        large = usual_loss(many, share) + scarce
        expected = np.where(size <= 64, summed_loss(few, share, spread), large) / size
        assert np.abs(unit_losses(alone) - expected.reshape(-1, 3)).max() < NEAR
