"""Steps with an initiative as the person saw it: each names the revision, takes the lock, and does
nothing where another one stands.
"""

from __future__ import annotations

from samlad.portal.register.contents import content_of
from samlad.portal.register.models import Draft, Initiative
from samlad.portal.register.words import Visibility
from samlad.portal.wording import words
from samlad.portal.work.faults import Changed, NotNow


def lock(initiative: Initiative) -> None:
    """Nobody else takes a step with it until the transaction ends; reread as it stands now."""
    rows = Initiative.objects.select_for_update(no_key=True)
    try:
        initiative.refresh_from_db(from_queryset=rows)
    except Initiative.DoesNotExist:
        raise NotNow(words("work.no_draft")) from None


def draft_as_seen(initiative: Initiative, revision: int, version: int) -> Draft | None:
    """The draft that was seen, or None where none was (revision 0). Raises Changed where either it
    or the published version is another.
    """
    lock(initiative)
    draft = Draft.objects.select_for_update().filter(initiative=initiative).first()
    if draft is not None and draft.revision != revision:
        raise Changed(draft.content, draft.revision, draft.base_version, draft.written_by)
    if (draft.revision if draft else 0, initiative.version) != (revision, version):
        raise published_since(initiative, draft)
    return draft


def open_draft(initiative: Initiative, revision: int, visibility: Visibility) -> Draft:
    """The draft, as it was seen and where the step asks it to stand. Raises NotNow elsewhere."""
    lock(initiative)
    draft = Draft.objects.select_for_update().filter(initiative=initiative).first()
    if draft is None:
        raise NotNow(words("work.no_draft"))
    if draft.revision != revision:
        raise NotNow(words("work.changed_since", who=draft.written_by))
    if draft.visibility != visibility:
        raise NotNow(words(f"work.must_be_{visibility}"))
    return draft


def published_since(initiative: Initiative, draft: Draft | None) -> Changed:
    """That a version was published since, with what it says."""
    version = initiative.versions.first()
    by = version.written_by if version else ""
    return Changed(
        content_of(initiative.pk), draft.revision if draft else 0, initiative.version, by
    )
