"""Who may not do something is told so, and who may; the way to the work is in the header of those
who have signed in and of nobody else.
"""

from __future__ import annotations

import pytest
from django.test import Client

from samlad.portal.register.models import Initiative
from tests.work.people import HERE, account, client_of

pytestmark = pytest.mark.django_db

OWN = "(för egna insatser)"


@pytest.mark.parametrize(
    ("role", "address", "may"),
    [
        ("reader", "/arbete/insatser/ny/",
         f"rapportör {OWN}, redaktör {OWN}, publicist, administratör"),
        ("reporter", "/arbete/import/", f"redaktör {OWN}, publicist, administratör"),
        ("editor", "/arbete/aktorer/", "publicist, administratör"),
        ("publisher", "/arbete/konton/", "administratör"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_roles_that_may(role: str, address: str, may: str) -> None:
    client = client_of(account(role, actors=("boverket",)))
    answer = client.get(address)
    assert answer.status_code == 403
    assert "<h1>Ditt konto får inte göra det här</h1>" in answer.text
    assert f"Det här får göras av: {may}." in answer.text
    assert '<a class="button" href="/arbete/">' in answer.text
    english = client.get(f"/en{address}")
    assert english.status_code == 403 and "This may be done by: " in english.text


def test_a_reader_who_would_write_on_the_own_is_told_who_may() -> None:
    own = Initiative.objects.public().filter(
        participations__actor="boverket", participations__role="accountable"
    )
    client = client_of(account("reader", actors=("boverket",)))
    answer = client.get(f"/arbete/insatser/{own.first().pk}/andra/")
    assert answer.status_code == 403 and "Du är inloggad som läsare" in answer.text


def test_the_header_leads_to_the_work_for_those_who_have_signed_in_alone() -> None:
    way = '<li><a href="/arbete/"'
    publisher = client_of(account("publisher"))
    for address in ("/arbete/", "/arbete/nej/", "/konto/losenord/", "/arbete/konton/"):
        assert way in publisher.get(address).text, address
    assert f'{way} aria-current="true">Arbete' in publisher.get("/arbete/import/").text
    for address in ("/arbete/", "/konto/logga-in/"):
        page = Client(headers=HERE).get(address, follow=True).text
        assert way not in page.split('class="site-nav"')[1].split("</nav>")[0]
    own, anybody = publisher.get("/om/"), Client().get("/om/")
    assert own.content == anybody.content and 'lang="en">English' in own.text, "one page for all"
    assert way not in own.text.split('class="site-nav"')[1].split("</nav>")[0]
    assert "Cookie" not in own.headers.get("Vary", "") and not own.cookies
