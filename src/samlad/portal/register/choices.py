"""What can be chosen among initiatives and what belongs to them: words, actors, places, goals.

A choice that nothing has is not shown, so that these may hold more than there is.
"""

from __future__ import annotations

from collections.abc import Iterator

from samlad.portal.content.words import word
from samlad.portal.filter.choices import (
    Choice,
    Choices,
    area_choices,
    by_code,
    word_choices,
    year_choices,
)
from samlad.portal.kept import kept
from samlad.portal.ordering import alphabetical
from samlad.portal.register.due_reports import Day
from samlad.portal.register.models import Actor, DueReport, Goal, Initiative, Place
from samlad.portal.register.words import (
    ActorKind,
    EventKind,
    Kind,
    PlaceLevel,
    State,
    Status,
    Visibility,
)
from samlad.portal.wording import in_language, language, words

#: The order in which sorts of actor stand in the form.
ACTOR_ORDER = (
    ActorKind.DEPARTMENT,
    ActorKind.AGENCY,
    ActorKind.COUNTY_BOARD,
    ActorKind.MUNICIPALITY,
    ActorKind.REGION,
    ActorKind.ASSOCIATION,
    ActorKind.COMPANY,
)


@kept
def initiative_choices() -> Choices:
    """The choices of the list of initiatives."""
    return by_code(
        omrade=area_choices(),
        typ=_words(Kind, "register.kind"),
        lage=_words(State, "register.state"),
        status=_words(Status, "register.status"),
        aktor=actor_choices(),
        plats=_places(),
        mal=_goals(),
        ar=year_choices(_decided()),
    )


@kept
def due_choices() -> Choices:
    """The choices of the calendar of days for reporting."""
    return by_code(
        dag=word_choices(Day, lambda day: words(f"register.day_{day}")),
        omrade=area_choices(),
        typ=_words(Kind, "register.kind"),
        aktor=actor_choices(),
        ar=year_choices(_due()),
    )


@kept
def event_choices() -> Choices:
    """The choices of the timeline."""
    return by_code(slag=_words(EventKind, "register.event"), omrade=area_choices())


def actor_choices() -> Iterator[Choice]:
    """The actors, sort by sort, by name."""
    rows = Actor.objects.order_by().values_list("id", "kind", "name_sv", "name_en")
    for id_, _, swedish, english in sorted(rows, key=_place_in_list):
        is_swedish = language() == "en" and not english
        name = swedish if language() == "sv" else english or swedish
        yield Choice(id_, id_, name, lang="sv" if is_swedish else "")


def _place_in_list(row: tuple[str, str, str, str]) -> tuple[int, str]:
    _, kind, swedish, english = row
    name = english if language() == "en" and english else swedish
    return ACTOR_ORDER.index(ActorKind(kind)), alphabetical(name)


def _words(of: type[Kind | State | Status | EventKind], group: str) -> Iterator[Choice]:
    return word_choices(of, lambda one: in_language(word(group, one)))


def _places() -> Iterator[Choice]:
    """The nation, then counties, then municipalities, by name."""
    levels = list(PlaceLevel)
    rows = list(Place.objects.order_by().values_list("code", "level", "name", "name_short"))
    rows.sort(key=lambda row: (levels.index(PlaceLevel(row[1])), alphabetical(row[3])))
    for code, level, name, short in rows:
        if level == PlaceLevel.NATION:
            yield Choice(code, code, words("register.national"))
        elif level == PlaceLevel.COUNTY:
            # A county and its chief town have the same short name.
            yield Choice(code, code, words("register.county_named", name=name, short=short))
        else:
            yield Choice(code, code, short)


def _goals() -> Iterator[Choice]:
    for goal in Goal.objects.order_by("position"):
        yield Choice(goal.id, goal.id, in_language(goal.title))


def _decided() -> Iterator[str]:
    dates = Initiative.objects.public().order_by().values_list("decided", flat=True).distinct()
    return (date.text[:4] for date in dates if date is not None)


def _due() -> Iterator[str]:
    public = DueReport.objects.filter(initiative__visibility=Visibility.PUBLISHED)
    return (day.text[:4] for day in public.order_by().values_list("due", flat=True).distinct())
