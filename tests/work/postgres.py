"""A PostgreSQL of the tests' own on loopback, where Debian's is installed; else skipped."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import free_port
from tests.work.find_postgresql import find_postgresql


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Its address; every database in it is the test's to make."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="samlad-postgresql-"))
    password, port = secrets.token_hex(16), free_port()
    try:
        (folder / "password").write_text(password)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            for path in (folder, folder / "password"):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        _run(programs / "initdb", "-D", str(data), "-U", "samlad", "-A", "scram-sha-256",
             "--pwfile", str(folder / "password"), "-E", "UTF8", "--locale", "C", "-N")  # fmt: skip
        settings = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=40"
        _run(programs / "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"),
             "-o", settings, "start")  # fmt: skip
        try:
            yield f"postgresql://samlad:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    pytest.importorskip(
        "psycopg", reason="psycopg is not installed: pip install samlad[postgresql]"
    )
    found = find_postgresql()
    if found is None:
        pytest.skip("no PostgreSQL here: install Debian's package postgresql")
    if os.geteuid() == 0 and not _has_user("postgres"):
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    return found


def _has_user(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


def _run(*command: object) -> None:
    whole = [str(part) for part in command]
    if os.geteuid() == 0:
        whole = ["runuser", "-u", "postgres", "--", *whole]
    done = subprocess.run(
        whole, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/", check=False
    )
    if done.returncode:
        pytest.fail(f"{whole[-1]}: {done.stderr}")
