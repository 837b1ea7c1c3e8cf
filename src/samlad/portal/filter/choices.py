"""Choices: what can be chosen in a facet, in order, and which of them belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from samlad.catalogue import policy_areas
from samlad.portal.wording import in_language


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen.

    code: in the address; key: in what is found; depth: below the choice before it; group: key of
    the text that stands above it and those after it; lang: of the label, if not the page's.
    """

    code: str
    key: str
    label: str
    depth: int = 0
    group: str = ""
    lang: str = ""


#: Choices by code, by the parameter of their facet, in the order of the page.
Choices = Mapping[str, Mapping[str, Choice]]


def by_code(**lists: Iterable[Choice]) -> Choices:
    """Each facet's list of choices by their codes."""
    return {name: {choice.code: choice for choice in found} for name, found in lists.items()}


def families(choices: Iterable[Choice]) -> list[list[Choice]]:
    """Each choice with those below it."""
    found: list[list[Choice]] = []
    for choice in choices:
        if choice.depth == 0:
            found.append([])
        found[-1].append(choice)
    return found


def nearest(name: str, choices: Mapping[str, Choice]) -> Choice | None:
    """The choice whose code or name is most like what was written."""
    by_name = {choice.label.casefold(): choice for choice in reversed(list(choices.values()))}
    written = name.casefold()
    if written in by_name:
        return by_name[written]
    for known in (choices, by_name):
        found = get_close_matches(written, list(known), n=1, cutoff=0.6)
        if found:
            return known[found[0]]
    return None


def area_choices(group: str = "") -> Iterator[Choice]:
    """The policy areas, by the slug of their page."""
    for area in policy_areas().values():
        yield Choice(area.slug, area.id, in_language(area.name), group=group)


def word_choices(words: Iterable[str], said: Callable[[str], str]) -> Iterator[Choice]:
    """The words of a closed list, as they are said."""
    for word in words:
        yield Choice(str(word), str(word), said(word))


def year_choices(years: Iterable[str]) -> Iterator[Choice]:
    """Years, the latest first."""
    for year in sorted(set(years), reverse=True):
        yield Choice(year, year, year)
