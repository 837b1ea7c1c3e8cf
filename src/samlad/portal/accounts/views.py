"""The pages of signing in: name and password, second factor, one-time link, sign out."""

from __future__ import annotations

import logging

from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from samlad.portal.accounts import second_factor
from samlad.portal.accounts.changing import set_password, set_second_factor
from samlad.portal.accounts.forms import ChangePassword, Code, NewPassword, SignIn
from samlad.portal.accounts.links import account_of
from samlad.portal.accounts.lockout import forget_failures, locked_until, note_failure
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import (
    begin_waiting,
    for_accounts,
    onward_of,
    sign_in,
    waiting,
)
from samlad.portal.wording import words

logger = logging.getLogger("samlad.security")


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
            return redirect("second-factor" if account.totp_salt else "second-factor-new")
        if account is not None:
            forget_failures(account.name)
            sign_in(request, account, with_second_factor=False)
            return redirect(onward)
    context = {"form": form, "onward": onward, "has_ended": "has_ended" in request.GET}
    return render(request, "accounts/sign_in.html", context, status=_status(form))


def second_factor_page(request: HttpRequest) -> HttpResponse:
    """The code of the second factor, after the password."""
    found = waiting(request)
    if found is None or not found[0].totp_salt:
        return redirect("sign-in")
    account, onward = found
    form = Code(request.POST or None)
    if form.is_valid() and not _is_locked(form, "code", account.name):
        if second_factor.accepts(account, form.cleaned_data["code"]):
            account.refresh_from_db()
            forget_failures(account.name)
            sign_in(request, account, with_second_factor=True)
            return redirect(onward)
        _count(account.name)
        form.add_error("code", words("accounts.code_wrong"))
    return render(request, "accounts/second_factor.html", {"form": form}, status=_status(form))


def second_factor_new(request: HttpRequest) -> HttpResponse:
    """Set the second factor up: the secret as picture and text, then a code that shows it works."""
    found = waiting(request)
    if found is None or found[0].totp_salt:
        return redirect("sign-in")
    account, onward = found
    salt = request.session.setdefault("salt", second_factor.new_salt())
    form = Code(request.POST or None)
    form.fields["code"].help_text = words("accounts.code_of_app_hint")
    if form.is_valid():
        step = second_factor.step_of(salt, form.cleaned_data["code"])
        if step is not None:
            set_second_factor(account.name, account, salt, step)
            codes = second_factor.new_recovery_codes(account)
            forget_failures(account.name)
            del request.session["salt"]
            sign_in(request, account, with_second_factor=True)
            shown = {"codes": codes, "onward": onward}
            return render(request, "accounts/recovery_codes.html", shown)
        form.add_error("code", words("accounts.code_wrong"))
    context = {
        "form": form,
        "secret": second_factor.spaced(second_factor.secret_of(salt)),
        "picture": second_factor.picture(account, salt),
    }
    return render(request, "accounts/second_factor_new.html", context, status=_status(form))


@csrf_exempt
@sensitive_post_parameters()
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by a one-time link."""
    account = account_of(token)
    if account is None:
        raise Http404
    form = NewPassword(account, request.POST or None)
    if form.is_valid():
        set_password(account, form.cleaned_data["password"])
        forget_failures(account.name)
        return redirect("sign-in")
    context = {"form": form, "account": account}
    return render(request, "accounts/welcome.html", context, status=_status(form))


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
        sign_in(request, account, with_second_factor=had_second)
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
    if _is_locked(form, "password", name):
        return None
    account = authenticate(request, username=name, password=password)
    if isinstance(account, Account):
        return account
    _count(name)
    form.add_error("password", words("accounts.wrong"))
    return None


def _is_locked(form: SignIn | Code, field: str, name: str) -> bool:
    until = locked_until(name)
    if until is not None:
        form.add_error(field, words("accounts.locked", time=f"{localtime(until):%H:%M:%S}"))
    return until is not None


def _count(name: str) -> None:
    note_failure(name)
    if locked_until(name):
        logger.warning("a name is locked after failed attempts to sign in: %r", name[:60])


def _status(form: SignIn | Code | NewPassword) -> int:
    return 422 if form.errors else 200
