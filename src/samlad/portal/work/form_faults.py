"""What is wrong in a form, for the list at the top of its page."""

from __future__ import annotations

from django import forms

#: The id of a field, blank for what is of none, and what is said of it.
Fault = tuple[str, str]


def faults_of(form: forms.Form, where: str = "") -> list[Fault]:
    """Every fault, with the field's label; where: what stands before it, as which row it is."""
    return [
        (form[name].id_for_label, f"{where}{form.fields[name].label}: {sentence}")
        if name in form.fields
        else ("", f"{where}{sentence}")
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
