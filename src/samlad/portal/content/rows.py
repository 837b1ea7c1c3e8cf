"""Cells of the fact tables as types. Every fault names file, row, column, value and what to do.

Used by the loaders of content and register; knows nothing of their models.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from samlad.catalogue.facts import listed
from samlad.errors import DefinitionError, UnknownName
from samlad.portal.content.partial_date import PartialDate
from samlad.portal.content.words import AREAS, Evidence

Facts = Callable[[str], Sequence[Mapping[str, str]]]
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a fact table, with where it stands."""

    table: str
    number: int  # as an editor shows it: the header is row 1
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell as it stands; a column that is missing is a fault of the header."""
        if column not in self.cells:
            raise DefinitionError(
                f"definitions/facts/{self.table}.csv, row 1: column '{column}' is missing; "
                "write it in the header"
            )
        return self.cells[column]

    def required(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.text(column):
            raise self.fault(column, "is empty; it must have a value")
        return self.text(column)

    def list(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds a list, without repetitions, in order."""
        parts = listed(self.text(column))
        if len(set(parts)) != len(parts):
            raise self.fault(column, "names something twice; remove one")
        return parts

    def date(self, column: str) -> PartialDate | None:
        """A date as exact as it stands; None when empty."""
        return self._date(column, self.text(column)) if self.text(column) else None

    def required_date(self, column: str) -> PartialDate:
        """A date that must be there."""
        return self._date(column, self.required(column))

    def dates(self, column: str) -> tuple[PartialDate, ...]:
        """The dates of a list."""
        return tuple(self._date(column, part) for part in self.list(column))

    def whole(self, column: str) -> int | None:
        """A whole number, 0 or more; None when empty."""
        cell = self.text(column)
        if not cell:
            return None
        if not (cell.isascii() and cell.isdigit()):
            raise self.fault(column, "is not a whole number; write digits only")
        return int(cell)

    def word(self, column: str, words: type[Word]) -> Word | None:
        """One word of a closed list; None when empty."""
        cell = self.text(column)
        if not cell:
            return None
        try:
            return words(cell)
        except ValueError:
            raise self.fault(
                column, f"is not one of {', '.join(words)}; write one of them"
            ) from None

    def required_word(self, column: str, words: type[Word]) -> Word:
        """One word of a closed list, which must be there."""
        self.required(column)
        found = self.word(column, words)
        assert found is not None
        return found

    def reference(self, column: str, known: Collection[str], target: str) -> str | None:
        """An id that must exist in the table `target`; None when empty."""
        cell = self.text(column)
        return self._known(column, cell, known, target) if cell else None

    def required_reference(self, column: str, known: Collection[str], target: str) -> str:
        """An id that must be there and exist in the table `target`."""
        return self._known(column, self.required(column), known, target)

    def references(self, column: str, known: Collection[str], target: str) -> tuple[str, ...]:
        """A list of ids that must all exist in the table `target`."""
        return tuple(self._known(column, part, known, target) for part in self.list(column))

    def areas(self, column: str = "priority_areas") -> tuple[str, ...]:
        """The policy areas of a list, as ids of the catalogue."""
        return tuple(AREAS[self._known(column, part, AREAS, "areas")] for part in self.list(column))

    def area(self, column: str = "priority_area") -> str:
        """The one policy area of the cell, as an id of the catalogue."""
        return AREAS[self._known(column, self.required(column), AREAS, "areas")]

    def source(self) -> dict[str, str]:
        """What every fact has: where it comes from, how it is known, a note."""
        return {
            "source_url": self.text("source_url"),
            "evidence": self.required_word("evidence", Evidence),
            "note": self.cells.get("note", ""),
        }

    def fault(self, column: str, what: str) -> DefinitionError:
        """The error for this cell: file, row, column, value and what is wrong with it."""
        return DefinitionError(
            f"definitions/facts/{self.table}.csv, row {self.number}, column '{column}': "
            f"'{self.cells[column]}' {what}"
        )

    def _date(self, column: str, text: str) -> PartialDate:
        try:
            return PartialDate(text)
        except ValueError:
            raise self.fault(column, "is not a date; write YYYY, YYYY-MM or YYYY-MM-DD") from None

    def _known(self, column: str, name: str, known: Collection[str], target: str) -> str:
        if name in known:
            return name
        nearest = UnknownName(target, name, known).nearest
        hint = f"did you mean '{nearest[0]}'" if nearest else "add it there or mend the cell"
        raise self.fault(column, f"names '{name}', which is not in {target}; {hint}")


def rows_of(facts: Facts, table: str) -> Iterator[Row]:
    """Every row of a fact table with its number."""
    for number, cells in enumerate(facts(table), start=2):
        yield Row(table, number, cells)


def keys_of(facts: Facts, table: str, column: str) -> frozenset[str]:
    """The table's keys; an empty or repeated key is a fault."""
    seen: set[str] = set()
    for row in rows_of(facts, table):
        key = row.required(column)
        if key in seen:
            raise row.fault(column, "stands twice; each row has its own")
        seen.add(key)
    return frozenset(seen)
