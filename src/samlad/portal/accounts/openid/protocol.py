"""django-allauth, narrowed: one provider, from the settings; what comes of it is ours to decide.

allauth does discovery, state, PKCE, the exchange of the code, and the id token with its keys. Here
it is told to check the token's signature also when it came straight from the provider, to take no
answer without an id token, to keep nothing, and to make no account and find none by e-mail.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from samlad.portal.accounts.openid import current
from samlad.portal.accounts.openid.settings import is_safe

PROVIDER = "samlad"
#: The addresses that the provider tells of, all of which secrets are sent to or keys come from.
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


#: What an answer of another shape than it should have comes to.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)


class Known(HttpResponse):
    """Who it is, for the view that asked: never sent to anybody.

    claims: of the id token; purpose: what was kept when the person set out.
    """

    def __init__(self, claims: Mapping[str, Any], purpose: Mapping[str, Any]) -> None:
        super().__init__()
        self.claims, self.purpose = claims, purpose


class Failed(HttpResponse):
    """That it went wrong, in the same way. was_asked: whether it answers a question of ours."""

    def __init__(
        self, fault: object, *, is_cancelled: bool = False, was_asked: bool = True
    ) -> None:
        super().__init__()
        self.fault, self.is_cancelled, self.was_asked = fault, is_cancelled, was_asked


class Exchange(OpenIDConnectOAuth2Adapter):
    """The exchange with the provider."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's addresses. Raises OAuth2Error where another issuer answers."""
        found: dict[str, Any] = super().openid_config
        if found.get("issuer") != current.provider().issuer:
            raise OAuth2Error(f"the provider calls itself {found.get('issuer')!r}")
        for name in ADDRESSES:
            if not isinstance(found.get(name), str) or not is_safe(found[name]):
                raise OAuth2Error(f"the provider's {name} is lacking, or not by https")
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """One address in every language, since the provider knows just one."""
        with translation.override("sv"):
            return request.build_absolute_uri(reverse("openid-answer"))

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: Any = None
    ) -> Any:
        """The provider's answer. The id token in it is checked like one from anywhere: allauth
        leaves its signature out where it fetched the token itself.
        """
        data = super().get_access_token_data(request, app, client, pkce_code_verifier)
        self.did_fetch_access_token = False
        if not isinstance(data, dict) or not data.get("id_token"):
            raise OAuth2Error("the provider gave no id token")
        return data

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who it is by the id token alone. Whatever is not as it must be is an OAuth2Error."""
        try:
            return super().complete_login(request, app, token, **kwargs)
        except UNREADABLE as fault:
            raise OAuth2Error(f"the provider's answer cannot be read ({fault!r})") from fault


class Provider(OpenIDConnectProvider):
    """The one provider."""

    oauth2_adapter_class = Exchange

    def extract_uid(self, data: Any) -> str:
        """What allauth's own table, which stays empty, has room for. The claims say who it is."""
        return str(super().extract_uid(data))[:100]

    def start(self, request: HttpRequest, purpose: dict[str, Any]) -> HttpResponse:
        """On to the provider. purpose: what the session keeps until the answer, with the nonce."""
        nonce = secrets.token_urlsafe(24)
        return self.redirect(
            request,
            process="login",
            data={**purpose, "nonce": nonce},
            scope=["openid"],
            auth_params={"nonce": nonce},
        )


class OnlyLinked(DefaultSocialAccountAdapter):
    """Every way that allauth would go on by itself ends here."""

    def get_provider(
        self, request: HttpRequest, provider: Any = PROVIDER, client_id: Any = None
    ) -> Provider:
        """The one of the settings; none is ever looked up in the database."""
        given = current.provider()
        app = SocialApp(
            provider=OpenIDConnectProvider.id,
            provider_id=PROVIDER,
            name=given.name,
            client_id=given.client,
            secret=given.secret,
            settings={
                "server_url": given.discovery,
                "oauth_pkce_enabled": True,
                "fetch_userinfo": False,
            },
        )
        return Provider(request, app=app)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """Who it is, is known: all that follows is ours."""
        claims = sociallogin.account.extra_data["id_token"]
        raise ImmediateHttpResponse(Known(claims, sociallogin.state["data"]))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> NoReturn:
        """It went wrong, and what allauth would show is not shown."""
        is_cancelled = error == AuthError.CANCELLED
        was_asked = bool((extra_context or {}).get("state"))
        ended = Failed(exception or error, is_cancelled=is_cancelled, was_asked=was_asked)
        raise ImmediateHttpResponse(ended)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Nobody is made of what the provider says."""
        return sociallogin.user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Nobody is found by an address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False
