"""Ids of what is written in the register, made of its title or name: addresses people can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from django.db.models import Model

LONGEST = 50
#: Longer ones are cut, so that a number fits after them.
SHORT = 36


def stem_of(text: str, otherwise: str, longest: int = LONGEST) -> str:
    """The text in small letters, digits and hyphens; `otherwise` when nothing is left of it.

    >>> stem_of("Stöd till läxhjälp", "insats")
    'stod-till-laxhjalp'
    """
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or otherwise


def free_id(
    text: str,
    table: type[Model],
    otherwise: str,
    reserved: Container[str] = (),
    longest: int = LONGEST,
) -> str:
    """An id made of the text that no row of the table has, and that is not reserved."""
    stem = stem_of(text, otherwise, longest)
    rows = table._default_manager.filter(pk__startswith=stem)
    taken = set(rows.values_list("pk", flat=True))
    number, id_ = 1, stem
    while id_ in taken or id_ in reserved:
        number += 1
        id_ = f"{stem}-{number}"
    return id_
