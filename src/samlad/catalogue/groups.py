"""Reads how a count of people is put together from published groups, as indicator files write it.

    "Sverige"                                   one published group
    ["småhus", "flerbostadshus"]                a sum
    { plus = "totalt", minus = "Sverige" }      a total without some groups
    { per_cent = "t/a", of = "t/b" }            a published percentage of a count
    { per_cent = "t/a", of = "t/b", rest = true }   what is left of it
    { known = "t/a", of = "t/b" }               the people of units where a value is published

A name without a slash is a group of the series' own table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samlad.errors import DefinitionError
from samlad.model import Group, GroupKnown, GroupShare, GroupSum


def read_group(name: str, entry: Any, table: str, where: str) -> Group:
    """The count under `name`; `where` is the file and key that a DefinitionError names.

    >>> read_group("abroad", {"plus": "totalt", "minus": "Sverige"}, "birth", "a.toml").minus
    ('birth/Sverige',)
    """
    if isinstance(entry, str | list):
        return GroupSum(name, plus=_cells(entry, table, where))
    if isinstance(entry, Mapping):
        keys = set(entry)
        if "plus" in keys and keys <= {"plus", "minus"}:
            minus = _cells(entry.get("minus", []), table, where)
            return GroupSum(name, plus=_cells(entry["plus"], table, where), minus=minus)
        if {"per_cent", "of"} <= keys <= {"per_cent", "of", "rest"}:
            per_cent, of = (_cell(entry[key], table, where) for key in ("per_cent", "of"))
            return GroupShare(name, per_cent, of, is_rest=_true(entry.get("rest", False), where))
        if keys == {"known", "of"}:
            known, of = (_cell(entry[key], table, where) for key in ("known", "of"))
            return GroupKnown(name, known, of)
    raise DefinitionError(
        f"{where}: {entry!r} is no group; write a name, a list of names, or a table with "
        "plus and minus, per_cent and of, or known and of"
    )


def cells_of(group: Group) -> tuple[str, ...]:
    """Every published group, written `table/group`, that a count is put together from."""
    if isinstance(group, GroupSum):
        return group.plus + group.minus
    if isinstance(group, GroupShare):
        return (group.per_cent, group.of)
    return (group.known, group.of)


def _cells(entry: Any, table: str, where: str) -> tuple[str, ...]:
    return tuple(_cell(one, table, where) for one in ([entry] if isinstance(entry, str) else entry))


def _cell(entry: Any, table: str, where: str) -> str:
    if not isinstance(entry, str) or not entry:
        raise DefinitionError(f"{where}: {entry!r} is not the name of a published group")
    return entry if "/" in entry else f"{table}/{entry}"


def _true(entry: Any, where: str) -> bool:
    if not isinstance(entry, bool):
        raise DefinitionError(f"{where}: 'rest' is {entry!r}; write true or false")
    return entry
