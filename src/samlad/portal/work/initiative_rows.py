"""The rows of an initiative's form: one for each part of a list, and two to fill in.

A row says by the field what is wrong with it; a list says which row another has said before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms

from samlad.catalogue import divisions
from samlad.portal.content.words import Evidence
from samlad.portal.register.entries import small_divisions, wrong_in
from samlad.portal.register.told import label_of
from samlad.portal.register.words import (
    Basis,
    DateBasis,
    Moment,
    ParticipationRole,
    PlaceBasis,
    RelationKind,
    Stage,
)
from samlad.portal.wording import in_language, words
from samlad.portal.work import suggestions
from samlad.portal.work.fields import (
    AmountField,
    Choices,
    DateField,
    LongText,
    NameField,
    Names,
    choices,
)

#: Rows of fields beside those that are filled in.
EXTRA = 2
MOST_ROWS = 400


class RowForm(forms.Form):
    """One row of a list. names: list of suggestions → what there is."""

    name = ""

    def __init__(self, *arguments: Any, names: Names, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.names = names
        for name, field in self.fields.items():
            if isinstance(field, NameField):
                field.known = names[field.list_id]
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
    actor = NameField(list_id="actors")
    role = forms.ChoiceField()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("role", choices("register.role", ParticipationRole))


class PlaceForm(RowForm):
    """A place, whole or a smaller area in it, and why it is named."""

    name = "places"
    place = NameField(list_id="places")
    basis = forms.ChoiceField()
    area_code = forms.CharField(max_length=12, required=False)
    vintage = forms.ChoiceField(required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("basis", choices("register.place_basis", PlaceBasis))
        small = [(id_, in_language(divisions()[id_].title)) for id_ in small_divisions()]
        self.give("vintage", [("", words("work.whole_place")), *small])


class DateForm(RowForm):
    """A start or an end, planned or actual."""

    name = "dates"
    moment = forms.ChoiceField()
    basis = forms.ChoiceField()
    date = DateField(required=True)
    noted = DateField()
    reason = LongText(rows=2)

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
    amount_sek = AmountField()
    basis = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(required=False)
    start = DateField()
    end = DateField()
    actor = NameField(list_id="actors", required=False)
    appropriation = forms.CharField(max_length=100, required=False)
    covers = LongText(rows=2)
    source_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    evidence = forms.ChoiceField(required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        none = words("work.not_stated")
        self.fields["amount_sek"].help_text = words("work.amount_hint")
        self.give("basis", choices("register.basis", Basis, none))
        self.give("stage", choices("register.stage", Stage, none))
        self.give("evidence", choices("content.evidence", Evidence, none))


class GoalForm(RowForm):
    """A goal, and how the initiative is meant to work towards it."""

    name = "goals"
    goal = forms.ChoiceField()
    how_sv = LongText(rows=3)
    how_en = LongText(rows=3)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.give("goal", [("", words("work.choose")), *suggestions.goals()])


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
    other = NameField(list_id="initiatives")

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

    def __init__(self, data: Any = None, **options: Any) -> None:
        """What was sent is judged by itself, and not by what the list says by now: a row that says
        what somebody else has saved meanwhile is a row like others.
        """
        if data is not None:
            options["initial"] = None
        super().__init__(data, **options)

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
        """No row says what another has said, and none what cannot be."""
        seen: set[tuple[Any, ...]] = set()
        for form in self._filled():
            key = tuple(form.cleaned_data.get(name) for name in self.unique)
            if self.unique and None not in key and key in seen:
                form.add_error(self.unique[0], words("work.twice"))
            seen.add(key)
        filled = self._filled()
        for wrong in wrong_in(self.part, [form.cleaned_data for form in filled]):
            filled[wrong.position].add_error(wrong.name, words(wrong.key, **wrong.words))

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
