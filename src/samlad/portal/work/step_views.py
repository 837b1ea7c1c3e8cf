"""The page of one initiative in the work, and the steps that are taken from it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import for_accounts
from samlad.portal.navigation import Link
from samlad.portal.register.models import Draft, Initiative
from samlad.portal.wording import in_language, words
from samlad.portal.work import drafts, publishing
from samlad.portal.work.asked import (
    account_of,
    address_of,
    number_in,
    reason_in,
    refused,
    work_trail,
)
from samlad.portal.work.faults import Changed, NotNow
from samlad.portal.work.initiative_page import work_page
from samlad.portal.work.once import FIELD, new_key, once
from samlad.portal.work.rules import Action, initiative_for, require
from samlad.portal.work.steps import CONFIRMED, Step, confirm


@for_accounts
def initiative(request: HttpRequest, initiative_id: str) -> HttpResponse:
    """Where one initiative stands: its draft beside what is published, reports, history, steps."""
    account = account_of(request)
    return _initiative_page(request, account, initiative_for(account, initiative_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_accounts
def step(request: HttpRequest, initiative_id: str, verb: str) -> HttpResponse:
    """One step of the workflow: submit, take back, send back, publish, withdraw, throw away."""
    account = account_of(request)
    found = initiative_for(account, initiative_id)
    taken = STEPS[verb]
    require(account, taken.action, found)
    if request.method != "POST":
        if verb not in CONFIRMED:
            return HttpResponseNotAllowed(["POST"])
        draft = Draft.objects.filter(initiative=found).first()
        if draft is None:
            return HttpResponseRedirect(address_of("work-initiative", found))
        title = in_language(found.title)
        return confirm(request, verb, title, draft.revision, address_of("work-initiative", found))
    reason = reason_in(request)
    if taken.needs_reason and not reason:
        return _initiative_page(request, account, found, lacks_reason=verb)
    seen = number_in(request, "revision")

    def take() -> str:
        taken.do(account, found, seen, reason)
        is_left = Initiative.objects.filter(pk=found.pk).exists()
        return address_of("work-initiative", found) if is_left else reverse("work")

    try:
        return once(request, account, take)
    except NotNow as fault:
        is_left = Initiative.objects.filter(pk=found.pk).exists()
        address = address_of("work-initiative", found) if is_left else reverse("work")
        return refused(request, str(fault), address)
    except Changed as fault:
        sentence = words("work.changed_since", who=fault.by)
        return refused(request, sentence, address_of("work-initiative", found))


#: The steps by their part of the address.
STEPS = {
    "skicka": Step(Action.WRITE, lambda a, i, seen, _: drafts.submit(a, i, seen)),
    "ta-tillbaka": Step(Action.WRITE, lambda a, i, seen, _: drafts.take_back(a, i, seen)),
    "kasta": Step(Action.WRITE, lambda a, i, seen, _: drafts.discard(a, i, seen)),
    "skicka-tillbaka": Step(Action.SEND_BACK, drafts.send_back, needs_reason=True),
    "publicera": Step(Action.PUBLISH, lambda a, i, seen, _: publishing.publish(a, i, seen)),
    "dra-tillbaka": Step(Action.WITHDRAW, publishing.withdraw, needs_reason=True),
}


def _initiative_page(
    request: HttpRequest, account: Account, found: Initiative, lacks_reason: str = ""
) -> HttpResponse:
    context = {
        "page": work_page(account, found),
        "initiative": found,
        "trail": work_trail(Link(in_language(found.title))),
        "key_name": FIELD,
        "key": new_key(),
        "lacks_reason": lacks_reason,
    }
    return render(request, "work/initiative.html", context, status=422 if lacks_reason else 200)
