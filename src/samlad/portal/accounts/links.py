"""One-time links by which a person comes into an account: to set its password, or to link it to a
provider of OpenID Connect. Only hashes are kept.

Whoever makes a link could use it, so that making one is an entry of the audit chain, and what is
done by it names who made it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now

from samlad.portal.accounts.models import Account, OneTimeLink
from samlad.portal.audit.chain import record

LASTS = timedelta(days=7)


def new_link(by: str, account: Account) -> str:
    """The token of a new link, in place of one before. by: the name of who makes it."""
    token, ends_at = secrets.token_urlsafe(32), now() + LASTS
    with transaction.atomic():
        OneTimeLink.objects.update_or_create(
            account=account, defaults={"hash": hash_of(token), "ends_at": ends_at, "made_by": by}
        )
        record(
            who=by,
            action="account.link-made",
            subject=account.subject,
            after={"ends_at": ends_at.isoformat()},
        )
    return token


def account_of(token: str) -> Account | None:
    """The account that the link is for; None when it is used, old, or none."""
    return account_of_hash(hash_of(token))


def account_of_hash(hash_: str) -> Account | None:
    """The same by what is kept of the token, as where somebody is on their way with the link."""
    links = OneTimeLink.objects.select_related("account")
    link = links.filter(hash=hash_, ends_at__gt=now(), account__is_active=True).first()
    return link.account if link else None


def made_by(account: Account) -> str:
    """Who made the account's link; blank where there is none."""
    return (
        OneTimeLink.objects.filter(account=account).values_list("made_by", flat=True).first() or ""
    )


def use_up(account: Account) -> None:
    """Let the account's link lead nowhere any more."""
    OneTimeLink.objects.filter(account=account).delete()


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
