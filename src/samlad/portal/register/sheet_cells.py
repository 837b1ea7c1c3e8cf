"""The cells of a spreadsheet as values of a document, and back.

A fault is a sentence in the page's language that says what the cell may hold and the nearest that
it could have meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from samlad.errors import UnknownName
from samlad.portal.content.partial_date import PartialDate, PartialDateField
from samlad.portal.register.sheet_layout import Cell
from samlad.portal.register.written import LONGEST_TEXT, amount_in, with_plain_lines
from samlad.portal.wording import words

YES, NO = ("ja", "yes", "true", "1"), ("nej", "no", "false", "0", "")
_ADDRESS = URLValidator(schemes=["http", "https"])


class CellFault(Exception):
    """What is wrong with a cell, as a sentence."""


def cell_of(value: Any) -> str | int | None:
    """A value of a document as a cell holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int) else (value or None)


def value_of(cell: Cell, given: Any, known: Mapping[str, Collection[str]]) -> Any:
    """The value that a cell gives to a document. Raises CellFault.

    known: the keys that each list of codes has.
    """
    text = text_of(given)
    if not text.strip() and cell.is_required:
        raise CellFault(_required(cell))
    if isinstance(cell.field, models.BooleanField):
        return _yes_or_no(text)
    if isinstance(cell.field, models.BigIntegerField):
        return _amount(text)
    if isinstance(cell.field, PartialDateField):
        return _date(text)
    if cell.words is not None:
        return _word(text.strip(), list(cell.words))
    if cell.reference:
        return _reference(cell, text.strip(), known[cell.reference])
    return _text(cell, text)


def _required(cell: Cell) -> str:
    """That the cell must hold something, and what it can be."""
    if cell.words is None and not cell.reference:
        return words("register.fault_required")
    known = ", ".join(cell.words) if cell.words else words(f"register.codes_{cell.reference}")
    return words("register.fault_required_one", known=known)


def text_of(given: Any) -> str:
    """What stands in a cell, as text: whole numbers without decimals, dates as ISO has them.

    >>> text_of(2018.0), text_of(datetime(2018, 6, 26)), text_of(None), text_of(True)
    ('2018', '2018-06-26', '', 'yes')
    """
    if given is None:
        return ""
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    if isinstance(given, datetime):
        return given.date().isoformat()
    return given.isoformat() if isinstance(given, date) else str(given)


def _yes_or_no(text: str) -> bool:
    said = text.strip().lower()
    if said not in (*YES, *NO):
        raise CellFault(words("register.fault_yes_or_no", value=text[:80]))
    return said in YES


def _amount(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return amount_in(text)
    except ValueError:
        raise CellFault(words("register.fault_amount", value=text[:80])) from None


def _date(text: str) -> str | None:
    said = text.strip()
    if not said:
        return None
    try:
        return str(PartialDate(said))
    except ValueError:
        raise CellFault(words("register.fault_date", value=said[:80])) from None


def _word(text: str, known: list[str]) -> str:
    if text and text not in known:
        raise CellFault(_not_known(text, known, ", ".join(known)))
    return str(text)


def _reference(cell: Cell, text: str, known: Collection[str]) -> str | None:
    if not text:
        return None
    if text not in known:
        raise CellFault(_not_known(text, known, words(f"register.codes_{cell.reference}")))
    return text


def _not_known(text: str, known: Collection[str], whole: str) -> str:
    nearest = UnknownName("code", text, known).nearest
    if nearest:
        return words("register.fault_nearest", value=text[:80], nearest=nearest[0])
    return words("register.fault_unknown", value=text[:80], known=whole)


def _text(cell: Cell, given: str) -> str:
    text = with_plain_lines(given).strip()
    longest = getattr(cell.field, "max_length", None) or LONGEST_TEXT
    if len(text) > longest:
        raise CellFault(words("register.fault_long", limit=longest, length=len(text)))
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\r\t" for sign in text):
        raise CellFault(words("register.fault_sign"))
    if isinstance(cell.field, models.URLField) and text:
        _check_address(text)
    return text


def _check_address(text: str) -> None:
    try:
        _ADDRESS(text)
    except ValidationError:
        raise CellFault(words("register.fault_address", value=text[:80])) from None
