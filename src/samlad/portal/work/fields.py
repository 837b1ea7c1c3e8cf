"""Form fields of the register: dates as exact as they are known, and names that stand for ids.

A name is typed with the browser's list of suggestions, and works without it: the id, the name, or
both as the list writes them. What is not found is said with the nearest that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.words import word
from samlad.portal.register.written import LONGEST_TEXT, SPACE, amount_in, with_plain_lines
from samlad.portal.wording import in_language, words
from samlad.portal.work.names import Known, shown

#: A list of suggestions longer than this is not sent with the page.
MOST_SUGGESTED = 1_000
#: So many are named where a name can mean several.
MOST_NAMED = 5

#: Pairs of value and text; a group has a list of such pairs for its text.
Choices = list[tuple[str, Any]]
#: Id of a list of suggestions → what there is.
Names = Mapping[str, Known]


class DateField(forms.CharField):
    """YYYY, YYYY-MM or YYYY-MM-DD; None when empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=10, required=options.pop("required", False), **options)
        self.widget.attrs.update({"inputmode": "numeric", "size": "10"})

    def clean(self, value: Any) -> str | None:
        """The date as text; a ValidationError with one sentence when it is none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return str(PartialDate(text))
        except ValueError:
            raise ValidationError(words("work.no_date"), code="date") from None


class LongText(forms.CharField):
    """Text of several lines, with plain line ends."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_TEXT, "required": False, **options})
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        """The text as it is kept."""
        return str(super().to_python(with_plain_lines(value) if value else value))


class AmountField(forms.CharField):
    """Whole kronor with or without spaces between thousands; None when empty.

    A field of text, since one of numbers drops in silence what the browser cannot read.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, required=False, **options)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        """The amount; a ValidationError with one sentence when it is none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return amount_in(text)
        except ValueError:
            raise ValidationError(words("work.no_amount"), code="amount") from None


#: A number as it is typed, and one that can be thousands as well as decimals.
_NUMBER = re.compile(rf"[-−]?(?:[0-9]+|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+)(?:[,.][0-9]+)?")
_OF_TWO = re.compile(r"([-−]?[1-9][0-9]{0,2})([,.])([0-9]{3})")


def in_one_way(number: str) -> str:
    """A number with decimals, with one more where it could be read as thousands.

    >>> in_one_way("1,234"), in_one_way("12,5")
    ('1,2340', '12,5')
    """
    return f"{number}0" if _OF_TWO.fullmatch(number) else number


class NumberField(forms.DecimalField):
    """A number with a decimal comma or point, and with or without spaces between thousands. What
    can be read in two ways is refused.
    """

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number; a ValidationError with one sentence when it is none, or could be two."""
        said = str(value or "").strip()
        if not said:
            return None
        if found := _OF_TWO.fullmatch(said):
            first, sign, last = found.groups()
            whole, decimals = (
                f"{first} {last}",
                in_one_way(f"{first}{sign}{last.rstrip('0') or '0'}"),
            )
            sentence = words("work.number_of_two", number=said, whole=whole, decimals=decimals)
            raise ValidationError(sentence, code="two")
        if not _NUMBER.fullmatch(said):
            raise ValidationError(words("work.no_number"), code="number")
        return super().to_python(re.sub(SPACE, "", said).replace("−", "-").replace(",", "."))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The keys a telephone shows."""
        return {"inputmode": "decimal"}


class NameField(forms.CharField):
    """The id of something by its name. list_id: the id of the page's list of suggestions.

    known: what there is; the form gives it to each field it makes.
    """

    known = Known({})

    def __init__(self, *, list_id: str, **options: Any):
        super().__init__(max_length=220, **options)
        self.list_id = list_id
        self.widget.attrs.update({"list": suggested(list_id), "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """An id with its name, as the list writes it; what was typed stays as it was."""
        name = self.known.names.get(value) if isinstance(value, str) else None
        return shown(value, name) if name else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another id is meant than before."""
        return (self._id(str(data or "")) or data or "") != (initial or "")

    def clean(self, value: Any) -> str | None:
        """The id; a ValidationError with the nearest name when there is none such."""
        text = super().clean(value)
        if not text:
            return None
        id_ = self._id(text)
        if id_ is None:
            raise ValidationError(self._unknown(text), code="unknown")
        return id_

    def _id(self, text: str) -> str | None:
        meant = self.known.meant(text) if text else []
        return meant[0] if len(meant) == 1 else None

    def _unknown(self, text: str) -> str:
        meant = self.known.meant(text)
        if meant:
            all_ = ", ".join(shown(id_, self.known.names[id_]) for id_ in meant[:MOST_NAMED])
            return words("work.several_names", name=text, known=all_)
        said, nearest = words("work.unknown_name", name=text), self.known.nearest(text)
        if nearest:
            said = words("work.unknown_name_nearest", name=text, nearest=nearest)
        return f"{said} {words('work.unknown_actor')}" if self.list_id == "actors" else said


def suggested(list_id: str) -> str:
    """The id of a list of suggestions on the page, where the part it is for has the short one."""
    return f"forslag-{list_id}"


def choices(group: str, listed: Iterable[StrEnum], empty: str | None = None) -> Choices:
    """The words of a closed list as choices; empty: the text of none."""
    found = [(str(each), in_language(word(group, each))) for each in listed]
    return found if empty is None else [("", empty), *found]
