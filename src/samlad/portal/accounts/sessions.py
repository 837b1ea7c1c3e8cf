"""Signing in by steps, and how long it lasts: two hours without a request, twelve in all.

Takes requests; keeps in the session who has given a password and waits for the second factor. What
is sent when the session has ended is not lost: see samlad.portal.accounts.unsent.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now

from samlad.portal.accounts.models import Account
from samlad.portal.accounts.unsent import is_kept, what_was_sent

IDLE = 2 * 3600
ABSOLUTE = 12 * 3600
#: How long somebody may take between password and second factor.
BETWEEN = 600
#: Proofs are changed only this soon after signing in.
FRESH = 900
#: The time of the last request is written down this often, not at every one.
NOTED = 60

View = Callable[..., HttpResponse]


def begin_waiting(request: HttpRequest, account: Account, onward: str) -> None:
    """The password was right; the second factor is to come."""
    request.session.flush()
    request.session["waiting"] = {
        "account": account.pk,
        "proofs": account.get_session_auth_hash(),
        "at": time.time(),
        "onward": onward,
    }


def waiting(request: HttpRequest) -> tuple[Account, str] | None:
    """Who waits for the second factor and where they want to; None when nobody, or too long, or
    where password, role or other proofs have changed since.
    """
    kept = request.session.get("waiting")
    if not kept or time.time() - kept["at"] > BETWEEN:
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    if account is None or not constant_time_compare(
        kept.get("proofs", ""), account.get_session_auth_hash()
    ):
        return None
    return account, kept["onward"]


def sign_in(request: HttpRequest, account: Account, *, with_second_factor: bool) -> None:
    """Begin a session under a new key; what has ended is cleared away."""
    Session.objects.filter(expire_date__lt=now()).delete()
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    for done in ("waiting", "salt", "passkey"):
        request.session.pop(done, None)
    request.session["begun"] = request.session["seen"] = time.time()
    request.session["second"] = with_second_factor


def stay_signed_in(request: HttpRequest, account: Account, *, with_second_factor: bool) -> None:
    """Go on under a new key after a change of one's own proofs, which has ended all sessions.

    When it began stays: a change is no new sign-in.
    """
    begun = request.session.get("begun", 0)
    sign_in(request, account, with_second_factor=with_second_factor)
    request.session["begun"] = begun


def has_ended(request: HttpRequest) -> bool:
    """Whether the session is too old or was left too long; notes the request if not."""
    moment = time.time()
    seen = request.session.get("seen", 0)
    if moment - request.session.get("begun", 0) > ABSOLUTE or moment - seen > IDLE:
        return True
    if moment - seen > NOTED:
        request.session["seen"] = moment
    return False


def signed_in(request: HttpRequest) -> Account | None:
    """The account whose session goes on, with the second factor where it needs one; else None.

    A session that has ended is cleared away.
    """
    account = request.user
    if not isinstance(account, Account):
        return None
    if has_ended(request):
        logout(request)
        return None
    return account if _is_proven(request, account) else None


def for_accounts(view: View) -> View:
    """A page that only those see who have signed in, with the second factor if the role asks."""

    @wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponse:
        account = request.user
        is_known = account.is_authenticated
        if is_known and signed_in(request) is not None:
            return view(request, *arguments, **names)
        if request.method == "POST" and is_kept(request):
            return what_was_sent(request)
        if not is_known:
            return _to_sign_in(request)
        if not request.user.is_authenticated:
            return _to_sign_in(request, has_ended="1")
        assert isinstance(account, Account)
        begin_waiting(request, account, request.path)
        return redirect(second_factor_address(account))

    return checked


def just_signed_in(view: View) -> View:
    """A page where proofs are changed: only soon after signing in, so that a session left open, or
    taken over, does not become a way in for good.
    """

    @wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponse:
        if time.time() - request.session.get("begun", 0) > FRESH:
            return _to_sign_in(request, again="1")
        return view(request, *arguments, **names)

    return for_accounts(checked)


def second_factor_address(account: Account) -> str:
    """Where somebody who has given a password goes on to."""
    return reverse("second-factor" if account.has_second_factor else "second-factor-new")


def _is_proven(request: HttpRequest, account: Account) -> bool:
    return bool(request.session.get("second")) or not account.needs_second_factor


def onward_of(request: HttpRequest) -> str:
    """Where to go after signing in: an address of ours, else the daily work."""
    wanted = request.POST.get("vidare") or request.GET.get("vidare") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("work")


def _to_sign_in(request: HttpRequest, **query: str) -> HttpResponse:
    onward = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("work")
    return redirect(f"{reverse('sign-in')}?{urlencode({**query, 'vidare': onward})}")
