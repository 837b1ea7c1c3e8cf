"""From observations to results, as the catalogue declares: one module for each kind of indicator.

`compute` takes the in-memory table of observations and gives every row of the results. It knows
nothing of files or pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from samlad.errors import DefinitionError, SamladError, UnknownName
from samlad.indicators import area_types, contribution, gap, index, published, share, tenth_gap
from samlad.indicators.observed import Inputs
from samlad.indicators.rows import Rows, stacked
from samlad.model import Indicator

__all__ = ["KINDS", "Inputs", "Rows", "compute"]

Kind = Callable[[Indicator, Inputs], list[Rows]]

#: Name in an indicator's file → what computes it. The keys each may use: samlad.catalogue.kinds.
KINDS: dict[str, Kind] = {
    "area-type": area_types.compute_type,
    "area-type-areas": area_types.compute_areas,
    "area-type-persons": area_types.compute_persons,
    "area-type-population": area_types.compute_population,
    "contribution": contribution.compute,
    "gap": gap.compute,
    "index": index.compute,
    "published": published.compute,
    "share": share.compute,
    "tenth-gap": tenth_gap.compute,
}


def compute(indicators: Iterable[Indicator], inputs: Inputs) -> Rows:
    """Every result of the indicators, in their order; a fault names the indicator.

    Raises DefinitionError for a group that no source publishes or an index that does not exist,
    ObservationError for observations that contradict each other.
    """
    found: list[Rows] = []
    for indicator in indicators:
        try:
            found += KINDS[indicator.kind](indicator, inputs)
        except UnknownName as error:
            raise DefinitionError(f"indicator '{indicator.id}': {error}") from error
        except SamladError as error:
            raise type(error)(f"indicator '{indicator.id}': {error}") from error
    return stacked(found)
