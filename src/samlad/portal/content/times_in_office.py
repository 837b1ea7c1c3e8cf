"""Each government's time in office, as a period that is chosen with one click."""

from __future__ import annotations

from datetime import timedelta

from samlad.portal.content.models import Government
from samlad.portal.content.templatetags.facts_in_words import held
from samlad.portal.filter.period import Span
from samlad.portal.kept import kept
from samlad.portal.wording import in_language


@kept
def times_in_office() -> tuple[Span, ...]:
    """Each government's days; on the day that one is followed, the next one is in office."""
    return tuple(
        Span(
            f"{in_language(row.name)} ({held(row)})",
            row.start.first_day.isoformat(),
            (row.end.first_day - timedelta(days=1)).isoformat() if row.end else "",
        )
        for row in Government.objects.order_by("-start")
    )
