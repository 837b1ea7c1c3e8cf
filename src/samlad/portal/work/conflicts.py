"""What the form of an initiative shows when somebody else has changed it since it was opened."""

from __future__ import annotations

from typing import Any

from samlad.portal.register.contents import Content
from samlad.portal.register.models import Initiative
from samlad.portal.register.told import differences
from samlad.portal.work.faults import Changed
from samlad.portal.work.initiative_forms import WholeForm
from samlad.portal.work.merging import base_of_draft, mark_of, merge, opened
from samlad.portal.work.rules import readable


def conflict(
    initiative: Initiative, form: WholeForm, fault: Changed, seen: tuple[int, int], mark: str
) -> tuple[WholeForm, dict[str, Any]]:
    """The form with what only the other changed taken in, and what the page says beside it: what
    both changed side by side; all that differs where it is not known what was opened.

    form: valid, as sent. seen: its revision and version. mark: of what it was opened with.
    """
    mine = form.document()
    names = readable(form.account)
    told = differences(fault.now, mine, names)
    context: dict[str, Any] = {
        "is_conflict": True,
        "revision": fault.revision,
        "version": fault.version,
        "opened": mark_of(fault.now),
        "by": fault.by,
    }
    base = _base(initiative, fault, seen, mark)
    if base is None:
        return form, context | {"differences": told}
    merged = merge(base, fault.now, mine)
    context["differences"] = [each for each in told if each.name in merged.both]
    theirs = differences(base, fault.now, names)
    context["taken"] = [each for each in theirs if each.name in merged.taken]
    shown = WholeForm(form.account, merged.document, of=initiative.pk)
    shown.reason.initial = form.reason.cleaned_data
    return shown, context


def _base(
    initiative: Initiative, fault: Changed, seen: tuple[int, int], mark: str
) -> Content | None:
    """What the person's changes are to be held against."""
    revision, version = seen
    if revision > 0 and revision == fault.revision:  # the draft stands; what it builds on does not
        return base_of_draft(initiative, version)
    return opened(initiative, mark)
