"""The chain of changes holds, and tampering of every sort is found and named."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from samlad.portal.audit.chain import BEGINNING, HASHED, canonical, hash_of, record, verify
from samlad.portal.audit.models import Entry, Head
from samlad.portal.register.models import Version

pytestmark = pytest.mark.django_db


def chain_of(n: int) -> list[Entry]:
    return [
        record(
            who="anna", action="draft.saved", subject=f"initiative:{i}", after={"n": i, "å": "ö"}
        )
        for i in range(n)
    ]


def without_triggers(statement: str, *parameters: object) -> None:
    """What somebody with the database file in their hands could do."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        if vendor == "sqlite":
            for what in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_entry_no_{what}")
        else:
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)


def test_an_empty_chain_and_a_whole_one_are_unbroken() -> None:
    before = verify()
    assert before.broken is None
    entries = chain_of(5)
    verdict = verify()
    assert verdict.broken is None
    assert (verdict.entries, verdict.hash) == (before.entries + 5, entries[-1].hash)


def test_the_hash_is_sha_256_of_canonical_json_by_hand() -> None:
    entry = chain_of(1)[0]
    whole = {name: getattr(entry, name) for name in HASHED}
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == entry.hash
    first = Entry.objects.get(number=1)
    assert first.previous == BEGINNING
    assert entry.after.startswith('{"n":0,"å"')


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01T00:00:00.000000+00:00"), ("who", "eva"), ("action", "draft.begun"),
        ("subject", "initiative:other"), ("before", "1"), ("after", '{"n":9}'), ("reason", "!"),
        ("previous", "f" * 64), ("hash", "f" * 64),
    ],
)  # fmt: skip
def test_a_changed_cell_breaks_the_chain_there(column: str, value: str) -> None:
    third = chain_of(5)[2]
    without_triggers(f"UPDATE audit_entry SET {column} = %s WHERE number = %s", value, third.number)
    assert verify().broken == third.number


def test_a_changed_entry_hashed_anew_breaks_the_next() -> None:
    entries = chain_of(5)
    third = entries[2]
    third.after = canonical({"n": 99})
    new = hash_of(third)
    without_triggers(
        "UPDATE audit_entry SET after = %s, hash = %s WHERE number = %s",
        third.after, new, third.number,
    )  # fmt: skip
    assert verify().broken == third.number + 1


def test_a_removed_entry_is_found_in_the_middle_and_at_the_end() -> None:
    entries = chain_of(4)
    with transaction.atomic():
        point = transaction.savepoint()
        without_triggers("DELETE FROM audit_entry WHERE number = %s", entries[1].number)
        assert verify().broken == entries[1].number
        transaction.savepoint_rollback(point)
    without_triggers("DELETE FROM audit_entry WHERE number = %s", entries[3].number)
    verdict = verify()
    assert verdict.broken == entries[3].number and "the head says" in verdict.why


def test_two_entries_that_change_places_are_found() -> None:
    a, b, *_ = chain_of(4)
    without_triggers("UPDATE audit_entry SET number = -1 WHERE number = %s", a.number)
    without_triggers("UPDATE audit_entry SET number = %s WHERE number = %s", a.number, b.number)
    without_triggers("UPDATE audit_entry SET number = %s WHERE number = -1", b.number)
    assert verify().broken == a.number


def test_a_chain_forged_whole_does_not_pass_what_was_noted() -> None:
    entries = chain_of(3)
    noted = (entries[1].number, entries[1].hash)
    assert verify(noted).broken is None
    last = (
        Entry.objects.get(number=entries[0].number - 1).hash if entries[0].number > 1 else BEGINNING
    )
    for entry in entries:  # every hash made anew, the head with them
        entry.who, entry.previous = "eva", last
        last = hash_of(entry)
        without_triggers(
            "UPDATE audit_entry SET who = 'eva', previous = %s, hash = %s WHERE number = %s",
            entry.previous, last, entry.number,
        )  # fmt: skip
    Head.objects.update(hash=last)
    assert verify().broken is None, "nothing in the database tells"
    assert verify(noted).broken == noted[0]
    assert verify((10_000, "f" * 64)).broken is not None, "more were noted than there are"


@pytest.mark.parametrize("table", ["audit_entry", "register_version"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_changes(table: str, statement: str) -> None:
    chain_of(1)
    assert Version.objects.exists()
    column = "number" if table == "audit_entry" else "published_by"
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


def test_code_refuses_too() -> None:
    entry = chain_of(1)[0]
    with pytest.raises(TypeError):
        entry.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()


def test_a_change_that_is_undone_leaves_no_entry() -> None:
    before = Entry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        chain_of(2)
        raise RuntimeError
    assert Entry.objects.count() == before
    assert verify().broken is None


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=4), inner),
    max_leaves=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(JSON, JSON)
def test_canonical_json_is_one_for_one_value(one: object, other: object) -> None:
    assert (canonical(one) == canonical(other)) == (
        json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    )
    assert canonical(json.loads(canonical(one))) == canonical(one)
