"""The forms of signing in and of proofs. What is wrong stands by its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from samlad.portal.accounts.lockout import locked_until, note_failure
from samlad.portal.accounts.models import Account
from samlad.portal.wording import words

LONGEST = 256


class SignIn(forms.Form):
    """Name and password, both as they were typed or pasted."""

    name = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["name"].label = words("accounts.name")
        self.fields["password"].label = words("accounts.password")


class Code(forms.Form):
    """A code of the app, or a recovery code. hint: the text that tells which are taken."""

    code = forms.CharField(
        max_length=40, widget=forms.TextInput(attrs={"autocomplete": "one-time-code"})
    )

    def __init__(self, *arguments: Any, hint: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["code"].label = words("accounts.code")
        self.fields["code"].help_text = words(hint)


class PasskeyName(forms.Form):
    """What somebody calls a passkey of theirs, so as to know it from others."""

    name = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["name"].label = words("accounts.passkey_name")
        self.fields["name"].help_text = words("accounts.passkey_name_hint")


class NewPassword(forms.Form):
    """A new password, once: it can be shown by the browser and pasted from elsewhere."""

    password = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.account = account
        self.fields["password"].label = words("accounts.new_password")
        self.fields["password"].help_text = words("accounts.password_hint")
        self.fields["again"].label = words("accounts.password_again")

    def clean_password(self) -> str:
        """The password, if no rule refuses it."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        found = super().clean() or {}
        if "password" in found and "again" in found and found["password"] != found["again"]:
            self.add_error("again", ValidationError(words("accounts.not_the_same")))
        return found


class ChangePassword(NewPassword):
    """The same, for somebody who gives the one they have first."""

    now = forms.CharField(
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("now", "password", "again")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["now"].label = words("accounts.password_now")

    def clean_now(self) -> str:
        """The password as it is. Wrong ones count as failures to sign in, and lock."""
        if locked := locked_sentence(self.account.name):
            raise ValidationError(locked)
        if not self.account.check_password(self.cleaned_data["now"]):
            note_failure(self.account.name)
            raise ValidationError(words("accounts.password_now_wrong"))
        return str(self.cleaned_data["now"])


def locked_sentence(name: str) -> str:
    """When the name may try again; blank when it may now."""
    until = locked_until(name)
    return words("accounts.locked", time=f"{localtime(until):%H:%M:%S}") if until else ""
