"""Changing what proves who somebody is beside the password: the app, passkeys, links to a provider.

Every change is an entry of the audit chain and ends the account's sessions; who makes it of the own
account begins a new one. The last second factor of a role that needs one stays.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from samlad.errors import InputError
from samlad.portal.accounts.models import Account, OpenIdLink, Passkey, RecoveryCode
from samlad.portal.accounts.second_factor import new_recovery_codes
from samlad.portal.audit.chain import record
from samlad.portal.wording import words

#: So many passkeys an account may have: more than anybody carries.
MOST_PASSKEYS = 10


def set_app(by: str, account: Account, salt: str, step: int = 0) -> None:
    """Set codes of an app as second factor, in place of those before."""
    with transaction.atomic():
        account.totp_salt, account.totp_step = salt, step
        account.save(update_fields=["totp_salt", "totp_step"])
        _record(by, account, "second-factor-set")


def remove_app(by: str, account: Account) -> None:
    """Take the app away. Raises InputError where the role needs it."""
    with transaction.atomic():
        _lock(account)
        _leave_one(account)
        account.totp_salt, account.totp_step = "", 0
        account.save(update_fields=["totp_salt", "totp_step"])
        _after_removal(account)
        _record(by, account, "second-factor-removed")


def remove_all(by: str, account: Account) -> None:
    """Take every second factor away, so that one is set up anew at the next sign-in."""
    with transaction.atomic():
        _lock(account)
        _record(by, account, "second-factors-set-aside")
        for passkey in account.passkeys.all():
            _record(by, account, "passkey-removed", before=_told(passkey))
        account.passkeys.all().delete()
        if account.totp_salt:
            _record(by, account, "second-factor-removed")
        account.totp_salt, account.totp_step = "", 0
        account.save(update_fields=["totp_salt", "totp_step"])
        _after_removal(account)
        _count(account)


def renew_recovery_codes(by: str, account: Account) -> list[str]:
    """New recovery codes in place of those before, which are worth nothing from here on."""
    with transaction.atomic():
        codes = new_recovery_codes(account)
        _record(by, account, "recovery-codes-made")
    return codes


def add_passkey(by: str, passkey: Passkey) -> None:
    """Keep a passkey that has shown that it works. Raises InputError for one that is there."""
    account = passkey.account
    try:
        with transaction.atomic():
            _lock(account)
            if account.passkeys.count() >= MOST_PASSKEYS:
                raise InputError(words("accounts.passkeys_many", most=MOST_PASSKEYS))
            passkey.save(force_insert=True)
            _count(account)
            _record(by, account, "passkey-added", after=_told(passkey))
    except IntegrityError:
        raise InputError(words("accounts.passkey_is_there")) from None


def rename_passkey(by: str, passkey: Passkey, name: str) -> None:
    """Call it something else; no session ends."""
    with transaction.atomic():
        before = _told(passkey)
        passkey.name = name
        passkey.save(update_fields=["name"])
        if before != _told(passkey):
            _record(by, passkey.account, "passkey-renamed", before=before, after=_told(passkey))


def remove_passkey(by: str, passkey: Passkey) -> None:
    """Take it away. Raises InputError where it is the last factor of a role that needs one."""
    account = passkey.account
    with transaction.atomic():
        _lock(account)
        if not account.passkeys.filter(pk=passkey.pk).exists():
            return
        _leave_one(account)
        before = _told(passkey)
        passkey.delete()
        _after_removal(account)
        _count(account)
        _record(by, account, "passkey-removed", before=before)


def link_openid(
    by: str, account: Account, issuer: str, subject: str, link_made_by: str = ""
) -> None:
    """Let the provider's subject sign in as the account. Raises InputError where either has one.

    link_made_by: who made the one-time link, where it is done by one.
    """
    after = {"issuer": issuer, "subject": subject}
    after |= {"link_made_by": link_made_by} if link_made_by else {}
    try:
        with transaction.atomic():
            OpenIdLink.objects.create(account=account, issuer=issuer, subject=subject)
            _count(account)
            _record(by, account, "openid-linked", after=after)
    except IntegrityError:
        raise InputError(words("accounts.openid_is_linked")) from None


def unlink_openid(by: str, account: Account, issuer: str) -> bool:
    """Let nobody of that provider sign in as the account; whether somebody could."""
    with transaction.atomic():
        link = OpenIdLink.objects.filter(account=account, issuer=issuer).first()
        if link is None:
            return False
        link.delete()
        _count(account)
        before = {"issuer": issuer, "subject": link.subject}
        _record(by, account, "openid-unlinked", before=before)
        return True


def is_last(account: Account) -> bool:
    """Whether the account has one second factor left, and its role needs it."""
    number = bool(account.totp_salt) + account.passkeys.count()
    return account.must_have_second_factor and number == 1


def _lock(account: Account) -> None:
    """Nobody else changes the account's proofs until the transaction ends."""
    kept = Account.objects.select_for_update().get(pk=account.pk)
    account.totp_salt, account.totp_step = kept.totp_salt, kept.totp_step


def _leave_one(account: Account) -> None:
    if is_last(account):
        raise InputError(words("accounts.last_factor"))


def _after_removal(account: Account) -> None:
    """Recovery codes stand in for a second factor; without one they stand in for nothing."""
    if not account.has_second_factor:
        RecoveryCode.objects.filter(account=account).delete()


def _count(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(proofs=F("proofs") + 1)
    account.refresh_from_db(fields=["proofs"])


def _told(passkey: Passkey) -> dict[str, Any]:
    return {"passkey": passkey.pk, "name": passkey.name, "site": passkey.site}


def _record(by: str, account: Account, what: str, before: Any = None, after: Any = None) -> None:
    action = f"account.{what}"
    record(who=by, action=action, subject=account.subject, before=before, after=after)
