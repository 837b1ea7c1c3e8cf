"""Workbooks that somebody sends, made safe for the reader that fills a whole rectangle of cells.

A cell far out makes that reader ask for more memory than there is, and the process ends. So every
part of the package is unpacked within bounds and read as XML here first, how far its cells reach
is measured, and the reader is given a package of just these parts. A formula that was saved without
its result is refused: the reader takes it as an empty cell. Raises InputError.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from samlad.errors import InputError
from samlad.portal.wording import words

LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_MEMBERS = 200
#: Cells of all rectangles together, as the reader fills them.
MOST_CELLS = 6_000_000
#: Where the parts of a workbook lie; what is elsewhere is not looked at.
PLACES = ("xl/", "_rels/", "[content_types].xml")
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_HOLDS = frozenset({"v", "is", "f"})


def safe_package(data: bytes, *, rows: int, columns: int) -> bytes:
    """The workbook with what the reader may see; no cell that holds anything beyond rows, columns.

    Parts that are no XML, such as pictures, are left out. Empty cells, empty rows and the size
    that a sheet says it has may lie anywhere, since the reader passes over them.
    """
    try:
        with ZipFile(io.BytesIO(data)) as package:
            members = _members(package)
            parts = _unpacked(package, members)
    except (
        BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError,
    ) as error:  # fmt: skip
        raise InputError(words("register.file_broken")) from error
    kept, cells = io.BytesIO(), 0
    with ZipFile(kept, "w", ZIP_STORED) as package:
        for name, part in parts.items():
            reach = _reach(part)
            if reach is None:
                continue
            if reach.row > rows or reach.column > columns:
                raise InputError(
                    words("register.file_far", cell=reach.cell, rows=rows, columns=columns)
                )
            if reach.unworked:
                raise InputError(words("register.file_formula", cell=reach.unworked))
            cells += reach.row * reach.column
            if cells > MOST_CELLS:
                raise InputError(words("register.file_unpacked"))
            package.writestr(ZipInfo(name), part)
    return kept.getvalue()


def _members(package: ZipFile) -> list[ZipInfo]:
    """Refuse what is no workbook, holds macros, or unpacks to more than is read."""
    members = package.infolist()
    names = [member.filename.lower() for member in members]
    if "xl/workbook.xml" not in names:
        raise InputError(words("register.file_other"))
    if any("vbaproject" in name or "/embeddings/" in name for name in names):
        raise InputError(words("register.file_macros"))
    size = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or size > LARGEST_UNPACKED:
        raise InputError(words("register.file_unpacked"))
    if len(set(names)) < len(names):
        raise InputError(words("register.file_broken"))
    return [m for m, name in zip(members, names, strict=True) if name.startswith(PLACES)]


def _unpacked(package: ZipFile, members: list[ZipInfo]) -> Mapping[str, bytes]:
    """What the members hold; never more than each says, whatever the compressed data would give."""
    found = {}
    for member in members:
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise InputError(words("register.file_broken"))
        with package.open(member) as part:
            found[member.filename] = part.read(member.file_size + 1)
    return found


class _Formula:
    """Whether a cell is a formula whose result was not saved with it: a reader takes it as empty,
    and what somebody wrote would be lost without a word.

    may_be_empty: the result is a text, which can be one without signs.
    """

    def __init__(self, *, may_be_empty: bool = False) -> None:
        self._may_be_empty = may_be_empty
        self._is_formula = self._has_result = self._is_in_result = False

    @property
    def is_without_result(self) -> bool:
        """Whether there is a formula and nothing that it came to."""
        return self._is_formula and not self._has_result

    def start(self, local: str) -> None:
        """An element in the cell."""
        self._is_formula |= local == "f"
        self._is_in_result = local == "v"
        self._has_result |= self._is_in_result and self._may_be_empty

    def text(self) -> None:
        """Signs in the element."""
        self._has_result |= self._is_in_result

    def end(self, local: str) -> None:
        """Its end."""
        self._is_in_result &= local != "v"


class _Reach:
    """How far down and right the cells lie that hold something, and one that lies there.

    unworked: the first cell that is a formula without its result; empty where there is none.

    Where a row or cell does not say its place it is counted, to the furthest that a reader might
    count.
    """

    def __init__(self) -> None:
        self.row = self.column = 0
        self.cell = self.unworked = ""
        self._row = 0
        self._at = (0, 0)
        self._count = 0
        self._is_in_cell = False
        self._formula = _Formula()

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        """A new element."""
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = _number(attributes.get("r"), max(self._row, self._at[0]) + 1)
            self._at, self._count = (self._row, 0), 0
        elif local == "c":
            said = attributes.get("r")
            row, column = self._at
            self._at = (
                _place(said) if said else (max(row, self._row, 1), max(column, self._count) + 1)
            )
            self._count += 1
            self._is_in_cell = True
            self._formula = _Formula(may_be_empty=attributes.get("t") == "str")
        elif self._is_in_cell and local in _HOLDS:
            self._take()
            self._formula.start(local)

    def text(self, _: str) -> None:
        """What stands in an element."""
        self._formula.text()

    def end(self, name: str) -> None:
        """The end of an element."""
        local = name.rpartition(":")[2]
        self._formula.end(local)
        if local == "c":
            self._is_in_cell = False
            if self._formula.is_without_result:
                self.unworked = self.unworked or _named(self._at)

    def _take(self) -> None:
        row, column = self._at
        if row > self.row or column > self.column:
            self.row, self.column = max(self.row, row), max(self.column, column)
            self.cell = _named(self._at)


def _reach(part: bytes) -> _Reach | None:
    """How far the cells of a part reach; None where it is no XML. Raises InputError for a DTD."""
    found = _Reach()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError):
        return None
    return found


def _refuse(*_: Any) -> None:
    raise InputError(words("register.file_broken"))


def _number(said: str | None, counted: int) -> int:
    if said is None:
        return counted
    if not (said.isascii() and said.isdigit() and len(said) < 8 and int(said)):
        raise InputError(words("register.file_broken"))
    return int(said)


def _place(said: str) -> tuple[int, int]:
    """Row and column of a cell, from 1."""
    found = _CELL.fullmatch(said)
    if not found:
        raise InputError(words("register.file_broken"))
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _named(at: tuple[int, int]) -> str:
    row, column = at
    return f"{_letters(column)}{row}"


def _letters(column: int) -> str:
    """The name of a column.

    >>> _letters(1), _letters(26), _letters(27), _letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
