"""Amounts that are told to the krona get their size in words where somebody reviews them, so that a
digit too many is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from samlad.portal.numbers import size
from samlad.portal.register.contents import Content
from samlad.portal.register.told import Difference, Told
from samlad.portal.wording import language, words

SUMS = "money"


def with_sizes(fields: Iterable[Told], content: Content) -> list[Told]:
    """The fields of the document, its amounts with their sizes."""
    return [
        replace(field, lines=_sized(field.lines, content)) if field.name == SUMS else field
        for field in fields
    ]


def with_sizes_of_both(
    fields: Iterable[Difference], before: Content, after: Content
) -> list[Difference]:
    """The same for what two documents say differently."""
    return [
        replace(field, before=_sized(field.before, before), after=_sized(field.after, after))
        if field.name == SUMS
        else field
        for field in fields
    ]


def _sized(lines: tuple[str, ...], content: Content) -> tuple[str, ...]:
    sizes = [size(entry["amount_sek"] or 0, language()) for entry in content[SUMS]]
    return tuple(
        f"{line} ({words('work.about_amount', size=said)})" if said else line
        for line, said in zip(lines, sizes, strict=True)
    )
