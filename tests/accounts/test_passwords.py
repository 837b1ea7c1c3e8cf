"""Which passwords are taken and which refused."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from samlad.portal.accounts.breached import breached_of
from samlad.portal.accounts.models import Account
from tests.work.people import PASSWORD

pytestmark = pytest.mark.django_db
WHO = Account(name="anna-berg", full_name="Anna Berg", role="reader")


@pytest.mark.parametrize(
    "password",
    [
        "kort", "fjorton tecken", "passwordpassword", "password1234567!", "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345", "samladsamladsamlad", "qwertyuiop123456789", "hemligt anna-berg 77",
        "correcthorsebatterystaple", "Correct Horse Battery Staple 1", "thisisapassword1",
        "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgf", "abcdefghabcdefgh!",
        "qwertyuiopasdfghjklzxcvbnm", "mnbvcxzlkjhgfdsa", "1q2w3e4r5t6y7u8i9o0p", "qwertyuiopåasdfg",
        "1qaz2wsx3edc4rfv", "aabbccddeeffgghhii", "Sommaren2026!!!!", "!!!!2026höst2026", "Oktober-Oktober-26",
        "boverketboverket2026", "Skolverket 2026!!!", "Botkyrka2026Botkyrka", "stockholms kommun 1",
        "hejhejhejhej2026", "password password1", "lösenordlösenord2", "qwertyqwertyqwe",
        "P@ssw0rdP@ssw0rd", "sommar26sommar26", "iloveyou iloveyou2",
    ],
)  # fmt: skip
def test_common_short_and_guessable_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, WHO)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD, "x7Qp vL2m Zr9t Kd4", "åäö 漢字 emoji 🙂 längre", "sommar utan segelbåt",
        "boverket bakar bullar", "ettlångtordutanmellanrum", "ett helt nytt lösenord",
        "vi tvättade fönster i regn", "Gurka-trapets-Malmö-91", "deras poetiska operationer",
    ],
)  # fmt: skip
def test_what_only_its_owner_would_put_together_is_taken(password: str) -> None:
    validate_password(password, WHO)


def test_what_is_only_too_short_is_not_said_to_repeat_signs() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("Kåts", WHO)
    assert [fault.code for fault in refused.value.error_list] == ["short"]


LEAKED = ("ett läckt lösenord här", "ännu ett som har läckt")


@pytest.mark.parametrize("form", ["plain", "sha-1", "counted", "sorted"])
def test_a_list_of_leaked_passwords_is_asked(form: str, tmp_path: Path, settings) -> None:
    hashes = [hashlib.sha1(one.encode()).hexdigest().upper() for one in LEAKED]
    lines = {
        "plain": LEAKED,
        "sha-1": hashes,
        "counted": [f"{one}:17" for one in hashes],
        "sorted": sorted(hashes),
    }[form]
    (tmp_path / "leaked.txt").write_text("\r\n".join([*lines, ""]), "utf-8")
    validate_password(LEAKED[0], WHO)
    settings.BREACHED = breached_of(str(tmp_path / "leaked.txt"))
    for one in LEAKED:
        with pytest.raises(ValidationError, match="läckt någonstans"):
            validate_password(one, WHO)
    validate_password(PASSWORD, WHO)


def test_a_list_that_is_not_there_is_said_at_the_start(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "samlad", "user", "add", "b", "--role", "publisher", "--link", "--data", str(tmp_path)],
        env={**os.environ, "SAMLAD_BREACHED": str(tmp_path / "none.txt")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "SAMLAD_BREACHED" in done.stderr and done.stderr.count("\n") == 1
