"""Making and changing accounts; every change is an entry of the audit chain, secrets left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from samlad.errors import SamladError
from samlad.portal.accounts.links import made_by, use_up
from samlad.portal.accounts.models import Account, AccountActor, AccountArea
from samlad.portal.accounts.roles import PUBLISHING, AccountRole
from samlad.portal.audit.chain import canonical, digest, last_by, record

NAME = re.compile(r"[a-zåäö0-9](?:[a-zåäö0-9._-]{0,58}[a-zåäö0-9])?")


@dataclass(frozen=True, slots=True)
class Scope:
    """What an account is for: its role with the actors or areas it holds for."""

    role: AccountRole
    actors: Sequence[str] = ()
    areas: Sequence[str] = ()
    has_all_areas: bool = False


class ChangedMeanwhile(SamladError):
    """The account is not what was seen. now: what it is, as `told`; by: who changed it last."""

    def __init__(self, now: dict[str, Any], by: str) -> None:
        self.now = now
        self.by = by
        super().__init__("changed since it was opened")


def make_account(by: str, name: str, full_name: str, email: str, scope: Scope) -> Account:
    """A new account without a password; a one-time link or `set_password` gives it one."""
    with transaction.atomic():
        account = Account(name=name, full_name=full_name, email=email, role=scope.role)
        account.set_unusable_password()
        account.save()
        _put_scope(account, scope)
        record(who=by, action="account.made", subject=account.subject, after=told(account))
    return account


def change_account(
    by: str, account: Account, *,
    full_name: str, email: str, scope: Scope, is_active: bool, was_seen: str | None = None,
) -> None:  # fmt: skip
    """Change what the account is for; closing it ends its sessions.

    was_seen: the mark of what the change was made from, where it was made from what was shown.
    Raises ChangedMeanwhile when that is not what stands.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=account.pk)
        before = told(account)
        if was_seen is not None and was_seen != seen(account):
            raise ChangedMeanwhile(before, last_by(account.subject))
        account.full_name, account.email, account.is_active = full_name, email, is_active
        account.role = scope.role
        account.save(update_fields=["full_name", "email", "is_active", "role"])
        _put_scope(account, scope)
        record(
            who=by,
            action="account.changed",
            subject=account.subject,
            before=before,
            after=told(account),
        )


def set_password(account: Account, password: str, *, by_link: bool = False) -> None:
    """Set it, use up the one-time link, and end the account's other sessions.

    by_link: whether whoever sets it came by the link, whose maker is then named.
    """
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        after = {"link_made_by": made_by(account)} if by_link else None
        use_up(account)
        record(
            who=account.name, action="account.password-set", subject=account.subject, after=after
        )


def is_alone_in_publishing(account: Account) -> bool:
    """Whether no other open account may publish."""
    others = Account.objects.filter(role__in=PUBLISHING, is_active=True).exclude(pk=account.pk)
    return not others.exists()


def told(account: Account) -> dict[str, Any]:
    """The account as the audit chain keeps it."""
    return {
        "name": account.name,
        "full_name": account.full_name,
        "email": account.email,
        "role": str(account.role),
        "is_active": account.is_active,
        "has_all_areas": account.has_all_areas,
        "actors": sorted(account.actor_links.values_list("actor_id", flat=True)),
        "areas": sorted(account.area_links.values_list("area", flat=True)),
    }


def seen(account: Account) -> str:
    """The mark of what the account is now; another one when anything has changed."""
    return digest(canonical(told(account)))[:16]


def _put_scope(account: Account, scope: Scope) -> None:
    account.has_all_areas = scope.has_all_areas
    account.save(update_fields=["has_all_areas"])
    account.actor_links.all().delete()
    account.area_links.all().delete()
    AccountActor.objects.bulk_create(
        AccountActor(account=account, actor_id=a) for a in scope.actors
    )
    AccountArea.objects.bulk_create(AccountArea(account=account, area=a) for a in scope.areas)
