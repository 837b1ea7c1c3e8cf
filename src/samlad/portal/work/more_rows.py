"""One more row in a form, without scripts and without saving: the button sends the form, which is
shown again as it was typed, with a row more and without a judgement on what is not finished.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

#: The button's name; its value is the prefix of the rows.
ADD = "rad"


def is_asked(request: HttpRequest) -> bool:
    """Whether a row more is asked for."""
    return request.method == "POST" and ADD in request.POST


def sent(request: HttpRequest, most: int) -> QueryDict | None:
    """What was sent, with the row more that it asks for; None where the form is only opened.

    most: the rows that a list can have; one more than those would never be taken in.
    """
    if request.method != "POST":
        return None
    name = f"{request.POST.get(ADD, '')}-TOTAL_FORMS"
    total = request.POST.get(name, "")
    if not (total.isascii() and total.isdigit() and len(total) < 5):
        return request.POST
    more = request.POST.copy()
    more[name] = str(min(int(total) + 1, most))
    return more


def unjudged(request: HttpRequest, plain: list[forms.Form], rows: list[Any]) -> None:
    """Make the forms say nothing of faults, and begin in the first field of the new row."""
    for each in rows:
        plain = [*plain, *each.forms]
        each._errors, each._non_form_errors = [], each.error_class()
        if each.prefix == request.POST[ADD] and each.forms:
            first = each.forms[-1].visible_fields()[0]
            first.field.widget.attrs["autofocus"] = True
    for form in plain:
        form._errors = ErrorDict()  # type: ignore[attr-defined]
