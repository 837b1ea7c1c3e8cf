"""Where two documents of a period report differ, in words."""

from __future__ import annotations

from typing import Any

from samlad.portal.content.templatetags.facts_in_words import exactly
from samlad.portal.register.models import DueReport
from samlad.portal.register.told import Difference
from samlad.portal.wording import words
from samlad.portal.work.reports import WRITTEN


def report_differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """Every field that the two say different things of."""
    return [
        Difference(
            name,
            words(f"work.report_{name.removesuffix('_id')}"),
            _lines(name, before[name]),
            _lines(name, after[name]),
        )
        for name in WRITTEN
        if before[name] != after[name]
    ]


def _lines(name: str, value: Any) -> tuple[str, ...]:
    if value in (None, "", []):
        return ()
    if name == "numbers":
        return tuple(
            f"{row['what']}: {exactly(row['value'])} {row['unit']}".strip() for row in value
        )
    if name == "answers_id":
        return tuple(str(row.due) for row in DueReport.objects.filter(pk=value))
    return (str(value),)
