"""Which items there are to list, by what facets and in what orders; and items for other pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from samlad.catalogue import policy_areas
from samlad.portal.content.facets import Facet, Option
from samlad.portal.content.models import ContentType, Item, ItemArea, ItemSender, ItemTopic
from samlad.portal.content.models.items import Sender, Topic
from samlad.portal.content.search_words import sort_text
from samlad.portal.content.selection import Sort
from samlad.portal.wording import in_language, language


def items() -> QuerySet[Item]:
    """All items with what a list shows of each: type, senders, policy areas."""
    return Item.objects.select_related("type").prefetch_related(
        "sender_links__sender", "area_links"
    )


def newest_items(n: int) -> list[Item]:
    """The n items published last, newest first."""
    return list(items().order_by("-published", "id")[:n])


def items_for_area(area_id: str) -> QuerySet[Item]:
    """The items of a policy area (id of the catalogue), newest first."""
    inside = ItemArea.objects.filter(area=area_id).order_by().values("item_id")
    return items().filter(pk__in=inside).order_by("-published", "id")


def area_options() -> list[Option]:
    """The policy areas, by their slug."""
    return [
        Option(area.slug, in_language(area.name), (area.id,)) for area in policy_areas().values()
    ]


def year_options(years: Iterable[str]) -> list[Option]:
    """Years, the latest first."""
    return [Option(year, year, (year,)) for year in sorted(set(years), reverse=True)]


def _type_options() -> list[Option]:
    """The types in the order of their names, the kinds of a type after it and counted in it."""
    types = list(ContentType.objects.all())
    options = []
    for type_ in sorted((t for t in types if t.parent_id is None), key=_name):
        parts = sorted((t for t in types if t.parent_id == type_.code), key=_name)
        keys = (type_.code, *(part.code for part in parts))
        options.append(Option(type_.code, in_language(type_.name), keys))
        options += [
            Option(part.code, in_language(part.name), (part.code,), is_part=True) for part in parts
        ]
    return options


def _topic_options() -> list[Option]:
    topics = sorted(Topic.objects.all(), key=_name)
    return [Option(topic.code, in_language(topic.name), (topic.code,)) for topic in topics]


def _sender_options() -> list[Option]:
    senders = sorted(Sender.objects.all(), key=lambda sender: (sender.kind, _name(sender)))
    return [Option(sender.code, in_language(sender.name), (sender.code,)) for sender in senders]


def _published_years() -> list[Option]:
    dates = Item.objects.order_by().values_list("published", flat=True).distinct()
    return year_options(date.text[:4] for date in dates)


def _name(row: ContentType | Topic | Sender) -> str:
    name = in_language(row.name)
    return sort_text(name) if language() == "sv" else name.casefold()


FACETS = (
    Facet("typ", "content.facet_type", "type_id", _type_options),
    Facet(
        "omrade",
        "content.facet_area",
        "area_links__area",
        area_options,
        link=(ItemArea, "item_id"),
        is_short=True,
    ),
    Facet(
        "amne",
        "content.facet_topic",
        "topic_links__topic_id",
        _topic_options,
        link=(ItemTopic, "item_id"),
    ),
    Facet(
        "avsandare",
        "content.facet_sender",
        "sender_links__sender_id",
        _sender_options,
        link=(ItemSender, "item_id"),
    ),
    Facet("ar", "content.facet_year", "published", _published_years, years=True),
)

SORTS = (
    Sort(
        "publicerad",
        "content.sort_published",
        {"sv": ("-published", "id"), "en": ("-published", "id")},
    ),
    Sort("aldst", "content.sort_oldest", {"sv": ("published", "id"), "en": ("published", "id")}),
    Sort("titel", "content.sort_title", {"sv": ("sort_title", "id"), "en": ("sort_title", "id")}),
)
