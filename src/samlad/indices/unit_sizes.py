"""What depends on nothing but a unit's size and its segment, computed at few sizes.

Takes counts and a function of size and segment; gives each unit its value. Knows no index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

from samlad.indices.counts import Counts, Floats, Integers, once

#: From sizes and segment numbers, shape (n,), to values of shape (n, …).
BySize = Callable[[Floats, Integers], Floats]
#: Sizes are interpolated in bands from here on, each band reaching to so many times its start.
_FIRST, _REACH = 64.0, 4.0
#: A band of fewer distinct sizes is as soon computed size by size.
_WORTH_IT = 128
#: Chebyshev's nodes of a band, and what makes coefficients of the values there.
_NODES = 24
_POINTS = chebyshev.chebpts1(_NODES)
_FIT = chebyshev.chebvander(_POINTS, _NODES - 1).T * (2 / _NODES)
_FIT[0] /= 2


@dataclass(frozen=True, slots=True, eq=False)
class _Sizes:
    """The distinct unit sizes of each segment in rising order, and which of them each unit has."""

    size: Floats
    segment: Integers
    of_unit: Integers


def whole_people(counts: Counts) -> Floats:
    """Unit sizes, at least one: a weighted unit of half a person has the noise of one."""
    return np.maximum(counts.unit_totals, 1.0)


def at_each_size(counts: Counts, compute: BySize) -> Floats:
    """Compute once for each distinct size of a segment; shape (units, …).

    compute is given the sizes in rising order within each segment.
    """
    sizes = _sizes(counts)
    return compute(sizes.size, sizes.segment)[sizes.of_unit]


def interpolate(
    compute: BySize, sizes: Floats, segment: Integers, values: Floats
) -> NDArray[np.bool_]:
    """Fill values of a smooth function where sizes lie close; gives which rows are left to compute.

    sizes: rising within each segment; values: shape (n, groups). Sizes are looked at in bands from
    64 on, and bands of many sizes are filled. The chance of so many people of a group is
    analytic in the logarithm of the size, and a band is short beside the distance to its nearest
    pole: each of Chebyshev's nodes takes half of the error away, and 24 leave less than 1e-10 nats
    of a unit's entropy.

    >>> each, found = np.arange(90.0, 270.0), np.zeros((180, 1))
    >>> left = interpolate(lambda size, _: 1 / size[:, None], each, np.zeros(180, int), found)
    >>> each[left].min().tolist(), each[left].max().tolist()  # too few from 256 on
    (256.0, 269.0)
    >>> bool(np.abs(found[~left, 0] - 1 / each[~left]).max() < 1e-15)
    True
    """
    position = np.log(np.maximum(sizes, _FIRST) / _FIRST) / np.log(_REACH)
    band = np.where(sizes > _FIRST, np.floor(position), -1.0)
    is_first = (np.diff(band, prepend=-2.0) != 0) | (np.diff(segment, prepend=-1) != 0)
    starts = np.flatnonzero(is_first)
    ends = np.append(starts[1:], len(sizes))
    is_dense = (ends - starts >= _WORTH_IT) & (band[starts] >= 0)
    dense = starts[is_dense], ends[is_dense]
    if is_dense.any():
        nodes = _FIRST * _REACH ** (band[dense[0]][:, None] + (_POINTS + 1) / 2)
        known = compute(nodes.ravel(), np.repeat(segment[dense[0]], _NODES))
        for number, (start, end) in enumerate(zip(*dense, strict=True)):
            coefficients = _FIT @ known[number * _NODES : (number + 1) * _NODES]
            place = 2 * (position[start:end] - band[start]) - 1
            values[start:end] = chebyshev.chebval(place, coefficients).T
    return np.repeat(~is_dense, ends - starts)


@once
def _sizes(counts: Counts) -> _Sizes:
    size, segment = whole_people(counts), counts.segment_of_unit
    order = np.argsort(_narrow(size), kind="stable")
    if len(counts.segments) > 1:
        order = order[np.argsort(_narrow(segment)[order], kind="stable")]
    ordered, owner = size[order], segment[order]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (ordered[1:] != ordered[:-1]) | (owner[1:] != owner[:-1])
    of_unit = np.empty(len(order), dtype=np.int64)
    of_unit[order] = np.cumsum(is_new) - 1
    return _Sizes(ordered[is_new], owner[is_new], of_unit)


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """As 16-bit numbers where they fit: those are sorted several times faster."""
    if len(values) and values.max() < 2**16 and (values == np.floor(values)).all():
        return values.astype(np.uint16)
    return values
