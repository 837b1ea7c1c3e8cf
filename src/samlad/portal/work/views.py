"""The pages of the daily work with initiatives: the first page, forms, and the steps of a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import for_accounts
from samlad.portal.navigation import Link
from samlad.portal.register.contents import content_of
from samlad.portal.register.models import Draft, Initiative
from samlad.portal.register.written import with_plain_lines
from samlad.portal.wording import in_language, words
from samlad.portal.work import drafts, more_rows, suggestions
from samlad.portal.work.conflicts import conflict
from samlad.portal.work.faults import Changed, NotNow
from samlad.portal.work.importing import may_import
from samlad.portal.work.initiative_forms import WholeForm, new_content
from samlad.portal.work.initiative_page import work_page
from samlad.portal.work.initiative_rows import MOST_ROWS
from samlad.portal.work.merging import OPENED, mark_of
from samlad.portal.work.once import FIELD, new_key, once
from samlad.portal.work.overview import DRAFTS, MINE, REVIEW, overview
from samlad.portal.work.rules import Action, initiative_for, require, require_anywhere


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in."""
    assert isinstance(request.user, Account)
    return request.user


def number_in(request: HttpRequest, name: str) -> int:
    """A whole number that a form of ours sends; -1, which nothing has, when it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def page_in(request: HttpRequest, name: str) -> int:
    """The page that is asked for; the first where it is no number."""
    text = request.GET.get(name, "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def reason_in(request: HttpRequest) -> str:
    """The reason for a step, as it was written."""
    return with_plain_lines(request.POST.get("skal", "")).replace("\0", "").strip()[:2_000]


def work_trail(*links: Link) -> list[Link]:
    """The way from the first page of the work."""
    return [Link(words("work.title"), reverse("work")), *links]


def refused(request: HttpRequest, sentence: str, address: str) -> HttpResponse:
    """409: the step does not fit where the thing stands now; why, and the way back to it."""
    context = {"sentence": sentence, "address": address}
    return render(request, "work/not_now.html", context, status=409)


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
            return _address("work-initiative", drafts.begin(account, form.document(), reason))

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
def initiative(request: HttpRequest, initiative_id: str) -> HttpResponse:
    """Where one initiative stands: its draft beside what is published, reports, history, steps."""
    account = account_of(request)
    return _initiative_page(request, account, initiative_for(account, initiative_id))


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
            return HttpResponseRedirect(_address("work-initiative", found))
        title = in_language(found.title)
        return confirm(request, verb, title, draft.revision, _address("work-initiative", found))
    reason = reason_in(request)
    if taken.needs_reason and not reason:
        return _initiative_page(request, account, found, lacks_reason=verb)
    seen = number_in(request, "revision")

    def take() -> str:
        taken.do(account, found, seen, reason)
        is_left = Initiative.objects.filter(pk=found.pk).exists()
        return _address("work-initiative", found) if is_left else reverse("work")

    try:
        return once(request, account, take)
    except NotNow as fault:
        is_left = Initiative.objects.filter(pk=found.pk).exists()
        address = _address("work-initiative", found) if is_left else reverse("work")
        return refused(request, str(fault), address)
    except Changed as fault:
        sentence = words("work.changed_since", who=fault.by)
        return refused(request, sentence, _address("work-initiative", found))


def confirm(request: HttpRequest, verb: str, title: str, revision: int, back: str) -> HttpResponse:
    """The page that asks whether the step is meant. back: the page of what it is taken with."""
    context = {
        "question": words(f"work.confirm_{verb}", title=title),
        "text": words(f"work.confirm_{verb}_text"),
        "button": words(f"work.confirm_{verb}_button"),
        "address": request.path,
        "back": back,
        "verb": verb,
        "revision": revision,
        "key_name": FIELD,
        "key": new_key(),
        "trail": work_trail(Link(title, back), Link(words(f"work.step_{verb}"))),
    }
    return render(request, "work/confirm.html", context)


class Step:
    """A step: what it asks of the account, whether it needs a reason, and what it does."""

    def __init__(
        self,
        action: Action,
        do: Callable[[Account, Initiative, int, str], object],
        *,
        needs_reason: bool = False,
    ) -> None:
        self.action = action
        self.do = do
        self.needs_reason = needs_reason


#: The steps that a page of their own asks about first.
CONFIRMED = ("kasta",)
#: The steps by their part of the address.
STEPS = {
    "skicka": Step(Action.WRITE, lambda a, i, seen, _: drafts.submit(a, i, seen)),
    "ta-tillbaka": Step(Action.WRITE, lambda a, i, seen, _: drafts.take_back(a, i, seen)),
    "kasta": Step(Action.WRITE, lambda a, i, seen, _: drafts.discard(a, i, seen)),
    "skicka-tillbaka": Step(Action.SEND_BACK, drafts.send_back, needs_reason=True),
    "publicera": Step(Action.PUBLISH, lambda a, i, seen, _: drafts.publish(a, i, seen)),
    "dra-tillbaka": Step(Action.WITHDRAW, drafts.withdraw, needs_reason=True),
}


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
    return _address("work-change" if is_going_on else "work-initiative", found)


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


def _link(found: Initiative) -> Link:
    return Link(in_language(found.title), _address("work-initiative", found))


def _address(name: str, found: Initiative) -> str:
    return reverse(name, args=[found.pk])
