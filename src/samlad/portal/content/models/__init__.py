"""The tables of content: who governed and published, and what was published."""

from samlad.portal.content.models.government import Department, Government, Person, Role
from samlad.portal.content.models.items import (
    ContentType,
    Item,
    ItemArea,
    ItemSender,
    ItemTopic,
    Sender,
    Topic,
)

__all__ = [
    "ContentType",
    "Department",
    "Government",
    "Item",
    "ItemArea",
    "ItemSender",
    "ItemTopic",
    "Person",
    "Role",
    "Sender",
    "Topic",
]
