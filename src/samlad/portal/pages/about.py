"""What the pages about Samlad show: sources, statuses, breaks, deficiencies, the release.

Takes definitions and the release's manifest, gives tables in the page's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.urls import reverse

from samlad.catalogue import DEFINITIONS, breaks, reasons, rules, sources
from samlad.catalogue.files import read_toml
from samlad.model import RESULT_COLUMNS, Status, Text
from samlad.portal.numbers import number
from samlad.portal.pages.downloads import FILES, size_of
from samlad.portal.pages.prose import prose_html
from samlad.portal.results import results
from samlad.portal.tables import Cell, Column, Table
from samlad.portal.wording import in_language, language, words


@dataclass(frozen=True, slots=True)
class Deficiency:
    """Something a visitor may be hindered by, since when it is known, and why it is there."""

    id: str
    found: date
    text: Text
    why: Text
    criterion: str  # of WCAG; empty where none applies


@dataclass(frozen=True, slots=True)
class Statement:
    """The accessibility statement of definitions/accessibility.toml."""

    assessed: date
    updated: date
    degree: str  # full, partial, none
    method: Text
    deficiencies: tuple[Deficiency, ...]


@cache
def statement() -> Statement:
    """The accessibility statement."""
    table = read_toml(DEFINITIONS / "accessibility.toml")
    return Statement(
        assessed=date.fromisoformat(table["assessed"]),
        updated=date.fromisoformat(table["updated"]),
        degree=table["degree"],
        method=Text(**table["method"]),
        deficiencies=tuple(
            Deficiency(
                entry["id"],
                date.fromisoformat(entry["found"]),
                Text(**entry["text"]),
                Text(**entry["why"]),
                entry["criterion"],
            )
            for entry in table["deficiencies"]
        ),
    )


def method() -> dict[str, Any]:
    """The method page: the long text with the rules' limits, sources, statuses, breaks."""
    limits = {
        name: number(getattr(rules(), name), 0, language())
        for name in (
            "minimum_units",
            "minimum_districts",
            "minimum_coverage",
            "largest_missing_weight",
        )
    }
    return {
        "text": prose_html("method", **limits),
        "sources": sources_table(),
        "statuses": _statuses(),
        "reasons": reasons().values(),
        "breaks": _breaks(),
    }


def data() -> dict[str, Any]:
    """The page on open data: the release's files, columns, inputs and terms."""
    manifest = results().manifest
    counts = {name: number(count, 0, language()) for name, count in manifest.rows.items()}
    return {
        "files": _files(),
        "columns": _columns(),
        "inputs": _inputs(),
        "sources": sources_table(),
        "rows": words("pages.data_rows", engine=manifest.engine, **counts),
    }


def sources_table() -> Table:
    """Every source with its terms."""
    heads = ("source_publisher", "source_title", "source_licence")
    return Table(
        id="kallor-tabell",
        caption=words("pages.sources_caption"),
        columns=tuple(Column(words(f"pages.{head}")) for head in heads),
        rows=tuple(
            (
                Cell(source.publisher),
                Cell(in_language(source.title), address=source.url),
                Cell(in_language(source.licence)),
            )
            for source in sources().values()
        ),
    )


def _statuses() -> Table:
    return Table(
        id="status-tabell",
        caption=words("pages.status_caption"),
        columns=(Column(words("pages.status_word")), Column(words("pages.status_meaning"))),
        rows=tuple(
            (Cell(words(f"pages.status_{status}")), Cell(words(f"pages.status_{status}_text")))
            for status in reversed(Status)
        ),
    )


def _breaks() -> Table:
    ordered = sorted(breaks().values(), key=lambda found: found.period)
    return Table(
        id="brott-tabell",
        caption=words("pages.breaks_caption"),
        columns=(Column(words("pages.break_from")), Column(words("pages.break_why"))),
        rows=tuple((Cell(found.period), Cell(in_language(found.reason))) for found in ordered),
    )


def _files() -> Table:
    known = results().manifest.files
    heads = (
        Column(words("pages.data_file")),
        Column(words("pages.data_holds")),
        Column(words("pages.data_size"), is_numeric=True),
        Column(words("pages.data_hash")),
    )
    rows = tuple(
        (
            Cell(name, address=reverse("download", args=[name])),
            Cell(words(key)),
            Cell(_size(size_of(name))),
            Cell(known[name]["sha256"][:12] if name in known else "–"),
        )
        for name, key in FILES.items()
    )
    return Table("filer-tabell", words("pages.data_files_caption"), heads, rows)


def _columns() -> Table:
    return Table(
        id="kolumner-tabell",
        caption=words("pages.data_columns"),
        columns=(Column(words("pages.data_column")), Column(words("pages.data_meaning"))),
        rows=tuple((Cell(name), Cell(words(f"pages.column_{name}"))) for name in RESULT_COLUMNS),
    )


def _inputs() -> Table:
    heads = (
        Column(words("pages.data_file")),
        Column(words("pages.data_size"), is_numeric=True),
        Column(words("pages.data_hash")),
    )
    return Table(
        id="underlag-tabell",
        caption=words("pages.data_inputs_caption"),
        columns=heads,
        rows=tuple(
            (Cell(name), Cell(_size(entry["bytes"])), Cell(entry["sha256"][:12]))
            for name, entry in sorted(results().manifest.inputs.items())
        ),
    )


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{number(size / 1000, 0, language())}\u00a0kB"
    return f"{number(size / 1_000_000, 1, language())}\u00a0MB"
