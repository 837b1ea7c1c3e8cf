"""The pages of period reports: the form, the report as it stands, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samlad.portal.accounts.changing import is_alone_in_publishing
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import for_accounts
from samlad.portal.navigation import Link
from samlad.portal.register.models import Initiative, PeriodReport
from samlad.portal.register.words import Visibility
from samlad.portal.wording import in_language, words
from samlad.portal.work import merging, more_rows, reports
from samlad.portal.work.asked import (
    account_of,
    number_in,
    reason_in,
    refused,
    work_trail,
)
from samlad.portal.work.conflicts import met
from samlad.portal.work.faults import Changed, NotNow
from samlad.portal.work.merging import OPENED, mark_of
from samlad.portal.work.once import FIELD, new_key, once
from samlad.portal.work.recorded import subject_of
from samlad.portal.work.report_forms import MOST_NUMBERS, WholeReportForm, written_in
from samlad.portal.work.report_words import report_differences
from samlad.portal.work.rules import Action, initiative_for, may, require
from samlad.portal.work.steps import CONFIRMED, Step, confirm


@for_accounts
def new(request: HttpRequest, initiative_id: str) -> HttpResponse:
    """A new report; `?redovisning=` names the day for reporting that it answers."""
    account = account_of(request)
    initiative = initiative_for(account, initiative_id)
    require(account, Action.REPORT, initiative)
    if not initiative.is_public:
        sentence = words("work.report_after_publishing")
        return refused(request, sentence, reverse("work-initiative", args=[initiative.pk]))
    sent = more_rows.sent(request, MOST_NUMBERS)
    form = WholeReportForm(initiative, written_in(None, request.GET.get("redovisning", "")), sent)
    if more_rows.is_asked(request):
        form.leave_unjudged(request)
    elif sent is not None and form.is_valid():

        def begin() -> str:
            return _address(reports.begin(account, initiative, form.document()))

        return once(request, account, begin)
    return _form_page(request, initiative, form, revision=0)


@for_accounts
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The report as it stands, with what may be done."""
    account = account_of(request)
    found = _report_for(account, number)
    return _report_page(request, account, found)


@for_accounts
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Write on a report that is a draft."""
    account = account_of(request)
    found = _report_for(account, number)
    require(account, Action.REPORT, found.initiative)
    if found.visibility != Visibility.DRAFT:
        return refused(request, words("work.must_be_draft"), _address(found))
    sent = more_rows.sent(request, MOST_NUMBERS)
    form = WholeReportForm(found.initiative, written_in(found), sent)
    if more_rows.is_asked(request):
        form.leave_unjudged(request)
    if sent is None or more_rows.is_asked(request) or not form.is_valid():
        seen, opened = found.revision, mark_of(reports.document(found))
        if sent is not None:  # what was seen stays what was seen
            seen, opened = number_in(request, "revision"), request.POST.get(OPENED, "")
        context: dict[str, Any] = {"report": found, "opened": opened}
        return _form_page(request, found.initiative, form, revision=seen, **context)

    def save() -> str:
        reports.save(account, found, form.document(), revision=number_in(request, "revision"))
        return _address(found)

    try:
        return once(request, account, save)
    except NotNow as fault:
        return refused(request, str(fault), _address(found))
    except Changed as fault:
        base = merging.opened(request.POST.get(OPENED, ""), subject_of(found), [fault.now])
        both, more = met(base, fault, form.document(), report_differences)
        form = WholeReportForm(found.initiative, both)
        more |= {"report": found, "revision": fault.revision}
        return _form_page(request, found.initiative, form, status=409, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@for_accounts
def step(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One step of the workflow."""
    account = account_of(request)
    found = _report_for(account, number)
    taken = STEPS[verb]
    require(account, taken.action, found.initiative)
    if request.method != "POST":
        if verb not in CONFIRMED:
            return HttpResponseNotAllowed(["POST"])
        title = words("work.report_of", title=in_language(found.initiative.title))
        return confirm(request, verb, title, found.revision, _address(found))
    reason = reason_in(request)
    if taken.needs_reason and not reason:
        return _report_page(request, account, found, lacks_reason=verb)

    def take() -> str:
        taken.do(account, found, number_in(request, "revision"), reason)  # type: ignore[arg-type]
        if verb == "kasta":
            return reverse("work-initiative", args=[found.initiative_id])
        return _address(found)

    try:
        return once(request, account, take)
    except NotNow as fault:
        is_left = PeriodReport.objects.filter(pk=found.pk).exists()
        return refused(request, str(fault), _address(found) if is_left else reverse("work"))


def _step(action: Action, do: Callable[[Account, PeriodReport, int], None]) -> Step:
    return Step(action, lambda account, found, seen, _: do(account, found, seen))  # type: ignore[arg-type]


STEPS = {
    "skicka": _step(Action.REPORT, reports.submit),
    "ta-tillbaka": _step(Action.REPORT, reports.take_back),
    "kasta": _step(Action.REPORT, reports.discard),
    "skicka-tillbaka": Step(Action.SEND_BACK, reports.send_back, needs_reason=True),  # type: ignore[arg-type]
    "publicera": _step(Action.PUBLISH, reports.publish),
    "dra-tillbaka": Step(Action.WITHDRAW, reports.withdraw, needs_reason=True),  # type: ignore[arg-type]
}


def steps(account: Account, found: PeriodReport) -> frozenset[str]:
    """What the account may do with the report now, as parts of addresses."""
    by_visibility = {
        Visibility.DRAFT: ("skicka", "kasta"),
        Visibility.SUBMITTED: ("ta-tillbaka", "skicka-tillbaka", "publicera"),
        Visibility.PUBLISHED: ("dra-tillbaka",),
    }
    fitting = by_visibility.get(Visibility(found.visibility), ())
    is_own = found.is_written_by(account.name) and not is_alone_in_publishing(account)
    return frozenset(
        verb
        for verb in fitting
        if may(account, STEPS[verb].action, found.initiative)
        and not (verb == "publicera" and is_own)
    )


def _report_for(account: Account, number: int) -> PeriodReport:
    found = PeriodReport.objects.select_related("initiative", "answers").filter(pk=number).first()
    if found is None or not may(account, Action.READ, found.initiative):
        raise Http404
    return found


def _form_page(
    request: HttpRequest,
    initiative: Initiative,
    form: WholeReportForm,
    *,
    revision: int,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    faults = form.faults if form.main.is_bound else []
    context |= {
        "initiative": initiative,
        "form": form,
        "faults": faults,
        "revision": revision,
        "opened_name": OPENED,
        "key_name": FIELD,
        "key": new_key(),
        "trail": work_trail(_link(initiative), Link(words("work.report"))),
    }
    return render(request, "work/report_form.html", context, status=422 if faults else status)


def _report_page(
    request: HttpRequest, account: Account, found: PeriodReport, lacks_reason: str = ""
) -> HttpResponse:
    context = {
        "report": found,
        "initiative": found.initiative,
        "steps": steps(account, found),
        "may_report": may(account, Action.REPORT, found.initiative),
        "key_name": FIELD,
        "key": new_key(),
        "lacks_reason": lacks_reason,
        "may_sign": reports.may_sign(account),
        "signs_as": reports.signature(account, found.initiative_id),
        "trail": work_trail(_link(found.initiative), Link(words("work.report"))),
    }
    return render(request, "work/report.html", context, status=422 if lacks_reason else 200)


def _link(initiative: Initiative) -> Link:
    return Link(in_language(initiative.title), reverse("work-initiative", args=[initiative.pk]))


def _address(found: PeriodReport) -> str:
    return reverse("work-report", args=[found.pk])
