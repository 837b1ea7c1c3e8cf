"""Noise on published counts is taken out of an index, and its interval holds the true one."""

import numpy as np
import pytest

from samlad.errors import UnusableCounts
from samlad.indices import Counts, find
from samlad.indices.noise import Noise, cell_key, random_rounding, rounding, without_noise

NAMES = ["dissimilarity", "theil-h", "isolation"]


@pytest.mark.parametrize(
    ("noise", "variance"),
    [
        (rounding(5), 2.0),
        (random_rounding(3), 4 / 3),
        (cell_key(2.0, 5), 2.0),
        (cell_key(9.0, 4), 9.0),
    ],
)
def test_noise_has_no_bias_and_its_variance(noise: Noise, variance: float) -> None:
    offsets, chances = np.array(noise.offsets), np.array(noise.chances)
    assert chances.sum() == pytest.approx(1)
    assert (offsets * chances).sum() == pytest.approx(0, abs=1e-12)
    assert (offsets**2 * chances).sum() == pytest.approx(variance)


def _truth(segments: int = 600, units: int = 30) -> np.ndarray:
    rng = np.random.default_rng(20)
    shares = rng.beta(4, 12, (segments, units))
    group = rng.binomial(60, shares)
    return np.stack([group, 60 - group], axis=2).reshape(-1, 2)


def test_cell_key_noise_is_taken_out_and_the_interval_covers() -> None:
    """600 municipalities of 30 units with about 15 of 60 people in the group, variance 9."""
    truth, noise = _truth(), cell_key(9.0, 8)
    places = np.repeat(np.arange(600), 30)
    rng = np.random.default_rng(22)
    added = rng.choice(np.array(noise.offsets), size=truth.shape, p=noise.chances)
    published = Counts.from_arrays(np.maximum(truth + added, 0), segments=places)
    true = Counts.from_arrays(truth, segments=places)
    found = without_noise(published, NAMES, noise)
    for place, name in enumerate(NAMES):
        value = find(name).value(true)
        raw, mended = (
            abs((part[:, place] - value).mean()) for part in (found.estimate, found.corrected)
        )
        assert mended < raw / 5
        covered = (found.low[:, place] <= value) & (value <= found.high[:, place])
        assert 0.88 <= covered.mean() <= 0.98


def test_same_counts_give_the_same_bytes() -> None:
    counts = Counts.from_arrays([[30, 10], [12, 40], [25, 25]])
    one, two = (without_noise(counts, NAMES, rounding(5), draws=20) for _ in range(2))
    assert one.corrected.tobytes() == two.corrected.tobytes()
    assert one.low.tobytes() == two.low.tobytes()


def test_noise_that_cannot_be_is_refused() -> None:
    with pytest.raises(UnusableCounts, match="no noise of at most 2"):
        cell_key(9.0, 2)
    with pytest.raises(UnusableCounts, match="give 3 or 5"):
        rounding(4)
    counts = Counts.from_arrays([[30, 10], [12, 40]])
    with pytest.raises(UnusableCounts, match="at least 2"):
        without_noise(counts, NAMES, rounding(5), draws=1)
    assert np.isnan(without_noise(Counts.from_arrays([[1, 2]]), NAMES, rounding(3)).estimate).all()


def test_a_group_that_the_noise_may_have_made_up_has_no_silent_gap() -> None:
    one = Counts.from_arrays([[30, 1], [40, 0]])
    found = without_noise(one, ["dissimilarity", "theil-m"], rounding(3))
    assert found.reason[0] == ""
    assert np.isfinite(found.corrected).all()
    lost = without_noise(one, ["dissimilarity"], Noise((-2, 1), (1 / 3, 2 / 3)), draws=2)
    assert (lost.reason[0] == "group_empty") == np.isnan(lost.corrected[0, 0])
