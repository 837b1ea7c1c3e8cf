"""The form of a period report: the period, what was done, what is next, what hinders, numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from samlad.portal.content.partial_date import is_reversed
from samlad.portal.dates import in_words
from samlad.portal.register.models import DueReport, Initiative, PeriodReport
from samlad.portal.wording import language, words
from samlad.portal.work.fields import DateField, LongText, NumberField, in_one_way
from samlad.portal.work.form_faults import faults_of
from samlad.portal.work.initiative_rows import EXTRA
from samlad.portal.work.more_rows import unjudged
from samlad.portal.work.reports import document


class ReportForm(forms.Form):
    """What a period report says, apart from its numbers."""

    answers = forms.ChoiceField(required=False)
    start = DateField(required=True)
    end = DateField(required=True)
    done = LongText(required=True, rows=6)
    next_steps = LongText(rows=6)
    hinders = LongText(rows=6)

    def __init__(self, initiative: Initiative, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        due = [(str(row.pk), _due_in_words(row)) for row in initiative.due_reports.all()]
        self.fields["answers"].choices = [("", words("work.answers_none")), *due]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.label = words(f"work.report_{name}")
            if isinstance(field, LongText):
                field.help_text = words(f"work.report_{name}_hint")
        for name in ("start", "end"):
            self.fields[name].help_text = words("work.date_hint")

    def clean(self) -> dict[str, Any]:
        """The period begins before it ends."""
        found = super().clean() or {}
        if is_reversed(found.get("start"), found.get("end")):
            self.add_error("end", words("work.ends_before_it_begins"))
        return found


class NumberForm(forms.Form):
    """A number of the report: what it counts, the number, and of what; a share says of how many."""

    what = forms.CharField(max_length=200)
    value = NumberField(max_digits=18, decimal_places=4)
    unit = forms.CharField(max_length=40, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            field.label = words(f"work.number_{name}")


#: So many numbers a report has at most.
MOST_NUMBERS = 50
NumberRows = forms.formset_factory(
    NumberForm, extra=EXTRA, max_num=MOST_NUMBERS, absolute_max=MOST_NUMBERS
)


class WholeReportForm:
    """The form of a report with its rows of numbers. data: what was sent; None when only shown."""

    def __init__(
        self,
        initiative: Initiative,
        written: dict[str, Any],
        data: QueryDict | None = None,
    ) -> None:
        initial = {**written, "answers": written.get("answers_id")}
        self.main = ReportForm(initiative, data, initial=initial)
        stands = None if data is not None else _as_typed(written.get("numbers") or [])
        self.numbers = NumberRows(data, prefix="numbers", initial=stands)

    def is_valid(self) -> bool:
        """Whether every field can be used."""
        return all([self.main.is_valid(), self.numbers.is_valid()])

    def leave_unjudged(self, request: HttpRequest) -> None:
        """Show it with the row more that is asked for, and no faults."""
        unjudged(request, [self.main], [self.numbers])

    def document(self) -> dict[str, Any]:
        """What was written, by the columns of the table."""
        found = dict(self.main.cleaned_data)
        answers = found.pop("answers")
        numbers = [
            {"what": row["what"], "value": _plain(row["value"]), "unit": row["unit"]}
            for row in self.numbers.cleaned_data
            if row
        ]
        return {**found, "answers_id": int(answers) if answers else None, "numbers": numbers}

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Every fault as the id of its field and its sentence."""
        row = words("work.number_row")
        numbered = [(f"{row} {n}, ", form) for n, form in enumerate(self.numbers.forms, start=1)]
        of_all = [("", str(fault)) for fault in self.numbers.non_form_errors()]
        return of_all + [
            fault
            for where, form in [("", self.main), *numbered]
            for fault in faults_of(form, where)
        ]


def written_in(report: PeriodReport | None, due: str = "") -> dict[str, Any]:
    """What the form of a report begins with; due: the day for reporting that it answers."""
    if report is not None:
        return document(report)
    return {"answers_id": due or None}


def _due_in_words(row: DueReport) -> str:
    """The day with what is to be told then, since several days can look alike."""
    day = in_words(str(row.due), language())
    return f"{day}: {row.about}" if row.about else day


def _as_typed(numbers: list[dict[str, str]]) -> list[dict[str, str]]:
    """The numbers with the decimal sign of the page's language, to be read in one way."""
    comma = "," if language() == "sv" else "."
    return [{**row, "value": in_one_way(row["value"].replace(".", comma))} for row in numbers]


def _plain(value: Any) -> str:
    """A number as text, so that it stays what was written."""
    return format(value.normalize(), "f")
