"""Takes what a spreadsheet says into the register as drafts, all of it or nothing.

A file never publishes anything: what it changes goes the same way as what is written in a form.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from samlad.errors import InputError
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.roles import NEED_SECOND_FACTOR, AccountRole
from samlad.portal.register.contents import Content
from samlad.portal.register.models import Draft, Initiative
from samlad.portal.register.sheet_export import look_at
from samlad.portal.register.sheet_layout import ID, INITIATIVES, SHEETS
from samlad.portal.register.sheet_preview import Fault, Looked, Outcome, Preview
from samlad.portal.wording import words
from samlad.portal.work import drafts
from samlad.portal.work.faults import Changed
from samlad.portal.work.rules import Action, out_of_reach, readable, within


def may_import(account: Account) -> bool:
    """Whether the account may send spreadsheets: those who work on what others have written."""
    return AccountRole(account.role) in NEED_SECOND_FACTOR


def preview_for(account: Account, data: bytes) -> Preview:
    """What the file would change, and what of it the account may not change now.

    Raises InputError where the file cannot be read.
    """
    found = look_at(data, readable(account))
    existing = [row.id for row in found.rows if not row.is_new]
    mine = within(account, Action.WRITE).filter(pk__in=existing)
    allowed = set(mine.values_list("pk", flat=True))
    drafts_ = Draft.objects.filter(initiative__in=allowed)
    open_drafts = dict(drafts_.values_list("initiative_id", "written_by"))
    rows = tuple(_held(account, row, allowed, open_drafts) for row in found.rows)
    return replace(found, rows=rows)


def take_in(account: Account, data: bytes, reason: str, *, submits: bool) -> int:
    """Make drafts of what the file changes; how many. The file is looked at anew, since what it
    changes may have changed.

    Raises InputError when something stands in the way; then nothing is saved.
    """
    found = preview_for(account, data)
    if not found.can_be_saved:
        raise InputError(words("work.import_not_now"))
    new = {row.id for row in found.of(Outcome.NEW)}
    with transaction.atomic():
        for id_, document in found.documents.items():
            if id_ in new:
                initiative = drafts.begin(account, document, reason, id_)
            else:
                initiative = Initiative.objects.get(pk=id_)
                try:
                    drafts.save(
                        account,
                        initiative,
                        document,
                        reason,
                        revision=0,
                        version=initiative.version,
                    )
                except Changed:
                    raise InputError(words("work.import_not_now")) from None
            if submits:
                drafts.submit(
                    account, initiative, Draft.objects.get(initiative=initiative).revision
                )
    return len(found.documents)


def _held(account: Account, row: Looked, allowed: set[str], open_drafts: dict[str, str]) -> Looked:
    """The row, in error where the account may not make the change now. Of what the account may
    not write on, nothing else is said.
    """
    if row.document is None or not row.changes:
        return row
    if not row.is_new and row.id not in allowed:
        fault = Fault(INITIATIVES, row.row, ID, words("work.import_not_yours"))
        return replace(row, outcome=Outcome.ERROR, faults=(fault,))
    found = [*row.faults, *_reach_fault(account, row, row.document)]
    if row.id in open_drafts:
        sentence = words("work.import_draft", who=open_drafts[row.id])
        found.append(Fault(INITIATIVES, row.row, ID, sentence))
    return replace(row, outcome=Outcome.ERROR, faults=tuple(found)) if found else row


def _reach_fault(account: Account, row: Looked, document: Content) -> list[Fault]:
    """What is wrong where the document would lie outside what the account may write."""
    if any(fault.sheet == SHEETS["areas"] for fault in row.faults):
        return []
    key = out_of_reach(account, document)
    if not key:
        return []
    sentence = words("work.import_not_your_area" if row.is_new else key)
    return [Fault(SHEETS["areas"], row.row, "area", sentence)]
