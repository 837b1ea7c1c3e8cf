"""What there is to find, one document for each row of the database or of the catalogue.

One registry, kind → its documents. A document is plain values: the engine knows nothing of tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model

from samlad.catalogue import indicators
from samlad.errors import SamladError
from samlad.model import NATION, Area, Level
from samlad.portal.content.finding.facets import Facet, facets
from samlad.portal.content.models import Item, Person
from samlad.portal.content.partial_date import PartialDate

Codes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    heading, body: its texts by language (`sv`, `en`); codes: facet id → codes, parents included;
    group: the top type that years are told apart by.
    """

    key: str
    heading: Mapping[str, str]
    body: Mapping[str, str]
    date: PartialDate | None = None
    codes: Codes = field(default_factory=dict)
    group: str = ""

    def title(self, language: str) -> str:
        """The heading as it stands on a page of that language."""
        return self.heading.get(language) or next(iter(self.heading.values()), "")


def item_documents() -> Iterator[Document]:
    """Every item: title, own summaries, reference; types with their parents."""
    codes = codes_of("item", Item)
    rows = Item.objects.order_by().values_list(
        "id", "official_title", "reference", "summary_sv", "summary_en", "published"
    )
    for key, title, reference, swedish, english, published in rows.iterator(chunk_size=5000):
        types = codes["type"][key]
        yield Document(
            key=key,
            heading={"sv": title},
            body={"sv": f"{swedish} {reference}", "en": english},
            date=published,
            codes={facet: of[key] for facet, of in codes.items() if key in of},
            group=types[-1],
        )


def initiative_documents() -> Iterator[Document]:
    """Every initiative: titles, official title and reference."""
    from samlad.portal.register.models import Initiative

    codes = codes_of("initiative", Initiative)
    for row in Initiative.objects.public().order_by().iterator():
        yield Document(
            key=row.id,
            heading={"sv": row.title_sv, "en": row.title_en},
            body={"sv": f"{row.official_title} {row.reference}"},
            date=row.decided,
            codes={facet: of[row.id] for facet, of in codes.items() if row.id in of},
            group=row.kind,
        )


def goal_documents() -> Iterator[Document]:
    """Every goal: title and description."""
    from samlad.portal.register.models import Goal

    for goal in Goal.objects.order_by("position"):
        yield Document(
            key=goal.id,
            heading={"sv": goal.title_sv, "en": goal.title_en},
            body={"sv": goal.description_sv, "en": goal.description_en},
        )


def indicator_documents() -> Iterator[Document]:
    """Every indicator that Samlad computes: title, short title, definition."""
    for indicator in indicators().values():
        texts = (indicator.short, indicator.definition)
        yield Document(
            key=indicator.id,
            heading={"sv": indicator.title.sv, "en": indicator.title.en},
            body={
                "sv": " ".join(text.sv for text in texts),
                "en": " ".join(text.en for text in texts),
            },
        )


def place_documents() -> Iterator[Document]:
    """The nation, counties and municipalities by code and name; neighbourhoods where results are.

    A place stands before the neighbourhoods that share its name or lie in it, so its own name is
    said often. The key of a neighbourhood is its code, which begins with its municipality's.
    """
    from samlad.portal.register.models import Place

    names = {}
    for code, name, short in Place.objects.order_by("code").values_list(
        "code", "name", "name_short"
    ):
        names[code] = short
        english = "Sweden" if code == NATION else ""
        yield Document(
            key=code,
            heading={"sv": f"{name} {f'{short} ' * 4}", "en": english},
            body={"sv": f"{code} {short}"},
        )
    for area in _neighbourhoods():
        if area.code[:4] in names:
            yield Document(
                key=area.code,
                heading={"sv": area.name},
                body={"sv": f"{area.code} {names[area.code[:4]]}"},
            )


def _neighbourhoods() -> list[Area]:
    from samlad.portal.results import results

    try:
        return [area for area in results().areas() if area.level is Level.REGSO]
    except SamladError:
        return []


def minister_documents() -> Iterator[Document]:
    """Every person who has held a minister's post: name and posts."""
    for person in Person.objects.prefetch_related("roles").order_by("name"):
        roles = list(person.roles.all())
        yield Document(
            key=person.id,
            heading={"sv": person.name},
            body={
                "sv": " ".join(role.title_sv for role in roles),
                "en": " ".join(role.title_en for role in roles),
            },
        )


#: Kind → its documents.
DOCUMENTS: Mapping[str, Callable[[], Iterator[Document]]] = {
    "item": item_documents,
    "initiative": initiative_documents,
    "goal": goal_documents,
    "indicator": indicator_documents,
    "place": place_documents,
    "minister": minister_documents,
}


def codes_of(kind: str, table: type[Model]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Facet id → key → the codes of its row, each followed by the wider ones."""
    return {facet.id: _codes(facet, table) for facet in facets(kind)}


def _codes(facet: Facet, table: type[Model]) -> Mapping[str, tuple[str, ...]]:
    wider = _wider(facet)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    rows = table._default_manager.filter(**facet.only).order_by()
    for column in facet.columns:
        for key, code in rows.values_list("pk", column).iterator(chunk_size=5000):
            if code:
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
