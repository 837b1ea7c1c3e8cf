"""What the database was filled from, and what has changed since."""

from __future__ import annotations

from django.db import models


class Loaded(models.Model):
    """The definitions that the facts in this database came from; one row."""

    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)


class Change(models.Model):
    """The last change of one kind of thing; see `samlad.portal.changes`.

    kind: as in the search, blank where all kinds may have changed. token: its own, so that a
    change that was undone is not taken for another.
    """

    kind = models.CharField(primary_key=True, max_length=20)
    token = models.CharField(max_length=32)
