"""M when units or groups are taken together, and labels of what takes them together.

Takes counts and labels, gives M of the coarser table with its derivative by each cell of the fine
one. `nested` and `conditional` subtract one such M from another.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.uncertainty import sampling_variance

#: A label for each unit: by the unit's own label, or one for each of `counts.units`.
Labels = Mapping[Hashable, Hashable] | Sequence[Hashable] | NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Information:
    """M of a table, shape (segments,), and N times its derivative by cell, (units, groups)."""

    m: Floats
    gradient: Floats

    def __sub__(self, other: Information) -> Information:
        """What this table tells beyond a coarser one."""
        return Information(self.m - other.m, self.gradient - other.gradient)

    def standard_error(self, counts: Counts) -> Floats:
        """By the delta method, people drawn independently within units; shape (segments,)."""
        slope = self.gradient / counts.spread(counts.totals)[:, None]
        return np.sqrt(sampling_variance(counts, slope))

    def share_error(self, counts: Counts, entropy: Floats, surprise: Floats) -> Floats:
        """Standard error of M over an entropy with that derivative by cell (times N)."""
        whole = np.where(entropy > 0, entropy, 1.0)
        pull = counts.spread(self.m / whole)[:, None] * surprise
        return Information(self.m, self.gradient - pull).standard_error(counts) / whole


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Which part each unit belongs to. codes: shape (units,), numbered from 0 segment by segment.

    segment: shape (parts,), the segment's number of each part; label: what the part is called.
    """

    codes: Integers
    segment: Integers
    label: tuple[Hashable, ...]

    def sums(self, values: Floats) -> Floats:
        """Sum values of shape (units, …) in each part."""
        totals = np.zeros((len(self.label), *values.shape[1:]))
        np.add.at(totals, self.codes, values)
        return totals


def parts_of(counts: Counts, labels: Labels, within: Parts | None = None) -> Parts:
    """The parts that labels make of each segment's units, each inside one part of `within`.

    Raises UnusableCounts when a unit has no label, or labels do not fit `counts.units`.
    """
    given = _labels(counts, labels)
    outer = (counts.segment_of_unit if within is None else within.codes).tolist()
    number: dict[tuple[int, Hashable], int] = {}
    codes = np.array(
        [number.setdefault(key, len(number)) for key in zip(outer, given, strict=True)],
        dtype=np.int64,
    )
    keys = list(number)
    segments = np.zeros(len(keys), dtype=np.int64)
    segments[codes] = counts.segment_of_unit
    order = np.argsort(segments, kind="stable")
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.arange(len(keys))
    return Parts(place[codes], segments[order], tuple(keys[row][1] for row in order))


def _labels(counts: Counts, labels: Labels) -> list[Hashable]:
    if isinstance(labels, Mapping):
        missing = [unit for unit in counts.units if unit not in labels]
        if missing:
            raise UnusableCounts(f"unit {missing[0]!r} has no label; give one for each unit")
        return [labels[unit] for unit in counts.units]
    given = labels.tolist() if isinstance(labels, np.ndarray) else list(labels)
    if len(given) != len(counts.units):
        raise UnusableCounts(
            f"{len(given)} labels for {len(counts.units)} units with people; give one for each of "
            "counts.units (counts.rows says which rows they came from)"
        )
    return given


def of_units(counts: Counts, parts: Parts) -> Information:
    """M between groups and parts of the units."""
    people = parts.sums(counts.table)
    shares = people / people.sum(axis=1, keepdims=True)
    mix = counts.group_shares[parts.segment]
    return _information(counts, _logs(shares, mix)[parts.codes])


def of_groups(counts: Counts, columns: Sequence[Hashable]) -> Information:
    """M between units and groups taken together by label, one for each group."""
    number = {label: place for place, label in enumerate(dict.fromkeys(columns))}
    codes = np.array([number[label] for label in columns], dtype=np.int64)
    joined = np.zeros((len(codes), len(number)))
    joined[np.arange(len(codes)), codes] = 1.0
    logs = _logs(counts.shares @ joined, counts.spread(counts.group_shares @ joined))
    return _information(counts, logs[:, codes])


def _logs(shares: Floats, mix: Floats) -> Floats:
    ratio = np.divide(shares, mix, out=np.ones_like(shares), where=shares > 0)
    return np.log(ratio)


def _information(counts: Counts, logs: Floats) -> Information:
    totals = np.where(counts.totals > 0, counts.totals, 1.0)
    m = counts.sum_units(np.einsum("jk,jk->j", counts.table, logs)) / totals
    return Information(m, logs)


def surprise(mix: Floats) -> Floats:
    """−log of each share, 0 where it is 0: the derivative of an entropy, less a constant."""
    return -np.log(np.where(mix > 0, mix, 1.0))
