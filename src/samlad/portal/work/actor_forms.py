"""The form of an actor that is written in the register."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samlad.portal.content.partial_date import is_reversed
from samlad.portal.content.words import Evidence
from samlad.portal.register.models import Actor
from samlad.portal.wording import words
from samlad.portal.work.actors import KINDS
from samlad.portal.work.fields import DateField, LongText, choices

_NUMBER = re.compile(r"[0-9]{2}[2-9][0-9]{3}-?[0-9]{4}")


class ActorForm(forms.Form):
    """Who it is, since when, and how that is known."""

    kind = forms.ChoiceField()
    name_sv = forms.CharField(max_length=150)
    name_en = forms.CharField(max_length=150, required=False)
    short = forms.CharField(max_length=30, required=False)
    organisation_number = forms.CharField(max_length=11, required=False)
    start = DateField()
    end = DateField()
    website = forms.URLField(max_length=200, required=False, assume_scheme="https")
    source_url = forms.URLField(max_length=500, required=False, assume_scheme="https")
    evidence = forms.ChoiceField()
    note = LongText(rows=3)

    def __init__(self, actor: Actor | None, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.actor = actor
        for name, field in self.fields.items():
            field.label = words(f"work.actor_{name}")
        kinds = choices("register.actor", KINDS, words("work.choose"))
        evidence = [each for each in Evidence if each != Evidence.DERIVED]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["evidence"].choices = choices("content.evidence", evidence)  # type: ignore[attr-defined]
        self.fields["organisation_number"].help_text = words("work.actor_number_hint")
        for name in ("start", "end"):
            self.fields[name].help_text = words("work.date_hint")

    def clean_organisation_number(self) -> str:
        """NNNNNN-NNNN with a right check digit, that no other actor has."""
        text = self.cleaned_data["organisation_number"]
        if not text:
            return ""
        if not _NUMBER.fullmatch(text) or not _is_checked(text.replace("-", "")):
            raise ValidationError(words("work.actor_no_number"), code="number")
        number = f"{text.replace('-', '')[:6]}-{text[-4:]}"
        self._refuse_other(organisation_number=number)
        return number

    def clean_name_sv(self) -> str:
        """A name that no other actor has."""
        name = " ".join(self.cleaned_data["name_sv"].split())
        self._refuse_other(name_sv__iexact=name)
        return name

    def clean(self) -> dict[str, Any]:
        """It begins before it ends."""
        found = super().clean() or {}
        if is_reversed(found.get("start"), found.get("end")):
            self.add_error("end", words("work.ends_before_it_begins"))
        return found

    def _refuse_other(self, **same: str) -> None:
        others = Actor.objects.exclude(pk=self.actor.pk) if self.actor else Actor.objects
        other = others.filter(**same).first()
        if other is not None:
            sentence = words("work.actor_is_there", name=other.name_sv, id=other.pk)
            raise ValidationError(sentence, code="taken")


def _is_checked(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn, as for every such number)."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
