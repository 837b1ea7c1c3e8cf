"""What every table of facts has: a source, how it is known, a note."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.words import word


class Fact(models.Model):
    """A row that says where it comes from. Keys are those of the fact tables, so addresses last."""

    source_url = models.URLField(max_length=500, blank=True)
    evidence = models.CharField(max_length=10)  # a word of Evidence
    note = models.TextField(blank=True)  # Swedish

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def evidence_word(self) -> Text | None:
        """How the row is known, in words."""
        return word("content.evidence", self.evidence) if self.evidence else None
