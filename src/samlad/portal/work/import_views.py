"""The pages of spreadsheets: send one, see what it would change, say yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from samlad.errors import InputError
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.sessions import for_accounts
from samlad.portal.navigation import Link
from samlad.portal.register.contents import EMPTY, Content
from samlad.portal.register.models import Initiative
from samlad.portal.register.sheet_export import every_document
from samlad.portal.register.sheet_files import LARGEST_FILE, as_workbook
from samlad.portal.register.sheet_preview import Looked, Outcome, Preview
from samlad.portal.register.told import Difference, differences
from samlad.portal.wording import words
from samlad.portal.work import uploads
from samlad.portal.work.asked import account_of, page_in, reason_in, refused, work_trail
from samlad.portal.work.faults import NotNow
from samlad.portal.work.importing import may_import, preview_for, take_in
from samlad.portal.work.once import FIELD, new_key, once
from samlad.portal.work.overview import MINE
from samlad.portal.work.rules import Action, may_not, readable, within
from samlad.portal.work.sizes import with_sizes_of_both
from samlad.portal.xlsx_files import MEDIA_TYPE

#: So many changes are on a page, and so many faults are shown; the rest of those is counted.
SHOWN = 50
FILE, TOKEN = "fil", "forhandsvisning"


@for_accounts
def page(request: HttpRequest) -> HttpResponse:
    """The form; when a file is sent, what it would change; and further pages of that, by the name
    under which the file is kept until it is saved.
    """
    account = _importer(request)
    if request.method != "POST" and TOKEN not in request.GET:
        return _form(request)
    if request.method != "POST":
        token = request.GET[TOKEN]
        data = uploads.found(account, token)
        if data is None:
            return _form(request, words("work.import_gone"))
        return _preview(request, account, preview_for(account, data), token)
    sent = request.FILES.get(FILE)
    if sent is None:
        return _form(request, words("work.import_no_file"))
    if sent.size is None or sent.size > LARGEST_FILE:
        return _form(request, words("register.file_large", limit=LARGEST_FILE // 1024**2))
    data = sent.read()
    try:
        found = preview_for(account, data)
    except InputError as fault:
        return _form(request, str(fault))
    token = uploads.keep(account, data) if found.can_be_saved else ""
    return _preview(request, account, found, token)


@require_POST
@for_accounts
def save(request: HttpRequest) -> HttpResponse:
    """Make drafts of what was shown."""
    account = _importer(request)
    token = request.POST.get(TOKEN, "")

    def take() -> str:
        data = uploads.found(account, token)
        if data is None:
            raise InputError(words("work.import_gone"))
        take_in(account, data, reason_in(request), submits=request.POST.get("skicka") == "1")
        uploads.forget(account, token)
        return f"{reverse('work')}#utkast"

    try:
        return once(request, account, take)
    except (InputError, NotNow) as fault:
        return refused(request, str(fault), reverse("work-import"))


@require_safe
@for_accounts
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with every code."""
    _importer(request)
    return _workbook(words("work.import_template_name"), as_workbook({}, {}))


@require_safe
@for_accounts
def register(request: HttpRequest) -> HttpResponse:
    """A workbook of every initiative that the account may write on."""
    account = _importer(request)
    ids = list(within(account, Action.WRITE).values_list("pk", flat=True))
    return _workbook(words("register.title").lower(), as_workbook(*every_document(ids)))


def _importer(request: HttpRequest) -> Account:
    account = account_of(request)
    if not may_import(account):
        raise may_not(account, Action.SEND_BACK)  # those who review may send files
    return account


def _form(request: HttpRequest, error: str = "") -> HttpResponse:
    context = {
        "error": error,
        "limit": LARGEST_FILE // 1024**2,
        "trail": work_trail(Link(words("work.import_title"))),
    }
    return render(request, "work/import.html", context, status=422 if error else 200)


def _preview(request: HttpRequest, account: Account, found: Preview, token: str) -> HttpResponse:
    changed = [*found.of(Outcome.NEW), *found.of(Outcome.CHANGED)]
    shown = Paginator(changed, SHOWN).get_page(page_in(request, MINE))
    more = f"{reverse('work-import')}?{urlencode({TOKEN: token})}&{MINE}="
    context: dict[str, Any] = {
        "preview": found,
        "counts": [(outcome, len(found.of(outcome))) for outcome in Outcome],
        "changes": _changes(account, list(shown)),
        "page": shown.number,
        "pages": shown.paginator.num_pages if token else 1,
        "previous": f"{more}{shown.number - 1}" if shown.has_previous() else "",
        "next": f"{more}{shown.number + 1}" if shown.has_next() else "",
        "faults": found.every_fault[:SHOWN],
        "more_faults": max(0, len(found.every_fault) - SHOWN),
        "more_changes": 0 if token else max(0, len(changed) - SHOWN),
        "token": token if found.can_be_saved else "",
        "field": FIELD,
        "key": new_key(),
        "trail": work_trail(
            Link(words("work.import_title"), reverse("work-import")),
            Link(words("work.import_preview")),
        ),
    }
    return render(
        request, "work/import_preview.html", context, status=422 if found.every_fault else 200
    )


def _changes(account: Account, shown: Sequence[Looked]) -> Sequence[dict[str, Any]]:
    """What each new or changed initiative would get, told as in a comparison of versions."""
    names = readable(account)
    return [
        {"row": row, "differences": _differences(_before(row, document), document, names)}
        for row in shown
        if (document := row.document) is not None
    ]


def _differences(
    before: Content, after: Content, names: QuerySet[Initiative]
) -> Sequence[Difference]:
    return with_sizes_of_both(differences(before, after, names), before, after)


def _before(row: Looked, document: Content) -> Content:
    """The document before its changes."""
    return document | {
        change.name: EMPTY[change.name] if change.before is None else change.before
        for change in row.changes
    }


def _workbook(name: str, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
