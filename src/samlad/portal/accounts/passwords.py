"""Which passwords are refused: guessable or leaked ones, with the own name, and of too few signs.

The list of common ones comes with Django, few of them of fifteen signs; leaked ones are known where
whoever runs the portal gives a list.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from samlad.portal.accounts.breached import is_breached
from samlad.portal.accounts.guessable import is_guessable, plain
from samlad.portal.register.models import Actor, Place
from samlad.portal.wording import words

FEWEST_SIGNS = 5


class NotCommon:
    """Refuses a password without letters, and one that somebody would guess."""

    def __init__(self) -> None:
        self.common = frozenset(CommonPasswordValidator().passwords)

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with one sentence."""
        if len(set(password)) < min(FEWEST_SIGNS, len(password)):
            raise ValidationError(words("accounts.password_too_few_signs"), code="too_few_signs")
        if not plain(password) or is_guessable(password, self.common, _names()):
            raise ValidationError(words("accounts.password_common"), code="common")

    def get_help_text(self) -> str:
        """What is asked for."""
        return words("accounts.password_hint")


class NotBreached:
    """Refuses a password of the list of leaked ones, where there is one."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with one sentence."""
        if is_breached(password, settings.BREACHED):
            raise ValidationError(words("accounts.password_breached"), code="breached")

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


def _names() -> frozenset[str]:
    """What actors and places are called, in letters alone."""
    actors = Actor.objects.order_by().values_list("id", "name_sv", "name_en", "short")
    places = Place.objects.order_by().values_list("name", "name_short")
    return frozenset(plain(name) for row in (*actors, *places) for name in row) - {""}
