"""Places and actors: where initiatives reach, and who leads, answers for or receives them."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.models import Department
from samlad.portal.content.models.base import Fact
from samlad.portal.content.partial_date import PartialDateField
from samlad.portal.content.words import word


class Place(Fact):
    """The nation (`00`), a county (two digits) or a municipality (four digits)."""

    code = models.CharField(primary_key=True, max_length=4)
    level = models.CharField(max_length=12)  # a word of PlaceLevel
    name = models.CharField(max_length=60)
    name_short = models.CharField(max_length=60)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    start_evidence = models.CharField(max_length=10, blank=True)

    class Meta:
        """By code."""

        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Actor(Fact):
    """An agency, county administrative board, department, municipality, or one written here.

    department: the department it is; parent_department: the one an agency belongs to today.
    follows_facts: it comes with Samlad; others were written in the register, which keeps them.
    """

    id = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=20)  # a word of ActorKind
    name_sv = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)  # blank: it has no English name here
    short = models.CharField(max_length=30, blank=True)
    organisation_number = models.CharField(max_length=11, blank=True)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    start_evidence = models.CharField(max_length=10, blank=True)
    department = models.OneToOneField(Department, null=True, on_delete=models.PROTECT)
    place = models.OneToOneField(Place, null=True, on_delete=models.PROTECT)
    parent_department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="agencies"
    )
    parent_over_time = models.CharField(max_length=200, blank=True)  # as in the source
    website = models.URLField(max_length=200, blank=True)
    follows_facts = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering = ["name_sv", "id"]
        indexes = [models.Index(fields=["kind", "name_sv"])]

    def __str__(self) -> str:
        return self.name_sv

    @property
    def kind_word(self) -> Text:
        """What sort of actor it is, in words."""
        return word("register.actor", self.kind)

    @property
    def name(self) -> Text:
        """The name in both languages; the Swedish one where there is no other."""
        return Text(self.name_sv, self.name_en or self.name_sv)


class ActorArea(models.Model):
    """A policy area an actor works in."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="area_links")
    area = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["actor", "area"], name="actor_area_once")]
