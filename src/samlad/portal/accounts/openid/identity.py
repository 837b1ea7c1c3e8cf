"""What an id token says: who somebody is to the provider, and whether by more than a password.

Takes claims whose signature, issuer, audience and time have been checked. Knows no requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samlad.errors import SamladError
from samlad.portal.accounts.models import Account, OpenIdLink
from samlad.portal.accounts.openid.settings import OpenId

#: Values of `amr` (RFC 8176) that stand for something one has, or for more than one factor. Not
#: among them: `pwd`, `pin` and `kba`, which are known; `sms` and `tel`, since a number can be taken
#: over; `fpt`, `face` and the like, which alone are one factor; `rba`, `user`, `geo`, `wia`.
MORE_THAN_A_PASSWORD = frozenset({"mfa", "otp", "hwk", "swk", "sc"})
LONGEST = 255


class NoIdentity(SamladError):
    """The claims are not what the provider was asked for."""


def subject_of(claims: Mapping[str, Any], provider: OpenId, nonce: str) -> str:
    """Who it is. Raises NoIdentity where the token answers another question than ours."""
    if not nonce or claims.get("nonce") != nonce:
        raise NoIdentity("the id token has another nonce")
    if claims.get("iss") != provider.issuer:
        raise NoIdentity("the id token is of another issuer")
    audience = claims.get("aud")
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != provider.client:
        raise NoIdentity("the id token is for others too, and not given to us")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST or "\0" in subject:
        raise NoIdentity("the id token names no subject")
    return subject


def is_second_factor(claims: Mapping[str, Any], provider: OpenId) -> bool:
    """Whether the provider asked for more than a password, as it says itself."""
    ways, acr = claims.get("amr"), claims.get("acr")
    said = {way for way in ways if isinstance(way, str)} if isinstance(ways, list) else set()
    return bool(said & MORE_THAN_A_PASSWORD) or (isinstance(acr, str) and acr in provider.acr)


def account_of(provider: OpenId, subject: str) -> Account | None:
    """The account that is linked to the provider's subject, open or closed."""
    links = OpenIdLink.objects.select_related("account")
    link = links.filter(issuer=provider.issuer, subject=subject).first()
    return link.account if link else None
