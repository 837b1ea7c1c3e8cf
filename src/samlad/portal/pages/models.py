"""What the database was filled from, and how often the register has changed since."""

from __future__ import annotations

from django.db import models


class Loaded(models.Model):
    """The definitions that the facts in this database came from; one row.

    changes: how many times something public has been changed here since.
    """

    fingerprint = models.CharField(max_length=64)
    changes = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
