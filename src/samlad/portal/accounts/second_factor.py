"""Codes as a second factor: of an authenticator app by time (TOTP), and recovery codes.

The secret is made of the portal's secret key and the account's salt, so that a copy of the database
alone gives nobody a second factor; another secret key asks everyone to set it up anew.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import b32encode

import pyotp
import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from samlad.portal.accounts.models import Account, RecoveryCode

STEP = 30
#: How many steps of time a clock may go wrong, each way.
DRIFT = 1
RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_salt() -> str:
    """The salt of a second factor that is about to be set up."""
    return secrets.token_hex(32)


def secret_of(salt: str) -> str:
    """The secret that the app is given, in base 32."""
    digest = hmac.new(settings.SECRET_KEY.encode(), f"totp:{salt}".encode(), hashlib.sha256)
    return b32encode(digest.digest()[:20]).decode()


def spaced(secret: str) -> str:
    """The secret in groups of four, to be read and typed.

    >>> spaced("ABCDEFGHIJ")
    'ABCD EFGH IJ'
    """
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def picture(account: Account, salt: str) -> SafeString:
    """The secret as a QR code, drawn as SVG; the same stands beside it as text."""
    address = pyotp.TOTP(secret_of(salt)).provisioning_uri(name=account.name, issuer_name="Samlad")
    drawn = segno.make(address, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return mark_safe(drawn)


def step_of(salt: str, code: str, after: int = 0, moment: float | None = None) -> int | None:
    """The step of time that the code is of; None when it is wrong, or of a step used before."""
    digits = "".join(code.split())
    now = int((time.time() if moment is None else moment) // STEP)
    totp = pyotp.TOTP(secret_of(salt))
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and hmac.compare_digest(totp.at(step * STEP).encode(), digits.encode()):
            return step
    return None


def accepts(account: Account, code: str) -> bool:
    """Whether the code is right now, of the app or a recovery code; either is then used up."""
    step = None
    if account.totp_salt:
        step = step_of(account.totp_salt, code, after=account.totp_step)
    if step is not None:
        newer = Account.objects.filter(pk=account.pk, totp_step__lt=step)
        return bool(newer.update(totp_step=step))
    used, _ = RecoveryCode.objects.filter(account=account, hash=_hash(code)).delete()
    return bool(used)


def new_recovery_codes(account: Account) -> list[str]:
    """Ten codes in place of those before; only their hashes are kept."""
    codes = [_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, hash=_hash(code)) for code in codes
    )
    return codes


def _code() -> str:
    """Sixteen letters and digits that are not taken for each other: about 79 bits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(f"samlad recovery {plain}".encode()).hexdigest()
