"""The archive: the same register back, the same bytes again, and nothing half-restored."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest
from django.utils.timezone import now

from samlad.errors import EnvironmentFault, InputError
from samlad.portal.accounts.changing import Scope, make_account, set_password
from samlad.portal.accounts.links import account_of, new_link
from samlad.portal.accounts.models import Account, OpenIdLink, Passkey, RecoveryCode
from samlad.portal.accounts.roles import AccountRole
from samlad.portal.archive import export, restore
from samlad.portal.archive.tables import APPS, name_of, rows_of, tables
from samlad.portal.audit.chain import record, verify
from samlad.portal.audit.models import Entry
from samlad.portal.changes import edition
from samlad.portal.register.contents import content_of, contents, write
from samlad.portal.register.models import DueReport, Initiative, Money, PeriodReport, Version

pytestmark = pytest.mark.django_db

ID = "utredare-delmos-2017"


def everything() -> dict[str, list[dict[str, Any]]]:
    return {name: list(rows_of(table)) for name, table in tables().items()}


def changed_here() -> None:
    """What a register holds after some use: an edit, a new draft, a period report."""
    write({ID: content_of(ID) | {"title_sv": "=Skrivet “här”\n\u2028å", "money": []}})
    write({"ny": content_of(ID) | {"relations": [{"other": ID, "kind": "part-of"}]}})
    Initiative.objects.filter(pk=ID).update(follows_facts=False, version=2)
    PeriodReport.objects.create(
        initiative_id=ID,
        answers=DueReport.objects.filter(initiative=ID).first(),
        start="2017",
        end="2017-06",
        done="Klart",
        numbers=[{"what": "elever", "value": 12.5, "unit": ""}],
        written_by="a",
        written_at=now(),
    )


def test_every_table_of_the_register_is_in_it():
    names = set(tables())
    assert {
        "register.initiative",
        "register.version",
        "content.department",
        "pages.loaded",
    } <= names
    assert {name.split(".")[0] for name in names} == set(APPS)


def test_no_secret_leaves(tmp_path):
    someone = make_account("test", "anna", "Anna", "", Scope(AccountRole.PUBLISHER))
    set_password(someone, "korrekt häst batteri klammer")
    Account.objects.update(totp_salt="hemligt-salt")
    Passkey.objects.create(
        account=someone, key_id="passkeyns-id", public_key="k", site="s", name="T"
    )
    OpenIdLink.objects.create(account=someone, issuer="https://i", subject="vem-hon-är")
    export(tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"anna" in whole
    assert not any(
        secret in whole
        for secret in (b"argon2", b"hemligt-salt", b"passkeyns-id", "vem-hon-är".encode())
    )
    restore(tmp_path / "a.zip")
    back = Account.objects.get(name="anna")
    assert (back.role, back.password, back.totp_salt) == ("publisher", "", "")
    assert not back.check_password("")


def test_no_proof_of_somebody_here_lets_them_into_an_account_read_back(tmp_path):
    someone = make_account("test", "anna", "Anna", "", Scope(AccountRole.PUBLISHER))
    token = new_link("system", someone)
    export(tmp_path / "a.zip")
    Passkey.objects.create(account=someone, key_id="a", public_key="k", site="s", name="T")
    OpenIdLink.objects.create(account=someone, issuer="https://i", subject="s")
    RecoveryCode.objects.create(account=someone, hash="h")
    restore(tmp_path / "a.zip")
    assert Account.objects.filter(name="anna").exists()
    assert account_of(token) is None
    for proofs in (Passkey, OpenIdLink, RecoveryCode):
        assert not proofs.objects.exists()


def test_the_audit_chain_is_whole_after_it(tmp_path):
    before = Entry.objects.count()
    record(who="anna", action="draft.begun", subject="initiative:a")
    export(tmp_path / "a.zip")
    restore(tmp_path / "a.zip")
    record(who="anna", action="draft.saved", subject="initiative:a")
    assert verify().broken is None
    assert Entry.objects.count() == before + 2


def test_no_archive_takes_away_what_is_in_the_audit_chain(tmp_path):
    before = Entry.objects.count()
    export(tmp_path / "a.zip")
    record(who="anna", action="draft.begun", subject="initiative:a")
    with pytest.raises(InputError, match="none is ever removed"):
        restore(tmp_path / "a.zip")
    assert Entry.objects.count() == before + 1


def test_what_is_read_back_is_the_same_register_and_the_same_bytes(tmp_path):
    changed_here()
    before, documents = everything(), contents()
    export(tmp_path / "a.zip")
    PeriodReport.objects.all().delete()
    Initiative.objects.filter(pk="ny").delete()
    write({ID: content_of(ID) | {"title_sv": "Något annat"}})
    restore(tmp_path / "a.zip")
    assert everything() == before
    assert contents() == documents
    export(tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_register_that_does_not_fit_together_is_not_written(tmp_path):
    export(tmp_path / "a.zip")
    before = (tmp_path / "a.zip").read_bytes()
    money = Money.objects.first()
    actor = money.actor_id
    Money.objects.filter(pk=money.pk).update(actor_id="borta")
    with pytest.raises(EnvironmentFault, match=r"register\.money\.actor_id names 'borta'"):
        export(tmp_path / "a.zip")
    Money.objects.filter(pk=money.pk).update(actor_id=actor)
    assert (tmp_path / "a.zip").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_what_was_kept_for_pages_is_drawn_anew(tmp_path):
    export(tmp_path / "a.zip")
    before = edition()
    restore(tmp_path / "a.zip")
    assert edition() != before


def test_new_rows_get_new_keys_after_it(tmp_path):
    export(tmp_path / "a.zip")
    restore(tmp_path / "a.zip")
    last = DueReport.objects.order_by("pk").last()
    assert DueReport.objects.create(initiative_id=ID, due="2031").pk > last.pk


def test_a_reader_without_samlad_is_told_what_it_is(tmp_path):
    manifest = export(tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive:
        assert "samlad restore" in archive.read("README.txt").decode()
        lines = archive.read("tables/register.initiative.jsonl").decode().splitlines()
    assert len(lines) == 215 == manifest["tables"]["register.initiative"]["rows"]
    assert json.loads(lines[0]).keys() == set(manifest["tables"]["register.initiative"]["columns"])


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(ZipInfo(name), data)
    return path


def with_manifest(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps(
            json.loads(members["manifest.json"]) | values
        ).encode()

    return change


def with_lines(name: str, change: Callable[[bytes], bytes]) -> Callable[[dict[str, bytes]], None]:
    """Other rows with a manifest that fits them, as somebody who means harm would write it."""
    import hashlib

    def changed(members: dict[str, bytes]) -> None:
        member = f"tables/{name}.jsonl"
        members[member] = change(members[member])
        manifest = json.loads(members["manifest.json"])
        manifest["tables"][name] |= {
            "sha256": hashlib.sha256(members[member]).hexdigest(),
            "rows": members[member].count(b"\n"),
        }
        members["manifest.json"] = json.dumps(manifest).encode()

    return changed


BROKEN = {
    "an empty manifest": (with_manifest(tables={}), "another version"),
    "another form": (with_manifest(format=9), "another form"),
    "no tables": (with_manifest(tables=[1]), "names no tables"),
    "no manifest": (lambda m: m.pop("manifest.json"), "no archive of Samlad"),
    "a list for a manifest": (lambda m: m.update({"manifest.json": b"[1]"}), "no table of contents"),
    "a manifest that is no JSON": (lambda m: m.update({"manifest.json": b"{"}), "no archive"),
    "a table missing": (lambda m: m.pop("tables/register.money.jsonl"), "just what"),
    "a stranger": (lambda m: m.update({"../../etc/passwd": b"x"}), "just what"),
    "a changed row": (
        lambda m: m.update({"tables/register.goal.jsonl": b"{}\n"}),
        "is not what manifest.json says",
    ),
    "a row that is no row": (with_lines("register.goal", lambda _: b"7\n"), "line 1"),
    "a row that is no JSON": (with_lines("register.goal", lambda _: b"{\n"), "line 1"),
    "a row without a column": (with_lines("register.goal", lambda _: b'{"id": "a"}\n'), "line 1"),
    "a date that is none": (
        with_lines("register.goal", lambda old: old.replace(b'"2018"', b'"20x8"', 1)),
        "cannot be read",
    ),
    "a reference to nothing": (
        with_lines("register.actor", lambda old: b"".join(old.splitlines(True)[5:])),
        "do not fit together",
    ),
    "a row twice": (
        with_lines("register.goal", lambda old: old + old.splitlines(True)[0]),
        "do not fit together",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_archive_is_refused_in_a_sentence_and_changes_nothing(tmp_path, name):
    change, said = BROKEN[name]
    export(tmp_path / "a.zip")
    changed(tmp_path / "a.zip", change)
    write({ID: content_of(ID) | {"title_sv": "Ska stå kvar"}})
    before = everything()
    with pytest.raises(InputError, match=said) as fault:
        restore(tmp_path / "a.zip")
    assert "\n" not in str(fault.value)
    assert everything() == before


@pytest.mark.parametrize("keep", [0, 10, 5000, -30])
def test_an_archive_that_is_cut_short_is_refused(tmp_path, keep):
    export(tmp_path / "a.zip")
    path = tmp_path / "a.zip"
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match="broken or no archive"):
        restore(path)


def test_a_byte_that_has_turned_is_found(tmp_path):
    export(tmp_path / "a.zip")
    path = tmp_path / "a.zip"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(InputError):
        restore(path)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        restore(tmp_path / "nothing.zip")


def test_versions_are_read_back_though_they_are_never_changed(tmp_path):
    export(tmp_path / "a.zip")
    restore(tmp_path / "a.zip")
    assert Version.objects.count() == 215


def test_names_of_tables_are_plain():
    assert all(name == name_of(table) for name, table in tables().items())
    assert io.StringIO("".join(tables())).read().isascii()
