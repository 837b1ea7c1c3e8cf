"""Checks that every kind of entry in definitions/ shares: no unknown key, a member of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from samlad.catalogue.files import shown
from samlad.errors import DefinitionError, UnknownName

E = TypeVar("E", bound=StrEnum)


def refuse_unknown_keys(
    entry: Mapping[str, Any], known: Iterable[str], path: Path, name: str
) -> None:
    """Raise DefinitionError for a key that nothing reads: it is misspelt more often than meant."""
    names = set(known)
    for key in entry:
        if key not in names:
            raise DefinitionError(f"{shown(path)}, '{name}': {UnknownName('key', key, names)}")


def member_of(kind: type[E], entry: Mapping[str, Any], key: str, path: Path, name: str) -> E | None:
    """The member of an enumeration under `key`, None when the key is not there."""
    if key not in entry:
        return None
    try:
        return kind(entry[key])
    except ValueError:
        fault = UnknownName(key, str(entry[key]), [member.value for member in kind])
        raise DefinitionError(f"{shown(path)}, '{name}': {fault}") from None
