"""The register's tests hold on PostgreSQL too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.work.postgres import postgresql

__all__ = ["postgresql"]

ROOT = Path(__file__).parents[2]
#: The tests of register and work that read and write its tables.
TESTS = (
    "tests/register/test_loading.py",
    "tests/register/test_edits_and_facts.py",
    "tests/register/test_initiative_list.py",
    "tests/register/test_initiative_page.py",
    "tests/portal/test_archive.py",
    "tests/audit",
    "tests/accounts/test_signing_in.py",
    "tests/work/test_workflow.py",
    "tests/work/test_two_writers.py",
)


def python(postgresql: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env={**kept, "SAMLAD_DATABASE": postgresql}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_an_archive_is_of_one_moment_though_somebody_publishes_meanwhile(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMLAD_DATA", str(tmp_path / "here"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "samlad.portal.settings")
    archive, elsewhere = str(tmp_path / "a.zip"), str(tmp_path / "elsewhere")
    done = python(postgresql, "-m", "tests.register.export_while_written", archive)
    assert done.returncode == 0, done.stderr[-2000:]
    restored = python("", "-m", "samlad", "restore", archive, "--data", elsewhere)
    assert restored.returncode == 0, restored.stderr
    verified = python("", "-m", "samlad", "audit", "verify", "--data", elsewhere)
    assert verified.returncode == 0, verified.stderr


def test_the_registers_tests_hold_on_postgresql(postgresql: str) -> None:
    if os.environ.get("SAMLAD_DATABASE"):
        pytest.skip("these tests run on the database that SAMLAD_DATABASE names already")
    done = python(
        postgresql, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "passed" in done.stdout or "[100%]" in done.stdout
