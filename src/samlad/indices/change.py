"""Change of M or H between counts: margins, structure, and units that came and went.

Takes counts of two or more occasions, gives terms that add up to the change in each segment, with
standard errors. Knows nothing of why something changed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samlad.errors import UnknownName
from samlad.indices.counterfactual import (
    FORMULAS,
    MIXES,
    Layout,
    Mix,
    Pair,
    compare,
    mix_gradient,
    variance,
)
from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.matched import Matched, match
from samlad.indices.uncertainty import check_interval, half_width

NOT_CONVERGED = "not_converged"
#: How much each mix of (structure, units, groups) counts in a term. The structure changes at the
#: first year's margins and at the second's; each margin before and after the other, and with
#: either structure.
STRUCTURAL: dict[Mix, float] = {(0, 0, 0): -0.5, (1, 0, 0): 0.5, (0, 1, 1): -0.5, (1, 1, 1): 0.5}
UNIT_MARGINAL: dict[Mix, float] = {mix: 0.25 * (2 * mix[1] - 1) for mix in MIXES}
GROUP_MARGINAL: dict[Mix, float] = {mix: 0.25 * (2 * mix[2] - 1) for mix in MIXES}
WEIGHTS: dict[str, dict[Mix, float]] = {
    "first": {},
    "second": {},
    "difference": {},
    "additions": {(1, 1, 1): -1.0},
    "removals": {(0, 0, 0): 1.0},
    "group_marginal": GROUP_MARGINAL,
    "unit_marginal": UNIT_MARGINAL,
    "structural": STRUCTURAL,
}
#: How much the whole table of the first and second occasion counts in a term.
WHOLE = {
    "first": (1, 0),
    "second": (0, 1),
    "difference": (-1, 1),
    "additions": (0, 1),
    "removals": (-1, 0),
}
TERMS = tuple(WEIGHTS)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One part of a change; every array has shape (segments,), NaN where it has no answer."""

    estimate: Floats
    standard_error: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """How an index changed in each segment: difference = the sum of the five terms after it.

    additions, removals: units and groups in the second occasion only, in the first only;
    group_marginal, unit_marginal: the sizes of the common groups and units; structural: what is
    left, the association of group with unit. common_units, common_groups: shape (segments,).
    """

    index: str
    segments: tuple[Hashable, ...]
    first: Term
    second: Term
    difference: Term
    additions: Term
    removals: Term
    group_marginal: Term
    unit_marginal: Term
    structural: Term
    common_units: Integers
    common_groups: Integers
    reason: NDArray[np.str_]

    def rows(self) -> Iterator[dict[str, Any]]:
        """One dict for each segment and term, NaN as None."""
        for place, segment in enumerate(self.segments):
            for name in TERMS:
                term = getattr(self, name)
                values = {
                    part.name: float(getattr(term, part.name)[place]) for part in fields(Term)
                }
                plain = {key: None if np.isnan(value) else value for key, value in values.items()}
                reason = str(self.reason[place])
                yield (
                    {"segment": segment, "index": self.index, "term": name}
                    | plain
                    | {
                        "status": "not_applicable" if reason else "shown",
                        "reason": reason,
                    }
                )


@dataclass(frozen=True, slots=True, eq=False)
class ChangePath:
    """The change of each step of a series, and their sums from the first to the last occasion."""

    steps: tuple[Change, ...]
    total: Change


def change(
    first: Counts, second: Counts, *, index: str = "theil-m", interval: float = 0.95
) -> Change:
    """Decompose the change of M or H from the first counts to the second, in each segment.

    Segments, units and groups are matched by label. index: theil-m or theil-h. The structural
    term is the mean of the change of structure at either occasion's margins, so that exchanging
    the counts changes the sign of every term, and exchanging units with groups their names.
    Standard errors are by the delta method through the fitted tables, people drawn independently
    within units of given size. Raises UnknownName, and UnusableCounts when labels repeat.

    Source: Elbers (2023), Sociological Methods & Research 52(1); Deutsch, Flückiger & Silber
    (2009), Research on Economic Inequality 17.

    >>> apart, mixed = Counts.from_arrays([[9, 1], [1, 9]]), Counts.from_arrays([[5, 5], [5, 5]])
    >>> change(apart, mixed).structural.estimate.round(6).tolist()
    [-0.368064]
    """
    return change_path([first, second], index=index, interval=interval).steps[0]


def change_path(
    occasions: Sequence[Counts], *, index: str = "theil-m", interval: float = 0.95
) -> ChangePath:
    """Decompose each step of a series and add the steps up; the sums are exact in every term.

    A sum over steps follows each unit while it exists, where a single comparison of the first
    occasion with the last would count as removed and added what came and went in between. The
    standard errors of the sums know that a middle occasion stands in two steps.
    """
    check_formula(index, interval)
    matched = match(occasions)
    layout = Layout(matched.offsets)
    people = matched.people
    steps = [compare(people[n : n + 2], layout, index) for n in range(len(people) - 1)]
    reach = half_width(interval)
    made = tuple(_change(matched, [step], layout, index, reach) for step in steps)
    total = made[0] if len(steps) == 1 else _change(matched, steps, layout, index, reach)
    return ChangePath(made, total)


def check_formula(index: str, interval: float = 0.95) -> None:
    """Raise UnknownName for an index that has no decomposition, UnusableCounts for no interval."""
    if index not in FORMULAS:
        raise UnknownName("index of change", index, FORMULAS)
    check_interval(interval)


def _counted(steps: Sequence[Pair], term: str) -> Sequence[Pair]:
    """The steps a term looks at: the first occasion is in the first, the second in the last."""
    return {"first": steps[:1], "second": steps[-1:]}.get(term, steps)


def _estimate(step: Pair, term: str) -> Floats:
    before, after = WHOLE.get(term, (0, 0))
    value = before * step.whole[0].value + after * step.whole[1].value
    for mix, weight in WEIGHTS[term].items():
        value = value + weight * step.mixes[mix].value
    return value


def _gradient(step: Pair, term: str, occasion: int, layout: Layout) -> Floats:
    """Derivative of a term by the people of one occasion; shape (units, groups)."""
    slope = mix_gradient(step.mixes, WEIGHTS[term], step.common[occasion], layout, occasion)
    weight = WHOLE.get(term, (0, 0))[occasion]
    if not weight:
        return slope
    alone: Mix = (occasion, occasion, occasion)
    whole = {alone: step.whole[occasion]}
    return slope + mix_gradient(whole, {alone: weight}, step.tables[occasion], layout, occasion)


def _standard_error(steps: Sequence[Pair], term: str, layout: Layout) -> Floats:
    """Of a term summed over steps; what a middle occasion does to both its steps adds up."""
    total = np.zeros(len(layout.offsets) - 1)
    carried = np.zeros_like(steps[0].common[0])
    for step in steps:
        carried = carried + _gradient(step, term, 0, layout)
        total += variance(step.tables[0], carried, layout)
        carried = _gradient(step, term, 1, layout)
    total += variance(steps[-1].tables[1], carried, layout)
    return np.sqrt(total)


def _change(
    matched: Matched, steps: Sequence[Pair], layout: Layout, index: str, reach: float
) -> Change:
    has_converged = np.all([step.has_converged for step in steps], axis=0)
    is_open = (matched.reasons == "") & ~has_converged
    reason = np.where(is_open, NOT_CONVERGED, matched.reasons)

    def term(name: str) -> Term:
        counted = _counted(steps, name)
        value = np.sum([_estimate(step, name) for step in counted], axis=0)
        value = np.where(reason == "", value, np.nan)
        error = np.where(reason == "", _standard_error(counted, name, layout), np.nan)
        return Term(value, error, value - reach * error, value + reach * error)

    units = np.all([step.units for step in steps], axis=0)
    return Change(
        index=index,
        segments=matched.segments,
        **{name: term(name) for name in TERMS},
        common_units=layout.sums(units.astype(np.int64)),
        common_groups=np.all([step.groups for step in steps], axis=0).sum(axis=1),
        reason=reason,
    )
