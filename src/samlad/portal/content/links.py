"""Tables of links read at once: which values each row has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def linked(table: type[Model], of: str, value: str, **where: Any) -> Mapping[str, list[Any]]:
    """Row → its values in a table of links, in the order of the source; one query."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row, linked_to in table._default_manager.filter(**where).values_list(of, value):
        found[row].append(linked_to)
    return found
