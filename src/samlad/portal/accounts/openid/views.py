"""The way to the provider and the way back. Whatever goes wrong ends at a page that says so, and
signs nobody in.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.account.middleware import AccountMiddleware
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET
from requests import RequestException

from samlad.errors import InputError
from samlad.model import LANGUAGES
from samlad.portal.accounts import links
from samlad.portal.accounts.factors import link_openid
from samlad.portal.accounts.forms import locked_sentence
from samlad.portal.accounts.lockout import forget_failures
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.openid.current import provider
from samlad.portal.accounts.openid.identity import (
    NoIdentity,
    account_of,
    is_second_factor,
    subject_of,
)
from samlad.portal.accounts.openid.protocol import (
    PROVIDER,
    UNREADABLE,
    Exchange,
    Failed,
    Known,
    OnlyLinked,
)
from samlad.portal.accounts.sessions import (
    begin_waiting,
    just_signed_in,
    onward_of,
    second_factor_address,
    sign_in,
    signed_in,
    stay_signed_in,
)
from samlad.portal.accounts.views import link_gone
from samlad.portal.wording import language, words

logger = logging.getLogger("samlad.security")

#: What a provider that is down, or answers what it should not, comes to.
TROUBLE = (OAuth2Error, RequestException, *UNREADABLE)
LANGUAGE = "openid_language"

Answer = Callable[[HttpRequest], HttpResponse]


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """On to the provider: to sign in; with `koppla`, to link the account that has signed in; with
    `lank`, to link the account of a one-time link.

    A page of another site does not begin any of them.
    """
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return redirect("sign-in")
    if "koppla" in request.GET:
        return _start_linking(request)
    if "lank" in request.GET:
        link = links.hash_of(request.GET["lank"])
        if links.account_of_hash(link) is None:
            return link_gone(request)
        return _to_provider(request, {"link": link})
    return _to_provider(request, {"onward": onward_of(request)})


@require_GET
def answer(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    with _in_language(request):
        ended = _ended(request)
        if isinstance(ended, Known):
            response = _known(request, ended.claims, ended.purpose)
        else:
            response = _failed(request, ended)
        response.headers["Content-Language"] = language()
        return response


def _ended(request: HttpRequest) -> Known | Failed:
    """What has come of the exchange with the provider."""
    view = OAuth2CallbackView.adapter_view(Exchange(request, PROVIDER))
    try:
        ended = _within_allauth(view)(request)
    except TROUBLE as fault:
        return Failed(fault)
    return ended if isinstance(ended, Known | Failed) else Failed("an answer of allauth's own")


def _known(
    request: HttpRequest, claims: Mapping[str, Any], purpose: Mapping[str, Any]
) -> HttpResponse:
    """The provider has said who it is."""
    try:
        subject = subject_of(claims, provider(), purpose["nonce"])
    except NoIdentity as fault:
        return _failed(request, Failed(fault))
    is_second = is_second_factor(claims, provider())
    if "account" in purpose:
        return _link_own(request, purpose["account"], subject)
    if "link" in purpose:
        return _link_by_link(request, purpose["link"], subject, is_second)
    account = account_of(provider(), subject)
    if account is None:
        logger.warning("nobody is linked to a subject of %s", provider().issuer)
        return _refused(request, 403, "openid_unknown", subject=subject)
    return _enter(request, account, purpose["onward"], is_second)


def _failed(request: HttpRequest, ended: Failed) -> HttpResponse:
    """It went wrong."""
    if ended.is_cancelled:
        return _refused(request, 403, "openid_cancelled")
    if not ended.was_asked:
        return _refused(request, 400, "openid_not_asked")
    # The provider's own words may hold what nobody should read in a log.
    told = str(ended.fault).partition(": b")[0][:200]
    logger.warning("signing in by %s went wrong: %s", provider().issuer, told)
    return _refused(request, 502, "openid_trouble")


def _enter(
    request: HttpRequest, account: Account, onward: str, is_second_factor: bool
) -> HttpResponse:
    """Sign the account in, or on to the second factor."""
    if not account.is_active:
        return _refused(request, 403, "openid_closed")
    if locked := locked_sentence(account.name):
        return _refused(request, 403, sentence=locked)
    if account.needs_second_factor and not is_second_factor:
        begin_waiting(request, account, onward)
        return redirect(second_factor_address(account))
    forget_failures(account.name)
    sign_in(request, account, with_second_factor=is_second_factor)
    return redirect(onward)


def _link_own(request: HttpRequest, number: int, subject: str) -> HttpResponse:
    """Link the account that has signed in, and begun this."""
    account = signed_in(request)
    if account is None or account.pk != number:
        return _refused(request, 403, "openid_gone")
    had_second = bool(request.session.get("second"))
    try:
        link_openid(account.name, account, provider().issuer, subject)
    except InputError as fault:
        return _refused(request, 409, sentence=str(fault))
    stay_signed_in(request, account, with_second_factor=had_second)
    return redirect("proofs")


def _link_by_link(
    request: HttpRequest, link: str, subject: str, is_second_factor: bool
) -> HttpResponse:
    """Link the account of a one-time link, which is then used up, and go in."""
    try:
        with transaction.atomic():
            account = links.account_of_hash(link)
            if account is None:
                return _refused(request, 403, "openid_gone")
            maker = links.made_by(account)
            link_openid(account.name, account, provider().issuer, subject, link_made_by=maker)
            links.use_up(account)
    except InputError as fault:
        return _refused(request, 409, sentence=str(fault))
    forget_failures(account.name)
    return _enter(request, account, reverse("work"), is_second_factor)


@just_signed_in
def _start_linking(request: HttpRequest) -> HttpResponse:
    if not _is_from_our_page(request):
        return redirect("proofs")
    return _to_provider(request, {"account": request.user.pk})


def _to_provider(request: HttpRequest, purpose: dict[str, Any]) -> HttpResponse:
    request.session[LANGUAGE] = language()

    def go(request: HttpRequest) -> HttpResponse:
        return OnlyLinked(request).get_provider(request).start(request, purpose)

    try:
        begun = _within_allauth(go)(request)
    except TROUBLE as fault:
        begun = Failed(fault)
    return _failed(request, begun) if isinstance(begun, Failed) else begun


def _within_allauth(view: Answer) -> Answer:
    """The view with allauth's middleware around it, which no other page has."""
    inside: Answer = AccountMiddleware(view)
    return inside


def _refused(
    request: HttpRequest, status: int, key: str = "", *, sentence: str = "", subject: str = ""
) -> HttpResponse:
    """The page that says why nobody was signed in. A session that was only for this is gone."""
    if signed_in(request) is None:
        request.session.flush()
    context = {
        "sentence": sentence or words(f"accounts.{key}", name=provider().name),
        "subject": subject,
        "account": signed_in(request),
    }
    return render(request, "accounts/openid_refused.html", context, status=status)


def _is_from_our_page(request: HttpRequest) -> bool:
    sent_from = request.headers.get("Sec-Fetch-Site")
    if sent_from is not None:
        return sent_from == "same-origin"
    return request.headers.get("Referer", "").startswith(
        f"{request.scheme}://{request.get_host()}/"
    )


@contextmanager
def _in_language(request: HttpRequest) -> Iterator[None]:
    """The language in which somebody set out; the address that the provider knows has but one."""
    kept = request.session.get(LANGUAGE)
    chosen = kept if kept in LANGUAGES else language()
    request.LANGUAGE_CODE = chosen
    with translation.override(chosen):
        yield
