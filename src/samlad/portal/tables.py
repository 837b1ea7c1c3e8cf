"""A table as the pages show it: caption, columns, rows; the first cell of a row is its heading."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; numbers stand to the right."""

    text: str
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says; `address` makes it a link, `note` says why there is no number.

    of: what a number is of, in words that are heard and not seen; a link needs a name of its own.
    span: how many columns it covers, so that a reason stands where the numbers would.
    """

    text: str
    address: str = ""
    note: str = ""
    lang: str = ""
    of: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `id` is unique on the page; unit and source stand in the caption or below."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default_factory=tuple)
