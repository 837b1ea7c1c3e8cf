"""Passkeys as a second factor: a key is made on somebody's device, and later signs a challenge.

Takes requests, whose session keeps the challenge: once, and for ten minutes. Knows which site the
keys are for; what is kept of them, and when they may go, is in samlad.portal.accounts.factors.

User verification (a finger, a PIN at the device) is asked for where the device can, not required:
the password has been given already, so the key has to show only that the device is there, and a
plain security key does.
"""

from __future__ import annotations

import ipaddress
import logging
import secrets
import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from samlad.errors import SamladError
from samlad.portal.accounts.models import Account, Passkey
from samlad.portal.wording import words

logger = logging.getLogger("samlad.security")

#: How long a challenge may be answered, in seconds.
LASTS = 600
#: No answer of a device is longer.
LONGEST_ANSWER = 20_000
#: What comes of whatever a device may send, in three formats within each other.
UNREADABLE = (
    WebAuthnException, LookupError, TypeError, ValueError, AttributeError, ArithmeticError,
    RecursionError,
)  # fmt: skip
VERIFICATION = UserVerificationRequirement.PREFERRED


class TooLate(SamladError):
    """There is no challenge to answer: it was answered once, or is too old. No failed attempt."""


class Refused(SamladError):
    """The answer proves nothing. A failed attempt."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where keys are used. id: the host without its port; origin: as a browser tells it."""

    id: str
    origin: str


def site_of(request: HttpRequest) -> Site | None:
    """The site of the request; None where browsers or we allow no passkeys.

    They need https, or this machine itself, and a host by its name. A portal that answers to any
    name does not know its own, and offers none.
    """
    host = request.get_host()  # refused where it is none of ALLOWED_HOSTS
    name = split_domain_port(host)[0]
    is_safe = request.is_secure() or name == "localhost"
    if not is_safe or "*" in settings.ALLOWED_HOSTS or _is_number(name):
        return None
    return Site(name, f"{request.scheme}://{host}")


def to_make(request: HttpRequest, account: Account) -> str:
    """What the browser is to make a new passkey by, as JSON; blank where it cannot."""
    site = site_of(request)
    if site is None:
        return ""
    own = account.passkeys.filter(site=site.id)
    options = generate_registration_options(
        rp_id=site.id,
        rp_name="Samlad",
        user_id=salted_hmac("samlad passkey", str(account.pk), algorithm="sha256").digest(),
        user_name=account.name,
        user_display_name=account.full_name,
        challenge=_new_challenge(request, account, "make"),
        timeout=LASTS * 1000,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=VERIFICATION
        ),
        exclude_credentials=[_descriptor(passkey) for passkey in own],
    )
    return options_to_json(options)


def made(request: HttpRequest, account: Account, answer: str, name: str) -> Passkey:
    """The passkey that the device has made, not saved yet. Raises TooLate or Refused."""
    site, challenge = _site(request), _taken_challenge(request, account, "make")
    try:
        found = verify_registration_response(
            credential=_bounded(answer),
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
        )
    except UNREADABLE as fault:
        raise _refused(account, fault) from fault
    return Passkey(
        account=account,
        key_id=bytes_to_base64url(found.credential_id),
        public_key=bytes_to_base64url(found.credential_public_key),
        site=site.id,
        sign_count=found.sign_count,
        name=name,
    )


def to_sign_in(request: HttpRequest, account: Account) -> str:
    """What the browser is to ask a passkey by, as JSON; blank where the account has none here."""
    site = site_of(request)
    own = list(account.passkeys.filter(site=site.id)) if site else []
    if site is None or not own:
        return ""
    options = generate_authentication_options(
        rp_id=site.id,
        challenge=_new_challenge(request, account, "sign in"),
        timeout=LASTS * 1000,
        allow_credentials=[_descriptor(passkey) for passkey in own],
        user_verification=VERIFICATION,
    )
    return options_to_json(options)


def check(request: HttpRequest, account: Account, answer: str) -> None:
    """Take the answer as the account's second factor. Raises TooLate or Refused."""
    site, challenge = _site(request), _taken_challenge(request, account, "sign in")
    try:
        credential = parse_authentication_credential_json(_bounded(answer))
        passkey = account.passkeys.get(key_id=credential.id, site=site.id)
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=0,  # compared below, once the signature is right
        )
    except (Passkey.DoesNotExist, *UNREADABLE) as fault:
        raise _refused(account, fault) from fault
    _count_use(passkey, found.new_sign_count)


def _count_use(passkey: Passkey, count: int) -> None:
    """Note the use. A count that has not grown is one that two devices have: a copied key."""
    # 0: the device keeps no count, and never has.
    before = {"sign_count__lt": count} if count else {"sign_count": 0}
    if not Passkey.objects.filter(pk=passkey.pk, **before).update(sign_count=count, used_at=now()):
        logger.warning(
            "a passkey of %r is refused: its count went back to %d, so it may have been copied",
            passkey.account.name,
            count,
        )
        raise Refused(words("accounts.passkey_refused"))


def _new_challenge(request: HttpRequest, account: Account, purpose: str) -> bytes:
    challenge = secrets.token_bytes(32)
    request.session["passkey"] = {
        "challenge": bytes_to_base64url(challenge),
        "at": time.time(),
        "of": [account.pk, purpose],
    }
    return challenge


def _taken_challenge(request: HttpRequest, account: Account, purpose: str) -> bytes:
    """The challenge that was given, which is then used up."""
    kept = request.session.pop("passkey", None)
    if not kept or kept["of"] != [account.pk, purpose] or time.time() - kept["at"] > LASTS:
        raise TooLate(words("accounts.passkey_late"))
    return base64url_to_bytes(kept["challenge"])


def _site(request: HttpRequest) -> Site:
    site = site_of(request)
    if site is None:
        raise TooLate(words("accounts.passkey_not_here"))
    return site


def _bounded(answer: str) -> str:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("the answer is too long")
    return answer


def _refused(account: Account, fault: Exception) -> Refused:
    logger.info("a passkey of %r is refused: %s", account.name, fault)
    return Refused(words("accounts.passkey_refused"))


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.key_id))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
