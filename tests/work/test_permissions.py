"""Role × action × own or other's, for every page of work: one table, and every page in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from samlad.portal.accounts.changing import set_password
from samlad.portal.accounts.models import Account
from samlad.portal.audit.models import Entry
from samlad.portal.register.contents import write
from samlad.portal.register.models import Actor, Draft, Initiative, PeriodReport
from samlad.portal.work.urls import urlpatterns
from tests.work.people import HERE, account, client_of, content

pytestmark = pytest.mark.django_db

ROLES = ("reader", "reporter", "editor", "publisher", "administrator")

#: What each role may do, to its own and to others'. Written from the issue, not from the code.
MAY: dict[str, dict[str, str]] = {
    "look in": dict.fromkeys(ROLES, "own other"),
    "read": {"reader": "own", "reporter": "own", "editor": "own",
             "publisher": "own other", "administrator": "own other"},
    "begin": {"reader": "", "reporter": "own other", "editor": "own other",
              "publisher": "own other", "administrator": "own other"},
    "write": {"reader": "", "reporter": "own", "editor": "own",
              "publisher": "own other", "administrator": "own other"},
    "send back": {"reader": "", "reporter": "", "editor": "own",
                  "publisher": "own other", "administrator": "own other"},
    "publish": {"reader": "", "reporter": "", "editor": "",
                "publisher": "own other", "administrator": "own other"},
    "import": {"reader": "", "reporter": "", "editor": "own other",
               "publisher": "own other", "administrator": "own other"},
    "keep actors": {"reader": "", "reporter": "", "editor": "",
                    "publisher": "own other", "administrator": "own other"},
    "keep accounts": {"reader": "", "reporter": "", "editor": "",
                      "publisher": "", "administrator": "own other"},
}  # fmt: skip

#: Name of the address → method → what it asks for. Steps stand with their verb.
PAGES: dict[str, dict[str, str]] = {
    "work": {"get": "look in"},
    "work-new": {"get": "begin", "post": "begin"},
    "work-initiative": {"get": "read"},
    "work-change": {"get": "write", "post": "write"},
    "work-step skicka": {"post": "write"},
    "work-step ta-tillbaka": {"post": "write"},
    "work-step kasta": {"get": "write", "post": "write"},
    "work-step skicka-tillbaka": {"post": "send back"},
    "work-step publicera": {"post": "publish"},
    "work-step dra-tillbaka": {"post": "publish"},
    "work-report-new": {"get": "write", "post": "write"},
    "work-report": {"get": "read"},
    "work-report-change": {"get": "write", "post": "write"},
    "work-report-step skicka": {"post": "write"},
    "work-report-step ta-tillbaka": {"post": "write"},
    "work-report-step kasta": {"get": "write", "post": "write"},
    "work-report-step skicka-tillbaka": {"post": "send back"},
    "work-report-step publicera": {"post": "publish"},
    "work-report-step dra-tillbaka": {"post": "publish"},
    "work-import": {"get": "import", "post": "import"},
    "work-import-save": {"post": "import"},
    "work-import-template": {"get": "import"},
    "work-import-register": {"get": "import"},
    "work-actors": {"get": "keep actors"},
    "work-actor-new": {"get": "keep actors", "post": "keep actors"},
    "work-actor": {"get": "keep actors", "post": "keep actors"},
    "work-accounts": {"get": "keep accounts"},
    "work-account-new": {"get": "keep accounts", "post": "keep accounts"},
    "work-account": {"get": "keep accounts", "post": "keep accounts"},
}
#: These are of no initiative, so nothing about them is a secret.
OF_NOBODY = ("look in", "begin", "import", "keep actors", "keep accounts")
#: An answer that is no refusal: shown, done, to be mended, or not fitting where it stands.
ANSWERED = (200, 302, 409, 422)


@dataclass
class Things:
    """An initiative with a draft and a report, an account, and an actor written here."""

    initiative: str
    report: int
    account: int
    actor: str = "region-prov"


def cases() -> Iterator[tuple[str, str, str, str, str]]:
    for page, methods in PAGES.items():
        for method, action in methods.items():
            for role in ROLES:
                for whose in ("own", "other"):
                    yield page, method, action, role, whose


def things(whose: str) -> Things:
    """Boverket's in housing is own, Skolverket's in crime is another's."""
    of = ("boverket", "housing") if whose == "own" else ("skolverket", "crime")
    document = content(participations=[{"actor": of[0], "role": "accountable"}], areas=[of[1]])
    write({"prov": document})
    Initiative.objects.filter(pk="prov").update(visibility="published", version=1)
    Draft.objects.create(
        initiative_id="prov", content=document, base_version=1, written_by="x", begun_by="x",
        changed_at=now(), visibility="submitted")  # fmt: skip
    report = PeriodReport.objects.create(
        initiative_id="prov", start="2024", end="2024", done="Hemligt", written_by="x",
        written_at=now())  # fmt: skip
    Actor.objects.create(
        pk=Things.actor, kind="region", name_sv="Prov", evidence="official", follows_facts=False)  # fmt: skip
    return Things("prov", report.pk, account("reader", actors=("boverket",)).pk)


def person(role: str) -> Account:
    actors = ("boverket",) if role in ("reader", "reporter") else ()
    return account(role, actors=actors, areas=("housing",) if role == "editor" else ())


def address_of(page: str, given: Things) -> str:
    from django.urls import reverse

    name, _, verb = page.partition(" ")
    arguments: list[Any] = []
    if "account" in name and name not in ("work-accounts", "work-account-new"):
        arguments = [given.account]
    elif name == "work-actor":
        arguments = [given.actor]
    elif name.startswith("work-report") and name != "work-report-new":
        arguments = [given.report]
    elif name in ("work-initiative", "work-change", "work-step", "work-report-new"):
        arguments = [given.initiative]
    return reverse(name, args=[*arguments, verb] if verb else arguments)


def expected(action: str, role: str, whose: str) -> tuple[int, ...]:
    if whose in MAY[action][role].split():
        return ANSWERED
    if action in OF_NOBODY or whose in MAY["read"][role].split():
        return (403,)
    return (404,)


@pytest.mark.parametrize(("page", "method", "action", "role", "whose"), list(cases()))
def test_a_role_may_do_what_the_table_says(
    page: str, method: str, action: str, role: str, whose: str
) -> None:
    given = things(whose)
    client = client_of(person(role))
    answer = getattr(client, method)(address_of(page, given), {"nyckel": "n", "revision": "1"})
    assert answer.status_code in expected(action, role, whose)
    if answer.status_code in (403, 404):
        assert "Hemligt" not in answer.text and "Ett prov" not in answer.text


@pytest.mark.parametrize("whose", ["own", "other"])
@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_lists_only_what_may_be_read(role: str, whose: str) -> None:
    things(whose)
    text = client_of(person(role)).get("/arbete/").text
    assert ("Ett prov" in text) == (whose in MAY["read"][role].split())


@pytest.mark.parametrize("page", PAGES)
def test_nobody_comes_in_without_signing_in(page: str) -> None:
    address = address_of(page, things("own"))
    visitor = Client(headers=HERE)
    for method in PAGES[page]:
        answer = getattr(visitor, method)(address)
        if method == "post":
            assert answer.status_code == 403 and "finns kvar" in answer.text
        else:
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/konto/logga-in/?")
        assert not answer.cookies


@pytest.mark.parametrize("page", PAGES)
def test_nobody_comes_in_without_the_second_factor(page: str) -> None:
    client = client_of(person("publisher"))
    session = client.session
    session["second"] = False
    session.save()
    for method in PAGES[page]:
        answer = getattr(client, method)(address_of(page, things("own")))
        if method == "post":
            assert answer.status_code == 403 and "finns kvar" in answer.text
        else:
            assert answer.headers["Location"] == "/konto/kod/"
        Initiative.objects.filter(pk="prov").delete()
        Actor.objects.filter(pk=Things.actor).delete()
        client = client_of(person("publisher"))
        session = client.session
        session["second"] = False
        session.save()


#: Step → where the draft or report must stand for it, and what it is done by.
FITTING = {
    "skicka": ("draft", "write"),
    "ta-tillbaka": ("submitted", "write"),
    "kasta": ("draft", "write"),
    "skicka-tillbaka": ("submitted", "send back"),
    "publicera": ("submitted", "publish"),
    "dra-tillbaka": ("published", "publish"),
}


def standing(what: str, verb: str) -> tuple[str, dict[str, str]]:
    """Where the step fits: its address there, and the form rightly filled in."""
    given, (visibility, _) = things("own"), FITTING[verb]
    form = {"nyckel": "n", "revision": "1", "skal": "Ett skäl"}
    if what == "report":
        PeriodReport.objects.filter(pk=given.report).update(visibility=visibility)
    elif visibility != "published":
        Draft.objects.filter(initiative="prov").update(visibility=visibility)
    page = "work-step" if what == "initiative" else "work-report-step"
    return address_of(f"{page} {verb}", given), form


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", FITTING)
@pytest.mark.parametrize("what", ["initiative", "report"])
def test_a_step_that_fits_is_done_by_those_who_may_and_nobody_else(
    what: str, verb: str, role: str
) -> None:
    """Where the step fits nothing but its being done counts: not 409, not 422."""
    address, form = standing(what, verb)
    may = "own" in MAY[FITTING[verb][1]][role].split()
    before = Entry.objects.count()
    answer = client_of(person(role)).post(address, form)
    done = [e.action for e in Entry.objects.order_by("number")[before:] if "prov" in e.subject]
    assert answer.status_code == (302 if may else 403)
    assert len(done) == (1 if may else 0)


#: Page with a form → what is typed there.
FORMS = {
    "work-new": {"title_sv": "Ett nytt prov", "kind": "grant", "areas": ["housing"],
                 "participations-0-actor": "boverket", "participations-0-role": "accountable"},
    "work-change": {"note": "En anteckning"},
    "work-report-new": {"start": "2024", "end": "2024", "done": "Klart"},
    "work-report-change": {"done": "Mer är klart"},
    "work-actor-new": {"kind": "region", "name_sv": "Region Prövköping"},
    "work-actor": {"name_sv": "Region Prövköping"},
    "work-account-new": {"name": "eva", "full_name": "Eva Ek", "role": "reporter",
                         "actors": "boverket"},
    "work-account": {"full_name": "Eva Ek"},
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", FORMS)
def test_a_form_rightly_filled_in_is_taken_from_those_who_may(page: str, role: str) -> None:
    from tests.work.people import sent

    address = address_of(page, things("own"))
    client = client_of(person(role))
    shown = client.get(address)
    if "own" not in MAY[PAGES[page]["post"]][role].split():
        assert shown.status_code == 403 == client.post(address, {"nyckel": "n"}).status_code
        return
    assert shown.status_code == 200
    assert client.post(address, sent(shown.text, **FORMS[page])).status_code == 302


def test_every_page_of_work_is_in_the_table() -> None:
    assert {str(pattern.name) for pattern in urlpatterns} == {name.split()[0] for name in PAGES}


def test_a_step_is_sent_and_not_followed() -> None:
    given = things("own")
    client = client_of(person("publisher"))
    assert client.get(address_of("work-step publicera", given)).status_code == 405


def test_a_reporter_writes_no_initiative_out_of_or_into_reach() -> None:
    from tests.work.people import sent

    client = client_of(person("reporter"))
    new = "/arbete/insatser/ny/"
    page = client.get(new).text
    answer = client.post(new, sent(page, title_sv="P", kind="grant", **{
        "participations-0-actor": "skolverket"}))  # fmt: skip
    assert answer.status_code == 422 and "som du rapporterar för" in answer.text
    editor = client_of(person("editor"))
    page = editor.get(new).text
    answer = editor.post(new, sent(page, title_sv="P", kind="grant", areas=["crime"]))
    assert answer.status_code == 422 and "Ett av dina områden" in answer.text


def test_an_administrator_keeps_accounts_but_not_the_own_role() -> None:
    from tests.work.people import sent

    me = person("administrator")
    client = client_of(me)
    new = "/arbete/konton/ny/"
    page = client.get(new).text
    wrong = client.post(new, sent(page, name="Å b", full_name="", role="reporter"))
    assert wrong.status_code == 422 and "minst en aktör" in wrong.text
    made = client.post(
        new, sent(page, name="Eva", full_name="Eva Ek", role="reporter", actors="boverket")
    )
    assert made.status_code == 302
    eva = Account.objects.get(name="eva")
    assert list(eva.actors.values_list("pk", flat=True)) == ["boverket"]
    link = client.post(made.headers["Location"], {"lank": "1"})
    assert "/konto/valkommen/" in link.text
    own = f"/arbete/konton/{me.pk}/"
    lower = client.post(own, sent(client.get(own).text, role="publisher"))
    assert lower.status_code == 422 and "din egen roll" in lower.text


def test_of_two_administrators_the_second_sees_what_the_first_has_done() -> None:
    from tests.work.people import sent

    first, second = (client_of(person("administrator")) for _ in range(2))
    eva = person("reporter")
    address = f"/arbete/konton/{eva.pk}/"
    seen, older = first.get(address).text, second.get(address).text
    closing = {k: v for k, v in sent(seen).items() if k != "is_active"}
    assert first.post(address, closing).status_code == 302
    answer = second.post(address, sent(older, full_name="Eva Ek", is_active="on"))
    assert answer.status_code == 409
    assert "Någon annan hann före" in answer.text and 'value="Eva Ek"' in answer.text
    eva.refresh_from_db()
    assert not eva.is_active and eva.full_name != "Eva Ek"
    unseen = {k: v for k, v in sent(older).items() if k not in ("sett", "nyckel")}
    again = sent(answer.text, is_active="on")
    assert second.post(address, unseen | {"nyckel": "n"}).status_code == 409, "without the mark"
    assert second.post(address, again).status_code == 302, "seen, and meant"
    eva.refresh_from_db()
    assert eva.is_active and eva.full_name == "Eva Ek"


def test_a_way_into_an_account_that_somebody_else_makes_is_kept_in_the_chain() -> None:
    boss, eva = person("administrator"), person("reporter")
    page = client_of(boss).post(f"/arbete/konton/{eva.pk}/", {"lank": "1"})
    address = page.text.split("/konto/valkommen/")[1].split("<")[0]
    new = "ett helt annat lösenord"
    Client(headers=HERE).post(f"/konto/valkommen/{address}", {"password": new, "again": new})
    made, set_by_link = Entry.objects.filter(subject=f"account:{eva.name}").order_by("number")[1:]
    assert (made.action, made.who) == ("account.link-made", boss.name)
    assert address.rstrip("/") not in made.after
    assert (set_by_link.action, set_by_link.who) == ("account.password-set", eva.name)
    assert json.loads(set_by_link.after) == {"link_made_by": boss.name}
    set_password(eva, new)
    assert Entry.objects.last().after == "null", "by the own hand"
