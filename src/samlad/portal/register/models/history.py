"""What initiatives were and may become: published versions, and drafts of what comes next.

People are named by their account's name as text, so that the register is whole without accounts.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from samlad.model import Text
from samlad.portal.content.words import word
from samlad.portal.register.models.initiatives import Initiative
from samlad.portal.register.words import Visibility

#: Who wrote and published what came with the bundled facts.
FACTS = "facts"


class Version(models.Model):
    """An initiative as it was published once, whole. Written once, never changed or removed.

    content: as `samlad.portal.register.contents` gives it. written_by, published_by: names of
    accounts; `facts` for what came with the bundled facts.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_by = models.CharField(max_length=60)
    published_by = models.CharField(max_length=60)
    published_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        """Newest first."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="version_once")
        ]

    @property
    def is_of_facts(self) -> bool:
        """Whether it came with the bundled facts, so that no account has written it."""
        return self.written_by == FACTS

    def save(self, *arguments: Any, **options: Any) -> None:
        """Write it, once."""
        if self.pk is not None:
            raise TypeError("a published version is never changed")
        super().save(*arguments, **options)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Never."""
        raise TypeError("a published version is never removed")


class Draft(models.Model):
    """What an initiative may become: one open draft at a time, for all who may work on it.

    content: as of Version. base_version: what it was begun from. visibility: draft or submitted.
    sent_back: why it was last sent back. writers: names of all who have changed what it says, since
    whoever has does not publish it. revision grows with every change, so that nobody overwrites
    what they have not seen.
    """

    initiative = models.OneToOneField(Initiative, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField()
    base_version = models.PositiveIntegerField()
    visibility = models.CharField(max_length=10, default=Visibility.DRAFT.value)
    reason = models.TextField(blank=True)  # why the change is made
    sent_back = models.TextField(blank=True)
    written_by = models.CharField(max_length=60)  # who changed it last
    begun_by = models.CharField(max_length=60)
    writers = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """Longest waiting first."""

        ordering = ["submitted_at", "changed_at"]

    def is_written_by(self, name: str) -> bool:
        """Whether the account of that name has begun it or changed what it says."""
        return name in (self.begun_by, self.written_by, *self.writers)

    @property
    def visibility_word(self) -> Text:
        """Whether it is written on or waits for review, in words."""
        return word("register.visibility", self.visibility)
