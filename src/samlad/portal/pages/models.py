"""What the database was filled from, so that it is filled again only when that changes."""

from __future__ import annotations

from django.db import models


class Loaded(models.Model):
    """The definitions that the facts in this database came from; one row."""

    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
