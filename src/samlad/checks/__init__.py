"""Whether definitions and observations are what they claim to be: rules in, findings out.

The rules are data (definitions/checks.toml); a kind of rule is one function in a registry.
Nothing is mended here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import duckdb

from samlad.catalogue import CheckRule, check_rules
from samlad.checks import definitions, fact_tables, observations, sums
from samlad.checks.finding import Finding, Found, findings_of
from samlad.checks.read import Read
from samlad.errors import DefinitionError, ObservationError, UnknownName
from samlad.sources import read_all

__all__ = ["Finding", "Read", "check_definitions", "check_observations", "check_read"]

_OVER_DEFINITIONS = definitions.KINDS | fact_tables.KINDS
_OVER_OBSERVATIONS = observations.KINDS | sums.KINDS
F = TypeVar("F")


def check_definitions() -> list[Finding]:
    """Every rule over definitions/ that does not hold; when files do not load, only those."""
    found: list[Finding] = []
    for rule in _rules("definitions", "facts"):
        found += findings_of(rule, _kind(rule, _OVER_DEFINITIONS)(rule))
        if found and rule.kind == "loads":
            return found
    return found


def check_observations(
    inputs: Path, connection: duckdb.DuckDBPyConnection | None = None
) -> list[Finding]:
    """Every rule over the observations in a folder that does not hold.

    When a file cannot be read, that alone is the finding: the rest would only repeat it.
    connection: filled with the table `observations`.
    """
    connection = connection or duckdb.connect()
    try:
        read_all(inputs, connection)
    except ObservationError as error:
        found = Found("", words={"value": error})
        rules = [rule for rule in _rules("observations") if rule.kind == "reads"]
        return [finding for rule in rules for finding in findings_of(rule, [found])]
    return check_read(Read(connection, inputs))


def check_read(read: Read) -> list[Finding]:
    """Every rule over observations that were read already."""
    return [
        finding
        for rule in _rules("observations")
        if rule.kind != "reads"
        for finding in findings_of(rule, _kind(rule, _OVER_OBSERVATIONS)(rule, read))
    ]


def _rules(*places: str) -> list[CheckRule]:
    return [rule for rule in check_rules().values() if rule.on in places]


def _kind(rule: CheckRule, registry: dict[str, F]) -> F:
    try:
        return registry[rule.kind]
    except KeyError:
        fault = UnknownName("kind of rule", rule.kind, registry)
        raise DefinitionError(f"definitions/checks.toml, '{rule.id}.kind': {fault}") from None
