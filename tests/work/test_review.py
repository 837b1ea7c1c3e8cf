"""What somebody who reviews sees: how large amounts are, and what the checks say, errors first."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from samlad.portal.register.contents import content_of
from samlad.portal.register.sheet_files import as_workbook
from tests.work.people import account, client_of, sent
from tests.work.test_spreadsheets import own_folder, send

__all__ = ["own_folder"]

pytestmark = pytest.mark.django_db

ID = "statsbidrag-32-kommuner"


@pytest.fixture
def publisher() -> Client:
    return client_of(account("publisher"))


def table_of(page: str, id_: str) -> str:
    return page.split(f'id="{id_}"')[1].split("</table>", maxsplit=1)[0]


def test_an_exact_amount_has_its_size_where_it_changes_and_nowhere_else(publisher: Client) -> None:
    change = f"/arbete/insatser/{ID}/andra/"
    page = publisher.get(change).text
    at = sent(page)["money-INITIAL_FORMS"][0]
    typed = {f"money-{at}-amount_sek": "1 234 567", f"money-{at}-basis": "one-off"}
    assert publisher.post(change, sent(page, **typed)).status_code == 302
    page = publisher.get(f"/arbete/insatser/{ID}/").text
    assert table_of(page, "andringar").count("(omkring 1,2\u00a0miljoner\u00a0kronor)") == 1
    assert page.split('id="innehall-nu"')[1].count("(omkring") == 1
    english = publisher.get(f"/en/arbete/insatser/{ID}/").text
    assert "(about SEK\u00a01.2\u00a0million)" in english


def test_the_preview_of_a_file_has_it_too(publisher: Client) -> None:
    document = content_of(ID)
    document["money"] = [*document["money"], {
        **dict.fromkeys(("actor", "start", "end")), "amount_sek": 2_345_678_901,
        **dict.fromkeys(("stage", "appropriation", "covers", "source_url", "evidence"), ""),
        "basis": "one-off"}]  # fmt: skip
    page = send(publisher, as_workbook({ID: document}, {ID: 1})).text
    assert "(omkring 2,3\u00a0miljarder\u00a0kronor)" in page


def test_findings_say_how_grave_they_are_the_gravest_first(publisher: Client) -> None:
    form = sent(publisher.get("/arbete/insatser/ny/").text, title_sv="Prov", kind="grant", **{
        "participations-0-actor": "boverket"})  # fmt: skip
    address = publisher.post("/arbete/insatser/ny/", form).headers["Location"]
    page = publisher.get(address).text
    section = page.split('id="kontroller"')[1].split("</section>")[0]
    said = re.findall(r'<li><span class="chip">([^<]+)</span> [^<]+</li>', section)
    order = ["Fel", "Kan vara fel", "Inte känt"]
    assert said and said == sorted(said, key=order.index)
    assert len(said) == section.count("<li>")
