"""Sums of money at initiatives, in the state budget and by recipient."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from samlad.model import Text
from samlad.portal.content.models.base import Fact
from samlad.portal.content.partial_date import PartialDate, PartialDateField
from samlad.portal.content.words import word
from samlad.portal.register.models.actors import Actor, Place
from samlad.portal.register.models.initiatives import Initiative
from samlad.portal.register.words import Basis


class Money(Fact):
    """A sum and what it is. Sums of different kind or basis are never added up.

    amount_sek: whole kronor, NULL when only what it covers is known. basis: a word of Basis,
    BudgetBasis or GrantBasis, by kind; blank when there is no amount. stage: blank where the
    source does not say. start, end: the first and last year. actor: who gives it, beside the
    appropriation it is taken from. evidence: of the amount. whose: its initiatives, where
    `money_reading` has read them.
    """

    whose: Sequence[Initiative] = ()

    id = models.CharField(primary_key=True, max_length=80)  # kind and key: grant:0123-2018-ceiling
    kind = models.CharField(max_length=20)  # a word of MoneyKind
    basis = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=10, blank=True)  # a word of Stage
    amount_sek = models.BigIntegerField(null=True)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    name = models.CharField(max_length=150, blank=True)  # Swedish, of the appropriation
    covers = models.TextField(blank=True)  # Swedish
    expenditure_area = models.CharField(max_length=5, blank=True)
    appropriation = models.CharField(max_length=100, blank=True)
    actor = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="money")
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

    @property
    def stage_word(self) -> Text | None:
        """How far it has come, in words."""
        return word("register.stage", self.stage) if self.stage else None

    @property
    def what_it_is(self) -> tuple[Text, ...]:
        """Its basis and stage in words, each said once: a budget's basis can be the stage too."""
        said = (self.basis_word, self.stage_word)
        return tuple(dict.fromkeys(each for each in said if each is not None))

    @property
    def only_year(self) -> PartialDate | None:
        """When a sum for a single year is for, where its two ends are not told apart: it has no
        open end.
        """
        if self.basis != Basis.SINGLE_YEAR or (self.start and self.end):
            return None
        return self.start or self.end


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
