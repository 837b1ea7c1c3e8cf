"""The pages of accounts, for administrators: the list, a new one, what one is for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import InputError
from samlad.portal.accounts.changing import (
    ChangedMeanwhile,
    change_account,
    make_account,
    seen,
    told,
)
from samlad.portal.accounts.factors import link_openid, unlink_openid
from samlad.portal.accounts.links import new_link
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.openid.current import provider
from samlad.portal.accounts.sessions import for_accounts, stay_signed_in
from samlad.portal.navigation import Link
from samlad.portal.wording import words
from samlad.portal.work.account_forms import AccountForm, SubjectForm
from samlad.portal.work.asked import account_of, work_trail
from samlad.portal.work.beside import beside
from samlad.portal.work.once import FIELD, new_key, once, taken_in
from samlad.portal.work.rules import Action, require_anywhere

#: The field with the mark of what the form was opened with.
SEEN = "sett"


@for_accounts
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts."""
    require_anywhere(account_of(request), Action.KEEP_ACCOUNTS)
    found = Account.objects.prefetch_related("actors", "area_links", "passkeys")
    context = {"accounts": found, "trail": work_trail(Link(words("accounts.title")))}
    return render(request, "work/accounts.html", context)


@for_accounts
def new(request: HttpRequest) -> HttpResponse:
    """A new account; its person sets a password by a one-time link."""
    by = account_of(request)
    require_anywhere(by, Action.KEEP_ACCOUNTS)
    form = AccountForm(None, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            found = form.cleaned_data
            made = make_account(
                by.name, found["name"], found["full_name"], found["email"], form.scope()
            )
            return reverse("work-account", args=[made.pk])

        return once(request, by, make)
    return taken_in(request, by) or _form_page(request, form, None)


@for_accounts
def account(request: HttpRequest, number: int) -> HttpResponse:
    """What one account is for. `lank` in what is sent makes a one-time link and shows it, once;
    `koppla` and `lossa` link it to the provider of OpenID Connect and take that away.
    """
    by = account_of(request)
    require_anywhere(by, Action.KEEP_ACCOUNTS)
    found = Account.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    if request.method == "POST" and "lank" in request.POST:
        address = request.build_absolute_uri(reverse("welcome", args=[new_link(by.name, found)]))
        return _form_page(request, _form(found), found, link=address)
    if request.method == "POST" and settings.OPENID and request.POST.keys() & {"koppla", "lossa"}:
        return _link(request, by, found)
    form = _form(found, request)
    was_seen = request.POST.get(SEEN, "")[:64]
    if request.method == "POST" and form.is_valid():
        if found == by and (form.scope().role != by.role or not form.cleaned_data["is_active"]):
            form.add_error("role", words("accounts.not_the_own"))
        else:

            def change() -> str:
                change_account(
                    by.name,
                    found,
                    full_name=form.cleaned_data["full_name"],
                    email=form.cleaned_data["email"],
                    scope=form.scope(),
                    is_active=form.cleaned_data["is_active"],
                    was_seen=was_seen,
                )
                return reverse("work-accounts")

            try:
                return once(request, by, change)
            except ChangedMeanwhile as fault:
                found.refresh_from_db()
                both = beside(form, fault.now, form.cleaned_data)
                return _form_page(request, form, found, differences=both, by=fault.by)
    return _form_page(request, form, found, seen_before=was_seen)


def _link(request: HttpRequest, by: Account, found: Account) -> HttpResponse:
    """Link the account to a subject of the provider, or take that away; its sessions end."""
    issuer = provider().issuer
    form = SubjectForm(provider().name, request.POST if "koppla" in request.POST else None)
    if form.is_bound and not form.is_valid():
        return _form_page(request, _form(found), found, linking=form)

    def change() -> str:
        if form.is_bound:
            link_openid(by.name, found, issuer, form.cleaned_data["subject"])
        else:
            unlink_openid(by.name, found, issuer)
        return reverse("work-account", args=[found.pk])

    try:
        response = once(request, by, change)
    except InputError as fault:
        if not form.is_bound:
            raise
        form.add_error("subject", str(fault))
        return _form_page(request, _form(found), found, linking=form)
    if found == by:  # the own session goes on
        stay_signed_in(request, found, with_second_factor=bool(request.session.get("second")))
    return response


def _form(found: Account, request: HttpRequest | None = None) -> AccountForm:
    stands = told(found)
    initial = {**stands, "actors": "\n".join(stands["actors"])}
    is_sent = request is not None and request.method == "POST"
    return AccountForm(found, request.POST if request and is_sent else None, initial=initial)


def _form_page(
    request: HttpRequest,
    form: AccountForm,
    found: Account | None,
    *,
    link: str = "",
    linking: SubjectForm | None = None,
    seen_before: str = "",
    **more: Any,
) -> HttpResponse:
    here = Link(found.name if found else words("accounts.new"))
    context: dict[str, Any] = {
        "form": form,
        "account": found,
        "link": link,
        "seen_name": SEEN,
        "seen": seen_before or (seen(found) if found else ""),
        "key_name": FIELD,
        "key": new_key(),
        "trail": work_trail(Link(words("accounts.title"), reverse("work-accounts")), here),
    }
    context |= more
    if settings.OPENID and found:
        link_there = found.openid_links.filter(issuer=provider().issuer).first()
        context |= {
            "openid": settings.OPENID,
            "linked": link_there.subject if link_there else "",
            "linking": linking or SubjectForm(provider().name),
        }
    is_wrong = form.errors or (linking is not None and linking.errors)
    status = 409 if "differences" in more else 422 if is_wrong else 200
    return render(request, "work/account.html", context, status=status)
