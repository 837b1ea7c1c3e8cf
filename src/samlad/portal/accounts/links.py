"""One-time links by which a person sets the password of an account. Only hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.utils.timezone import now

from samlad.portal.accounts.models import Account, OneTimeLink

LASTS = timedelta(days=7)


def new_link(account: Account) -> str:
    """The token of a new link, in place of one before."""
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.update_or_create(
        account=account, defaults={"hash": _hash(token), "ends_at": now() + LASTS}
    )
    return token


def account_of(token: str) -> Account | None:
    """The account that the link is for; None when it is used, old, or none."""
    links = OneTimeLink.objects.select_related("account")
    link = links.filter(hash=_hash(token), ends_at__gt=now(), account__is_active=True).first()
    return link.account if link else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
