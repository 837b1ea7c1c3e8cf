"""Initiatives with their areas, actors, places, money, due reports and published items."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.models import Department, Item
from samlad.portal.content.models.base import Fact
from samlad.portal.content.partial_date import PartialDateField
from samlad.portal.content.words import word
from samlad.portal.register.models.actors import Actor, Place


class Initiative(Fact):
    """Something somebody does against segregation. A blank or NULL is unknown, never guessed.

    status stands as of status_as_of; status_evidence says how it is known.
    """

    id = models.CharField(primary_key=True, max_length=60)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    official_title = models.CharField(max_length=400, blank=True)  # Swedish, as published
    kind = models.CharField(max_length=20)  # a word of Kind
    lead_department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    decided = PartialDateField(null=True)
    reference = models.CharField(max_length=100, blank=True)
    appropriation = models.CharField(max_length=100, blank=True)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    status = models.CharField(max_length=20)  # a word of State
    status_as_of = PartialDateField()
    status_evidence = models.CharField(max_length=10, blank=True)
    is_on_founding_page = models.BooleanField(default=False)
    actors = models.ManyToManyField(Actor, through="Participation", related_name="initiatives")
    places = models.ManyToManyField(Place, through="InitiativePlace", related_name="initiatives")
    items = models.ManyToManyField(Item, through="ItemInitiative", related_name="initiatives")
    search_text = models.TextField()
    sort_sv = models.CharField(max_length=200)  # the title, so written that å ä ö come last
    sort_en = models.CharField(max_length=200)

    class Meta:
        """Newest decision first."""

        ordering = ["-decided", "id"]
        indexes = [
            models.Index(fields=["-decided", "id"]),
            models.Index(fields=["sort_sv", "id"]),
            models.Index(fields=["sort_en", "id"]),
            models.Index(fields=["kind", "status"]),
        ]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def title(self) -> Text:
        """The title in both languages, in our own words."""
        return Text(self.title_sv, self.title_en)

    @property
    def kind_word(self) -> Text:
        """What sort of initiative it is, in words."""
        return word("register.kind", self.kind)

    @property
    def status_word(self) -> Text:
        """Where it stands, in words."""
        return word("register.status", self.status)

    @property
    def status_evidence_word(self) -> Text | None:
        """How the status is known, in words."""
        return word("content.evidence", self.status_evidence) if self.status_evidence else None


class InitiativeArea(models.Model):
    """A policy area an initiative belongs to."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="area_links")
    area = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "area"], name="initiative_area_once")
        ]
        indexes = [models.Index(fields=["area", "initiative"])]


class Participation(models.Model):
    """What an actor does in an initiative."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="participations"
    )
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=20)  # a word of ParticipationRole
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "actor", "role"], name="participation_once"
            )
        ]
        indexes = [models.Index(fields=["actor", "initiative"])]


class InitiativePlace(models.Model):
    """A place an initiative is meant for; for a county it can be a part of it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="initiative_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "place"], name="initiative_place_once")
        ]
        indexes = [models.Index(fields=["place", "initiative"])]


class DueReport(models.Model):
    """A day on which an initiative was or is to be reported; no proof that it was."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="due_reports")
    due = PartialDateField()

    class Meta:
        """In the order of time."""

        ordering = ["due"]
        constraints = [models.UniqueConstraint(fields=["initiative", "due"], name="due_once")]
        indexes = [models.Index(fields=["due"])]


class ItemInitiative(models.Model):
    """A published item that concerns an initiative."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="initiative_links")
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="item_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "initiative"], name="item_initiative_once")
        ]


class Money(Fact):
    """A sum and what it is. Sums of different kind or basis are never added up.

    amount_sek: whole kronor, NULL when only what it covers is known. basis: a word of Basis,
    BudgetBasis or GrantBasis, by kind; blank when there is no amount. evidence: of the amount.
    """

    id = models.CharField(primary_key=True, max_length=80)  # kind and key: grant:0123-2018-ceiling
    kind = models.CharField(max_length=20)  # a word of MoneyKind
    basis = models.CharField(max_length=20, blank=True)
    amount_sek = models.BigIntegerField(null=True)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    name = models.CharField(max_length=150, blank=True)  # Swedish, of the appropriation
    covers = models.TextField(blank=True)  # Swedish
    expenditure_area = models.CharField(max_length=5, blank=True)
    appropriation = models.CharField(max_length=100, blank=True)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="money")
    initiatives = models.ManyToManyField(
        Initiative, through="MoneyInitiative", related_name="money"
    )

    class Meta:
        """In the order of time, then of the source's key."""

        ordering = ["kind", "start", "id"]
        verbose_name_plural = "money"

    @property
    def basis_word(self) -> Text | None:
        """What the sum is, in words."""
        return word("register.basis", self.basis) if self.basis else None


class MoneyInitiative(models.Model):
    """The initiative that a sum belongs to."""

    money = models.ForeignKey(Money, on_delete=models.CASCADE, related_name="initiative_links")
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="money_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["money", "initiative"], name="money_initiative_once")
        ]
