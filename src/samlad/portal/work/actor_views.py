"""The pages of actors that are written in the register: the list, a new one, what one is."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.accounts.sessions import for_accounts
from samlad.portal.navigation import Link
from samlad.portal.register.models import Actor
from samlad.portal.wording import in_language, words
from samlad.portal.work import actors as kept
from samlad.portal.work import merging
from samlad.portal.work.actor_forms import ActorForm
from samlad.portal.work.asked import account_of, work_trail
from samlad.portal.work.beside import beside
from samlad.portal.work.conflicts import met
from samlad.portal.work.faults import Changed
from samlad.portal.work.form_faults import faults_of
from samlad.portal.work.merging import OPENED, mark_of
from samlad.portal.work.once import FIELD, new_key, once, taken_in
from samlad.portal.work.recorded import subject_of
from samlad.portal.work.rules import Action, require_anywhere

#: The parameter of an address that saving leads to.
SAVED = "sparad"


@for_accounts
def actors(request: HttpRequest) -> HttpResponse:
    """All that are written here."""
    require_anywhere(account_of(request), Action.KEEP_ACTORS)
    context = {"actors": kept.written_here(), "trail": work_trail(Link(words("work.actors")))}
    return render(request, "work/actors.html", context)


@for_accounts
def new(request: HttpRequest) -> HttpResponse:
    """A new actor."""
    by = account_of(request)
    require_anywhere(by, Action.KEEP_ACTORS)
    form = ActorForm(None, request.POST or None, initial={"evidence": "official"})
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            return _saved(kept.make(by.name, form.cleaned_data).pk)

        return once(request, by, make)
    return taken_in(request, by) or _form_page(request, form, None)


@for_accounts
def change(request: HttpRequest, actor_id: str) -> HttpResponse:
    """What one actor is. Those that come with Samlad are not changed here: 404."""
    by = account_of(request)
    require_anywhere(by, Action.KEEP_ACTORS)
    found = kept.written_here().filter(pk=actor_id).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _form_page(request, ActorForm(found, initial=kept.document(found)), found)
    form = ActorForm(found, request.POST)
    opened = request.POST.get(OPENED, "")
    if not form.is_valid():
        return _form_page(request, form, found, opened=opened)

    def save() -> str:
        kept.change(by.name, found.pk, form.cleaned_data, opened)
        return _saved(found.pk)

    try:
        return once(request, by, save)
    except Changed as fault:
        base = merging.opened(opened, subject_of(found), [fault.now])
        both, more = met(base, fault, form.cleaned_data, partial(beside, form))
        return _form_page(request, ActorForm(found, initial=both), found, status=409, **more)


def _saved(actor_id: str) -> str:
    """The address of an actor's form that says that it is saved."""
    return f"{reverse('work-actor', args=[actor_id])}?{SAVED}=1"


def _form_page(
    request: HttpRequest,
    form: ActorForm,
    actor: Actor | None,
    *,
    opened: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    name = in_language(actor.name) if actor else words("work.actor_new")
    context = {
        "form": form,
        "actor": actor,
        "heading": name,
        "faults": faults_of(form),
        "is_saved": request.method == "GET" and SAVED in request.GET,
        "opened_name": OPENED,
        "opened": opened or (mark_of(kept.document(actor)) if actor else ""),
        "key_name": FIELD,
        "key": new_key(),
        "trail": work_trail(Link(words("work.actors"), reverse("work-actors")), Link(name)),
        **more,
    }
    return render(request, "work/actor.html", context, status=422 if form.errors else status)
