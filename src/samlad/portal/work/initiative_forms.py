"""The form of an initiative: its own fields, and a row of fields for each part of a list.

Takes and gives documents of `register.contents`; what a form does not show (the facts' own status)
stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from samlad.catalogue import divisions, policy_areas
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.roles import FOR_ACTORS, AccountRole
from samlad.portal.content.words import Evidence, word
from samlad.portal.register.contents import EMPTY, Content
from samlad.portal.register.told import label_of
from samlad.portal.register.words import (
    Basis,
    DateBasis,
    Evaluation,
    Kind,
    Moment,
    ParticipationRole,
    PlaceBasis,
    RelationKind,
    Stage,
    State,
)
from samlad.portal.wording import in_language, words
from samlad.portal.work import suggestions
from samlad.portal.work.fields import DateField, NameField
from samlad.portal.work.rules import ANSWERING

#: Rows of fields beside those that are filled in.
EXTRA = 2
MOST_ROWS = 400

Choices = list[tuple[str, str]]


def choices(group: str, listed: Iterable[StrEnum], empty: str | None = None) -> Choices:
    """The words of a closed list as choices; empty: the text of none."""
    found = [(str(each), in_language(word(group, each))) for each in listed]
    return found if empty is None else [("", empty), *found]


class InitiativeForm(forms.Form):
    """What an initiative is, apart from its lists."""

    title_sv = forms.CharField(max_length=200)
    title_en = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField()
    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    description_sv = forms.CharField(required=False, max_length=20_000, widget=forms.Textarea)
    description_en = forms.CharField(required=False, max_length=20_000, widget=forms.Textarea)
    state = forms.ChoiceField()
    lead_department = forms.ChoiceField(required=False)
    decided = DateField()
    reference = forms.CharField(max_length=100, required=False)
    official_title = forms.CharField(max_length=400, required=False)
    appropriation = forms.CharField(max_length=100, required=False)
    evaluation = forms.ChoiceField()
    evaluation_note = forms.CharField(required=False, max_length=5_000, widget=forms.Textarea)
    source_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    evidence = forms.ChoiceField()
    note = forms.CharField(required=False, max_length=5_000, widget=forms.Textarea)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            field.label = label_of(name)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
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


class RowForm(forms.Form):
    """One row of a list. legend: what the row is, with its number."""

    name = ""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            if name != "DELETE":
                field.label = words(f"work.{self.name}_{name}")
            if isinstance(field, DateField):
                field.help_text = words("work.date_hint")

    def give(self, name: str, given: Choices) -> None:
        """Give a field its choices; a row where only the first is chosen is an empty one."""
        field = self.fields[name]
        field.choices, field.initial = given, given[0][0]  # type: ignore[attr-defined]

    def add_fields_words(self) -> None:
        """Name the box that removes the row."""
        if "DELETE" in self.fields:
            self.fields["DELETE"].label = words("work.remove_row")

    def document(self) -> Any:
        """The row as a document has it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}


class ParticipationForm(RowForm):
    """An actor and its role."""

    name = "participations"
    actor = NameField(known=suggestions.actors, list_id="actors")
    role = forms.ChoiceField()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("role", choices("register.role", ParticipationRole))


class PlaceForm(RowForm):
    """A place, whole or a smaller area in it, and why it is named."""

    name = "places"
    place = NameField(known=suggestions.places, list_id="places")
    basis = forms.ChoiceField()
    area_code = forms.CharField(max_length=12, required=False)
    vintage = forms.ChoiceField(required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("basis", choices("register.place_basis", PlaceBasis))
        small = [
            (id_, in_language(each.title)) for id_, each in divisions().items() if _is_small(id_)
        ]
        self.give("vintage", [("", words("work.whole_place")), *small])

    def clean(self) -> dict[str, Any]:
        """A smaller area lies in the place, and in the division that is named."""
        found = super().clean() or {}
        code, vintage = found.get("area_code", ""), found.get("vintage", "")
        if bool(code) != bool(vintage):
            self.add_error("vintage" if code else "area_code", words("work.area_and_vintage"))
        elif code and not re.fullmatch(divisions()[vintage].code, code):
            self.add_error("area_code", words("work.no_such_code", vintage=vintage))
        elif code and found.get("place") and code[:4] != found["place"]:
            self.add_error("area_code", words("work.not_in_the_place"))
        return found


class DateForm(RowForm):
    """A start or an end, planned or actual."""

    name = "dates"
    moment = forms.ChoiceField()
    basis = forms.ChoiceField()
    date = DateField(required=True)
    noted = DateField()
    reason = forms.CharField(max_length=500, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("moment", choices("register.moment", Moment))
        self.give("basis", choices("register.date", DateBasis))


class DueForm(RowForm):
    """A day for reporting."""

    name = "due_reports"
    due = DateField(required=True)
    about = forms.CharField(max_length=200, required=False)


class SumForm(RowForm):
    """A sum of money that stands at the initiative."""

    name = "money"
    amount_sek = forms.IntegerField(min_value=0, max_value=10**15, required=False)
    basis = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(required=False)
    start = DateField()
    end = DateField()
    actor = NameField(known=suggestions.actors, list_id="actors", required=False)
    appropriation = forms.CharField(max_length=100, required=False)
    covers = forms.CharField(max_length=1_000, required=False)
    source_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    evidence = forms.ChoiceField(required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        none = words("work.not_stated")
        self.give("basis", choices("register.basis", Basis, none))
        self.give("stage", choices("register.stage", Stage, none))
        self.give("evidence", choices("content.evidence", Evidence, none))

    def clean(self) -> dict[str, Any]:
        """An amount has a basis, a period begins before it ends, an empty sum says nothing."""
        found = super().clean() or {}
        amount, start, end = found.get("amount_sek"), found.get("start"), found.get("end")
        if amount is not None and not found.get("basis"):
            self.add_error("basis", words("work.amount_without_basis"))
        if amount is None and not found.get("covers") and not self.errors:
            self.add_error("amount_sek", words("work.sum_says_nothing"))
        if start and end and end < start:
            self.add_error("end", words("work.ends_before_it_begins"))
        return found


class GoalForm(RowForm):
    """A goal, and how the initiative is meant to work towards it."""

    name = "goals"
    goal = forms.ChoiceField()
    how_sv = forms.CharField(max_length=5_000, required=False, widget=forms.Textarea)
    how_en = forms.CharField(max_length=5_000, required=False, widget=forms.Textarea)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("goal", [("", words("work.choose")), *suggestions.goals().items()])
        for name in ("how_sv", "how_en"):
            self.fields[name].widget.attrs["rows"] = 3


class DocumentForm(RowForm):
    """A document where it lies with its publisher."""

    name = "documents"
    title = forms.CharField(max_length=300)
    url = forms.URLField(max_length=500, assume_scheme="https")
    published = DateField()


class RelationForm(RowForm):
    """How the initiative stands to another one."""

    name = "relations"
    kind = forms.ChoiceField()
    other = NameField(known=suggestions.initiatives, list_id="initiatives")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("kind", choices("register.relation", RelationKind))


if TYPE_CHECKING:
    _FormSet = forms.BaseFormSet[RowForm]
else:
    _FormSet = forms.BaseFormSet


class Rows(_FormSet):
    """The rows of one list; what must differ between them says so by the field."""

    unique: tuple[str, ...] = ()
    part = ""

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """The row's own fields, and the box that removes it."""
        super().add_fields(form, index)
        form.add_fields_words()

    @property
    def title(self) -> str:
        """What the list is called."""
        return label_of(self.part)

    @property
    def hint(self) -> str:
        """What is to be said of the list."""
        return words(f"work.{self.part}_list_hint")

    @property
    def row_name(self) -> str:
        """What one row is called."""
        return words(f"work.{self.part}_row")

    def clean(self) -> None:
        """No row says what another has said."""
        seen: set[tuple[Any, ...]] = set()
        for form in self._filled():
            key = tuple(form.cleaned_data.get(name) for name in self.unique)
            if self.unique and None not in key and key in seen:
                form.add_error(self.unique[0], words("work.twice"))
            seen.add(key)

    def document(self) -> list[Any]:
        """The rows as a document has them."""
        return [form.document() for form in self._filled()]

    def _filled(self) -> list[RowForm]:
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]


def _rows(form: type[RowForm], *unique: str) -> type[Rows]:
    made: type[Rows] = forms.formset_factory(  # type: ignore[assignment]
        form, formset=Rows, extra=EXTRA, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    made.unique, made.part = unique, form.name
    return made


#: The lists in the order of the page.
ROWS: Mapping[str, type[Rows]] = {
    "participations": _rows(ParticipationForm, "actor", "role"),
    "dates": _rows(DateForm),
    "due_reports": _rows(DueForm, "due"),
    "places": _rows(PlaceForm, "place", "basis", "area_code", "vintage"),
    "goals": _rows(GoalForm, "goal"),
    "money": _rows(SumForm),
    "documents": _rows(DocumentForm),
    "relations": _rows(RelationForm, "other", "kind"),
}


class WholeForm:
    """The form of an initiative with all its rows, for one account.

    content: what it begins with. data: what was sent; None when it is only shown.
    """

    def __init__(self, account: Account, content: Content, data: QueryDict | None = None) -> None:
        self.account = account
        self.content = content
        self.main = InitiativeForm(data, initial=content)
        self.rows = {
            name: made(data, prefix=name, initial=content[name]) for name, made in ROWS.items()
        }
        self.reason = ReasonForm(data)

    def is_valid(self) -> bool:
        """Whether every field can be used, and the initiative stays within the account's reach."""
        parts: list[Any] = [self.main, self.reason, *self.rows.values()]
        if not all([part.is_valid() for part in parts]):
            return False
        return self._stays_own()

    def document(self) -> Content:
        """The document that the form says, what it does not show kept."""
        lists = {name: rows.document() for name, rows in self.rows.items()}
        return {**self.content, **self.main.document(), **lists}

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Every fault as the id of its field and its sentence, in the order of the page."""
        found = [*_faults(self.main)]
        for rows in self.rows.values():
            found += [("", str(fault)) for fault in rows.non_form_errors()]
            found += [fault for form in rows.forms for fault in _faults(form)]
        return found + _faults(self.reason)

    def _stays_own(self) -> bool:
        """Nobody writes an initiative out of their own reach, or into it."""
        said = self.document()
        if self.account.role in FOR_ACTORS:
            own = set(self.account.actor_links.values_list("actor_id", flat=True))
            answering = {e["actor"] for e in said["participations"] if e["role"] in ANSWERING}
            if not own & answering:
                first = self.rows["participations"].forms[0]
                first.add_error("actor", words("work.not_your_actor"))
                return False
        if self.account.role == AccountRole.EDITOR and not self.account.has_all_areas:
            areas = set(self.account.area_links.values_list("area", flat=True))
            if not areas & set(said["areas"]):
                self.main.add_error("areas", words("work.not_your_area"))
                return False
        return True


class ReasonForm(forms.Form):
    """Why the change is made; shown to the reviewer and kept with the version."""

    change_reason = forms.CharField(max_length=1_000, required=False, widget=forms.Textarea)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["change_reason"]
        field.label, field.help_text = words("work.change_reason"), words("work.change_reason_hint")
        field.widget.attrs["rows"] = 2


def new_content(account: Account) -> Content:
    """What the form of a new initiative begins with: the account's own actor or area."""
    content: Content = EMPTY | {"evidence": str(Evidence.REPORTED)}
    if account.role in FOR_ACTORS:
        actor = account.actor_links.values_list("actor_id", flat=True).first()
        content["participations"] = [
            {"actor": actor, "role": str(ParticipationRole.ACCOUNTABLE)}
        ] * bool(actor)
    content["areas"] = list(account.area_links.values_list("area", flat=True))
    return content


def _faults(form: forms.Form) -> list[tuple[str, str]]:
    return [
        (form[name].id_for_label if name != "__all__" else "", f"{_label(form, name)}{sentence}")
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def _label(form: forms.Form, name: str) -> str:
    return f"{form.fields[name].label}: " if name in form.fields else ""


def _is_small(id_: str) -> bool:
    return id_.startswith(("regso", "deso"))
