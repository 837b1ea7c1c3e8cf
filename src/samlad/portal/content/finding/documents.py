"""What there is to find, one document for each row of the database or of the catalogue.

One registry, kind → its documents. A document is plain values: the engine knows nothing of tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from samlad.catalogue import indicators
from samlad.portal.content.models import ContentType, Item, ItemArea, Person
from samlad.portal.content.models.items import ItemSender, ItemTopic
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.words import SenderKind
from samlad.portal.ordering import alphabetical

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
    parents = dict(ContentType.objects.order_by().values_list("code", "parent_id"))
    topics = _linked(ItemTopic.objects.values_list("item_id", "topic_id"))
    areas = _linked(ItemArea.objects.values_list("item_id", "area"))
    own = ItemSender.objects.values_list("item_id", "sender_id")
    senders = _linked(own.exclude(sender__kind=SenderKind.MINISTER))
    ministers = _linked(
        ItemSender.objects.filter(sender__person__isnull=False).values_list(
            "item_id", "sender__person_id"
        )
    )
    for item in Item.objects.order_by().iterator():
        parent = parents[item.type_id]
        types = (item.type_id, *((parent,) if parent else ()))
        yield Document(
            key=item.id,
            heading={"sv": item.official_title},
            body={"sv": f"{item.summary_sv} {item.reference}", "en": item.summary_en},
            date=item.published,
            codes={
                "type": types,
                "topic": (*topics[item.id], *areas[item.id]),
                "minister": ministers[item.id],
                "sender": senders[item.id],
                "area": areas[item.id],
            },
            group=types[-1],
        )


def initiative_documents() -> Iterator[Document]:
    """Every initiative: titles, official title and reference."""
    from samlad.portal.register.models import Initiative, InitiativeArea, Participation

    areas = _linked(InitiativeArea.objects.values_list("initiative_id", "area"))
    actors = _linked(Participation.objects.values_list("initiative_id", "actor_id"))
    for row in Initiative.objects.order_by().iterator():
        yield Document(
            key=row.id,
            heading={"sv": row.title_sv, "en": row.title_en},
            body={"sv": f"{row.official_title} {row.reference}"},
            date=row.decided,
            codes={
                "area": areas[row.id],
                "kind": (row.kind,),
                "status": (row.status,),
                "actor": tuple(dict.fromkeys(actors[row.id])),
            },
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
    """Every county, municipality and the nation, by code and name."""
    from samlad.portal.register.models import Place

    for place in Place.objects.order_by("code"):
        yield Document(key=place.code, heading={"sv": place.name}, body={"sv": place.code})


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


def order_key(document: Document, language: str) -> tuple[str, str]:
    """Where a document stands in a list by title."""
    return alphabetical(document.title(language)), document.key


def _linked(pairs: object) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row, linked_to in pairs:  # type: ignore[attr-defined]
        found[row] += (linked_to,)
    return found
