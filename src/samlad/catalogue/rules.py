"""The rules under which a number is computed at all, from definitions/rules.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from samlad.catalogue.files import DEFINITIONS, read_toml, shown
from samlad.errors import DefinitionError


@dataclass(frozen=True, slots=True)
class AreaTypes:
    """Where the official area type of each RegSO is published."""

    source: str
    table: str
    group: str
    division: str
    period: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits that hold for all indicators; shares are in per cent."""

    minimum_units: int
    minimum_districts: int
    minimum_coverage: float
    largest_missing_weight: float
    area_types: AreaTypes


@cache
def rules() -> Rules:
    """The rules as they stand; a missing or unknown key is a DefinitionError."""
    path = DEFINITIONS / "rules.toml"
    table = read_toml(path)
    try:
        return Rules(**{**table, "area_types": AreaTypes(**table["area_types"])})
    except (KeyError, TypeError) as error:
        raise DefinitionError(
            f"{shown(path)}: keys are not those of the rules ({error}); compare with rules.py"
        ) from None
