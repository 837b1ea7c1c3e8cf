"""Items for other pages, and the choices that lists of other things share with them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from samlad.catalogue import policy_areas
from samlad.portal.content.facets import Option
from samlad.portal.content.models import Item, ItemArea
from samlad.portal.wording import in_language


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
