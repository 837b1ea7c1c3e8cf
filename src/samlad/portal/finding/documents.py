"""Documents: what there is to find, as plain values; and the codes of rows, as facets declare them.

The engine reads documents alone. Each app makes its own from its tables, see `kinds`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.finding.facets import Facet, facets

Codes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    heading, body: its texts by language (`sv`, `en`); codes: facet id → codes, parents included;
    group: the top type that years are told apart by; orders: name of an order → what it stands by
    there, beside those that every document has.
    """

    key: str
    heading: Mapping[str, str]
    body: Mapping[str, str]
    date: PartialDate | None = None
    codes: Codes = field(default_factory=dict)
    group: str = ""
    orders: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """The heading as it stands on a page of that language."""
        return self.heading.get(language) or next(iter(self.heading.values()), "")


class Coded:
    """The codes of a kind's rows: every facet is read once, then each row is asked for its own."""

    def __init__(self, kind: str, rows: QuerySet[Any]) -> None:
        self._codes = {facet.id: _codes(facet, rows) for facet in facets(kind)}

    def of(self, key: Any) -> Codes:
        """Facet id → the codes of the row, each followed by the wider ones."""
        return {facet: codes[key] for facet, codes in self._codes.items() if key in codes}


def _codes(facet: Facet, rows: QuerySet[Any]) -> Mapping[Any, tuple[str, ...]]:
    wider = _wider(facet)
    found: dict[Any, dict[str, None]] = defaultdict(dict)
    bare = rows.select_related(None).prefetch_related(None).filter(**facet.only).order_by()
    for column in facet.columns:
        for key, value in bare.values_list("pk", column).iterator(chunk_size=5000):
            if value:
                code = str(value)[:4] if facet.is_year else value
                found[key].update(dict.fromkeys(wider.get(code) or (code,)))
    return {key: tuple(codes) for key, codes in found.items()}


def _wider(facet: Facet) -> Mapping[str, tuple[str, ...]]:
    """Code → itself and every wider code, as the table of its codes says."""
    if not facet.parents:
        return {}
    app, name, column = facet.parents
    table = apps.get_model(app, name)
    parents = dict(table._default_manager.order_by().values_list("pk", column))
    return {code: tuple(_upwards(code, parents)) for code in parents}


def _upwards(code: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    seen: set[str] = set()
    at: str | None = code
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = parents.get(at)
