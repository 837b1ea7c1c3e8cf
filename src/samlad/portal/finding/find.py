"""The door to finding: from what is asked to what is found.

Raises UnknownName for a kind, facet or order that there is none of.
"""

from __future__ import annotations

from samlad.errors import UnknownName
from samlad.portal.finding.asked import Found, Wanted
from samlad.portal.finding.current import index_of
from samlad.portal.finding.facets import facets
from samlad.portal.finding.kinds import kinds


def find(wanted: Wanted) -> Found:
    """What is found of one kind, with the counts of every facet."""
    if wanted.kind not in kinds():
        raise UnknownName("kind", wanted.kind, kinds())
    known = [facet.id for facet in facets(wanted.kind)]
    for facet in wanted.chosen:
        if facet not in known:
            raise UnknownName("facet", facet, known)
    return index_of(wanted.kind).find(wanted)
