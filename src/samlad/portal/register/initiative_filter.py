"""The filter over initiatives: what of them is chosen, shown, taken away and subscribed to."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from samlad.portal.content.templatetags.facts_in_words import accountable
from samlad.portal.content.times_in_office import times_in_office
from samlad.portal.data_files import FORMS
from samlad.portal.filter.declared import Filter, Sort
from samlad.portal.filter.feeds import Entry
from samlad.portal.register.choices import initiative_choices
from samlad.portal.register.initiative_lists import initiatives
from samlad.portal.register.models import Initiative
from samlad.portal.register.plain import COLUMNS, plain_initiatives
from samlad.portal.wording import in_language


def initiatives_in_order(ids: Sequence[str]) -> list[Initiative]:
    """The published initiatives of those ids, in that order."""
    by_id = initiatives().in_bulk(list(ids))
    return [by_id[id_] for id_ in ids if id_ in by_id]


def entry(initiative: Initiative) -> Entry:
    """An initiative in a feed."""
    status = in_language(initiative.status_word)
    return Entry(
        title=in_language(initiative.title),
        address=reverse("initiative", args=[initiative.id]),
        description=in_language(initiative.description) or f"{status}. {accountable(initiative)}",
        published=initiative.decided,
        updated=initiative.status_as_of,
        categories=(in_language(initiative.kind_word), status),
    )


INITIATIVES = Filter(
    kind="initiative",
    name="initiatives",
    title="register.title",
    lead="register.lead",
    texts="register.list",
    choices=initiative_choices,
    hits=initiatives_in_order,
    sorts={
        "beslut": Sort("date", "register.sort_decided"),
        "aldst": Sort("oldest", "register.sort_oldest"),
        "relevans": Sort("relevance", "content.order_relevans"),
        "titel": Sort("title", "register.sort_title"),
    },
    template="register/initiatives/page.html",
    parts="register/initiatives",
    columns=COLUMNS,
    rows=plain_initiatives,
    forms=tuple(FORMS),
    entry=entry,
    spans=times_in_office,
)
