"""The register's side of spreadsheets: the documents to write out, and what a file would change."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from samlad.portal.register.contents import Content, contents
from samlad.portal.register.models import Initiative
from samlad.portal.register.sheet_codes import known_codes
from samlad.portal.register.sheet_files import read_sheets
from samlad.portal.register.sheet_preview import Preview, named_ids, preview


def every_document(
    ids: Collection[str] | None = None,
) -> tuple[dict[str, Content], Mapping[str, int]]:
    """The documents of these initiatives (None: of all) with the numbers of their versions."""
    documents = contents(ids)
    rows = Initiative.objects.filter(pk__in=documents) if ids is not None else Initiative.objects
    return documents, dict(rows.values_list("id", "version"))


def look_at(data: bytes, readable: QuerySet[Initiative] | None = None) -> Preview:
    """What a file that somebody sends would change. readable: the initiatives that they may read
    (None: all); of others nothing is told. Raises InputError where the file cannot be read.
    """
    sheets = read_sheets(data)
    documents, versions = every_document(named_ids(sheets))
    known = known_codes()
    if readable is None:
        return preview(sheets, documents, versions, known)
    open_ = frozenset(readable.values_list("pk", flat=True))
    closed = documents.keys() - open_
    shown = {id_: document for id_, document in documents.items() if id_ in open_}
    return preview(sheets, shown, versions, {**known, "initiatives": open_}, closed)
