"""Items for other pages."""

from __future__ import annotations

from django.db.models import QuerySet

from samlad.portal.content.models import Item, ItemArea


def items() -> QuerySet[Item]:
    """All items with what a list shows of each: its type."""
    return Item.objects.select_related("type")


def items_for_area(area_id: str) -> QuerySet[Item]:
    """The items of a policy area (id of the catalogue), newest first."""
    inside = ItemArea.objects.filter(area=area_id).order_by().values("item_id")
    return items().filter(pk__in=inside).order_by("-published", "id")
