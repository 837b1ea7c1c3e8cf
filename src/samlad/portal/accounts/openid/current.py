"""The provider that this portal is set to."""

from __future__ import annotations

from django.conf import settings

from samlad.errors import EnvironmentFault
from samlad.portal.accounts.openid.settings import OpenId


def provider() -> OpenId:
    """The provider. Raises EnvironmentFault where none is set."""
    found: OpenId | None = settings.OPENID
    if found is None:
        raise EnvironmentFault(
            "SAMLAD_OPENID: not set, so there is no provider to link to; set it as for serve"
        )
    return found
