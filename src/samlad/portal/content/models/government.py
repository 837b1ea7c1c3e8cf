"""Governments, departments through their name periods, persons and the posts they held."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.models.base import Fact
from samlad.portal.content.partial_date import PartialDate, PartialDateField, overlaps


class Government(Fact):
    """A government and its days; `to` is the day the next one took office, NULL if still there."""

    id = models.CharField(primary_key=True, max_length=40)
    name_sv = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    start = PartialDateField()
    end = PartialDateField(null=True)
    prime_minister = models.CharField(max_length=100)
    parties = models.CharField(max_length=100)  # abbreviations, in the order of the source

    class Meta:
        """In the order of time."""

        ordering = ["start"]

    def __str__(self) -> str:
        return self.name_sv

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_sv, self.name_en)


class Department(Fact):
    """A ministry under one of its names, for as long as it had it.

    A start of NULL: it was there before 2014. An end of NULL: it is there today.
    """

    id = models.CharField(primary_key=True, max_length=20)
    abbreviation = models.CharField(max_length=5)
    name_sv = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    predecessors = models.ManyToManyField("self", symmetrical=False, related_name="+")
    successor = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="earlier"
    )
    role_in_area = models.TextField(blank=True)  # Swedish

    class Meta:
        """By name."""

        ordering = ["name_sv", "id"]

    def __str__(self) -> str:
        return self.name_sv

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_sv, self.name_en)

    def existed(self, when: PartialDate) -> bool:
        """Whether it had this name on any day that `when` can mean."""
        return overlaps(when, self.start, self.end, end_included=True)


class Person(models.Model):
    """Somebody who has held a minister's post since 2014."""

    id = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=100)

    class Meta:
        """By name as written."""

        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(Fact):
    """A post and its days; `end` is the day the post was left, NULL while it is held.

    is_responsible: the title or the note of the source says that the post answered for the work
    against segregation or utanförskap. group_2018: place in the ministers' group that the founding
    page of 2018 names; NULL outside it.
    """

    id = models.CharField(primary_key=True, max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    departments = models.ManyToManyField(Department, related_name="roles")
    governments = models.ManyToManyField(Government, related_name="roles")
    start = PartialDateField()
    end = PartialDateField(null=True)
    is_responsible = models.BooleanField(default=False)
    group_2018 = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """In the order of time."""

        ordering = ["start", "id"]
        indexes = [models.Index(fields=["start", "end"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.title_sv}"

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return Text(self.title_sv, self.title_en)

    def held(self, when: PartialDate) -> bool:
        """Whether it was held on any day that `when` can mean."""
        return overlaps(when, self.start, self.end, end_included=False)
