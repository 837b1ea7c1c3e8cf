"""Gradual lock-out: after five failures a name waits a minute, then two, four … an hour at most.

Names that are no account's are counted alike, so that nothing tells them apart. A day without
failures, or signing in, forgets them.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import now

from samlad.portal.accounts.models import Failures

logger = logging.getLogger("samlad.security")

FREE = 5
LONGEST = timedelta(hours=1)
FORGOTTEN = timedelta(days=1)


def locked_until(name: str) -> datetime | None:
    """When the name may try again; None when it may now."""
    row = Failures.objects.filter(name=_key(name), locked_until__gt=now()).first()
    return row.locked_until if row else None


def note_failure(name: str) -> None:
    """Count a failed attempt, and lock the name for as long as they are many."""
    moment = now()
    with transaction.atomic():
        Failures.objects.filter(last_at__lt=moment - FORGOTTEN).delete()
        Failures.objects.get_or_create(name=_key(name), defaults={"last_at": moment})
        row = Failures.objects.select_for_update().get(name=_key(name))
        row.number += 1
        row.last_at = moment
        row.locked_until = moment + wait_after(row.number) if row.number >= FREE else None
        row.save()
    if row.locked_until:
        logger.warning("a name is locked after failed attempts to sign in: %r", name[:60])


def forget_failures(name: str) -> None:
    """Begin anew, after signing in."""
    Failures.objects.filter(name=_key(name)).delete()


def wait_after(failures: int) -> timedelta:
    """How long a name waits after so many failures.

    >>> [int(wait_after(n).total_seconds() / 60) for n in (5, 6, 8, 20)]
    [1, 2, 8, 60]
    """
    return min(timedelta(minutes=2 ** min(failures - FREE, 10)), LONGEST)


def _key(name: str) -> str:
    return name.strip().lower()[:60]
