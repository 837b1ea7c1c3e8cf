"""What was fetched, as the publisher gave it; with the facts it fills the tables of content."""

from __future__ import annotations

from django.db import models

from samlad.portal.content.partial_date import PartialDateField


class FetchedItem(models.Model):
    """One item of the publisher's list, as last seen there.

    row: its fields as `samlad.sources.regeringen.PublishedItem` has them. fetched: the day it was
    first in a list; vanished: the day on which it was no longer, NULL while it is.
    """

    path = models.CharField(primary_key=True, max_length=1000)
    row = models.JSONField()
    fetched = PartialDateField()
    vanished = PartialDateField(null=True)


class FetchedName(models.Model):
    """The name that the publisher's list or code list gives a code."""

    code = models.CharField(primary_key=True, max_length=20)
    name = models.CharField(max_length=150)
