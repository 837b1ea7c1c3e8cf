"""The entries of the audit chain and its head. Written by `chain`, by nobody else.

Entries are never changed or removed: here in code, and in the database by a trigger.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class Entry(models.Model):
    """One change. before, after: canonical JSON as text, so that what was hashed is what is kept.

    at: ISO 8601 in UTC. who: the account's name, or `system`. subject: `initiative:<id>` and the
    like. hash: SHA-256 over all else in the row, the hash of the entry before it among it.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)
    who = models.CharField(max_length=60)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=100)
    before = models.TextField()
    after = models.TextField()
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """From the first."""

        ordering = ["number"]
        indexes = [models.Index(fields=["subject", "number"])]

    def save(self, *arguments: Any, **options: Any) -> None:
        """Write it, once."""
        super().save(*arguments, **{**options, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Never."""
        raise TypeError("an entry of the audit chain is never removed")


class Head(models.Model):
    """How many entries there are and the hash of the last; one row, locked while one is added."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
