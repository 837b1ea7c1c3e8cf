"""Segregation between and within the levels of a hierarchy, M exactly and H as shares of it.

Takes counts and the parents of each unit, gives one term for each level and each parent.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnusableCounts
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.information import corrected_m, entropy, theil_h, theil_m
from samlad.indices.partition import Information, Labels, Parts, of_units, parts_of, surprise
from samlad.indices.uncertainty import divided

UNIT = "unit"


@dataclass(frozen=True, slots=True, eq=False)
class Nested:
    """What each level of a hierarchy adds to the segregation of its units.

    levels: from the outermost to "unit". m: in nats, h: as a share of the groups' entropy,
    corrected_m: without what chance alone makes, m_error, h_error: standard errors; all of shape
    (segments, levels), each row summing to the segment's M, H or corrected M; NaN where it has
    a reason.
    """

    segments: tuple[Hashable, ...]
    levels: tuple[str, ...]
    m: Floats
    h: Floats
    corrected_m: Floats
    m_error: Floats
    h_error: Floats
    reason: NDArray[np.str_]

    def rows(self) -> Iterator[dict[str, Any]]:
        """One dict for each segment and level, NaN as None."""
        names = ("m", "h", "corrected_m", "m_error", "h_error")
        for place, segment in enumerate(self.segments):
            reason = str(self.reason[place])
            for number, level in enumerate(self.levels):
                values = {name: float(getattr(self, name)[place, number]) for name in names}
                plain = {key: None if np.isnan(value) else value for key, value in values.items()}
                status = "not_applicable" if reason else "shown"
                within = ", ".join(self.levels[:number])
                yield {"segment": segment, "level": level, "within": within} | plain | {
                    "status": status, "reason": reason
                }  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """Segregation inside each parent; every array has shape (parents,).

    weight: the parent's share of its segment's people. entropy_ratio: its groups' entropy over
    the segment's. The weights times m sum to the segment's M within parents, the weights times h
    times entropy_ratio to its H within parents. A parent of one unit has m = 0; one with a single
    group has no h (reason `group_empty`).
    """

    segment: NDArray[np.object_]
    parent: NDArray[np.object_]
    weight: Floats
    m: Floats
    h: Floats
    entropy_ratio: Floats
    corrected_m: Floats
    units: Integers
    persons: Floats
    reason: NDArray[np.str_]


def nested(counts: Counts, levels: Mapping[str, Labels]) -> Nested:
    """Split M and H of each segment over a hierarchy: between the outermost, then within each.

    levels: a name for each level from the outermost in, and the parent of each unit there: by
    unit label, or one for each of `counts.units`. The last level, "unit", is the units within
    their innermost parents. A parent is known by its name and all above it. Raises UnusableCounts
    when a unit has no parent or no level is given.

    Source: Theil (1972), Statistical Decomposition Analysis; Reardon, Yun & Eitle (2000),
    Demography 37; Mora & Ruiz-Castillo (2011), Sociological Methodology 41.

    >>> pupils = Counts.from_arrays([[10, 0], [0, 10], [5, 5]], units=["a", "b", "c"])
    >>> nested(pupils, {"district": {"a": "x", "b": "x", "c": "y"}}).m.round(6).tolist()
    [[0.0, 0.462098]]
    """
    if not levels:
        raise UnusableCounts("no level was given; name at least one and the parents of its units")
    tables: list[tuple[Information, Floats]] = []
    parts: Parts | None = None
    for labels in levels.values():
        parts = parts_of(counts, labels, parts)
        tables.append((of_units(counts, parts), corrected_m(_joined(counts, parts))))
    own = parts_of(counts, np.arange(len(counts.units)))
    tables.append((of_units(counts, own), corrected_m(counts)))
    terms = [inner - outer for (outer, _), (inner, _) in pairwise(tables)]
    upto = np.stack([corrected for _, corrected in tables], axis=1)
    return _nested(counts, (*levels, UNIT), [tables[0][0], *terms], np.diff(upto, prepend=0.0))


def _nested(
    counts: Counts, levels: tuple[str, ...], terms: list[Information], corrected: Floats
) -> Nested:
    usable = (counts.reasons == "")[:, None]
    whole = entropy(counts)
    slope = counts.spread(surprise(counts.group_shares))
    m = np.stack([term.m for term in terms], axis=1)
    m_error = np.stack([term.standard_error(counts) for term in terms], axis=1)
    h_error = np.stack([term.share_error(counts, whole, slope) for term in terms], axis=1)
    h = m / np.where(whole > 0, whole, np.nan)[:, None]
    columns = {"m": m, "h": h, "corrected_m": corrected, "m_error": m_error, "h_error": h_error}
    shown = {name: np.where(usable, column, np.nan) for name, column in columns.items()}
    return Nested(counts.segments, levels, reason=counts.reasons, **shown)


def _joined(counts: Counts, parts: Parts) -> Counts:
    """The counts with parts for units."""
    sizes = np.bincount(parts.segment, minlength=len(counts.segments))
    return Counts(
        table=parts.sums(counts.table),
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        segments=counts.segments,
        units=parts.label,
        groups=counts.groups,
        rows=np.arange(len(parts.label)),
    )


def split(counts: Counts, parts: Parts) -> Counts:
    """The counts with parts for segments; the units keep their labels."""
    order = np.argsort(parts.codes, kind="stable")
    sizes = np.bincount(parts.codes, minlength=len(parts.label))
    return Counts(
        table=np.ascontiguousarray(counts.table[order]),
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        segments=tuple(zip(parts.segment.tolist(), parts.label, strict=True)),
        units=tuple(counts.units[row] for row in order),
        groups=counts.groups,
        rows=counts.rows[order],
    )


def within(counts: Counts, parents: Labels) -> Within:
    """Segregation inside each parent, with the weight it has in its segment.

    parents: the parent of each unit, by unit label or one for each of `counts.units`. Raises
    UnusableCounts when a unit has none.

    >>> pupils = Counts.from_arrays([[10, 0], [0, 10], [5, 5]], units=["a", "b", "c"])
    >>> within(pupils, ["x", "x", "y"]).h.tolist()
    [1.0, 0.0]
    """
    parts = parts_of(counts, parents)
    inside = split(counts, parts)
    whole = entropy(counts)[parts.segment]
    own = entropy(inside)
    return Within(
        segment=_objects([counts.segments[s] for s in parts.segment]),
        parent=_objects(parts.label),
        weight=inside.totals / counts.totals[parts.segment],
        m=theil_m(inside),
        h=np.where(own > 0, theil_h(inside), np.nan),
        entropy_ratio=divided(own, whole),
        corrected_m=corrected_m(inside),
        units=inside.unit_counts,
        persons=inside.totals,
        reason=np.where(own > 0, "", "group_empty"),
    )


def _objects(labels: Sequence[Hashable]) -> NDArray[np.object_]:
    array = np.empty(len(labels), dtype=object)
    array[:] = labels
    return array
