"""What each kind of indicator must and may say in its file, beside what all indicators say.

The keys only: what a kind computes stands in samlad.indicators under the same name.
"""

from __future__ import annotations

from dataclasses import dataclass

from samlad.model import Aspect

COUNTS = frozenset({"numerator", "denominator"})


@dataclass(frozen=True, slots=True)
class Kind:
    """Keys of the indicator and of each of its series; `groups` are read as counts of people.

    aspect: whether its values tell of a level, a gap or how evenly groups are spread.
    """

    needs: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    series_needs: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    aspect: Aspect = Aspect.LEVEL


KINDS = {
    "area-type": Kind(),
    "area-type-areas": Kind(needs=frozenset({"type"})),
    "area-type-persons": Kind(needs=frozenset({"type"}), groups=frozenset({"population"})),
    "area-type-population": Kind(needs=frozenset({"type"}), groups=frozenset({"population"})),
    "contribution": Kind(series_needs=frozenset({"groups"}), aspect=Aspect.EVENNESS),
    "gap": Kind(needs=frozenset({"types", "minus_types"}), groups=COUNTS, aspect=Aspect.GAP),
    "index": Kind(
        needs=frozenset({"index"}), series_needs=frozenset({"groups"}), aspect=Aspect.EVENNESS
    ),
    "published": Kind(series_needs=frozenset({"weights"})),
    "share": Kind(takes=frozenset({"types", "interval"}), groups=COUNTS),
    "tenth-gap": Kind(groups=COUNTS, aspect=Aspect.GAP),
}
