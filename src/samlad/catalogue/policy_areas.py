"""The five priority areas and the one across them, from definitions/policy_areas.toml."""

from __future__ import annotations

from functools import cache

from samlad.catalogue.files import DEFINITIONS, read_toml, text_of
from samlad.model import PolicyArea


@cache
def policy_areas() -> dict[str, PolicyArea]:
    """Every policy area by id, in the order of the founding page, `cross_cutting` last."""
    path = DEFINITIONS / "policy_areas.toml"
    areas = (
        PolicyArea(
            id=id_,
            number=table["number"],
            slug=table["slug"],
            name=text_of(table, "name", path),
            aim=text_of(table, "aim", path),
        )
        for id_, table in read_toml(path).items()
    )
    return {area.id: area for area in areas}
