"""Which initiatives there are to list, for the filter and for other pages."""

from __future__ import annotations

from django.db.models import QuerySet

from samlad.portal.register.models import Initiative, InitiativeArea, InitiativePlace


def initiatives() -> QuerySet[Initiative]:
    """All published initiatives with what a list shows of each: actors, department."""
    return (
        Initiative.objects.public()
        .select_related("lead_department")
        .prefetch_related("participations__actor")
    )


def initiatives_for_place(code: str) -> QuerySet[Initiative]:
    """The initiatives that name this place as their recipient, newest first.

    code: `00`, two digits or four. A municipality does not get those of its county or the nation.
    """
    named = InitiativePlace.objects.filter(place=code).order_by().values("initiative_id")
    return initiatives().filter(pk__in=named).order_by("-decided", "id")


def initiatives_for_area(area_id: str) -> QuerySet[Initiative]:
    """The initiatives of a policy area (id of the catalogue), newest first."""
    inside = InitiativeArea.objects.filter(area=area_id).order_by().values("initiative_id")
    return initiatives().filter(pk__in=inside).order_by("-decided", "id")
