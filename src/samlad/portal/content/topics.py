"""How topics hang together by our own reading: wider and narrower ones, countries in one group.

Reads definitions/topics.toml; the publisher's list itself is flat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from samlad.catalogue.files import DEFINITIONS, read_toml, shown
from samlad.errors import DefinitionError
from samlad.model import Text

TOPICS = DEFINITIONS / "topics.toml"


@dataclass(frozen=True, slots=True)
class Grouping:
    """parents: narrower → wider topic; countries: the codes that are countries."""

    parents: Mapping[str, str]
    countries: frozenset[str]
    countries_code: str
    countries_name: Text
    countries_parent: str

    def is_country(self, code: str) -> bool:
        """Whether the topic is a country."""
        return code in self.countries

    def parent_of(self, code: str) -> str | None:
        """The wider topic; None when there is none."""
        return self.countries_code if self.is_country(code) else self.parents.get(code)


@cache
def grouping() -> Grouping:
    """The grouping as declared. Raises DefinitionError with the key that is wrong."""
    tables = read_toml(TOPICS)
    parents, countries = tables.get("parents"), tables.get("countries")
    if not isinstance(parents, dict) or not isinstance(countries, dict):
        raise DefinitionError(f"{shown(TOPICS)}: write the tables [parents] and [countries]")
    for narrower in parents:
        _refuse_circle(narrower, parents)
    try:
        return Grouping(
            parents=parents,
            countries=frozenset(
                code for span in countries["codes"] for code in _codes_of_span(span)
            ),
            countries_code=countries["code"],
            countries_name=Text(countries["sv"], countries["en"]),
            countries_parent=countries["parent"],
        )
    except KeyError as error:
        raise DefinitionError(f"{shown(TOPICS)}: [countries] lacks {error}") from None


def _codes_of_span(span: str) -> list[str]:
    first, _, last = span.partition("-")
    return [str(code) for code in range(int(first), int(last or first) + 1)]


def _refuse_circle(narrower: str, parents: Mapping[str, str]) -> None:
    seen = [narrower]
    while seen[-1] in parents:
        seen.append(parents[seen[-1]])
        if seen[-1] == narrower:
            raise DefinitionError(f"{shown(TOPICS)}: {' → '.join(seen)} goes in a circle")
