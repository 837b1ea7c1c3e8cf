"""The filter over events of the timeline, all on one page, the earliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Prefetch

from samlad.portal.content.models import Government
from samlad.portal.content.times_in_office import times_in_office
from samlad.portal.data_files import FORMS, Plain
from samlad.portal.filter.declared import Filter, Sort
from samlad.portal.register.choices import event_choices
from samlad.portal.register.eras import government_at
from samlad.portal.register.models import Initiative, TimelineEvent

COLUMNS = (
    "date", "kind", "government", "title_sv", "title_en", "description_sv", "areas", "initiatives",
    "source_url", "evidence", "id",
)  # fmt: skip
#: More than there are.
ALL = 1000


def events_in_order(keys: Sequence[str]) -> list[TimelineEvent]:
    """The events of those keys, with the initiatives that may be shown, in that order."""
    public = Prefetch("initiatives", Initiative.objects.public())
    by_id = TimelineEvent.objects.prefetch_related("area_links", public).in_bulk(list(keys))
    return [by_id[key] for key in keys if key in by_id]


def plain_events(keys: Sequence[str]) -> Iterator[Plain]:
    """Events as a file has them."""
    governments = list(Government.objects.order_by("start"))
    for event in events_in_order(keys):
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


EVENTS = Filter(
    kind="event",
    name="timeline",
    title="register.timeline_title",
    lead="register.timeline_lead",
    texts="register.events",
    choices=event_choices,
    hits=events_in_order,
    sorts={"tid": Sort("oldest", "register.sort_day")},
    template="register/events/page.html",
    parts="register/events",
    columns=COLUMNS,
    rows=plain_events,
    forms=tuple(FORMS),
    spans=times_in_office,
    views=("lista",),
    sizes=(ALL,),
    usual_size=ALL,
)
