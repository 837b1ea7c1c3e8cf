"""Columns from documents, to a folder and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from samlad.model import LANGUAGES
from samlad.portal.finding.columns import Columns, FacetColumn, plain
from samlad.portal.finding.documents import Document
from samlad.portal.ordering import alphabetical

#: Days that no period holds.
NEVER_BEGINS, NEVER_ENDS = np.iinfo(np.int32).max, np.iinfo(np.int32).min
_ARRAYS = ("first_day", "last_day", "year_group")


def newest_first(documents: Sequence[Document]) -> list[Document]:
    """In the order of their numbers: the newest first, those without a date last."""
    by_key = sorted(documents, key=lambda each: each.key)
    return sorted(by_key, key=lambda each: each.date.text if each.date else "", reverse=True)


def columns_of(documents: Sequence[Document], facets: Sequence[str]) -> Columns:
    """The columns of documents that are in the order of their numbers."""
    count = len(documents)
    years = [(d.date.text[:4], d.group) if d.date else None for d in documents]
    year_groups = tuple(sorted({year for year in years if year is not None}))
    place = {year: number for number, year in enumerate(year_groups)}
    by_title = [(_alphabetical(document), document) for document in documents]
    return Columns(
        keys=tuple(each.key for each in documents),
        first_day=_int32(
            (d.date.first_day.toordinal() if d.date else NEVER_BEGINS for d in documents), count
        ),
        last_day=_int32(
            (d.date.last_day.toordinal() if d.date else NEVER_ENDS for d in documents), count
        ),
        places={
            "oldest": _places([(d.date.text if d.date else "9999-99", d.key) for d in documents]),
            **{
                f"title-{language}": _places([(key[language], d.key) for key, d in by_title])
                for language in LANGUAGES
            },
            **{
                order: _places([(d.orders[order], d.key) for d in documents])
                for order in (documents[0].orders if documents else ())
            },
        },
        year_group=_int32(
            (len(year_groups) if year is None else place[year] for year in years), count
        ),
        year_groups=year_groups,
        facets={
            facet: FacetColumn.of([tuple(dict.fromkeys(d.codes.get(facet, ()))) for d in documents])
            for facet in facets
        },
    )


def save_columns(columns: Columns, folder: Path) -> None:
    """Save them in a folder of their own."""
    folder.mkdir()
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(columns, name))
    for order, places in columns.places.items():
        np.save(folder / f"{order}.npy", places)
    said = {
        "keys": columns.keys,
        "year_groups": columns.year_groups,
        "orders": list(columns.places),
        "facets": list(columns.facets),
    }
    (folder / "columns.json").write_text(json.dumps(said), encoding="utf-8")
    for facet, column in columns.facets.items():
        column.save(folder / f"facet-{facet}")


def open_columns(folder: Path) -> Columns:
    """The columns that were saved in a folder; their arrays stay on disk."""
    said = json.loads((folder / "columns.json").read_text(encoding="utf-8"))
    arrays = {name: _loaded(folder / f"{name}.npy") for name in (*_ARRAYS, *said["orders"])}
    return Columns(
        keys=tuple(said["keys"]),
        year_groups=tuple((year, group) for year, group in said["year_groups"]),
        places={order: arrays.pop(order) for order in said["orders"]},
        facets={facet: FacetColumn.open(folder / f"facet-{facet}") for facet in said["facets"]},
        **arrays,
    )


def _alphabetical(document: Document) -> dict[str, str]:
    """What it is sorted by in a list by title, by language."""
    titles = {language: document.title(language) for language in LANGUAGES}
    keys = {title: alphabetical(title) for title in {*titles.values()}}
    return {language: keys[title] for language, title in titles.items()}


def _loaded(path: Path) -> np.ndarray:
    return plain(np.load(path, mmap_mode="r"))


def _int32(values: object, count: int) -> np.ndarray:
    return np.fromiter(values, dtype=np.int32, count=count)  # type: ignore[call-overload]


def _places(by: list[tuple[str, str]]) -> np.ndarray:
    """The place of each in the order of what it is sorted by."""
    places = np.empty(len(by), dtype=np.int32)
    places[sorted(range(len(by)), key=by.__getitem__)] = np.arange(len(by), dtype=np.int32)
    return places
