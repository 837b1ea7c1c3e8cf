"""What happened when, and what is due."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.models.base import Fact
from samlad.portal.content.partial_date import PartialDateField
from samlad.portal.content.words import word
from samlad.portal.register.models.initiatives import Initiative


class TimelineEvent(Fact):
    """An event of the policy, its money, institutions and statistics; `due` is only a deadline."""

    id = models.CharField(primary_key=True, max_length=60)
    date = PartialDateField()
    kind = models.CharField(max_length=20)  # a word of EventKind
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    description = models.TextField(blank=True)  # Swedish
    initiatives = models.ManyToManyField(
        Initiative, through="EventInitiative", related_name="events"
    )

    class Meta:
        """In the order of time."""

        ordering = ["date", "id"]
        indexes = [models.Index(fields=["date", "id"])]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def title(self) -> Text:
        """The title in both languages."""
        return Text(self.title_sv, self.title_en)

    @property
    def kind_word(self) -> Text:
        """What sort of event it is, in words."""
        return word("register.event", self.kind)


class EventArea(models.Model):
    """A policy area that an event concerns."""

    event = models.ForeignKey(TimelineEvent, on_delete=models.CASCADE, related_name="area_links")
    area = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]


class EventInitiative(models.Model):
    """An initiative that an event concerns."""

    event = models.ForeignKey(
        TimelineEvent, on_delete=models.CASCADE, related_name="initiative_links"
    )
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="event_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
