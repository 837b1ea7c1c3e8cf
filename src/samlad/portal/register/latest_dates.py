"""Which start or end stands where several have been said: the actual one, else the latest plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from samlad.portal.register.words import DateBasis, Moment


def current(dates: Iterable[Mapping[str, Any]], moment: Moment) -> str | None:
    """The start or end as it now stands, of rows of a document; None is unknown.

    Of several the one noted last stands, whatever row it has; of those noted on one day, or on none
    that is known, the one that comes last.

    >>> late = {"moment": "end", "basis": "planned", "date": "2027", "noted": "2026-03"}
    >>> early = {"moment": "end", "basis": "planned", "date": "2025", "noted": "2024"}
    >>> current([late, early], Moment.END)
    '2027'
    """
    said = [row for row in dates if row["moment"] == moment]
    return max(enumerate(said), key=_standing, default=(0, {"date": None}))[1]["date"]


def said_at(noted: object, position: int) -> tuple[str, int]:
    """What plans are held against each other by: when each was noted, then where it stands."""
    return str(noted or ""), position


def _standing(placed: tuple[int, Mapping[str, Any]]) -> tuple[bool, tuple[str, int]]:
    position, row = placed
    return row["basis"] == DateBasis.ACTUAL, said_at(row.get("noted"), position)
