"""Marks that something which can be found has changed; the search index is then made anew."""

from __future__ import annotations

import secrets

from samlad.portal.content.models import Change


def note_change(kind: str = "") -> None:
    """Note, in the transaction that changes it, that things of this kind (or of all) differ now."""
    Change.objects.create(kind=kind, token=secrets.token_hex(16))
