"""A draft is written, submitted, sent back, published and withdrawn, as people would do it."""

from __future__ import annotations

import pytest
from django.test import Client

from samlad.portal.audit.chain import verify
from samlad.portal.audit.models import Entry
from samlad.portal.register.contents import content_of
from samlad.portal.register.models import Actor, Draft, Initiative, PeriodReport, Version
from samlad.portal.work import drafts, publishing
from samlad.portal.work.faults import NotNow
from tests.work.people import account, client_of, content, key_of, sent

pytestmark = pytest.mark.django_db

NEW = "/arbete/insatser/ny/"


def begin(client: Client, **changes: str) -> str:
    """A new initiative; its page of work."""
    page = client.get(NEW)
    typed = {"title_sv": "Stöd till läxhjälp", "kind": "grant", **changes}
    answer = client.post(NEW, sent(page.text, **typed))
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def take(client: Client, address: str, verb: str, **fields: str) -> int:
    """One step from the page of work, or from the page that asks; the status of the answer."""
    asks = f"{address}{verb}/" if verb == "kasta" else address
    page = client.get(asks).text
    form = page[page.index(f'action="{address}{verb}/"') :]
    revision = form.split('name="revision" value="')[1].split('"')[0]
    key = key_of(form)
    return client.post(
        f"{address}{verb}/", {"nyckel": key, "revision": revision, **fields}
    ).status_code


@pytest.fixture
def reporter() -> Client:
    return client_of(account("reporter", actors=("boverket",)))


@pytest.fixture
def publisher() -> Client:
    return client_of(account("publisher"))


def test_from_a_draft_to_a_published_page_and_back(reporter: Client, publisher: Client) -> None:
    address = begin(reporter)
    assert address == "/arbete/insatser/stod-till-laxhjalp/"
    public = "/insatser/stod-till-laxhjalp/"
    visitor = Client()
    assert visitor.get(public).status_code == 404
    assert take(reporter, address, "skicka") == 302
    assert "Att granska" in publisher.get("/arbete/").text
    assert take(publisher, address, "skicka-tillbaka") == 422, "a reason is asked for"
    assert take(publisher, address, "skicka-tillbaka", skal="Vem gör det?") == 302
    assert "Vem gör det?" in reporter.get(address).text
    page = reporter.get(f"{address}andra/")
    assert (
        reporter.post(f"{address}andra/", sent(page.text, title_sv="Läxhjälp")).status_code == 302
    )
    assert take(reporter, address, "skicka") == 302
    assert visitor.get(public).status_code == 404
    assert take(publisher, address, "publicera") == 302
    shown = visitor.get(public)
    assert "Läxhjälp" in shown.text and "Boverket" in shown.text
    assert visitor.get(f"{public}version/1/").status_code == 200
    assert not Draft.objects.exists()
    assert take(publisher, address, "dra-tillbaka", skal="Fel insats") == 302
    gone = visitor.get(public)
    assert gone.status_code == 410 and "Fel insats" in gone.text
    assert visitor.get(f"{public}version/1/").status_code == 200
    assert "Läxhjälp" not in visitor.get("/insatser/?q=laxhjalp").text
    actions = list(Entry.objects.values_list("action", flat=True))
    assert [a for a in actions if a.startswith(("draft", "initiative"))] == [
        "draft.begun", "draft.submitted", "draft.sent-back", "draft.saved", "draft.submitted",
        "initiative.published", "initiative.withdrawn",
    ]  # fmt: skip
    assert verify().broken is None


def test_what_is_published_stays_while_a_change_is_written(
    reporter: Client, publisher: Client
) -> None:
    address = "/arbete/insatser/statsbidrag-32-kommuner/"
    boss = publisher
    page = boss.get(f"{address}andra/")
    before = Initiative.objects.get(pk="statsbidrag-32-kommuner").title_sv
    answer = boss.post(f"{address}andra/", sent(page.text, title_sv="Ändrad", change_reason="Fel"))
    assert answer.status_code == 302
    visitor = Client()
    assert before in visitor.get("/insatser/statsbidrag-32-kommuner/").text
    shown = boss.get(address).text
    assert "Ändrad" in shown and before in shown
    draft = Draft.objects.get()
    published = Version.objects.get(initiative=draft.initiative_id).content
    assert {k for k in published if published[k] != draft.content[k]} == {"title_sv"}
    assert take(boss, address, "skicka") == 302
    assert take(boss, address, "publicera") == 302, "alone in publishing"
    assert "Ändrad" in visitor.get("/insatser/statsbidrag-32-kommuner/").text
    initiative = Initiative.objects.get(pk="statsbidrag-32-kommuner")
    assert (initiative.version, initiative.follows_facts) == (2, False)
    assert before in visitor.get("/insatser/statsbidrag-32-kommuner/version/1/").text


def test_nobody_publishes_the_own_draft_unless_alone(publisher: Client) -> None:
    other = client_of(account("administrator"))
    address = begin(other, **{"participations-0-actor": "Boverket"})
    assert take(other, address, "skicka") == 302
    page = other.get(address).text
    assert "någon annan behöver publicera" in page and f"{address}publicera/" not in page
    revision = Draft.objects.get().revision
    forced = other.post(f"{address}publicera/", {"nyckel": "x", "revision": revision})
    assert forced.status_code == 409 and "själv skrivit" in forced.text
    assert take(publisher, address, "publicera") == 302


def test_a_draft_that_lacks_something_is_not_submitted(publisher: Client) -> None:
    address = begin(publisher)
    assert "ansvarig aktör" in publisher.get(address).text
    assert take(publisher, address, "skicka") == 409
    assert Draft.objects.get().visibility == "draft"


def test_a_draft_that_is_thrown_away_is_gone_but_for_the_chain(reporter: Client) -> None:
    address = begin(reporter)
    page = reporter.get(address).text
    assert f'href="{address}kasta/"' in page and f'action="{address}kasta/"' not in page
    asked = reporter.get(f"{address}kasta/")
    assert "Kasta utkastet: Stöd till läxhjälp?" in asked.text and Draft.objects.exists()
    assert "Throw the draft away" in reporter.get(f"/en{address}kasta/").text
    assert take(reporter, address, "kasta") == 302
    assert not Initiative.objects.filter(pk="stod-till-laxhjalp").exists()
    assert Entry.objects.last().before.count("Stöd till läxhjälp") == 1


def test_a_form_says_by_the_field_what_is_wrong_and_keeps_what_was_typed(reporter: Client) -> None:
    page = reporter.get(NEW)
    answer = reporter.post(
        NEW,
        sent(
            page.text,
            title_sv="",
            description_sv="<b>Kvar</b>",
            decided="2018-02-30",
            **{
                "participations-1-actor": "Bovrket",
                "money-0-amount_sek": "1000",
                "places-0-place": "Botkyrka kommun",
                "places-0-area_code": "0180R001",
                "places-0-vintage": "regso-2025",
                "dates-0-reason": "Varför",
            },
        ),
    )
    assert answer.status_code == 422
    text = answer.text
    assert "&lt;b&gt;Kvar&lt;/b&gt;" in text and 'value="2018-02-30"' in text
    for sentence in (
        "Skriv datumet som 2026",
        "Menade du Boverket?",
        "Välj vad beloppet gäller.",
        "Området ligger inte i kommunen",
        "Detta fält måste fyllas i.",
    ):
        assert sentence in text
    assert 'id="id_decided_error"' in text and 'aria-invalid="true"' in text
    assert 'href="#id_decided"' in text
    assert not Draft.objects.exists()


def test_the_same_form_in_english(reporter: Client) -> None:
    page = reporter.get("/en" + NEW)
    answer = reporter.post("/en" + NEW, sent(page.text, title_sv=""))
    assert answer.status_code == 422
    assert "Something needs to be corrected" in answer.text


def test_a_form_sent_twice_makes_one_record(reporter: Client) -> None:
    page = reporter.get(NEW)
    form = sent(page.text, title_sv="Dubbel", kind="grant")
    answers = [reporter.post(NEW, form) for _ in range(3)]
    assert {a.headers["Location"] for a in answers} == {"/arbete/insatser/dubbel/"}
    assert Initiative.objects.filter(title_sv="Dubbel").count() == 1


def test_other_words_under_the_same_key_are_never_lost(reporter: Client) -> None:
    """Somebody sends a form, goes back in the browser, writes on, and sends it again."""
    page = reporter.get(NEW).text
    one, two = (sent(page, title_sv=title, kind="grant") for title in ("Läxhjälp", "Läxcafé"))
    led = [reporter.post(NEW, form).headers["Location"] for form in (one, two, two, one)]
    ids = ("laxhjalp", "laxcafe", "laxcafe", "laxhjalp")
    assert led == [f"/arbete/insatser/{id_}/" for id_ in ids]
    assert Initiative.objects.filter(title_sv__startswith="Läx").count() == 2
    change = f"{led[0]}andra/"
    page = reporter.get(change).text
    assert reporter.post(change, sent(page, note="Början")).status_code == 302
    again = reporter.post(change, sent(page, note="Början och slutet"))
    assert again.status_code == 409 and "Början och slutet" in again.text
    assert reporter.post(change, sent(again.text)).status_code == 302
    assert Draft.objects.get(initiative="laxhjalp").content["note"] == "Början och slutet"


def test_the_key_of_a_page_takes_each_of_its_steps(reporter: Client) -> None:
    address = begin(reporter)
    fields = {"nyckel": "en-nyckel", "revision": "1"}
    assert reporter.post(f"{address}skicka/", fields).status_code == 302
    assert reporter.post(f"{address}ta-tillbaka/", fields).status_code == 409, "of revision 2 now"
    assert reporter.post(f"{address}ta-tillbaka/", {**fields, "revision": "2"}).status_code == 302
    assert Draft.objects.get().visibility == "draft"


def test_an_actor_of_another_name_under_the_same_key_is_another(publisher: Client) -> None:
    page = publisher.get("/arbete/aktorer/ny/").text
    for name in ("Region Ett", "Region Två"):
        form = sent(page, kind="region", name_sv=name, evidence="official")
        assert publisher.post("/arbete/aktorer/ny/", form).status_code == 302
    assert set(Actor.objects.filter(follows_facts=False).values_list("name_sv", flat=True)) == {
        "Region Ett", "Region Två"}  # fmt: skip


def test_a_form_without_its_key_is_refused(reporter: Client) -> None:
    page = reporter.get(NEW)
    form = {k: v for k, v in sent(page.text, title_sv="X", kind="grant").items() if k != "nyckel"}
    assert reporter.post(NEW, form).status_code == 400


def test_the_second_of_two_editors_sees_the_difference_and_overwrites_nothing(
    reporter: Client, publisher: Client
) -> None:
    address = begin(reporter)
    change = f"{address}andra/"
    first, second = reporter.get(change).text, publisher.get(change).text
    assert reporter.post(change, sent(first, title_sv="Den första")).status_code == 302
    answer = publisher.post(change, sent(second, title_sv="Den andra", note="Kvar"))
    assert answer.status_code == 409
    assert "Den första" in answer.text and 'value="Den andra"' in answer.text
    assert "Någon annan hann före" in answer.text
    assert Draft.objects.get().content["title_sv"] == "Den första"
    assert publisher.post(change, sent(answer.text)).status_code == 302, "seen, and saved again"
    assert Draft.objects.get().content["title_sv"] == "Den andra"


def test_a_draft_begun_by_two_at_once_is_begun_by_the_first(publisher: Client) -> None:
    other = client_of(account("editor", all_areas=True))
    change = "/arbete/insatser/reformprogram-2016/andra/"
    first, second = publisher.get(change).text, other.get(change).text
    assert publisher.post(change, sent(first, note="En")).status_code == 302
    assert other.post(change, sent(second, note="Två")).status_code == 409
    assert Draft.objects.get().content["note"] == "En"


def test_a_reviewer_approves_only_what_was_seen(reporter: Client, publisher: Client) -> None:
    address = begin(reporter)
    take(reporter, address, "skicka")
    seen = publisher.get(address).text
    revision = seen.split('name="revision" value="')[1].split('"')[0]
    take(reporter, address, "ta-tillbaka")
    page = reporter.get(f"{address}andra/").text
    reporter.post(f"{address}andra/", sent(page, title_sv="Något helt annat"))
    take(reporter, address, "skicka")
    answer = publisher.post(f"{address}publicera/", {"nyckel": "k", "revision": revision})
    assert answer.status_code == 409
    assert Initiative.objects.get(pk="stod-till-laxhjalp").visibility == "draft"


def test_a_period_is_reported_signed_sent_back_and_published(
    reporter: Client, publisher: Client
) -> None:
    own = Initiative.objects.public().filter(
        participations__actor="boverket", participations__role="accountable",
        due_reports__isnull=False,
    ).first()  # fmt: skip
    due = own.due_reports.first()
    new = f"/arbete/insatser/{own.pk}/rapport/"
    page = reporter.get(f"{new}?redovisning={due.pk}")
    form = sent(page.text, start="2024", end="2023", done="Klart", **{
        "numbers-0-what": "Deltagare", "numbers-0-value": "1 234,5"})  # fmt: skip
    wrong = reporter.post(new, form)
    assert wrong.status_code == 422 and "Slutet ligger före början" in wrong.text
    answer = reporter.post(new, {**form, "end": "2024-06"})
    assert answer.status_code == 302
    address = answer.headers["Location"]
    report = PeriodReport.objects.get()
    assert report.answers_id == due.pk
    assert report.numbers == [{"what": "Deltagare", "value": "1234.5", "unit": ""}]
    assert take(reporter, address, "skicka") == 302
    report.refresh_from_db()
    assert report.signed_by == "Prov Reporter, Boverket" and report.signed_at
    assert take(publisher, address, "skicka-tillbaka", skal="Hur många?") == 302
    report.refresh_from_db()
    assert (report.signed_by, report.visibility_reason) == ("", "Hur många?")
    assert take(reporter, address, "skicka") == 302
    assert "Klart" not in Client().get(f"/insatser/{own.pk}/").text
    assert take(publisher, address, "publicera") == 302
    shown = Client().get(f"/insatser/{own.pk}/").text
    assert "Klart" in shown and "Prov Reporter" in shown
    assert take(publisher, address, "dra-tillbaka", skal="Fel") == 302
    assert "Prov Reporter" not in Client().get(f"/insatser/{own.pk}/").text


def test_two_who_write_one_report_do_not_overwrite_each_other(
    reporter: Client, publisher: Client
) -> None:
    own = Initiative.objects.public().filter(
        participations__actor="boverket", participations__role="accountable").first()  # fmt: skip
    new = f"/arbete/insatser/{own.pk}/rapport/"
    page = reporter.get(new).text
    address = reporter.post(new, sent(page, start="2024", end="2024", done="A")).headers["Location"]
    first, second = reporter.get(f"{address}andra/").text, publisher.get(f"{address}andra/").text
    assert reporter.post(f"{address}andra/", sent(first, done="B")).status_code == 302
    answer = publisher.post(f"{address}andra/", sent(second, done="C"))
    assert answer.status_code == 409 and "<td>B" in answer.text and "C</textarea>" in answer.text
    assert PeriodReport.objects.get().done == "B"


def test_kept_pages_show_what_was_just_published(reporter: Client, publisher: Client) -> None:
    visitor = Client()
    assert "stod-till-laxhjalp" not in visitor.get("/sitemap-1.xml").text
    address = begin(reporter)
    take(reporter, address, "skicka")
    assert "stod-till-laxhjalp" not in visitor.get("/sitemap-1.xml").text
    take(publisher, address, "publicera")
    assert "stod-till-laxhjalp" in visitor.get("/sitemap-1.xml").text


def test_an_initiative_stands_in_no_relation_to_itself(publisher: Client) -> None:
    change = "/arbete/insatser/reformprogram-2016/andra/"
    page = publisher.get(change).text
    other = {"relations-0-other": "statsbidrag-32-kommuner", "relations-0-kind": "replaces"}
    own = {**other, "relations-0-other": "reformprogram-2016"}
    assert publisher.post(change, sent(page, **own)).status_code == 422
    assert publisher.post(change, sent(page, **other)).status_code == 302


def test_a_draft_that_names_what_is_gone_is_not_published(publisher: Client) -> None:
    address = begin(publisher, **{"participations-0-actor": "boverket"})
    take(publisher, address, "skicka")
    draft = Draft.objects.get()
    draft.content["goals"] = [{"goal": "borta", "how_sv": "", "how_en": ""}]
    draft.save()
    assert take(publisher, address, "publicera") == 409
    assert "borta" in publisher.get(address).text


def test_odd_reasons_and_revisions_are_no_faults(publisher: Client) -> None:
    address = "/arbete/insatser/reformprogram-2016/"
    for revision in ("", "x", "-1", "9" * 30, "\0"):
        fields = {"nyckel": f"k{len(revision)}", "revision": revision, "skal": "\0 nej"}
        assert publisher.post(f"{address}dra-tillbaka/", fields).status_code == 409


def test_a_row_that_says_what_another_says_is_named(publisher: Client) -> None:
    page = publisher.get(NEW)
    twice = {f"participations-{n}-actor": "boverket" for n in (0, 1)}
    answer = publisher.post(NEW, sent(page.text, title_sv="P", kind="grant", **twice))
    assert answer.status_code == 422
    assert answer.text.count("Det här står redan på en annan rad.") == 2, "above and by the field"


def test_a_row_is_removed_by_its_box(publisher: Client) -> None:
    change = "/arbete/insatser/statsbidrag-32-kommuner/andra/"
    page = publisher.get(change).text
    assert publisher.post(change, sent(page, **{"places-0-DELETE": "on"})).status_code == 302
    before = Version.objects.get(initiative="statsbidrag-32-kommuner").content
    after = Draft.objects.get().content
    assert after["places"] == before["places"][1:]
    assert {k for k in before if before[k] != after[k]} == {"places"}


def test_what_was_loaded_before_a_publication_withdraws_nothing(publisher: Client) -> None:
    who, id_ = account("publisher"), "statsbidrag-32-kommuner"
    stale, gone = Initiative.objects.get(pk=id_), Initiative.objects.get(pk=id_)
    first, second = account("publisher"), Initiative.objects.get(pk=id_)
    drafts.save(first, second, content_of(id_) | {"note": "2"}, "", revision=0, version=1)
    drafts.submit(first, second, 1)
    publishing.publish(who, second, 2)
    with pytest.raises(NotNow):
        publishing.withdraw(who, stale, 1, "Fel")
    assert Initiative.objects.get(pk=id_).version == 2
    publishing.withdraw(who, gone, 2, "Fel")
    left = Initiative.objects.get(pk=id_)
    assert (left.version, left.visibility) == (2, "withdrawn")
    drafts.save(first, left, content_of(id_) | {"note": "3"}, "", revision=0, version=2)
    seen = Draft.objects.get(initiative=id_).revision
    drafts.submit(first, left, seen)
    assert publishing.publish(who, left, seen + 1).number == 3


def test_a_step_with_what_somebody_threw_away_meanwhile_is_a_sentence(reporter: Client) -> None:
    who = account("publisher")
    kept = Initiative.objects.get(pk=begin(reporter).split("/")[-2])
    drafts.discard(who, Initiative.objects.get(pk=kept.pk), 1)
    with pytest.raises(NotNow, match="utkast"):
        drafts.submit(who, kept, 1)
    with pytest.raises(NotNow, match="utkast"):
        drafts.save(who, kept, content(), "", revision=1, version=0)


def test_who_may_not_is_told_that_and_not_that_nothing_was_understood(reporter: Client) -> None:
    refused = reporter.get("/arbete/import/")
    assert refused.status_code == 403
    assert "Ditt konto får inte göra det här" in refused.text
    assert "Vi förstod inte frågan" not in refused.text
    assert "Your account may not do this" in reporter.get("/en/arbete/import/").text


def test_throwing_a_report_away_is_asked_first(reporter: Client) -> None:
    own = Initiative.objects.public().filter(
        participations__actor="boverket", participations__role="accountable").first()  # fmt: skip
    new = f"/arbete/insatser/{own.pk}/rapport/"
    form = sent(reporter.get(new).text, start="2024", end="2024", done="A")
    address = reporter.post(new, form).headers["Location"]
    assert f'action="{address}kasta/"' not in reporter.get(address).text
    assert "Nej, behåll det" in reporter.get(f"{address}kasta/").text
    assert PeriodReport.objects.exists()
    assert take(reporter, address, "kasta") == 302
    assert not PeriodReport.objects.exists()


def test_who_wrote_in_a_draft_does_not_publish_it_whoever_saved_last(reporter: Client) -> None:
    one, other = account("publisher"), account("publisher")
    client, address = client_of(one), begin(reporter)
    page = client.get(f"{address}andra/").text
    form = sent(page, title_sv="Skriven av publicisten")
    assert client.post(f"{address}andra/", form).status_code == 302
    written = Draft.objects.get()
    assert (written.written_by, written.revision) == (one.name, 2)
    page = reporter.get(f"{address}andra/").text
    assert reporter.post(f"{address}andra/", sent(page)).status_code == 302
    unchanged = Draft.objects.get()
    assert (unchanged.written_by, unchanged.revision) == (one.name, 2), "nothing was changed"
    page = reporter.get(f"{address}andra/").text
    assert reporter.post(f"{address}andra/", sent(page, note="Ett ord")).status_code == 302
    assert len(Draft.objects.get().writers) == 2
    assert take(reporter, address, "skicka") == 302
    assert f"{address}publicera/" not in client.get(address).text
    forced = {"nyckel": "k", "revision": Draft.objects.get().revision}
    answer = client.post(f"{address}publicera/", forced)
    assert answer.status_code == 409 and "själv skrivit" in answer.text
    assert take(client_of(other), address, "publicera") == 302
    assert Version.objects.get(initiative="stod-till-laxhjalp").written_by != one.name


def test_who_began_a_report_does_not_publish_it_whoever_saved_last(reporter: Client) -> None:
    one, other = (client_of(account("publisher")) for _ in range(2))
    own = Initiative.objects.public().filter(
        participations__actor="boverket", participations__role="accountable").first()  # fmt: skip
    new = f"/arbete/insatser/{own.pk}/rapport/"
    form = sent(one.get(new).text, start="2024", end="2024", done="A")
    address = one.post(new, form).headers["Location"]
    page = reporter.get(f"{address}andra/").text
    assert reporter.post(f"{address}andra/", sent(page)).status_code == 302
    report = PeriodReport.objects.get()
    assert (report.revision, len(report.writers)) == (1, 1), "nothing was changed"
    page = reporter.get(f"{address}andra/").text
    assert reporter.post(f"{address}andra/", sent(page, done="B")).status_code == 302
    assert take(reporter, address, "skicka") == 302
    assert f"{address}publicera/" not in one.get(address).text
    forced = {"nyckel": "k", "revision": PeriodReport.objects.get().revision}
    assert one.post(f"{address}publicera/", forced).status_code == 409
    assert take(other, address, "publicera") == 302


def test_what_others_are_related_to_is_not_thrown_away(reporter: Client) -> None:
    who, id_ = account("publisher"), begin(reporter).split("/")[-2]
    published = Initiative.objects.get(pk="statsbidrag-32-kommuner")
    relation = [{"other": id_, "kind": "part-of"}]
    for_all = content_of(published.pk) | {"relations": relation}
    drafts.save(who, published, for_all, "", revision=0, version=1)
    secret = drafts.begin(who, content(title_sv="Hemlig", relations=relation, participations=[
        {"actor": "skolverket", "role": "accountable"}]), "")  # fmt: skip
    page = reporter.post(f"/arbete/insatser/{id_}/kasta/", {"nyckel": "k", "revision": "1"})
    assert page.status_code == 409
    assert published.title_sv in page.text and "och ytterligare 1" in page.text
    assert "Hemlig" not in page.text, "nobody learns what others have in work"
    drafts.discard(who, secret, 1)
    drafts.discard(who, published, 1)
    answer = reporter.post(f"/arbete/insatser/{id_}/kasta/", {"nyckel": "l", "revision": "1"})
    assert answer.status_code == 302 and not Initiative.objects.filter(pk=id_).exists()
