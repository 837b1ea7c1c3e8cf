"""What people type for places, actors and initiatives finds what they mean, or says what is near."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from samlad.portal.register.models import Actor, Draft, Initiative
from samlad.portal.work import suggestions
from samlad.portal.work.names import Known
from tests.work.people import account, client_of, sent

pytestmark = pytest.mark.django_db

NEW = "/arbete/insatser/ny/"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Västerås kommun", "1980"),
        ("Västerås", "1980"),
        ("västerås stad", "1980"),
        ("Vasteras", "1980"),
        ("Västerås kommun (1980)", "1980"),
        ("1980", "1980"),
        ("Stockholms stad", "0180"),
        ("stockholms län", "01"),
        ("Skåne", "12"),
        ("Upplands  Väsby", "0114"),
        ("Sverige", "00"),
        ("Stockholm", None),
        ("Ingenstans", None),
        ("", None),
    ],
)
def test_a_place_is_found_by_the_names_it_goes_by(typed: str, code: str | None) -> None:
    meant = suggestions.known_places().meant(typed)
    assert (meant[0] if len(meant) == 1 else None) == code


def test_a_name_that_two_have_says_which() -> None:
    assert suggestions.known_places().meant("Stockholm") == ["01", "0180"]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("Vesteros", "Västerås kommun"),
        ("Botkirka", "Botkyrka kommun"),
        ("Västerboten", "Västerbottens län"),
        ("qqqq", None),
    ],
)
def test_the_nearest_place_is_near(typed: str, nearest: str | None) -> None:
    assert suggestions.known_places().nearest(typed) == nearest


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("BOVERKET", "boverket"),
        ("Västerås stad", "kommun-1980"),
        ("Miljödepartementet (2019–2022)", "departement-m-2019"),
    ],
)
def test_an_actor_is_found_by_the_names_it_goes_by(typed: str, id_: str) -> None:
    assert suggestions.known_actors().meant(typed) == [id_]


def test_an_actor_is_found_in_english_and_in_short() -> None:
    row = Actor.objects.exclude(name_en="").exclude(short="").filter(kind="agency").first()
    for name in (row.name_en, row.short.lower()):
        assert suggestions.known_actors().meant(name) == [row.pk]


def test_ministries_of_one_name_have_their_years() -> None:
    for listed in (suggestions.departments(), suggestions.actors()):
        names = list(listed.values())
        assert len(names) == len(set(names))
        assert {n for n in names if n.startswith("Miljödepartementet")} == {
            "Miljödepartementet (–2014)",
            "Miljödepartementet (2019–2022)",
        }


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda t: t.replace(" ", "  ")])
def test_an_initiative_is_found_in_other_letters(change) -> None:
    row = Initiative.objects.public().first()
    known = suggestions.known_initiatives("", [])
    assert known.meant(change(row.title_sv)) == known.meant(change(row.title_en)) == [row.pk]


def test_quotation_marks_and_dashes_are_of_any_sort() -> None:
    known = Known({"a": "Stöd till ”Alla” – del 1"})
    assert (
        known.meant('stöd till "alla" - del 1') == known.meant("stod till “alla” — del 1") == ["a"]
    )


def said(client: Client, **typed: str) -> str:
    answer = client.post(NEW, sent(client.get(NEW).text, title_sv="P", kind="grant", **typed))
    assert answer.status_code == 422
    return re.search(r'<ul class="plain-list work-faults">.*?</ul>', answer.text, re.S)[0]


def test_a_form_takes_the_names_and_says_what_to_do() -> None:
    publisher = client_of(account("publisher"))
    unknown = said(publisher, **{"participations-0-actor": "Föreningen Prov"})
    assert "finns inte i registret" in unknown and "publicist eller administratör" in unknown
    assert "publicist" not in said(publisher, **{"places-0-place": "Ingenstans"})
    several = said(publisher, **{"places-0-place": "Stockholm"})
    assert "kan vara flera: Stockholms län (01), Stockholms kommun (0180)." in several
    near = said(publisher, **{"places-0-place": "Vesteros"})
    assert "”Vesteros” finns inte i registret. Menade du Västerås kommun?" in near
    form = sent(publisher.get(NEW).text, title_sv="P", kind="grant")
    typed = {"places-0-place": "Västerås", "participations-0-actor": "boverket"}
    assert publisher.post(NEW, {**form, **typed}).status_code == 302
    assert Draft.objects.get().content["places"][0]["place"] == "1980"


def test_what_stands_already_is_known_by_its_id_alone() -> None:
    row = Initiative.objects.public().first()
    known = suggestions.known_initiatives(row.pk, ["hemlig"])
    assert known.meant("hemlig") == ["hemlig"] and not known.meant(row.title_sv)


def test_a_name_of_its_own_goes_before_one_it_is_also_called() -> None:
    known = Known({"a": "Kultur", "b": "Kulturrådet"}, {"b": ["Kultur", "KR"]})
    assert known.meant("kultur") == ["a"] and known.meant("kr") == ["b"]
