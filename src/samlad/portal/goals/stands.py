"""Where an indicator stands at a place, as every page says it: sign, words, basis, evidence.

Cards, rows, figures and the situation all ask here, and the pages of goals show the same
assessments, so that no two pages can say different things of one series. An indicator without a
direction has no standing.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from samlad.catalogue import indicators
from samlad.model import NATION
from samlad.portal.goals import words
from samlad.portal.goals.assessments import at_place, main_goal
from samlad.portal.goals.tree import goals
from samlad.progress import Assessment


@dataclass(frozen=True, slots=True)
class Stands:
    """sign: towards, away, unclear. basis: what it rests on, in a few words, and with a target the
    goal it stands against, since another goal may have none. address: where all its evidence is.
    """

    text: str
    sign: str
    basis: str
    address: str


def stands(indicator_id: str, place: str, language: str) -> Stands | None:
    """Where an indicator stands at a place; None where nothing says which way is wanted."""
    found = at_place(place).get(indicator_id)
    return stands_of(found, place, language) if found else None


def stands_of(found: Assessment, place: str, language: str) -> Stands:
    """An assessment as pages show it."""
    indicator = indicators()[found.goal.indicator]
    goal = main_goal(indicator)
    return Stands(
        text=words.standing(found, language),
        sign=words.sign(found),
        basis=_basis(found, language),
        address=goal_address(goal, place, indicator.id)
        if goal
        else reverse("indicator", args=[indicator.id]),
    )


def _basis(found: Assessment, language: str) -> str:
    basis = words.basis(found, language)
    if found.target is None or found.goal.id not in goals():
        return basis
    title = goals()[found.goal.id].title[language]
    key = "against" if basis else "against_alone"
    return words.word(key, language, basis=basis, goal=title)


def goal_address(goal_id: str, place: str = NATION, part: str = "") -> str:
    """Where a goal is shown for a place, at one of its indicators where it is named."""
    query = "" if place == NATION else f"?plats={place}"
    return reverse("goal", args=[goal_id]) + query + (f"#{part}" if part else "")
