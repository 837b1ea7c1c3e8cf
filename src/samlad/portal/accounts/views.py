"""The pages of signing in: name and password, one-time link, new password, sign out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from samlad.portal.accounts.changing import set_password
from samlad.portal.accounts.forms import ChangePassword, NewPassword, SignIn, locked_sentence
from samlad.portal.accounts.links import account_of
from samlad.portal.accounts.lockout import forget_failures, note_failure
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import (
    begin_waiting,
    for_accounts,
    onward_of,
    second_factor_address,
    sign_in,
    stay_signed_in,
)
from samlad.portal.wording import words


# No token here, since a token needs a cookie and nobody has signed in yet. That the form is ours
# is known by where it was sent from: see samlad.portal.middleware.same_site_only.
@csrf_exempt
@sensitive_post_parameters("password")
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    onward = onward_of(request)
    form = SignIn(request.POST or None)
    if form.is_valid():
        account = _account(request, form)
        if account is not None and account.needs_second_factor:
            begin_waiting(request, account, onward)
            return redirect(second_factor_address(account))
        if account is not None:
            forget_failures(account.name)
            sign_in(request, account, with_second_factor=False)
            return redirect(onward)
    context = {
        "form": form,
        "onward": onward,
        "has_ended": "has_ended" in request.GET,
        "again": "again" in request.GET,
        "openid": settings.OPENID,
    }
    return render(request, "accounts/sign_in.html", context, status=_status(form))


@csrf_exempt
@sensitive_post_parameters()
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by a one-time link."""
    account = account_of(token)
    if account is None:
        return link_gone(request)
    form = NewPassword(account, request.POST or None)
    if form.is_valid():
        set_password(account, form.cleaned_data["password"], by_link=True)
        forget_failures(account.name)
        return redirect("sign-in")
    context = {"form": form, "account": account, "token": token, "openid": settings.OPENID}
    return render(request, "accounts/welcome.html", context, status=_status(form))


def link_gone(request: HttpRequest) -> HttpResponse:
    """404: the link leads nowhere. Used, old and made-up ones look the same."""
    return render(request, "accounts/link_gone.html", status=404)


@for_accounts
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the own password; other sessions end."""
    account = request.user
    assert isinstance(account, Account)
    form = ChangePassword(account, request.POST or None)
    if form.is_valid():
        had_second = bool(request.session.get("second"))
        set_password(account, form.cleaned_data["password"])
        stay_signed_in(request, account, with_second_factor=had_second)
        return redirect("work")
    return render(request, "accounts/change_password.html", {"form": form}, status=_status(form))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    response = redirect("sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _account(request: HttpRequest, form: SignIn) -> Account | None:
    """The account of name and password; None with the reason at the form."""
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    if locked := locked_sentence(name):
        form.add_error("password", locked)
        return None
    account = authenticate(request, username=name, password=password)
    if isinstance(account, Account):
        return account
    note_failure(name)
    form.add_error("password", words("accounts.wrong"))
    return None


def _status(form: SignIn | NewPassword) -> int:
    return 422 if form.errors else 200
