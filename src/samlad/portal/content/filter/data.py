"""The selection as data: JSON with its choices, CSV whole, and Atom and RSS to subscribe to.

The same parameters as the page; nothing is capped, all but CSV comes in pages. What cannot be
meant is a sentence with status 400, in the form that was asked for.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from samlad.portal.content.filter.answer import Answer, answer, items_in_order
from samlad.portal.content.finding import Wanted, find
from samlad.portal.content.finding.facets import Facet
from samlad.portal.content.list_views import linked
from samlad.portal.content.models import Item, ItemArea, ItemSender, ItemTopic
from samlad.portal.csv_files import cell
from samlad.portal.wording import in_language, words

COLUMNS = (
    "id", "official_title", "type", "published", "precision", "senders", "senders_suggested",
    "topics", "topics_suggested", "areas", "initiatives", "reference", "summary_sv", "summary_en",
    "source_url", "evidence", "note",
)  # fmt: skip

#: So many rows of a file are read at a time.
STEP = 500


def items_json(request: HttpRequest) -> HttpResponse:
    """Total, the items of the page, every choice with its count, and the address of the next."""
    found = answer(request.GET)
    if found.faults:
        return faults_json(found)
    here = reverse("items-json")
    onward = request.build_absolute_uri(here + found.next.query_string()) if found.next else None
    return _json(
        {
            "total": found.total,
            "page": found.asked.page,
            "pages": found.pages,
            "selection": found.asked.query_string().removeprefix("?"),
            "items": list(plain(found.found.keys)),
            "facets": {facet.parameter: _facet(facet, counted) for facet, counted in found.facets},
            "next": onward,
        }
    )


def items_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Every item of the selection, in its order."""
    found = answer(request.GET)
    if found.faults:
        return faults_text(found)
    every = found.asked.wanted(offset=0, limit=STEP)
    response = StreamingHttpResponse(_csv(every), content_type="text/csv; charset=utf-8")
    name = f"{words('content.items_title').lower()}.csv"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def plain(keys: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Those items as plain values, in order: links as lists of keys, what is not known as None."""
    of = {"item_id__in": list(keys)}
    senders, suggested_senders = (
        linked(ItemSender, "item_id", "sender_id", is_suggested=own, **of) for own in (False, True)
    )
    topics, suggested_topics = (
        linked(ItemTopic, "item_id", "topic_id", is_suggested=own, **of) for own in (False, True)
    )
    areas = linked(ItemArea, "item_id", "area", **of)
    initiatives = linked(Item.initiatives.through, "item_id", "initiative_id", **of)
    for item in items_in_order(keys):
        yield {
            "id": item.id,
            "official_title": item.official_title,
            "type": item.type_id,
            "published": str(item.published) if item.published else None,
            "precision": str(item.published.precision) if item.published else None,
            "senders": senders[item.id],
            "senders_suggested": suggested_senders[item.id],
            "topics": topics[item.id],
            "topics_suggested": suggested_topics[item.id],
            "areas": areas[item.id],
            "initiatives": initiatives[item.id],
            "reference": item.reference or None,
            "summary_sv": item.summary_sv or None,
            "summary_en": item.summary_en or None,
            "source_url": item.source_url,
            "evidence": item.evidence,
            "note": item.note or None,
        }


def faults_json(found: Answer) -> HttpResponse:
    """What could not be meant, as data."""
    said = [{"parameter": f.parameter or None, "sentence": f.sentence} for f in found.faults]
    return _json({"faults": said}, status=400)


def faults_text(found: Answer) -> HttpResponse:
    """The same as plain text, a sentence on each line."""
    text = "".join(f"{fault.sentence}\n" for fault in found.faults)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)


def _facet(facet: Facet, counted: Sequence[Any]) -> dict[str, Any]:
    return {
        "label": in_language(facet.title),
        "choices": [
            {
                "code": each.choice.code,
                "label": each.choice.label,
                "count": each.count,
                "chosen": each.is_chosen,
                "depth": each.choice.depth,
            }
            for each in counted
        ],
    }


def _csv(wanted: Wanted) -> Iterator[str]:
    yield _lines([COLUMNS])
    while True:
        keys = find(wanted).keys
        yield _lines([[cell(row[column]) for column in COLUMNS] for row in plain(keys)])
        if len(keys) < wanted.limit:
            return
        wanted = replace(wanted, offset=wanted.offset + wanted.limit)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _json(what: Mapping[str, Any], status: int = 200) -> HttpResponse:
    text = json.dumps(what, ensure_ascii=False)
    return HttpResponse(text, content_type="application/json", status=status)
