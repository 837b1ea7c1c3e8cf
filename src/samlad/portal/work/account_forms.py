"""The form of an account, for administrators."""

from __future__ import annotations

from typing import Any

from django import forms

from samlad.catalogue import policy_areas
from samlad.portal.accounts.changing import NAME, Scope
from samlad.portal.accounts.models import Account
from samlad.portal.accounts.roles import FOR_ACTORS, AccountRole
from samlad.portal.wording import in_language, words
from samlad.portal.work import suggestions
from samlad.portal.work.fields import choices


class AccountForm(forms.Form):
    """Who it is, and what the account is for. The name is chosen once."""

    name = forms.CharField(max_length=60)
    full_name = forms.CharField(max_length=150)
    email = forms.EmailField(required=False)
    role = forms.ChoiceField()
    actors = forms.CharField(required=False, max_length=2_000, widget=forms.Textarea)
    areas = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    has_all_areas = forms.BooleanField(required=False)
    is_active = forms.BooleanField(required=False, initial=True)

    def __init__(self, account: Account | None, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.account = account
        for name, field in self.fields.items():
            field.label = words(f"accounts.field_{name}")
        self.fields["role"].choices = choices("accounts.role", AccountRole)  # type: ignore[attr-defined]
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (id_, in_language(area.name)) for id_, area in policy_areas().items()
        ]
        self.fields["actors"].help_text = words("accounts.actors_hint")
        self.fields["actors"].widget.attrs["rows"] = 3
        if account is not None:
            del self.fields["name"]

    def clean_name(self) -> str:
        """A name in the right form that nobody has."""
        name = str(self.cleaned_data["name"]).strip().lower()
        if not NAME.fullmatch(name):
            raise forms.ValidationError(words("accounts.no_name"))
        if Account.objects.filter(name=name).exists():
            raise forms.ValidationError(words("accounts.name_taken"))
        return name

    def clean_actors(self) -> list[str]:
        """The ids of the actors, one a line."""
        known = suggestions.actors()
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["actors"].splitlines())):
            if line not in known:
                raise forms.ValidationError(words("work.unknown_name", name=line))
            found.append(line)
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        """What the role asks for is there."""
        found = super().clean() or {}
        role = found.get("role")
        if role in FOR_ACTORS and not found.get("actors") and "actors" not in self.errors:
            self.add_error("actors", words("accounts.needs_actor"))
        if role == AccountRole.EDITOR and not found.get("areas") and not found.get("has_all_areas"):
            self.add_error("areas", words("accounts.needs_area"))
        return found

    def scope(self) -> Scope:
        """The role, with what it holds for and nothing else."""
        found = self.cleaned_data
        role = AccountRole(found["role"])
        is_editor = role == AccountRole.EDITOR
        return Scope(
            role,
            found["actors"] if role in FOR_ACTORS else [],
            found["areas"] if is_editor and not found["has_all_areas"] else [],
            has_all_areas=is_editor and found["has_all_areas"],
        )


class SubjectForm(forms.Form):
    """Who the account's person is to the provider of OpenID Connect. name: the provider's."""

    subject = forms.CharField(max_length=255)

    def __init__(self, name: str, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["subject"].label = words("accounts.openid_subject_field", name=name)
        self.fields["subject"].help_text = words("accounts.openid_subject_hint")
