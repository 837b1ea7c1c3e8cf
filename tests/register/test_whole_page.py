"""The page of an initiative leaves out nothing of what was published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.test import Client

from samlad.portal.register import models
from samlad.portal.register.contents import EMPTY, MONEY, PARTS, Content, content_of, write
from samlad.portal.work import drafts, publishing
from tests.work.people import account

pytestmark = pytest.mark.django_db

ID = "hela-insatsen"
OTHER = "reformprogram-2016"

#: A document in which every field says something that no other field says.
WHOLE: Content = {
    "title_sv": "Titelnpåsvenska",
    "title_en": "Titleinenglish",
    "official_title": "Officiellatiteln",
    "kind": "agreement",
    "description_sv": "Beskrivningen.\n\nAndrastycket.",
    "description_en": "Thedescription.\n\nSecondparagraph.",
    "decided": "2011-01-11",
    "reference": "Ref-4711",
    "appropriation": "Anslagsposten",
    "state": "paused",
    "status": "proposed",
    "status_as_of": "2012-02-12",
    "status_evidence": "secondary",
    "evaluation": "ongoing",
    "evaluation_note": "Utvärderingsordet",
    "is_on_founding_page": True,
    "source_url": "https://kalla.example/huvud",
    "evidence": "inferred",
    "note": "Anmärkningsordet",
    "lead_department": "a",
    "areas": ["housing", "crime"],
    "participations": [
        {"actor": "boverket", "role": "accountable"},
        {"actor": "skolverket", "role": "funding"},
        {"actor": "polisen", "role": "implementing"},
        {"actor": "arbetsformedlingen", "role": "partner"},
        {"actor": "kommun-1480", "role": "recipient"},
    ],
    "places": [
        {"place": "1280", "basis": "recipient", "area_code": "", "vintage": ""},
        {"place": "0114", "basis": "beneficiary", "area_code": "", "vintage": ""},
        {"place": "0180", "basis": "beneficiary", "area_code": "0180R001", "vintage": "regso-2020"},
        {"place": "13", "basis": "beneficiary", "area_code": "", "vintage": ""},
    ],
    "dates": [
        {"moment": "start", "basis": "planned", "date": "2013-03-13", "noted": None, "reason": ""},
        {"moment": "start", "basis": "actual", "date": "2014-04-14", "noted": None, "reason": ""},
        {"moment": "end", "basis": "planned", "date": "2015-05", "noted": "2013-06-16", "reason": ""},
        {
            "moment": "end",
            "basis": "planned",
            "date": "2016-07-17",
            "noted": "2014-08-18",
            "reason": "Skälettilländringen",
        },
    ],
    "due_reports": [{"due": "2017-09-19", "about": "Redovisasord"}],
    "goals": [
        {"goal": "ben-1", "how_sv": "Såsvenska", "how_en": "Sointheenglish"},
        {"goal": "ben-2", "how_sv": "", "how_en": ""},
    ],
    "documents": [
        {"title": "Dokumentordet", "url": "https://dokument.example/a", "published": "2018-10-20"}
    ],
    "relations": [
        {"other": OTHER, "kind": "replaces"},
        {"other": "statsbidrag-32-kommuner", "kind": "part-of"},
    ],
    "money": [
        {
            "amount_sek": 7_654_321,
            "basis": "one-off",
            "stage": "reported",
            "start": "2019",
            "end": "2021",
            "appropriation": "Summansanslag",
            "covers": "Omfattarord",
            "source_url": "https://summa.example/b",
            "evidence": "official",
            "actor": "folkhalsomyndigheten",
        }
    ],
}  # fmt: skip

#: Field → what it must put on the page, in Swedish and in English; a value of `href` as `→ …`.
SAID: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "title_sv": (("Titelnpåsvenska",), ()),
    "title_en": ((), ("Titleinenglish",)),
    "official_title": (("Officiellatiteln",),) * 2,
    "kind": (("Överenskommelse",), ("Agreement",)),
    "description_sv": (("Beskrivningen.", "Andrastycket."), ()),
    "description_en": ((), ("Thedescription.", "Secondparagraph.")),
    "decided": (("11 januari 2011",), ("11 January 2011",)),
    "reference": (("Ref-4711",),) * 2,
    "appropriation": (("Anslagsposten",),) * 2,
    "state": (("Vilar",), ("Paused",)),
    "status": (("Läget enligt källan Föreslagen",), ("Status according to the source Proposed",)),
    "status_as_of": (("12 februari 2012",), ("12 February 2012",)),
    "status_evidence": (("Enligt en annan källa",), ("From another source",)),
    "evaluation": (("Utvärdering pågår",), ("Evaluation under way",)),
    "evaluation_note": (("Utvärderingsordet",),) * 2,
    "is_on_founding_page": (("temasida mot segregation 2018",), ("theme page against",)),
    "source_url": (("→ https://kalla.example/huvud",),) * 2,
    "evidence": (("Vår egen slutsats",), ("Our own conclusion",)),
    "note": (("Anmärkningsordet",),) * 2,
    "lead_department": (("Arbetsmarknadsdepartementet",), ("Ministry of Employment",)),
    "areas": (("Boende", "Brottslighet"), ("Housing", "Crime")),
    "participations": (
        ("Ansvarig Boverket", "Finansierar Statens skolverk", "Genomför Polismyndigheten",
         "Samarbetspart Arbetsförmedlingen", "Mottagare Göteborgs kommun"),
        ("→ /en/aktorer/boverket/", "→ /en/aktorer/skolverket/", "→ /en/aktorer/polisen/",
         "→ /en/aktorer/arbetsformedlingen/", "→ /en/aktorer/kommun-1480/"),
    ),
    "places": (
        ("1 kommun: Malmö", "Till för dem som bor i", "1 kommun: Upplands Väsby", "0180R001",
         "RegSO 2020", "Hallands län"),
        ("Malmö", "For those who live in", "Upplands Väsby", "0180R001", "RegSO 2020", "Halland"),
    ),
    "dates": (
        ("Början: 13 mars 2013 (planerat)", "Början: 14 april 2014 (faktiskt)",
         "Slut: maj 2015 (tidigare plan, sagt 16 juni 2013)",
         "Slut: 17 juli 2016 (planerat, sagt 18 augusti 2014). Skälettilländringen"),
        ("Start: 13 March 2013 (planned)", "Start: 14 April 2014 (actual)",
         "End: May 2015 (earlier plan, said 16 June 2013)",
         "End: 17 July 2016 (planned, said 18 August 2014). Skälettilländringen"),
    ),
    "due_reports": (("19 september 2017: Redovisasord",), ("19 September 2017: Redovisasord",)),
    "goals": (
        ("→ /mal/ben-1/", "Såsvenska", "→ /mal/ben-2/", "ska leda till målet är inte beskrivet"),
        ("→ /en/mal/ben-1/", "Sointheenglish", "→ /en/mal/ben-2/", "is not described"),
    ),
    "documents": (
        ("Dokumentordet", "20 oktober 2018", "→ https://dokument.example/a"),
        ("Dokumentordet", "20 October 2018", "→ https://dokument.example/a"),
    ),
    "relations": (
        ("Ersätter:", f"→ /insatser/{OTHER}/", "Del av:", "→ /insatser/statsbidrag-32-kommuner/"),
        ("Replaces:", f"→ /en/insatser/{OTHER}/", "Part of:",
         "→ /en/insatser/statsbidrag-32-kommuner/"),
    ),
    "money": (
        ("7 654 321", "en gång, för att genomföra uppdraget, redovisat", "2019–2021",
         "Summansanslag", "Omfattarord", "→ https://summa.example/b",
         "Enligt en officiell webbsida", "Folkhälsomyndigheten"),
        ("7,654,321", "once, for carrying out the assignment, reported", "2019–2021",
         "Summansanslag", "Omfattarord", "→ https://summa.example/b",
         "From an official web page", "Public Health Agency"),
    ),
}  # fmt: skip


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def published(content: Content, id_: str = ID) -> models.Version:
    """The document, written by one and published by another."""
    writer, publisher = account("publisher"), account("publisher")
    found = models.Initiative.objects.filter(pk=id_).first()
    if found is None:
        found = drafts.begin(writer, content, "Därför", id_)
    else:
        drafts.save(writer, found, content, "Därför", revision=0, version=found.version)
    drafts.submit(writer, found, found.draft.revision)
    found = models.Initiative.objects.get(pk=id_)
    return publishing.publish(publisher, found, found.draft.revision)


def on_page(client: Client, address: str) -> tuple[str, set[str]]:
    """The words of the page's main part, and where its links lead."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)
    assert main is not None
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main[0])))
    text = re.sub(r" ([:,.)])", r"\1", text.replace("( ", "("))
    return text, {unescape(link) for link in re.findall(r'href="([^"]+)"', main[0])}


def test_the_document_says_something_in_every_field() -> None:
    assert WHOLE.keys() == EMPTY.keys() == SAID.keys(), "a field is new: say it here and there"
    assert all(WHOLE.values())
    for name, part in {**PARTS, "money": None}.items():
        columns = set(part.columns if part else MONEY)
        if len(columns) > 1:
            told = {column for row in WHOLE[name] for column, value in row.items() if value}
            assert told == columns, name


@pytest.mark.parametrize(("at", "prefix"), [(0, ""), (1, "/en")])
def test_every_field_of_a_published_document_is_on_its_page(
    client: Client, at: int, prefix: str
) -> None:
    published(WHOLE)
    text, links = on_page(client, f"{prefix}/insatser/{ID}/")
    for name, said in SAID.items():
        for each in said[at]:
            if each.startswith("→ "):
                assert each[2:] in links, name
            else:
                assert each in text, name


def test_what_is_only_in_swedish_is_shown_and_marked_on_the_english_page(client: Client) -> None:
    published(WHOLE | {"title_en": "", "description_en": ""})
    page = client.get(f"/en/insatser/{ID}/").content.decode()
    assert re.search(r'<h1[^>]* lang="sv">Titelnpåsvenska', page)
    assert re.search(r'<div[^>]* lang="sv"><p>Beskrivningen', page)


def test_linked_goals_come_first_and_apart_from_those_of_the_area(client: Client) -> None:
    goal = models.Goal.objects.filter(area="housing", level="subgoal").first()
    assert goal is not None
    link = {"goal": goal.pk, "how_sv": "Så", "how_en": ""}
    published(WHOLE | {"areas": ["housing"], "goals": [link]})
    page = client.get(f"/insatser/{ID}/").content.decode()
    linked, _, others = page.partition('id="areas"')
    assert f"/mal/{goal.pk}/" in linked
    assert f"/mal/{goal.pk}/" not in others
    assert "deras övriga mål" in others


def test_a_goal_is_shown_where_no_area_is_stated(client: Client) -> None:
    published(WHOLE | {"areas": []})
    text, links = on_page(client, f"/insatser/{ID}/")
    assert "/mal/ben-1/" in links
    assert "Inget prioriterat område är angivet." in text


def test_relations_are_seen_from_the_other_side_too(client: Client) -> None:
    published(WHOLE)
    for address, said in (
        (f"/insatser/{OTHER}/", "Ersätts av: Titelnpåsvenska"),
        (f"/en/insatser/{OTHER}/", "Replaced by: Titleinenglish"),
        ("/insatser/statsbidrag-32-kommuner/", "Har som del: Titelnpåsvenska"),
    ):
        text, links = on_page(client, address)
        assert said in text
        assert f"{'/en' if '/en/' in address else ''}/insatser/{ID}/" in links


def test_a_draft_is_named_on_no_page_of_others(client: Client) -> None:
    drafts.begin(account("publisher"), WHOLE, "", ID)
    text, _ = on_page(client, f"/insatser/{OTHER}/")
    assert "Titelnpåsvenska" not in text
    write({OTHER: content_of(OTHER) | {"relations": [{"other": ID, "kind": "part-of"}]}})
    text, links = on_page(client, f"/insatser/{OTHER}/")
    assert "Del av: en insats som inte är publicerad" in text
    assert f"/insatser/{ID}/" not in links


def test_versions_are_linked_with_when_and_why(client: Client) -> None:
    published(WHOLE)
    text, links = on_page(client, f"/insatser/{ID}/")
    assert f"/insatser/{ID}/version/1/" in links
    assert "granskad och publicerad av någon annan än den som skrev" in text
    assert "Skäl till ändringen: Därför" in text
    text, links = on_page(client, f"/insatser/{OTHER}/")
    assert f"/insatser/{OTHER}/version/1/" in links
    assert "ur de uppgifter som följer med Samlad" in text


def test_what_is_not_known_of_a_new_initiative_makes_no_broken_sentence(client: Client) -> None:
    bare = {"title_sv": "Nyss", "kind": "grant", "participations": WHOLE["participations"][:1]}
    known = {"amount_sek": 5, "basis": "unspecified"}
    sums = [dict.fromkeys(MONEY, "") | {"start": None, "end": None, "actor": None} | known]
    published(EMPTY | bare | {"money": sums})
    for prefix in ("", "/en"):
        page = client.get(f"{prefix}/insatser/{ID}/").content.decode()
        main = page.split("<main")[1].split("</main>")[0]
        assert not re.search(r"<(td|dd|dt|th|li|p)\b[^>]*>\s*</\1>", main), "an empty cell or row"
        assert not re.search(r"<dt>[^<]*</dt>\s*(<dt>|</dl>)", main), "a row that says nothing"
        text, _ = on_page(client, f"{prefix}/insatser/{ID}/")
        assert not re.search(r"\b(per|as of)\s*[.,)]|, \.|\.\.|Okänt per|Unknown as of", text)
        assert ("Status not stated." if prefix else "Läget framgår inte.") in text
        assert ("not stated" if prefix else "framgår inte") in text
        assert "Mottagare" not in text and "Recipients" not in text
