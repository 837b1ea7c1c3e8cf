"""The rules of definitions/checks.toml: what `samlad check` looks for, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from samlad.catalogue.files import DEFINITIONS, read_toml, shown, text_of
from samlad.errors import DefinitionError
from samlad.model import Text

#: A gap is something that is not known, in the register alone.
SEVERITIES = ("error", "warning", "gap")
PLACES = ("definitions", "facts", "observations", "register")


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One rule. kind: name in the registry of samlad.checks; options: where it looks.

    sentence: {value}, {other} and more are filled in. changed: said, as an error, where something
    expected has changed.
    """

    id: str
    on: str
    kind: str
    severity: str
    sentence: Text
    options: Mapping[str, Any]
    changed: Text | None = None


@cache
def check_rules() -> dict[str, CheckRule]:
    """Every rule by id, in the order of the file."""
    path = DEFINITIONS / "checks.toml"
    found = {}
    for id_, table in read_toml(path).items():
        for key, known in (("on", PLACES), ("severity", SEVERITIES)):
            if table.get(key) not in known:
                raise DefinitionError(f"{shown(path)}: '{id_}.{key}' is none of {', '.join(known)}")
        found[id_] = CheckRule(
            id=id_,
            on=table["on"],
            kind=str(table.get("kind")),
            severity=table["severity"],
            sentence=text_of(table, "sentence", path),
            options=table,
            changed=text_of(table, "changed", path) if "changed" in table else None,
        )
    return found
