"""Actors written in the register: made once, changed with care, kept when facts are loaded."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from samlad.portal.audit.chain import verify
from samlad.portal.audit.models import Entry
from samlad.portal.loading import load_facts
from samlad.portal.register.models import Actor
from samlad.portal.work.actors import document
from tests.work.people import account, client_of, content, sent

pytestmark = pytest.mark.django_db

LIST, NEW = "/arbete/aktorer/", "/arbete/aktorer/ny/"
TYPED = {"kind": "region", "name_sv": "Region Prövköping"}


@pytest.fixture
def publisher() -> Client:
    return client_of(account("publisher"))


def make(client: Client, **changes: str) -> str:
    """A new actor; the address of its form."""
    answer = client.post(NEW, sent(client.get(NEW).text, **{**TYPED, **changes}))
    assert answer.status_code == 302, answer.text
    address, _, said = answer.headers["Location"].partition("?")
    assert said == "sparad=1"
    return str(address)


def test_an_actor_is_written_and_can_take_part(publisher: Client) -> None:
    address = make(
        publisher, organisation_number="2321000016", start="1998-11", website="region.example"
    )
    assert address == "/arbete/aktorer/region-provkoping/"
    made = Actor.objects.get(pk="region-provkoping")
    assert made.organisation_number == "232100-0016" and str(made.start) == "1998-11"
    assert made.website == "https://region.example" and not made.follows_facts
    assert "Region Prövköping" in publisher.get(LIST).text
    assert "Region Prövköping" in publisher.get("/arbete/insatser/ny/").text, "suggested at once"
    assert "Region Prövköping" in Client().get("/aktorer/region-provkoping/").text
    entry = Entry.objects.get(action="actor.made")
    assert json.loads(entry.after)["name_sv"] == "Region Prövköping" and verify().broken is None


def test_a_form_sent_twice_makes_one_actor(publisher: Client) -> None:
    typed = sent(publisher.get(NEW).text, **TYPED)
    first, second = publisher.post(NEW, typed), publisher.post(NEW, typed)
    assert first.headers["Location"] == second.headers["Location"]
    assert Actor.objects.filter(follows_facts=False).count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name_sv": ""}, "Namn på svenska"),
        ({"kind": "municipality"}, "Slag"),
        ({"organisation_number": "202100-3980"}, "kontrollsiffran"),
        ({"organisation_number": "12-3"}, "kontrollsiffran"),
        ({"organisation_number": "202100-3989"}, "Boverket (boverket)"),
        ({"name_sv": "boverket"}, "Boverket (boverket)"),
        ({"start": "2024-13"}, "Finns sedan"),
        ({"start": "2024", "end": "2023"}, "Upphörde"),
        ({"website": "javascript:alert(1)"}, "Webbplats"),
    ],
)
def test_a_form_says_by_the_field_what_is_wrong(
    publisher: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = publisher.post(NEW, sent(publisher.get(NEW).text, **{**TYPED, "short": "PK", **typed}))
    assert answer.status_code == 422
    assert sentence in answer.text.split('role="alert"')[1].split("</ul>")[0]
    assert 'value="PK"' in answer.text, "what was typed is kept"
    assert not Actor.objects.filter(follows_facts=False).exists()


def test_an_actor_is_changed_and_every_value_kept(publisher: Client) -> None:
    address = make(publisher)
    page = publisher.get(address).text
    assert publisher.post(address, sent(page, end="2024-12-31")).status_code == 302
    entry = Entry.objects.get(action="actor.changed")
    assert json.loads(entry.before)["end"] is None
    assert json.loads(entry.after)["end"] == "2024-12-31"
    assert Actor.objects.get(pk="region-provkoping").name_sv == TYPED["name_sv"]


def test_of_two_at_once_the_second_sees_the_difference(publisher: Client) -> None:
    address = make(publisher)
    other = client_of(account("administrator"))
    mine, theirs = publisher.get(address).text, other.get(address).text
    assert other.post(address, sent(theirs, short="RP")).status_code == 302
    answer = publisher.post(address, sent(mine, end="2020"))
    assert answer.status_code == 409
    assert "Någon annan hann före" in answer.text and "RP" in answer.text
    kept = Actor.objects.get(pk="region-provkoping")
    assert (kept.short, kept.end) == ("RP", None), "nothing is overwritten"
    assert publisher.post(address, sent(answer.text, short="RP")).status_code == 302
    kept.refresh_from_db()
    assert (kept.short, str(kept.end)) == ("RP", "2020")


def test_what_comes_with_samlad_is_not_changed_here(publisher: Client) -> None:
    assert publisher.get("/arbete/aktorer/boverket/").status_code == 404


def test_a_second_of_the_same_stem_gets_a_number(publisher: Client) -> None:
    assert make(publisher, name_sv="Boverket!").endswith("/boverket-2/")


def test_loading_the_facts_keeps_it(publisher: Client) -> None:
    make(publisher, short="RP")
    before = document(Actor.objects.get(pk="region-provkoping"))
    number = Actor.objects.count()
    load_facts()
    assert document(Actor.objects.get(pk="region-provkoping")) == before
    assert Actor.objects.count() == number


def test_where_the_facts_have_the_same_id_the_registers_own_stands() -> None:
    Actor.objects.filter(pk="boverket").update(follows_facts=False, short="Ändrat")
    load_facts()
    assert Actor.objects.get(pk="boverket").short == "Ändrat"
    assert Actor.objects.filter(follows_facts=False).count() == 1
    assert not Actor.objects.get(pk="boverket").area_links.exists()


def test_an_initiative_names_it(publisher: Client) -> None:
    from samlad.portal.register.contents import content_of, write

    make(publisher)
    document_ = content(participations=[{"actor": "region-provkoping", "role": "accountable"}])
    write({"prov": document_})
    assert content_of("prov")["participations"][0]["actor"] == "region-provkoping"


def test_it_is_said_that_an_actor_is_saved_and_shown_to_all(publisher: Client) -> None:
    assert "Aktören är sparad" not in publisher.get(NEW).text
    address = make(publisher)
    page = publisher.get(f"{address}?sparad=1").text
    assert "Aktören är sparad" in page and 'href="/aktorer/region-provkoping/"' in page
    assert "Aktören är sparad" not in publisher.get(address).text
    saved = publisher.post(address, sent(page, short="RP"))
    assert saved.headers["Location"] == f"{address}?sparad=1"
    wrong = publisher.post(f"{address}?sparad=1", sent(page, name_sv=""))
    assert wrong.status_code == 422 and "Aktören är sparad" not in wrong.text
