"""The timeline: every event and deadline under the government that held office, with a filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from samlad.portal.content.columns import columns_of
from samlad.portal.content.facets import Facet, Option, Panel, narrowed, panels, read_options
from samlad.portal.content.item_lists import area_options
from samlad.portal.content.models import Government
from samlad.portal.content.selection import Selection, Sort, read
from samlad.portal.content.words import word
from samlad.portal.data_files import FORMS, Data, Plain, data_file
from samlad.portal.navigation import Link
from samlad.portal.register.models import EventArea, Initiative, TimelineEvent
from samlad.portal.register.ways import register_trail, ways
from samlad.portal.register.words import EventKind
from samlad.portal.wording import in_language, words

COLUMNS = (
    "date", "kind", "government", "title_sv", "title_en", "description_sv", "areas", "initiatives",
    "source_url", "evidence", "id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Era:
    """The events of a government's days; no government: before the first one that is known.

    id: of its heading on the page.
    """

    government: Government | None
    events: tuple[TimelineEvent, ...]

    @property
    def id(self) -> str:
        """The government's, or that there is none."""
        return f"regering-{self.government.id}" if self.government else "fore"


def timeline(request: HttpRequest) -> HttpResponse:
    """The page, the earliest event first."""
    selection, shown, counted = _asked(request)
    found = list(shown.prefetch_related(Prefetch("initiatives", Initiative.objects.public())))
    asked = selection.query_string()
    context = {
        "selection": selection,
        "panels": counted,
        "chips": list(selection.chips()),
        "total": len(found),
        "eras": eras(found, list(Government.objects.order_by("start"))),
        "today": localdate(),
        "files": [(form, reverse("timeline-file", args=[form]) + asked) for form in FORMS],
        "ways": ways("timeline"),
        "trail": register_trail(Link(words("register.way_timeline"))),
    }
    return render(request, "register/timeline.html", context)


def timeline_file(request: HttpRequest, form: str) -> HttpResponse:
    """The events of the selection as a file."""
    selection, shown, _ = _asked(request)
    asked = selection.query_string().removeprefix("?")
    name = words("register.way_timeline").lower()
    return data_file(form, Data(name, COLUMNS, list(_plain(shown)), asked))


def eras(events: Sequence[TimelineEvent], governments: Sequence[Government]) -> list[Era]:
    """The events by government, in the order of time; a government without events is left out.

    governments: in the order of time. An event known to the year stands where the year begins.
    """
    found: dict[str, list[TimelineEvent]] = {}
    by_id = {government.id: government for government in governments}
    for event in events:
        government = government_at(event.date.first_day, governments)
        found.setdefault(government.id if government else "", []).append(event)
    order = ["", *by_id]
    return [Era(by_id.get(id_), tuple(found[id_])) for id_ in order if id_ in found]


def government_at(day: date, governments: Sequence[Government]) -> Government | None:
    """The government that held office on the day: the new one on the day of a change."""
    begun = [one for one in governments if one.start.first_day <= day]
    last = begun[-1] if begun else None
    return None if last is None or (last.end and last.end.last_day < day) else last


def _asked(request: HttpRequest) -> tuple[Selection, QuerySet[TimelineEvent], tuple[Panel, ...]]:
    """What is chosen, the events of it, the panels of the form."""
    known = read_options(FACETS)
    parameters = request.GET.copy()
    parameters.pop("q", None)
    selection = read(reverse("timeline"), parameters, FACETS, known, SORTS)
    every = TimelineEvent.objects.order_by("date", "id").annotate(search_text=Value(""))
    shown = narrowed(every, selection.chosen, FACETS)
    counts = columns_of(every, FACETS, SORTS).answer(selection).counts
    return selection, shown, panels(counts, selection.chosen, FACETS, known)


def _plain(events: QuerySet[TimelineEvent]) -> Iterator[Plain]:
    governments = list(Government.objects.order_by("start"))
    public = Prefetch("initiatives", Initiative.objects.public().only("id"))
    for event in events.prefetch_related("area_links", public):
        government = government_at(event.date.first_day, governments)
        yield {
            "date": str(event.date),
            "kind": event.kind,
            "government": government.id if government else None,
            "title_sv": event.title_sv,
            "title_en": event.title_en,
            "description_sv": event.description or None,
            "areas": [link.area for link in event.area_links.all()],
            "initiatives": [initiative.id for initiative in event.initiatives.all()],
            "source_url": event.source_url or None,
            "evidence": event.evidence,
            "id": event.id,
        }


def _kind_options() -> list[Option]:
    return [Option(kind, in_language(word("register.event", kind)), (kind,)) for kind in EventKind]


FACETS = (
    Facet("slag", "register.facet_event", "kind", _kind_options, is_short=True),
    Facet(
        "omrade",
        "register.facet_area",
        "area_links__area",
        area_options,
        link=(EventArea, "event_id"),
        is_short=True,
    ),
)
SORTS = (Sort("tid", "register.sort_oldest", dict.fromkeys(("sv", "en"), ("date", "id"))),)
