"""What a form shows when somebody else has changed what it was opened with: both merged, what only
the other changed, and what both did, which the person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from samlad.portal.register.contents import EMPTY, Content
from samlad.portal.register.models import Draft, Initiative
from samlad.portal.register.told import Difference, differences
from samlad.portal.work.faults import Changed
from samlad.portal.work.initiative_forms import WholeForm
from samlad.portal.work.merging import LOOKED_THROUGH, Document, mark_of, merge, opened
from samlad.portal.work.recorded import subject_of
from samlad.portal.work.rules import readable

#: Where two documents differ, in words.
Told = Callable[[Document, Document], Sequence[Difference]]


def met(
    base: Document | None, fault: Changed, mine: Document, told: Told
) -> tuple[Document, dict[str, Any]]:
    """What the form now holds, and what the page says beside it.

    base: what this person opened. Where that is not known, the form holds what was written, and all
    that differs is to be decided.
    """
    context: dict[str, Any] = {"by": fault.by, "opened": mark_of(fault.now)}
    if base is None:
        return mine, context | {"differences": told(fault.now, mine)}
    merged = merge(base, fault.now, mine)
    return merged.document, context | {
        "differences": [each for each in told(fault.now, mine) if each.name in merged.both],
        "taken": [each for each in told(base, fault.now) if each.name in merged.taken],
    }


def conflict(
    initiative: Initiative, form: WholeForm, fault: Changed, seen: tuple[int, int], mark: str
) -> tuple[WholeForm, dict[str, Any]]:
    """The form of an initiative as `met` has it, with what its page says.

    form: valid, as sent. seen: its revision and version. mark: of what it was opened with.
    """
    names = readable(form.account)
    document, context = met(
        _base(initiative, fault, seen, mark),
        fault,
        form.document(),
        lambda before, after: differences(before, after, names),
    )
    shown = WholeForm(form.account, document, of=initiative.pk)
    shown.reason.initial = form.reason.cleaned_data
    return shown, context | {"revision": fault.revision, "version": fault.version}


def _base(
    initiative: Initiative, fault: Changed, seen: tuple[int, int], mark: str
) -> Content | None:
    """What the person's changes are to be held against, with every field of today."""
    revision, version = seen
    if revision > 0 and revision == fault.revision:  # the draft stands; what it builds on does not
        begun_from = initiative.versions.filter(number=version).first()
        found = begun_from.content if begun_from else None
    else:
        found = opened(mark, subject_of(initiative), _standing(initiative))
    return None if found is None else EMPTY | found


def _standing(initiative: Initiative) -> Iterator[Content]:
    draft = Draft.objects.filter(initiative=initiative).first()
    if draft is not None:
        yield draft.content
    yield from initiative.versions.values_list("content", flat=True)[:LOOKED_THROUGH]
