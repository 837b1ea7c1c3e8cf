"""`samlad user` and `samlad audit verify`, as they are typed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def samlad(data: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SAMLAD_DATA")}
    return subprocess.run(
        [sys.executable, "-m", "samlad", *arguments, "--data", str(data)],
        input=typed, capture_output=True, text=True, env=kept, timeout=120,
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("commands")


GOOD = "korrekt häst batteri klammer\n"


def test_accounts_are_made_listed_renewed_and_closed(data: Path) -> None:
    made = samlad(
        data, "user", "add", "Anna", "--role", "reporter", "--actor", "boverket", typed=GOOD
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert (data / "secret.key").stat().st_mode & 0o777 == 0o600
    link = samlad(data, "user", "add", "eva", "--role", "editor", "--area", "housing", "--link")
    assert "/konto/valkommen/" in link.stdout and "7 days" in link.stdout
    listed = samlad(data, "user", "list").stdout.splitlines()
    assert listed == ["anna\treporter\tboverket\t", "eva\teditor\thousing\t"]
    assert "/konto/valkommen/" in samlad(data, "user", "link", "anna").stdout
    assert samlad(data, "user", "close", "anna").returncode == 0
    assert "closed" in samlad(data, "user", "list").stdout


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("add", "b", "--role", "reporter"), GOOD, "needs an actor"),
        (("add", "b", "--role", "reporter", "--actor", "bovrket"), GOOD, "did you mean 'boverket'"),
        (("add", "b", "--role", "editor", "--actor", "boverket"), GOOD, "limits no editor"),
        (("add", "b", "--role", "publisher", "--area", "housing"), GOOD, "limits no publisher"),
        (("add", "b", "--role", "publisher"), "kort\n", "15"),
        (("add", "b c", "--role", "publisher"), GOOD, "is no name"),
        (("close", "nobody"), "", "unknown account 'nobody'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    data: Path, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    answer = samlad(data, "user", *arguments, typed=typed)
    assert answer.returncode == 2
    assert said in answer.stderr and answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("audit", "verify"), ("user", "list"), ("user", "close", "anna")]
)
def test_a_misspelt_folder_holds_no_register(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    answer = samlad(tmp_path / "misspelt", *arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "holds no register" in answer.stderr and answer.stderr.count("\n") == 1
    assert not (tmp_path / "misspelt" / "samlad.sqlite3").exists()


def test_the_chain_is_verified_and_the_first_broken_link_named(data: Path) -> None:
    whole = samlad(data, "audit", "verify")
    assert whole.returncode == 0 and "unbroken; noted as " in whole.stdout
    noted = whole.stdout.split("noted as ")[1].strip()
    assert samlad(data, "audit", "verify", "--noted", noted).returncode == 0
    assert samlad(data, "audit", "verify", "--noted", "x").returncode == 2
    connection = sqlite3.connect(data / "samlad.sqlite3")
    connection.execute("DROP TRIGGER audit_entry_no_update")
    connection.execute("UPDATE audit_entry SET who = 'nobody' WHERE number = 2")
    connection.commit()
    connection.close()
    broken = samlad(data, "audit", "verify")
    assert broken.returncode == 2
    assert "broken at entry 2: its content is not what was hashed" in broken.stderr
