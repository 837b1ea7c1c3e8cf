"""Facts are the first content, not the last word: what is changed here outlives new facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils.timezone import now

from samlad.catalogue import facts
from samlad.portal.register import models
from samlad.portal.register.contents import content_of, contents, write
from samlad.portal.register.loading import load
from samlad.portal.register.words import State, Status
from tests.changed_facts import with_cell

pytestmark = pytest.mark.django_db

ID = "utredare-delmos-2017"


def without(table: str, key: str) -> Callable[[str], list[dict[str, str]]]:
    """The facts without one row, and without what names it."""

    def changed(name: str) -> list[dict[str, str]]:
        rows = [
            dict(row) for row in facts(name) if name != table or next(iter(row.values())) != key
        ]
        for row in rows:
            for column, cell in row.items():
                if key in cell.split(";"):
                    row[column] = ";".join(part for part in cell.split(";") if part != key)
        return rows

    return changed


@contextmanager
def loaded(given: Callable[[str], list[dict[str, str]]]) -> Iterator[None]:
    """A new release of the facts; references are checked as when a transaction ends."""
    with transaction.atomic():
        load(given)
    from django.db import connection

    connection.check_constraints()
    yield


def edit(**changes: object) -> None:
    write({ID: content_of(ID) | changes})
    models.Initiative.objects.filter(pk=ID).update(follows_facts=False, version=2)


def test_every_status_of_the_facts_comes_to_a_state():
    found = models.Initiative.objects.values_list("status", "state")
    assert {status for status, _ in found} <= set(Status)
    assert all(state in list(State) for _, state in found)
    assert models.Initiative.objects.get(pk="reformprogram-2016").state == State.SUPERSEDED


def test_all_facts_are_published_as_their_first_version():
    assert models.Initiative.objects.public().count() == 215
    assert models.Version.objects.count() == 215
    version = models.Version.objects.get(initiative=ID)
    assert (version.number, version.published_by) == (1, "facts")
    assert version.content == content_of(ID)


def test_loading_the_same_facts_again_makes_no_version():
    with loaded(lambda name: list(facts(name))):
        assert models.Version.objects.count() == 215


def test_a_new_fact_makes_a_new_version():
    with loaded(with_cell("initiatives", ID, "title_sv", "En annan rubrik")):
        initiative = models.Initiative.objects.get(pk=ID)
    assert (initiative.title_sv, initiative.version) == ("En annan rubrik", 2)
    assert models.Version.objects.filter(initiative=ID).count() == 2
    assert (
        models.Version.objects.get(initiative=ID, number=1).content["title_sv"] != "En annan rubrik"
    )


def test_an_edit_outlives_new_facts():
    edit(title_sv="Skrivet här", money=[])
    before = content_of(ID)
    with loaded(with_cell("initiatives", ID, "title_sv", "En annan rubrik")):
        assert content_of(ID) == before
    assert models.Initiative.objects.get(pk=ID).version == 2


def test_what_the_facts_no_longer_hold_is_withdrawn_and_its_version_kept():
    with loaded(without("initiatives", ID)):
        initiative = models.Initiative.objects.get(pk=ID)
    assert initiative.visibility == "withdrawn"
    assert initiative.visibility_reason
    assert not models.Initiative.objects.public().filter(pk=ID).exists()
    assert models.Version.objects.filter(initiative=ID).exists()
    with loaded(lambda name: list(facts(name))):
        pass
    assert models.Initiative.objects.get(pk=ID).visibility == "published", "it is back"


def test_a_row_that_an_edit_refers_to_stays():
    """A goal leaves the facts; the initiative that was linked to it here must not break."""
    edit(goals=[{"goal": "ben-1", "how_sv": "Så här", "how_en": ""}])
    with loaded(without("goals", "ben-1")):
        assert models.Goal.objects.filter(pk="ben-1").exists()
    write({ID: content_of(ID) | {"goals": []}})
    with loaded(without("goals", "ben-1")):
        assert not models.Goal.objects.filter(pk="ben-1").exists()


def test_a_period_report_keeps_its_due_day_through_new_facts():
    due = models.DueReport.objects.filter(initiative=ID).first()
    report = models.PeriodReport.objects.create(
        initiative_id=ID, answers=due, start="2017", end="2017", done="Klart", written_by="a",
        written_at=now())  # fmt: skip
    with loaded(lambda name: list(facts(name))):
        report.refresh_from_db()
    assert report.answers_id == due.pk
    with loaded(with_cell("initiatives", ID, "report_due", "2017-10-30;2017-12-29")):
        report.refresh_from_db()
        due.refresh_from_db()
    assert (report.answers_id, str(due.due)) == (due.pk, "2017-10-30"), "the day is put right"
    with loaded(with_cell("initiatives", ID, "report_due", "")):
        report.refresh_from_db()
    assert report.answers_id is None, "the day is gone, the report stays"


def test_a_document_written_and_read_is_the_same():
    document = content_of(ID) | {
        "dates": [
            {"moment": "start", "basis": "planned", "date": "2017-03", "noted": None, "reason": ""},
            {"moment": "end", "basis": "planned", "date": "2018", "noted": "2017", "reason": ""},
            {"moment": "end", "basis": "planned", "date": "2019", "noted": "2018", "reason": "Sent"},
        ],
        "places": [
            {"place": "0180", "basis": "beneficiary", "area_code": "0180R001", "vintage": "regso-2025"},
            {"place": "0180", "basis": "recipient", "area_code": "", "vintage": ""},
        ],
        "documents": [{"title": "Beslut", "url": "https://example.se/b", "published": "2017-03-23"}],
        "relations": [{"other": "reformprogram-2016", "kind": "part-of"}],
        "goals": [{"goal": "ben-1", "how_sv": "Så", "how_en": "Thus"}],
    }  # fmt: skip
    write({ID: document})
    assert content_of(ID) == document
    initiative = models.Initiative.objects.get(pk=ID)
    assert (str(initiative.start), str(initiative.end)) == ("2017-03", "2019")


def test_documents_are_read_in_a_fixed_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(10):
        assert len(contents()) == 215
    with django_assert_num_queries(10):
        contents([ID])


def test_a_version_is_never_changed_or_removed():
    version = models.Version.objects.get(initiative=ID)
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()
