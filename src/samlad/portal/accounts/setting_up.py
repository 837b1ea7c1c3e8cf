"""Setting a second factor up, by the one form or the other: a passkey that the device makes, or the
app's secret as picture and text with a code that shows that it works.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samlad.errors import SamladError
from samlad.portal.accounts import passkeys, second_factor
from samlad.portal.accounts.factors import add_passkey, renew_recovery_codes, set_app
from samlad.portal.accounts.forms import Code, PasskeyName
from samlad.portal.accounts.models import Account
from samlad.portal.wording import words

#: The field that the script sends the device's answer in.
ANSWER = "passkey"


@dataclass
class SettingUp:
    """Both forms, what was wrong with a passkey, and whether one of them has done it."""

    name: PasskeyName
    code: Code
    fault: str = ""
    is_done: bool = False


def set_up(request: HttpRequest, account: Account) -> SettingUp:
    """Take in what was sent, if anything was."""
    sent = request.POST if request.method == "POST" else None
    is_passkey = sent is not None and ANSWER in sent
    tried = SettingUp(
        PasskeyName(sent if is_passkey else None),
        Code(None if is_passkey else sent, hint="accounts.code_of_app_hint"),
    )
    if is_passkey and tried.name.is_valid():
        try:
            name = tried.name.cleaned_data["name"]
            made = passkeys.made(request, account, request.POST[ANSWER], name)
            add_passkey(account.name, made)
            tried.is_done = True
        except SamladError as fault:
            tried.fault = str(fault)
    elif not account.totp_salt and tried.code.is_valid():
        tried.is_done = _set_app(request, account, tried.code)
    return tried


def set_up_page(request: HttpRequest, account: Account, tried: SettingUp) -> HttpResponse:
    """Both ways, or a passkey alone where the account has an app."""
    key = "second_factor_more" if account.has_second_factor else "second_factor_new"
    context = {
        "title": words(f"accounts.{key}"),
        "lead": words(f"accounts.{key}_lead"),
        "tried": tried,
        "options": passkeys.to_make(request, account),
    }
    if not account.totp_salt:
        salt = request.session.setdefault("salt", second_factor.new_salt())
        context |= {
            "secret": second_factor.spaced(second_factor.secret_of(salt)),
            "picture": second_factor.picture(account, salt),
        }
    is_wrong = tried.fault or tried.code.errors or tried.name.errors
    status = 422 if is_wrong else 200
    return render(request, "accounts/second_factor_new.html", context, status=status)


def recovery_codes_page(request: HttpRequest, account: Account, onward: str) -> HttpResponse:
    """New recovery codes, shown this once."""
    codes = renew_recovery_codes(account.name, account)
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "onward": onward})


def _set_app(request: HttpRequest, account: Account, form: Code) -> bool:
    salt = request.session.setdefault("salt", second_factor.new_salt())
    step = second_factor.step_of(salt, form.cleaned_data["code"])
    if step is None:
        form.add_error("code", words("accounts.code_wrong"))
        return False
    set_app(account.name, account, salt, step)
    return True
