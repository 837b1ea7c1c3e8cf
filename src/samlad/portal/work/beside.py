"""Where two states of one record differ, field by field, in the words of its form.

For whoever saves what somebody else has changed meanwhile: nothing is overwritten, both are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from samlad.portal.register.told import Difference
from samlad.portal.wording import words


def beside(
    form: forms.Form, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """Every field of the form that the two say different things of."""
    found = []
    for name, field in form.fields.items():
        values = _values(before[name]), _values(after[name])
        if values[0] != values[1]:
            named = {str(value): str(label) for value, label in getattr(field, "choices", ())}
            lines = [tuple(named.get(text, text) for text in texts) for texts in values]
            found.append(Difference(name, str(field.label), *lines))
    return found


def _values(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (words("register.yes" if value else "register.no"),)
    if isinstance(value, list):
        return tuple(sorted(value))
    return (str(value),) if value else ()
