"""What the work leaves in the audit chain: a name for each thing, and an entry for each step."""

from __future__ import annotations

from typing import Any

from samlad.portal.accounts.models import Account
from samlad.portal.audit.chain import record
from samlad.portal.register.models import Actor, Initiative, PeriodReport

#: So long a name the chain holds.
LONGEST = 100


def subject_of(thing: Actor | Initiative | PeriodReport) -> str:
    """What the chain calls it: an initiative by its id, a period report by its initiative too."""
    if isinstance(thing, PeriodReport):
        return f"report:{thing.pk} {thing.initiative_id}"[:LONGEST]
    return f"{'actor' if isinstance(thing, Actor) else 'initiative'}:{thing.pk}"


def record_step(
    account: Account,
    action: str,
    thing: Initiative | PeriodReport,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    """An entry on a step that the account took. before, after: documents."""
    record(
        who=account.name,
        action=action,
        subject=subject_of(thing),
        before=before,
        after=after,
        reason=reason,
    )
