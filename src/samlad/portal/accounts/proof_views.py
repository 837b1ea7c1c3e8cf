"""The pages where somebody keeps what proves who they are: passkeys, the app, recovery codes, and
the link to a provider of OpenID Connect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from samlad.errors import InputError
from samlad.portal.accounts import factors
from samlad.portal.accounts.forms import PasskeyName
from samlad.portal.accounts.models import Account, Passkey
from samlad.portal.accounts.openid.current import provider
from samlad.portal.accounts.sessions import just_signed_in, stay_signed_in
from samlad.portal.accounts.setting_up import recovery_codes_page, set_up, set_up_page
from samlad.portal.wording import words


@just_signed_in
def proofs(request: HttpRequest) -> HttpResponse:
    """What the account signs in by. What is sent names its change by its button; what names none
    changes nothing.
    """
    account = _own(request)
    fault = ""
    if "koder" in request.POST and account.has_second_factor:
        return recovery_codes_page(request, account, reverse("proofs"))
    asked = [change for name, change in CHANGES.items() if name in request.POST]
    if asked:
        had_second = bool(request.session.get("second"))
        try:
            for change in asked:
                change(request, account)
        except InputError as refusal:
            fault = str(refusal)
        else:
            stay_signed_in(request, account, with_second_factor=had_second)
            return redirect("proofs")
    return _page(request, account, fault)


@just_signed_in
def proof_new(request: HttpRequest) -> HttpResponse:
    """One more second factor, or the first."""
    account = _own(request)
    is_first = not account.has_second_factor
    tried = set_up(request, account)
    if tried.is_done:
        stay_signed_in(request, account, with_second_factor=True)
        if is_first:
            return recovery_codes_page(request, account, reverse("proofs"))
        return redirect("proofs")
    return set_up_page(request, account, tried)


def _page(request: HttpRequest, account: Account, fault: str) -> HttpResponse:
    own = list(account.passkeys.all())
    context = {
        "account": account,
        "passkeys": [(each, _naming(each)) for each in own],
        "may_add": len(own) < factors.MOST_PASSKEYS or not account.totp_salt,
        "is_last": factors.is_last(account),
        "codes_left": account.recovery_codes.count(),
        "openid": settings.OPENID,
        "is_linked": bool(settings.OPENID)
        and account.openid_links.filter(issuer=provider().issuer).exists(),
        "fault": fault,
    }
    return render(request, "accounts/proofs.html", context, status=422 if fault else 200)


def _naming(passkey: Passkey) -> PasskeyName:
    return PasskeyName(initial={"name": passkey.name}, auto_id=f"passkey-{passkey.pk}-%s")


def _rename(request: HttpRequest, account: Account) -> None:
    form = PasskeyName(request.POST)
    if not form.is_valid():
        raise InputError(words("accounts.passkey_no_name"))
    factors.rename_passkey(
        account.name, _passkey(account, request.POST["byt"]), form.cleaned_data["name"]
    )


def _remove(request: HttpRequest, account: Account) -> None:
    factors.remove_passkey(account.name, _passkey(account, request.POST["bort"]))


def _remove_app(request: HttpRequest, account: Account) -> None:
    if account.totp_salt:
        factors.remove_app(account.name, account)


def _unlink(request: HttpRequest, account: Account) -> None:
    if settings.OPENID:
        factors.unlink_openid(account.name, account, provider().issuer)


#: The name of a button → what it does.
CHANGES: Mapping[str, Callable[[HttpRequest, Account], None]] = {
    "byt": _rename,
    "bort": _remove,
    "app-bort": _remove_app,
    "lossa": _unlink,
}


def _passkey(account: Account, number: str) -> Passkey:
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    found = account.passkeys.filter(pk=int(number)).first() if is_number else None
    if found is None:
        raise InputError(words("accounts.passkey_is_gone"))
    found.account = account  # so that what the change notes at the account is seen here
    return found


def _own(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)
    return account
