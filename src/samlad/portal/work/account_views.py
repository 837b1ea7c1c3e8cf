"""The pages of accounts, for administrators: the list, a new one, what one is for."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.accounts.changing import change_account, make_account, told
from samlad.portal.accounts.links import new_link
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import for_accounts
from samlad.portal.navigation import Link
from samlad.portal.wording import words
from samlad.portal.work.account_forms import AccountForm
from samlad.portal.work.once import FIELD, new_key, once, taken_in
from samlad.portal.work.rules import Action, Reach, reach
from samlad.portal.work.views import account_of, work_trail


@for_accounts
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts."""
    _require(account_of(request))
    found = Account.objects.prefetch_related("actors", "area_links")
    context = {"accounts": found, "trail": work_trail(Link(words("accounts.title")))}
    return render(request, "work/accounts.html", context)


@for_accounts
def new(request: HttpRequest) -> HttpResponse:
    """A new account; its person sets a password by a one-time link."""
    by = account_of(request)
    _require(by)
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
    """What one account is for. `lank` in what is sent makes a one-time link and shows it, once."""
    by = account_of(request)
    _require(by)
    found = Account.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    if request.method == "POST" and "lank" in request.POST:
        address = request.build_absolute_uri(reverse("welcome", args=[new_link(found)]))
        return _form_page(request, _form(found), found, link=address)
    form = _form(found, request)
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
                )
                return reverse("work-accounts")

            return once(request, by, change)
    return _form_page(request, form, found)


def _require(account: Account) -> None:
    if reach(account, Action.KEEP_ACCOUNTS) == Reach.NONE:
        raise PermissionDenied


def _form(found: Account, request: HttpRequest | None = None) -> AccountForm:
    stands = told(found)
    initial = {**stands, "actors": "\n".join(stands["actors"])}
    is_sent = request is not None and request.method == "POST"
    return AccountForm(found, request.POST if request and is_sent else None, initial=initial)


def _form_page(
    request: HttpRequest, form: AccountForm, found: Account | None, link: str = ""
) -> HttpResponse:
    here = Link(found.name if found else words("accounts.new"))
    context = {
        "form": form,
        "account": found,
        "link": link,
        "key_name": FIELD,
        "key": new_key(),
        "trail": work_trail(Link(words("accounts.title"), reverse("work-accounts")), here),
    }
    return render(request, "work/account.html", context, status=422 if form.errors else 200)
