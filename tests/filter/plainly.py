"""The filter said again, plainly, over the rows of the fact table: what the pages are held to."""

from __future__ import annotations

import random
from collections.abc import Mapping

from samlad.catalogue import facts, policy_areas
from samlad.catalogue.facts import listed
from samlad.portal.content.partial_date import PartialDate, overlaps
from samlad.portal.content.topics import grouping

AREAS = {area.id.replace("_", "-"): area.slug for area in policy_areas().values()}
PARENTS = {row["code"]: row["parent_code"] for row in facts("content_types")}
PERSONS = {row["code"]: row["person_id"] for row in facts("senders")}

Asked = Mapping[str, list[str]]


def codes(row: Mapping[str, str]) -> dict[str, set[str]]:
    """The codes of a row, by parameter."""
    senders = {*listed(row["sender_codes"]), *listed(row["sender_codes_suggested"])}
    topics = {*listed(row["policy_area_codes"]), *listed(row["policy_area_codes_suggested"])}
    return {
        "typ": {row["type_code"], PARENTS[row["type_code"]]} - {""},
        "omrade": wider(topics) | {AREAS[area] for area in listed(row["priority_areas"])},
        "statsrad": ({PERSONS[code] for code in senders} | named(row)) - {""},
        "avsandare": {code for code in senders if not PERSONS[code]},
    }


def wider(topics: set[str]) -> set[str]:
    """The topics with every wider one."""
    parents = {grouping().parent_of(code) for code in topics} - {None}
    return topics | wider(parents) if parents else topics  # type: ignore[arg-type]


def named(row: Mapping[str, str]) -> set[str]:
    """The ministers whom the title names while they held a post."""
    when = PartialDate(row["published"])
    return {
        role["person_id"]
        for role in facts("ministers")
        if role["person"] in row["official_title"]
        and overlaps(
            when,
            PartialDate(role["from"]),
            PartialDate(role["to"]) if role["to"] else None,
            end_included=False,
        )
    }


def is_hit(row: Mapping[str, str], asked: Asked, but: str = "") -> bool:
    """Whether the row has one of the codes of every parameter, or of all but one, in the period."""
    has = codes(row)
    return is_in_period(row["published"], asked) and all(
        has[name] & set(chosen)
        for name, chosen in asked.items()
        if name in has and chosen and name != but
    )


def is_in_period(published: str, asked: Asked) -> bool:
    """Whether any day it can have been published is in the period; ends are whole years here."""
    day = PartialDate(published)
    since, until = asked.get("fran", [""])[0], asked.get("till", [""])[0]
    return (not since or day.last_day >= PartialDate(since).first_day) and (
        not until or day.first_day <= PartialDate(until).last_day
    )


def selection(seed: int) -> dict[str, list[str]]:
    """A few choices in a few tabs, drawn from rows that exist so that hits are likely."""
    draw = random.Random(seed)
    asked: dict[str, list[str]] = {}
    for row in draw.sample(facts("items"), draw.randint(1, 3)):
        has = codes(row)
        name = draw.choice([name for name in has if has[name]])
        asked.setdefault(name, []).extend(draw.sample(sorted(has[name]), 1))
    if draw.random() < 0.4:
        asked["fran"] = [draw.choice(["2016", "2018-03", "2019-06-15", "2022"])]
    if draw.random() < 0.4:
        asked["till"] = [draw.choice(["2022", "2023-05", "2024-11-15", "2025"])]
    return asked
