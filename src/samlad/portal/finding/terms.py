"""The terms of words: what a document is indexed under, and what an asked word is found by.

`skol` is a Swedish stem, `en:school` an English one, `+skol` a part of a compound. Nothing here
knows of the index that holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samlad.portal.finding.compounds import Compounds
from samlad.portal.finding.synonyms import Name, word_lists
from samlad.portal.finding.vocabulary import stem

#: Weights: any form of a word, what stands for it, a compound that it is part of.
FORM, SYNONYM, COMPOUND = 1.0, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Group:
    """What an asked word or name is found by: term → weight; phrases that stand for it."""

    name: Name
    terms: dict[str, float]
    phrases: tuple[Name, ...] = ()


def terms_of(words: Sequence[str], language: str, compounds: Compounds) -> Iterable[str]:
    """The terms of a text's words, those of Swedish compounds' parts too."""
    for word in words:
        yield term_of(word, language)
        if language == "sv":
            yield from (part_term(part) for part in compounds.parts(word))


def term_of(word: str, language: str) -> str:
    """The term of all forms of a word."""
    return stem(word, "sv") if language == "sv" else f"{language}:{stem(word, language)}"


def part_term(word: str) -> str:
    """The term of a word as a part of compounds."""
    return f"+{stem(word, 'sv')}"


def forms_of(word: str, language: str) -> tuple[str, ...]:
    """The terms of a word's forms: titles are Swedish, so English pages ask in both languages."""
    return tuple(term_of(word, of) for of in dict.fromkeys((language, "sv")))


def group_of(name: Name, language: str) -> Group:
    """A word with its forms, the compounds it is in, and what stands for it; or a whole name."""
    terms: dict[str, float] = {}
    phrases = [name] if len(name) > 1 else []
    if len(name) == 1:
        terms |= dict.fromkeys(forms_of(name[0], language), FORM)
        terms[part_term(name[0])] = COMPOUND
    for other in _synonyms(name, language):
        if len(other) > 1:
            phrases.append(other)
        else:
            for term in forms_of(other[0], language):
                terms.setdefault(term, SYNONYM)
    return Group(name, terms, tuple(phrases))


def _synonyms(name: Name, language: str) -> Iterable[Name]:
    """What stands for the name; a word in any of its forms."""
    asked = [term_of(word, language) for word in name]
    for known, others in word_lists().synonyms.get(language, {}).items():
        if [term_of(word, language) for word in known] == asked:
            yield from others
