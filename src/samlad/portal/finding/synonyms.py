"""Synonyms, names, base forms and common words, as definitions/synonyms.toml declares them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from samlad.catalogue.files import DEFINITIONS, read_toml, shown
from samlad.errors import DefinitionError
from samlad.model import LANGUAGES
from samlad.portal.finding.letters import words_of

SYNONYMS = DEFINITIONS / "synonyms.toml"

#: A word or a name of several words.
Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordLists:
    """synonyms: language → name → the names that stand for it; lemmas: word → base form.

    common: language → words that are left out of a search; no_part: never part of a compound.
    """

    synonyms: Mapping[str, Mapping[Name, tuple[Name, ...]]]
    lemmas: Mapping[str, str]
    common: Mapping[str, frozenset[str]]
    no_part: frozenset[str]


@cache
def word_lists() -> WordLists:
    """The lists as declared. Raises DefinitionError with the entry that is wrong."""
    tables = read_toml(SYNONYMS)
    synonyms: dict[str, dict[Name, list[Name]]] = {
        language: defaultdict(list) for language in LANGUAGES
    }
    for number, table in enumerate(tables.get("synonyms", ()), start=1):
        names = [tuple(words_of(name)) for name in table.get("words", ())]
        if table.get("language") not in synonyms or len(names) < 2 or not all(names):
            raise DefinitionError(
                f"{shown(SYNONYMS)}: synonyms {number} need a language and two words or more"
            )
        for name in names:
            synonyms[table["language"]][name] += [other for other in names if other != name]
    return WordLists(
        synonyms={
            language: {name: tuple(dict.fromkeys(others)) for name, others in of.items()}
            for language, of in synonyms.items()
        },
        lemmas=tables.get("lemmas", {}),
        common={language: frozenset(w) for language, w in tables.get("common", {}).items()},
        no_part=frozenset(tables.get("no_part", {}).get("sv", ())),
    )
