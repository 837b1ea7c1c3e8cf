"""Segregation given a covariate, and the chain rule over joint groups.

Takes counts and what else is known of each row or group, gives parts of M that add up, with their
standard errors and the entropies that make H of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats
from samlad.indices.partition import (
    Information,
    Labels,
    Parts,
    of_groups,
    of_units,
    parts_of,
    surprise,
)


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """A part of M: m in nats; h, m over the entropy that it is a part of; errors of both.

    All of shape (segments,), NaN where the segment has a reason or the entropy is 0.
    """

    m: Floats
    h: Floats
    m_error: Floats
    h_error: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Conditional:
    """How unit, covariate and both together separate groups.

    joint = covariate + unit_given_covariate = unit + covariate_given_unit, in m. The h of a part
    given something is over the groups' entropy given the same.
    """

    segments: tuple[Hashable, ...]
    joint: Share
    unit: Share
    covariate: Share
    unit_given_covariate: Share
    covariate_given_unit: Share
    reason: NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """What each factor of joint groups adds to their segregation, given the factors before it.

    factors: names in the order asked; parts: one Share for each, whose m sum to M of the joint
    groups, and whose h is over the factor's own entropy given those before.
    """

    segments: tuple[Hashable, ...]
    factors: tuple[str, ...]
    parts: tuple[Share, ...]
    reason: NDArray[np.str_]


def conditional(counts: Counts, covariate: Labels) -> Conditional:
    """Segregation of groups over units, given a covariate that people also have.

    counts: one row for each unit and class of the covariate, the unit's label repeated; a
    covariate is the class of each of `counts.units`. With schools for units and the pupils'
    neighbourhood for covariate, unit_given_covariate is the segregation of schools that
    residence does not explain. Raises UnusableCounts when labels do not fit.

    Source: Mora & Ruiz-Castillo (2003), Journal of Economic Inequality 1; Cover & Thomas (2006),
    Elements of Information Theory, 2.5.

    >>> rows = Counts.from_arrays([[10, 0], [0, 10]], units=["school", "school"])
    >>> found = conditional(rows, ["north", "south"])
    >>> found.covariate.h.tolist(), found.unit_given_covariate.m.tolist()
    ([1.0], [0.0])
    """
    own = parts_of(counts, np.arange(len(counts.units)))
    units, classes = parts_of(counts, counts.units), parts_of(counts, covariate)
    every, by_unit, by_class = (of_units(counts, parts) for parts in (own, units, classes))
    plain = counts.group_shares_at_units
    given_class, given_unit = (_mix(counts, parts) for parts in (classes, units))
    return Conditional(
        segments=counts.segments,
        joint=_share(counts, every, plain),
        unit=_share(counts, by_unit, plain),
        covariate=_share(counts, by_class, plain),
        unit_given_covariate=_share(counts, every - by_class, given_class),
        covariate_given_unit=_share(counts, every - by_unit, given_unit),
        reason=counts.reasons,
    )


def chain(counts: Counts, factors: Mapping[str, Sequence[Hashable]]) -> Chain:
    """Split M of joint groups over the factors they are made of, each given those before it.

    factors: for each factor, in order, its class in each of the counts' groups; together they
    must tell all groups apart. Raises UnusableCounts when they do not, or do not fit.

    >>> four = Counts.from_arrays([[5, 5, 0, 0], [0, 0, 5, 5]])
    >>> found = chain(four, {"sex": ["w", "m", "w", "m"], "origin": ["i", "i", "o", "o"]})
    >>> [part.h.tolist() for part in found.parts]
    [[0.0], [1.0]]
    """
    _check(counts, factors)
    parts: list[Share] = []
    seen: list[tuple[Hashable, ...]] = [() for _ in counts.groups]
    before = Information(np.zeros(len(counts.segments)), np.zeros_like(counts.table))
    for classes in factors.values():
        joint = [(*old, label) for old, label in zip(seen, classes, strict=True)]
        after = of_groups(counts, joint)
        mix = _column_sums(counts, joint) / _column_sums(counts, seen)
        parts.append(_share(counts, after - before, counts.spread(mix)))
        seen, before = joint, after
    return Chain(counts.segments, tuple(factors), tuple(parts), counts.reasons)


def _check(counts: Counts, factors: Mapping[str, Sequence[Hashable]]) -> None:
    for name, classes in factors.items():
        if len(classes) != len(counts.groups):
            raise UnusableCounts(
                f"factor {name!r} has {len(classes)} classes for {len(counts.groups)} groups; "
                "give one for each group"
            )
    joint = list(zip(*factors.values(), strict=True))
    if len(set(joint)) < len(counts.groups):
        raise UnusableCounts(
            "the factors do not tell all groups apart; add a factor, or join the groups first"
        )


def _column_sums(counts: Counts, columns: Sequence[Hashable]) -> Floats:
    """People of each group's class in each segment, at every group; at least a trace."""
    number = {label: place for place, label in enumerate(dict.fromkeys(columns))}
    codes = np.array([number[label] for label in columns], dtype=np.int64)
    sums = np.zeros((len(counts.segments), len(number)))
    np.add.at(sums.T, codes, counts.group_totals.T)
    return np.maximum(sums, np.finfo(float).tiny)[:, codes]


def _mix(counts: Counts, parts: Parts) -> Floats:
    """The composition of each row's part; shape (units, groups)."""
    people = parts.sums(counts.table)
    return (people / people.sum(axis=1, keepdims=True))[parts.codes]


def _share(counts: Counts, part: Information, mix: Floats) -> Share:
    """A part of M with its share of the entropy of groups under a composition at each cell."""
    logs = surprise(mix)
    totals = np.where(counts.totals > 0, counts.totals, 1.0)
    whole = counts.sum_units((counts.table * logs).sum(axis=1)) / totals
    usable = counts.reasons == ""
    has_entropy = usable & (whole > 0)
    h = part.m / np.where(has_entropy, whole, 1.0)
    return Share(
        m=np.where(usable, part.m, np.nan),
        h=np.where(has_entropy, h, np.nan),
        m_error=np.where(usable, part.standard_error(counts), np.nan),
        h_error=np.where(has_entropy, part.share_error(counts, whole, logs), np.nan),
    )
