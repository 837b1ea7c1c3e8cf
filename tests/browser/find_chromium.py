"""Finds a Chromium for the browser tests, or installs Debian's when told to and allowed to.

Run as a script before the tests: `python tests/browser/find_chromium.py --install`.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """Path of a browser that starts: SAMLAD_CHROMIUM if set, else the first one on the PATH."""
    named = os.environ.get("SAMLAD_CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next((path for path in found if path and starts(path)), None)


def starts(path: str) -> bool:
    """Whether the program runs at all: Ubuntu's chromium-browser is a sign to another shop."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0


def install_chromium() -> None:
    """Install Debian's chromium; quietly does nothing where that is not possible."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update"], install):
        subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


if __name__ == "__main__":
    if find_chromium() is None and "--install" in sys.argv:
        print("No browser found: installing chromium for the browser tests.")
        install_chromium()
    path = find_chromium()
    print(
        f"Browser tests use {path}."
        if path
        else "Browser tests are left out: no Chromium was found and it may not be installed here; "
        "install chromium, or set SAMLAD_CHROMIUM to its path."
    )
