"""What the environment says of the provider. Knows nothing of Django, whose settings it is part of.

SAMLAD_OPENID: the issuer's address, just as the provider writes it. SAMLAD_OPENID_CLIENT and
SAMLAD_OPENID_SECRET: what the provider knows the portal by. SAMLAD_OPENID_NAME: what people call
the provider. SAMLAD_OPENID_ACR: values of `acr`, with commas, that stand for more than a password.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from samlad.errors import EnvironmentFault

NEEDED = ("SAMLAD_OPENID", "SAMLAD_OPENID_CLIENT", "SAMLAD_OPENID_SECRET", "SAMLAD_OPENID_NAME")
WELL_KNOWN = "/.well-known/openid-configuration"
LOCAL = ("localhost", "127.0.0.1", "::1")

#: What django-allauth needs to be there; none of its addresses, pages or templates are.
APPS = (
    "samlad.portal.accounts.openid.apps.AllauthAccounts",
    "allauth.socialaccount",
)
DJANGO: Mapping[str, Any] = {
    "SOCIALACCOUNT_ADAPTER": "samlad.portal.accounts.openid.protocol.OnlyLinked",
    "SOCIALACCOUNT_STORE_TOKENS": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": "name",
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
}


@dataclass(frozen=True, slots=True)
class OpenId:
    """The provider. acr: the values that stand for more than a password."""

    issuer: str
    client: str
    secret: str
    name: str
    acr: frozenset[str] = frozenset()

    @property
    def discovery(self) -> str:
        """Where the provider tells its own addresses."""
        return self.issuer.rstrip("/") + WELL_KNOWN

    def __repr__(self) -> str:
        """Without the secret, which a log has no use for."""
        return f"OpenId({self.issuer!r})"


def openid_of(environment: Mapping[str, str]) -> OpenId | None:
    """The provider that is set; None where nothing is. Raises EnvironmentFault for the rest."""
    given = {name: environment.get(name, "").strip() for name in NEEDED}
    if not any(given.values()):
        return None
    lacking = [name for name, value in given.items() if not value]
    if lacking:
        raise EnvironmentFault(
            f"{', '.join(lacking)}: not set, though {_list(given)} is; set all four of "
            f"{', '.join(NEEDED)}, or none of them"
        )
    _check_issuer(given["SAMLAD_OPENID"])
    if find_spec("allauth") is None or find_spec("jwt") is None:
        raise EnvironmentFault(
            "SAMLAD_OPENID: needs django-allauth, which is not installed; "
            "install it with 'pip install samlad[openid]', or leave SAMLAD_OPENID unset"
        )
    acr = environment.get("SAMLAD_OPENID_ACR", "").split(",")
    issuer, client, secret, name = given.values()
    return OpenId(issuer, client, secret, name, frozenset(filter(None, map(str.strip, acr))))


def is_safe(address: str) -> bool:
    """Whether what is sent there is kept secret: by https, or within this machine.

    >>> is_safe("https://login.example/"), is_safe("http://login.example"), is_safe("https://")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL))


def _check_issuer(issuer: str) -> None:
    if not is_safe(issuer) or "?" in issuer or "#" in issuer or len(issuer) > 255:
        raise EnvironmentFault(
            f"SAMLAD_OPENID: '{issuer[:80]}' is no issuer's address; "
            "write it as the provider does, such as https://login.example.se"
        )


def _list(given: Mapping[str, str]) -> str:
    return ", ".join(name for name, value in given.items() if value)
