"""The tree of goals, the statistics proposed to follow them, and where those are found."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.models.base import Fact
from samlad.portal.content.partial_date import PartialDateField
from samlad.portal.content.words import word


class Goal(Fact):
    """What the strategy wants, or what stands beside or came after it.

    source_status: whether the wording itself was found, as the source says (Swedish).
    """

    id = models.CharField(primary_key=True, max_length=40)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    level = models.CharField(max_length=20)  # a word of GoalLevel
    area = models.CharField(max_length=20)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    description_sv = models.TextField()
    description_en = models.TextField()
    direction = models.CharField(max_length=10, blank=True)  # a word of GoalDirection
    target_value = models.CharField(max_length=50, blank=True)
    official_indicator = models.CharField(max_length=100)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    source_status = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        indexes = [models.Index(fields=["area", "level"])]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return Text(self.title_sv, self.title_en)

    @property
    def level_word(self) -> Text:
        """Where it stands in the strategy, in words."""
        return word("register.level", self.level)

    @property
    def description(self) -> Text:
        """The description in both languages, in our own words."""
        return Text(self.description_sv, self.description_en)


class StatisticsSource(models.Model):
    """A table or interface where statistics on the areas are published."""

    id = models.CharField(primary_key=True, max_length=40)
    publisher = models.CharField(max_length=100)
    interface = models.CharField(max_length=40)
    table_id = models.CharField(max_length=40, blank=True)
    content = models.CharField(max_length=200)  # Swedish
    levels = models.CharField(max_length=60, blank=True)
    years = models.CharField(max_length=60, blank=True)
    licence = models.CharField(max_length=80, blank=True)
    areas = models.CharField(max_length=60)  # ids, `;` between them
    url = models.URLField(max_length=200)
    url_evidence = models.CharField(max_length=10)
    evidence = models.CharField(max_length=10)
    note = models.TextField(blank=True)

    class Meta:
        """By id."""

        ordering = ["id"]


class CandidateIndicator(models.Model):
    """A statistic proposed to follow a goal; none is decided for the strategy.

    Not the indicators that Samlad computes, which are declared in definitions/indicators/.
    """

    id = models.CharField(primary_key=True, max_length=60)
    area = models.CharField(max_length=20)
    name_sv = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    unit = models.CharField(max_length=60, blank=True)  # Swedish, as in the source
    direction = models.CharField(max_length=10)  # a word of GoalDirection
    levels = models.CharField(max_length=60, blank=True)
    sources = models.ManyToManyField(StatisticsSource, through="IndicatorSource")
    is_official_for_goal = models.BooleanField()
    note = models.TextField(blank=True)

    class Meta:
        """By id."""

        ordering = ["id"]

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_sv, self.name_en)


class IndicatorSource(models.Model):
    """Where a proposed statistic is found."""

    indicator = models.ForeignKey(
        CandidateIndicator, on_delete=models.CASCADE, related_name="source_links"
    )
    source = models.ForeignKey(StatisticsSource, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]


class GoalIndicator(models.Model):
    """A statistic proposed to follow a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="indicator_links")
    indicator = models.ForeignKey(
        CandidateIndicator, on_delete=models.PROTECT, related_name="goal_links"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
