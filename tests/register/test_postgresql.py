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
    "tests/audit",
    "tests/accounts/test_signing_in.py",
    "tests/work/test_workflow.py",
)


def test_the_registers_tests_hold_on_postgresql(postgresql: str) -> None:
    if os.environ.get("SAMLAD_DATABASE"):
        pytest.skip("these tests run on the database that SAMLAD_DATABASE names already")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS],
        cwd=ROOT, env={**kept, "SAMLAD_DATABASE": postgresql}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "passed" in done.stdout or "[100%]" in done.stdout
