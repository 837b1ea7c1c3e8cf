"""The tables of content: who governed and published, and what was published."""

from samlad.portal.content.models.fetched import FetchedItem, FetchedName
from samlad.portal.content.models.government import Department, Government, Person, Role
from samlad.portal.content.models.items import (
    ContentType,
    Item,
    ItemArea,
    ItemLink,
    ItemMinister,
    ItemSender,
    ItemTopic,
    Sender,
    Topic,
)

__all__ = [
    "ContentType",
    "Department",
    "FetchedItem",
    "FetchedName",
    "Government",
    "Item",
    "ItemArea",
    "ItemLink",
    "ItemMinister",
    "ItemSender",
    "ItemTopic",
    "Person",
    "Role",
    "Sender",
    "Topic",
]
