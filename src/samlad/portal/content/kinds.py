"""What content has to find: items and ministers, and how the page of all kinds shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from samlad.portal.content.models import Item, Person
from samlad.portal.dates import in_words
from samlad.portal.finding.documents import Coded, Document
from samlad.portal.finding.kinds import Hit, Kind
from samlad.portal.wording import in_language, language


def item_documents() -> Iterator[Document]:
    """Every item: title, own summaries, reference; types with their parents."""
    coded = Coded("item", Item.objects.all())
    rows = Item.objects.order_by().values_list(
        "id", "official_title", "reference", "summary_sv", "summary_en", "published"
    )
    for key, title, reference, swedish, english, published in rows.iterator(chunk_size=5000):
        codes = coded.of(key)
        yield Document(
            key=key,
            heading={"sv": title},
            body={"sv": f"{swedish} {reference}", "en": english},
            date=published,
            codes=codes,
            group=codes["type"][-1],
        )


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


def item_hits(keys: Sequence[str]) -> list[Hit]:
    """Items with their type and date."""
    rows = Item.objects.select_related("type").in_bulk(list(keys))
    return [_item_hit(rows[key]) for key in keys if key in rows]


def _item_hit(item: Item) -> Hit:
    line = in_language(item.type.name)
    if item.published:
        line += f", {in_words(str(item.published), language())}"
    is_other = language() != "sv"
    return Hit(item.official_title, reverse("item", args=[item.id]), line, "sv" * is_other)


def minister_hits(keys: Sequence[str]) -> list[Hit]:
    """Ministers with every post they have held."""
    rows = Person.objects.prefetch_related("roles").in_bulk(list(keys))
    return [_minister_hit(rows[key]) for key in keys if key in rows]


def _minister_hit(person: Person) -> Hit:
    posts = dict.fromkeys(in_language(role.title) for role in person.roles.all())
    return Hit(person.name, f"{reverse('ministers')}#{person.id}", "; ".join(posts))


KINDS = (
    Kind(
        "item",
        item_documents,
        tables=(
            "content.Item",
            "content.ItemSender",
            "content.ItemTopic",
            "content.ItemArea",
            "content.ItemMinister",
            "content.ContentType",
            "content.Topic",
            "content.Sender",
        ),
        hits=item_hits,
    ),
    Kind("minister", minister_documents, ("content.Person", "content.Role"), minister_hits),
)
