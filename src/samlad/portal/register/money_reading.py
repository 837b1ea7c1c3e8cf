"""Sums of money with the initiatives they stand at, in two queries however many there are.

A prefetch would ask for every id by name, which a database answers by looking through them all.
"""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet

from samlad.portal.register.models import Initiative, Money, MoneyInitiative
from samlad.portal.register.words import MoneyKind

#: What is read of an initiative: what entries and tables of money ask for.
READ = ("id", "title_sv", "title_en", "kind", "state", "start", "end")


def all_sums() -> list[Money]:
    """Every sum with its place and those of its initiatives that are published.

    A sum that stands at an initiative is shown only with it.
    """
    found = with_initiatives(Money.objects.select_related("place"), Initiative.objects.public())
    return [one for one in found if one.kind != MoneyKind.INITIATIVE or one.whose]


def sums_at(initiatives: QuerySet[Initiative]) -> list[Money]:
    """The sums that stand at these initiatives themselves."""
    at = MoneyInitiative.objects.filter(initiative__in=initiatives.order_by().values("pk"))
    own = Money.objects.filter(kind=MoneyKind.INITIATIVE, pk__in=at.order_by().values("money_id"))
    return with_initiatives(own, initiatives)


def with_initiatives(sums: QuerySet[Money], initiatives: QuerySet[Initiative]) -> list[Money]:
    """The sums, each with those of the initiatives it is of as `whose`, in the source's order."""
    links = MoneyInitiative.objects.filter(initiative__in=initiatives.order_by().values("pk"))
    links = links.select_related("initiative").order_by("position", "initiative_id")
    whose: dict[str, list[Initiative]] = defaultdict(list)
    for link in links.only("money_id", *(f"initiative__{name}" for name in READ)):
        whose[link.money_id].append(link.initiative)
    found = list(sums)
    for money in found:
        money.whose = whose.get(money.pk, ())
    return found
