"""Gets what the tests use beside Python from Debian, where it is lacking and may be installed.

Run before the tests: `python -m tests.debian`. It says which tests will be left out, and why.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from tests.browser.find_chromium import find_chromium
from tests.work.find_postgresql import find_postgresql


def may_install() -> bool:
    """Whether packages can be installed here."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(*packages: str) -> None:
    """Install Debian's packages, as far as that goes; what is lacking after it is told."""
    asked = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update"], asked):
        subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def lacking() -> list[str]:
    """The packages of what is not here."""
    here = {"chromium": find_chromium(), "postgresql": find_postgresql()}
    return [package for package, path in here.items() if path is None]


def main() -> None:
    """Install what is lacking, and say what the tests will use."""
    if lacking() and may_install():
        print(f"Installing {' and '.join(lacking())} for the tests.")
        install(*lacking())
    chromium, postgresql = find_chromium(), find_postgresql()
    print(
        f"Browser tests use {chromium}."
        if chromium
        else "Browser tests are left out: no Chromium was found and it may not be installed here; "
        "install chromium, or set SAMLAD_CHROMIUM to its path."
    )
    print(
        f"Tests on PostgreSQL use {postgresql}."
        if postgresql
        else "Tests on PostgreSQL are left out: none was found and it may not be installed here; "
        "install Debian's postgresql."
    )


if __name__ == "__main__":
    main()
