"""What is not published is named nowhere: not in files of other things, not behind their links."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from samlad.portal.content.models import Item
from samlad.portal.register.models import Initiative, TimelineEvent
from samlad.portal.register.timeline import coming_due, newest_events
from tests.register.test_whole_page import WHOLE, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def test_the_file_of_items_names_only_published_initiatives(client: Client) -> None:
    item = Item.objects.filter(initiatives__isnull=False).order_by("id").first()
    assert item is not None
    linked = sorted(item.initiatives.values_list("pk", flat=True))

    def told() -> list[str]:
        answer = client.get("/innehall.csv")
        rows = csv.DictReader(io.StringIO(answer.getvalue().decode()))
        return sorted(next(row for row in rows if row["id"] == item.pk)["initiatives"].split(";"))

    assert told() == linked
    Initiative.objects.filter(pk=linked[0]).update(visibility="withdrawn")
    assert told() == (linked[1:] or [""])


def test_an_event_leads_only_to_what_is_published(client: Client) -> None:
    event = next(e for e in newest_events(200) if e.initiatives.all())
    linked = event.initiatives.all()[0]
    Initiative.objects.filter(pk=linked.pk).update(visibility="draft")
    again = next(e for e in newest_events(200) if e.pk == event.pk)
    assert linked.pk not in {one.pk for one in again.initiatives.all()}
    assert TimelineEvent.objects.get(pk=event.pk).initiatives.filter(pk=linked.pk).exists()


def test_days_ahead_are_those_of_what_is_published() -> None:
    first = coming_due(1)[0]
    Initiative.objects.filter(pk=first.initiative_id).update(visibility="withdrawn")
    assert first.initiative_id not in {due.initiative_id for due in coming_due(99)}


@pytest.mark.parametrize(("prefix", "said"), [
    ("", "granskad och publicerad av någon annan"), ("/en", "reviewed and published by somebody"),
])  # fmt: skip
def test_a_version_tells_that_two_have_seen_it_and_no_account(client, prefix, said) -> None:
    version = published(WHOLE)
    page = client.get(f"{prefix}/insatser/{version.initiative_id}/").content.decode()
    assert said in page
    assert version.written_by not in page and version.published_by not in page
