"""Which ministers an item belongs to: those tagged, and those whom its title names in office.

The publisher tags ministers of the present government only, so an item of an earlier one belongs
to a minister where its title has the full name and its date a day on which a post was held.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from samlad.portal.content import models
from samlad.portal.content.tables import fill


def load_ministers_of_items() -> None:
    """Fill the table of ministers of items, from what the other tables hold."""
    tagged: dict[str, list[str]] = defaultdict(list)
    tags = models.ItemSender.objects.filter(sender__person__isnull=False)
    for item, person in tags.values_list("item_id", "sender__person_id"):
        tagged[item].append(person)
    people = {person.name: person for person in models.Person.objects.prefetch_related("roles")}
    items = models.Item.objects.order_by("id").only("id", "official_title", "published")
    fill(models.ItemMinister, _links(items.iterator(chunk_size=5000), tagged, people))


def _links(
    items: Iterable[models.Item],
    tagged: Mapping[str, list[str]],
    people: Mapping[str, models.Person],
) -> Iterable[models.ItemMinister]:
    any_name = re.compile(rf"\b(?:{'|'.join(map(re.escape, people))})\b") if people else None
    for item in items:
        of_tag = dict.fromkeys(tagged.get(item.id, ()))
        names = any_name.findall(item.official_title) if any_name else ()
        of_title = dict.fromkeys(
            people[name].id for name in names if was_in_office(people[name], item)
        )
        both = [(id_, False) for id_ in of_tag]
        both += [(id_, True) for id_ in of_title if id_ not in of_tag]
        for place, (person, is_named) in enumerate(both):
            yield models.ItemMinister(
                item=item, person_id=person, is_named=is_named, position=place
            )


def was_in_office(person: models.Person, item: models.Item) -> bool:
    """Whether the person held any post on a day that the item can have been published."""
    when = item.published
    return when is not None and any(role.held(when) for role in person.roles.all())
