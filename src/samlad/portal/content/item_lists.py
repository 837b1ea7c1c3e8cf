"""Which items there are to list, by what facets and in what orders; and items for other pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from samlad.catalogue import policy_areas
from samlad.portal.content.facets import Facet, Option
from samlad.portal.content.models import ContentType, Item, ItemArea, ItemSender, ItemTopic
from samlad.portal.content.models.items import Sender, Topic
from samlad.portal.content.selection import Sort
from samlad.portal.content.words import SenderKind
from samlad.portal.ordering import alphabetical
from samlad.portal.wording import in_language, language

#: The order in which sorts of sender stand in the form.
SENDER_ORDER = (SenderKind.DEPARTMENT, SenderKind.BODY, SenderKind.MINISTER)


def items() -> QuerySet[Item]:
    """All items with what a list shows of each: its type."""
    return Item.objects.select_related("type")


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
    types = list(ContentType.objects.values_list("code", f"name_{language()}", "parent_id"))
    options = []
    for code, name, _ in sorted((t for t in types if t[2] is None), key=_by_name):
        parts = sorted((t for t in types if t[2] == code), key=_by_name)
        options.append(Option(code, name, (code, *(part[0] for part in parts))))
        options += [Option(part[0], part[1], (part[0],), is_part=True) for part in parts]
    return options


def _topic_options() -> list[Option]:
    topics = Topic.objects.order_by().values_list("code", f"name_{language()}")
    return [Option(code, name, (code,)) for code, name in sorted(topics, key=_by_name)]


def _sender_options() -> list[Option]:
    """Ministries, the Government and its offices, then ministers, each in the order of names."""
    senders = Sender.objects.order_by().values_list("code", f"name_{language()}", "kind")
    in_order = sorted(senders, key=lambda s: (SENDER_ORDER.index(SenderKind(s[2])), _by_name(s)))
    return [Option(code, name, (code,)) for code, name, _ in in_order]


def _published_years() -> list[Option]:
    dates = Item.objects.order_by().values_list("published", flat=True).distinct()
    return year_options(date.text[:4] for date in dates if date is not None)


def _by_name(row: tuple[str, ...]) -> str:
    return alphabetical(row[1])


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
