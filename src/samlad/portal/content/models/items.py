"""Published items with their types, senders and topics; own tags and suggested ones kept apart."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.models.base import Fact
from samlad.portal.content.models.government import Department, Person
from samlad.portal.content.partial_date import PartialDateField


class ContentType(Fact):
    """A kind of item; legal documents hold kinds of their own."""

    code = models.CharField(primary_key=True, max_length=20)
    name_sv = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="kinds")
    url_path = models.CharField(max_length=200, blank=True)

    class Meta:
        """By name."""

        ordering = ["name_sv"]

    def __str__(self) -> str:
        return self.name_sv

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_sv, self.name_en)


class Topic(Fact):
    """A term of the publisher's list of areas; renamed and merged over time.

    predecessor_name and successor_name stand as in the source; predecessor and successor are the
    topics of that name, where the list has one. area: policy area, blank when none. parent: the
    wider topic it is counted in, by our own reading.
    """

    code = models.CharField(primary_key=True, max_length=30)
    name_sv = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    area = models.CharField(max_length=20, blank=True)
    predecessor_name = models.CharField(max_length=150, blank=True)
    successor_name = models.CharField(max_length=150, blank=True)
    predecessor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    status = models.CharField(max_length=20)  # a word of TopicStatus

    class Meta:
        """By name."""

        ordering = ["name_sv"]

    def __str__(self) -> str:
        return self.name_sv

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_sv, self.name_en)


class Sender(Fact):
    """A ministry, minister or other body that items come from, under its name of today."""

    code = models.CharField(primary_key=True, max_length=20)
    name_sv = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    kind = models.CharField(max_length=20)  # a word of SenderKind
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    status = models.CharField(max_length=20)  # a word of TopicStatus

    class Meta:
        """By name."""

        ordering = ["name_sv"]

    def __str__(self) -> str:
        return self.name_sv

    @property
    def name(self) -> Text:
        """The name in both languages."""
        return Text(self.name_sv, self.name_en)


class Item(Fact):
    """A published page or document; some have a summary of our own.

    published: as exact as the source, NULL when it gives no date; first_seen: the latest day it
    can have been published. official_title is Swedish, as published. path: its address on the
    publisher's site, without host and final slash. origin: a word of Origin. vanished: the day from
    which the publisher's list no longer has it, NULL while it is there.
    """

    id = models.CharField(primary_key=True, max_length=120)
    official_title = models.CharField(max_length=600)
    path = models.CharField(max_length=1000, blank=True)
    origin = models.CharField(max_length=10)
    vanished = PartialDateField(null=True)
    type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="items")
    published = PartialDateField(null=True)
    first_seen = PartialDateField(null=True)
    updated = PartialDateField(null=True)
    reference = models.CharField(max_length=100, blank=True)
    summary_sv = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    senders = models.ManyToManyField(Sender, through="ItemSender", related_name="items")
    topics = models.ManyToManyField(Topic, through="ItemTopic", related_name="items")
    sort_title = models.CharField(max_length=600)  # so written that å ä ö come last

    class Meta:
        """Newest first."""

        ordering = ["-published", "id"]
        indexes = [
            models.Index(fields=["-published", "id"]),
            models.Index(fields=["sort_title", "id"]),
            models.Index(fields=["type", "-published"]),
        ]

    def __str__(self) -> str:
        return self.official_title

    @property
    def summary(self) -> Text:
        """The summary in both languages."""
        return Text(self.summary_sv, self.summary_en)


class ItemSender(models.Model):
    """Who an item comes from: the publisher's own tag, or one suggested by us where it has none."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="sender_links")
    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="item_links")
    is_suggested = models.BooleanField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        """Own before suggested, in the order of the source."""

        ordering = ["is_suggested", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "sender"], name="item_sender_once")]
        indexes = [models.Index(fields=["sender", "item"])]


class ItemTopic(models.Model):
    """What an item is about: the publisher's own tag, or one suggested by us where it has none."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="item_links")
    is_suggested = models.BooleanField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        """Own before suggested, in the order of the source."""

        ordering = ["is_suggested", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "topic"], name="item_topic_once")]
        indexes = [models.Index(fields=["topic", "item"])]


class ItemArea(models.Model):
    """A policy area an item belongs to, by our own reading."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="area_links")
    area = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["item", "area"], name="item_area_once")]
        indexes = [models.Index(fields=["area", "item"])]


class ItemMinister(models.Model):
    """A minister an item belongs to.

    is_named: by our own reading, since the title names the person on a day when they held a post;
    otherwise by the publisher's own tag, or one suggested by us where it has none.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="minister_links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="item_links")
    is_named = models.BooleanField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        """Tags before names, in the order of the source."""

        ordering = ["is_named", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="item_minister_once")
        ]
        indexes = [models.Index(fields=["person", "item"])]


class ItemLink(models.Model):
    """A document that belongs to an item, or a page that it leads on to."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10)  # a word of LinkKind
    name = models.CharField(max_length=500)  # Swedish, as published
    url = models.URLField(max_length=1000)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """Documents first, in the order of the source."""

        ordering = ["kind", "position"]
        indexes = [models.Index(fields=["item", "kind"])]
