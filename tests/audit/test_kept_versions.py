"""What is published is what the chain says, and a version that was forged is found and named."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from samlad.portal.audit.chain import verify
from samlad.portal.register.contents import content_of
from samlad.portal.register.kept_versions import other_than_published
from samlad.portal.register.models import Draft, Initiative, Version
from samlad.portal.work import drafts, publishing
from tests.work.people import account, content

pytestmark = pytest.mark.django_db
OF_FACTS = "statsbidrag-32-kommuner"


def published(id_: str, **changes: str) -> None:
    """Written by one and published by another, at first or anew."""
    writer, publisher = account("publisher"), account("publisher")
    initiative = Initiative.objects.filter(pk=id_).first()
    if initiative is None:
        initiative = drafts.begin(writer, content(**changes), "", id_)
    else:
        document = content_of(id_) | changes
        drafts.save(writer, initiative, document, "", revision=0, version=initiative.version)
    drafts.submit(writer, initiative, Draft.objects.get().revision)
    publishing.publish(publisher, initiative, Draft.objects.get().revision)


def forge(statement: str, *parameters: object) -> None:
    """What somebody with the database file in their hands could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for what in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS register_version_no_{what}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be left to check
            cursor.execute("ALTER TABLE register_version DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)


def test_what_was_published_here_and_what_came_with_the_facts_is_what_the_chain_says() -> None:
    published("prov")
    published("prov", note="En gång till")
    published(OF_FACTS, note="Skrivet här")
    assert list(other_than_published()) == []
    assert Version.objects.count() > 200


@pytest.mark.parametrize(("id_", "number"), [("prov", 1), ("prov", 2), (OF_FACTS, 1)])
def test_a_forged_version_is_named(id_: str, number: int) -> None:
    published("prov")
    published("prov", note="En gång till")
    row = Version.objects.get(initiative=id_, number=number)
    forged = json.dumps(row.content | {"title_sv": "Förfalskad"})
    forge("UPDATE register_version SET content = %s WHERE id = %s", forged, row.pk)
    assert verify().broken is None, "the chain itself is whole"
    (sentence,) = other_than_published()
    assert sentence.startswith(f"version {number} of '{id_}' is not what entry ")


def test_a_version_put_in_beside_the_chain_and_one_taken_away_are_named() -> None:
    published("prov")
    row = Version.objects.get(initiative="prov")
    row.pk, row.number, row._state.adding = None, 2, True
    row.save()
    (sentence,) = other_than_published()
    assert sentence == "version 2 of 'prov' was published by no entry of the chain"
    forge("DELETE FROM register_version WHERE initiative_id = 'prov'")
    (sentence,) = other_than_published()
    assert sentence.startswith("version 1 of 'prov', published by entry ")
