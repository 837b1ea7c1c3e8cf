"""The page of a policy area: aim, sub-goals, indicators over time, initiatives, content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samlad.catalogue import facts, indicators, policy_areas
from samlad.errors import UnknownName
from samlad.model import NATION, Indicator, PolicyArea, Text
from samlad.portal.content.item_lists import items_for_area
from samlad.portal.goals.words import wording
from samlad.portal.navigation import Link, trail
from samlad.portal.register.initiative_lists import initiatives_for_area
from samlad.portal.statistics import rows
from samlad.portal.statistics.cards import Group, cards_by_area
from samlad.portal.statistics.figures import Figure, Heading, course_figure
from samlad.portal.statistics.indicator_page import addresses
from samlad.portal.statistics.selection import default_selection
from samlad.portal.wording import language as page_language

#: So many of the newest are shown; the rest are a link away.
NEWEST = 6
#: The levels of goals that a policy area's page shows.
LEVELS = ("overall", "component", "leg", "subgoal", "aim", "successor-goal")


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted in an area, in our words; wording says whether the original's is known."""

    id: str
    title: Text
    description: Text
    wording: str
    years: str
    source: str

    @property
    def is_described(self) -> bool:
        """Whether the description says more than the title does."""
        return self.description.sv.strip(" .") != self.title.sv.strip(" .")


def policy_area(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the five priority areas, or the one across them."""
    language = page_language()
    area = area_of(slug)
    initiatives = initiatives_for_area(area.id)
    items = items_for_area(area.id)
    context = {
        "trail": trail(Link(area.name[language])),
        "area": area,
        "goals": goals_of(area, language),
        "courses": courses(area.id, language),
        "initiatives": list(initiatives[:NEWEST]),
        "number_of_initiatives": initiatives.count(),
        "items": list(items[:NEWEST]),
        "number_of_items": items.count(),
        "areas": list(policy_areas().values()),
    }
    return render(request, "statistics/policy_area.html", context)


def area_of(slug: str) -> PolicyArea:
    """The policy area with that slug; UnknownName when there is none."""
    by_slug = {area.slug: area for area in policy_areas().values()}
    try:
        return by_slug[slug]
    except KeyError:
        raise UnknownName("policy area", slug, by_slug) from None


def goals_of(area: PolicyArea, language: str) -> list[Goal]:
    """The area's goals and sub-goals in the order of the fact table."""
    wanted = area.id.replace("_", "-")
    return [
        Goal(
            id=row["id"],
            title=Text(row["title_sv"], row["title_en"]),
            description=Text(row["description_sv"], row["description_en"]),
            wording=wording(row["source_status"], language),
            years="–".join(year for year in (row["valid_from"], row["valid_to"]) if year),
            source=row["source_url"],
        )
        for row in facts("goals")
        if row["priority_area"] == wanted and row["level"] in LEVELS
    ]


@cache
def courses(area_id: str, language: str) -> SafeString:
    """The area's indicators over time and in rows, kept since a release does not change."""
    area = policy_areas()[area_id]
    figures = list(course_figures(area, language))
    context = {"figures": figures, "cards": other_cards(area, figures, language)}
    return render_to_string("statistics/courses.html", context)


def course_figures(area: PolicyArea, language: str) -> Iterator[tuple[Indicator, Figure]]:
    """The area's indicators with a place among the cards, over time for the nation."""
    for indicator in indicators().values():
        if indicator.area == area.id and indicator.card is not None:
            series = rows.national(indicator.id)
            courses = [(NATION, series)] if series else []
            data = addresses(indicator, default_selection(indicator))
            heading = Heading(indicator.id, indicator.title[language], language, data)
            yield indicator, course_figure(indicator, courses, heading)


def other_cards(
    area: PolicyArea, shown: list[tuple[Indicator, Figure]], language: str
) -> Group | None:
    """Cards of the indicators that have no figure on the page."""
    drawn = {indicator.id for indicator, _ in shown}
    for group in cards_by_area(language):
        if group.area.id == area.id:
            left = tuple(card for card in group.cards if card.id not in drawn)
            return Group(area, left) if left else None
    return None
