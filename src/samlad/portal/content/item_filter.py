"""The filter over items: what of them is chosen, shown, taken away and subscribed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from samlad.portal.content.item_choices import item_choices
from samlad.portal.content.links import linked
from samlad.portal.content.models import Item, ItemArea, ItemSender, ItemTopic, Topic
from samlad.portal.content.times_in_office import times_in_office
from samlad.portal.dates import in_words
from samlad.portal.filter.answer import Answer
from samlad.portal.filter.around import Offer
from samlad.portal.filter.choices import Choice
from samlad.portal.filter.declared import Filter, Sort
from samlad.portal.filter.feeds import Entry
from samlad.portal.finding.in_order import in_order
from samlad.portal.kept import kept
from samlad.portal.numbers import number
from samlad.portal.wording import counted, in_language, language, words

COLUMNS = (
    "id", "official_title", "type", "published", "precision", "senders", "senders_suggested",
    "topics", "topics_suggested", "areas", "initiatives", "reference", "summary_sv", "summary_en",
    "source_url", "evidence", "note",
)  # fmt: skip
TOPIC = "omrade"


def items_in_order(keys: Sequence[str]) -> list[Item]:
    """The items of those keys, with type and senders, in that order."""
    rows = Item.objects.select_related("type").prefetch_related("sender_links__sender")
    return in_order(rows, keys)


def plain_items(keys: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Those items as plain values, in order: links as lists of keys, what is not known as None."""
    of = {"item_id__in": list(keys)}
    senders, suggested_senders = (
        linked(ItemSender, "item_id", "sender_id", is_suggested=own, **of) for own in (False, True)
    )
    topics, suggested_topics = (
        linked(ItemTopic, "item_id", "topic_id", is_suggested=own, **of) for own in (False, True)
    )
    areas = linked(ItemArea, "item_id", "area", **of)
    table: Any = Item.initiatives.field.model
    of_public = of | {"initiative__in": table.objects.public()}
    initiatives = linked(Item.initiatives.through, "item_id", "initiative_id", **of_public)
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


def entry(item: Item) -> Entry:
    """An item in a feed."""
    kind, day = in_language(item.type.name), in_words(str(item.published or ""), language())
    senders = [in_language(link.sender.name) for link in item.sender_links.all()]
    return Entry(
        title=item.official_title,
        address=reverse("item", args=[item.id]),
        description=in_language(item.summary) or ", ".join(filter(None, (kind, day))),
        published=item.published,
        updated=item.updated,
        categories=(kind,),
        author=", ".join(senders),
    )


def other_topics(answer: Answer) -> Iterator[Offer]:
    """Other names of the chosen topics."""
    asked = answer.asked
    chosen = asked.chosen[TOPIC]
    offered: set[str] = set()
    for choice in chosen:
        for other, sentence in _other_names(choice, answer):
            if other not in chosen and other.code not in offered:
                offered.add(other.code)
                hits = answer.found.counts.get("topic", {}).get(other.key, 0)
                text = words(
                    "content.offer_topic",
                    label=other.label,
                    hits=counted("content.hits", hits, number(hits, 0, language())),
                )
                yield Offer(sentence, text, asked.with_choice(TOPIC, other).query_string())


def _other_names(choice: Choice, answer: Answer) -> Iterator[tuple[Choice, str]]:
    """The topics that are the same under another name, with how the names follow each other."""
    known, later = answer.choices[TOPIC], _later_names()
    name = choice.code
    while name in later and later[name] in known:
        name = later[name]
        key = "content.topic_is_now"
        yield known[name], words(key, before=choice.label, after=known[name].label)
    for code in _earlier(choice.code, later):
        if code in known:
            key = "content.topic_was_before"
            yield known[code], words(key, before=known[code].label, after=choice.label)


def _earlier(code: str, later: dict[str, str]) -> Iterator[str]:
    for before, after in later.items():
        if after == code:
            yield before
            yield from _earlier(before, later)


@kept
def _later_names() -> dict[str, str]:
    """Topic → the topic that took over its name's place."""
    rows = Topic.objects.filter(successor__isnull=False).order_by("code")
    return dict(rows.values_list("code", "successor_id"))


ITEMS = Filter(
    kind="item",
    name="items",
    title="content.items_title",
    lead="content.items_lead",
    texts="content.items",
    choices=item_choices,
    hits=items_in_order,
    sorts={
        "datum": Sort("date", "content.order_datum"),
        "aldst": Sort("oldest", "content.order_aldst"),
        "relevans": Sort("relevance", "content.order_relevans"),
        "titel": Sort("title", "content.order_titel"),
    },
    template="content/items/page.html",
    parts="content/items",
    columns=COLUMNS,
    rows=plain_items,
    forms=("csv", "json"),
    entry=entry,
    offers=other_topics,
    spans=times_in_office,
    hidden=frozenset({"area"}),
    is_paged=True,
)
