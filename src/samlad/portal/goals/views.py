"""The pages of the goals: the tree, each goal, and the situation at a glance with its data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.catalogue import policy_areas, targets, thresholds
from samlad.model import NATION
from samlad.portal.data_files import table_file
from samlad.portal.goals import records, words
from samlad.portal.goals.assessments import of_goal
from samlad.portal.goals.goal_page import (
    assessments_html,
    direction_of,
    done_html,
    parts_with_counts,
    set_by_of,
    target_of,
)
from samlad.portal.goals.places import read_place
from samlad.portal.goals.situation import (
    counted,
    plain_situation,
    situation,
    situation_html,
)
from samlad.portal.goals.stands import goal_address
from samlad.portal.goals.tree import NO_SUCH_AREAS, above, goal_of
from samlad.portal.goals.tree_page import tree_html
from samlad.portal.navigation import Link, trail
from samlad.portal.statistics.exports import release
from samlad.portal.statistics.places import inside, name_of
from samlad.portal.statistics.views.indicators import place_options
from samlad.portal.wording import in_language
from samlad.portal.wording import language as page_language
from samlad.portal.wording import words as page_words
from samlad.progress import Assessment


def goals(request: HttpRequest) -> HttpResponse:
    """The tree of goals with how many indicators stand where, for the nation or the place named."""
    language = page_language()
    place = read_place(request, language)
    context = {
        "trail": trail(Link(page_words("base.nav_goals"))),
        "tree": tree_html(place),
        "has_targets": bool(targets()),
        "query": _query(place),
        **_place(place, language),
    }
    return render(request, "goals/goals.html", context)


def goal(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one goal, for the nation or the place named."""
    language = page_language()
    found = goal_of(slug)
    place = read_place(request, language)
    higher = above(found)
    query = _query(place)
    context = {
        "trail": trail(
            Link(page_words("base.nav_goals"), reverse("goals")),
            *(Link(in_language(one.title), goal_address(one.id, place)) for one in higher),
            Link(in_language(found.title)),
        ),
        "goal": found,
        "area": policy_areas()[found.area],
        "above": [Link(in_language(one.title), goal_address(one.id, place)) for one in higher],
        "set_by": set_by_of(found),
        "wording": words.wording(found.source_status, language),
        "direction": direction_of(found),
        "target": target_of(found, language),
        "parts": parts_with_counts(found, place, language),
        "assessments": assessments_html(found, place, language),
        "done": done_html(found, language),
        "is_of_types": found.id == NO_SUCH_AREAS,
        **_place(place, language),
        "csv": reverse("goal-csv", args=[slug]) + query,
        "xlsx": reverse("goal-xlsx", args=[slug]) + query,
        "json": reverse("goal-json", args=[slug]) + query,
    }
    return render(request, "goals/goal.html", context)


def goal_table(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The assessments of the page, one in each row."""
    language = page_language()
    found = goal_of(slug)
    place = read_place(request, language)
    return _table(form, f"mal-{found.id}-{place}", of_goal(found.id, place), language)


def goal_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The assessments of the page with every value they rest on."""
    language = page_language()
    found = goal_of(slug)
    place = read_place(request, language)
    return _json(
        {
            "goal": {
                "id": found.id,
                "title": found.title[language],
                "description": found.description[language],
                "level": found.level,
                "area": found.area,
                "wording": words.wording(found.source_status, language),
                "source": found.source_url,
                "evidence": found.evidence,
            },
            "place": {"code": place, "name": name_of(place, language)},
            "assessments": [records.record(one, language) for one in of_goal(found.id, place)],
        }
    )


def situation_page(request: HttpRequest) -> HttpResponse:
    """All goals at a glance, for the nation or the place named."""
    language = page_language()
    place = read_place(request, language)
    query = _query(place)
    context = {
        "trail": trail(Link(words.word("situation_title", language))),
        "parts": situation_html(place, language),
        **_place(place, language),
        "limits": thresholds(),
        "query": query,
        "csv": reverse("situation-csv") + query,
        "xlsx": reverse("situation-xlsx") + query,
        "json": reverse("situation-json") + query,
    }
    return render(request, "goals/situation.html", context)


def situation_table(request: HttpRequest, form: str) -> HttpResponse:
    """The indicators of the page, one in each row."""
    language = page_language()
    place = read_place(request, language)
    found = situation(place, language)
    assessments = [line.assessment for area in found.areas for line in area.indicators]
    return _table(form, f"laget-{place}", assessments, language)


def situation_json(request: HttpRequest) -> HttpResponse:
    """The page's goals with counts, and its indicators with every value they rest on."""
    language = page_language()
    place = read_place(request, language)
    found = situation(place, language)
    return _json(
        {
            "place": {"code": place, "name": found.name},
            "standings": counted(found.tally),
            "areas": plain_situation(found, language),
        }
    )


def _place(place: str, language: str) -> Mapping[str, Any]:
    """What the form of the place and the headings need."""
    return {
        "place": place,
        "name": name_of(place, language),
        "inside": inside(place, language),
        "is_nation": place == NATION,
        "place_options": place_options(language, place),
    }


def _query(place: str) -> str:
    return "" if place == NATION else f"?plats={place}"


def _table(form: str, name: str, assessments: Iterable[Assessment], language: str) -> HttpResponse:
    return table_file(form, name, records.COLUMNS, list(records.rows(assessments, language)))


def _json(content: Mapping[str, Any]) -> HttpResponse:
    text = json.dumps({"release": release(), **content}, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")
