"""The first page of the daily work, and the form of an initiative, new or there already."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import for_accounts
from samlad.portal.navigation import Link
from samlad.portal.register.contents import content_of
from samlad.portal.register.models import Draft, Initiative
from samlad.portal.wording import in_language, words
from samlad.portal.work import drafts, more_rows, suggestions
from samlad.portal.work.asked import (
    account_of,
    address_of,
    number_in,
    page_in,
    refused,
    work_trail,
)
from samlad.portal.work.conflicts import conflict
from samlad.portal.work.faults import Changed, NotNow
from samlad.portal.work.importing import may_import
from samlad.portal.work.initiative_forms import WholeForm, new_content
from samlad.portal.work.initiative_rows import MOST_ROWS
from samlad.portal.work.merging import OPENED, mark_of
from samlad.portal.work.once import FIELD, new_key, once
from samlad.portal.work.overview import DRAFTS, MINE, REVIEW, overview
from samlad.portal.work.rules import Action, initiative_for, require, require_anywhere


@for_accounts
def first_page(request: HttpRequest) -> HttpResponse:
    """What waits, what is due, what the account answers for."""
    account = account_of(request)
    found = overview(account, {name: page_in(request, name) for name in (REVIEW, DRAFTS, MINE)})
    mine = found.page
    context = {
        "account": account,
        "overview": found,
        "may_import": may_import(account),
        "previous": f"?{MINE}={mine.number - 1}#mina" if mine.has_previous() else "",
        "next": f"?{MINE}={mine.number + 1}#mina" if mine.has_next() else "",
    }
    return render(request, "work/first.html", context)


@for_accounts
def new(request: HttpRequest) -> HttpResponse:
    """A new initiative."""
    account = account_of(request)
    require_anywhere(account, Action.WRITE)
    form = WholeForm(account, new_content(account), more_rows.sent(request, MOST_ROWS))
    if more_rows.is_asked(request):
        form.leave_unjudged(request)
    elif request.method == "POST" and form.is_valid():

        def begin() -> str:
            reason = form.reason.cleaned_data["change_reason"]
            return address_of("work-initiative", drafts.begin(account, form.document(), reason))

        return once(request, account, begin)
    context: dict[str, Any] = {
        "heading": words("work.new"),
        "trail": work_trail(Link(words("work.new"))),
        "revision": 0,
        "version": 0,
        "opened": "",
    }
    return _form_page(request, form, **context)


@for_accounts
def change(request: HttpRequest, initiative_id: str) -> HttpResponse:
    """Write on an initiative: its open draft, or a new one of what is published."""
    account = account_of(request)
    found = initiative_for(account, initiative_id)
    require(account, Action.WRITE, found)
    draft = Draft.objects.filter(initiative=found).first()
    content = draft.content if draft else content_of(found.pk)
    form = WholeForm(account, content, more_rows.sent(request, MOST_ROWS), of=found.pk)
    if draft and draft.reason:
        form.reason.tell(draft.reason)
    if more_rows.is_asked(request):
        form.leave_unjudged(request)
    context: dict[str, Any] = {
        "heading": words("work.change_title", title=in_language(found.title)),
        "initiative": found,
        "draft": draft,
        "trail": work_trail(_link(found), Link(words("work.change"))),
        "revision": draft.revision if draft else 0,
        "version": draft.base_version if draft else found.version,
        "opened": mark_of(content),
    }
    if request.method != "POST" or more_rows.is_asked(request) or not form.is_valid():
        if request.method == "POST":  # what was seen stays what was seen
            context |= {n: number_in(request, n) for n in ("revision", "version")}
            context["opened"] = request.POST.get(OPENED, "")
        return _form_page(request, form, **context)
    try:
        return once(request, account, lambda: _save(request, account, found, form))
    except NotNow as fault:
        return refused(request, str(fault), reverse("work"))
    except Changed as fault:
        seen = (number_in(request, "revision"), number_in(request, "version"))
        form, more = conflict(found, form, fault, seen, request.POST.get(OPENED, ""))
        return _form_page(request, form, status=409, **(context | more))


def _save(request: HttpRequest, account: Account, found: Initiative, form: WholeForm) -> str:
    drafts.save(
        account,
        found,
        form.document(),
        form.reason.cleaned_data["change_reason"],
        revision=number_in(request, "revision"),
        version=number_in(request, "version"),
    )
    is_going_on = "fortsatt" in request.POST
    return address_of("work-change" if is_going_on else "work-initiative", found)


def _form_page(
    request: HttpRequest, form: WholeForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "form": form,
        "faults": form.faults if form.main.is_bound else [],
        "lists": suggestions.lists(form.names),
        "key_name": FIELD,
        "key": new_key(),
        "opened_name": OPENED,
    }
    if context["faults"] and status == 200:
        status = 422
    return render(request, "work/form.html", context, status=status)


def _link(found: Initiative) -> Link:
    return Link(in_language(found.title), address_of("work-initiative", found))
