"""The kinds of rule over the fact tables: keys, references, dates, lists of values, forms.

Each takes a rule and gives the cells where it does not hold, with the file's row from the header.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from samlad.catalogue import DEFINITIONS, CheckRule, facts
from samlad.catalogue.facts import listed
from samlad.checks.finding import Found

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _cells(column: str) -> Iterator[tuple[Found, str]]:
    """Each filled cell of "table.column": where it stands, and its text."""
    table, _, name = column.partition(".")
    for number, row in enumerate(facts(table), start=2):
        if row[name]:
            yield _at(table, number, name), row[name]


def _at(table: str, row: int, column: str) -> Found:
    return Found(f"definitions/facts/{table}.csv", f"row {row}", column)


def _with(found: Found, **words: object) -> Found:
    return Found(found.file, found.at, found.column, words)


def rows(rule: CheckRule) -> Iterator[Found]:
    """Tables with another number of rows than declared."""
    for table, expected in rule.options["rows"].items():
        if len(facts(table)) != expected:
            words = {"value": len(facts(table)), "other": expected}
            yield Found(f"definitions/facts/{table}.csv", words=words)


def unique(rule: CheckRule) -> Iterator[Found]:
    """Keys that are empty or stand twice."""
    for table, key in rule.options["keys"].items():
        seen: dict[str, int] = {}
        for number, row in enumerate(facts(table), start=2):
            value = row[key]
            if not value or value in seen:
                other = f"row {seen.get(value, number)}"
                yield _with(_at(table, number, key), value=value, other=other)
            seen.setdefault(value, number)


def filled(rule: CheckRule) -> Iterator[Found]:
    """Empty cells in columns that every row needs."""
    for column in rule.options["columns"]:
        table, _, name = column.partition(".")
        for number, row in enumerate(facts(table), start=2):
            if not row[name].strip():
                yield _at(table, number, name)


def both_languages(rule: CheckRule) -> Iterator[Found]:
    """Texts that are there in one language only, in tables that have a column for each."""
    for path in sorted((DEFINITIONS / "facts").glob("*.csv")):
        table = path.stem
        names = facts(table)[0].keys()
        for swedish in (name for name in names if name.endswith("_sv")):
            english = swedish.removesuffix("_sv") + "_en"
            if english not in names or f"{table}.{swedish}" in rule.options["not"]:
                continue
            for number, row in enumerate(facts(table), start=2):
                if bool(row[swedish]) != bool(row[english]):
                    empty, other = (english, swedish) if row[swedish] else (swedish, english)
                    yield _with(_at(table, number, empty), other=f"'{other}'")


def dates(rule: CheckRule) -> Iterator[Found]:
    """Cells, or parts of a list, that are no date."""
    for column in rule.options["columns"]:
        for found, cell in _cells(column):
            for value in listed(cell):
                if not _is_date(value):
                    yield _with(found, value=value)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[: 10 - len(text)] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def order(rule: CheckRule) -> Iterator[Found]:
    """Ends that come before their beginning; a shorter date is compared by its own length."""
    for table, first, last in rule.options["pairs"]:
        for number, row in enumerate(facts(table), start=2):
            start, end = row[first], row[last]
            length = min(len(start), len(end))
            if start and end and end[:length] < start[:length]:
                yield _with(_at(table, number, last), value=end, other=start)


def references(rule: CheckRule) -> Iterator[Found]:
    """Ids that the table they refer to does not have."""
    for column, target in rule.options["columns"].items():
        known = _values(target)
        for found, cell in _cells(column):
            for value in listed(cell):
                if value not in known:
                    yield _with(found, value=value, other=f"{target.partition('.')[0]}.csv")


def one_of(rule: CheckRule) -> Iterator[Found]:
    """Values outside a list."""
    known = set(rule.options["values"])
    for entry in rule.options.get("also", ()):
        known |= {entry.get("prefix", "") + value for value in _values(entry["column"])}
    others = [entry["column"] for entry in rule.options.get("also", ())]
    names = ", ".join([*rule.options["values"], *others])
    for column in rule.options["columns"]:
        for found, cell in _cells(column):
            for value in listed(cell):
                if value not in known:
                    yield _with(found, value=value, other=names)


def form(rule: CheckRule) -> Iterator[Found]:
    """Cells of another form than a regular expression."""
    pattern = re.compile(rule.options["form"])
    for column in rule.options["columns"]:
        for found, cell in _cells(column):
            if not pattern.fullmatch(cell):
                yield _with(found, value=cell)


def together(rule: CheckRule) -> Iterator[Found]:
    """Cells that are empty although the cell they belong with is not."""
    for table, one, other in rule.options["pairs"]:
        for number, row in enumerate(facts(table), start=2):
            if bool(row[one]) != bool(row[other]):
                empty, full = (other, one) if row[one] else (one, other)
                yield _with(_at(table, number, empty), other=f"'{full}'")


def _values(column: str) -> set[str]:
    table, _, name = column.partition(".")
    return {row[name] for row in facts(table)}


KINDS: dict[str, Callable[[CheckRule], Iterator[Found]]] = {
    "rows": rows,
    "unique": unique,
    "filled": filled,
    "both-languages": both_languages,
    "dates": dates,
    "order": order,
    "references": references,
    "one-of": one_of,
    "form": form,
    "together": together,
}
