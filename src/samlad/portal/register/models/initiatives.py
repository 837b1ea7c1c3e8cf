"""Initiatives with their areas, actors, places and published items.

The tables hold what is published, and of an initiative that never was, the draft itself: see
`history` for versions and for drafts of changes.
"""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.models import Department, Item
from samlad.portal.content.models.base import Fact
from samlad.portal.content.partial_date import PartialDateField
from samlad.portal.content.words import word
from samlad.portal.register.models.actors import Actor, Place
from samlad.portal.register.words import Evaluation, PlaceBasis, State, Status, Visibility


class InitiativeRows(models.QuerySet["Initiative"]):
    """Initiatives, and which of them may be shown."""

    def public(self) -> InitiativeRows:
        """Those that are published; no page for visitors asks for others."""
        return self.filter(visibility=Visibility.PUBLISHED)


class Initiative(Fact):
    """Something somebody does against segregation. A blank or NULL is unknown, never guessed.

    Required are id, title, kind and, where it is published from a draft, an accountable actor.
    status is the facts' own word as of status_as_of, status_evidence how it is known; state is
    what it comes to, and what stands once it was changed here: see status_word. start and end: as
    in `dates`, the actual ones, else the latest plan. follows_facts: nobody has changed it here,
    so new releases of the facts do.
    """

    id = models.CharField(primary_key=True, max_length=60)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    official_title = models.CharField(max_length=400, blank=True)  # Swedish, as published
    kind = models.CharField(max_length=20)  # a word of Kind
    description_sv = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    lead_department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    decided = PartialDateField(null=True)
    reference = models.CharField(max_length=100, blank=True)
    appropriation = models.CharField(max_length=100, blank=True)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    state = models.CharField(max_length=12, default=State.UNKNOWN.value)  # a word of State
    status = models.CharField(max_length=20, blank=True)  # a word of Status
    status_as_of = PartialDateField(null=True)
    status_evidence = models.CharField(max_length=10, blank=True)
    evaluation = models.CharField(max_length=12, default=Evaluation.NONE_KNOWN.value)
    evaluation_note = models.TextField(blank=True)  # Swedish
    is_on_founding_page = models.BooleanField(default=False)
    visibility = models.CharField(max_length=10, default=Visibility.DRAFT.value)
    visibility_reason = models.TextField(blank=True)  # why it was withdrawn
    version = models.PositiveIntegerField(default=0)  # 0: never published
    follows_facts = models.BooleanField(default=False)
    actors = models.ManyToManyField(Actor, through="Participation", related_name="initiatives")
    places = models.ManyToManyField(Place, through="InitiativePlace", related_name="initiatives")
    items = models.ManyToManyField(Item, through="ItemInitiative", related_name="initiatives")
    sort_sv = models.CharField(max_length=200)  # the title, so written that å ä ö come last

    objects = InitiativeRows.as_manager()

    class Meta:
        """Newest decision first."""

        ordering = ["-decided", "id"]
        indexes = [
            models.Index(fields=["-decided", "id"]),
            models.Index(fields=["sort_sv", "id"]),
            models.Index(fields=["kind", "status"]),
            models.Index(fields=["visibility", "kind", "state"]),
        ]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def is_public(self) -> bool:
        """Whether it is published."""
        return self.visibility == Visibility.PUBLISHED

    @property
    def title(self) -> Text:
        """The title in both languages, in our own words; Swedish where there is no other."""
        return Text(self.title_sv, self.title_en or self.title_sv)

    @property
    def description(self) -> Text:
        """What it is, in both languages; blank where nobody has told."""
        return Text(self.description_sv, self.description_en or self.description_sv)

    @property
    def kind_word(self) -> Text:
        """What sort of initiative it is, in words."""
        return word("register.kind", self.kind)

    @property
    def state_word(self) -> Text:
        """Where it stands, in words."""
        return word("register.state", self.state)

    @property
    def stands_by_state(self) -> bool:
        """Whether our own word says where it stands: it was changed here, or no source says it."""
        return not self.follows_facts or not self.status

    @property
    def status_key(self) -> str:
        """Where it stands, as a word of State where that is what stands, else of Status."""
        return self.state if self.stands_by_state else self.status

    @property
    def status_word(self) -> Text:
        """Where it stands, in words: as we say it once it was changed here, else as the source."""
        return self.state_word if self.stands_by_state else self.source_status_word

    @property
    def source_status_word(self) -> Text:
        """Where it stood as the source says it, in words."""
        return word("register.status", self.status or Status.UNKNOWN)

    @property
    def status_evidence_word(self) -> Text | None:
        """How the status is known, in words."""
        return word("content.evidence", self.status_evidence) if self.status_evidence else None

    @property
    def evaluation_word(self) -> Text:
        """Whether it is evaluated, in words."""
        return word("register.evaluation", self.evaluation)

    @property
    def visibility_word(self) -> Text:
        """Who may see it, in words."""
        return word("register.visibility", self.visibility)


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
    """A place an initiative is meant for; for a county it can be a part of it.

    area_code, vintage: a smaller area inside the municipality and the division it belongs to
    (`regso-2025`), since a code alone can mean two areas; blank where the place is meant whole.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="place_links")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="initiative_links")
    basis = models.CharField(
        max_length=12, default=PlaceBasis.RECIPIENT.value
    )  # a word of PlaceBasis
    area_code = models.CharField(max_length=12, blank=True)
    vintage = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order of the source."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "place", "basis", "area_code", "vintage"],
                name="initiative_place_once",
            )
        ]
        indexes = [models.Index(fields=["place", "initiative"])]


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
