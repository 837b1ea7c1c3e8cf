"""The pages of the second factor, between password and daily work: give it, or set one up."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samlad.portal.accounts import passkeys, second_factor
from samlad.portal.accounts.forms import Code, locked_sentence
from samlad.portal.accounts.lockout import forget_failures, note_failure
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import sign_in, waiting
from samlad.portal.accounts.setting_up import ANSWER, recovery_codes_page, set_up, set_up_page
from samlad.portal.wording import words


def second_factor_page(request: HttpRequest) -> HttpResponse:
    """A passkey or a code, after the password."""
    found = waiting(request)
    if found is None or not found[0].has_second_factor:
        return redirect("sign-in")
    account, onward = found
    is_passkey = ANSWER in request.POST
    hint = "accounts.code_hint" if account.totp_salt else "accounts.code_of_recovery_hint"
    form = Code(None if is_passkey else request.POST or None, hint=hint)
    fault = _passkey_fault(request, account) if is_passkey else ""
    if (is_passkey and not fault) or (form.is_valid() and _is_right(form, account)):
        account.refresh_from_db()
        forget_failures(account.name)
        sign_in(request, account, with_second_factor=True)
        return redirect(onward)
    context = {
        "account": account,
        "form": form,
        "fault": fault,
        "options": passkeys.to_sign_in(request, account),
        "has_passkeys": account.passkeys.exists(),
    }
    status = 422 if fault or form.errors else 200
    return render(request, "accounts/second_factor.html", context, status=status)


def second_factor_new(request: HttpRequest) -> HttpResponse:
    """Set a second factor up before anything else is shown."""
    found = waiting(request)
    if found is None or found[0].has_second_factor:
        return redirect("sign-in")
    account, onward = found
    tried = set_up(request, account)
    if tried.is_done:
        forget_failures(account.name)
        sign_in(request, account, with_second_factor=True)
        return recovery_codes_page(request, account, onward)
    return set_up_page(request, account, tried)


def _passkey_fault(request: HttpRequest, account: Account) -> str:
    """Why the passkey is refused; blank when it is taken."""
    if locked := locked_sentence(account.name):
        return locked
    try:
        passkeys.check(request, account, request.POST[ANSWER])
    except passkeys.TooLate as fault:
        return str(fault)
    except passkeys.Refused as fault:
        note_failure(account.name)
        return str(fault)
    return ""


def _is_right(form: Code, account: Account) -> bool:
    if locked := locked_sentence(account.name):
        form.add_error("code", locked)
        return False
    if second_factor.accepts(account, form.cleaned_data["code"]):
        return True
    note_failure(account.name)
    form.add_error("code", words("accounts.code_wrong"))
    return False
