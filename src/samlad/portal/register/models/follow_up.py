"""What an initiative is to reach and when, what is to be reported of it, and what was."""

from __future__ import annotations

from django.db import models

from samlad.model import Text
from samlad.portal.content.partial_date import PartialDateField
from samlad.portal.content.words import word
from samlad.portal.register.models.goals import Goal
from samlad.portal.register.models.initiatives import Initiative
from samlad.portal.register.words import Visibility


class GoalLink(models.Model):
    """A goal an initiative is for, and how it is meant to work."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="initiative_links")
    how_sv = models.TextField(blank=True)
    how_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order given."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "goal"], name="initiative_goal_once")
        ]
        indexes = [models.Index(fields=["goal", "initiative"])]

    @property
    def how(self) -> Text:
        """How it is meant to work, in both languages; blank where nobody has told."""
        return Text(self.how_sv, self.how_en or self.how_sv)


class InitiativeDate(models.Model):
    """A start or an end, planned or actual. A changed plan is a new row, so that both are kept.

    noted: when it was said; of several plans the one noted last stands. Facts do not say when.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="dates")
    moment = models.CharField(max_length=5)  # a word of Moment
    basis = models.CharField(max_length=7)  # a word of DateBasis
    date = PartialDateField()
    noted = PartialDateField(null=True)
    reason = models.TextField(blank=True)  # Swedish
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order they were said."""

        ordering = ["position"]

    @property
    def moment_word(self) -> Text:
        """Whether it is a start or an end, in words."""
        return word("register.moment", self.moment)

    @property
    def basis_word(self) -> Text:
        """Whether it was meant or came, in words."""
        return word("register.date", self.basis)


class DueReport(models.Model):
    """A day on which an initiative was or is to be reported; no proof that it was."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="due_reports")
    due = PartialDateField()
    about = models.CharField(max_length=200, blank=True)  # Swedish: what is asked for

    class Meta:
        """In the order of time."""

        ordering = ["due"]
        constraints = [models.UniqueConstraint(fields=["initiative", "due"], name="due_once")]
        indexes = [models.Index(fields=["due"])]


class PeriodReportRows(models.QuerySet["PeriodReport"]):
    """Period reports, and which of them may be shown."""

    def public(self) -> PeriodReportRows:
        """Those that are published, of initiatives that are."""
        published = Visibility.PUBLISHED
        return self.filter(visibility=published, initiative__visibility=published)


class PeriodReport(models.Model):
    """What was done, what is next and what hinders, signed, for one period.

    numbers: a list of {"what", "value", "unit"} as they were written. signed_by: a person's name
    and signed_at, set when it is submitted. written_by, published_by: names of accounts; writers:
    of all who have changed what it says, from who began it. revision grows with every change, so
    that nobody overwrites what they have not seen.
    """

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="period_reports"
    )
    answers = models.ForeignKey(
        DueReport, null=True, on_delete=models.SET_NULL, related_name="period_reports"
    )
    start = PartialDateField()
    end = PartialDateField()
    done = models.TextField()
    next_steps = models.TextField(blank=True)
    hinders = models.TextField(blank=True)
    numbers = models.JSONField(default=list)
    signed_by = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True)
    visibility = models.CharField(max_length=10, default=Visibility.DRAFT.value)
    visibility_reason = models.TextField(blank=True)  # why it was sent back or withdrawn
    written_by = models.CharField(max_length=60)
    writers = models.JSONField(default=list)
    written_at = models.DateTimeField()
    published_by = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    objects = PeriodReportRows.as_manager()

    class Meta:
        """Newest period first."""

        ordering = ["-end", "-pk"]
        indexes = [models.Index(fields=["initiative", "visibility"])]

    def is_written_by(self, name: str) -> bool:
        """Whether the account of that name has begun it or changed what it says."""
        return name in (self.written_by, *self.writers)

    @property
    def is_public(self) -> bool:
        """Whether it is published."""
        return self.visibility == Visibility.PUBLISHED

    @property
    def visibility_word(self) -> Text:
        """Who may see it, in words."""
        return word("register.visibility", self.visibility)


class Document(models.Model):
    """A document about an initiative, where it lies with its publisher."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500)
    published = PartialDateField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order given."""

        ordering = ["position"]


class Relation(models.Model):
    """How an initiative stands to another. The money of a part is never added to the whole's."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="related_from")
    kind = models.CharField(max_length=10)  # a word of RelationKind
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order given."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "other", "kind"], name="relation_once"),
            models.CheckConstraint(
                condition=~models.Q(initiative=models.F("other")), name="relation_to_another"
            ),
        ]

    @property
    def kind_word(self) -> Text:
        """How it stands to the other, in words."""
        return word("register.relation", self.kind)
