"""Fills the tables of content: governments and posts, items of the fact table, fetched items.

Every reference and closed word is checked; a fault names file, row, column and value.
"""

from __future__ import annotations

from samlad.portal.changes import note_change
from samlad.portal.content import models
from samlad.portal.content.loading_fetched import load_fetched
from samlad.portal.content.loading_governments import load_governments
from samlad.portal.content.loading_items import load_items
from samlad.portal.content.loading_ministers import load_ministers_of_items
from samlad.portal.content.rows import Facts
from samlad.portal.content.tables import empty, referred_kept


def load(facts: Facts) -> None:
    """Empty the tables of this app and fill them from the facts and from what was fetched.

    Raises DefinitionError at the first cell that is wrong; the caller's transaction undoes all.
    """
    with referred_kept(models.Department):
        _empty()
        load_governments(facts)
        load_items(facts)
        load_fetched()
        load_ministers_of_items()
    note_change("item", "minister")


def _empty() -> None:
    empty(
        models.ItemLink,
        models.ItemMinister,
        models.ItemArea,
        models.ItemTopic,
        models.ItemSender,
        models.Item,
        models.Sender,
        models.Topic,
        models.ContentType,
        models.Role.governments.through,
        models.Role.departments.through,
        models.Role,
        models.Person,
        models.Department.predecessors.through,
        models.Department,
        models.Government,
    )
