"""Which passwords are refused: common ones, also repeated or padded, and ones of too few signs.

Beside Django's rules of length and likeness. The list of common ones comes with Django.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from samlad.portal.wording import words

FEWEST_SIGNS = 5
_REPEATED = re.compile(r"(.{1,20}?)\1+")
_PADDING = re.compile(r"^[\W\d_]+|[\W\d_]+$")
#: Words that anyone would try here first.
OURS = frozenset({"samlad", "segregation", "insats", "arbete"})


class NotCommon:
    """Refuses a password without letters, on the list, or one of the list repeated or padded."""

    def __init__(self) -> None:
        self.common = frozenset(CommonPasswordValidator().passwords) | OURS

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with one sentence."""
        if len(set(password)) < FEWEST_SIGNS:
            raise ValidationError(words("accounts.password_too_few_signs"), code="too_few_signs")
        forms = _forms(password.lower().strip())
        if not any(any(map(str.isalpha, form)) for form in forms) or forms & self.common:
            raise ValidationError(words("accounts.password_common"), code="common")

    def get_help_text(self) -> str:
        """What is asked for."""
        return words("accounts.password_hint")


class LongEnough:
    """Refuses a password shorter than fifteen signs."""

    fewest = 15

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with one sentence."""
        if len(password) < self.fewest:
            raise ValidationError(
                words("accounts.password_short", fewest=self.fewest), code="short"
            )

    def get_help_text(self) -> str:
        """What is asked for."""
        return words("accounts.password_hint")


class NotTheName:
    """Refuses a password that holds the account's or the person's name."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with one sentence."""
        names = [getattr(user, "name", ""), *getattr(user, "full_name", "").split()]
        if any(len(name) > 3 and name.lower() in password.lower() for name in names):
            raise ValidationError(words("accounts.password_name"), code="name")

    def get_help_text(self) -> str:
        """What is asked for."""
        return words("accounts.password_hint")


def _forms(password: str) -> set[str]:
    """The password, without padding, and the part that it repeats."""
    bare = _PADDING.sub("", password)
    forms = {password, bare}
    for form in (password, bare):
        repeated = _REPEATED.fullmatch(form)
        if repeated:
            forms.add(repeated[1])
    return forms - {""}
