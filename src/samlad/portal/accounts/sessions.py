"""Signing in by steps, and how long it lasts: two hours without a request, twelve in all.

Takes requests; keeps in the session who has given a password and waits for the second factor.
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
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now

from samlad.portal.accounts.models import Account

IDLE = 2 * 3600
ABSOLUTE = 12 * 3600
#: How long somebody may take between password and second factor.
BETWEEN = 600
#: The time of the last request is written down this often, not at every one.
NOTED = 60

View = Callable[..., HttpResponse]


def begin_waiting(request: HttpRequest, account: Account, onward: str) -> None:
    """The password was right; the second factor is to come."""
    request.session.flush()
    request.session["waiting"] = {"account": account.pk, "at": time.time(), "onward": onward}


def waiting(request: HttpRequest) -> tuple[Account, str] | None:
    """Who waits for the second factor and where they want to; None when nobody, or too long."""
    kept = request.session.get("waiting")
    if not kept or time.time() - kept["at"] > BETWEEN:
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    return (account, kept["onward"]) if account else None


def sign_in(request: HttpRequest, account: Account, *, with_second_factor: bool) -> None:
    """Begin a session under a new key; what has ended is cleared away."""
    Session.objects.filter(expire_date__lt=now()).delete()
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop("waiting", None)
    request.session["begun"] = request.session["seen"] = time.time()
    request.session["second"] = with_second_factor


def has_ended(request: HttpRequest) -> bool:
    """Whether the session is too old or was left too long; notes the request if not."""
    moment = time.time()
    seen = request.session.get("seen", 0)
    if moment - request.session.get("begun", 0) > ABSOLUTE or moment - seen > IDLE:
        return True
    if moment - seen > NOTED:
        request.session["seen"] = moment
    return False


def for_accounts(view: View) -> View:
    """A page that only those see who have signed in, with the second factor if the role asks."""

    @wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **names: Any) -> HttpResponse:
        account = request.user
        if not account.is_authenticated:
            return _to_sign_in(request)
        if has_ended(request):
            logout(request)
            return _to_sign_in(request, has_ended="1")
        assert isinstance(account, Account)
        if account.needs_second_factor and not request.session.get("second"):
            begin_waiting(request, account, request.path)
            return redirect("second-factor" if account.totp_salt else "second-factor-new")
        return view(request, *arguments, **names)

    return checked


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
