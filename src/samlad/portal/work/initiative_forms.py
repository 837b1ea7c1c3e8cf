"""The form of an initiative: its own fields, and a row of fields for each part of a list.

Takes and gives documents of `register.contents`; what a form does not show (the facts' own status)
stays as it was.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from samlad.catalogue import policy_areas
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.roles import FOR_ACTORS
from samlad.portal.content.words import Evidence
from samlad.portal.register.contents import NEW, Content
from samlad.portal.register.told import label_of
from samlad.portal.register.words import Evaluation, Kind, ParticipationRole, State
from samlad.portal.wording import in_language, words
from samlad.portal.work import suggestions
from samlad.portal.work.fields import DateField, LongText, choices
from samlad.portal.work.form_faults import faults_of
from samlad.portal.work.initiative_rows import ROWS
from samlad.portal.work.more_rows import unjudged
from samlad.portal.work.rules import out_of_reach


class InitiativeForm(forms.Form):
    """What an initiative is, apart from its lists."""

    title_sv = forms.CharField(max_length=200)
    title_en = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField()
    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    description_sv = LongText()
    description_en = LongText()
    state = forms.ChoiceField()
    lead_department = forms.ChoiceField(required=False)
    decided = DateField()
    reference = forms.CharField(max_length=100, required=False)
    official_title = forms.CharField(max_length=400, required=False)
    appropriation = forms.CharField(max_length=100, required=False)
    evaluation = forms.ChoiceField()
    evaluation_note = LongText()
    source_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    evidence = forms.ChoiceField()
    note = LongText()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            field.label = label_of(name)
        none = words("work.choose")
        departments = [("", words("work.not_stated")), *suggestions.departments().items()]
        areas = [(id_, in_language(area.name)) for id_, area in policy_areas().items()]
        for name, given in {
            "kind": choices("register.kind", Kind, none),
            "areas": areas,
            "state": choices("register.state", State),
            "lead_department": departments,
            "evaluation": choices("register.evaluation", Evaluation),
            "evidence": choices("content.evidence", Evidence),
        }.items():
            self.fields[name].choices = given  # type: ignore[attr-defined]
        self.fields["decided"].help_text = words("work.date_hint")

    def document(self) -> dict[str, Any]:
        """The fields as a document has them."""
        found = dict(self.cleaned_data)
        found["lead_department"] = found["lead_department"] or None
        return found


class WholeForm:
    """The form of an initiative with all its rows, for one account.

    content: what it begins with. data: what was sent; None when it is only shown. of: the id of
    the initiative, which stands in no relation to itself.
    """

    def __init__(
        self, account: Account, content: Content, data: QueryDict | None = None, *, of: str = ""
    ) -> None:
        self.account = account
        self.content = content
        self.main = InitiativeForm(data, initial=content)
        standing = [entry["other"] for entry in content["relations"]]
        self.names = suggestions.names(apart_from=of, standing=standing)
        self.rows = {
            name: made(data, prefix=name, initial=content[name], form_kwargs={"names": self.names})
            for name, made in ROWS.items()
        }
        self.reason = ReasonForm(data)

    def is_valid(self) -> bool:
        """Whether every field can be used, and the initiative stays within the account's reach."""
        parts: list[Any] = [self.main, self.reason, *self.rows.values()]
        if not all([part.is_valid() for part in parts]):
            return False
        return self._stays_own()

    def leave_unjudged(self, request: HttpRequest) -> None:
        """Show it with the row more that is asked for, and no faults."""
        unjudged(request, [self.main, self.reason], list(self.rows.values()))

    def document(self) -> Content:
        """The document that the form says, what it does not show kept."""
        lists = {name: rows.document() for name, rows in self.rows.items()}
        lists["due_reports"].sort(key=lambda entry: str(entry["due"]))
        own = self.main.document()
        if sorted(own["areas"]) == sorted(self.content["areas"]):  # the order says nothing
            own["areas"] = self.content["areas"]
        return {**self.content, **own, **lists}

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Every fault as the id of its field and its sentence, in the order of the page."""
        found = [*faults_of(self.main)]
        for rows in self.rows.values():
            found += [("", str(fault)) for fault in rows.non_form_errors()]
            for number, form in enumerate(rows.forms, start=1):
                found += faults_of(form, f"{rows.row_name} {number}, ")
        return found + faults_of(self.reason)

    def _stays_own(self) -> bool:
        """Nobody writes an initiative out of their own reach, or into it."""
        key = out_of_reach(self.account, self.document())
        if key == "work.not_your_actor":
            self.rows["participations"].forms[0].add_error("actor", words(key))
        elif key:
            self.main.add_error("areas", words(key))
        return not key


class ReasonForm(forms.Form):
    """Why the change is made; shown to the reviewer and kept with the version."""

    change_reason = LongText(max_length=1_000, rows=2)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["change_reason"]
        field.label, field.help_text = words("work.change_reason"), words("work.change_reason_hint")

    def tell(self, before: str) -> None:
        """Say what reason was given before; the field itself is empty at each save."""
        said = words("work.change_reason_before", reason=before)
        self.fields["change_reason"].help_text = f"{words('work.change_reason_hint')} {said}"


def new_content(account: Account) -> Content:
    """What the form of a new initiative begins with: the account's own actor or area."""
    content: Content = dict(NEW)
    if account.role in FOR_ACTORS:
        actor = account.actor_links.values_list("actor_id", flat=True).first()
        content["participations"] = [
            {"actor": actor, "role": str(ParticipationRole.ACCOUNTABLE)}
        ] * bool(actor)
    content["areas"] = list(account.area_links.values_list("area", flat=True))
    return content
